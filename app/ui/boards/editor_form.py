"""What a button is, beside the grid: its words, colour and picture, and what it does.

Every change is told at once, by field. An empty cell has no button; writing makes one.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.boards.board import BACK, BACKSPACE, CLEAR, HOME, SPACE, SPEAK, Book, Button
from app.ui.boards.editor_swatches import Swatches
from app.ui.icons import icon
from app.ui.tokens import SPACE_M, SPACE_S

ACTIONS = (
    ("", "Speaks"),
    (HOME, "Goes to the first page"),
    (BACK, "Goes to the page before"),
    (SPEAK, "Speaks the sentence"),
    (BACKSPACE, "Takes the last word away"),
    (CLEAR, "Clears the sentence"),
    (SPACE, "Adds a space"),
)
"""What a button can do beside opening a page; what other apps know is shown by its name."""
PICTURE = 72
NEW_PAGE = "A new page…"


class ButtonForm(QWidget):
    """`changed` brings a field of `Button` and its value; `linked` a board's id, or None.

    `page_wished`: a new page is to be opened by it. The others ask for what their names say.
    """

    changed = Signal(str, object)
    linked = Signal(object)
    page_wished = Signal()
    picture_wished = Signal()
    picture_removed = Signal()
    colour_wished = Signal()
    hearing_wished = Signal()
    removal_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLineEdit()
        self.label.setPlaceholderText("Write a word to make a button")
        self.says = QLineEdit()
        self.swatches = Swatches()
        self.picture = QLabel()
        self.picture.setFixedSize(PICTURE, PICTURE)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose_picture = QPushButton(icon("folder"), "P&icture…")
        self.remove_picture = QPushButton("&No picture")
        self.opens = QComboBox()
        self.action = QComboBox()
        self.hidden = QCheckBox("&Hidden: its place stays empty")
        self.hear = QPushButton(icon("play"), "Hear i&t")
        self.remove = QPushButton(icon("erase"), "Re&move")
        self._boards: list[str | None] = []
        self._parts: tuple[QWidget, ...] = (
            self.says,
            self.swatches,
            self.choose_picture,
            self.remove_picture,
            self.opens,
            self.action,
            self.hidden,
            self.hear,
            self.remove,
        )
        self._lay_out()
        self._join()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(SPACE_S)
        form.addRow("&Word on the button", self.label)
        form.addRow("What it &says", self.says)
        form.addRow("&Colour, by the kind of word", self.swatches)
        form.addRow("Picture", self._build_picture())
        form.addRow("&Opens", self.opens)
        form.addRow("&Does", self.action)
        form.addRow(self.hidden)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_M)
        heading = QLabel("Button")
        heading.setProperty("role", "heading")
        layout.addWidget(heading)
        layout.addLayout(form)
        layout.addLayout(_row(self.hear, self.remove))
        layout.addStretch(1)

    def _build_picture(self) -> QWidget:
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.choose_picture)
        beside.addWidget(self.remove_picture)
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        row.addWidget(self.picture)
        row.addLayout(beside, 1)
        return part

    def _join(self) -> None:
        for action, words in ACTIONS:
            self.action.addItem(words, action)
        for box in (self.opens, self.action):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.label.textEdited.connect(lambda text: self.changed.emit("label", text))
        self.says.textEdited.connect(lambda text: self.changed.emit("vocalization", text))
        self.swatches.chosen.connect(lambda name: self.changed.emit("background", name or None))
        self.swatches.other_wished.connect(self.colour_wished)
        self.hidden.clicked.connect(lambda hidden: self.changed.emit("hidden", hidden))
        self.action.activated.connect(self._on_action)
        self.opens.activated.connect(self._on_opens)
        self.choose_picture.clicked.connect(self.picture_wished)
        self.remove_picture.clicked.connect(self.picture_removed)
        self.hear.clicked.connect(self.hearing_wished)
        self.remove.clicked.connect(self.removal_wished)

    # ------------------------------------------------------------------------------ showing

    def show_button(self, button: Button | None, book: Book) -> None:
        """Show a button of `book`, or that there is none."""
        shown = button if button is not None else Button("")
        for line, text in ((self.label, shown.label), (self.says, shown.vocalization)):
            if line.text() != text:  # the caret stays where somebody is writing
                line.setText(text)
        self.says.setPlaceholderText(shown.label or "The word on the button")
        self.swatches.show_colour(shown.background)
        self.hidden.setChecked(shown.hidden)
        self._show_action(shown.actions)
        self._show_opens(shown, book)
        for part in self._parts:
            part.setEnabled(button is not None)
        self.choose_picture.setEnabled(True)
        self.remove_picture.setEnabled(bool(shown.picture_id))
        self.hear.setEnabled(bool(shown.spoken))

    def show_picture(self, image: QImage | None) -> None:
        """Show the button's picture, which was decoded for `PICTURE` logical pixels."""
        if image is None:
            self.picture.clear()
            return
        ratio = self.devicePixelRatioF()
        fitted = image.scaled(
            QSize(PICTURE, PICTURE) * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        fitted.setDevicePixelRatio(ratio)
        self.picture.setPixmap(QPixmap.fromImage(fitted))

    def _show_action(self, actions: tuple[str, ...]) -> None:
        own = " ".join(actions)
        known = {action for action, _ in ACTIONS}
        while self.action.count() > len(ACTIONS):
            self.action.removeItem(len(ACTIONS))
        if own not in known:
            self.action.addItem(_in_words(actions), own)
        self.action.setCurrentIndex(self.action.findData(own))

    def _show_opens(self, button: Button, book: Book) -> None:
        there = book.follow(button)
        lost = button.link is not None and there is None
        names = _page_names(book)
        self._boards = [None, *names]
        self.opens.clear()
        outside = "A page that is not in this file" if lost else "No other page"
        self.opens.addItems([outside, *names.values(), NEW_PAGE])
        self.opens.setCurrentIndex(self._boards.index(there.id if there is not None else None))

    # ------------------------------------------------------------------------------- telling

    def _on_action(self, index: int) -> None:
        chosen = str(self.action.itemData(index))
        self.changed.emit("actions", tuple(chosen.split()) if index < len(ACTIONS) else None)

    def _on_opens(self, index: int) -> None:
        if index < len(self._boards):
            self.linked.emit(self._boards[index])
        else:
            self.page_wished.emit()


def _page_names(book: Book) -> Mapping[str, str]:
    return {id_: board.name or id_ for id_, board in book.boards.items()}


def _in_words(actions: tuple[str, ...]) -> str:
    names = [f"adds “{one[1:]}”" if one.startswith("+") else one for one in actions]
    return ", ".join(names)


def _row(*widgets: QWidget) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setSpacing(SPACE_S)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return layout
