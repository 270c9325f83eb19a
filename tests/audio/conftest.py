"""The sound server is there for every test of sound that asks for it."""

from __future__ import annotations

import sys

from tests.sound_server import sound_server

__all__ = ["sound_server"]

collect_ignore = [] if sys.platform.startswith("linux") else ["test_real_sound.py"]
