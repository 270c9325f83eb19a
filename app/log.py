"""The log file, and what happens to errors that nobody caught.

Everything that goes wrong unforeseen ends here: exceptions on any thread, in destructors, in Qt,
and crashes of native code. It is written to a log of bounded size, and the window shows it in one
dialog. The log must be fit to be sent to a stranger: at the default level it holds nothing that
the user typed. Hence two habits: messages of exceptions that quote data are left out, and Coqui's
logger, which warns with the sentence itself, is kept to errors. `discreet` has it so at every
level: a visitor of a kiosk has not agreed to be quoted.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import logging.handlers
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from app.tracebacks import Formatter, describe, summary

LOG_VARIABLE = "LECTERN_LOG"
LARGEST_LOG = 1_000_000
KEPT_LOGS = 3

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Crash:
    """An error that nobody caught: one line, the whole story, and the log that holds it too."""

    summary: str
    details: str
    log_file: Path


def level_from(environ: Mapping[str, str]) -> int:
    """The level that `LECTERN_LOG` asks for ("debug", "info", "warning"); INFO without it."""
    level = logging.getLevelName(environ.get(LOG_VARIABLE, "info").strip().upper())
    return level if isinstance(level, int) else logging.INFO


class _RotatingFile(logging.handlers.RotatingFileHandler):
    """Rotates when it can: on Windows a log that another process holds open cannot be renamed."""

    def doRollover(self) -> None:  # noqa: N802
        with contextlib.suppress(OSError):
            super().doRollover()
        if self.stream is None:
            self.stream = self._open()


class Log:
    """The log file and the last-resort hooks of this process, from `start` to `close`.

    Args:
        file: the log file; its folder is made. Beside it lies "<stem>-crash.log", to which
            native crashes are written and from which they are copied at the next start, and on
            SIGUSR1 the stacks of all threads.
        on_crash: told of every error that nobody caught, in the thread where it happened, once
            for each place in the code.
        level: what our own code logs; others log warnings only, unless it is DEBUG.
    """

    def __init__(
        self,
        file: Path,
        on_crash: Callable[[Crash], None] | None = None,
        level: int = logging.INFO,
    ) -> None:
        self.file = file
        self.crash_file = file.with_name(f"{file.stem}-crash{file.suffix}")
        self._on_crash = on_crash
        self._level = level
        self._formatter = Formatter(private=level > logging.DEBUG)
        self._reported: set[tuple[object, ...]] = set()
        self._undo = contextlib.ExitStack()

    def start(self) -> str:
        """Begin to log; a sentence when the file cannot be written, else ""."""
        self._replace_missing_streams()
        self._take_hooks()
        self._set_levels()
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self._add_handler()
            self._catch_native_crashes()
        except OSError as error:
            self._censor_last_resort()
            return f"The log “{self.file}” cannot be written: {error.strerror or error}."
        return ""

    def close(self) -> None:
        """Put everything back as it was before `start`."""
        self._undo.close()

    @contextlib.contextmanager
    def discreet(self) -> Iterator[None]:
        """While it lasts nothing is logged that may quote a text, whatever the level is."""
        before = self._formatter.private
        self._formatter.private = True
        logging.disable(logging.DEBUG)
        try:
            yield
        finally:
            logging.disable(logging.NOTSET)
            self._formatter.private = before

    def install_qt_handler(
        self, install: Callable[[Any], Any], on_fatal: Callable[[str], None] | None = None
    ) -> None:
        """Log what Qt prints.

        Args:
            install: Qt's `qInstallMessageHandler`.
            on_fatal: told of the message after which Qt ends the process.
        """
        levels = {
            "QtDebugMsg": logging.DEBUG,
            "QtInfoMsg": logging.INFO,
            "QtWarningMsg": logging.WARNING,
            "QtCriticalMsg": logging.ERROR,
            "QtFatalMsg": logging.CRITICAL,
        }
        qt = logging.getLogger("app.qt")

        def handle(kind: Any, _context: Any, message: str) -> None:
            level = levels.get(getattr(kind, "name", ""), logging.WARNING)
            qt.log(level, "%s", message)
            if level == logging.CRITICAL and on_fatal is not None:
                on_fatal(message)

        before = install(handle)
        self._undo.callback(install, before)

    # ------------------------------------------------------------------------- starting

    def _replace_missing_streams(self) -> None:
        """A windowed app has no standard streams, and whatever prints would fail.

        They go nowhere rather than to the log: libraries print the text they work on.
        """
        for name in ("stdout", "stderr"):
            if getattr(sys, name) is None:
                stream = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
                self._undo.callback(stream.close)
                self._undo.callback(setattr, sys, name, None)
                setattr(sys, name, stream)

    def _set_levels(self) -> None:
        debug = self._level <= logging.DEBUG
        levels = {
            "": logging.DEBUG if debug else logging.WARNING,
            "app": self._level,
            "TTS": logging.DEBUG if debug else logging.ERROR,
        }
        for name, level in levels.items():
            logger = logging.getLogger(name)
            self._undo.callback(logger.setLevel, logger.level)
            logger.setLevel(level)
        self._undo.callback(setattr, logging, "raiseExceptions", logging.raiseExceptions)
        logging.raiseExceptions = False  # a full disk must not make every log line a traceback
        logging.captureWarnings(True)
        self._undo.callback(logging.captureWarnings, False)

    def _add_handler(self) -> None:
        handler = _RotatingFile(
            self.file,
            maxBytes=LARGEST_LOG,
            backupCount=KEPT_LOGS,
            encoding="utf-8",
            errors="backslashreplace",
        )
        handler.setFormatter(self._formatter)
        root = logging.getLogger()
        root.addHandler(handler)
        self._undo.callback(handler.close)
        self._undo.callback(root.removeHandler, handler)

    def _censor_last_resort(self) -> None:
        """Without a file, Python prints what is logged, which a system's journal may keep."""
        last = logging.lastResort
        if last is not None:
            self._undo.callback(last.setFormatter, last.formatter)
            last.setFormatter(self._formatter)

    def _catch_native_crashes(self) -> None:
        last = _read(self.crash_file)
        if last:
            _log.error("the app crashed or hung before:\n%s", last)
        # Appended to, so that a second Lectern and this one do not write over each other.
        file: IO[str] = self.crash_file.open("a", encoding="utf-8")
        file.truncate(0)
        self._undo.callback(file.close)
        was_enabled = faulthandler.is_enabled()
        faulthandler.enable(file=file)
        self._undo.callback(_restore_faulthandler, was_enabled)
        if sys.platform != "win32":
            # The supervisor of a kiosk asks so, before it kills what hangs, where it does.
            faulthandler.register(signal.SIGUSR1, file)
            self._undo.callback(faulthandler.unregister, signal.SIGUSR1)

    # ---------------------------------------------------------------------------- hooks

    def _take_hooks(self) -> None:
        self._undo.callback(setattr, sys, "excepthook", sys.excepthook)
        self._undo.callback(setattr, threading, "excepthook", threading.excepthook)
        self._undo.callback(setattr, sys, "unraisablehook", sys.unraisablehook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.critical("an error that nobody caught", exc_info=(kind, error, trace))
        self._report(error)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is None or issubclass(args.exc_type, SystemExit):
            return
        self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    def _on_unraisable(self, args: Any) -> None:
        # Mostly clean-up at the end of the process: worth a line, not a dialog.
        if args.exc_value is not None:
            kind, error, trace = args.exc_type, args.exc_value, args.exc_traceback
            _log.error("an error during clean-up", exc_info=(kind, error, trace))

    def _report(self, error: BaseException) -> None:
        frames = traceback.extract_tb(error.__traceback__)[-1:]
        place = (type(error), *((frame.filename, frame.lineno) for frame in frames))
        if self._on_crash is None or place in self._reported:
            return
        self._reported.add(place)
        try:
            self._on_crash(Crash(summary(error), describe(error), self.file))
        except Exception:
            _log.exception("the crash could not be shown")


def _restore_faulthandler(enabled: bool) -> None:
    faulthandler.disable()
    if enabled and sys.__stderr__ is not None:
        with contextlib.suppress(OSError, ValueError):  # a stream without a file of its own
            faulthandler.enable(sys.__stderr__)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")[:20_000].strip()
    except OSError:
        return ""
