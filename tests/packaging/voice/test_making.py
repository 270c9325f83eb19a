"""The recipe as it is called, at its tiny size: every step is done, and what comes out speaks.

In processes of their own: training needs parts of torch that Lectern leaves out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from app.library import load
from app.speech.folder import read_voice, verify
from environment.commands import START_TOOL

ROOT = Path(__file__).resolve().parents[3]
STOCK = """
import sys
import app.speech.coqui
from TTS.api import TTS
folder = sys.argv[1]
tts = TTS(model_path=folder + "/model_file.pth", config_path=folder + "/config.json",
          vocoder_path=folder + "/vocoder.pth", vocoder_config_path=folder + "/vocoder_config.json",
          progress_bar=False)
print(len(tts.tts("Hello there, stranger.")))
"""
RESUMED = """
import sys
from pathlib import Path
import torch
from voice import loop, training
from voice.schedule import Schedule

loop._SAVE_EVERY = 0.0

def run(path, broken_at):
    torch.manual_seed(1)
    model, made = torch.nn.Linear(3, 1), []
    def losses():
        if broken_at is not None and len(made) == broken_at:
            raise KeyboardInterrupt
        made.append(None)
        torch.manual_seed(len(made) + (0 if broken_at is not None else begun))
        loss = model(torch.rand(8, 3)).square().mean()
        return loss, loss.detach()[None]
    training.train(model, losses, ("L2",), Schedule(20, 1e-2, 2), path)
    return model.weight

begun = 0
whole = run(Path("whole.pth"), None)
try:
    run(Path("broken.pth"), 7)
except KeyboardInterrupt:
    pass
begun = 7
assert not Path("broken.pth").exists()
again = run(Path("broken.pth"), None)
assert torch.equal(again, whole), (again, whole)
assert not Path("broken.state").exists()
"""


def python(code: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join([str(ROOT), str(ROOT / "packaging"), os.environ["PYTHONPATH"]])
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )


def make(place: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """What `bootstrap.py voice` starts."""
    tool = START_TOOL.format(packaging=str(ROOT / "packaging"), tool="voice")
    return python(tool, str(place), "--cpu", *options, cwd=place.parent)


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny voice learnt from Piper's Joe; the folder that it was made in."""
    place = tmp_path_factory.mktemp("voices") / "toy"
    done = make(place, "--tiny", "--title", "Toy", "--licence", "CC0")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(place / "toy")
    return place


@pytest.fixture(scope="module")
def recorded(taught: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny voice learnt from recordings, of the teacher's speech as it happens."""
    folder = tmp_path_factory.mktemp("recordings")
    (folder / "wavs").mkdir()
    lines = []
    for index, path in enumerate(sorted((taught / "lessons").glob("*.npz"))[:5]):
        with np.load(path) as arrays:
            soundfile.write(folder / "wavs" / f"r{index}.wav", arrays["audio"], 22050)
        lines.append(f"r{index}|This is a recording.\n")
    (folder / "metadata.csv").write_text("".join(lines), encoding="utf-8")
    place = folder / "mine"
    done = make(place, "--tiny", "--recordings", str(folder))
    assert done.returncode == 0, done.stderr
    return place


@pytest.mark.parametrize("which", ["taught", "recorded"])
def test_lectern_speaks_with_it(which: str, request: pytest.FixtureRequest) -> None:
    place: Path = request.getfixturevalue(which)
    folder = place / place.name
    voice = read_voice(folder)
    verify(voice)
    assert voice.info.symbols
    with load(folder) as speaker:
        spoken = np.concatenate(list(speaker.stream("Hello there, stranger.")))
    assert spoken.size > 1000
    assert np.isfinite(spoken).all()


@pytest.mark.loopback  # its import asks whether sockets work
@pytest.mark.parametrize("which", ["taught", "recorded"])
def test_stock_coqui_speaks_with_it(which: str, request: pytest.FixtureRequest) -> None:
    place: Path = request.getfixturevalue(which)
    done = python(STOCK, str(place / place.name), cwd=place)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) > 1000


def test_its_card_says_what_it_is(taught: Path) -> None:
    voice = read_voice(taught / "toy")
    assert voice.info.title == "Toy"
    assert voice.info.licence == "CC0"
    assert voice.pitch_statistics[0] == pytest.approx(95, abs=15)
    card = (taught / "toy" / "CARD.md").read_text(encoding="utf-8")
    assert "# Voice card: Toy" in card
    assert "Piper en_US-joe-medium" in card


def test_the_vocoder_of_mels_is_one_that_coquis_models_can_use(recorded: Path) -> None:
    weights = torch.load(recorded / "mine" / "model_file.pth", weights_only=True)["model"]
    assert weights["decoder.decoder.postnet.weight"].shape[0] == 80


def test_work_that_was_broken_off_is_taken_up(taught: Path, tmp_path: Path) -> None:
    place = tmp_path / "toy"
    shutil.copytree(taught, place)
    lost = sorted((place / "lessons").glob("*.npz"))[0]
    kept = sorted((place / "lessons").glob("*.npz"))[1].stat().st_mtime_ns
    for path in (lost, place / "lessons" / "done", place / "tuned.pth"):
        path.unlink()
    shutil.rmtree(place / "toy")
    done = make(place, "--tiny")
    assert done.returncode == 0, done.stderr
    assert "FastPitch learns: done before." in done.stderr
    assert "The teacher speaks …" in done.stderr
    assert lost.is_file()
    assert sorted((place / "lessons").glob("*.npz"))[1].stat().st_mtime_ns == kept
    assert (place / "toy" / "voice.json").is_file()


def test_a_training_goes_on_where_it_stopped(tmp_path: Path) -> None:
    done = python(RESUMED, cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_recordings_that_are_not_there_are_told(tmp_path: Path) -> None:
    done = make(tmp_path / "mine", "--recordings", str(tmp_path / "nothing"))
    assert done.returncode == 1
    assert "metadata.csv is missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_too_few_recordings_are_told(tmp_path: Path) -> None:
    (tmp_path / "wavs").mkdir()
    soundfile.write(tmp_path / "wavs" / "a.wav", np.zeros(22050), 22050)
    (tmp_path / "metadata.csv").write_text("a|Silence.\n", encoding="utf-8")
    done = make(tmp_path / "mine", "--recordings", str(tmp_path))
    assert done.returncode == 1
    assert "Only 0 utterances" in done.stderr
    assert "Traceback" not in done.stderr
