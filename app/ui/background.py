"""Work that may take long (a network drive, a large file), done beside the GUI thread.

A piece of work is a function without Qt; what it returns or raises comes back as a call in the GUI
thread. Order is kept: there is one thread.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from app.errors import LecternError

T = TypeVar("T")


class Background(QObject):
    """Runs functions one after another on a thread of its own, from the first `run` to `close`."""

    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[LecternError], None],
    ) -> None:
        """Run `work`; then, in the GUI thread, `done(result)`, or `failed(error)`.

        Errors other than `LecternError` are faults of ours and are raised in the GUI thread.
        """
        if self._pool is None:
            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="files")
        self._pool.submit(self._work, work, done, failed)

    def close(self) -> None:
        """Forget what has not begun; what has begun is let finish (a file is written whole)."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _work(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[LecternError], None],
    ) -> None:
        try:
            result = work()
        except LecternError as error:
            reason = error
            self._ended.emit(lambda: failed(reason))
        except Exception as error:
            fault = error
            self._ended.emit(lambda: _raise(fault))
        else:
            self._ended.emit(lambda: done(result))

    def _on_ended(self, report: Callable[[], None]) -> None:
        report()


def _raise(error: Exception) -> None:
    raise error
