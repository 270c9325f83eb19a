"""The voice in a process of its own: commands down a pipe, sound up.

Why a process: importing torch holds the interpreter's lock for a third of a second and would freeze
the window; Python work in the voice could starve the playback thread; and a native call that hangs
or crashes can be neither stopped nor survived inside one process. The child is this same program,
started by `multiprocessing` with the spawn method, which works from source and frozen, on Linux,
Windows and macOS.

The child ends when the pipe closes: on `close`, and also when the parent is killed.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import signal
import threading
from logging.handlers import QueueHandler
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic
from typing import Any, cast

from app.speech.service import Cancel, Close, Command, Load, VoiceService
from app.values import (
    Compute,
    Rendered,
    RenderFailed,
    RenderRequest,
    VoiceDied,
    VoiceFailed,
    VoiceMessage,
    VoiceReady,
)

_LOADING_PATIENCE = 180.0
_WORKING_PATIENCE = 15.0
_log = logging.getLogger(__name__)


class _PipeLogHandler(QueueHandler):
    """Sends the child's log records up the pipe; the parent writes the one log file."""

    def enqueue(self, record: logging.LogRecord) -> None:
        with contextlib.suppress(OSError):
            cast(Connection, self.queue).send(record)


def serve(pipe: Connection) -> None:
    """The child's whole life: obey commands and render until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent()
    logging.basicConfig(level=logging.INFO, handlers=[_PipeLogHandler(cast(Any, pipe))], force=True)
    with contextlib.suppress(EOFError, OSError):
        service = VoiceService(pipe.send)
        while True:
            while pipe.poll() or not service.busy:
                if not service.handle(pipe.recv()):
                    return
            service.step()


def _end_with_parent() -> None:
    """Leave at once when the parent dies, even from within a long native call."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(0)

    threading.Thread(target=watch, name="parent watch", daemon=True).start()


class ProcessVoice:
    """The voice port of the engine, with the voice in a child process.

    All methods but `wake` belong to one thread, the voice thread.
    """

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._process: Any = None
        self._pipe: Connection | None = None
        self._bell_in, self._bell_out = self._context.Pipe(duplex=False)
        self._open: set[int] = set()
        self._loading = False
        self._heard = monotonic()

    def load(self, folder: Path, compute: Compute) -> None:
        """Load a voice, starting the process when there is none."""
        self._open.clear()
        if self._pipe is None:
            self._start()
        self._loading = True
        self._send(Load(folder, compute))

    def render(self, request: RenderRequest) -> None:
        if not self._open:
            self._heard = monotonic()
        self._open.add(request.id)
        self._send(request)

    def cancel(self, request: int) -> None:
        self._open.discard(request)
        self._send(Cancel(request))

    def receive(self, timeout: float) -> VoiceMessage | None:
        """The next message, or None after `timeout` seconds or a `wake`.

        A child that died, or said nothing for long although it has work, gives a `VoiceDied`.
        """
        if self._pipe is None:
            wait([self._bell_in], timeout)
            self._silence_bell()
            return None
        ready = wait([self._pipe, self._bell_in], timeout)
        if self._bell_in in ready:
            self._silence_bell()
        if self._pipe not in ready:
            return self._hung()
        try:
            message = self._pipe.recv()
        except (EOFError, OSError):
            return self._died(f"it ended with code {self._exit_code()}")
        self._heard = monotonic()
        if isinstance(message, logging.LogRecord):
            logging.getLogger(message.name).handle(message)
            return None
        self._note(message)
        return message  # type: ignore[no-any-return]

    def wake(self) -> None:
        """Make a waiting `receive` return; from any thread."""
        with contextlib.suppress(OSError):
            self._bell_out.send_bytes(b"!")

    def close(self) -> None:
        """End the process; it is killed when it does not end by itself."""
        if self._pipe is not None:
            with contextlib.suppress(OSError):
                self._pipe.send(Close())
            self._pipe.close()
            self._pipe = None
        self._reap(patience=0.5)

    @property
    def process_id(self) -> int | None:
        return None if self._process is None else self._process.pid

    def _start(self) -> None:
        self._pipe, theirs = self._context.Pipe()
        self._process = self._context.Process(
            target=serve, args=(theirs,), name="lectern-voice", daemon=True
        )
        self._process.start()
        theirs.close()
        self._heard = monotonic()

    def _send(self, command: Command) -> None:
        if self._pipe is not None:
            with contextlib.suppress(OSError):  # a broken pipe is noticed by `receive`
                self._pipe.send(command)

    def _note(self, message: VoiceMessage) -> None:
        if isinstance(message, (VoiceReady, VoiceFailed)):
            self._loading = False
        elif isinstance(message, (Rendered, RenderFailed)):
            self._open.discard(message.request)

    def _hung(self) -> VoiceDied | None:
        if not (self._loading or self._open):
            return None
        patience = _LOADING_PATIENCE if self._loading else _WORKING_PATIENCE
        if monotonic() - self._heard < patience:
            return None
        return self._died(f"it did not answer for {patience:.0f} seconds")

    def _died(self, reason: str) -> VoiceDied:
        _log.warning("the voice process is lost: %s", reason)
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        self._open.clear()
        self._loading = False
        self._reap(patience=0.0)
        return VoiceDied(reason)

    def _exit_code(self) -> int | None:
        self._process.join(1.0)
        code: int | None = self._process.exitcode
        return code

    def _reap(self, patience: float) -> None:
        if self._process is None:
            return
        self._process.join(patience)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(1.0)
        self._process = None

    def _silence_bell(self) -> None:
        while self._bell_in.poll():
            self._bell_in.recv_bytes()
