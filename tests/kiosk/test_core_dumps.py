"""What a crash must not leave behind."""

from __future__ import annotations

import subprocess
import sys

import pytest

resource = pytest.importorskip("resource")

from app.kiosk import core_dumps  # noqa: E402


def test_neither_this_process_nor_those_it_starts_dump_their_memory() -> None:
    before = resource.getrlimit(resource.RLIMIT_CORE)
    ask = "import resource; print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    try:
        core_dumps.forbid()
        assert resource.getrlimit(resource.RLIMIT_CORE) == (0, before[1])
        asked = subprocess.run([sys.executable, "-c", ask], capture_output=True, check=True)
        assert asked.stdout.split() == [b"0"]
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)
