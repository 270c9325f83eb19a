"""What all pages of the settings have in common.

A page shows the settings it is given and asks for changes; it keeps none of its own, so that the
page, the transport bar and the file can never disagree.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLabel, QSlider, QVBoxLayout, QWidget

from app.settings import Settings
from app.ui.tokens import SPACE_L, SPACE_S, SPACE_XL


class Page(QWidget):
    """One page. `wished` brings settings that the user now wants in place of the present ones."""

    title = ""
    icon = ""
    wished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.settings = Settings()
        self._wheel_guard = WheelGuard(self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        self._layout.setSpacing(SPACE_S)
        self._add_label(self.title, "title")

    def show_settings(self, settings: Settings) -> None:
        """Show `settings`, without wishing for anything."""
        self.settings = settings
        self._show()

    def opened(self) -> None:
        """The page came to the front."""

    def with_defaults(self, settings: Settings) -> Settings:
        """`settings` with what this page shows as it was at first."""
        raise NotImplementedError

    def _show(self) -> None:
        raise NotImplementedError

    # ------------------------------------------------------------------------- building

    def _add_heading(self, text: str) -> None:
        self._layout.addSpacing(SPACE_L)
        self._add_label(text, "heading")

    def _add_hint(self, text: str) -> QLabel:
        return self._add_label(text, "muted")

    def _add_label(self, text: str, role: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("role", role)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self._layout.addWidget(label)
        return label

    def _add_labelled(self, text: str, widget: QWidget) -> QLabel:
        """`widget` below its label; the "&" in `text` marks the key that goes to it."""
        label = QLabel(text)
        label.setBuddy(widget)
        widget.setAccessibleName(text.replace("&", ""))
        self._layout.addWidget(label)
        self._layout.addWidget(widget)
        return label

    def _add(self, widget: QWidget) -> None:
        self._layout.addWidget(widget)

    def _finish(self) -> None:
        """To be called when everything is added."""
        self._layout.addStretch(1)
        self._wheel_guard.watch(self)


class WheelGuard(QObject):
    """Keeps the wheel, which scrolls the page, from changing what it happens to pass over."""

    def watch(self, page: QWidget) -> None:
        for kind in (QAbstractSpinBox, QComboBox, QSlider):
            for widget in page.findChildren(kind):
                widget.installEventFilter(self)
                if widget.focusPolicy() == Qt.FocusPolicy.WheelFocus:
                    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def fill(box: QComboBox, entries: list[tuple[str, str]], chosen: str) -> None:
    """Fill `box` with (text, data) pairs and choose one, without telling anybody."""
    box.blockSignals(True)
    box.clear()
    for text, data in entries:
        box.addItem(text, data)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    box.blockSignals(False)
