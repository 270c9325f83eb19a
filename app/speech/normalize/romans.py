"""Roman numerals after a name or a label.

"Henry VIII" is "Henry the eighth", "World War II" "World War two". A numeral of one letter, or
one that is a word or an abbreviation as well ("I", "MIX", "CD"), is left alone unless the word
before it leaves no doubt.
"""

from __future__ import annotations

import re

from app.speech.mapped import Piece
from app.speech.normalize.context import word_after, word_before
from app.speech.normalize.page import Reading, Rule
from app.speech.normalize.word_list import listed
from app.speech.normalize.wording import cardinal, ordinal

_RULERS = listed("""
    adrian albert alexander alfonso amenhotep antiochus baldwin benedict boniface carlos
    catherine celestine charles christian clement conrad constantine cosimo darius david
    edward elizabeth emmanuel eugene felipe ferdinand francis franz frederick friedrich george
    gregory gustav haakon harald henri henry honorius innocent isabella ivan james joan john
    joseph juan julius justinian karl kenneth leo leopold louis lucius malcolm manuel margaret
    margrethe mary maximilian mehmed mithridates napoleon nicholas nikolaus olaf osman otto
    paul pedro peter philip pius ptolemy ramesses ramses richard robert rudolf selim sigismund
    sixtus stephen suleiman theodore theodosius thutmose umberto urban victoria victor
    vittorio vladislav wenceslaus wilhelm william xerxes
    """)
_TITLES = listed("king queen pope emperor empress tsar czar prince sultan kaiser shah")
_LABELS = listed("""
    war wars chapter chapters part parts volume volumes book books act scene section sections
    article articles title phase phases type types class level stage grade appendix figure
    table bowl fantasy mark apollo episode episodes season schedule division group tier
    category unit lesson annex canto round series game exhibit symphony sonata concerto opus
    """)
_AFTER_FIRST = listed("of was is reigned ruled had became died who and in")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_AMBIGUOUS = listed("CC CD CI CM CV DC DI DIM DL DM LI LL MC MD MI MIX MM MMM XL XXL XXX CIV")


def value(roman: str) -> int:
    """ "XIV" -> 14."""
    total = 0
    for letter, following in zip(roman, roman[1:] + " ", strict=True):
        step = _VALUES[letter]
        total += -step if _VALUES.get(following, 0) > step else step
    return total


def _roman(match: re.Match[str]) -> Reading:
    numeral, before = match["roman"], word_before(match)
    number = value(numeral)
    if word_after(match).lower() in ("century", "centuries") and len(numeral) > 1:
        return ordinal(number)
    label = before.lower() in _LABELS and (len(numeral) > 1 or before[0].isupper())
    if label:
        return _counted(match, number)
    if not before.istitle() or numeral in _AMBIGUOUS:
        return None
    if before.lower() in _RULERS:
        return f"the {ordinal(number)}" if len(numeral) > 1 or _first(match, numeral) else None
    if len(numeral) == 1:
        return None
    return f"the {ordinal(number)}" if _person(match) else _counted(match, number)


def _counted(match: re.Match[str], number: int) -> Reading:
    pieces: list[Piece] = [(cardinal(number), 0, len(match["roman"]))]
    if match["to"]:
        dash, to, end = match.start("dash"), match.start("to"), match.end("to")
        start = match.start()
        pieces.append(("to", dash - start, to - start))
        pieces.append((cardinal(value(match["to"])), to - start, end - start))
    return pieces


def _first(match: re.Match[str], numeral: str) -> bool:
    """ "Elizabeth I was queen", but "when Mary I think came"."""
    if numeral != "I":
        return numeral in ("V", "X")
    after = word_after(match)
    return not after or after.lower() in _AFTER_FIRST


_NAME_BEFORE = re.compile(r"(?:^|[\s(\"])([A-Z][a-z]+\.?|[A-Z]\.?) ([A-Z][a-z'-]+),? $")
_NO_FIRST_NAMES = listed("the star super final world grand mark king's")


def _person(match: re.Match[str]) -> bool:
    """Whether a full name or a title stands before, as in "John Smith III" or "Pope Urban II"."""
    found = _NAME_BEFORE.search(match.string[max(0, match.start() - 40) : match.start()])
    if not found or len(match["roman"]) > 3:
        return False
    first, last = found[1].rstrip(".").lower(), found[2].lower()
    if first in _TITLES:
        return True
    return first not in _NO_FIRST_NAMES and last not in _LABELS and value(match["roman"]) <= 4


_VALID = r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"

RULES = (
    Rule(
        re.compile(
            rf"(?<![\w'.-])(?P<roman>{_VALID})(?:\s?(?P<dash>[-–])\s?(?P<to>{_VALID}))?(?![\w-]|\.\w|'(?!s\b))"
        ),
        _roman,
        frozenset("IVXLCDM"),
    ),
)
