"""The voices that are there: what they are, which one speaks, and where to put others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.errors import LecternError
from app.ui.announce import announce
from app.ui.background import Background
from app.ui.flow_layout import FlowLayout
from app.ui.icons import icon
from app.ui.tokens import SPACE_M
from app.ui.voice_card import VoiceCard
from app.values import VoiceInfo

Found = tuple[Sequence[VoiceInfo], Sequence[str]]
HINT = (
    "To add a voice, put its folder into the folder of voices and look again. FastPitch voices of "
    "Coqui TTS with their vocoder fit as they are."
)


@dataclass(frozen=True, slots=True)
class VoicesParts:
    """What the window is given to work with.

    `find` looks for voices: those found and a sentence for each that cannot be used; it reads the
    disk and is called on another thread. The others are called in the GUI thread; `choose` has
    the voice loaded, `open_folder` shows the user's folder of voices.
    """

    find: Callable[[], Found]
    choose: Callable[[VoiceInfo], None]
    open_folder: Callable[[], None]


class VoicesWindow(QDialog):
    """Does not block. It looks for voices whenever it is shown."""

    def __init__(self, parts: VoicesParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Voices")
        self.setModal(False)
        self._parts = parts
        self._background = Background(self)
        self._looking = False
        self._in_use = ""
        self._voices: tuple[VoiceInfo, ...] = ()
        self.problems, self.problem_text = self._build_problems()
        self.list = self._build_list()
        self.card = VoiceCard()
        middle = QHBoxLayout()
        middle.setSpacing(SPACE_M)
        middle.addWidget(self.list)
        middle.addWidget(self.card, 1)
        hint = QLabel(HINT)
        hint.setWordWrap(True)
        hint.setProperty("role", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        layout.setSpacing(SPACE_M)
        layout.addWidget(self.problems)
        layout.addLayout(middle, 1)
        layout.addWidget(hint)
        layout.addWidget(self._build_buttons())
        self.resize(720, 560)
        self._show_current()

    def show_in_use(self, name: str) -> None:
        """The voice in the folder `name` speaks now; "" none."""
        self._in_use = name
        self._fill_list()

    def end(self) -> None:
        """To be called once, when the app ends."""
        self._background.close()

    # ------------------------------------------------------------------------- building

    def _build_problems(self) -> tuple[QFrame, QLabel]:
        frame = QFrame()
        frame.setObjectName("noticeBar")
        frame.setProperty("kind", "warning")
        text = QLabel()
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setAccessibleName("Voices that cannot be used")
        row = QHBoxLayout(frame)
        row.addWidget(text)
        frame.hide()
        return frame, text

    def _build_list(self) -> QListWidget:
        voices = QListWidget()
        voices.setObjectName("sidebar")
        voices.setAccessibleName("Voices")
        voices.setFixedWidth(170)
        voices.setWordWrap(True)
        voices.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        voices.currentRowChanged.connect(lambda _row: self._show_current())
        voices.itemActivated.connect(lambda _item: self._on_use())
        return voices

    def _build_buttons(self) -> QWidget:
        self.use = QPushButton("&Use this voice")
        self.use.setProperty("primary", True)
        self.use.clicked.connect(self._on_use)
        self.folder = QPushButton(icon("folder"), "&Open the folder of voices")
        self.folder.clicked.connect(lambda: self._parts.open_folder())
        self.again = QPushButton(icon("restore"), "&Look again")
        self.again.clicked.connect(self._look)
        self.close_button = QPushButton("Close")
        self.close_button.clicked.connect(self.close)
        row = QWidget()
        layout = FlowLayout(row)
        for button in (self.use, self.folder, self.again, self.close_button):
            button.setAutoDefault(False)
            layout.addWidget(button)
        return row

    # -------------------------------------------------------------------------- looking

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def _look(self) -> None:
        if not self._looking:
            self._looking = True
            self._background.run(self._parts.find, self._on_found, self._on_not_found)

    def _on_found(self, found: Found) -> None:
        self._looking = False
        voices, problems = found
        self._voices = tuple(voices)
        self._fill_list()
        self._show_problems(problems)

    def _on_not_found(self, error: LecternError) -> None:
        self._looking = False
        self._show_problems([str(error)])

    def _show_problems(self, problems: Sequence[str]) -> None:
        self.problem_text.setText("\n".join(problems))
        self.problems.setVisible(bool(problems))
        if problems:
            announce(self, self.problem_text.text())

    # -------------------------------------------------------------------------- showing

    def _fill_list(self) -> None:
        current = self._current()
        wanted = current.name if current else self._in_use
        self.list.blockSignals(True)
        self.list.clear()
        row = 0
        for index, voice in enumerate(self._voices):
            title = voice.title or voice.name
            in_use = voice.name == self._in_use
            item = QListWidgetItem(f"{title} (in use)" if in_use else title)
            item.setToolTip(str(voice.folder))
            self.list.addItem(item)
            if voice.name == wanted:
                row = index
        self.list.setCurrentRow(row if self._voices else -1)
        self.list.blockSignals(False)
        self._show_current()

    def _show_current(self) -> None:
        voice = self._current()
        self.card.show_voice(voice)
        self.use.setEnabled(voice is not None and voice.name != self._in_use)

    def _current(self) -> VoiceInfo | None:
        row = self.list.currentRow()
        return self._voices[row] if 0 <= row < len(self._voices) else None

    def _on_use(self) -> None:
        voice = self._current()
        if voice is not None and voice.name != self._in_use:
            self._parts.choose(voice)
