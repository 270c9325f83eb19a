"""The cards of the set-up page: what is shown, for whom, how loud, and what happens when nobody is
there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QRadioButton, QVBoxLayout

from app.kiosk.key_layouts import LAYOUTS
from app.kiosk.settings import (
    ATTRACT_RANGE,
    CEILING_RANGE,
    IDLE_RANGE,
    LONGEST_TEXT_RANGE,
    Attraction,
    Faces,
    KioskSettings,
    Limits,
    Profile,
)
from app.settings import Theme
from app.ui.controls import VOLUMES, NumberControl
from app.ui.kiosk.set_up_card import Card, choose
from app.ui.tokens import SPACE_XL

FACES = (
    ("Phrase board and typing", Faces.BOARD_FIRST),
    ("Typing and phrase board", Faces.TALK_FIRST),
    ("Phrase board alone", Faces.BOARD),
    ("Typing alone", Faces.TALK),
)
THEMES = (
    ("As the system", Theme.SYSTEM),
    ("Light", Theme.LIGHT),
    ("Dark", Theme.DARK),
    ("High contrast", Theme.HIGH_CONTRAST),
)
CEILINGS = tuple(each for each in VOLUMES if each >= CEILING_RANGE[0] * 100)


class FacesCard(Card):
    """What is shown. `file_wished` when another board is to be had, `edit_wished` to change it.

    Args:
        boards: names and titles of the boards that ship.
    """

    file_wished = Signal()
    edit_wished = Signal()

    def __init__(self, boards: Sequence[tuple[str, str]]) -> None:
        super().__init__("What is shown")
        self.faces = self.add_choice("Faces", FACES)
        self.board = self.add_choice("Board", [(title, name) for name, title in boards])
        self._shipped = self.board.count()
        self.file = QPushButton("Open a board file…")
        self.file.clicked.connect(self.file_wished.emit)
        self.edit = QPushButton("Edit the board…")
        self.edit.clicked.connect(self.edit_wished.emit)
        self.add_row(self.file, self.edit)
        self.theme = self.add_choice("Colours", THEMES)
        self.keyboard = self.add_check("A keyboard on the screen")
        self.layout_ = self.add_choice("Its letters", [(name.upper(), name) for name in LAYOUTS])
        self.faces.activated.connect(lambda _index: self._show_fitting())
        self.keyboard.toggled.connect(lambda _on: self._show_fitting())

    def take_file(self, path: str) -> None:
        """Choose the board file `path`."""
        while self.board.count() > self._shipped:
            self.board.removeItem(self._shipped)
        self.board.addItem(Path(path).name, path)
        choose(self.board, path)
        self.changed.emit()

    @property
    def chosen_board(self) -> str:
        return str(self.board.currentData())

    def put(self, settings: KioskSettings) -> KioskSettings:
        return replace(
            settings,
            faces=self.faces.currentData(),
            board=self.chosen_board,
            theme=self.theme.currentData(),
            keyboard=self.keyboard.isChecked(),
            layout=self.layout_.currentData(),
        )

    def _show(self, settings: KioskSettings) -> None:
        choose(self.faces, settings.faces)
        if self.board.findData(settings.board) < 0:
            self.take_file(settings.board)
        choose(self.board, settings.board)
        choose(self.theme, settings.theme)
        self.keyboard.setChecked(settings.keyboard)
        choose(self.layout_, settings.layout)
        self._show_fitting()

    def _show_fitting(self) -> None:
        """What the chosen faces do not have cannot be chosen."""
        faces = self.faces.currentData()
        for widget in (self.board, self.file, self.edit):
            widget.setEnabled(faces is not Faces.TALK)
        self.keyboard.setEnabled(faces is not Faces.BOARD)
        self.layout_.setEnabled(faces is not Faces.BOARD and self.keyboard.isChecked())


class ProfileCard(Card):
    """Whose voice it is."""

    def __init__(self) -> None:
        super().__init__("Who uses it")
        self.personal = self._choice(
            "One person",
            "Their own voice: keeps what was said, to be said again, and stays where they left it.",
        )
        self.public = self._choice(
            "Whoever comes by",
            "Keeps nothing that is typed or touched, and starts over when somebody has gone.",
        )

    @property
    def is_public(self) -> bool:
        return self.public.isChecked()

    def put(self, settings: KioskSettings) -> KioskSettings:
        return replace(settings, profile=Profile.PUBLIC if self.is_public else Profile.PERSONAL)

    def _show(self, settings: KioskSettings) -> None:
        self.public.setChecked(settings.is_public)
        self.personal.setChecked(not settings.is_public)

    def _choice(self, title: str, explanation: str) -> QRadioButton:
        button = QRadioButton(title)
        button.setAccessibleDescription(explanation)
        button.toggled.connect(lambda on: self.changed.emit() if on else None)
        together = QVBoxLayout()
        together.setSpacing(0)
        together.addWidget(button)
        label = self.add_label(explanation, "muted")
        label.setContentsMargins(SPACE_XL * 2, 0, 0, 0)
        together.addWidget(label)
        self.column.addLayout(together)
        return button


class SoundCard(Card):
    """How loud it may become."""

    def __init__(self) -> None:
        super().__init__("How loud")
        self.ceiling = NumberControl("At most", CEILINGS, " %", 0)
        self.ceiling.chosen.connect(lambda _percent: self.changed.emit())
        self.column.addWidget(self.ceiling)
        self.add_label("Whoever uses it can make it quieter, not louder than this.", "muted")

    def put(self, settings: KioskSettings) -> KioskSettings:
        return replace(settings, ceiling=self.ceiling.number.value() / 100)

    def _show(self, settings: KioskSettings) -> None:
        self.ceiling.show_value(settings.ceiling * 100)


class VisitorsCard(Card):
    """What holds for visitors."""

    def __init__(self) -> None:
        super().__init__("Visitors")
        self.idle = self.add_number("Start over after", IDLE_RANGE, " s without a touch", 10)
        self.longest = self.add_number("Longest text", LONGEST_TEXT_RANGE, " characters", 10)
        self.add_label("Words that are not spoken, one to a line")
        self.unspoken = QPlainTextEdit()
        self.unspoken.setAccessibleName("Words that are not spoken")
        self.unspoken.setTabChangesFocus(True)
        self.unspoken.setFixedHeight(110)
        self.unspoken.textChanged.connect(self.changed.emit)
        self.column.addWidget(self.unspoken)
        self.add_label(
            "They are found in any case, with endings, and with letters set apart or replaced.",
            "muted",
        )

    def put(self, settings: KioskSettings) -> KioskSettings:
        lines = (line.strip() for line in self.unspoken.toPlainText().splitlines())
        words = tuple(dict.fromkeys(filter(None, lines)))
        limits = Limits(self.idle.value(), self.longest.value(), words)
        return replace(settings, limits=limits)

    def _show(self, settings: KioskSettings) -> None:
        limits = settings.limits
        self.idle.setValue(limits.idle_seconds)
        self.longest.setValue(limits.longest_text)
        self.unspoken.setPlainText("\n".join(limits.unspoken))


class AttractionCard(Card):
    """What is shown when nobody is there."""

    def __init__(self) -> None:
        super().__init__("While nobody is there")
        self.text = QLineEdit()
        self.text.setAccessibleName("Message")
        self.text.setPlaceholderText("No message")
        self.text.setMaxLength(200)
        self.text.textEdited.connect(self._on_text_edited)
        self.add_label("Show this in large letters")
        self.column.addWidget(self.text)
        self.seconds = self.add_number("Every", ATTRACT_RANGE, " s", 30)
        self.aloud = self.add_check("Say it, too")

    def put(self, settings: KioskSettings) -> KioskSettings:
        text = self.text.text().strip()
        attraction = Attraction(text, self.seconds.value(), self.aloud.isChecked())
        return replace(settings, attraction=attraction)

    def _show(self, settings: KioskSettings) -> None:
        attraction = settings.attraction
        self.text.setText(attraction.text)
        self.seconds.setValue(attraction.seconds)
        self.aloud.setChecked(attraction.aloud)
        self._on_text_edited(attraction.text)

    def _on_text_edited(self, text: str) -> None:
        for widget in (self.seconds, self.aloud):
            widget.setEnabled(bool(text.strip()))
        self.changed.emit()
