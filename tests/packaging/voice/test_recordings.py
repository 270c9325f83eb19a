"""A folder of recordings: what is taken in, and what is said of one that is incomplete."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.errors import LecternError
from voice import recordings
from voice.config import HOP, SAMPLE_RATE


def tone(seconds: float, rate: int, loudness: float = 0.5) -> np.ndarray:
    return loudness * np.sin(2 * np.pi * 220 * np.arange(round(seconds * rate)) / rate)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "wavs").mkdir()
    (tmp_path / "metadata.csv").write_text(
        "a1|Mr. Fox.|Mister Fox.\n\nb2|Plain text.\n", encoding="utf-8-sig"
    )
    soundfile.write(tmp_path / "wavs" / "a1.wav", tone(1.0, 44100), 44100)
    soundfile.write(tmp_path / "wavs" / "b2.flac", tone(1.0, 22050), 22050)
    return tmp_path


def test_the_transcript_is_read_with_the_text_in_words_where_there_is_one(folder: Path) -> None:
    found = recordings.find(folder)
    assert [one.text for one in found] == ["Mister Fox.", "Plain text."]
    assert [one.path.name for one in found] == ["a1.wav", "b2.flac"]


def test_a_folder_without_transcript_is_explained(tmp_path: Path) -> None:
    with pytest.raises(LecternError, match=r"metadata\.csv is missing"):
        recordings.find(tmp_path)


def test_a_recording_that_is_missing_is_named(folder: Path) -> None:
    (folder / "wavs" / "a1.wav").unlink()
    with pytest.raises(LecternError, match=r"a1\.wav is missing"):
        recordings.find(folder)


def test_a_line_without_text_is_named(folder: Path) -> None:
    (folder / "metadata.csv").write_text("a1|Text.\nb2\n", encoding="utf-8")
    with pytest.raises(LecternError, match="Line 2"):
        recordings.find(folder)


def test_a_sound_is_resampled_and_its_silence_cut_down(tmp_path: Path) -> None:
    silence = np.zeros(44100)
    path = tmp_path / "x.wav"
    sound = np.concatenate([silence, tone(1.0, 44100), silence])
    soundfile.write(path, np.stack([sound, sound], axis=1), 44100)
    loaded = recordings.load(path)
    assert loaded is not None
    assert loaded.dtype == np.float32
    assert loaded.size % HOP == 0
    assert 1.05 < loaded.size / SAMPLE_RATE < 1.15
    middle = loaded[8000:16000]
    assert np.abs(middle).max() == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("seconds", [0.1, 16.0])
def test_a_sound_too_short_or_too_long_is_left_out(tmp_path: Path, seconds: float) -> None:
    path = tmp_path / "x.wav"
    soundfile.write(path, tone(seconds, 22050), 22050)
    assert recordings.load(path) is None


def test_silence_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "x.wav"
    soundfile.write(path, np.zeros(22050), 22050)
    assert recordings.load(path) is None


def test_what_is_loud_is_not_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "x.wav"
    soundfile.write(path, 0.999 * np.sign(tone(1.0, 22050)), 22050, subtype="FLOAT")
    loaded = recordings.load(path)
    assert loaded is not None
    assert np.abs(loaded).max() <= 0.951
