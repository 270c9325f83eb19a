#!/usr/bin/env python3
"""Tries a built bundle on a machine with nothing installed: smoke_test.py dist/Lectern

Run it with the environment's Python, after `bootstrap.py test` has made it, as root or where
namespaces are open to all. What is tried, and how, is in the folder `smoke` beside this file.
"""

import sys
from pathlib import Path

if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    sys.path[:1] = [str(here), str(here.parent)]
    from smoke.command import main

    sys.exit(main(sys.argv[1:]))
