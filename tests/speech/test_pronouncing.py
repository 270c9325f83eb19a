"""The user's pronunciations in the bundled voice: what is typed, what is said, and where."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from app.speech.mapped import from_text
from app.speech.tokens import Tokens
from app.speech.voice import Voice
from app.values import Pronunciation, Pronunciations
from tests.speech.helpers import sound_of, words_of

JOE = Pronunciation("Zho", "ʒˈoʊ", ipa=True)
AHN = Pronunciation("Ahn", "ˈɑːn", ipa=True)
CITY = Pronunciation("NYC", "nˈuː jˈɔːɹk sˈɪɾi", ipa=True)
NGUYEN = Pronunciation("Nguyen", "win")


def tokens_of(voice: Voice, text: str, *entries: Pronunciation) -> tuple[list[Tokens], list[str]]:
    """The tokens of a clause, and the typed words that they stand for."""
    words, sounds = voice._wording.without_end(from_text(text), Pronunciations.of(entries))
    spoken, pieces = voice._tokenizer.pieces(words, sounds)
    owners = [owner for piece in pieces for owner in piece.words if owner >= 0]
    typed = [spoken[owner][1] for owner in dict.fromkeys(owners)]
    return pieces, [text[span.start : span.end] for span in typed]


def symbols_of(voice: Voice, text: str, *entries: Pronunciation) -> str:
    (piece,), _ = tokens_of(voice, text, *entries)
    characters = voice._tokenizer._tokenizer.characters
    return "".join(characters.id_to_char(token) for token in piece.ids[1:-1])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Zho", "ʒˈoʊ"),
        ("Ask Zho now", "ˈæsk ʒˈoʊ nˈaʊ"),
        ("Zho's in the lobby, (Zho) said.", "ʒˈoʊz ɪnðə lˈɑːbi, ʒˈoʊ, sˈɛd."),
        ("I went to Ahn, the Ahn.", "aɪ wɛnt tʊ ˈɑːn, ðɪ ˈɑːn."),
        ("Dr. Zho of NYC!", "dˈɑːktɚ ʒˈoʊ ʌv nˈuː jˈɔːɹk sˈɪɾi!"),
        ("Zobbin, Zho, zobbin.", "zˈɑːbɪn, ʒˈoʊ, zˈɑːbɪn."),
        ("zho@ahn.com", "ʒˈoʊ æɾ ˈɑːn dˈɑːt kˈɑːm"),
    ],
)
def test_phonemes_become_the_tokens_exactly_as_they_are_given(
    voice: Voice, text: str, said: str
) -> None:
    assert symbols_of(voice, text, JOE, AHN, CITY) == said


@pytest.mark.parametrize(
    "text", ["Ask {}.", "{}'s dog and the {}s", "Mr. {}, of $12.50 {}", "{}", "IN {} WE TRUST"]
)
def test_a_respelling_gives_the_tokens_of_the_respelling_typed(voice: Voice, text: str) -> None:
    respelled, _ = tokens_of(voice, text.replace("{}", "Nguyen"), NGUYEN)
    typed, _ = tokens_of(voice, text.replace("{}", "win"))
    assert [piece.ids for piece in respelled] == [piece.ids for piece in typed]


@pytest.mark.parametrize("entry", [NGUYEN, NGUYEN._replace(spoken="new yen twelve")])
def test_words_are_those_that_were_typed(voice: Voice, entry: Pronunciation) -> None:
    text = "Ask Nguyen or NYC's Zho for 12 of them."
    _, words = tokens_of(voice, text, entry, JOE, CITY)
    assert [*dict.fromkeys(words)] == text.split()


def test_the_sound_of_a_word_is_where_its_typed_word_is(voice: Voice) -> None:
    text = "Ask Zho or Nguyen about it."
    entries = Pronunciations.of([JOE, NGUYEN])
    words = words_of(voice, text, pronunciations=entries)
    assert [text[w.span.start : w.span.end].strip(".") for w in words] == text.strip(".").split()
    assert all(a.end <= b.start for a, b in itertools.pairwise(words))


def test_an_entry_changes_the_sound_of_its_word_and_no_other_text(voice: Voice) -> None:
    entries = Pronunciations.of([NGUYEN])
    plain = sound_of(voice, "Ask Nguyen now.")
    assert len(sound_of(voice, "Ask Nguyen now.", pronunciations=entries)) != len(plain)
    for text in ("Ask Robert now.", "Ask Nguyenne now."):
        np.testing.assert_array_equal(
            sound_of(voice, text, pronunciations=entries), sound_of(voice, text)
        )


def test_what_is_changed_is_heard_in_the_next_sentence(voice: Voice) -> None:
    def length(spoken: str) -> int:
        entries = Pronunciations.of([Pronunciation("it", spoken)])
        return len(sound_of(voice, "Say it.", pronunciations=entries))

    assert length("it") < length("it and it and it")
    assert length("it") == len(sound_of(voice, "Say it."))


@pytest.mark.parametrize(
    ("text", "symbols"),
    [("Nguyen", "nˈuːjɛn"), ("in the lobby", "ɪnðə lˈɑːbi"), ("$5!", "fˈaɪv dˈɑːlɚz"), ("—", "")],
)
def test_the_voice_tells_how_it_says_a_text(voice: Voice, text: str, symbols: str) -> None:
    assert voice.phonemes(text, Pronunciations()) == symbols


def test_it_tells_what_the_entries_make_of_it(voice: Voice) -> None:
    assert voice.phonemes("Zho's", Pronunciations.of([JOE])) == "ʒˈoʊz"
