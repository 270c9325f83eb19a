"""What speaks to the network for others is never even imported: by the window, the command line or
the voice. (That nothing opens a socket is held by all tests, see `tests/guard`.)"""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.source_tree import ROOT

CLIENTS = ("aiohttp", "httpx", "huggingface_hub", "requests", "urllib3", "wandb", "websockets")
SPEAKING = """
from pathlib import Path
from app.speech.environment import prepare_environment
prepare_environment()
from app.speech.service import Load, VoiceService
from app.values import Compute, VoiceReady
told = []
VoiceService(told.append).handle(Load(Path("models/joe"), Compute.CPU))
assert isinstance(told[-1], VoiceReady), told[-1]
"""


@pytest.mark.parametrize(
    "code",
    ["import app.window", "import app.main, app.assembly", SPEAKING],
    ids=["window", "command", "voice"],
)
def test_no_client_of_the_network_is_imported(code: str) -> None:
    shown = f"{code}\nimport sys\nprint(*sorted(set(sys.modules) & set({CLIENTS!r})))"
    done = subprocess.run(
        [sys.executable, "-c", shown], cwd=ROOT, capture_output=True, text=True, timeout=240
    )
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr
