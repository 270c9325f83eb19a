from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from parselmouth import Sound

from app.speech.folder import VoiceFiles
from app.speech.voice import Voice
from app.values import Compute, Notice, Pauses, Samples
from tests.speech.helpers import FOX, SHORT, chunks_of, request_of, sound_of, words_of

RATE = 22050


def _f0(samples: Samples) -> np.ndarray:
    """F0 in Hz every 10 ms, 0 where unvoiced."""
    pitch = Sound(samples.astype(np.float64), RATE).to_pitch_ac(0.01, 60, pitch_ceiling=400)
    return np.asarray(pitch.selected_array["frequency"])


def _semitones_between(before: Samples, after: Samples) -> float:
    """The median move of F0, frame by frame where both are voiced."""
    a, b = _f0(before), _f0(after)
    voiced = (a > 0) & (b > 0)
    return float(np.median(12 * np.log2(b[voiced] / a[voiced])))


def test_words_are_known_with_the_first_sound_and_cover_the_speech(voice: Voice) -> None:
    chunks = chunks_of(voice, request_of(FOX))
    assert chunks[0].words
    words = [word for chunk in chunks for word in chunk.words]
    assert [FOX[w.span.start : w.span.end].strip(",.") for w in words] == (
        FOX.replace(",", "").replace(".", "").split()
    )
    assert all(w.start < w.end for w in words)
    assert all(a.end <= b.start for a, b in itertools.pairwise(words))
    assert words[-1].end <= sum(len(chunk.samples) for chunk in chunks)


def test_speech_is_where_the_words_are_and_silence_is_not(voice: Voice) -> None:
    sound = sound_of(voice, SHORT)
    words = words_of(voice, SHORT)
    inside = np.concatenate([sound[word.start : word.end] for word in words])
    after = sound[-int(0.2 * RATE) :]
    assert np.sqrt(np.mean(inside**2)) > 0.02
    assert np.abs(after).max() < 1e-4


def test_the_same_request_gives_the_same_sound(voice: Voice) -> None:
    np.testing.assert_array_equal(sound_of(voice, FOX), sound_of(voice, FOX))


def test_starting_at_a_word_gives_the_rest_of_the_same_sound(voice: Voice) -> None:
    whole, words = sound_of(voice, FOX), words_of(voice, FOX)
    start = FOX.index("seventeen")
    first = next(word.start for word in words if word.span.start == start)
    rest = sound_of(voice, FOX, start=start)
    assert len(rest) == len(whole) - first
    np.testing.assert_allclose(rest[500:], whole[first + 500 :], atol=1e-4)


@pytest.mark.parametrize("rate", [0.5, 1.5, 2.0, 3.0, 4.0])
def test_rate_scales_the_length(voice: Voice, rate: float) -> None:
    natural, made = len(sound_of(voice, FOX)), len(sound_of(voice, FOX, rate=rate))
    assert made == pytest.approx(natural / rate, rel=0.03)


@pytest.mark.parametrize("semitones", [-6.0, -3.0, -1.0, 1.5, 4.0, 6.0])
def test_pitch_moves_f0_by_what_was_asked(voice: Voice, semitones: float) -> None:
    text = "Nobody knows what will happen tomorrow morning."
    moved = _semitones_between(sound_of(voice, text), sound_of(voice, text, pitch=semitones))
    assert moved == pytest.approx(semitones, abs=0.6)


def test_pauses_have_the_length_that_is_set(voice: Voice) -> None:
    short = sound_of(voice, SHORT, pauses=Pauses(paragraph=300))
    long = sound_of(voice, SHORT, pauses=Pauses(paragraph=1300))
    assert len(long) - len(short) == pytest.approx(RATE, abs=2)


def test_no_click_at_the_edges(voice: Voice) -> None:
    sound = sound_of(voice, FOX)
    assert abs(sound[0]) < 1e-3
    assert np.abs(np.diff(sound)).max() < 0.6


@pytest.mark.parametrize("text", ["a", "7", "😀", "Hm", "ok", "12345678901234567890" * 5])
def test_odd_texts_are_spoken(voice: Voice, text: str) -> None:
    assert len(sound_of(voice, text)) > 0.1 * RATE


def test_a_failure_of_cuda_goes_on_with_the_cpu_where_it_was(
    joe: VoiceFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Notice] = []
    voice = Voice(joe, Compute.CPU, lambda stage, fraction: None, told.append)
    expected = sound_of(voice, FOX)
    real, calls = voice._vocoder.part, []

    def fails_once(mel: object, start: int, end: int) -> Samples:
        calls.append(mel)
        if len(calls) == 2:
            raise RuntimeError("CUDA error: unspecified launch failure")
        return real(mel, start, end)  # type: ignore[arg-type]

    monkeypatch.setattr(voice._vocoder, "part", fails_once)
    monkeypatch.setattr(
        Voice, "compute", property(lambda self: Compute.CPU if told else Compute.CUDA)
    )
    np.testing.assert_allclose(sound_of(voice, FOX), expected, atol=1e-4)
    assert [notice.key for notice in told] == ["compute"]


def test_forcing_cuda_without_one_says_so_and_speaks_on_the_cpu(
    joe: VoiceFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    told: list[Notice] = []
    voice = Voice(joe, Compute.CUDA, lambda stage, fraction: None, told.append)
    assert voice.compute is Compute.CPU
    assert "CUDA" in told[0].message
    assert len(sound_of(voice, SHORT))


def test_a_request_can_be_left_and_its_twin_rendered(voice: Voice) -> None:
    request = request_of(FOX)
    left = voice.render(request)
    next(left)
    left.close()
    twin = [c for c in voice.render(replace(request, id=request.id + 1000)) if c is not None]
    assert np.concatenate([c.samples for c in twin]).shape == sound_of(voice, FOX).shape


@pytest.mark.parametrize("rate", [0.5, 1.0, 2.0])
def test_the_silence_between_clauses_is_what_was_asked_for(voice: Voice, rate: float) -> None:
    sound = sound_of(voice, FOX, rate=rate, pauses=Pauses(clause=600))
    level = np.abs(sound)
    heard = np.flatnonzero(level > 0.005)
    longest = np.diff(heard).max() / RATE
    assert longest == pytest.approx(0.6 / rate, abs=0.1)


def test_a_bracket_at_the_end_is_closed_as_calmly_as_a_full_stop(voice: Voice) -> None:
    bare = sound_of(
        voice, "The treaty was signed in Paris (France)", pauses=Pauses(heading=0, paragraph=0)
    )
    full = sound_of(
        voice, "The treaty was signed in Paris (France).", pauses=Pauses(heading=0, paragraph=0)
    )
    assert len(bare) == len(full)
