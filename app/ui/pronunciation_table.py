"""The list of pronunciations: a row for each, a check box for whether it is used.

It is a model and not a widget of items, because a dictionary may have thousands of entries and is
filtered at every keystroke.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHeaderView, QTreeView, QWidget

from app.pronunciations import Case, Entries, Entry, Kind
from app.ui.icons import icon
from app.ui.tokens import SPACE_L
from app.values import IpaReading

Index = QModelIndex | QPersistentModelIndex
HEADINGS = ("Word", "Say as", "Kind")
KIND_NAMES = {Kind.RESPELLING: "Respelling", Kind.IPA: "IPA"}
NOTHING_YET = "Nothing here. Add a word below, or import a list."
_NOWHERE = QModelIndex()


def warning_of(reading: IpaReading) -> str:
    """A sentence on what the voice does not say as it is written; "" when there is nothing."""
    if not reading.symbols:
        return "The voice knows none of these symbols, and says the word as it would without them."
    lost = [symbol for symbol, nearest in reading.instead if not nearest]
    others = [f"{symbol} (says {nearest})" for symbol, nearest in reading.instead if nearest]
    if not reading.instead:
        return ""
    left_out = f"{' '.join(_shown(symbol) for symbol in lost)} (left out)" if lost else ""
    return "The voice does not know " + ", ".join(filter(None, [*others, left_out])) + "."


def _shown(symbol: str) -> str:
    """A mark that is written on a letter is shown on a circle."""
    return f"◌{symbol}" if "\u0300" <= symbol <= "\u036f" else symbol


class PronunciationModel(QAbstractTableModel):
    """The entries that fit the filter. `switched` brings one that the user turned on or off."""

    switched = Signal(object)

    def __init__(self, warn: Callable[[Entry], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._warn = warn
        self._entries: Entries = ()
        self._shown: Entries = ()
        self._filter = ""

    def show_entries(self, entries: Entries) -> None:
        """Show these in place of those before."""
        self._entries = entries
        self._refill()

    def set_filter(self, text: str) -> None:
        """Show only what has `text` in its word, its pronunciation or its note."""
        self._filter = text.casefold().strip()
        self._refill()

    def _refill(self) -> None:
        self.beginResetModel()
        wanted = self._filter
        self._shown = tuple(
            entry
            for entry in self._entries
            if wanted in f"{entry.word}\n{entry.say}\n{entry.note}".casefold()
        )
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        """The entry that is shown in `row`."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def row_of(self, entry: Entry) -> int:
        """The row that shows the entry for the same word; -1 when none does."""
        keys = [shown.key for shown in self._shown]
        return keys.index(entry.key) if entry.key in keys else -1

    # --------------------------------------------------------------------------- for Qt

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entry(index.row())
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (entry.word, entry.say, _kind(entry))[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Checked if entry.enabled else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 1:
            return icon("warning") if self._warn(entry) else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._warn(entry) or entry.note or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._told(entry)
        return None

    def _told(self, entry: Entry) -> str:
        """A row as it is read out."""
        used = "" if entry.enabled else ", not used"
        warning = self._warn(entry)
        return f"{entry.word}, say as {entry.say}, {_kind(entry)}{used}" + (
            f". {warning}" if warning else ""
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else usual

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        entry = self.entry(index.row())
        if entry is None or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.switched.emit(replace(entry, enabled=Qt.CheckState(value) is Qt.CheckState.Checked))
        return True


def _kind(entry: Entry) -> str:
    exact = ", these capitals only" if entry.case is Case.EXACT else ""
    return KIND_NAMES[entry.kind] + exact


class PronunciationTable(QTreeView):
    """Shows the model; one row can be chosen."""

    def __init__(self, model: PronunciationModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pronunciations")
        self.setModel(model)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(130)
        header = self.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        for column in (0, 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.model().rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            area = self.viewport().rect().adjusted(SPACE_L, SPACE_L, -SPACE_L, -SPACE_L)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area, flags, NOTHING_YET)
            painter.end()
