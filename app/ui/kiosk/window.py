"""The kiosk's window: one window that fills the screen, and the way from page to page in it.

    set-up page --Start--> faces --way out--> PIN page --right PIN--> set-up page --> closed

Without a lock the way out leads to the set-up page at once. While nobody is there, the attraction
may lie over the faces. Building the window starts nothing; `start` begins.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QClipboard, QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.boards.board import Book
from app.errors import LecternError
from app.kiosk.pin import Tries
from app.kiosk.presence import Presence
from app.kiosk.rules import Rules
from app.kiosk.settings import KioskSettings
from app.ui.background import Background
from app.ui.icons import app_icon
from app.ui.kiosk.attract_page import AttractPage
from app.ui.kiosk.corner import WayOut
from app.ui.kiosk.faces_page import FacesPage
from app.ui.kiosk.idle_watch import IdleWatch
from app.ui.kiosk.lock import Lock
from app.ui.kiosk.look import sheet, unit
from app.ui.kiosk.parts import KioskParts
from app.ui.kiosk.pin_gate import PinGate
from app.ui.kiosk.pin_page import PinPage
from app.ui.kiosk.set_up_page import SetUpPage
from app.ui.timers import single_shot
from app.values import Notice

ATTRACT_MS = 20_000
"""How long the attraction stays when it is not spoken longer."""


class KioskWindow(QWidget):
    """`start`, then `end`. `ended` when it was closed."""

    ended = Signal()

    def __init__(self, parts: KioskParts) -> None:
        super().__init__()
        self._parts = parts
        self._ending = False
        self._entering = 0
        self.setObjectName("kiosk")
        self.setWindowTitle("Lectern kiosk")
        self.setWindowIcon(app_icon())
        # Apart, so that a slow disk or sound system does not keep the operator out.
        self._boards, self._devices, self._pins = (Background(self) for _ in range(3))
        self.set_up, self.pin = SetUpPage(parts.shipped), PinPage()
        self.faces, self.attract = FacesPage(), AttractPage()
        self.pages = QStackedWidget()
        for page in (self.set_up, self.pin, self.faces, self.attract):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self.lock, self.way_out = Lock(self), WayOut(self)
        self.gate = PinGate(self.pin, parts.store, self._pins, Tries())
        self.idle = IdleWatch(self, lambda: parts.speaker.speaking)
        self._attracting = single_shot(self, ATTRACT_MS, self._on_attraction_seen)
        self._join()

    def _join(self) -> None:
        self.set_up.started.connect(self.enter)
        self.set_up.left.connect(self.close)
        self.set_up.lock.pin_wished.connect(self._ask_new_pin)
        self.set_up.faces.file_wished.connect(self._choose_file)
        self.set_up.faces.edit_wished.connect(self._edit_board)
        self._parts.editing.saved.connect(self.set_up.faces.take_file)
        self.way_out.wished.connect(self.leave)
        self.gate.opened.connect(self.show_set_up)
        self.gate.chosen.connect(self._take_pin)
        self.gate.shut.connect(self._on_gate_shut)
        self.idle.warned.connect(self.faces.leaving.show_seconds)
        self.idle.reset.connect(self.reset)
        self.idle.attracted.connect(self._attract)
        self.attract.touched.connect(self._end_attraction)
        self.faces.bar.volume_chosen.connect(self._on_volume_chosen)
        self.faces.bar.set_up_wished.connect(self.leave)
        self._parts.appearance.changed.connect(lambda _colours: self._show_look())

    # ----------------------------------------------------------------------------- pages

    def start(self, *, at_set_up: bool) -> None:
        """Fill the screen: with the faces, when the set-up page was answered before."""
        settings = self._parts.store.settings
        self.way_out.start()
        if settings.is_locked and settings.started and not at_set_up:
            self.lock.engage()  # shows it: a window that is shown already would be made anew
        else:
            self.showFullScreen()
        if at_set_up or not settings.started:
            self.show_set_up()
            return
        self.pages.setCurrentWidget(self.faces)
        self.enter(settings)

    def show_set_up(self) -> None:
        """The operator is here: everything is free."""
        self._entering += 1
        self._rest()
        self.lock.release()
        self.set_up.show_settings(self._parts.store.settings)
        self.pages.setCurrentWidget(self.set_up)
        self.set_up.opened()
        # Without a list of devices there is still the usual one.
        show = self.set_up.scanning.show_devices
        self._devices.run(self._parts.devices, show, lambda _error: None)

    def enter(self, settings: KioskSettings) -> None:
        """Begin with `settings`, as soon as the board is read, if nobody wants out meanwhile."""
        self._entering += 1
        self._read(settings, settings.board, lambda error: self._on_no_board(settings, error))

    def _read(
        self, settings: KioskSettings, board: str, failed: Callable[[LecternError], None]
    ) -> None:
        turn = self._entering

        def work() -> Book | None:
            self._parts.prepare(settings)
            return self._parts.load_book(board) if settings.has_board else None

        def begin(book: Book | None) -> None:
            if turn == self._entering:
                self._begin(settings, book)

        self._boards.run(work, begin, failed)

    def _on_no_board(self, settings: KioskSettings, error: LecternError) -> None:
        """The operator chooses another; where there is none, a board that ships has to do."""
        self.set_up.notify(Notice("board", error.message, error.hint), "error")
        if self.pages.currentWidget() is not self.set_up:
            shipped = self._parts.shipped[0][0]
            self._read(settings, shipped, lambda _error: self._begin(settings, None))

    def _begin(self, settings: KioskSettings, book: Book | None) -> None:
        self._parts.store.change(replace(settings, started=True))
        settings = self._parts.store.settings
        if settings.is_locked:
            self.lock.engage()
        self._parts.speaker.allowed = Rules(settings).objection
        self._parts.appearance.set_look(replace(self._parts.look, theme=settings.theme))
        self._parts.editing.hide()
        self.faces.take(self._parts.make_faces(settings, book))
        self.faces.bar.set_up.setVisible(not settings.is_locked)
        self._show_look()
        self._parts.speaker.set_ceiling(settings.ceiling)
        self._set_volume(settings.volume)
        self.pages.setCurrentWidget(self.faces)
        self.faces.show_face(0)
        self._watch(settings)
        self._parts.awake.set_needed(True)

    def _watch(self, settings: KioskSettings) -> None:
        """Visits end and the attraction comes, in public; one person is left in peace."""
        limits, attraction = settings.limits, settings.attraction
        attracts = settings.is_public and bool(attraction.text)
        self.attract.show_text(attraction.text)
        self.idle.start(
            Presence(
                limits.idle_seconds if settings.is_public else None,
                attraction.seconds if attracts else None,
            )
        )

    def leave(self) -> None:
        """The operator wants out: ask for the PIN, if there is a lock."""
        if self.pages.currentWidget() in (self.set_up, self.pin):
            return
        if not self._parts.store.settings.is_locked:
            self.show_set_up()
            return
        self.pages.setCurrentWidget(self.pin)
        self.gate.ask()

    def _ask_new_pin(self) -> None:
        self.pages.setCurrentWidget(self.pin)
        self.gate.ask_new()

    def _take_pin(self, kept: str) -> None:
        self.set_up.lock.take_pin(kept)
        self.pages.setCurrentWidget(self.set_up)

    def _on_gate_shut(self) -> None:
        if self.lock.engaged:
            self.pages.setCurrentWidget(self.faces)
            self.faces.opened()
        else:
            self.pages.setCurrentWidget(self.set_up)

    def _choose_file(self) -> None:
        path = self._parts.choose_file(self)
        if path:
            self.set_up.faces.take_file(path)

    def _edit_board(self) -> None:
        self._parts.editing.show(self, self.set_up.faces.chosen_board)

    # ---------------------------------------------------------------------------- visits

    def reset(self) -> None:
        """A visitor has gone: nothing of theirs is left."""
        if self.pages.currentWidget() is self.set_up:
            return
        self._parts.speaker.stop()  # it may still wait for a sound device
        self._set_volume(self._parts.store.settings.volume)
        self.faces.reset()
        clipboard = QGuiApplication.clipboard()
        clipboard.clear()
        if clipboard.supportsSelection():
            clipboard.clear(QClipboard.Mode.Selection)

    def _attract(self) -> None:
        if self.pages.currentWidget() is not self.faces:
            return
        self.pages.setCurrentWidget(self.attract)
        self.attract.setFocus()
        self._attracting.start()
        attraction = self._parts.store.settings.attraction
        if attraction.aloud:
            self._parts.speaker.speak(attraction.text)

    def _on_attraction_seen(self) -> None:
        if self._parts.speaker.speaking:
            self._attracting.start()
        else:
            self._end_attraction()

    def _end_attraction(self) -> None:
        self._attracting.stop()
        if self.pages.currentWidget() is self.attract:
            self._parts.speaker.stop()
            self.pages.setCurrentWidget(self.faces)
            self.faces.reset()  # of the message, which a face shows as what was said last

    def _rest(self) -> None:
        """The faces are left: nothing is spoken, watched or kept awake any more."""
        self.idle.close()
        self._attracting.stop()
        self._parts.speaker.stop()
        self._parts.awake.set_needed(False)
        if self._parts.store.settings.is_public:
            self.faces.reset()

    def _set_volume(self, share: float) -> None:
        """Make it so loud, as a share of the ceiling."""
        self._parts.speaker.set_volume(share * self._parts.store.settings.ceiling)
        self.faces.bar.show_volume(share)

    def _on_volume_chosen(self, share: float) -> None:
        self._set_volume(share)
        settings = self._parts.store.settings
        if not settings.is_public:  # a visitor's choice ends with the visit
            self._parts.store.change(replace(settings, volume=share))

    # --------------------------------------------------------------------------- showing

    def _show_look(self) -> None:
        appearance = self._parts.appearance
        self.attract.set_colours(appearance.colours)
        self.faces.set_look(appearance.colours, animated=appearance.animated)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setStyleSheet(sheet(unit(event.size())))

    def end(self) -> None:
        """Close, locked or not: the system wants it."""
        self._ending = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.lock.engaged and not self._ending:
            event.ignore()
            return
        self._entering += 1
        self._rest()
        self.lock.release()
        self.way_out.close()
        self.hide()
        self.faces.take(())
        self._parts.awake.close()
        self._parts.editing.close()
        for background in (self._boards, self._devices, self._pins):
            background.close()
        event.accept()
        self.ended.emit()
