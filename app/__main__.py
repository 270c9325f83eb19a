"""`python -m app`, and the frozen executables: the window, or a command of the command line.

The voice process and the helper that lists sound devices are this same program, started again by
`multiprocessing`; `freeze_support` must run before anything else, and nothing heavy may be imported
at the top of this file, because the children import it too.
"""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    multiprocessing.freeze_support()
    from app import main as program

    return program.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
