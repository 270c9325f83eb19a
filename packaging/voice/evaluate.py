#!/usr/bin/env python3
"""Measures how good a voice is: python packaging/voice/evaluate.py models/joe --teacher piper

It needs the packages of the extra "voice" in pyproject.toml. The work is done in the folder
`evaluation` beside this file.
"""

import sys
from pathlib import Path

if __name__ == "__main__":
    packaging = Path(__file__).resolve().parents[1]
    sys.path[:1] = [str(packaging), str(packaging.parent)]
    from voice.evaluation.command import main

    sys.exit(main(sys.argv[1:]))
