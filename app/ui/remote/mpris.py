"""Media keys, headsets and the panels of Linux desktops: the window as a media player on D-Bus.

That is MPRIS 2.2 (specifications.freedesktop.org/mpris-spec). Spoken text has sentences instead of
tracks, so "next" and "previous" go to the next sentence and the one before; there is no seeking by
time, which nobody knows before the text is rendered. D-Bus may answer late or never: its thread is
another than the window's.

What is spoken is not told: every program of the desktop could read along.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import ClassInfo, Property, QObject, Qt, QThread, Signal, Slot
from PySide6.QtDBus import (
    QDBusAbstractAdaptor,
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
)

from app import APP_ID
from app.remote.ports import Engine
from app.values import Event, State, StateChanged

_log = logging.getLogger(__name__)
BUS_NAME = "org.mpris.MediaPlayer2.lectern"
OBJECT = "/org/mpris/MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
_CONNECTION = "lectern-mpris"
_named: Any = ClassInfo
_Property: Any = Property
"""Qt's types have names that the stubs of these two do not allow for."""
_CLOSE_MS = 2000
_STATUS = {State.SPEAKING: "Playing", State.WAITING: "Playing", State.PAUSED: "Paused"}


@_named({"D-Bus Interface": "org.mpris.MediaPlayer2"})
class _Root(QDBusAbstractAdaptor):
    """What kind of player this is."""

    def __init__(self, parent: QObject, show: Callable[[], None]) -> None:
        super().__init__(parent)
        self._show = show

    CanQuit = _Property(bool, lambda self: False)
    CanRaise = _Property(bool, lambda self: True)
    HasTrackList = _Property(bool, lambda self: False)
    Identity = _Property(str, lambda self: "Lectern")
    DesktopEntry = _Property(str, lambda self: APP_ID)
    SupportedUriSchemes = _Property("QStringList", lambda self: [])
    SupportedMimeTypes = _Property("QStringList", lambda self: [])

    @Slot()
    def Raise(self) -> None:
        self._show()

    @Slot()
    def Quit(self) -> None:
        """A text might be lost: the window is closed in the window."""


@_named({"D-Bus Interface": PLAYER})
class _Player(QDBusAbstractAdaptor):
    """Play, pause, next and previous."""

    def __init__(self, parent: QObject, engine: Engine, toggle: Callable[[], None]) -> None:
        super().__init__(parent)
        self._engine, self._toggle = engine, toggle
        self.state = State.IDLE
        self.job = 0

    @property
    def status(self) -> str:
        return _STATUS.get(self.state, "Stopped")

    @property
    def metadata(self) -> dict[str, Any]:
        """A track has to have a name; its title is that of the app."""
        track = QDBusObjectPath(f"/org/lectern/text/{self.job}")
        return {"mpris:trackid": track, "xesam:title": "Lectern"}

    PlaybackStatus = _Property(str, lambda self: self.status)
    Metadata = _Property("QVariantMap", lambda self: self.metadata)
    Rate = _Property(float, lambda self: 1.0)
    MinimumRate = _Property(float, lambda self: 1.0)
    MaximumRate = _Property(float, lambda self: 1.0)
    Volume = _Property(float, lambda self: 1.0)
    Position = _Property("qlonglong", lambda self: 0)
    CanGoNext = _Property(bool, lambda self: True)
    CanGoPrevious = _Property(bool, lambda self: True)
    CanPlay = _Property(bool, lambda self: True)
    CanPause = _Property(bool, lambda self: True)
    CanSeek = _Property(bool, lambda self: False)
    CanControl = _Property(bool, lambda self: True)

    @Slot()
    def Play(self) -> None:
        if self.state is State.PAUSED:
            self._engine.resume()
        elif self.state is State.IDLE:
            self._toggle()

    @Slot()
    def Pause(self) -> None:
        if self.state is State.SPEAKING:
            self._engine.pause()

    @Slot()
    def PlayPause(self) -> None:
        self.Pause() if self.state is State.SPEAKING else self.Play()

    @Slot()
    def Stop(self) -> None:
        self._engine.stop()

    @Slot()
    def Next(self) -> None:
        self._engine.next_sentence()

    @Slot()
    def Previous(self) -> None:
        self._engine.previous_sentence()

    @Slot("qlonglong")
    def Seek(self, offset: int) -> None:
        """Cannot be done, and the player says so."""

    @Slot(QDBusObjectPath, "qlonglong")
    def SetPosition(self, track: QDBusObjectPath, position: int) -> None:
        """Cannot be done, and the player says so."""

    @Slot(str)
    def OpenUri(self, uri: str) -> None:
        """No kind of address is supported."""


class _Worker(QObject):
    """Lives in the thread of the bus, and all that is made there is its child."""

    def __init__(
        self, engine: Engine, toggle: Callable[[], None], show: Callable[[], None]
    ) -> None:
        super().__init__()
        self._engine, self._toggle, self._show = engine, toggle, show
        self._player: _Player | None = None
        self._bus: QDBusConnection | None = None

    @Slot()
    def start(self) -> None:
        # A connection of its own, not the one that Qt has for itself in the window's thread.
        kind = QDBusConnection.BusType.SessionBus
        bus = QDBusConnection.connectToBus(kind, _CONNECTION)
        if not bus.isConnected():
            _log.info("no media keys: %s", bus.lastError().message())
            return
        shown = QObject(self)
        _Root(shown, self._show)
        self._player = _Player(shown, self._engine, self._toggle)
        bus.registerObject(OBJECT, shown)
        if not bus.registerService(BUS_NAME):  # a second Lectern, with a home of its own
            bus.registerService(f"{BUS_NAME}.instance{os.getpid()}")
        self._bus = bus

    @Slot()
    def stop(self) -> None:
        self._bus = None
        QDBusConnection.disconnectFromBus(_CONNECTION)
        self.thread().quit()

    @Slot(object)
    def on_state(self, event: StateChanged) -> None:
        player = self._player
        if player is None or self._bus is None:
            return
        player.state, player.job = event.state, event.job
        told = QDBusMessage.createSignal(
            OBJECT, "org.freedesktop.DBus.Properties", "PropertiesChanged"
        )
        changed = {"PlaybackStatus": player.status, "Metadata": player.metadata}
        told.setArguments([PLAYER, changed, ["Position"]])
        self._bus.send(told)


class MediaPlayer(QObject):
    """The engine as a media player, from `start` to `close`; without a bus nothing happens.

    Args:
        engine: is steered.
        toggle: has the window speak what is meant; called in the thread of this object.
        show: brings the window to the front; from any thread.
    """

    _changed = Signal(object)
    _toggled = Signal()
    _closing = Signal()

    def __init__(
        self, engine: Engine, toggle: Callable[[], None], show: Callable[[], None]
    ) -> None:
        super().__init__()
        self._toggle = toggle
        self._thread = QThread()
        self._thread.setObjectName("media keys")
        self._worker = _Worker(engine, self._toggled.emit, show)
        self._worker.moveToThread(self._thread)
        self._thread.started.connect(self._worker.start)
        queued = Qt.ConnectionType.QueuedConnection
        self._changed.connect(self._worker.on_state, queued)
        self._closing.connect(self._worker.stop, queued)
        self._toggled.connect(self._on_toggled, queued)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """The desktop forgets it; a bus that does not answer is not waited for."""
        if self._thread.isRunning():
            self._closing.emit()
            if not self._thread.wait(_CLOSE_MS):
                _log.error("the bus did not let go")

    def tell(self, event: Event) -> None:
        """The engine tells of it; from any thread."""
        if isinstance(event, StateChanged):
            self._changed.emit(event)

    def _on_toggled(self) -> None:
        self._toggle()
