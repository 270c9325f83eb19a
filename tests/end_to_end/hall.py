"""A kiosk as it stands in a hall: a screen with a window manager, loudspeakers, a user's folders.

It is the program as its operator starts it, with its supervisor, in processes of its own; visitors
are `xdotool`, and what they hear is recorded.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any

import psutil
import pytest

from app.kiosk.pin import hashed
from app.kiosk.settings import Faces, KioskSettings, Profile, save
from tests.benchmarks.screen import private_screen
from tests.sound_server import Recording, SoundServer
from tests.source_tree import ROOT

PIN = "2468"
TITLE = "kiosk"
DEADLINE_S = 60.0
FAULTS = Path(__file__).parent / "faults"

needs_a_screen = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in ("Xvfb", "openbox", "xdotool")),
    reason="a screen that nobody sees needs Xvfb, openbox and xdotool",
)


class Hall:
    """From `with` on the screen and the loudspeakers are there; `open` starts the kiosk.

    Args:
        folder: for everything that anybody writes.
        settings: of the kiosk; its operator has answered the set-up page.
        size: of the screen.
    """

    def __init__(self, folder: Path, settings: KioskSettings, size: str = "1920x1080") -> None:
        self.folder, self.size = folder, size
        self._settings = settings
        self.environment = dict(os.environ)
        self._ends = contextlib.ExitStack()

    def __enter__(self) -> Hall:
        with contextlib.ExitStack() as ends:
            display = ends.enter_context(private_screen(self.size))
            self.environment |= self._places() | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
            self.server = ends.enter_context(SoundServer())
            self.environment |= self.server.environment
            self._run(ends, "openbox")
            self.recording: Recording = ends.enter_context(self.server.recording())
            save(self._settings, Path(self.environment["LECTERN_HOME"]) / "kiosk.json")
            self._ends = ends.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._ends.close()

    def _places(self) -> dict[str, str]:
        """Every folder that a program may write to by itself, in our own."""
        names = {"HOME": "home", "LECTERN_HOME": "home/lectern", "TMPDIR": "tmp"}
        names |= {f"XDG_{kind}_HOME": f"home/{kind.lower()}" for kind in ("CONFIG", "DATA")}
        names |= {f"XDG_{kind}_HOME": f"home/{kind.lower()}" for kind in ("STATE", "CACHE")}
        names |= {"XDG_RUNTIME_DIR": "run"}
        for name in names.values():
            (self.folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        return {variable: str(self.folder / name) for variable, name in names.items()} | {
            "PYTHONPATH": os.pathsep.join([str(FAULTS), os.environ.get("PYTHONPATH", "")])
        }

    def _run(self, ends: contextlib.ExitStack, *command: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(command, cwd=ROOT, env=self.environment)
        ends.callback(_end, process)
        return process

    # ------------------------------------------------------------------------- operator

    def open(self, *options: str) -> None:
        """Start the kiosk, and wait until its window is there."""
        self.supervisor = self._run(self._ends, sys.executable, "-m", "app", "kiosk", *options)
        self.wait_for_window()

    def wait_for_window(self, other_than: int = 0) -> None:
        """Wait until a kiosk, which is not the process `other_than`, has the keyboard."""
        self.wait(lambda: self.holder() not in (0, other_than))

    def wait(self, condition: Callable[[], object], seconds: float = DEADLINE_S) -> None:
        """Wait until `condition` holds."""
        until = monotonic() + seconds
        while not condition():
            if monotonic() > until:
                raise TimeoutError(f"what was waited for did not come; the log:\n{self.log()}")
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.supervisor.wait(0.02)

    def holder(self) -> int:
        """The process of the kiosk whose window has the keyboard; 0 when none has."""
        found = self.tool("getwindowfocus", "getwindowname", "%1", "getwindowpid", "%1").split("\n")
        return int(found[-1]) if TITLE in found[0].lower() and found[-1].isdigit() else 0

    def log(self) -> str:
        logs = (self.folder / "home").rglob("*.log")
        return "\n".join(f"--- {path.name}\n{path.read_text()[-6000:]}" for path in logs)

    @property
    def app(self) -> psutil.Process:
        [child] = psutil.Process(self.supervisor.pid).children()
        return child

    @property
    def voice(self) -> psutil.Process:
        """The process of the voice."""
        [voice] = [p for p in self.app.children() if "spawn_main" in " ".join(p.cmdline())]
        return voice

    # -------------------------------------------------------------------------- visitors

    def tool(self, *arguments: str) -> str:
        """Run xdotool; what it prints, "" when it fails."""
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True
        )
        return done.stdout.strip() if done.returncode == 0 else ""

    def key(self, *names: str) -> None:
        self.tool("key", "--clearmodifiers", *names)

    def say(self, text: str) -> None:
        """Type a text and have it spoken."""
        self.tool("type", "--delay", "8", text)
        self.key("Return")

    def screenshot(self, path: Path) -> None:
        subprocess.run(["import", "-window", "root", path], env=self.environment, check=True)


def public(**changes: Any) -> KioskSettings:
    """A public kiosk that is locked, with a line to type in."""
    settings = KioskSettings(
        faces=Faces.TALK_FIRST,
        board="museum",
        profile=Profile.PUBLIC,
        started=True,
        locked=True,
        pin=hashed(PIN),
    )
    return replace(settings, **changes)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
