"""Numbers in words agree with num2words, and letters that are spelled are heard as letters."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from app.speech.normalize import wording
from app.speech.normalize.romans import value
from app.speech.normalize.spelling import SPELLED_BY_ESPEAK, spell


def plain(words: str) -> str:
    """The wording of num2words without its "and", commas and hyphens."""
    return re.sub(r" and |, |-", " ", words)


@given(st.integers(min_value=-(10**36) + 1, max_value=10**36 - 1))
def test_cardinals_agree_with_num2words(number: int) -> None:
    assert wording.cardinal(number) == plain(num2words(number))


@given(st.integers(min_value=0, max_value=10**15))
def test_ordinals_agree_with_num2words(number: int) -> None:
    assert wording.ordinal(number) == plain(num2words(number, to="ordinal"))


@given(st.integers(min_value=1100, max_value=2099))
def test_years_agree_with_num2words(number: int) -> None:
    assert wording.year(number) == plain(num2words(number, to="year"))


@pytest.mark.parametrize("number", range(1, 4000, 7))
def test_roman_numerals(number: int) -> None:
    letters = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")]
    letters += [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    roman, rest = "", number
    for step, letter in letters:
        roman += letter * (rest // step)
        rest %= step
    assert value(roman) == number


@pytest.fixture(scope="module")
def sounds() -> Callable[[str], str]:
    """The phonemes of a text, apart from stress, blanks and how letters link."""
    from app.speech.phonemes import Espeak

    espeak = Espeak("en-us")

    def of(text: str) -> str:
        phonemes = re.sub("[ˈˌ ]", "", espeak.phonemes(text))
        return re.sub("ɹ+", "ɹ", phonemes.replace("ɾ", "t").replace("ɚ", "ɹ"))

    return of


@pytest.mark.parametrize("letters", [*sorted(SPELLED_BY_ESPEAK), "HTML", "PDF", "DVD"])
def test_espeak_spells_what_is_left_whole(letters: str, sounds: Callable[[str], str]) -> None:
    """The sounds of the whole are those of its letters, apart from stress and linking."""
    assert spell(letters) == letters
    whole = sounds(f"the {letters} is")
    single = "".join(sounds(spell(letter)) for letter in letters)
    assert single in whole


@pytest.mark.parametrize("letters", ["EPA", "USPS", "NGO", "LED", "VIP"])
def test_what_espeak_reads_as_a_word_is_taken_apart(
    letters: str, sounds: Callable[[str], str]
) -> None:
    assert sounds(spell(letters)) == "".join(sounds(spell(letter)) for letter in letters)
    assert sounds(letters) != sounds(spell(letters))
