#!/usr/bin/env python3
"""Measures how good a voice is: python3 packaging/voice/evaluate.py models/joe --teacher piper

It is `bootstrap.py evaluate`, so it makes its environment as that does, and like that file it keeps
to what every Python can read. The work is done in the folder `evaluation` beside it.
"""

import os
import sys

if __name__ == "__main__":
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    import bootstrap

    sys.argv.insert(1, "evaluate")
    sys.exit(bootstrap.main())
