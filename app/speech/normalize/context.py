"""What stands before and after a match: the little evidence that one clause gives."""

from __future__ import annotations

import re

from app.speech.normalize.word_list import listed

_LAST_WORD = re.compile(r"([^\W_]+(?:'[^\W_]+)?)\.?[\s\"'(\-]*$")
_FIRST_WORD = re.compile(r"[\s\-]*([^\W\d_]+(?:'[^\W_]+)?)")
_REACH = 40


def word_before(match: re.Match[str]) -> str:
    """The word just before, as typed; empty when there is none or something else stands there."""
    found = _LAST_WORD.search(match.string[max(0, match.start() - _REACH) : match.start()])
    return found[1] if found else ""


def word_after(match: re.Match[str]) -> str:
    """The word just after, as typed; empty when there is none or something else stands there."""
    found = _FIRST_WORD.match(match.string, match.end())
    return found[1] if found else ""


_NO_NOUNS = listed(
    "in on at to for of and or but per a an the is was are were has had will would can than then "
    "that which who if when while from by with as more less it i he she we they you each not yet "
    "so because until after before during since between off up down out over back"
)


def qualifies_a_noun(match: re.Match[str]) -> bool:
    """Whether an amount stands before a noun as in "a $5 bill" or "a 10 km run"."""
    before, after = word_before(match).lower(), word_after(match)
    return before in ("a", "an", "another") and bool(after) and after.lower() not in _NO_NOUNS


def stop_at_end(match: re.Match[str]) -> str:
    """The full stop of an abbreviation at the end of a sentence is that of the sentence too."""
    rest = match.string[match.end() :].strip("\"')]} ")
    return "." if match[0].endswith(".") and not rest else ""


def offsets(match: re.Match[str], group: str) -> tuple[int, int]:
    """Where a group lies, counted from the start of the match."""
    start, end = match.span(group)
    return start - match.start(), end - match.start()
