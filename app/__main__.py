"""`python -m app`, and the frozen executables: the window, or a command of the command line.

The voice process and the helper that lists sound devices are this same program, started again by
`multiprocessing`; `freeze_support` must run before anything else, and nothing heavy may be imported
at the top of this file, because the children import it too.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path


def main() -> int:
    multiprocessing.freeze_support()
    arguments = sys.argv[1:]
    try:
        from app.remote import command as remote

        if remote.is_meant(arguments):  # before all others, which take their time
            return remote.main(arguments)
        from app import main as program
    except Exception as error:
        from app import failed_start

        return failed_start.report(error, dialog=_asks_for_the_window(arguments))
    return program.main(arguments)


def _asks_for_the_window(arguments: Sequence[str]) -> bool:
    """As far as can be said when the parser of the arguments cannot be imported."""
    return all(argument == "--in-process" or Path(argument).is_file() for argument in arguments)


if __name__ == "__main__":
    sys.exit(main())
