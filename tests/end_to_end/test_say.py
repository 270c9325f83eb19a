"""`say`, as a user calls it: what is heard, what is written, and what is said when it cannot be."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.end_to_end.helpers import PARAGRAPH, ROOT, lectern, sound_in
from tests.sound_server import SoundServer, align, correlations, silences

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The paragraph as `say -o` writes it."""
    path = tmp_path_factory.mktemp("say") / "paragraph.wav"
    done = lectern("say", PARAGRAPH, "-o", path)
    assert done.returncode == 0, done.stderr.decode()
    return path


@linux_only
def test_what_is_played_is_what_is_written(sound_server: SoundServer, written: Path) -> None:
    expected, rate = sound_in(written)
    with sound_server.recording() as recording:
        done = lectern("say", PARAGRAPH, environment=sound_server.environment)
        recording.wait_for_silence(0.3)
    assert done.returncode == 0, done.stderr.decode()
    heard = recording.samples()
    heard = heard[align(heard, expected) :]
    assert rate == sound_server.rate
    assert min(correlations(heard, expected, rate)) > 0.99
    intended = silences(expected, rate, 0.05)
    assert len(silences(heard[: len(expected)], rate, 0.05)) == len(intended)
    longest = max(end - start for start, end in intended) / rate
    assert silences(heard[: len(expected)], rate, longest + 0.02) == []


@linux_only
@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_no_ip_socket_is_even_opened(tmp_path: Path) -> None:
    trace, wav = tmp_path / "trace", tmp_path / "speech.wav"
    prefix: tuple[str, ...] = ("strace", "-f", "-qq", "-e", "trace=socket", "-o", str(trace))
    if lectern_can_unshare():
        prefix = ("unshare", "-rn", *prefix)
    done = lectern("say", "No network at all.", "-o", wav, prefix=prefix)
    assert done.returncode == 0, done.stderr.decode()
    assert len(sound_in(wav)[0]) > 10_000
    assert not re.search(r"AF_INET6?\b", trace.read_text())


def lectern_can_unshare() -> bool:
    import subprocess

    return subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode == 0


@pytest.mark.parametrize("suffix", ["wav", "flac", "ogg", "mp3"])
def test_formats_by_extension(tmp_path: Path, written: Path, suffix: str) -> None:
    path = tmp_path / f"größe 1.{suffix}"
    assert lectern("say", PARAGRAPH, "-o", path).returncode == 0
    samples, rate = sound_in(path)
    expected = len(sound_in(written)[0]) / sound_in(written)[1]
    assert len(samples) / rate == pytest.approx(expected, abs=0.2)
    assert list(tmp_path.iterdir()) == [path]


def test_streaming_to_standard_output(written: Path) -> None:
    done = lectern("say", "-", "-o", "-", stdin=PARAGRAPH.encode())
    assert done.returncode == 0
    samples = np.frombuffer(done.stdout[44:], "<i2").astype(np.float32) / 32768
    expected = sound_in(written)[0]
    assert done.stdout[:4] == b"RIFF"
    np.testing.assert_allclose(samples, expected, atol=2e-3)


def test_reading_a_file_in_another_encoding(tmp_path: Path) -> None:
    utf16, latin = tmp_path / "a.txt", tmp_path / "b.txt"
    utf16.write_bytes("The café is “open”.".encode("utf-16"))
    latin.write_bytes("The café is “open”.".encode("cp1252"))
    sounds = []
    for path in (utf16, latin):
        done = lectern("say", "--file", path, "-o", path.with_suffix(".wav"))
        assert done.returncode == 0, done.stderr.decode()
        sounds.append(sound_in(path.with_suffix(".wav"))[0])
    np.testing.assert_array_equal(sounds[0], sounds[1])


def test_rate_pitch_and_volume(tmp_path: Path) -> None:
    text = "One two three four five six seven eight."
    plain, changed = tmp_path / "plain.wav", tmp_path / "changed.wav"
    lectern("say", text, "-o", plain)
    done = lectern("say", text, "-o", changed, "--rate", "2", "--pitch", "3", "--volume", "0.5")
    assert done.returncode == 0
    (a, _), (b, _) = sound_in(plain), sound_in(changed)
    assert len(b) == pytest.approx(len(a) / 2, rel=0.05)
    assert np.abs(b).max() < 0.75 * np.abs(a).max()


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["say"], 2, "Give a text"),
        (["say", ""], 1, "empty"),
        (["say", "..."], 1, "nothing"),
        (["say", "x", "--rate", "9"], 2, "0.5 to 4"),
        (["say", "x", "--device", "tpu"], 2, "tpu"),
        (["say", "x", "--voice", "nobody", "-o", "x.wav"], 1, "joe"),
        (["say", "x", "-o", "x.aiff"], 1, "wav"),
        (["say", "x", "-o", "/no/such/folder/x.wav"], 1, "/no/such/folder"),
        (["say", "--file", "/no/such/text.txt"], 1, "/no/such/text.txt"),
        (["say", "x", "--fit", "soon"], 2, "m:ss"),
        (["say", "x", "--fit", "30", "--rate", "2"], 2, "--rate"),
        (["say", "x", "--fit", "60", "-o", "x.wav"], 1, "closest"),
        (["say", "x", "--subtitles", "x.doc"], 1, ".vtt"),
        (["say", "x", "--length", "-o", "x.wav"], 2, "--length"),
        (["sing"], 2, "sing"),
    ],
)
def test_what_cannot_be_done_is_said_and_how_it_can(
    arguments: list[str], status: int, says: str, sound_server: SoundServer
) -> None:
    done = lectern(*arguments, environment=sound_server.environment)
    message = done.stderr.decode()
    assert done.returncode == status, message
    assert says in message
    assert "Traceback" not in message
    assert done.stdout == b""


def test_the_length_is_that_of_the_file(written: Path) -> None:
    done = lectern("say", PARAGRAPH, "--length", "--json")
    samples, rate = sound_in(written)
    assert json.loads(done.stdout) == {"seconds": round(len(samples) / rate, 3)}


def test_a_text_is_said_in_the_time_given_and_its_subtitles_agree(tmp_path: Path) -> None:
    sound, beside, alone = (tmp_path / name for name in ("a.wav", "a.json", "b.json"))
    natural = float(lectern("say", PARAGRAPH, "--length").stdout)
    time = f"{natural * 1.2:.2f}"
    done = lectern("say", PARAGRAPH, "--fit", time, "-o", sound, "--subtitles", beside)
    assert done.returncode == 0, done.stderr.decode()
    samples, rate = sound_in(sound)
    assert len(samples) / rate == pytest.approx(float(time), abs=512 / rate)
    assert lectern("say", PARAGRAPH, "--fit", time, "--subtitles", alone).returncode == 0
    assert alone.read_bytes() == beside.read_bytes()
    words = [w for s in json.loads(beside.read_text())["sentences"] for w in s["words"]]
    assert " ".join(word["text"] for word in words).split() == PARAGRAPH.split()
    between = silences(samples, rate, 0.15, threshold=1e-3)
    assert between
    for start, end in between:
        middle = (start + end) / 2 / rate
        assert not [word for word in words if word["start"] < middle < word["end"]]


def test_an_existing_file_survives_a_failed_save(tmp_path: Path) -> None:
    good = tmp_path / "good.wav"
    good.write_bytes(b"precious")
    assert lectern("say", "...", "-o", good).returncode == 1
    assert good.read_bytes() == b"precious"
    assert list(tmp_path.iterdir()) == [good]


def test_no_sound_device_is_said(tmp_path: Path) -> None:
    nowhere = {"ALSA_CONFIG_PATH": str(tmp_path / "none"), "PULSE_SERVER": "unix:/nonexistent"}
    done = lectern("say", "Hello.", environment=nowhere)
    assert done.returncode == 1
    assert "sound" in done.stderr.decode().lower()
    assert "-o" in done.stderr.decode()


def test_check_reports_all_well_and_what_is_not(tmp_path: Path) -> None:
    done = lectern("check", "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert report["ok"]
    assert report["files_verified"] >= 4
    assert report["real_time_factor"] > 0
    damaged = Path(shutil.copytree(ROOT / "models" / "joe", tmp_path / "joe"))
    with (damaged / "vocoder.pth").open("r+b") as file:
        file.seek(500_000)
        file.write(b"\x00\xff\x00\xff")
    done = lectern("check", "--json", "--voice", damaged)
    assert done.returncode == 1
    assert "vocoder.pth" in json.loads(done.stdout)["problem"]


def test_voices_and_version() -> None:
    assert b"joe" in lectern("voices").stdout
    listed = json.loads(lectern("voices", "--json").stdout)
    assert listed[0]["name"] == "joe"
    assert lectern("--version").stdout.startswith(b"Lectern ")


def test_devices(sound_server: SoundServer) -> None:
    names = json.loads(lectern("devices", "--json", environment=sound_server.environment).stdout)
    assert {"one", "two"} <= set(names)


def test_the_header_of_a_stream_is_read_by_others() -> None:
    done = lectern("say", "Short.", "-o", "-")
    samples, rate = soundfile.read(io.BytesIO(done.stdout))
    assert rate == 22050
    assert len(samples) > 5000
