"""The voice in a process of its own: commands down a pipe, sound up.

Why a process: importing torch holds the interpreter's lock for a third of a second and would freeze
the window; Python work in the voice could starve the playback thread; and a native call that hangs
or crashes can be neither stopped nor survived inside one process. The child is this same program,
started by `multiprocessing` with the spawn method, which works from source and frozen, on Linux,
Windows and macOS.

There is a pipe for each direction, and commands are written by a thread of their own. A pipe holds
as little as eight kilobytes on some systems, less than a chunk of sound or a long sentence: were
both sides to write on the threads that read, each could wait for the other for ever.

The child ends when the pipe closes: on `close`, and also when the parent is killed.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import queue
import signal
import threading
from logging.handlers import QueueHandler
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic
from typing import Any, cast

from app.speech.service import Cancel, Close, Command, Load, Pronounce, SetPriority, VoiceService
from app.values import (
    Compute,
    Precision,
    Priority,
    Pronunciations,
    Rendered,
    RenderFailed,
    VoiceDied,
    VoiceFailed,
    VoiceMessage,
    VoiceReady,
    VoiceRequest,
)

_LOADING_PATIENCE = 180.0
_WORKING_PATIENCE = 4.0  # a step of work takes a tenth of a second at most
_WARY_PATIENCE, _WARY_S = 15.0, 600.0  # what seemed to hang may have been slow, on a busy machine
_log = logging.getLogger(__name__)


class _Outlet:
    """The child's end of the way up. Threads that log write to it too: one at a time."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._lock = threading.Lock()

    def send(self, message: VoiceMessage | logging.LogRecord) -> None:
        with self._lock:
            self._pipe.send(message)


class _PipeLogHandler(QueueHandler):
    """Sends the child's log records up the pipe; the parent writes the one log file."""

    def enqueue(self, record: logging.LogRecord) -> None:
        with contextlib.suppress(OSError):
            cast(_Outlet, self.queue).send(record)


def serve(commands: Connection, messages: Connection) -> None:
    """The child's whole life: obey commands and render until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent()
    outlet = _Outlet(messages)
    handler = _PipeLogHandler(cast(Any, outlet))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    with contextlib.suppress(EOFError, OSError):
        service = VoiceService(outlet.send)
        while True:
            while commands.poll() or not service.busy:
                if not service.handle(commands.recv()):
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


class _Commands:
    """The parent's end of the way down: takes commands at once, and writes them in its thread."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._queue: queue.SimpleQueue[Command | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="voice commands", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def send(self, command: Command) -> None:
        self._queue.put(command)

    def close(self) -> None:
        """Close the pipe behind what was sent before; when the child hangs, once it is killed."""
        self._queue.put(None)

    def _run(self) -> None:
        with self._pipe, contextlib.suppress(OSError):  # `receive` notices a broken pipe
            while (command := self._queue.get()) is not None:
                self._pipe.send(command)


class _Bell:
    """Ends a `wait` from any thread. However often it is rung, one byte lies in the pipe."""

    def __init__(self, context: Any) -> None:
        self.ear, self._rope = context.Pipe(duplex=False)
        self._lock = threading.Lock()
        self._rung = False

    def ring(self) -> None:
        with self._lock:
            if not self._rung:
                self._rung = True
                self._rope.send_bytes(b"!")

    def silence(self) -> None:
        with self._lock:
            while self.ear.poll():
                self.ear.recv_bytes()
            self._rung = False


class ProcessVoice:
    """The voice port of the engine, with the voice in a child process.

    All methods but `wake` belong to one thread, the voice thread.
    """

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._process: Any = None
        self._commands: _Commands | None = None
        self._messages: Connection | None = None
        self._bell = _Bell(self._context)
        self._open: set[int] = set()
        self._loading = 0  # how many voices were asked for and did not answer yet
        self._heard = monotonic()
        self._wary_until = 0.0

    def load(self, folder: Path, compute: Compute, precision: Precision = Precision.AUTO) -> None:
        """Load a voice, starting the process when there is none. Only the last one answers."""
        self._open.clear()
        if self._messages is None:
            self._start()
        self._loading += 1
        self._send(Load(folder, compute, precision))

    def render(self, request: VoiceRequest) -> None:
        self._await(request.id)
        self._send(request)

    def cancel(self, request: int) -> None:
        self._open.discard(request)
        self._send(Cancel(request))

    def set_priority(self, request: int, priority: Priority) -> None:
        if priority is Priority.RESTING:
            self._open.discard(request)
        else:
            self._await(request)
        self._send(SetPriority(request, priority))

    def pronounce(self, request: int, text: str, pronunciations: Pronunciations) -> None:
        self._send(Pronounce(request, text, pronunciations))

    def receive(self, timeout: float) -> VoiceMessage | None:
        """The next message, or None after `timeout` seconds or a `wake`.

        A child that died, or said nothing for long although it has work, gives a `VoiceDied`.
        """
        if self._messages is None:
            wait([self._bell.ear], timeout)
            self._bell.silence()
            return None
        ready = wait([self._messages, self._bell.ear], timeout)
        if self._bell.ear in ready:
            self._bell.silence()
        if self._messages not in ready:
            return self._hung()
        try:
            message = self._messages.recv()
        except (EOFError, OSError):
            return self._died(f"it ended with code {self._exit_code()}")
        self._heard = monotonic()
        if isinstance(message, logging.LogRecord):
            _write_log(message)
            return None
        return message if self._is_news(message) else None

    def wake(self) -> None:
        """Make a waiting `receive` return; from any thread."""
        self._bell.ring()

    def close(self) -> None:
        """End the process; it is killed when it does not end by itself."""
        self._send(Close())
        self._hang_up(patience=0.5)

    @property
    def process_id(self) -> int | None:
        return None if self._process is None else self._process.pid

    def _start(self) -> None:
        their_commands, commands = self._context.Pipe(duplex=False)
        messages, their_messages = self._context.Pipe(duplex=False)
        process = self._context.Process(
            target=serve, args=(their_commands, their_messages), name="lectern-voice", daemon=True
        )
        process.start()
        their_commands.close()
        their_messages.close()
        self._process, self._messages, self._commands = process, messages, _Commands(commands)
        self._commands.start()
        self._heard = monotonic()

    def _await(self, request: int) -> None:
        """Something is to be heard of this request."""
        if not self._open:
            self._heard = monotonic()
        self._open.add(request)

    def _send(self, command: Command) -> None:
        if self._commands is not None:
            self._commands.send(command)

    def _is_news(self, message: VoiceMessage) -> bool:
        """Keep count; False for what a voice says that another was asked for in place of."""
        if isinstance(message, (VoiceReady, VoiceFailed)):
            self._loading = max(0, self._loading - 1)
            return not self._loading
        if isinstance(message, (Rendered, RenderFailed)):
            self._open.discard(message.request)
        return True

    def _hung(self) -> VoiceDied | None:
        if not (self._loading or self._open):
            return None
        now = monotonic()
        working = _WARY_PATIENCE if now < self._wary_until else _WORKING_PATIENCE
        patience = _LOADING_PATIENCE if self._loading else working
        if now - self._heard < patience:
            return None
        self._wary_until = now + _WARY_S
        return self._died(f"it did not answer for {patience:.0f} seconds")

    def _died(self, reason: str) -> VoiceDied:
        _log.warning("the voice process is lost: %s", reason)
        self._open.clear()
        self._hang_up(patience=0.0)
        return VoiceDied(reason)

    def _exit_code(self) -> int | None:
        self._process.join(1.0)
        return cast(int | None, self._process.exitcode)

    def _hang_up(self, patience: float) -> None:
        """Leave the child, which has `patience` seconds to end; then it is killed."""
        if self._commands is not None and self._messages is not None:
            self._commands.close()
            self._messages.close()
        self._commands = self._messages = None
        self._loading = 0
        if self._process is None:
            return
        self._process.join(patience)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(1.0)
        self._process = None


def _write_log(record: logging.LogRecord) -> None:
    """Write a record of the child's, if a record of its logger and level is written here."""
    logger = logging.getLogger(record.name)
    if logger.isEnabledFor(record.levelno):
        logger.handle(record)
