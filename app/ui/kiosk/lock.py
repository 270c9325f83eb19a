"""Locks the window to the screen, as far as Qt reaches.

On X11 the keyboard is grabbed and the window is out of the window manager's hands, so that neither
its keys (Alt+Tab, Alt+F4, the desktops') nor its mouse actions (Alt and the wheel) find anything to
act on. On Windows, macOS and Wayland a grab stays inside the app: there the system's own kiosk
modes have to help. Inside the app, menus, drops and links do nothing; other screens are black.

Whatever takes the front or the grab away (another program's window, a screen that was turned) is
answered within a second.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from app.ui.application import running

LOOK_MS = 1000
SCHEMES = ("http", "https", "file", "mailto", "ftp")
_REFUSED = frozenset(
    {
        QEvent.Type.ContextMenu,
        QEvent.Type.DragEnter,
        QEvent.Type.DragMove,
        QEvent.Type.Drop,
        QEvent.Type.WhatsThisClicked,
    }
)


class Lock(QObject):
    """Holds `window` from `engage` to `release`."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._curtains: list[QWidget] = []
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._hold)
        self.engaged = False

    def engage(self) -> None:
        """Lock the window, which fills the screen from now on."""
        if self.engaged:
            return
        self.engaged = True
        running().installEventFilter(self)
        for scheme in SCHEMES:
            # The stubs ask for bytes, which the binding itself refuses.
            QDesktopServices.setUrlHandler(scheme, self, "refuse")  # type: ignore[arg-type]
        self._show_above_all()
        self._draw_curtains()
        running().screenAdded.connect(self._draw_curtains)
        running().screenRemoved.connect(self._draw_curtains)
        self._timer.start()
        self._hold()

    def release(self) -> None:
        """Give the screen and the keys back."""
        if not self.engaged:
            return
        self.engaged = False
        self._timer.stop()
        running().removeEventFilter(self)
        for scheme in SCHEMES:
            QDesktopServices.unsetUrlHandler(scheme)
        running().screenAdded.disconnect(self._draw_curtains)
        running().screenRemoved.disconnect(self._draw_curtains)
        self._take_curtains()
        self._window.windowHandle().setKeyboardGrabEnabled(False)
        self._set_flags(False)
        self._window.showFullScreen()

    @Slot(QUrl)
    def refuse(self, url: QUrl) -> None:
        """A link was followed: it leads nowhere."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _REFUSED:
            event.ignore()
            return True
        return False

    def _show_above_all(self) -> None:
        self._set_flags(True)
        screen = self._window.screen()
        if _by_x11():  # nobody else makes it fill the screen
            self._window.setGeometry(screen.geometry())
            self._window.show()
        else:
            self._window.showFullScreen()

    def _set_flags(self, locked: bool) -> None:
        flags = Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        if _by_x11():
            flags |= Qt.WindowType.X11BypassWindowManagerHint
        now = self._window.windowFlags()
        # With its native window, Qt forgets that the focus is in it: else it would not notice
        # that the one with the new flags has it, and no widget would show the focus.
        self._window.destroy()
        self._window.setWindowFlags(now | flags if locked else now & ~flags)

    def _hold(self) -> None:
        """Stay in front, with the keys; asked again and again, since others may take them."""
        window = self._window
        if _by_x11() and window.geometry() != window.screen().geometry():
            window.setGeometry(window.screen().geometry())
        window.raise_()
        if not window.isActiveWindow():
            window.activateWindow()
        window.windowHandle().setKeyboardGrabEnabled(True)

    # ------------------------------------------------------------------------ other screens

    def _draw_curtains(self, _screen: QScreen | None = None) -> None:
        self._take_curtains()
        for screen in QGuiApplication.screens():
            if screen is not self._window.screen():
                self._curtains.append(_curtain(screen))

    def _take_curtains(self) -> None:
        for curtain in self._curtains:
            curtain.close()
            curtain.deleteLater()
        self._curtains = []


def _by_x11() -> bool:
    return sys.platform.startswith("linux") and QGuiApplication.platformName() == "xcb"


def _curtain(screen: QScreen) -> QWidget:
    """A black window that covers `screen`."""
    curtain = QWidget(
        None,
        Qt.WindowType.FramelessWindowHint
        | Qt.WindowType.WindowStaysOnTopHint
        | Qt.WindowType.WindowDoesNotAcceptFocus
        | Qt.WindowType.X11BypassWindowManagerHint,
    )
    curtain.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    curtain.setStyleSheet("background: black;")
    curtain.setCursor(Qt.CursorShape.BlankCursor)
    curtain.setGeometry(screen.geometry())
    curtain.show()
    return curtain
