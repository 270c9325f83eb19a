"""The real window when what it stands on is broken: it opens, says so, and keeps the text."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.values import State
from app.window import Built, build_window
from tests.damage import flip_a_bit
from tests.end_to_end.helpers import ROOT
from tests.sound_server import SoundServer

JOE = ROOT / "models" / "joe"
TYPED = "What was typed is still here."
READY_MS, SOUND_MS = 90_000, 30_000
Open = Callable[[], Built]


@pytest.fixture
def open_window(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Open]:
    """Opens the window; the user's files are in `tmp_path / "home"`."""
    monkeypatch.setenv("LECTERN_HOME", str(tmp_path / "home"))
    opened: list[Built] = []

    def open_it() -> Built:
        opened.append(build_window(qapp))
        opened[-1].start()
        qtbot.waitExposed(opened[-1].window)
        return opened[-1]

    yield open_it
    for built in opened:
        built.window.close()
        built.end()


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the bundled voice, in its place, that a test may damage."""
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "bundle"), raising=False)
    return Path(shutil.copytree(JOE, tmp_path / "bundle" / "models" / "joe"))


def _notices(built: Built) -> list[str]:
    return [f"{each.message} {each.hint}" for each in built.window.notices.notices]


def _cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1000])


@pytest.mark.parametrize(
    ("damage", "name"),
    [
        (Path.unlink, "model_file.pth"),
        (Path.unlink, "vocoder.pth"),
        (_cut_short, "config.json"),
        (_cut_short, "vocoder.pth"),
        (flip_a_bit, "model_file.pth"),
    ],
)
def test_a_damaged_voice_is_named_and_the_text_is_kept(
    bundled: Path, open_window: Open, qtbot: QtBot, damage: Callable[[Path], None], name: str
) -> None:
    damage(bundled / name)
    built = open_window()
    window = built.window
    qtbot.keyClicks(window.editor, TYPED)
    window.actions_["speak"].trigger()
    qtbot.waitUntil(lambda: any(name in each for each in _notices(built)), timeout=READY_MS)
    qtbot.waitUntil(lambda: window.speech.state is State.IDLE)
    assert window.editor.typed.text == TYPED
    assert not window.speech.is_ready
    window.actions_["speak"].trigger()  # asked for again, it neither waits for ever nor crashes
    qtbot.waitUntil(lambda: window.speech.state is State.IDLE)
    assert any(name in each for each in _notices(built))
    assert window.isVisible()


def test_after_a_damaged_voice_another_can_be_chosen(
    open_window: Open, qtbot: QtBot, tmp_path: Path, sound_server: SoundServer
) -> None:
    own = tmp_path / "home" / "models" / "broken"
    shutil.copytree(JOE, own)
    _cut_short(own / "model_file.pth")
    settings = {"voice": {"name": "broken"}}
    (tmp_path / "home" / "settings.json").write_text(json.dumps(settings))
    built = open_window()
    qtbot.keyClicks(built.window.editor, TYPED)
    qtbot.waitUntil(lambda: any("model_file.pth" in n for n in _notices(built)), timeout=READY_MS)
    now = built.settings.settings
    built.settings.change(replace(now, voice=replace(now.voice, name="joe")))
    qtbot.waitUntil(lambda: built.window.speech.is_ready, timeout=READY_MS)
    assert not any("model_file.pth" in each for each in _notices(built))
    with qtbot.waitSignal(built.bridge.finished, timeout=SOUND_MS) as said:
        built.window.actions_["speak"].trigger()
    assert said.args is not None
    assert said.args[0].complete


def test_a_chosen_voice_that_is_incomplete_is_told_of_and_the_bundled_one_speaks(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    own = tmp_path / "home" / "models" / "mute"
    shutil.copytree(JOE, own)
    (own / "vocoder.pth").unlink()
    settings = {"voice": {"name": "mute"}}
    (tmp_path / "home" / "settings.json").write_text(json.dumps(settings))
    built = open_window()
    assert any("“mute”" in each and "vocoder.pth" in each for each in _notices(built))
    qtbot.waitUntil(lambda: built.window.speech.is_ready, timeout=READY_MS)
    assert any("“mute”" in each for each in _notices(built))


def test_no_voice_at_all_is_said(
    bundled: Path, open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    shutil.rmtree(bundled)
    built = open_window()
    models = str(bundled.parent)
    qtbot.waitUntil(lambda: any(models in each for each in _notices(built)), timeout=READY_MS)


def test_a_home_that_cannot_be_written_costs_only_what_would_be_kept(
    open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "home").write_text("a file where a folder should be")
    built = open_window()
    assert built.window.isVisible()
    assert any("cannot be written" in each and "home" in each for each in _notices(built))
    qtbot.keyClicks(built.window.editor, TYPED)
    qtbot.waitUntil(lambda: built.window.speech.is_ready, timeout=READY_MS)
    assert built.window.editor.typed.text == TYPED
    assert (tmp_path / "home").read_text() == "a file where a folder should be"


def test_no_sound_device_is_said_and_speaking_can_be_tried_again(
    open_window: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "none"))
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")
    built = open_window()
    qtbot.keyClicks(built.window.editor, TYPED)
    built.window.actions_["speak"].trigger()
    qtbot.waitUntil(lambda: any("sound device" in n for n in _notices(built)), timeout=READY_MS)
    built.window.actions_["stop"].trigger()
    qtbot.waitUntil(lambda: built.window.speech.state is State.IDLE)
    with qtbot.waitSignal(built.bridge.saved, timeout=SOUND_MS):
        built.bridge.engine.save(TYPED, tmp_path / "a.wav")
    assert (tmp_path / "a.wav").stat().st_size > 20_000
