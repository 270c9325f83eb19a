"""Starts the kiosk, and starts it again when it dies or its event loop stands still.

It is a small parent that does nothing else, so that there is little that could bring it down. The
kiosk tells it twice a second, from its event loop, that it still turns. Silence is counted in
looks, not on a clock: while the computer sleeps, or is so busy that the supervisor itself does not
run, nobody looks and nobody is blamed.

It never gives up: what dies again and again is started ever more slowly, at last once a minute.
"""

from __future__ import annotations

import contextlib
import logging
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.kiosk.back_off import BackOff
from app.kiosk.child import END_PATIENCE_S, Child, Heard
from app.kiosk.notify import ALIVE, READY, STOPPING, Notifier

_log = logging.getLogger(__name__)
LEFT, MISUSED = 0, 2
"""Exit statuses after which the kiosk is not started again: the operator left it through the way
out, and the command line makes no sense."""


@dataclass(frozen=True, slots=True)
class Vigil:
    """How long silence is suffered, in looks of `look_s` seconds.

    `starting`: before the first beat, while the window is made; a cold disk may take long.
    """

    look_s: float = 0.5
    starting: int = 120
    running: int = 6


class Supervisor:
    """Keeps one kiosk running.

    Args:
        start: starts it; told whether it ran before.
        notifier, back_off, vigil: see there.
    """

    def __init__(
        self,
        start: Callable[[bool], Child],
        notifier: Notifier,
        back_off: BackOff | None = None,
        vigil: Vigil | None = None,
    ) -> None:
        self._start = start
        self._notifier = notifier
        self._back_off = back_off or BackOff()
        self._vigil = vigil or Vigil()
        self._child: Child | None = None
        self._ending = threading.Event()

    def run(self) -> int:
        """Until the kiosk is left, or `end`; the exit status."""
        lives = 0
        while not self._ending.is_set():
            self._back_off.begin()
            status = self._live(again=lives > 0)
            if status in (LEFT, MISUSED):
                self._notifier.send(STOPPING)
                return status
            lives += 1
            wait = self._back_off.wait_s()
            _log.error("the kiosk ended with status %s; again in %.0f s", status, wait)
            self._notifier.tell_status(f"Started again {lives} times; it ended with {status}.")
            self._rest(wait)
        self._notifier.send(STOPPING)
        return LEFT

    def end(self) -> None:
        """Have the kiosk end, and `run` with it; from any thread or signal handler."""
        self._ending.set()
        if self._child is not None:
            self._child.ask_to_end()

    def _live(self, *, again: bool) -> int | None:
        """One life of the kiosk: its exit status, None when it could not even be started."""
        try:
            child = self._child = self._start(again)
        except OSError:
            _log.exception("the kiosk cannot be started")
            return None
        _log.info("the kiosk was started as process %d", child.process_id)
        if self._ending.is_set():  # asked to between the two lines above
            child.ask_to_end()
        hung = not self._watch(child)
        if hung:
            _log.error("the event loop of the kiosk stands still: it is killed")
            child.tell_where_it_hangs()
        status = child.wait(0.0 if hung else END_PATIENCE_S)
        self._child = None
        return LEFT if self._ending.is_set() else status

    def _watch(self, child: Child) -> bool:
        """Until the child ends or is to end; False when it hangs."""
        silence, patience = 0, self._vigil.starting
        while not self._ending.is_set():
            heard = child.listen(self._vigil.look_s)
            self._notifier.send(ALIVE)
            if heard is Heard.END:
                return True
            if heard is Heard.BEAT:
                if patience != self._vigil.running:
                    patience = self._vigil.running
                    self._notifier.send(READY)
                silence = 0
            else:
                silence += 1
                if silence >= patience:
                    return False
        return True

    def _rest(self, seconds: float) -> None:
        """Wait, and tell that this is no hang."""
        looks = int(seconds / self._vigil.look_s)
        for _ in range(looks):
            self._notifier.send(ALIVE)
            if self._ending.wait(self._vigil.look_s):
                return


@contextlib.contextmanager
def ended_by_signals(end: Callable[[], None]) -> Iterator[None]:
    """Within, the signals that end a program call `end`."""
    names = ("SIGTERM", "SIGINT", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, lambda *_: end()) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
