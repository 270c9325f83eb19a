"""One key of the on-screen keyboard: it acts as it is touched, not when it is let go.

It is a button to screen readers and to the mouse, and takes touches itself: two thumbs that type
quickly touch two keys at once, of which Qt would turn only one into a mouse. Backspace goes on
while it is held. It never takes the focus, which stays with the line that is typed in.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.kiosk.key_layouts import Does, KeySpec
from app.ui.icons import icon

REPEAT_DELAY_MS, REPEAT_MS = 450, 70
ROUND = 9
FACE, SMALL_FACE = 0.40, 0.27
"""Parts of the key's height that letters and words take."""
ICON = 0.38
_RELEASES = (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)
Role = QPalette.ColorRole


class Key(QAbstractButton):
    """Shows `spec`; `pressed` when it is to act."""

    def __init__(self, spec: KeySpec, parent: QWidget) -> None:
        super().__init__(parent)
        self.spec = spec
        self._upper = False
        self._locked = False
        self._icons: dict[tuple[str, Role], QIcon] = {}
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAccessibleName(spec.name)
        if spec.does is Does.ERASE:
            self.setAutoRepeat(True)
            self.setAutoRepeatDelay(REPEAT_DELAY_MS)
            self.setAutoRepeatInterval(REPEAT_MS)

    @property
    def text_typed(self) -> str:
        return self.spec.text.upper() if self._upper else self.spec.text

    def show_shift(self, *, upper: bool, locked: bool) -> None:
        """Show, and type, capitals or not; `locked` is for the shift key's own look."""
        if (upper, locked) != (self._upper, self._locked):
            self._upper, self._locked = upper, locked
            self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.TouchBegin:
            event.accept()
            if not self.isDown():
                self.setDown(True)  # which begins the repeating, too
                self.pressed.emit()
            return True
        if event.type() in _RELEASES:
            event.accept()
            self.setDown(False)
            self.released.emit()
            return True
        return super().event(event)

    # ----------------------------------------------------------------------------- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -2)
        ground, ink, edge = self._roles()
        colours = self.palette()
        if not self.isDown():  # what lies under it, so that it stands out without an outline
            painter.fillPath(_rounded(area.translated(0, 1.4)), colours.color(edge))
        path = _rounded(area.translated(0, 1) if self.isDown() else area)
        painter.fillPath(path, colours.color(ground))
        painter.setPen(colours.color(edge))  # all that there is to see of it in high contrast
        painter.drawPath(path)
        self._paint_face(painter, area, ink)

    def _roles(self) -> tuple[Role, Role, Role]:
        """The colours of the ground, the face and the edge under it."""
        if self.spec.does is Does.SPEAK:
            ground = Role.Dark if self.isDown() else Role.Highlight
            return ground, Role.HighlightedText, Role.Mid
        if self.isDown() or (self.spec.does is Does.SHIFT and self._upper):
            return Role.Highlight, Role.HighlightedText, Role.Mid
        colours, plain = self.palette(), self.spec.does is Does.TYPE
        dark = colours.color(Role.Base).lightness() < colours.color(Role.Text).lightness()
        letters, others = (Role.Midlight, Role.Button) if dark else (Role.Base, Role.Midlight)
        return (letters if plain else others), Role.ButtonText, Role.Mid

    def _paint_face(self, painter: QPainter, area: QRectF, ink: Role) -> None:
        if self.spec.does in (Does.SHIFT, Does.ERASE):
            side = round(min(area.height() * ICON, area.width() * 0.6))
            where = QRectF(0, 0, side, side)
            where.moveCenter(area.center())
            name = "capitals" if self._locked and self.spec.does is Does.SHIFT else self.spec.face
            if (name, ink) not in self._icons:
                self._icons[name, ink] = icon(name, ink)
            self._icons[name, ink].paint(painter, where.toRect())
            return
        face = self.spec.face.upper() if self._upper and self.spec.text else self.spec.face
        font = self.font()
        share = FACE if len(face) == 1 else SMALL_FACE
        font.setPixelSize(max(10, round(min(area.height() * share, area.width() * 0.6))))
        if self.spec.does is Does.SPEAK:
            font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        quiet = self.spec.text == " " and not self.isDown()
        painter.setPen(self.palette().color(Role.PlaceholderText if quiet else ink))
        word = "space" if self.spec.text == " " else face
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, word)


def _rounded(area: QRectF) -> QPainterPath:
    path = QPainterPath()
    radius = min(ROUND + area.height() * 0.04, area.height() / 2)
    path.addRoundedRect(area, radius, radius)
    return path
