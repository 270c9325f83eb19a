"""A board's face over a fake engine, and the hands that touch it: fingers, mouse, keys, a switch.

Time is the test's own: `Clock` stands still until it is told to go on, and the timers of the face,
which are real, find by it that what they were set for is due.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.boards.board import HOME, SPACE, SPEAK, Board, Book, Button, Link, Picture
from app.boards.board_settings import BoardSettings
from app.boards.usage import Usage
from app.ui.boards.board_face import BoardFace
from app.ui.boards.cell_target import CellTarget
from app.ui.boards.target import Target
from app.ui.bridge import Bridge
from app.ui.speaker import EngineSpeaker
from tests.ui.fake_engine import FakeEngine

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
    b'<rect width="10" height="10" fill="#ff0000"/></svg>'
)


def board(name: str, rows: list[list[Button | None]]) -> Board:
    """A board of the id `name`, titled by it."""
    return Board(
        name,
        name.title(),
        rows=len(rows),
        columns=len(rows[0]),
        order=tuple(tuple(None if one is None else one.id for one in row) for row in rows),
        buttons={one.id: one for row in rows for one in row if one is not None},
        pictures={"red": Picture("red", data=DRAWING, content_type="image/svg+xml")},
    )


FOOD = board(
    "food",
    [
        [Button("t", "tea", "Tea, please"), Button("c", "coffee")],
        [Button("h", "Home", actions=(HOME,)), None],
    ],
)
LETTERS = board(
    "letters",
    [
        [Button("a", "a", actions=("+a",)), Button("b", "b", actions=("+b",))],
        [Button("_", "space", actions=(SPACE,)), Button("s", "say it", actions=(SPEAK,))],
    ],
)
START = board(
    "start",
    [
        [Button("y", "Yes", "Yes.", "#c7f3c7", picture_id="red"), Button("n", "No", "No.")],
        [
            Button("f", "Food", link=Link(id="food")),
            Button("l", "Letters", link=Link(id="letters")),
        ],
        [Button("q", "How are you?", background="rgb(0, 0, 80)"), None],
    ],
)
BOOK = Book({each.id: each for each in (START, FOOD, LETTERS)}, "start")


class Clock:
    """Seconds, as the test says."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True)
class Cued:
    """What the scanning light had said."""

    cues: list[tuple[str, float, str]] = field(default_factory=list)

    def __call__(self, text: str, volume: float, device: str) -> None:
        self.cues.append((text, volume, device))


class Hands:
    """The face, shown, and somebody in front of it."""

    def __init__(
        self, qtbot: QtBot, settings: BoardSettings | None = None, usage: Usage | None = None
    ) -> None:
        self.qtbot = qtbot
        engines: list[FakeEngine] = []
        self.bridge = Bridge(lambda listener: engines.append(FakeEngine(listener)) or engines[-1])
        self.engine = engines[0]
        self.bridge.start()
        self.speaker = EngineSpeaker(self.bridge)
        self.usage = usage or Usage()
        self.clock, self.cued = Clock(), Cued()
        self._at = QPoint()
        self.face = BoardFace(
            BOOK,
            settings or BoardSettings(turn=False),
            self.speaker,
            self.usage,
            self.cued,
            clock=self.clock,
        )
        self.widget = self.face.widget
        qtbot.addWidget(self.widget)
        self.widget.resize(900, 700)
        self.widget.show()
        qtbot.waitExposed(self.widget)
        self.face.opened()
        self.screen: QPointingDevice = QTest.createTouchDevice()

    def close(self) -> None:
        self.face.close()
        self.bridge.close()

    # ----------------------------------------------------------------------------- eyes

    @property
    def spoken(self) -> list[str]:
        return [str(call["text"]) for call in self.engine.made("speak")]

    @property
    def title(self) -> str:
        return self.widget.nav.title.text()

    @property
    def labels(self) -> list[str]:
        return [target.text() for target in self.widget.view.targets]

    @property
    def lit(self) -> list[str]:
        return [target.text() for target in self.widget.targets if target.shown_lit]

    def button(self, label: str) -> Target:
        """The button with this label: of the page, or else of the face."""
        page: list[Target] = [*self.widget.view.targets]
        tools = [*self.widget.bar.targets, *self.widget.nav.targets]
        return next(target for target in (*page, *tools) if target.text() == label)

    def cell(self, label: str) -> CellTarget:
        return next(target for target in self.widget.view.targets if target.text() == label)

    # ---------------------------------------------------------------------------- hands

    def touch(self, label: str) -> None:
        self.put_finger_on(label)
        self.lift_finger()

    def put_finger_on(self, label: str, finger: int = 0) -> None:
        self._at = self._middle(label)
        sequence = QTest.touchEvent(self.widget, self.screen)
        sequence.press(finger, self._at, self.widget)
        sequence.commit()

    def slide_to(self, label: str, finger: int = 0) -> None:
        self._at = self._middle(label)
        sequence = QTest.touchEvent(self.widget, self.screen)
        sequence.move(finger, self._at, self.widget)
        sequence.commit()

    def lift_finger(self, finger: int = 0) -> None:
        """Where it is, whatever lies there by now."""
        sequence = QTest.touchEvent(self.widget, self.screen)
        sequence.release(finger, self._at, self.widget)
        sequence.commit()

    def press_key(self, key: Qt.Key) -> None:
        QTest.keyClick(self._focused(), key)

    def point_at(self, label: str) -> None:
        """Move the mouse there, with no button down."""
        target = self.button(label)
        QTest.mouseMove(target, QPoint(target.width() // 2, target.height() // 2))

    def wait_for(self, seconds: float) -> None:
        """Let time pass: the clock goes on, and the timers are let find it."""
        self.clock.now += seconds
        self.face.hands.renew()
        self.face.light.renew()

    def finish_speaking(self) -> None:
        with self.qtbot.waitSignal(self.bridge.finished):
            self.engine.finish(0)

    def _focused(self) -> QWidget:
        return self.widget.focusWidget() or self.widget

    def _middle(self, label: str) -> QPoint:
        target = self.button(label)
        return target.mapTo(self.widget, target.rect().center())
