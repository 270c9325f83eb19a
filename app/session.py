"""An engine without a window: run on a thread of its own, its events taken on this one."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.engine import Engine
from app.errors import VoiceError
from app.values import Event, Notice, VoiceFailed


class Session:
    """An engine on a plain thread, its events as an iterator on this one.

    Args:
        tell: takes the message and the hint of a notice.
    """

    def __init__(self, tell: Callable[[str, str], None]) -> None:
        self._tell = tell
        self._queue: queue.SimpleQueue[Event | BaseException] = queue.SimpleQueue()
        self.said_nothing = False

    def listen(self, event: Event) -> None:
        self._queue.put(event)

    @contextmanager
    def running(self, engine: Engine) -> Iterator[None]:
        """The engine runs inside the `with`; it is closed at its end, whatever ends it."""
        thread = threading.Thread(target=self._run, args=(engine,), name="voice", daemon=True)
        thread.start()
        try:
            yield
        finally:
            engine.close()
            thread.join(5.0)

    def events(self) -> Iterator[Event]:
        """Events until the caller stops asking; notices are told, failures raised."""
        while True:
            try:
                event = self._queue.get(timeout=0.2)  # short, so that Ctrl+C is noticed on Windows
            except queue.Empty:
                continue
            if isinstance(event, BaseException):
                raise event
            if isinstance(event, VoiceFailed):
                raise VoiceError(event.message, event.hint)
            if isinstance(event, Notice):
                self.said_nothing |= event.key == "nothing"
                self._tell(event.message, event.hint)
            yield event

    def _run(self, engine: Engine) -> None:
        try:
            engine.run()
        except BaseException as error:
            self._queue.put(error)
