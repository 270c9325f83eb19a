"""Runs first in every process of the bundle: what we start must not load our libraries.

On Linux PyInstaller's loader sets LD_LIBRARY_PATH and starts itself anew. The loader of the system
has read it by then, so it can go. If it stayed, every program that Lectern opens (a file manager
for the log's folder, a dialog of the desktop) would run with our libraries, and might not start.
Our own voice process is told to set it for itself, as if it were started from outside.
"""

import os
import sys

if sys.platform.startswith("linux"):
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is None:
        os.environ.pop("LD_LIBRARY_PATH", None)
    else:
        os.environ["LD_LIBRARY_PATH"] = before
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
