from __future__ import annotations

import numpy as np
import pytest
import torch

from app.speech import precision
from app.speech.folder import VoiceFiles
from app.speech.loading import Networks, load
from app.speech.precision import has_bfloat16, log_mel_distance, voiced
from app.speech.threads import Threads
from app.speech.voice import Voice
from app.values import Compute, Precision, Samples
from tests.speech.helpers import FOX, sound_of

RATE = 22050


@pytest.fixture(scope="module")
def networks(joe: VoiceFiles) -> Networks:
    return load(joe, torch.device("cpu"), Threads(2))


def _noise(level: float) -> Samples:
    return np.random.default_rng(2).normal(0, level, RATE).astype(np.float32)


def test_the_distance_of_two_sounds_is_in_decibels() -> None:
    sound = _noise(0.1)
    assert log_mel_distance(sound, sound) == 0
    assert log_mel_distance(sound, sound * 2) == pytest.approx(6.02, abs=0.01)
    tone = np.sin(np.arange(RATE) * 0.1, dtype=np.float32) * np.float32(0.1)
    assert log_mel_distance(sound, tone) > 10


def test_what_cannot_be_heard_is_no_distance() -> None:
    assert log_mel_distance(_noise(1e-7), np.zeros(RATE, dtype=np.float32)) == 0


@pytest.mark.parametrize("wanted", [Precision.BFLOAT16, Precision.INT8])
def test_less_precision_sounds_the_same_and_lasts_as_long(
    joe: VoiceFiles, voice: Voice, wanted: Precision
) -> None:
    coarse = Voice(joe, Compute.CPU, lambda stage, part: None, lambda notice: None, wanted)
    assert coarse.precision is wanted
    exact, other = sound_of(voice, FOX), sound_of(coarse, FOX)
    assert len(other) == len(exact)  # lengths are computed in float32 in any case
    assert not np.array_equal(other, exact)
    assert log_mel_distance(exact, other) < precision.MOST_DISTANCE_DB


@pytest.mark.parametrize(
    ("flags", "expected"),
    [({}, False), ({"avx512_bf16": True}, True), ({"amx_bf16": True, "avx512_bf16": False}, True)],
)
def test_the_processor_says_whether_it_has_bfloat16(
    monkeypatch: pytest.MonkeyPatch, flags: dict[str, bool], expected: bool
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: flags)
    assert has_bfloat16(torch.device("cpu")) is expected
    assert has_bfloat16(torch.device("cuda")) is False


@pytest.mark.parametrize(
    ("times", "most_db", "expected"),
    [
        ((2.0, 1.0), 1.0, Precision.BFLOAT16),
        ((1.0, 1.0), 1.0, Precision.FLOAT32),  # no quicker
        ((2.0, 1.0), 0.0, Precision.FLOAT32),  # heard
    ],
)
def test_bfloat16_is_chosen_when_it_is_quicker_and_cannot_be_heard(
    networks: Networks,
    monkeypatch: pytest.MonkeyPatch,
    times: tuple[float, float],
    most_db: float,
    expected: Precision,
) -> None:
    spoken, seconds = precision._spoken, iter(times)
    monkeypatch.setattr(precision, "has_bfloat16", lambda device: True)
    monkeypatch.setattr(precision, "MOST_DISTANCE_DB", most_db)
    monkeypatch.setattr(precision, "_spoken", lambda made: (spoken(made)[0], next(seconds)))
    assert voiced(networks, Precision.AUTO).precision is expected


def test_without_instructions_for_it_nothing_is_tried(
    networks: Networks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precision, "has_bfloat16", lambda device: False)
    monkeypatch.setattr(precision, "_spoken", lambda made: pytest.fail("it was tried"))
    assert voiced(networks, Precision.AUTO).precision is Precision.FLOAT32


def test_what_does_not_work_on_a_processor_is_done_in_float32(
    networks: Networks, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("no engine for quantized products")

    monkeypatch.setattr(torch, "quantize_per_channel", fails)
    assert voiced(networks, Precision.INT8).precision is Precision.FLOAT32
