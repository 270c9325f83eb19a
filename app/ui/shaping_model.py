"""The words of a sentence as a list: what the panel draws, and what a screen reader reads."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.ui.shaping_changes import pause_after
from app.ui.shaping_words import described, described_pause
from app.values import Outline, Shape, Span

NO_OUTLINE = Outline(-1, 0, Span(0, 0), 0, 1)
_NO_INDEX = QModelIndex()


class SentenceModel(QAbstractListModel):
    """A row for each word of `outline`; `shapes` are the words' own, given by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.outline = NO_OUTLINE
        self.labels: Sequence[str] = ()
        self.shapes: Sequence[Shape] = ()

    def show(self, outline: Outline, labels: Sequence[str], shapes: Sequence[Shape]) -> None:
        """Show another outline; the rows stay the same ones where the words are."""
        same = tuple(labels) == tuple(self.labels) and outline.span == self.outline.span
        if not same:
            self.beginResetModel()
        self.outline, self.labels, self.shapes = outline, tuple(labels), tuple(shapes)
        if not same:
            self.endResetModel()
        elif labels:
            self._tell()

    def show_shapes(self, shapes: Sequence[Shape]) -> None:
        """The words' shapes are these now."""
        self.shapes = tuple(shapes)
        if shapes:
            self._tell()

    def _tell(self) -> None:
        self.dataChanged.emit(self.index(0), self.index(len(self.labels) - 1))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.labels)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        row = index.row()
        if not 0 <= row < len(self.labels):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.labels[row]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.said(row)
        return None

    def is_shaped(self, row: int) -> bool:
        return self.shapes[row] != Shape(self.shapes[row].span)

    def said(self, row: int) -> str:
        """The word and what is shaped of it: "tomato: raised 2 semitones"."""
        words = described(self.shapes[row]) or "as the voice says it"
        return f"{self.labels[row]}: {words}"

    def spoken(self, row: int) -> str:
        """All there is to a word: "word 3 of 9, tomato, raised 2 semitones"."""
        pause = pause_after(self.outline, row)
        parts = [
            f"word {row + 1} of {len(self.labels)}",
            self.labels[row],
            described(self.shapes[row]),
            f"then {described_pause(pause.seconds)}" if pause is not None else "",
        ]
        return ", ".join(filter(None, parts))
