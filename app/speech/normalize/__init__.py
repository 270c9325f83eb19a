"""Typed text to words as a person would read them aloud, with the map to the typed text kept.

Why our own: on the table of cases in the tests (391 with words in them, marks and spaces set
aside) Coqui's cleaner reads 140 as a person would, num2words with abbr2words 137, wetext 196
(no map back to the typed text, and an error in 13), spokenform 218 (with a map, but 0.4 s to
import and 2.7 ms for each case). The table was written for this module, so its own full marks say
little; but each library leaves, of what people type every day, too much to mend around it. Here
each rule is a small pure function from a match to words, so the map is exact by construction.
One idea is one file, `page` explains how they share a text, and the order below is their rank.

Words come out as they were typed apart from what is expanded. The result holds Latin letters,
apostrophes inside words, single blanks and `, . ! ?`, which Coqui's cleaner leaves as they are.
"""

from __future__ import annotations

from app.speech.normalize import (
    abbreviations,
    contacts,
    dates,
    files,
    fractions,
    money,
    numbers,
    places,
    punctuation,
    quantities,
    romans,
    symbols,
    times,
    years,
)
from app.speech.normalize.capitals import read_capitals
from app.speech.normalize.emojis import read_emojis
from app.speech.normalize.fold import fold
from app.speech.normalize.page import DIGITS, Page
from app.values import MappedText

_NAMES = (*symbols.PHRASES, *contacts.RULES, *files.RULES, *places.RULES)
_NUMBERS = (
    *dates.RULES,
    *years.RULES,
    *times.RULES,
    *money.RULES,
    numbers.MINUS,
    *numbers.PRODUCTS,
    *numbers.VERSIONS,
    *quantities.RULES,
    *fractions.RULES,
    *numbers.LABELS,
    *years.BARE,
    *numbers.RULES,
)
_WORDS = (*dates.NAMES, *romans.RULES, *abbreviations.RULES)
_SIGNS = (*symbols.RULES, *punctuation.RULES)


def normalize(clause: MappedText) -> MappedText:
    """`clause` as it is spoken, each word standing for the typed characters it came from.

    Any text is taken; the result is empty when there is nothing to say in it.
    """
    folded = fold(clause)
    page = Page(folded)
    page.apply(numbers.LONG_DIGITS)
    read_emojis(page)
    for rule in _NAMES:
        page.apply(rule)
    if not DIGITS.isdisjoint(page.text) or not page.text.isascii():
        for rule in _NUMBERS:
            page.apply(rule)
    for rule in _WORDS:
        page.apply(rule)
    read_capitals(page)
    for rule in _SIGNS:
        page.apply(rule)
    return punctuation.tidy(page.result(punctuation.left), folded.text.rstrip()[-1:])
