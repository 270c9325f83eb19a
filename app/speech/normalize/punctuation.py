"""Marks that make pauses, in the few forms the voice has learnt: `, . ! ?`.

Its vocabulary has neither dashes nor ellipsis nor double quotes, and Coqui's cleaner takes away
brackets, colons and semicolons; if they were only dropped, their pauses would vanish. So dashes
and brackets become commas, an ellipsis a full stop or a comma, and of several marks in a row the
strongest stays.
"""

from __future__ import annotations

import re

from app.speech.mapped import cut, sub
from app.speech.normalize.page import Reading, rule
from app.values import MappedText

_LEFT = str.maketrans(
    {";": ",", ":": ",", "(": ",", ")": ",", "[": ",", "]": ",", "{": ",", "}": ","}
)
_LEFT.update(dict.fromkeys(map(ord, '–—-/"_*\\|<>=+^~`@#$%&{}'), " "))

_RUN = re.compile(r"[ ,.!?]{2,}|^[ ,.!?]+|[ ,]$|[,.!?](?=[^\W\d_])")
_APOSTROPHE = re.compile(r"(?<![^\W\d_])'+|'+(?![^\W\d_])|(?<=')'")
_DETACHED = re.compile(r"(?<! ) +(?='s(?!\w))")
_CLEANED = re.compile(
    r"\b(mrs?|dr|st|co|jr|maj|gen|drs|rev|lt|hon|sgt|capt|esq|ltd|col|ft)(?=\.)", re.IGNORECASE
)
_SPEAKABLE = re.compile(r"[^\W\d_]")
_UNKNOWN = re.compile(r"[^A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f ,.!?']+")


def _ellipsis(match: re.Match[str]) -> Reading:
    rest = match.string[match.end() :].strip("\"') ")
    return "," if any(character.isalnum() or character == "\x00" for character in rest) else "."


RULES = (
    rule(r"\.{2,}|(?:\. ){2,}\.", _ellipsis, "."),
    rule(r"(?<!\w)([^\W\d_]+)\((s|es)\)(?!\w)", lambda match: match[1] + match[2], "("),
    rule(r"(?<![\w'])[a-zA-Z]\([a-zA-Z]\)", lambda match: f"{match[0][0]} of {match[0][2]}", "("),
    rule(r"(?<=[\w\x00])\((\w{0,3})\)", lambda match: match[1], "("),
    rule(
        r"\s?(?:-{2,}|—+)\s?|(?:^|\s)[-–]+(?=\s|$)|(?<=\s)[-–](?=\w)|(?<=\w)[-–](?=\s)",
        lambda match: ",",
        "-–—",
    ),
)


def left(text: str) -> str:
    """What no rule has read, character for character in the forms that may stay."""
    return text.translate(_LEFT)


def tidy(text: MappedText, last: str) -> MappedText:
    """One blank between words, one mark where there were several, none at the start.

    Args:
        text: all readings and what was left, in their order.
        last: the last character that was typed; a comma of ours after it is taken away.

    Returns:
        the text to speak; empty when there is no letter in it.
    """
    if not _SPEAKABLE.search(text.text):
        return MappedText("", (), ())
    text = sub(_UNKNOWN, " ", text)
    text = sub(_APOSTROPHE, "", sub(_DETACHED, "", text))
    text = sub(_RUN, _strongest, text)
    if text.text.endswith(",") and last not in ",;:-–—":
        text = cut(text, 0, len(text.text) - 1)
    return sub(_CLEANED, r"\1 ", text)


def _strongest(match: re.Match[str]) -> str:
    run = match[0]
    if match.start() == 0:
        return ""
    mark = next((mark for mark in "?!.," if mark in run), "")
    if match.end() == len(match.string):
        return mark
    return f"{mark} "
