"""Media keys, headsets and the panels of Linux desktops: the app as a media player on D-Bus.

That is MPRIS 2.2 (specifications.freedesktop.org/mpris-spec). Spoken text has sentences instead of
tracks, so "next" and "previous" go to the next sentence and the one before; there is no seeking by
time, which nobody knows before the text is rendered. What is spoken is not told: every program of
the desktop could read along.

A bus may answer late or never, so two threads of our own read from it and write to it, and nobody
waits for them. Without a bus there are no keys, and nothing else is different.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
from collections.abc import Callable, Mapping
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageFlag, MessageType
from jeepney.bus_messages import DBusNameFlags, message_bus
from jeepney.io.threading import DBusConnection, ReceiveStopped, open_dbus_connection
from jeepney.wrappers import new_error, new_method_return, new_signal

from app import APP_ID
from app.remote.ports import Engine
from app.values import Event, State, StateChanged

_log = logging.getLogger(__name__)
BUS_NAME = "org.mpris.MediaPlayer2.lectern"
OBJECT = "/org/mpris/MediaPlayer2"
ROOT = "org.mpris.MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
PROPERTIES = "org.freedesktop.DBus.Properties"
PEER = "org.freedesktop.DBus.Peer"
_STATUS = {State.SPEAKING: "Playing", State.WAITING: "Playing", State.PAUSED: "Paused"}
_ERROR = "org.freedesktop.DBus.Error."
_CLOSE_S = 1.0

_Value = tuple[str, Any]


class MediaPlayer:
    """The engine as a media player, from `start` to `close`.

    Args:
        engine: is steered.
        toggle: has the window speak what is meant; called on a thread of this object.
        show: brings the window to the front; the same.
    """

    def __init__(
        self, engine: Engine, toggle: Callable[[], None], show: Callable[[], None]
    ) -> None:
        self._engine, self._toggle = engine, toggle
        self._now = StateChanged(State.IDLE, 0)
        self._bus: DBusConnection | None = None
        self._closed = threading.Event()
        self._outgoing: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="media keys", daemon=True)
        self._keys: Mapping[tuple[str, str], Callable[[], object]] = {
            (ROOT, "Raise"): show,
            (ROOT, "Quit"): lambda: None,  # a text might be lost; CanQuit says so
            (PLAYER, "Play"): self._play,
            (PLAYER, "Pause"): self._pause,
            (PLAYER, "PlayPause"): self._play_or_pause,
            (PLAYER, "Stop"): lambda: engine.stop(),
            (PLAYER, "Next"): engine.next_sentence,
            (PLAYER, "Previous"): engine.previous_sentence,
            (PLAYER, "Seek"): lambda: None,  # CanSeek says so
            (PLAYER, "SetPosition"): lambda: None,
            (PEER, "Ping"): lambda: None,
        }

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """The desktop forgets it; a bus that does not answer is not waited for."""
        self._closed.set()
        self._outgoing.put(None)
        if (bus := self._bus) is not None:
            bus.interrupt()
        if self._thread.is_alive():
            self._thread.join(_CLOSE_S)

    def tell(self, event: Event) -> None:
        """The engine tells of it; from any thread."""
        if isinstance(event, StateChanged):
            self._now = event
            changed = {name: self._player()[name] for name in ("PlaybackStatus", "Metadata")}
            address = DBusAddress(OBJECT, interface=PROPERTIES)
            body: tuple[Any, ...] = (PLAYER, changed, [])
            self._outgoing.put(new_signal(address, "PropertiesChanged", "sa{sv}as", body))

    # --------------------------------------------------------------------------- keys

    def _play(self) -> None:
        if self._now.state is State.PAUSED:
            self._engine.resume()
        elif self._now.state is State.IDLE:
            self._toggle()

    def _pause(self) -> None:
        if self._now.state is State.SPEAKING:
            self._engine.pause()

    def _play_or_pause(self) -> None:
        self._pause() if self._now.state is State.SPEAKING else self._play()

    # --------------------------------------------------------------------- properties

    def _root(self) -> Mapping[str, _Value]:
        return {
            "CanQuit": ("b", False),
            "CanRaise": ("b", True),
            "HasTrackList": ("b", False),
            "Identity": ("s", "Lectern"),
            "DesktopEntry": ("s", APP_ID),
            "SupportedUriSchemes": ("as", []),
            "SupportedMimeTypes": ("as", []),
        }

    def _player(self) -> Mapping[str, _Value]:
        track = f"/org/lectern/text/{self._now.job}"
        can = dict.fromkeys(("CanGoNext", "CanGoPrevious", "CanPlay", "CanPause"), ("b", True))
        return {
            "PlaybackStatus": ("s", _STATUS.get(self._now.state, "Stopped")),
            "Metadata": (
                "a{sv}",
                {"mpris:trackid": ("o", track), "xesam:title": ("s", "Lectern")},
            ),
            **dict.fromkeys(("Rate", "MinimumRate", "MaximumRate", "Volume"), ("d", 1.0)),
            "Position": ("x", 0),
            **can,
            "CanSeek": ("b", False),
            "CanControl": ("b", True),
        }

    # ------------------------------------------------------------------------ the bus

    def _run(self) -> None:
        try:
            self._bus = open_dbus_connection("SESSION")
        except Exception as error:  # whatever is wrong with it, there are no keys
            _log.info("no media keys: %s: %s", type(error).__name__, error)
            return
        sender = threading.Thread(target=self._send, args=(self._bus,), daemon=True)
        sender.start()
        try:
            self._ask_for_name(BUS_NAME)
            while not self._closed.is_set():
                self._on_message(self._bus.receive())
        except ReceiveStopped:
            pass
        except OSError as error:
            _log.info("the media keys are gone: %s", error)
        finally:
            self._outgoing.put(None)
            sender.join(_CLOSE_S)
            self._bus.close()

    def _send(self, bus: DBusConnection) -> None:
        """On a thread of its own: a bus that takes nothing stops nobody else."""
        while (message := self._outgoing.get()) is not None:
            try:
                bus.send(message)
            except OSError:
                return

    def _ask_for_name(self, name: str) -> None:
        self._outgoing.put(message_bus.RequestName(name, DBusNameFlags.do_not_queue))

    def _on_message(self, message: Message) -> None:
        kind = message.header.message_type
        if kind is MessageType.method_call:
            reply = self._reply(message)
            if not message.header.flags & MessageFlag.no_reply_expected:
                self._outgoing.put(reply)
        elif kind is MessageType.method_return and message.body == (3,):
            # The name is another Lectern's, one with a home of its own.
            self._ask_for_name(f"{BUS_NAME}.instance{os.getpid()}")

    def _reply(self, call: Message) -> Message:
        fields = call.header.fields
        interface, name = fields.get(HeaderFields.interface, ""), fields[HeaderFields.member]
        if interface == PROPERTIES:
            return self._property(call, name)
        key = self._keys.get((interface, name))
        if fields.get(HeaderFields.path) != OBJECT or key is None:
            return new_error(call, _ERROR + "UnknownMethod", "s", (f"There is no {name}.",))
        key()
        return new_method_return(call)

    def _property(self, call: Message, name: str) -> Message:
        wanted = {ROOT: self._root, PLAYER: self._player}.get(call.body[0] if call.body else "")
        if wanted is None:
            return new_error(call, _ERROR + "UnknownInterface", "s", ("There is none.",))
        if name == "GetAll":
            return new_method_return(call, "a{sv}", (dict(wanted()),))
        if name == "Set":
            return new_error(call, _ERROR + "PropertyReadOnly", "s", ("It cannot be set.",))
        value = wanted().get(call.body[1]) if name == "Get" else None
        if value is None:
            return new_error(call, _ERROR + "UnknownProperty", "s", ("There is none.",))
        return new_method_return(call, "v", (value,))
