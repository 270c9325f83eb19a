"""The screen of a bare X server stays on inside, and goes dark as it did before afterwards."""

from __future__ import annotations

import ctypes
import shutil
import time
from collections.abc import Callable, Iterator

import pytest

from app.ui.x11_screen import screen_kept_on
from tests.benchmarks.screen import private_screen

DEADLINE_S = 20.0
BLANK_S = 1


class _Info(ctypes.Structure):
    _fields_ = (
        ("window", ctypes.c_ulong),
        ("state", ctypes.c_int),
        ("kind", ctypes.c_int),
        ("til_or_since", ctypes.c_ulong),
        ("idle", ctypes.c_ulong),
        ("mask", ctypes.c_ulong),
    )


class Server:
    """An X server that blanks its screen after a second, and what it tells of that."""

    def __init__(self, display: str) -> None:
        self._x11, self._saver = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXss.so.1")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x11.XOpenDisplay(display.encode()))
        self._root = ctypes.c_ulong(self._x11.XDefaultRootWindow(self._display))
        self._x11.XSetScreenSaver(self._display, BLANK_S, 0, 0, 0)
        self._x11.XSync(self._display, 0)

    def close(self) -> None:
        self._x11.XCloseDisplay(self._display)

    @property
    def is_dark(self) -> bool:
        return self._info().state == 1

    @property
    def idle_s(self) -> float:
        return float(self._info().idle) / 1000

    def _info(self) -> _Info:
        info = _Info()
        self._saver.XScreenSaverQueryInfo(self._display, self._root, ctypes.byref(info))
        return info


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    if shutil.which("Xvfb") is None:
        pytest.skip("an X server that nobody sees needs Xvfb")
    try:
        ctypes.CDLL("libXss.so.1")
    except OSError:
        pytest.skip("this machine has no libXss")
    with private_screen() as display:
        monkeypatch.setenv("DISPLAY", display)
        made = Server(display)
        yield made
        made.close()


def _wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while not condition():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.05)


def test_the_screen_stays_on_as_long_as_it_is_wished(server: Server) -> None:
    with screen_kept_on() as told:
        assert told
        _wait_until(lambda: server.idle_s > 2 * BLANK_S)
        assert not server.is_dark
    _wait_until(lambda: server.is_dark)


def test_without_an_x_server_nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    with screen_kept_on() as told:
        assert not told
