#!/usr/bin/env python3
"""Puts another voice into the models folder, before the app is built or deployed.

    python3 packaging/vendor.py en/ljspeech/fast_pitch

It is `bootstrap.py vendor`, so it makes its environment as that does, and like that file it keeps
to what every Python can read. The work is done in the folder `vendoring` beside it. The app itself
never downloads anything.
"""

import sys

import bootstrap

if __name__ == "__main__":
    sys.argv.insert(1, "vendor")
    sys.exit(bootstrap.main())
