"""What a model learns from: pitch by token, batches, mels, lessons."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path

import librosa
import numpy as np
import pytest
import torch

from voice import acoustic, config, lessons, pitch
from voice.aligner import even
from voice.analyser import Analyser
from voice.config import FFT, HOP, MELS, SAMPLE_RATE
from voice.coqui import ForwardTTS
from voice.dataset import Item, batches, statistics, token_pitch
from voice.following import followed
from voice.lesson import Lesson
from voice.pairs import Pair, long_enough, segments
from voice.schedule import Average, Schedule
from voice.spectral import Distance, Mel, filters


def voice_like(hertz: float, seconds: float = 1.0) -> np.ndarray:
    at = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    waves = [np.sin(2 * np.pi * hertz * part * at) / part for part in range(1, 15)]
    return (0.1 * np.sum(waves, axis=0)).astype(np.float32)


def item(frames: int, semitones: float = 0.0, channels: int = 4) -> Item:
    return Item(
        torch.tensor([1, 2, 3]),
        torch.tensor([1, frames - 2, 1]),
        torch.tensor([0.0, 120.0, 0.0]),
        torch.zeros(frames, channels).half(),
        semitones,
    )


# ------------------------------------------------------------------------------ pitch


def test_f0_is_found_frame_by_frame() -> None:
    sound = np.concatenate([voice_like(110.0), np.zeros(SAMPLE_RATE // 2, dtype=np.float32)])
    frames = sound.size // HOP
    found = pitch.f0_of(sound, frames)
    assert found.shape == (frames,)
    voiced = found[: SAMPLE_RATE // HOP]
    assert np.median(voiced[voiced > 0]) == pytest.approx(110, rel=0.01)
    assert np.mean(voiced > 0) > 0.9
    assert not found[-10:].any()


def test_a_hiss_is_no_voice_of_four_hundred_hertz() -> None:
    random_source = np.random.default_rng(1)
    hiss = random_source.standard_normal(SAMPLE_RATE // 4)
    buzz = 0.05 * np.sin(2 * np.pi * 430 * np.arange(SAMPLE_RATE // 4) / SAMPLE_RATE)
    sound = np.concatenate([voice_like(100.0), (0.01 * hiss + buzz).astype(np.float32)])
    assert pitch.f0_of(sound, sound.size // HOP).max() < 200


def test_sound_too_short_for_a_pitch_has_none() -> None:
    assert not pitch.f0_of(np.zeros(500, dtype=np.float32), 2).any()


@pytest.mark.parametrize("semitones", [-4.0, 3.0])
def test_a_moved_sound_is_as_long_and_its_pitch_moved(semitones: float) -> None:
    sound = voice_like(120.0)
    moved = pitch.moved(sound, semitones)
    assert moved.size == sound.size
    found = pitch.f0_of(moved, moved.size // HOP)
    wanted = 120 * 2 ** (semitones / 12)
    assert np.median(found[found > 0]) == pytest.approx(wanted, rel=0.02)


def test_the_pitch_of_a_token_is_that_of_its_voiced_frames() -> None:
    f0 = torch.tensor([0.0, 100.0, 120.0, 0.0, 200.0])
    found = token_pitch(f0, torch.tensor([1, 3, 1]))
    assert found.tolist() == [0.0, 110.0, 200.0]
    assert token_pitch(f0, torch.tensor([0, 0, 0])).tolist() == [0.0, 0.0, 0.0]


def test_pitch_moves_in_training_as_it_does_when_lectern_speaks() -> None:
    from app.speech.acoustic import Acoustic

    class Speaking(Acoustic):
        def __init__(self) -> None:
            self._mean_hz, self._deviation_hz = 100.0, 20.0

    usual = acoustic.in_units(torch.tensor([0.0, 90.0, 140.0]), (100.0, 20.0))
    moved = acoustic.in_units(torch.tensor([0.0, 90.0, 140.0]), (100.0, 20.0), 3.0)
    assert usual.tolist() == [0.0, -0.5, 2.0]
    assert torch.allclose(moved, Speaking()._shifted(usual, 3.0), atol=1e-5)


def test_copies_that_were_moved_do_not_count_as_the_voice() -> None:
    plain = [item(10), item(12)]
    other = Item(
        torch.tensor([1]), torch.tensor([9]), torch.tensor([300.0]), torch.zeros(9, 4).half(), 2.0
    )
    mean, _ = statistics([*plain, other])
    assert mean == 120.0


# ---------------------------------------------------------------------------- batches


def test_a_batch_holds_items_of_like_lengths_and_all_come_by() -> None:
    made = [item(frames) for frames in range(5, 105)]
    drawn = list(islice(batches(made, 200, random.Random(1)), 60))
    for batch in drawn:
        assert max(len(one.frames) for one in batch) * len(batch) <= 200 or len(batch) == 1
    first = {len(one.frames) for batch in drawn for one in batch}
    assert first == set(range(5, 105))


def test_a_batch_is_padded() -> None:
    batch = acoustic.Batch.of([item(6), item(9, 2.0)], (100.0, 20.0))
    assert batch.frames.shape == (2, 9, 4)
    assert batch.asked.shape == (2, 1, 9)
    assert batch.frame_lengths.tolist() == [6, 9]
    assert batch.pitch[1].tolist() == [0.0, 1.0, 0.0]
    assert float(batch.asked[1, 0, 4]) > 1.0


def test_segments_of_sound_and_frames_belong_together() -> None:
    frames = torch.arange(50)[:, None].half()
    audio = torch.arange(50).repeat_interleave(HOP).short()
    cut, sound = segments([Pair(frames, audio)], 8, 12, random.Random(2))
    assert cut.shape == (8, 1, 12)
    assert sound.shape == (8, 12 * HOP)
    assert torch.allclose((sound * 32767)[:, ::HOP].round(), cut[:, 0])
    assert long_enough([Pair(frames[:11], audio[: 11 * HOP])], 12) == []


# ------------------------------------------------------------------------------- mels


def test_mel_filters_are_those_of_librosa() -> None:
    wanted = librosa.filters.mel(sr=SAMPLE_RATE, n_fft=FFT, n_mels=MELS, fmin=0, fmax=8000)
    assert np.allclose(filters(FFT, MELS, 8000.0).numpy(), wanted, atol=1e-6)


def test_mels_are_those_that_coqui_trains_with() -> None:
    sound = voice_like(150.0)[: 60 * HOP]
    wanted = librosa.feature.melspectrogram(
        y=sound,
        sr=SAMPLE_RATE,
        n_fft=FFT,
        hop_length=HOP,
        n_mels=MELS,
        fmin=0,
        fmax=8000,
        power=1.0,
        pad_mode="reflect",
    )
    made = Mel()(torch.from_numpy(sound)[None])[0]
    assert made.shape == (MELS, 60)
    assert np.allclose(made.numpy(), np.log(np.maximum(wanted, 1e-5))[:, :60], atol=1e-3)


def test_the_distance_of_a_sound_to_itself_is_none() -> None:
    sound = torch.from_numpy(voice_like(150.0))[None]
    other = torch.from_numpy(voice_like(200.0))[None]
    assert float(Distance()(sound, sound)) == 0
    assert float(Distance()(sound, other)) > 0.1


def test_the_analyser_gives_a_column_for_each_hop() -> None:
    made = Analyser(7, width=8, blocks=1)(torch.from_numpy(voice_like(150.0))[None, : 20 * HOP])
    assert made.shape == (1, 7, 20)


# ---------------------------------------------------------------------------- lessons


def test_a_lesson_is_read_as_it_was_written(tmp_path: Path) -> None:
    sound = voice_like(150.0)[: 40 * HOP - 100]  # a teacher's last frame may be short
    latents = np.random.default_rng(1).standard_normal((4, 40)).astype(np.float32)
    lesson = Lesson(sound, np.array([10, 20, 10]), latents)
    lessons.write(lessons.path_of(tmp_path, 7), (1, 2, 3), lesson)
    ((made, audio),) = lessons.items(tmp_path, tmp_path / "moved")
    assert audio.shape == (40 * HOP,)
    assert made.ids.tolist() == [1, 2, 3]
    assert made.durations.tolist() == [10, 20, 10]
    assert np.allclose(made.frames.numpy(), latents.T, atol=2e-3)
    assert float(made.pitch[1]) == pytest.approx(150, rel=0.02)
    assert lessons.length(tmp_path / "00007.npz") == 40 * HOP


def test_a_lesson_without_latents_gives_mels(tmp_path: Path) -> None:
    sound = voice_like(150.0)[: 40 * HOP]
    lessons.write(lessons.path_of(tmp_path, 0), (1, 2), Lesson(sound, np.array([0, 0])))
    ((made, _),) = lessons.items(tmp_path, tmp_path / "moved")
    assert made.frames.shape == (40, MELS)
    assert not made.durations.any()


# --------------------------------------------------------------------------- training


def test_the_learning_rate_rises_and_falls() -> None:
    schedule = Schedule(steps=1000, peak=1.0, warm=100)
    rates = [schedule.rate(step) for step in range(1000)]
    assert rates[0] < 0.02
    assert max(rates) == pytest.approx(0.98, abs=0.02)
    assert rates[-1] == pytest.approx(0.03, abs=0.01)


@pytest.mark.parametrize("able", [False, True])
def test_half_precision_is_close_to_the_whole(able: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voice.half.has_bfloat16", lambda device: able)
    torch.manual_seed(1)
    model = ForwardTTS(config.acoustic(MELS, 32, 1)).eval()
    items = [item(12, 0.0, MELS), item(9, 2.0, MELS)]
    batch = acoustic.Batch.of(items, (100.0, 20.0))
    with torch.no_grad():
        made, _ = acoustic.losses(model, batch)
        assert acoustic.predict(model, batch).dtype == torch.float32
        monkeypatch.setattr("voice.half.has_bfloat16", lambda device: False)
        exact, _ = acoustic.losses(model, batch)
    assert float(made) == pytest.approx(float(exact), rel=0.05 if able else 1e-6)
    assert (float(made) != float(exact)) == able


def test_an_average_follows_the_weights() -> None:
    model = torch.nn.Linear(1, 1, bias=False)
    torch.nn.init.zeros_(model.weight)
    average = Average(model, keep=0.5)
    torch.nn.init.ones_(model.weight)
    for step in range(50):
        average.follow(step)
    assert float(average.weights["weight"]) == pytest.approx(1.0, abs=1e-3)


def test_speech_that_goes_on_evenly_is_believed_at_first() -> None:
    likely = even(30, 5)
    assert torch.allclose(likely.sum(1), torch.ones(30))
    assert likely.argmax(1).tolist() == [frame // 6 for frame in range(30)]


# -------------------------------------------------------------------------- following


def test_a_voice_that_follows_exactly_has_the_whole_range() -> None:
    assert followed({1: [1.0], 2: [2.0], 3: [3.0]}) == (3.0, 1.0)
    assert followed({-1: [-0.6, -0.7], -2: [-1.3]}) == (1.3, 0.65)


def test_the_range_ends_where_sentences_go_astray() -> None:
    assert followed({1: [1.0, 1.0], 2: [2.0, 2.0], 3: [3.0, -1.0]}) == (2.0, 1.0)


def test_a_voice_that_does_not_move_follows_nothing() -> None:
    assert followed({1: [0.0], 2: [0.1]}) == (0.0, 1.0)
    assert followed({1: [-1.0], 2: [-2.0]}) == (0.0, 1.0)
