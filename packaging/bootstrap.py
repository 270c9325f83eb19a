#!/usr/bin/env python3
"""Sets Lectern up and starts it: one command on a fresh machine, standard library only.

This file keeps to what every Python ever shipped can read, so that a Python that is too old gets
a sentence instead of a syntax error. The work is done in the folder `environment` beside it.
"""

import platform
import sys

OLDEST = (3, 10)
NEWEST = (3, 13)


def complaint():
    """What is wrong with this Python, in a sentence for the user; empty when it will do."""
    found = "%d.%d" % tuple(sys.version_info[:2])
    if platform.python_implementation() != "CPython":
        return "this is %s, and Lectern needs CPython" % platform.python_implementation()
    if not OLDEST <= tuple(sys.version_info[:2]) <= NEWEST:
        return "this is Python %s" % found
    if sys.maxsize < 2**32:
        return "this is a 32-bit Python %s, and Lectern needs a 64-bit one" % found
    return ""


def main():
    """Hands over to the real work, or says which Python to start this with."""
    problem = complaint()
    if problem:
        supported = "Lectern runs on Python %d.%d to %d.%d" % (OLDEST + NEWEST)
        sys.stderr.write("%s; %s (%s).\n" % (supported, problem, sys.executable))
        sys.stderr.write(
            "Start this script with one of those, for example: python3.12 %s run\n" % sys.argv[0]
        )
        return 1
    from environment import commands

    return commands.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
