"""Notices: what the user should know, said without taking the focus or asking for a click.

The newest is shown; closing it uncovers the one before. A later notice of the same key takes the
place of the earlier, so that a fault that repeats itself does not pile up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from app.ui.announce import announce
from app.ui.icons import icon
from app.ui.tokens import SPACE_M, SPACE_S
from app.values import Notice

MOST_NOTICES = 20


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that a notice offers to do: the words on its button, and what it does."""

    text: str
    act: Callable[[], None]


class NoticeBar(QFrame):
    """Shows one notice at a time, hidden when there is none.

    `emptied` comes when the last one goes, and says whether the focus was in it.
    """

    emptied = Signal(bool)

    def __init__(self, say: Callable[[QWidget, str, bool], None] = announce) -> None:
        super().__init__()
        self.setObjectName("noticeBar")
        self._say = say
        self._notices: list[tuple[Notice, str, Offer | None]] = []
        self._picture = QLabel()
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setAccessibleName("Notice")
        self.offer = QPushButton()
        self.offer.setAutoDefault(False)  # in a dialog Return is for its fields
        self.offer.clicked.connect(self._on_offer)
        self.dismiss = QToolButton()
        self.dismiss.setIcon(icon("close"))
        self.dismiss.setAccessibleName("Close the notice")
        self.dismiss.setToolTip("Close the notice")
        self.dismiss.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.dismiss.clicked.connect(self._on_dismissed)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_M, SPACE_S, SPACE_S, SPACE_S)
        row.setSpacing(SPACE_M)
        row.addWidget(self._picture)
        row.addWidget(self.label, 1)
        row.addWidget(self.offer)
        row.addWidget(self.dismiss)
        self.hide()

    def show_notice(self, notice: Notice, kind: str = "info", offer: Offer | None = None) -> None:
        """Show `notice` and have it announced; `kind` is "info", "warning" or "error"."""
        self.remove(notice.key)
        self._notices = [*self._notices, (notice, kind, offer)][-MOST_NOTICES:]
        self._show_newest()
        self._say(self, f"{notice.message} {notice.hint}".strip(), kind == "error")

    def remove(self, key: str) -> None:
        """Forget the notice `key`: what it says is no longer so."""
        kept = [entry for entry in self._notices if entry[0].key != key]
        if len(kept) != len(self._notices):
            self._notices = kept
            self._show_newest()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """All that are open, the oldest first."""
        return tuple(notice for notice, _, _ in self._notices)

    def _show_newest(self) -> None:
        if not self._notices:
            focused = QApplication.focusWidget()
            had_focus = focused is not None and self.isAncestorOf(focused)
            self.hide()
            self.emptied.emit(had_focus)
            return
        notice, kind, offer = self._notices[-1]
        self.label.setText(f"{notice.message} {notice.hint}".strip())
        self.offer.setVisible(offer is not None)
        if offer is not None:
            self.offer.setText(offer.text)
        self.setProperty("kind", kind)
        for widget in (self, self.label):  # the style sheet looks at properties only when asked
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        size = QSize(20, 20)
        self._picture.setPixmap(
            icon(kind, QPalette.ColorRole.WindowText).pixmap(size, self.devicePixelRatioF())
        )
        self.show()

    def _on_offer(self) -> None:
        notice, _, offer = self._notices[-1]
        self.remove(notice.key)
        if offer is not None:
            offer.act()

    def _on_dismissed(self) -> None:
        self.remove(self._notices[-1][0].key)
