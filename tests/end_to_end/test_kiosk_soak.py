"""Thousands of touches: each is spoken to its end, and memory does not grow.

Two thousand go to a sound device without a clock, which takes whatever it is given; there the voice
is what limits, and the player's running dry means nothing. Two hundred are heard in real time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import psutil
import pytest
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import assembly
from app.audio.level import MOST_S, Level
from app.audio.player import Player
from app.kiosk.settings import Faces, KioskSettings, save
from app.kiosk_window import BuiltKiosk, build_kiosk
from app.paths import kiosk_file
from app.ui.boards.board_face import BoardFace
from app.ui.boards.cell_target import CellTarget
from app.values import Samples
from tests.sound_server import Recording, SoundServer

pytestmark = [pytest.mark.long, pytest.mark.timeout(3600)]

READY_MS, SPOKEN_MS = 90_000, 60_000
WARM, MANY, IN_REAL_TIME = 200, 2000, 200
MOST_GROWTH = 1.05
LOUD = 0.01


class Clockless:
    """An `app.audio.output.Output` that takes everything at once."""

    name = "nothing"
    latency = 0

    def open(self, device: str, sample_rate: int) -> None:
        self._rate = sample_rate

    def refresh(self) -> None: ...

    def start(self) -> None: ...

    def write_available(self) -> int:
        return int(MOST_S * self._rate)

    def buffered(self) -> int:
        return 0

    def write(self, samples: Samples) -> None: ...

    def abort(self) -> None: ...

    def close(self) -> None: ...

    def abandon(self) -> None: ...


class Visitor:
    """Somebody who touches phrases on the board of a kiosk."""

    def __init__(self, built: BuiltKiosk, qtbot: QtBot, screen: QPointingDevice) -> None:
        self.built, self._qtbot, self._screen = built, qtbot, screen
        self.underruns = 0
        built.bridge.underrun.connect(self._on_underrun)
        qtbot.waitUntil(lambda: bool(built.window.faces.faces))
        [face] = built.window.faces.faces
        assert isinstance(face, BoardFace)
        self._face = face

    def _on_underrun(self) -> None:
        self.underruns += 1

    @property
    def phrases(self) -> list[CellTarget]:
        """The buttons of the page that say something and stay on it."""
        cells = [(target, target.cell) for target in self._face.widget.view.targets]
        return [target for target, cell in cells if cell is not None and not cell.button.link]

    def hear(self, target: CellTarget) -> None:
        """Touch a button and hear its phrase to the end."""
        assert target.cell is not None
        surface = self._face.widget
        place = target.mapTo(surface, target.rect().center())
        with self._qtbot.waitSignal(self.built.bridge.finished, timeout=SPOKEN_MS) as heard:
            QTest.touchEvent(surface, self._screen).press(0, place, surface).commit()
            QTest.touchEvent(surface, self._screen).release(0, place, surface).commit()
        [event] = heard.args
        assert (event.position, event.complete) == (len(target.cell.button.spoken), True)

    def memory(self) -> dict[str, int]:
        """Bytes that the kiosk and its voice have to themselves."""
        gc.collect()
        this = psutil.Process()
        [voice] = [p for p in this.children() if "spawn_main" in " ".join(p.cmdline())]
        return {"app": this.memory_full_info().uss, "voice": voice.memory_full_info().uss}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LECTERN_HOME", str(tmp_path / "home"))
    save(KioskSettings(faces=Faces.BOARD, board="personal", started=True), kiosk_file())


@pytest.fixture
def screen() -> QPointingDevice:
    return QTest.createTouchDevice()


@pytest.fixture
def clockless(home: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        assembly,
        "sound_players",
        lambda: lambda listener: Player(Clockless(), listener, level=Level(least=MOST_S)),
    )


def _opened(qapp: QApplication, qtbot: QtBot) -> Iterator[BuiltKiosk]:
    built = build_kiosk(qapp)
    qtbot.addWidget(built.window)
    with qtbot.waitSignal(built.bridge.voice_became_ready, timeout=READY_MS):
        built.start(at_set_up=False)
    yield built
    built.end()


@pytest.fixture
def hurried(clockless: None, qapp: QApplication, qtbot: QtBot) -> Iterator[BuiltKiosk]:
    yield from _opened(qapp, qtbot)


@pytest.fixture
def audible(
    home: None, sound_server: SoundServer, qapp: QApplication, qtbot: QtBot
) -> Iterator[BuiltKiosk]:
    yield from _opened(qapp, qtbot)


def test_two_thousand_touches(hurried: BuiltKiosk, qtbot: QtBot, screen: QPointingDevice) -> None:
    visitor = Visitor(hurried, qtbot, screen)
    for target in islice(cycle(visitor.phrases), WARM):
        visitor.hear(target)
    before = visitor.memory()
    for target in islice(cycle(visitor.phrases), MANY):
        visitor.hear(target)
    after = visitor.memory()
    for part, size in after.items():
        grown = size / before[part]
        print(f"\nmemory of the {part}: {before[part] / 1e6:.1f} MB, {(grown - 1) * 100:+.2f} %")
        assert grown < MOST_GROWTH


def test_two_hundred_touches_are_heard(
    audible: BuiltKiosk, qtbot: QtBot, screen: QPointingDevice, sound_server: SoundServer
) -> None:
    visitor = Visitor(audible, qtbot, screen)
    with sound_server.recording() as recording:
        for target in islice(cycle(visitor.phrases), IN_REAL_TIME):
            began = recording.samples().size
            visitor.hear(target)
            assert _sounds(recording, began), target.text()
    print(f"\nunderruns in {IN_REAL_TIME} phrases: {visitor.underruns}")
    assert visitor.underruns == 0


def _sounds(recording: Recording, since: int) -> bool:
    return bool(np.abs(recording.samples()[since:]).max(initial=0.0) > LOUD)
