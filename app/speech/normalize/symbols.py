"""Signs said as words: arithmetic, "&", "§", arrows, and any other symbol by its Unicode name.

Bullets, box drawing, blocks and the like are ornament and not said. A single letter next to an
arithmetic sign is a letter ("a ≠ b"), not an article.
"""

from __future__ import annotations

import re
import unicodedata

from app.speech.normalize.page import READ, Reading, rule
from app.speech.normalize.spelling import spell

WORDS = {
    "&": "and",
    "+": "plus",
    "=": "equals",
    "%": "percent",
    "‰": "per mille",
    "@": "at",
    "#": "hash",
    "$": "dollar sign",
    "£": "pounds",
    "€": "euros",
    "¥": "yen",
    "¢": "cents",
    "°": "degrees",
    "§": "section",
    "¶": "paragraph",
    "©": "copyright",
    "®": "registered trademark",
    "™": "trademark",
    "℠": "service mark",
    "×": "times",
    "÷": "divided by",
    "±": "plus or minus",
    "−": "minus",
    "≠": "is not equal to",
    "≈": "is approximately",
    "≤": "is less than or equal to",
    "≥": "is greater than or equal to",
    "<": "is less than",
    ">": "is greater than",
    "≡": "is identical to",
    "∝": "is proportional to",
    "∈": "is in",
    "∉": "is not in",
    "∞": "infinity",
    "√": "square root of",
    "∑": "sum of",
    "∏": "product of",
    "∫": "integral of",
    "∂": "partial",
    "∇": "del",
    "∀": "for all",
    "∃": "there exists",
    "∧": "and",
    "∨": "or",
    "¬": "not",
    "∩": "intersection",
    "∪": "union",
    "⊂": "is a subset of",
    "∅": "empty set",
    "∴": "therefore",
    "∵": "because",
    "→": "to",
    "⇒": "implies",
    "⟶": "to",
    "←": "from",
    "↑": "up",
    "↓": "down",
    "⇔": "if and only if",
    "✓": "check mark",
    "✗": "cross mark",
    "✘": "cross mark",
    "☐": "box",
    "☑": "check mark",
    "★": "star",
    "☆": "star",
    "†": "",
    "‡": "",
    "‖": "",
    "⌘": "command",
    "⌥": "option",
    "⇧": "shift",
    "⏎": "return",
    "µ": "micro",
    "Ω": "ohms",
    "′": "prime",
    "″": "double prime",
    "¹": "one",
    "²": "squared",
    "³": "cubed",
}
_BEFORE_NUMBERS = {
    "<": "less than",
    ">": "more than",
    "≤": "at most",
    "≥": "at least",
    "~": "about",
    "≈": "about",
    "∼": "about",
    "+": "plus",
}
_PHRASES = {
    "w/o": "without",
    "w/": "with",
    "b/c": "because",
    "c/o": "care of",
    "n/a": "not applicable",
    "s/he": "she or he",
    "'n'": "and",
    "c++": "C plus plus",
    "c#": "C sharp",
    "f#": "F sharp",
    "g++": "G plus plus",
    "a/c": "eigh C",
    "i/o": "I O",
    "r&b": "R and B",
    "q&a": "Q and eigh",
    "r&d": "R and D",
    "b&b": "B and B",
    "m&m": "M and M",
    "at&t": "eigh T and T",
    "<3": "heart",
    ":-)": ", smiley,",
    ":)": ", smiley,",
    ";-)": ", wink,",
    ";)": ", wink,",
    ":-(": ", sad face,",
    ":(": ", sad face,",
    ":-d": ", big smile,",
    ":d": ", big smile,",
    "->": "to",
    "-->": "to",
    "=>": "implies",
    "<-": "from",
    "<=": "is less than or equal to",
    ">=": "is greater than or equal to",
    "!=": "is not equal to",
    "==": "equals",
    "+/-": "plus or minus",
    "&c.": "et cetera.",
    "&&": "and",
    "||": "or",
    "km/h": "kilometers per hour",
    "m/s": "meters per second",
}
_ORNAMENT = re.compile("[\u2022\u2023\u2043\u204c-\u204f\u2500-\u25ff\u2800-\u28ff\u2b1b\u2b1c]")
_NUMBER_FOLLOWS = re.compile(r"\s?[\x00\d.]")


def _phrase(match: re.Match[str]) -> Reading:
    return _PHRASES[match[0].lower()]


def _sign(match: re.Match[str]) -> Reading:
    sign = match[0][0]
    before = match.string[max(0, match.start() - 5) : match.start()].rstrip()
    if sign in _BEFORE_NUMBERS and _NUMBER_FOLLOWS.match(match.string, match.end()):
        compared = before[-1:].isalnum() or before[-1:] in ("\x00", ")") if before else False
        if sign in "~" or not compared:
            return _BEFORE_NUMBERS[sign]
    if sign == "~" or (sign in "<>" and _encloses(match)):
        return ""
    if sign in WORDS:
        return WORDS[sign]
    return _by_name(sign)


def _encloses(match: re.Match[str]) -> bool:
    """Whether an angle bracket encloses something: a word on one side of it only."""
    start, end = match.span()
    around = (match.string[max(0, start - 1) : start], match.string[end : end + 1])
    before, after = (side.isalnum() or (side != "" and side in f"{READ}()-") for side in around)
    return before != after


def _by_name(sign: str) -> str:
    if unicodedata.category(sign) not in ("Sm", "So", "Sc", "No") or _ORNAMENT.match(sign):
        return ""
    name = unicodedata.name(sign, "").lower()
    return re.sub(r"[^a-z]+", " ", name).strip()


def _single_letter(match: re.Match[str]) -> Reading:
    return spell(match[0])


def _grade(match: re.Match[str]) -> Reading:
    """ "A+", "B-"."""
    return f"{spell(match[1])} {'plus' if match[2] == '+' else 'minus'}"


_AFTER_LABEL = (
    r"\b(plan|vitamin|grade|group|type|class|option|section|exhibit|appendix|part|point|team|row|"
    r"hepatitis|letter|side|level|series|category|block|gate|model|company|an)\s(?-i:A)(?![\w'])"
)


def _labelled(match: re.Match[str]) -> Reading:
    """ "Plan A": the letter, not the article."""
    end = match.end() - match.start()
    return [(match[1], 0, len(match[1])), ("eigh", end - 1, end)]


_SIGNS = r"[=+<>×÷±−≠≈≤≥→*/^]"

PHRASES = (
    rule(r"([=+*#~^<>&%_])\1{2,}|-{4,}", lambda match: "", "=+*#~^<>&%_-"),
    rule(
        r"(?<![\w/])(?:w/o\b|w/(?!\w*/)|b/c\b|c/o\b|n/a\b|s/he\b|[cg]\+\+|[cf]#|a/c\b|km/h\b|m/s\b|i/o\b"
        r"|(?:r&b|q&a|r&d|b&b|at&t|m&m)(?!\w)|&c\.|<3(?![\w.]))"
        r"|(?<!\S)[:;]-?[)(dD](?![\w)])|(?<![\w-])'n'(?!\w)|\+/-|&&|\|\||-{1,2}>|[=!<>]=(?!=)|==|=>|<-(?=\s)",
        _phrase,
        "/+#&<:;>='|",
        re.I,
    ),
)
"""Before anything else could take their parts."""

RULES = (
    rule(
        rf"(?<![\w'.])[aA](?=\s?{_SIGNS})|(?<={_SIGNS})[aA](?![\w'])|(?<={_SIGNS}\s)[aA](?![\w'])",
        _single_letter,
        "=+<>×÷±−≠≈≤≥→^/",
    ),
    rule(r"(?<![\w-])([A-F])([+-])(?![\w+\x00-])", _grade, "ABCDEF"),
    rule(_AFTER_LABEL, _labelled, "A", re.I),
    rule(
        r"(?<=[\w\x00])\*(?=[\w\x00])|(?<=[\w\x00])\s\*\s(?=[\w\x00])", lambda match: "times", "*"
    ),
    rule(r"(?<=[a-zA-Z\x00])\s?\^\s?(?=[\w\x00])", lambda match: "to the power of", "^"),
    rule(
        r"(?<!§)§+(?=\s?[\d\x00])",
        lambda match: "sections" if len(match[0]) > 1 else "section",
        "§",
    ),
    rule(r"[\^|\\*_{}]", lambda match: ", " if match[0] == "|" else "", "^|\\*_{}"),
    rule(
        r"[&+=%@#$<>~]|[^\x00-\x7e\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f–—][\ufe0e\ufe0f\u200d\u20e3]*",
        _sign,
    ),
)
