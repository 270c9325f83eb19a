"""What the user is told when Lectern cannot start: why, and where the log is.

This must work when nothing else does: beyond the standard library it needs nothing, and goes
without what it cannot import.
"""

from __future__ import annotations

import contextlib
import logging
import sys
import tempfile
import traceback
from pathlib import Path

from app import native_dialog

TITLE = "Lectern cannot start"
_log = logging.getLogger(__name__)


def report(error: BaseException, *, dialog: bool) -> int:
    """Write the error to the log and tell the user; the exit status.

    Args:
        error: why it does not start.
        dialog: also show it in a dialog; a command of the terminal has no business opening one.
    """
    tell(message_for(error, _logged(error)), dialog=dialog)
    return 1


def message_for(error: BaseException, log_place: str) -> str:
    """The cause, the next step, and the log."""
    cause = str(error).strip() or type(error).__name__
    if isinstance(error, ImportError):
        next_step = (
            "A part of Lectern or a library of the system is missing or damaged. Install Lectern "
            "again; if the library is the system's, install that."
        )
    else:
        next_step = "Install Lectern again; if that does not help, the log says more."
    return f"{cause}\n\n{next_step}\n\n{log_place}"


def tell(message: str, *, dialog: bool) -> None:
    """Write to the terminal, where there is one, and show the message."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            print(f"{TITLE}: {message}", file=sys.stderr)
    if dialog:
        native_dialog.show(TITLE, message)


def _logged(error: BaseException) -> str:
    """Log the error; a sentence on where."""
    try:
        return _in_the_log(error)
    except Exception:
        return _in_a_file_of_its_own(error)


def _in_the_log(error: BaseException) -> str:
    from app import paths
    from app.log import Log

    folder, problem = paths.usable_folder(paths.log_folder(), "The log")
    journal = Log(folder / "lectern.log")
    unwritable = journal.start()
    _log.critical("Lectern does not start", exc_info=error)
    journal.close()
    return unwritable or " ".join(filter(None, [f"The log is {journal.file}.", problem]))


def _in_a_file_of_its_own(error: BaseException) -> str:
    """For a bundle that lacks even what names the place of the log."""
    story = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    try:
        path = Path(tempfile.mkdtemp(prefix="lectern-")) / "lectern.log"
        path.write_text(story, encoding="utf-8", errors="backslashreplace")
    except OSError as problem:
        return f"No log could be written ({problem})."
    return f"The log is {path}."
