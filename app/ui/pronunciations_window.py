"""The user's pronunciations: a list, a form to add and change them, and files in and out.

It acts at once, as the settings do: what is added, changed or switched is kept, and is heard from
the next word on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QItemSelection, Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.pronunciations import Entry, Kind, PronunciationStore, cleaned
from app.ui.background import Background
from app.ui.dialogs import Dialogs
from app.ui.flow_layout import FlowLayout
from app.ui.icons import icon
from app.ui.notice_bar import NoticeBar, Offer
from app.ui.pronunciation_files import PronunciationFiles
from app.ui.pronunciation_form import PronunciationForm
from app.ui.pronunciation_table import PronunciationModel, PronunciationTable, warning_of
from app.ui.tokens import SPACE_M
from app.values import IpaReading, Notice, Pronounced

_NOTICE = "pronunciations"


@dataclass(frozen=True, slots=True)
class PronunciationParts:
    """What the window is given to work with; all is called in the GUI thread.

    `listen` has an entry heard; `ask` has the voice tell the phonemes of a word, in a `Pronounced`
    with the number that it returns. `read_ipa` takes IPA and the symbols that a voice has learnt.
    `folder` is where the dialogs for files begin; `folder_used` takes where one was.
    """

    store: PronunciationStore
    listen: Callable[[Entry], None]
    ask: Callable[[str], int]
    read_ipa: Callable[[str, str], IpaReading]
    folder: Callable[[], str]
    folder_used: Callable[[str], None]


class PronunciationsWindow(QDialog):
    """Does not block. Looks for what other programs changed whenever it is shown."""

    def __init__(
        self,
        parts: PronunciationParts,
        parent: QWidget | None = None,
        dialogs: Dialogs | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Pronunciations")
        self.setModal(False)
        self._parts = parts
        self._background = Background(self)
        self._files = PronunciationFiles(
            parts.store,
            dialogs or Dialogs(self),
            self._background,
            parts.folder,
            parts.folder_used,
        )
        self._symbols: str | None = None
        self._question = 0
        self.notices = NoticeBar()
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Find a pronunciation")
        self.filter.setAccessibleName("Find a pronunciation")
        self.filter.setClearButtonEnabled(True)
        self.model = PronunciationModel(self._warning, self)
        self.table = PronunciationTable(self.model)
        self.count = QLabel()
        self.count.setProperty("role", "small")
        self.form = PronunciationForm(self._warning, self._is_taken)
        self._lay_out()
        self._join()
        self._unsubscribe = parts.store.subscribe(self._on_changed)
        self._on_changed()

    # -------------------------------------------------------------------------- use

    def show_voice(self, symbols: str) -> None:
        """Another voice speaks now, which has learnt `symbols`; "" when it takes letters only."""
        self._symbols = symbols
        self.table.viewport().update()
        self.form.refresh()

    def show_pronounced(self, answer: Pronounced) -> None:
        """The voice told what it says for a word."""
        if answer.request == self._question:
            self.form.show_now(answer.symbols)

    def begin(self, word: str) -> None:
        """Begin an entry for `word`; one that is there already is shown."""
        word = cleaned(Entry(word)).word
        self._keep_draft()
        self.filter.clear()
        there = next((e for e in self._parts.store.entries if e.key == Entry(word).key), None)
        if there is not None:
            self._choose(there)
        else:
            self.table.clearSelection()
            self.form.edit(None, word)
        (self.form.say if word else self.form.word).setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """To be called once, when the app ends."""
        self._unsubscribe()
        self._background.close()

    # ---------------------------------------------------------------------- building

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        layout.setSpacing(SPACE_M)
        top = QHBoxLayout()
        top.setSpacing(SPACE_M)
        top.addWidget(self.filter, 1)
        top.addWidget(self.count)
        layout.addWidget(self.notices)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.form)
        layout.addWidget(self._build_buttons())
        self.resize(760, 620)

    def _build_buttons(self) -> QWidget:
        self.new = QPushButton(icon("new"), "&New")
        self.delete = QPushButton("&Delete")
        self.take_in = QPushButton(icon("folder"), "&Import…")
        self.give_out = QPushButton(icon("save"), "&Export…")
        self.close_button = QPushButton("Close")
        row = QWidget()
        layout = FlowLayout(row)
        for button in (self.new, self.delete, self.take_in, self.give_out, self.close_button):
            button.setAutoDefault(False)
            layout.addWidget(button)
        return row

    def _join(self) -> None:
        self.filter.textChanged.connect(self._on_filter)
        self.model.switched.connect(lambda entry: self._put((entry,)))
        self.table.selectionModel().selectionChanged.connect(self._on_chosen)
        self.form.kept.connect(self._on_kept)
        self.form.listened.connect(self._parts.listen)
        self.form.asked.connect(self._on_asked)
        self.new.clicked.connect(lambda: self.begin(""))
        self.delete.clicked.connect(self._on_delete)
        self.take_in.clicked.connect(self._files.take_in)
        self.give_out.clicked.connect(self._files.give_out)
        self._files.told.connect(self._tell)
        self.close_button.clicked.connect(self.close)
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self._on_delete)

    # ----------------------------------------------------------------------- showing

    def _warning(self, entry: Entry) -> str:
        """What of the entry the voice cannot say as written; "" as long as none is loaded."""
        if entry.kind is not Kind.IPA or self._symbols is None:
            return ""
        if not self._symbols:
            return "This voice takes letters only, and says the word as it is written."
        return warning_of(self._parts.read_ipa(entry.say, self._symbols))

    def _is_taken(self, entry: Entry) -> bool:
        return any(other.key == entry.key for other in self._parts.store.entries)

    def _on_changed(self) -> None:
        chosen, edited = self._chosen(), self.form.edited
        self._blocked(lambda: self.model.show_entries(self._parts.store.entries))
        if chosen is not None:
            self._blocked(lambda: self._select(chosen))
        if edited is not None:
            same = (entry for entry in self._parts.store.entries if entry.key == edited.key)
            self.form.follow(next(same, None))
        self._show_count()

    def _on_filter(self, text: str) -> None:
        chosen = self._chosen()
        self._blocked(lambda: self.model.set_filter(text))
        if chosen is not None:
            self._blocked(lambda: self._select(chosen))
        self._show_count()

    def _show_count(self) -> None:
        everything, shown = len(self._parts.store.entries), self.model.rowCount()
        of_all = f"{shown:,} of {everything:,}" if shown != everything else f"{everything:,}"
        self.count.setText(f"{of_all} {'entry' if everything == 1 else 'entries'}")
        self.delete.setEnabled(self._chosen() is not None)
        self.give_out.setEnabled(bool(everything))

    def _tell(self, message: str, kind: str = "info", offer: Offer | None = None) -> None:
        self.notices.show_notice(Notice(_NOTICE, message), kind, offer)

    # ---------------------------------------------------------------------- choosing

    def _blocked(self, act: Callable[[], object]) -> None:
        """Whatever is selected meanwhile was not chosen by the user."""
        selection = self.table.selectionModel()
        selection.blockSignals(True)
        act()
        selection.blockSignals(False)

    def _chosen(self) -> Entry | None:
        rows = self.table.selectionModel().selectedRows()
        return self.model.entry(rows[0].row()) if rows else None

    def _select(self, entry: Entry) -> None:
        row = self.model.row_of(entry)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
            self.table.viewport().update()

    def _choose(self, entry: Entry) -> None:
        self._blocked(lambda: self._select(entry))
        self.form.edit(entry)
        self._show_count()

    def _on_chosen(self, chosen: QItemSelection, _before: QItemSelection) -> None:
        entry = self._chosen()
        if entry is not None and entry != self.form.edited:
            self._keep_draft()
            self._choose(entry)
        self._show_count()

    # ---------------------------------------------------------------------- changing

    def _put(self, entries: Iterable[Entry], instead_of: Entry | None = None) -> None:
        """Keep the entries, in place of those for the same words and of one more."""
        kept = (e for e in self._parts.store.entries if instead_of is None or e != instead_of)
        self._parts.store.change((*kept, *entries))

    def _on_kept(self, entry: Entry, old: Entry | None) -> None:
        self._put((entry,), old)
        if self.model.row_of(entry) < 0:
            self.filter.clear()
        self._choose(entry)
        self.notices.remove(_NOTICE)

    def _keep_draft(self) -> None:
        """What was written and not yet kept is not lost when another entry is chosen."""
        if self.form.has_changes:
            self._put((self.form.draft(),), self.form.edited)

    def _on_delete(self) -> None:
        entry = self._chosen()
        if entry is None:
            return
        row = self.model.row_of(entry)
        self.form.edit(None)
        self.table.clearSelection()
        self._parts.store.change(e for e in self._parts.store.entries if e != entry)
        put_back = Offer("&Put back", lambda: self._put_back(entry))
        self._tell(f"“{entry.word}” was deleted.", offer=put_back)
        neighbour = self.model.entry(min(row, self.model.rowCount() - 1))
        if neighbour is not None:
            self._choose(neighbour)

    def _put_back(self, entry: Entry) -> None:
        self._put((entry,))
        self._choose(entry)
        self.table.setFocus()

    def _on_asked(self, word: str) -> None:
        self._question = self._parts.ask(word)

    # ------------------------------------------------------------------------ events

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        store = self._parts.store
        self._background.run(store.read_others, store.take_others, self._files.fail)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.notices.remove(_NOTICE)
        if self.form.edited is not None:
            self._keep_draft()
