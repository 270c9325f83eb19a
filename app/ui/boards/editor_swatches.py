"""The colour of a button: the kinds of words of the Fitzgerald key, any other colour, or none."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QConicalGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QWidget

from app.boards.colours import FITZGERALD, as_hex
from app.ui.boards.shades import readable_on
from app.ui.tokens import SPACE_XS

SIDE = 34
COLUMNS = 5
NONE, OTHER = "No colour", "Another colour…"


class Swatch(QAbstractButton):
    """A colour that can be chosen; `colour` is "" for none. `any_colour`: it stands for others."""

    def __init__(
        self, name: str, colour: str, parent: QWidget, *, any_colour: bool = False
    ) -> None:
        super().__init__(parent)
        self.colour = colour
        self._any_colour = any_colour
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def is_any(self) -> bool:
        """Whether it stands for every colour that has no swatch: none of them is shown now."""
        return self._any_colour and not self.colour

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        area = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        ground = QColor(self.colour) if self.colour else palette.base().color()
        painter.setPen(QPen(palette.dark().color(), 1))
        painter.setBrush(self._every_colour(area) if self.is_any else ground)
        painter.drawRoundedRect(area, 6, 6)
        painter.setPen(QPen(QColor(readable_on(ground)), 2))
        if self.isChecked():
            middle = area.center()
            painter.drawPolyline([middle + QPointF(*at) for at in ((-5, 0), (-1.5, 4), (5.5, -5))])
        elif not self.colour and not self.is_any:
            painter.drawLine(area.topRight() + QPointF(-6, 6), area.bottomLeft() + QPointF(6, -6))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.highlight().color(), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def _every_colour(self, area: QRectF) -> QBrush:
        round_about = QConicalGradient(area.center(), 90)
        for step in range(7):
            round_about.setColorAt(step / 6, QColor.fromHslF(step % 6 / 6, 0.7, 0.65))
        return QBrush(round_about)


class Swatches(QWidget):
    """`chosen` brings a colour as "#rrggbb", or "" for none; `other_wished`: one that is not here.

    A colour of the file that is not in the key has a swatch of its own while it is shown.
    """

    chosen = Signal(str)
    other_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        key = [(name, colour) for name, colour in FITZGERALD]
        self._swatches = [Swatch(name, colour, self) for name, colour in [*key, (NONE, "")]]
        self.other = Swatch(OTHER, "", self, any_colour=True)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_XS)
        for swatch in self._swatches:  # one stop for Tab; arrows go on. The last opens a dialog.
            self._group.addButton(swatch)
        for place, swatch in enumerate([*self._swatches, self.other]):
            layout.addWidget(swatch, *divmod(place, COLUMNS), Qt.AlignmentFlag.AlignLeft)
            swatch.clicked.connect(lambda _=False, one=swatch: self._on_clicked(one))
        layout.setColumnStretch(COLUMNS, 1)

    def show_colour(self, css: str | None) -> None:
        """Check the swatch of a colour as a file has it."""
        name = as_hex(css)
        colour = QColor(name).name() if name is not None and QColor(name).isValid() else ""
        found = next((one for one in self._swatches if one.colour == colour), self.other)
        self.other.colour = colour if found is self.other else ""
        self._group.setExclusive(False)  # or one of them would have to be checked
        for swatch in [*self._swatches, self.other]:
            swatch.setChecked(swatch is found)
        self._group.setExclusive(True)
        self.other.update()

    @property
    def colour(self) -> str:
        """The one that is checked."""
        return next((one.colour for one in [*self._swatches, self.other] if one.isChecked()), "")

    def _on_clicked(self, swatch: Swatch) -> None:
        if swatch is self.other:
            self.other_wished.emit()
        else:
            self.chosen.emit(swatch.colour)
