"""Media keys, as a desktop presses them: calls over a private D-Bus."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.values import State, StateChanged
from tests.engine_bench import Bench

if sys.platform == "linux":
    from jeepney import (
        DBusAddress,
        HeaderFields,
        MatchRule,
        Properties,
        message_bus,
        new_method_call,
    )
    from jeepney.io.blocking import DBusConnection, open_dbus_connection

    from app.remote.mpris import BUS_NAME, OBJECT, PLAYER, PROPERTIES, MediaPlayer

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None,
    reason="needs dbus-daemon (Debian and Ubuntu: apt-get install dbus)",
)
TEXT = "One is here. Two is there. Three is gone."
DEADLINE_S = 20.0


@pytest.fixture(scope="module")
def bus() -> Iterator[str]:
    """The address of a bus of our own."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


class Desktop:
    """A panel with keys, and the engine that they steer."""

    def __init__(self, bus: str) -> None:
        self.bench = Bench()
        self.toggled: list[bool] = []
        self.shown: list[bool] = []
        self.player = MediaPlayer(
            self.bench.engine, lambda: self.toggled.append(True), lambda: self.shown.append(True)
        )
        self._told = len(self.bench.events)
        self.connection: DBusConnection = open_dbus_connection(bus)
        self.owner = self._wait_for_its_name()

    def _wait_for_its_name(self) -> str:
        rule = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
        rule.add_arg_condition(0, BUS_NAME)
        self.connection.send_and_get_reply(message_bus.AddMatch(rule))
        with self.connection.filter(rule) as changes:
            self.player.start()
            while True:
                signal = self.connection.recv_until_filtered(changes, timeout=DEADLINE_S)
                if signal.body[2]:
                    return str(signal.body[2])

    def press(self, key: str, interface: str = "") -> None:
        address = DBusAddress(OBJECT, self.owner, interface or PLAYER)
        reply = self.connection.send_and_get_reply(
            new_method_call(address, key), timeout=DEADLINE_S
        )
        assert reply.header.message_type.name == "method_return", reply.body
        self.settle()

    def property(self, name: str, interface: str = "") -> Any:
        address = DBusAddress(OBJECT, self.owner, interface or PLAYER)
        reply = self.connection.send_and_get_reply(
            Properties(address).get(name), timeout=DEADLINE_S
        )
        return reply.body[0][1]

    def refused(self, method: str, body: tuple[str, ...]) -> str:
        """The error with which a call is answered."""
        address = DBusAddress(OBJECT, self.owner, PROPERTIES)
        call = new_method_call(address, method, "s" * len(body), body)
        reply = self.connection.send_and_get_reply(call, timeout=DEADLINE_S)
        assert reply.header.message_type.name == "error"
        return str(reply.header.fields[HeaderFields.error_name])

    def settle(self) -> None:
        self.bench.settle()
        while self._told < len(self.bench.events):
            self._told += 1
            self.player.tell(self.bench.events[self._told - 1])

    def speak(self) -> None:
        self.bench.speak(TEXT)
        self.settle()
        self.wait_for_status("Playing")

    def wait_for_status(self, status: str) -> None:
        self.wait(lambda: self.property("PlaybackStatus") == status)

    def wait(self, condition: Callable[[], bool]) -> None:
        until = time.monotonic() + DEADLINE_S
        while not condition():
            assert time.monotonic() < until, "what was waited for did not come"

    def close(self) -> None:
        self.player.close()
        self.connection.close()


@pytest.fixture
def desktop(bus: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    made = Desktop(bus)
    yield made
    made.close()


def test_the_desktop_is_told_what_it_is(desktop: Desktop) -> None:
    root = "org.mpris.MediaPlayer2"
    assert desktop.property("Identity", root) == "Lectern"
    assert desktop.property("SupportedUriSchemes", root) == []
    assert desktop.property("CanGoNext") is True
    assert desktop.property("CanSeek") is False
    assert desktop.property("PlaybackStatus") == "Stopped"
    assert desktop.property("Metadata")["mpris:trackid"][0] == "o"
    desktop.press("Raise", root)
    assert desktop.shown == [True]


def test_the_play_key_pauses_and_goes_on(desktop: Desktop) -> None:
    desktop.speak()
    desktop.press("PlayPause")
    assert desktop.bench.engine.snapshot().state is State.PAUSED
    desktop.wait_for_status("Paused")
    desktop.press("PlayPause")
    assert desktop.bench.engine.snapshot().state is State.SPEAKING
    desktop.wait_for_status("Playing")
    desktop.press("Play")  # it does already
    assert desktop.bench.engine.snapshot().state is State.SPEAKING


def test_the_play_key_begins_what_the_window_would(desktop: Desktop) -> None:
    desktop.press("Play")
    desktop.wait(lambda: desktop.toggled == [True])


def test_next_and_previous_go_from_sentence_to_sentence(desktop: Desktop) -> None:
    desktop.speak()
    desktop.bench.hear(10)
    desktop.press("Next")
    assert desktop.bench.engine.snapshot().position == TEXT.index("Two")
    desktop.press("Next")
    assert desktop.bench.engine.snapshot().position == TEXT.index("Three")
    desktop.press("Previous")
    assert desktop.bench.engine.snapshot().position == TEXT.index("Two")


def test_stop_is_silence(desktop: Desktop) -> None:
    desktop.speak()
    desktop.press("Stop")
    assert desktop.bench.engine.snapshot().state is State.IDLE
    desktop.wait_for_status("Stopped")


def test_panels_are_told_of_every_change(desktop: Desktop) -> None:
    rule = MatchRule(type="signal", path=OBJECT, member="PropertiesChanged")
    desktop.connection.send_and_get_reply(message_bus.AddMatch(rule))
    with desktop.connection.filter(rule) as changes:
        desktop.player.tell(StateChanged(State.SPEAKING, 7))
        signal = desktop.connection.recv_until_filtered(changes, timeout=DEADLINE_S)
    assert signal.header.fields[HeaderFields.signature] == "sa{sv}as"
    interface, changed, _ = signal.body
    assert interface == PLAYER and changed["PlaybackStatus"] == ("s", "Playing")


def test_what_there_is_not_is_answered_with_an_error(desktop: Desktop) -> None:
    assert desktop.refused("Get", (PLAYER, "Nothing")).endswith("UnknownProperty")
    assert desktop.refused("Get", ("org.nothing", "Nothing")).endswith("UnknownInterface")
    assert desktop.refused("Sing", (PLAYER,)).endswith("UnknownProperty")
    assert desktop.property("Identity", "org.mpris.MediaPlayer2") == "Lectern"


def test_a_second_lectern_has_a_name_of_its_own(desktop: Desktop) -> None:
    rule = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
    rule.add_arg_condition(0, f"{BUS_NAME}.instance{os.getpid()}")
    desktop.connection.send_and_get_reply(message_bus.AddMatch(rule))
    second = MediaPlayer(desktop.bench.engine, lambda: None, lambda: None)
    with desktop.connection.filter(rule) as changes:
        second.start()
        desktop.connection.recv_until_filtered(changes, timeout=DEADLINE_S)
    second.close()


def test_no_text_is_told_to_the_desktop(desktop: Desktop) -> None:
    desktop.speak()
    assert "One is here" not in repr(desktop.property("Metadata"))


def test_without_a_bus_nothing_happens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    player = MediaPlayer(Bench().engine, lambda: None, lambda: None)
    player.start()
    player.tell(StateChanged(State.SPEAKING, 1))
    player.close()
