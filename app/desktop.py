"""The program with windows: the ordinary one or the kiosk, one after the other in one application.

The kiosk that is opened from the menu takes the place of the window, whose text is kept as at every
end, and gives it back when its operator closes it. So the voice's memory is taken once at a time.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app import assembly, failed_start
from app.demonstration import build_demo
from app.demos.playlist import Playlist
from app.kiosk import core_dumps, lifeline
from app.kiosk_window import build_kiosk
from app.log import Crash, Log
from app.ui.application import (
    Application,
    Relay,
    end_on_signals,
    make_application,
    tell_fatal,
    warn,
)
from app.ui.heartbeat import Heartbeat
from app.values import VoiceFailed
from app.window import Built, build_window

LEFT, NOT_LEFT = 0, 1
"""Exit statuses: closed by its operator, and ended by anything else."""


def run(
    file: Path | None, *, in_process: bool = False, socket: str = "", background: bool = False
) -> int:
    """Show the window, with the text of `file`, until it is closed; the exit status.

    `socket`: where other programs can reach it; "": nowhere. In the `background` it is shown when
    one of these wishes it.
    """
    with _started("lectern.log", in_process) as desktop:
        return desktop.show_window(file, socket, background)


def run_kiosk(*, at_set_up: bool, in_process: bool = False) -> int:
    """Show the kiosk until its operator closes it; the exit status."""
    # Who is supervised is started again, and a dialog that nobody answers would stand against it.
    dialogs = not lifeline.is_supervised(os.environ)
    with _started("lectern-kiosk.log", in_process, dialogs) as desktop:
        return desktop.show_kiosk(at_set_up=at_set_up)


def run_demo(playlist: Playlist, *, in_process: bool = False) -> int:
    """Play `playlist` until it is left; the exit status.

    Raises:
        DemoError: it asks for a voice that is not there.
    """
    with _started("lectern.log", in_process) as desktop:
        return desktop.show_demo(playlist)


@contextmanager
def _started(log: str, in_process: bool, dialogs: bool = True) -> Iterator[_Desktop]:
    """The application and its log, until they are left; `dialogs` tell of a start that failed."""
    crashes: list[Callable[[Crash], None]] = []
    journal, problem = assembly.started_log(log, lambda crash: crashes[-1](crash))
    crashes.append(_tell_crash if dialogs else lambda crash: None)
    app = make_application(sys.argv[:1], journal, lambda cause: _end(cause, journal, dialogs))
    try:
        yield _Desktop(app, journal, problem, crashes, in_process)
    finally:
        gc.collect()  # windows must not outlive the application, and Python would end that first
        journal.close()


class _Desktop:
    """Shows windows, one at a time."""

    def __init__(
        self,
        app: Application,
        journal: Log,
        problem: str,
        crashes: list[Callable[[Crash], None]],
        in_process: bool,
    ) -> None:
        self._app, self._journal, self._problem = app, journal, problem
        self._crashes, self._in_process = crashes, in_process

    def show_window(self, file: Path | None, socket: str, background: bool = False) -> int:
        """Show the window until it is closed, and the kiosk in its place when that is wished."""
        while True:
            try:
                status, kiosk_wished = self._use_window(file, socket, background)
            except Exception as error:
                sys.excepthook(type(error), error, error.__traceback__)
                return 1
            if not kiosk_wished:
                return status
            file, background = None, False
            gc.collect()
            if self.show_kiosk(at_set_up=True) != LEFT:
                return status
            gc.collect()

    def _use_window(self, file: Path | None, socket: str, background: bool) -> tuple[int, bool]:
        """Show the window until it is closed; its status, and whether the kiosk is to follow."""
        built = build_window(
            self._app,
            in_process=self._in_process,
            journal=self._journal,
            problem=self._problem,
            socket=socket,
        )
        relay = Relay(built.show_crash)
        self._crashes.append(relay.tell)
        built.bridge.voice_failed.connect(
            lambda failure: _tell_no_voice(built, failure, self._journal)
        )
        built.start(background=background)
        if file is not None:
            built.window.files.open_path(file.absolute())
        self._app.file_requested.connect(built.window.files.open_path)
        signals = end_on_signals(lambda: self._end_window(built))
        status: int = self._app.exec()
        signals.stop()
        self._app.file_requested.disconnect(built.window.files.open_path)
        self._crashes.pop()
        built.end()
        return status, built.window.kiosk_wished

    def _end_window(self, built: Built) -> None:
        shown = built.window.isVisible()
        built.window.end()
        if not shown:  # Qt ends by itself only when a window goes from the screen
            self._app.quit()

    def show_demo(self, playlist: Playlist) -> int:
        """Play the demo until it is left."""
        built = build_demo(self._app, playlist, in_process=self._in_process)
        built.window.closed.connect(self._app.quit)
        signals = end_on_signals(self._app.quit)
        built.start()
        status: int = self._app.exec()
        signals.stop()
        built.end()
        return status

    def show_kiosk(self, *, at_set_up: bool) -> int:
        """Show the kiosk until it ends."""
        core_dumps.forbid()
        with self._journal.discreet():
            return self._use_kiosk(at_set_up)

    def _use_kiosk(self, at_set_up: bool) -> int:
        try:
            built = build_kiosk(self._app, in_process=self._in_process)
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)
            return NOT_LEFT
        # Nobody is there to read a dialog, and its buttons would lead out: the log has to do.
        self._crashes.append(lambda crash: None)
        ended: list[int] = []
        built.window.ended.connect(lambda: ended.append(LEFT))
        self._app.setQuitOnLastWindowClosed(False)
        beat = Heartbeat(lifeline.from_environment(os.environ), lambda: self._app.exit(NOT_LEFT))
        signals = end_on_signals(lambda: self._app.exit(NOT_LEFT))
        built.start(at_set_up=at_set_up)
        beat.start()
        built.window.ended.connect(self._app.quit)
        self._app.exec()
        status = LEFT if ended else NOT_LEFT
        signals.stop()
        self._app.setQuitOnLastWindowClosed(True)
        built.end()
        self._crashes.pop()
        return status


def _end(cause: str, journal: Log, dialog: bool) -> None:
    """Qt cannot go on, and would end the process without a word that its user sees."""
    failed_start.tell(f"{cause}\n\nThe log is {journal.file}.", dialog=dialog)
    os._exit(1)


def _tell_crash(crash: Crash) -> None:
    tell_fatal("Lectern", f"{crash.summary}\n\nLog: {crash.log_file}")


def _tell_no_voice(built: Built, failure: VoiceFailed, journal: Log) -> None:
    """Without any voice this is no start: more is due than the notice, which many overlook."""
    if built.window.speech.voice is None:
        warn(built.window, failure.message, f"{failure.hint}\n\nThe log is {journal.file}.")
