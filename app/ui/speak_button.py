"""The one obvious button: Speak, Pause, Resume, and what the warm-up is doing.

It paints its words itself. Setting a button's text would tell screen readers of a new name at
every start and end of speech; to them it is always "Speak or pause".
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from app.ui.icons import icon

ICON = 20
GAP = 8
BAR = 4
WORDS = ("Speak", "Pause", "Resume", "Waiting…")


class SpeakButton(QPushButton):
    """Shows `face` ("Speak", ...) with an icon, and a bar of progress at its foot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("speakButton")
        self.setProperty("primary", True)
        self.setAccessibleName("Speak or pause")
        self._icons: dict[str, QIcon] = {}
        self._icon_name = "play"
        self.face = "Speak"
        self.progress: float | None = None

    def show_face(self, face: str, icon_name: str, progress: float | None) -> None:
        """Show the word `face`; `progress` (0 to 1) is a bar, None for none."""
        shown = (face, icon_name, progress)
        if shown != (self.face, self._icon_name, self.progress):
            self.face, self._icon_name, self.progress = shown
            self.update()

    def sizeHint(self) -> QSize:
        # Wide enough for every word it will show, so that nothing moves when it changes.
        self.ensurePolished()
        widest = max(self.fontMetrics().horizontalAdvance(word) for word in WORDS)
        hint = super().sizeHint()
        return QSize(max(hint.width(), widest + ICON + GAP + 44), max(hint.height(), 44))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self.palette().color(QPalette.ColorRole.HighlightedText)
        if self.progress is not None:
            self._paint_progress(painter, ink)
        self._paint_words(painter, ink)
        painter.end()

    def _paint_words(self, painter: QPainter, ink: QColor) -> None:
        metrics = self.fontMetrics()
        width = ICON + GAP + metrics.horizontalAdvance(self.face)
        left = (self.width() - width) // 2
        top = (self.height() - ICON) // 2
        self._icon(self._icon_name).paint(painter, left, top, ICON, ICON)
        painter.setPen(ink)
        painter.drawText(
            QRectF(left + ICON + GAP, 0, width, self.height()),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            self.face,
        )

    def _paint_progress(self, painter: QPainter, ink: QColor) -> None:
        area = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        shape = QPainterPath()
        radius = area.height() / 2
        shape.addRoundedRect(area, radius, radius)
        painter.save()
        painter.setClipPath(shape)
        groove = QColor(ink)
        groove.setAlpha(70)
        foot = QRectF(area.left(), area.bottom() - BAR, area.width(), BAR)
        painter.fillRect(foot, groove)
        foot.setWidth(area.width() * min(max(self.progress or 0.0, 0.0), 1.0))
        painter.fillRect(foot, ink)
        painter.restore()

    def _icon(self, name: str) -> QIcon:
        if name not in self._icons:
            self._icons[name] = icon(name, QPalette.ColorRole.HighlightedText)
        return self._icons[name]
