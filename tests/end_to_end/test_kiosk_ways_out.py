"""A locked kiosk under a window manager: every way to the desktop is tried, then the right one."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.kiosk.settings import Faces, Profile
from tests.end_to_end.hall import FAULTS, PIN, Hall, needs_a_screen, public
from tests.end_to_end.listening import say_until_heard, wait_for_silence, wait_for_speech

pytestmark = [pytest.mark.long, needs_a_screen]

KEYS = (
    "alt+F4",
    "alt+Tab",
    "alt+shift+Tab",
    "ctrl+q",
    "ctrl+w",
    "Escape",
    "F1",
    "F11",
    "ctrl+o",
    "ctrl+n",
    "ctrl+s",
    "ctrl+p",
    "ctrl+comma",
    "alt+space",
    "Menu",
    "shift+F10",
    "super+d",
    "super+e",
    "super+F1",
    "alt+Escape",
    "ctrl+alt+d",
    "ctrl+alt+Right",
    "ctrl+Escape",
    "alt+F",
)
LINE = (0.4, 0.54)
"""Where one types, on a wide screen."""
SOURCE = (0.5, 0.2)
"""Where the window is that a file is dragged from."""
LINK_AND_PHRASE = {
    "format": "open-board-0.1",
    "id": "door",
    "name": "Door",
    "buttons": [
        {"id": "link", "label": "Our site", "load_board": {"url": "https://example.org/"}},
        {"id": "phrase", "label": "Good morning, and welcome."},
    ],
    "grid": {"rows": 1, "columns": 2, "order": [["link", "phrase"]]},
}


@pytest.fixture(params=["1080x1920", "1920x1080"])
def hall(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hall]:
    board = tmp_path / "door.obf"
    board.write_text(json.dumps(LINK_AND_PHRASE))
    settings = public(faces=Faces.BOARD_FIRST, board=str(board))
    with Hall(tmp_path, settings, request.param) as made:
        _have_links_noted(made)
        made.open()
        yield made


def _have_links_noted(hall: Hall) -> None:
    """Whatever opens a link on a desktop leaves a file instead."""
    tools = hall.folder / "bin"
    tools.mkdir()
    for name in ("xdg-open", "gio", "sensible-browser", "x-www-browser"):
        (tools / name).write_text(f"#!/bin/sh\ntouch {hall.folder}/opened\n")
        (tools / name).chmod(0o755)
    hall.environment["PATH"] = f"{tools}:{hall.environment['PATH']}"


def _place(hall: Hall, x: float, y: float) -> tuple[str, str]:
    """A share of the screen in pixels."""
    width, height = map(int, hall.size.split("x"))
    return str(round(width * x)), str(round(height * y))


def _click(hall: Hall, x: float, y: float, button: str = "1") -> None:
    hall.tool("mousemove", *_place(hall, x, y), "click", button)


def _is_held(hall: Hall, app: int) -> bool:
    """The kiosk fills the screen, alone, and has the keyboard."""
    shown = _windows(hall, app)
    if len(shown) != 1:
        return False
    [window] = shown
    width, height = hall.size.split("x")
    fills = f"X=0\nY=0\nWIDTH={width}\nHEIGHT={height}" in _geometry(hall, window)
    return hall.app.pid == app and hall.holder() == app and fills


def _windows(hall: Hall, app: int) -> list[str]:
    """The windows of the kiosk that are shown, but those of a pixel that nobody sees."""
    found = hall.tool("search", "--onlyvisible", "--pid", str(app)).split()
    return [each for each in found if "WIDTH=1\n" not in _geometry(hall, each)]


def _geometry(hall: Hall, window: str) -> str:
    return hall.tool("getwindowgeometry", "--shell", window)


def _greets(hall: Hall) -> None:
    """The phrase on the right half is heard."""
    _click(hall, 0.75, 0.6)
    wait_for_speech(hall)
    wait_for_silence(hall)


def test_there_is_one_way_out(hall: Hall) -> None:
    app = hall.app.pid
    hall.wait(lambda: _is_held(hall, app))
    _greets(hall)
    for key in KEYS:
        hall.key(key)
        assert _is_held(hall, app), key
    _greets(hall)
    for x, y in ((0.25, 0.6), (0.5, 0.02), (0.9, 0.98)):
        _click(hall, x, y, "3")
        _click(hall, x, y, "2")
        assert _is_held(hall, app), "a menu of the right button"
    _click(hall, 0.25, 0.6)
    _greets(hall)
    assert not (hall.folder / "opened").exists(), "a link was opened"
    _leave(hall, app)


@pytest.mark.parametrize(
    ("locked", "expected"), [(True, ("IgnoreAction", 1)), (False, ("CopyAction", 2))]
)
def test_the_line_takes_nothing_but_letters(
    tmp_path: Path, locked: bool, expected: tuple[str, int]
) -> None:
    """Without the lock a person's own line takes a file, and the right button opens a menu."""
    settings = public(faces=Faces.TALK, locked=locked, profile=Profile.PERSONAL)
    with Hall(tmp_path, settings) as hall:
        hall.open()
        app = hall.app.pid
        say_until_heard(hall, "Good morning.")  # nothing moves any more on the page
        with _source(hall) as source:
            dropped = _dropped(hall, source)
            hall.wait(lambda: hall.holder() == app)
            _click(hall, *LINE, "3")
            hall.wait(lambda: len(_windows(hall, app)) == expected[1])
            assert (dropped, len(_windows(hall, app))) == expected


@contextlib.contextmanager
def _source(hall: Hall) -> Iterator[subprocess.Popen[str]]:
    """Another program, from whose window a file can be dragged.

    It lives on after the drop, as programs do: who takes the file asks it for the name only then,
    and Qt waits five seconds for one that has gone.
    """
    with subprocess.Popen(
        [sys.executable, str(FAULTS / "drag_source.py"), *_place(hall, *SOURCE)],
        env=hall.environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as source:
        try:
            assert source.stdout is not None
            assert source.stdout.readline() == "shown\n"
            yield source
        finally:
            source.kill()


def _dropped(hall: Hall, source: subprocess.Popen[str]) -> str:
    """What comes of a file that is dragged from there to the line."""
    assert source.stdout is not None
    x, y = map(int, _place(hall, *SOURCE))
    hall.tool("mousemove", str(x + 30), str(y + 30), "mousedown", "1")
    for step in range(1, 11):
        way = SOURCE[1] + (LINE[1] - SOURCE[1]) * step / 10
        hall.tool("mousemove", *_place(hall, LINE[0], way))
        with contextlib.suppress(subprocess.TimeoutExpired):  # as slow as a hand
            source.wait(0.1)
    hall.tool("mouseup", "1")
    return source.stdout.readline().strip()


def _leave(hall: Hall, app: int) -> None:
    """A wrong PIN leads nowhere; the right one to the set-up page, from which the window closes."""
    hall.key("ctrl+alt+k")
    hall.key(*"1357", "Return")
    hall.key("alt+F4")
    assert _is_held(hall, app)
    hall.key("Escape")
    _greets(hall)
    hall.tool("mousemove", "5", "5", "mousedown", "1")
    with pytest.raises(subprocess.TimeoutExpired):  # the corner wants three seconds
        hall.supervisor.wait(3.3)
    hall.tool("mouseup", "1")
    hall.key(*PIN, "Return")
    hall.wait(lambda: not _is_held(hall, app) or hall.tool("getactivewindow"))
    hall.wait(lambda: hall.key("alt+F4") or hall.supervisor.poll() is not None)
    assert hall.supervisor.returncode == 0
