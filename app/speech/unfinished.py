"""Where a text that breaks off can be cut without cutting a word, a number or an abbreviation.

The writer may only be thinking: "the temperatu", "3.", "1,", "Dr." want to go on.
"""

from __future__ import annotations

import re

from app.speech.abbreviations import BEFORE_NUMBER, NEVER, TITLES
from app.speech.continuations import without_open_tag

_LAST = re.compile(r"(\S+)([^\S\n\r]*)\Z")
_OPENING = re.compile(r"^[\"'“‘«(\[{*_~`<]+")
_CLOSING = re.compile(r"[\"'”’»)\]}*_`>]+\Z")
_INITIAL = re.compile(r"[A-Z]\.")
_GOES_ON = re.compile(r"(?:\d[.,:/–-]|[\w$€£#@&+=/\\(\[{<“‘«-]|[^\W_]['’])\Z")
_UNSPACED = re.compile(r"[\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]\Z")


def safe_end(text: str) -> int:
    """The place up to which `text` can be spoken, whatever its last word may become."""
    text = without_open_tag(text)
    last = _LAST.search(text[-200:])
    if last is None or (last[0] == text and len(text) > 200):
        return len(text)
    word, blank = last[1], last[2]
    begin = len(text) - len(last[0])
    if _is_joined_to_the_next(word):
        return safe_end(text[:begin]) if begin else 0
    if not blank and _wants_to_go_on(word):
        return begin
    return len(text)


def _is_joined_to_the_next(word: str) -> bool:
    """A title, an initial, an abbreviation that never ends a sentence or stands before a number."""
    core = _CLOSING.sub("", _OPENING.sub("", word))
    if not core.endswith("."):
        return False
    name = core[:-1]
    known = name in TITLES or name.lower() in NEVER | BEFORE_NUMBER
    return known or _INITIAL.fullmatch(core) is not None


def _wants_to_go_on(word: str) -> bool:
    if _UNSPACED.search(word):
        return False
    return _GOES_ON.search(word[-2:]) is not None
