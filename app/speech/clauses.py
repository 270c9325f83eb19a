"""A sentence cut into the clauses that are rendered in one piece each.

The voice needs a whole clause before its first sound, so the first one of a long sentence should
be short; and each cut is heard as a small pause, so a cut needs a place where a reader draws
breath. A short sentence is one clause. In a longer one the first clause ends at the mark nearest
to 35 characters, if there is one between 15 and 90; only in a really long one a conjunction does
as well. The rest is cut only where it is too long to be rendered at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.speech.blocks import whole_character

SHORT = 60
"""A sentence of so many characters is one clause."""

LONG = 180
"""A clause is no longer when there is a natural place to cut it."""

HARDEST = 300
"""A clause is never longer."""

_FIRST_SHORTEST, _FIRST_IDEAL, _FIRST_LONGEST = 15, 35, 90
_WITHOUT_MARK = 110
_LEAST = 15

_MARK = re.compile(
    r"(?P<mark>[,;:!?…]|\.{2,3}|[，、；：])[\"'”’»)\]」』]*(?P<blank>\s+)|"
    r"[，、；：。！？]|[)\]][,;]?\s+|\s+(?=[(\[])|\s?(?:—|―|--+)\s?|\s[–-]\s"
)
_CONJUNCTION = re.compile(
    r"\s(?=(?:but|because|which|who|whose|when|while|where|whereas|although|though|unless|until|"
    r"if|so that|in order to|rather than|even though|as if|as though|"
    r"(?:and|or) (?:he|she|it|they|we|I|you|the|then|there|this|that|so|to|in|on|if|when|not)"
    r")\b)"
)
_YEAR_AHEAD = re.compile(r"(?:1[0-9]|20)\d\d\b")
_PLACE_AHEAD = re.compile(
    r"(?:[A-Z]{2}\b|[A-Z]\.[A-Z]\.|Jr\b|Sr\b|Inc\b|Ltd\b|Ph\.?D|M\.?D\b|Esq\b|USA\b|UK\b|"
    r"Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|"
    r"Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|"
    r"Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New |North |South |Ohio|"
    r"Oklahoma|Oregon|Pennsylvania|Rhode |Tennessee|Texas|Utah|Vermont|Virginia|Washington|West |"
    r"Wisconsin|Wyoming|Ontario|Quebec|England|Scotland|Wales|Ireland|France|Germany|Italy|Spain|"
    r"Canada|Australia|Japan|China|India)"
)
_CAPITALIZED_BEFORE = re.compile(r"\b[A-Z][\w'’.-]*$")
_HANGING = re.compile(r"a|an|the|of|and|or|but|as", re.IGNORECASE)
_ITEM_NUMBER = re.compile(r"[(\[]\w{1,3}$")
_ITEM_AHEAD = re.compile(r"[(\[]\w{1,3}[)\]]")
_BLANK = re.compile(r"\s+")
_SMALL_WORD = re.compile(
    r"a|an|the|of|to|in|on|at|by|for|with|from|and|or|but|as|is|are|was|were|be|his|her|its|my|"
    r"your|our|their|this|that|very|not|no",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a clause may end: its last mark lies before `end`."""

    end: int
    marked: bool
    strong: bool


def cuts(sentence: str) -> list[int]:
    """The places at which `sentence` (plain, in one line) is cut into clauses, in order.

    Every part is `HARDEST` characters long at the most, and holds a letter or a digit unless it
    has to be cut just anywhere.
    """
    if len(sentence) <= SHORT:
        return []
    places = _places(sentence)
    found: list[int] = []
    first = _first(sentence, places)
    if first:
        found.append(first)
    begin = first
    while len(sentence) - begin > LONG:
        end = _next(sentence, places, begin)
        if end >= len(sentence):
            break
        found.append(end)
        begin = end
    return found


def _places(sentence: str) -> list[_Place]:
    marks = [
        _Place(match.end(), True, match[0].strip()[:1] not in (",", "，", "、", "(", "["))
        for match in _MARK.finditer(sentence)
        if _is_natural(sentence, match)
    ]
    taken = {place.end for place in marks}
    joints = [
        _Place(match.end(), False, False)
        for match in _CONJUNCTION.finditer(sentence)
        if match.end() not in taken
    ]
    return sorted(marks + joints, key=lambda place: place.end)


def _is_natural(sentence: str, match: re.Match[str]) -> bool:
    """Not in a date, a number, a place with its state, a name with its degree; not after "or,"."""
    before = sentence[max(0, match.start() - 30) : match.start()].rstrip()
    after = sentence[match.end() : match.end() + 20]
    if not before or not after or _HANGING.fullmatch(before.split()[-1]):
        return False
    if match["mark"] == ",":
        if before[-1].isdigit() and _YEAR_AHEAD.match(after):
            return False
        return not (_CAPITALIZED_BEFORE.search(before) and _PLACE_AHEAD.match(after))
    if match["mark"] is None:
        numbers = before[-1].isdigit() and after[0].isdigit()
        return not (numbers or _ITEM_NUMBER.search(before) or _ITEM_AHEAD.match(after))
    return True


def _first(sentence: str, places: list[_Place]) -> int:
    """Where the first clause of a long sentence ends; 0 when there is no good place."""

    def badness(place: _Place) -> int:
        distance = abs(place.end - _FIRST_IDEAL)
        return distance - 10 * place.strong + 25 * (not place.marked)

    fitting = [
        place
        for place in places
        if _FIRST_SHORTEST <= place.end <= min(_FIRST_LONGEST, len(sentence) - _LEAST)
        and (place.marked or len(sentence) > _WITHOUT_MARK)
        and _has_words(sentence, 0, place.end)
        and _has_words(sentence, place.end, len(sentence))
    ]
    return min(fitting, key=badness).end if fitting else 0


def _next(sentence: str, places: list[_Place], begin: int) -> int:
    """Where the clause that begins at `begin` ends, when the rest is too long for one."""
    rest = [
        place
        for place in places
        if begin + _LEAST <= place.end <= min(begin + HARDEST, len(sentence) - _LEAST)
        and _has_words(sentence, begin, place.end)
        and _has_words(sentence, place.end, len(sentence))
    ]
    near = [place for place in rest if place.end <= begin + LONG]
    for choice in ([p for p in near if p.marked and p.end > begin + LONG // 4], near):
        if choice:
            return max(choice, key=lambda place: place.end + 40 * place.strong).end
    if rest:
        return min(rest, key=lambda place: place.end + 60 * (not place.marked)).end
    if len(sentence) - begin <= HARDEST:
        return len(sentence)
    return _anywhere(sentence, begin)


def _anywhere(sentence: str, begin: int) -> int:
    """At a blank, not after a small word nor inside a number; else just where it is too long."""
    limit = begin + HARDEST
    blanks = [match.end() for match in _BLANK.finditer(sentence, begin + LONG // 2, limit)]
    for end in reversed(blanks):
        before = sentence[max(begin, end - 20) : end].split()
        if not before or (before[-1][-1].isdigit() and sentence[end : end + 1].isdigit()):
            continue
        if not _SMALL_WORD.fullmatch(before[-1]):
            return end
    return blanks[-1] if blanks else whole_character(sentence, limit)


def _has_words(sentence: str, start: int, end: int) -> bool:
    return any(sign.isalnum() for sign in sentence[start:end])
