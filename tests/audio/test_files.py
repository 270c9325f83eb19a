"""What ends up on the disk: whole files, clear errors, and nothing left behind."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.audio.atomic import explained
from app.audio.files import FORMATS, StreamWriter, open_writer, to_integers
from app.errors import AudioFileError
from tests.signals import speech_like

RATE = 22050


@pytest.mark.parametrize("ending", [*FORMATS, ".WAV"])
def test_every_format_holds_what_was_written(tmp_path: Path, ending: str) -> None:
    sound = speech_like(2.0)
    writer = open_writer(tmp_path / f"speech{ending}", RATE)
    for part in np.array_split(sound, 7):
        writer.write(part)
    writer.commit()
    back, rate = soundfile.read(tmp_path / f"speech{ending}", dtype="float32")
    assert rate == RATE
    assert back.ndim == 1
    offset = int(np.argmax(np.correlate(back, sound[4000:8000], "valid"))) - 4000
    assert 0 <= offset < 3000  # MP3 starts with its encoder's delay
    same = back[offset:][: sound.size]
    assert np.corrcoef(same, sound[: same.size])[0, 1] > 0.95  # noise is the hardest to encode
    assert list(tmp_path.iterdir()) == [tmp_path / f"speech{ending}"]


@pytest.mark.parametrize("ending", [".wav", ".flac"])
def test_lossless_formats_hold_the_rounded_samples(tmp_path: Path, ending: str) -> None:
    sound = np.concatenate((speech_like(1.0), np.array([1.0, -1.0, 3.0, -3.0], np.float32)))
    writer = open_writer(tmp_path / f"a{ending}", RATE)
    writer.write(sound)
    writer.commit()
    back, _ = soundfile.read(tmp_path / f"a{ending}", dtype="int16")
    assert np.array_equal(back, to_integers(sound))
    assert back[-4:].tolist() == [32767, -32767, 32767, -32768]


def test_vorbis_takes_minutes_in_one_piece(tmp_path: Path) -> None:
    writer = open_writer(tmp_path / "long.ogg", RATE)
    writer.write(np.tile(speech_like(5.0), 60))
    writer.commit()
    assert soundfile.info(tmp_path / "long.ogg").frames == 300 * RATE


def test_nothing_is_seen_before_the_commit(tmp_path: Path) -> None:
    target = tmp_path / "a.wav"
    target.write_bytes(b"older")
    writer = open_writer(target, RATE)
    writer.write(speech_like(1.0))
    assert target.read_bytes() == b"older"
    hidden = [p.name for p in tmp_path.iterdir() if p != target]
    assert len(hidden) == 1 and hidden[0].startswith(".")
    writer.commit()
    assert soundfile.info(target).frames == RATE
    assert list(tmp_path.iterdir()) == [target]


def test_given_up_leaves_the_older_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.flac"
    target.write_bytes(b"older")
    writer = open_writer(target, RATE)
    writer.write(speech_like(1.0))
    writer.abort()
    writer.abort()
    assert target.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [target]


def test_nothing_said_is_still_a_file(tmp_path: Path) -> None:
    writer = open_writer(tmp_path / "a.wav", RATE)
    writer.commit()
    assert soundfile.info(tmp_path / "a.wav").frames == 0


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_replaced_file_keeps_its_permissions_and_its_link(tmp_path: Path) -> None:
    real = tmp_path / "real.wav"
    real.write_bytes(b"older")
    real.chmod(0o640)
    link = tmp_path / "link.wav"
    link.symlink_to(real)
    writer = open_writer(link, RATE)
    writer.write(speech_like(0.1))
    writer.commit()
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert soundfile.info(real).frames == RATE // 10


def test_a_new_file_has_the_permissions_that_are_usual(tmp_path: Path) -> None:
    (tmp_path / "usual").write_bytes(b"")
    writer = open_writer(tmp_path / "a.wav", RATE)
    writer.commit()
    assert (tmp_path / "a.wav").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("a.xyz", 'The ending of "a.xyz" names no format', "Use one of .wav, .flac"),
        ("a", 'The ending of "a" names no format', "Use one of"),
        ("missing/a.wav", "There is no folder", "Create it"),
        ("folder.wav", "is a folder.", "Give the name of a file"),
        ("file/a.wav", "There is no folder", "Create it"),
        ("n" * 300 + ".wav", "too long", "shorter"),
    ],
)
def test_a_bad_place_is_named_with_the_next_step(
    tmp_path: Path, name: str, message: str, hint: str
) -> None:
    (tmp_path / "folder.wav").mkdir()
    (tmp_path / "file").write_bytes(b"")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(AudioFileError) as raised:
        writer = open_writer(tmp_path / name, RATE)
        writer.write(speech_like(0.1))
        writer.commit()
    assert message in raised.value.message
    assert hint in raised.value.hint
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EDQUOT, "The disk is full"),
        (errno.EACCES, "may not be written to"),
        (errno.EROFS, "may not be written to"),
        (errno.EIO, "cannot be written: Input/output error."),
    ],
)
def test_errors_of_the_system_are_explained(tmp_path: Path, number: int, message: str) -> None:
    error = explained(OSError(number, os.strerror(number)), tmp_path / "a.wav")
    assert message in error.message
    assert error.hint


FILL = """
    import resource, sys
    from pathlib import Path
    import numpy as np
    from app.audio.files import open_writer
    from app.errors import AudioFileError

    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    noise = np.random.default_rng(1).uniform(-0.9, 0.9, 22050).astype(np.float32)
    try:
        writer = open_writer(Path(sys.argv[1]), 22050)
        for _ in range(int(sys.argv[2])):
            writer.write(noise)
        writer.commit()
    except AudioFileError as error:
        print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="resource limits of POSIX")
@pytest.mark.parametrize("ending", [".wav", ".flac", ".ogg", ".mp3"])
@pytest.mark.parametrize("older", [True, False])
def test_a_disk_that_is_full_leaves_things_as_they_were(
    tmp_path: Path, ending: str, older: bool
) -> None:
    target = tmp_path / f"a{ending}"
    if older:
        target.write_bytes(b"older")
    done = _fill(target, seconds=200)
    assert done.stdout.startswith("The disk is full"), done.stdout + done.stderr
    assert done.stderr == ""
    assert [p.name for p in tmp_path.iterdir()] == ([target.name] if older else [])
    assert not older or target.read_bytes() == b"older"


@pytest.mark.skipif(os.name != "posix", reason="resource limits of POSIX")
def test_a_disk_that_gets_full_at_the_very_end_is_noticed(tmp_path: Path) -> None:
    """Five seconds are 220 kB: what libsndfile and Python still hold does not fit."""
    done = _fill(tmp_path / "a.wav", seconds=5)
    assert done.stdout.startswith("The disk is full"), done.stdout + done.stderr
    assert list(tmp_path.iterdir()) == []


def _fill(target: Path, seconds: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FILL), str(target), str(seconds)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        timeout=120,
    )


def test_a_wav_file_too_large_for_its_header_is_refused(tmp_path: Path) -> None:
    writer = open_writer(tmp_path / "a.wav", RATE, largest=100_000)
    writer.write(np.zeros(50_000, np.float32))
    with pytest.raises(AudioFileError, match="larger than a WAV file can be") as raised:
        writer.write(np.zeros(1, np.float32))
    assert "FLAC" in raised.value.hint
    assert list(tmp_path.iterdir()) == []


def test_the_stream_holds_what_the_file_holds(tmp_path: Path) -> None:
    sound = speech_like(1.0)
    stream = io.BytesIO()
    to_stream, to_file = StreamWriter(stream, RATE), open_writer(tmp_path / "a.wav", RATE)
    for part in np.array_split(sound, 5):
        to_stream.write(part)
        to_file.write(part)
    to_stream.commit()
    to_file.commit()
    data = stream.getvalue()
    assert data[:4] == b"RIFF" and data[4:8] == data[40:44] == b"\xff\xff\xff\xff"
    expected, _ = soundfile.read(tmp_path / "a.wav", dtype="int16")
    assert np.array_equal(np.frombuffer(data[44:], "<i2"), expected)
    # The fields before the length are those that libsndfile writes.
    assert data[8:40] == (tmp_path / "a.wav").read_bytes()[8:40]


def test_a_stream_of_nothing_is_a_wav_header() -> None:
    stream = io.BytesIO()
    StreamWriter(stream, RATE).commit()
    assert len(stream.getvalue()) == 44


def test_sound_reaches_the_reader_before_the_end() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as reader, os.fdopen(writing, "wb") as stream:
        writer = StreamWriter(stream, RATE)
        writer.write(speech_like(0.1))
        assert len(reader.read(44 + 2 * 2205)) == 44 + 2 * 2205


def test_a_reader_that_goes_away_ends_the_stream_quietly() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    stream = os.fdopen(writing, "wb", buffering=0)
    writer = StreamWriter(stream, RATE)
    writer.write(speech_like(0.1))
    assert writer.broken
    writer.write(speech_like(0.1))
    writer.commit()
    stream.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_stream_to_a_full_disk_is_an_error() -> None:
    with Path("/dev/full").open("wb", buffering=0) as stream:
        writer = StreamWriter(stream, RATE)
        with pytest.raises(AudioFileError, match="The disk is full"):
            writer.write(speech_like(0.1))
