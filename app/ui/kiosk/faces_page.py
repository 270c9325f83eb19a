"""The faces, the bar above them, and what is said of the voice while it is not ready."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.ui.announce import announce
from app.ui.kiosk.bar import KioskBar
from app.ui.kiosk.face import Face
from app.ui.kiosk.look import unit
from app.ui.tokens import SPACE_L, SPACE_S, Colours


class FacesPage(QWidget):
    """Shows one of the faces it is given; `face_changed` when another came to the front."""

    face_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._faces: tuple[Face, ...] = ()
        self.bar = KioskBar()
        self._stack = QStackedWidget()
        self.state = QLabel()
        self.state.setProperty("role", "kiosk")
        self.state.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.state.setWordWrap(True)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self._strip = QFrame()
        self._strip.setObjectName("noticeBar")
        self._strip.setProperty("kind", "info")
        row = QHBoxLayout(self._strip)
        row.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_S)
        row.addWidget(self.state)
        self.leaving = _Leaving(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.bar, self._strip):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        self._strip.hide()
        self.leaving.hide()
        self.bar.face_chosen.connect(self.show_face)

    @property
    def faces(self) -> tuple[Face, ...]:
        return self._faces

    def take(self, faces: Sequence[Face]) -> None:
        """Show `faces` in place of those before, which are closed."""
        for face in self._faces:
            face.close()
            self._stack.removeWidget(face.widget)
            face.widget.deleteLater()
        self._faces = tuple(faces)
        for face in self._faces:
            self._stack.addWidget(face.widget)
        self.bar.show_faces([(face.picture, face.title) for face in self._faces])

    def show_face(self, number: int) -> None:
        """Bring a face to the front."""
        if 0 <= number < len(self._faces):
            self._stack.setCurrentWidget(self._faces[number].widget)
            self.bar.show_face(number)
            if self.isVisible():
                self._faces[number].opened()
            self.face_changed.emit()

    def opened(self) -> None:
        """The page came to the front: so did the face on it."""
        for face in self._faces:
            if face.widget is self._stack.currentWidget():
                face.opened()

    def reset(self) -> None:
        """Somebody else begins."""
        for face in self._faces:
            face.reset()
        self.show_face(0)

    def set_look(self, colours: Colours, *, animated: bool) -> None:
        for face in self._faces:
            face.set_look(colours, animated=animated)

    def show_state(self, text: str, kind: str = "info") -> None:
        """Say `text` of the voice below the bar; "" takes it away."""
        if text and text != self.state.text():
            announce(self, text, kind == "error")
        self.state.setText(text)
        self._strip.setVisible(bool(text))
        self._strip.setProperty("kind", kind)
        for widget in (self._strip, self.state):
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.set_unit(unit(self.window().size()))
        self.leaving.place()


class _Leaving(QFrame):
    """The last seconds of a visit, below in the middle; a touch anywhere takes it away."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.setObjectName("noticeBar")
        self.setProperty("kind", "warning")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.label = QLabel()
        self.label.setProperty("role", "kiosk")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L * 2, SPACE_L, SPACE_L * 2, SPACE_L)
        row.addWidget(self.label)

    def show_seconds(self, seconds: int) -> None:
        """Say that the visit ends in so many seconds; 0: it does not."""
        if seconds > 0:
            begins = not self.isVisible()
            self.label.setText(f"Still there? Starting over in {seconds} s. Touch to go on.")
            self.show()
            self.raise_()
            self.place()
            if begins:
                announce(self, self.label.text(), True)
        else:
            self.hide()

    def place(self) -> None:
        room = self._page.rect()
        self.adjustSize()
        edge = unit(room.size()) * 2
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - edge)
