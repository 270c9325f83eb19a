"""What always holds of normalised text, whatever was typed."""

from __future__ import annotations

import re
import string

from hypothesis import given
from hypothesis import strategies as st

from app.speech.mapped import from_text
from app.speech.normalize import normalize

SPEAKABLE = re.compile(r"(?:[A-Za-zÀ-ÖØ-öø-ſ ,.!?]|(?<=[A-Za-zÀ-ÖØ-öø-ſ])'(?=[A-Za-zÀ-ÖØ-öø-ſ]))*")

_TYPED = st.sampled_from(
    [
        *"0123456789$€£¢%°½²×−–—…'\"()[]<>@#&+=/\\|~^*_-.,:;!? aAbIVXx",
        *("Dr.", "St.", "e.g.", "U.S.", "pm", "km", "ft", "in", "Jan", "March", "2024", "1,234"),
        *("http://", "www.", ".com", "v1.", "'s", "th", "s", "NASA", "FBI", "Co.", "hon.", "ﬁ"),
        *("😀", "👍🏽", "👩‍💻", "🇺🇸", "1️⃣", "\u200d", "\ufe0f", "\u0301", "你", "я", "é", "\x00"),
    ]
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=string.printable, max_size=60),
    st.lists(_TYPED, max_size=14).map("".join),
    st.lists(_TYPED, max_size=10).map(" ".join),
)


@given(TEXTS)
def test_only_what_the_voice_can_take_is_left(text: str) -> None:
    said = normalize(from_text(text)).text
    assert SPEAKABLE.fullmatch(said)
    assert "  " not in said
    assert said == said.strip()
    assert not said or any(character.isalpha() for character in said)
    assert not re.search(r"[,.!?] ?[,.!?]", said)


@given(TEXTS)
def test_the_map_points_into_the_text_in_order(text: str) -> None:
    result = normalize(from_text(text, 100))
    assert len(result.text) == len(result.starts) == len(result.ends)
    assert list(result.starts) == sorted(result.starts)
    assert list(result.ends) == sorted(result.ends)
    for start, end in zip(result.starts, result.ends, strict=True):
        assert 100 <= start <= end <= 100 + len(text)


@given(TEXTS)
def test_coquis_cleaner_has_nothing_left_to_do(text: str) -> None:
    from TTS.tts.utils.text.cleaners import phoneme_cleaners

    import app.speech.coqui  # noqa: F401  what importing TTS needs is put in place by it

    said = normalize(from_text(text)).text
    assert phoneme_cleaners(said) == said


_ORDINARY = re.findall(
    r"\w+",
    "the lamp on a table was green and old so we gave it back to them in May I think its light "
    "never reached far into our room but no one at home said why or how Anna knew that New York",
)


@given(st.lists(st.sampled_from(_ORDINARY), min_size=1, max_size=20), st.sampled_from(",.!?"))
def test_ordinary_words_are_left_as_typed(words: list[str], mark: str) -> None:
    text = " ".join(words) + mark
    assert normalize(from_text(text)) == from_text(text)
