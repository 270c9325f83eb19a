"""One pronunciation being written: the word, what is said for it, and how that sounds now.

What is wrong with it is said while it is typed, and it can be listened to before it is kept. What
the voice says for the word by itself is shown, as a place to start from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

from app.pronunciations import (
    LONGEST_NOTE,
    LONGEST_SAYING,
    LONGEST_WORD,
    Case,
    Entry,
    Kind,
    cleaned,
    problem_with,
)
from app.ui.announce import announce
from app.ui.icons import icon
from app.ui.pronunciation_table import KIND_NAMES
from app.ui.settings_pages.page import WheelGuard
from app.ui.timers import single_shot
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S

ASK_MS = 300
"""After the last key, before the voice is asked what it says."""
PLACEHOLDERS = {
    Kind.RESPELLING: "As you would write it for somebody to read out: win",
    Kind.IPA: "In the International Phonetic Alphabet: wˈɪn",
}


class PronunciationForm(QFrame):
    """Edits one entry. `kept` brings the new one and the one that it takes the place of, or None.

    `listened` brings what is to be heard, `asked` a word whose present sound is to be shown.
    """

    kept = Signal(object, object)
    listened = Signal(object)
    asked = Signal(str)

    def __init__(self, warn: Callable[[Entry], str], taken: Callable[[Entry], bool]) -> None:
        super().__init__()
        self.setObjectName("card")
        self._warn = warn
        self._taken = taken
        self._old: Entry | None = None
        self._now = ""
        self.word = self._line("Word or phrase", LONGEST_WORD)
        self.exact = QCheckBox("Only in &these capitals")
        self.say = self._line("Say as", LONGEST_SAYING)
        self.kind = QComboBox()
        self.kind.setAccessibleName("Kind of pronunciation")
        for kind, name in KIND_NAMES.items():
            self.kind.addItem(name, kind)
        self.note = self._line("Note", LONGEST_NOTE)
        self.note.setPlaceholderText("For yourself, if you like")
        self.listen = QPushButton(icon("play"), "&Listen")
        self.keep = QPushButton()
        self.keep.setProperty("primary", True)
        self.now = QLabel()
        self.now.setTextFormat(Qt.TextFormat.PlainText)
        self.now.setProperty("role", "muted")
        self.start_from_now = QPushButton("&Start from this")
        self.start_from_now.setProperty("quiet", True)
        self.warning = QLabel()
        self.warning.setWordWrap(True)
        self.warning.setTextFormat(Qt.TextFormat.PlainText)
        self.warning.setAccessibleName("Warning")
        self._lay_out()
        self._ask_later = single_shot(self, ASK_MS, self._ask)
        self._wheel_guard = WheelGuard(self)
        self._wheel_guard.watch(self)
        self._join()
        self.edit(None)

    # ------------------------------------------------------------------------- building

    def _line(self, name: str, longest: int) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.setMaxLength(longest)
        return line

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(1, 1)
        rows = (("&Word or phrase", self.word), ("Say &as", self.say), ("N&ote", self.note))
        for row, (text, line) in enumerate(rows):
            label = QLabel(text)
            label.setBuddy(line)
            grid.addWidget(label, row, 0)
            grid.addWidget(line, row, 1)
        grid.addWidget(self.exact, 0, 2)
        grid.addWidget(self.kind, 1, 2)
        now = QHBoxLayout()
        now.setSpacing(SPACE_S)
        now.addWidget(self.now)
        now.addWidget(self.start_from_now)
        now.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addWidget(self.warning, 1)
        buttons.addWidget(self.listen)
        buttons.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_S)
        column.addLayout(grid)
        column.addLayout(now)
        column.addLayout(buttons)

    def _join(self) -> None:
        self.word.textChanged.connect(self._on_word)
        for line in (self.say, self.note):
            line.textChanged.connect(self._show)
        self.exact.toggled.connect(self._show)
        self.kind.currentIndexChanged.connect(self._show)
        for line in (self.word, self.say, self.note):
            line.returnPressed.connect(self.keep_draft)
        self.keep.clicked.connect(self.keep_draft)
        self.listen.clicked.connect(lambda: self.listened.emit(self.draft()))
        self.start_from_now.clicked.connect(self._on_start_from_now)
        for button in (self.listen, self.keep, self.start_from_now):
            button.setAutoDefault(False)

    # -------------------------------------------------------------------------- editing

    def edit(self, entry: Entry | None, word: str = "") -> None:
        """Show `entry` to be changed, or begin a new one, for `word` if one is given."""
        self._old = entry
        shown = entry or Entry(word)
        for widget in (self.word, self.say, self.note, self.exact, self.kind):
            widget.blockSignals(True)
        self.word.setText(shown.word)
        self.say.setText(shown.say)
        self.note.setText(shown.note)
        self.exact.setChecked(shown.case is Case.EXACT)
        self.kind.setCurrentIndex(self.kind.findData(shown.kind))
        for widget in (self.word, self.say, self.note, self.exact, self.kind):
            widget.blockSignals(False)
        self._on_word()

    def follow(self, entry: Entry | None) -> None:
        """What is edited was changed or taken out (None) elsewhere: what is typed here stays."""
        untouched = self.draft() == self._old
        self._old = entry
        if untouched and entry is not None:
            self.edit(entry)
        else:
            self._show()

    def draft(self) -> Entry:
        """What is written now."""
        return cleaned(
            Entry(
                word=self.word.text(),
                say=self.say.text(),
                kind=self.kind.currentData(),
                case=Case.EXACT if self.exact.isChecked() else Case.ANY,
                note=self.note.text(),
                enabled=self._old.enabled if self._old else True,
            )
        )

    @property
    def edited(self) -> Entry | None:
        """The entry that is being changed; None for a new one."""
        return self._old

    @property
    def has_changes(self) -> bool:
        """Whether there is something new that can be kept."""
        draft = self.draft()
        return not problem_with(draft) and draft != self._old

    def keep_draft(self) -> None:
        """Keep what is written, if it can be."""
        if self.has_changes:
            self.kept.emit(self.draft(), self._old)

    def show_now(self, symbols: str) -> None:
        """The voice says `symbols` for the word as long as no entry says otherwise; "" unknown."""
        self._now = symbols
        self.now.setText(f"Without an entry the voice says /{symbols}/." if symbols else "")
        self.now.setVisible(bool(symbols))
        self.start_from_now.setVisible(bool(symbols))

    def refresh(self) -> None:
        """What the voice knows, or what is in the list, changed."""
        self._show()
        self._ask_later.start()

    def _on_word(self) -> None:
        self.show_now("")
        self._ask_later.start()
        self._show()

    def _ask(self) -> None:
        if word := self.draft().word:
            self.asked.emit(word)

    def _on_start_from_now(self) -> None:
        self.kind.setCurrentIndex(self.kind.findData(Kind.IPA))
        self.say.setText(self._now)
        self.say.setFocus()

    # -------------------------------------------------------------------------- showing

    def _show(self) -> None:
        draft = self.draft()
        self.say.setPlaceholderText(PLACEHOLDERS[draft.kind])
        self.keep.setText("&Keep changes" if self._old else "A&dd")
        self.keep.setEnabled(self.has_changes)
        self.listen.setEnabled(bool(draft.word or draft.say))
        before = self.warning.text()
        self.warning.setText(self._warning(draft))
        if self.warning.text() and self.warning.text() != before and self.isVisible():
            announce(self, self.warning.text())

    def _warning(self, draft: Entry) -> str:
        """What the user should know of the draft; nothing of what is still to be filled in."""
        warnings = []
        if draft.say and draft.kind is Kind.IPA:
            warnings.append(self._warn(draft))
        if draft.word and self._taken(draft) and (not self._old or draft.key != self._old.key):
            warnings.append(f"“{draft.word}” is in the list already; this takes its place.")
        return " ".join(filter(None, warnings))


def heard(entry: Entry) -> tuple[str, Entry]:
    """What is spoken to hear an entry, and the entry as it is to be known then."""
    if entry.word and entry.say:
        return entry.word, replace(entry, enabled=True)
    return entry.word or entry.say, replace(entry, enabled=False)
