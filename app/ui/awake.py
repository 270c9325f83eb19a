"""Keeps the computer from going to sleep while it speaks or saves.

Asking for that is a call to another program on some systems (D-Bus on Linux), which may answer
late or never. So a thread of its own asks, the rest of the app only says what is wished, and a
computer that cannot be kept awake is no error: speech works all the same.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from app.ui.x11_screen import screen_kept_on

_log = logging.getLogger(__name__)


def wakepy_mode() -> AbstractContextManager[object]:
    """wakepy's mode that prevents sleep but lets the screen go dark; imported when first used."""
    from wakepy import keep

    mode: AbstractContextManager[object] = keep.running(on_fail="pass")
    return mode


@contextlib.contextmanager
def screen_mode() -> Iterator[None]:
    """A mode that keeps the screen on as well: of the desktop, and of a bare X server."""
    from wakepy import keep

    with keep.presenting(on_fail="pass"), screen_kept_on():
        yield


class Awake:
    """Holds the computer awake as long as somebody needs it; never blocks and never raises.

    Args:
        make_mode: makes a context manager within which the computer stays awake.
    """

    def __init__(
        self, make_mode: Callable[[], AbstractContextManager[object]] = wakepy_mode
    ) -> None:
        self._make_mode = make_mode
        self._changed = threading.Condition()
        self._needed = False
        self._closing = False
        self._thread: threading.Thread | None = None

    def set_needed(self, needed: bool) -> None:
        """Say whether the computer has to stay awake from now on; returns at once."""
        with self._changed:
            if needed == self._needed or self._closing:
                return
            self._needed = needed
            if self._thread is None:
                # A daemon: a desktop that never answers must not keep the app from ending, and
                # the system forgets the wish with the process that made it.
                self._thread = threading.Thread(target=self._run, name="awake", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def close(self) -> None:
        """Let the computer sleep again; returns at once."""
        with self._changed:
            self._needed = False
            self._closing = True
            self._changed.notify_all()

    def _run(self) -> None:
        while self._wait_for(True):
            with contextlib.ExitStack() as stack:
                try:
                    stack.enter_context(self._make_mode())
                except Exception:
                    _log.info("the computer cannot be kept awake", exc_info=True)
                self._wait_for(False)
                try:
                    stack.close()
                except Exception:
                    _log.info("the wish to stay awake could not be taken back", exc_info=True)

    def _wait_for(self, needed: bool) -> bool:
        """Wait until `needed` is wished; False when that will not be."""
        with self._changed:
            self._changed.wait_for(lambda: self._needed == needed or self._closing)
            return self._needed == needed and not (needed and self._closing)
