"""How errors are written down: the traceback with its causes, without messages that quote texts."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from typing import Any

from app.errors import LecternError

FORMAT = (
    "%(asctime)s.%(msecs)03d %(levelname)-7s %(process)d [%(threadName)s] %(name)s: %(message)s"
)

# Messages of others may quote what was being worked on, which may be the user's text. Those of ours
# are written for users; those of the system and the interpreter name files, types and attributes.
TELLING_ERRORS = (
    *(LecternError, OSError, MemoryError, ImportError),
    *(AttributeError, NameError, TypeError, RuntimeError),
)


def describe(error: BaseException, *, private: bool = True) -> str:
    """The traceback with its causes; `private` leaves out messages that may quote typed text."""
    return "".join(_lines(error, private, set())).rstrip("\n")


def _lines(error: BaseException, private: bool, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and id(cause) not in seen:
        yield from _lines(cause, private, seen)
        yield "\nWhich led to:\n\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{summary(error, private)}\n"


def summary(error: BaseException, private: bool = True) -> str:
    """The kind of the error and its message, in a line; `private` as for `describe`."""
    message = str(error)
    if private and message and not isinstance(error, TELLING_ERRORS):
        message = "(message left out: it may quote the text)"
    return f"{type(error).__qualname__}: {message}"


class Formatter(logging.Formatter):
    """Lines with times in milliseconds; tracebacks as `describe` gives them."""

    def __init__(self, private: bool) -> None:
        super().__init__(FORMAT, datefmt="%Y-%m-%d %H:%M:%S")
        self.private = private

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler's formatter may have left its own, uncensored
        try:
            return super().format(record)
        finally:
            record.exc_text = None

    def formatException(self, ei: Any) -> str:  # noqa: N802
        return describe(ei[1], private=self.private)
