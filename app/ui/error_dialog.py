"""The one dialog for errors that nobody foresaw: what happened, the whole story, what to do.

It does not block: what still works goes on working behind it. Further errors are added to it
instead of covering the screen with dialogs.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import icon
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_XL

MOST_SHOWN = 10


class ErrorDialog(QDialog):
    """Shows errors as they come, until it is closed."""

    def __init__(self, open_log: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Lectern: a fault")
        self._count = 0
        self._summary = QLabel()
        self._summary.setWordWrap(True)
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setAccessibleName("Details of the fault")
        self._details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        copy = QPushButton("Copy the details")
        copy.clicked.connect(self._copy)
        log = QPushButton("Open the log folder")
        log.clicked.connect(open_log)
        close = QPushButton("Close")
        close.setProperty("primary", True)
        close.setDefault(True)
        close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addWidget(log)
        buttons.addStretch(1)
        buttons.addWidget(close)
        self._lay_out(buttons)
        self.resize(620, 420)
        close.setFocus()

    def _lay_out(self, buttons: QHBoxLayout) -> None:
        picture = QLabel()
        picture.setPixmap(icon("error", QPalette.ColorRole.WindowText).pixmap(QSize(28, 28)))
        heading = QLabel("Something went wrong in Lectern")
        heading.setProperty("role", "heading")
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        head.addWidget(picture)
        head.addWidget(heading, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        whole.setSpacing(SPACE_M)
        whole.addLayout(head)
        whole.addWidget(self._summary)
        whole.addWidget(self._details, 1)
        whole.addLayout(buttons)

    def add(self, summary: str, details: str) -> None:
        """Show one more error and bring the dialog to the front."""
        self._count += 1
        if self._count > MOST_SHOWN:
            return
        if self._count == 1:
            self._summary.setText(
                f"{summary}\nThis is a fault of ours. Your text is kept. You can go on; if Lectern "
                "behaves strangely, close it and start it again."
            )
            self._details.setPlainText(details)
        else:
            self._details.appendPlainText(f"\n{details}")
        self.show()
        self.raise_()

    @property
    def details(self) -> str:
        return self._details.toPlainText()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details)

    def done(self, result: int) -> None:
        self._count = 0
        self._details.clear()
        super().done(result)
