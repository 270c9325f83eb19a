"""Shaping is heard: by the pitch, length and loudness of what the voice renders."""

from __future__ import annotations

import itertools
from functools import cache

import numpy as np
import pytest
from parselmouth import Sound

from app.fitting import stretch_for
from app.shaping import NOTHING
from app.speech.sentences import split
from app.speech.voice import Voice
from app.values import (
    Break,
    Length,
    Measured,
    MeasureRequest,
    Outlined,
    OutlineRequest,
    Priority,
    RenderRequest,
    Samples,
    Shape,
    Shaping,
    Span,
    SpeakOptions,
    Word,
)
from tests.speech.helpers import FOX, chunks_of, render_all

RATE, HOP = 22050, 256
NOBODY = "Nobody knows what will happen tomorrow morning."
MOTHER = "My mother never married anyone in Rome."
SHELLS = "She sells sea shells by the sea shore, and I really wanted some."
WORDS = [
    (FOX, "brown"),
    (FOX, "seventeen"),
    (FOX, "lobby"),
    (NOBODY, "Nobody"),
    (NOBODY, "happen"),
    (MOTHER, "never"),
    (MOTHER, "Rome"),
    (SHELLS, "shells"),
    (SHELLS, "really"),
]
OPTIONS = [
    SpeakOptions(),
    SpeakOptions(rate=0.8, pitch=1.0),
    SpeakOptions(rate=1.7, pitch=-3.0),
    SpeakOptions(rate=3.1, pitch=4.0),
]


def _shaping(text: str, word: str, **values: float) -> Shaping:
    start = text.index(word)
    return Shaping((Shape(Span(start, start + len(word)), **values),))


@cache
def _plain(voice: Voice, text: str) -> tuple[Samples, list[Word]]:
    return render_all(voice, text, SpeakOptions())


def _index(words: list[Word], text: str, word: str) -> int:
    return next(i for i, one in enumerate(words) if one.span.start == text.index(word))


def _hertz(sound: Samples) -> tuple[np.ndarray, np.ndarray]:
    """F0, 0 where unvoiced, and the samples it belongs to, every 5 ms."""
    pitch = Sound(sound.astype(np.float64), RATE).to_pitch_ac(0.005, 70, pitch_ceiling=350)
    return np.asarray(pitch.selected_array["frequency"]), pitch.xs() * RATE


def _moves(before: Samples, after: Samples, words: list[Word]) -> list[float]:
    """How many semitones each word was moved; NaN for one that is hardly voiced."""
    (a, at), (b, _) = _hertz(before), _hertz(after)
    found = []
    for word in words:
        both = (at >= word.start) & (at < word.end) & (a > 0) & (b > 0)
        moves = 12 * np.log2(b[both] / a[both])
        found.append(float(np.median(moves)) if both.sum() > 3 else float("nan"))
    return found


def _decibels(sound: Samples, word: Word) -> float:
    return float(10 * np.log10(np.mean(sound[word.start : word.end].astype(np.float64) ** 2)))


@pytest.mark.parametrize(("text", "word"), WORDS)
def test_a_word_raised_by_four_semitones_is_and_its_neighbours_are_not(
    voice: Voice, text: str, word: str
) -> None:
    plain, words = _plain(voice, text)
    raised, moved = render_all(voice, text, SpeakOptions(), _shaping(text, word, pitch=4.0))
    assert moved == words
    assert len(raised) == len(plain)
    index, moves = _index(words, text, word), _moves(plain, raised, words)
    assert moves.pop(index) == pytest.approx(4, abs=1)
    assert np.nanmax(np.abs(moves)) < 1


@pytest.mark.parametrize(("text", "word"), WORDS)
def test_a_longer_word_is_and_the_rest_is_shifted_exactly(
    voice: Voice, text: str, word: str
) -> None:
    plain, words = _plain(voice, text)
    longer, moved = render_all(voice, text, SpeakOptions(), _shaping(text, word, length=1.5))
    index = _index(words, text, word)
    by = len(longer) - len(plain)
    assert moved[:index] == words[:index]
    assert moved[index].start == words[index].start
    assert moved[index + 1 :] == [
        Word(w.span, w.start + by, w.end + by) for w in words[index + 1 :]
    ]
    natural = words[index].end - words[index].start
    assert moved[index].end - moved[index].start == pytest.approx(1.5 * natural, abs=HOP)


@pytest.mark.parametrize(("text", "word"), WORDS[::2])
@pytest.mark.parametrize("decibels", [6.0, -6.0])
def test_a_louder_word_is_and_nothing_clips(
    voice: Voice, text: str, word: str, decibels: float
) -> None:
    plain, words = _plain(voice, text)
    louder, _ = render_all(voice, text, SpeakOptions(), _shaping(text, word, gain=decibels))
    changes = [_decibels(louder, w) - _decibels(plain, w) for w in words]
    index = _index(words, text, word)
    assert changes.pop(index) == pytest.approx(decibels, abs=0.5)
    assert np.abs(changes).max() < 0.5
    assert np.abs(louder).max() < 1


def test_shapes_over_a_word_combine_with_each_other_and_with_the_options(voice: Voice) -> None:
    options, start = SpeakOptions(rate=1.25, pitch=1.0), NOBODY.index("happen")
    shapes = (
        Shape(Span(start, len(NOBODY)), length=1.5, pitch=1.5, gain=2.0),
        Shape(Span(start, start + 6), length=2.0, pitch=1.5, gain=1.0),
    )
    _, natural = render_all(voice, NOBODY, options)
    longer = Shaping(tuple(Shape(shape.span, shape.length) for shape in shapes))
    plain, words = render_all(voice, NOBODY, options, longer)
    index = _index(words, NOBODY, "happen")
    lengths = [(b.end - b.start) / (a.end - a.start) for a, b in zip(natural, words, strict=True)]
    assert lengths == pytest.approx([1.0] * index + [3.0] + [1.5] * 2, rel=0.02)
    made, moved = render_all(voice, NOBODY, options, Shaping(shapes))
    assert moved == words
    moves = _moves(plain, made, words)
    assert moves == pytest.approx([0.0] * index + [3.0] + [1.5] * 2, abs=0.5)
    gains = [_decibels(made, w) - _decibels(plain, w) for w in words]
    assert gains == pytest.approx([0.0] * index + [3.0] + [2.0] * 2, abs=1)


def _of(sound: Samples, word: Word) -> Samples:
    return sound[word.start : word.end]


@pytest.mark.parametrize("options", OPTIONS)
def test_what_is_measured_and_outlined_is_what_is_rendered_when_shaped(
    voice: Voice, options: SpeakOptions
) -> None:
    shaping = Shaping(
        (
            Shape(Span(4, 9), 1.7, 5.0, 6.0),
            Shape(Span(20, 60), 0.7, -3.0, -4.0),
            Shape(Span(48, 57), 2.3, 4.0),
        ),
        (Break(16, 0.4), Break(len(FOX), 0.2)),
    )
    sound, words = render_all(voice, FOX, options, shaping)
    (sentence,) = split(FOX, shaping=shaping)
    measured = _measured(voice, FOX, options, shaping)
    assert measured.length.samples == len(sound)
    assert list(measured.words) == words
    (outlined,) = filter(
        None, voice.outline(OutlineRequest(1, Priority.PREVIEW, sentence, options))
    )
    assert isinstance(outlined, Outlined)
    assert outlined.samples == len(sound)
    assert [Word(w.span, w.start, w.end) for w in outlined.words] == words


def _measured(voice: Voice, text: str, options: SpeakOptions, shaping: Shaping) -> Measured:
    (sentence,) = split(text, shaping=shaping)
    request = MeasureRequest(1, Priority.LENGTHS, sentence, options, timed=True)
    (answer,) = filter(None, voice.measure(request))
    return answer


@pytest.mark.parametrize("part", [0.8, 1.0, 1.5])
def test_a_shaped_text_is_fitted_exactly_and_stays_shaped(voice: Voice, part: float) -> None:
    shaping = _shaping(FOX, "seventeen", length=2.0, gain=3.0)
    length: Length = _measured(voice, FOX, SpeakOptions(), shaping).length
    wanted = round(part * length.samples)
    options = SpeakOptions(stretch=stretch_for([length], wanted, RATE))
    sound, words = render_all(voice, FOX, options, shaping)
    assert abs(len(sound) - wanted) <= HOP
    assert len(sound) == _measured(voice, FOX, options, shaping).length.samples
    index = _index(words, FOX, "seventeen")
    _, plain = render_all(voice, FOX, options)
    longer, natural = words[index], plain[index]
    assert 1.4 < (longer.end - longer.start) / (natural.end - natural.start) < 2.6


def test_speaking_from_a_word_on_gives_the_rest_of_the_shaped_sound(voice: Voice) -> None:
    shaping = _shaping(FOX, "visitors", pitch=4.0, gain=4.0)
    whole, words = render_all(voice, FOX, SpeakOptions(), shaping)
    start = FOX.index("seventeen")
    first = words[_index(words, FOX, "seventeen")].start
    (sentence,) = split(FOX, shaping=shaping)
    request = RenderRequest(1, Priority.PLAYING, sentence, SpeakOptions(), start)
    rest = np.concatenate([chunk.samples for chunk in chunks_of(voice, request)])
    assert len(rest) == len(whole) - first
    before = words[_index(words, FOX, "visitors")].start - first - 12 * HOP
    np.testing.assert_allclose(rest[500:before], whole[first + 500 : first + before], atol=1e-3)


def test_what_precedes_a_raised_word_is_heard_before_it_is_made(voice: Voice) -> None:
    """All of the sound of the clause that is ready by then is of no use if it is kept back."""
    shaping = _shaping(NOBODY, "morning", pitch=4.0)
    (sentence,) = split(NOBODY, shaping=shaping)
    steps = voice.render(RenderRequest(1, Priority.PLAYING, sentence, SpeakOptions()))
    first = next(step for step in steps if step is not None)
    assert len(first.samples) == 16 * HOP
    assert first.words


# ------------------------------------------------------------------------ tags in the text

TAGS = {
    "emphasis": ("I <emphasis>never</emphasis> said that.", "never", 1.15, 1.2, 1.5),
    "strong": ('I <emphasis level="strong">never</emphasis> said that.', "never", 1.3, 2.0, 3.0),
    "rate": ('I <prosody rate="50%">never</prosody> said that.', "never", 2.0, 0.0, 0.0),
    "pitch": ('I <prosody pitch="+4st">never</prosody> said that.', "never", 1.0, 4.0, 0.0),
    "volume": ('I <prosody volume="-6dB">never</prosody> said that.', "never", 1.0, 0.0, -6.0),
}


@pytest.mark.parametrize("tag", TAGS)
def test_what_typed_tags_ask_for_is_heard(voice: Voice, tag: str) -> None:
    text, word, length, semitones, decibels = TAGS[tag]
    plain, words = _plain(voice, "I never said that.")
    made, found = render_all(voice, text, SpeakOptions())
    assert [text[w.span.start : w.span.end] for w in found][1] == word
    natural, shaped = words[1], found[1]
    changed = (shaped.end - shaped.start) / (natural.end - natural.start)
    assert changed == pytest.approx(length, rel=0.04)
    voiced = [  # the height of its stressed syllable, which is higher than the other
        np.quantile([hz for hz in _hertz(_of(*one))[0] if hz], 0.9)
        for one in ((plain, natural), (made, shaped))
    ]
    assert 12 * np.log2(voiced[1] / voiced[0]) == pytest.approx(semitones, abs=0.8)
    gain = _decibels(made, shaped) - _decibels(plain, natural)
    assert gain == pytest.approx(decibels, abs=0.5 if length == 1 else 1.5)


@pytest.mark.parametrize("seconds", [0.4, 1.5])
def test_a_typed_break_is_silent_for_as_long_as_it_says(voice: Voice, seconds: float) -> None:
    text = f'One two <break time="{seconds}s"/> three four.'
    sound, words = render_all(voice, text, SpeakOptions())
    gap = (words[2].start - words[1].end) / RATE
    assert gap == pytest.approx(seconds, abs=0.08)
    level = np.abs(sound[words[1].end : words[2].start])
    longest = max(len(list(run)) for quiet, run in itertools.groupby(level < 0.004) if quiet)
    assert longest / RATE == pytest.approx(seconds, abs=0.1)


def test_sub_say_as_and_phoneme_are_said_in_place_of_what_is_typed(voice: Voice) -> None:
    def tokens(text: str) -> list[str]:
        found = []
        for sentence in split(text):
            for clause in sentence.clauses:
                pieces = voice._words_and_pieces(clause, SpeakOptions())[1]
                found += ["".join(piece.symbols) for piece in pieces]
        return found

    alias = '<sub alias="World Wide Web Consortium">W3C</sub> it is.'
    assert tokens(alias) == tokens("World Wide Web Consortium it is.")
    digits = 'Call <say-as interpret-as="digits">112</say-as> now.'
    assert tokens(digits) == tokens("Call one one two now.")
    given = '<phoneme alphabet="ipa" ph="təˈmɑːtoʊ">tomato</phoneme> it is.'
    assert "təmˈɑːtoʊ" in tokens(given)[0] or "təˈmɑːtoʊ" in tokens(given)[0]
    sound, words = render_all(voice, given, SpeakOptions())
    assert given[words[0].span.start : words[0].span.end] == "tomato"
    assert words[0].end < len(sound)


def test_nothing_shaped_is_the_sound_without_shaping(voice: Voice) -> None:
    plain, _ = _plain(voice, FOX)
    same, _ = render_all(voice, FOX, SpeakOptions(), NOTHING)
    np.testing.assert_allclose(same, plain, atol=1e-6)
    elsewhere = Shaping((Shape(Span(500, 510), 2.0, 2.0, 2.0),))
    same, _ = render_all(voice, FOX, SpeakOptions(), elsewhere)
    np.testing.assert_allclose(same, plain, atol=1e-6)
