"""Running the program as a user does, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import soundfile

from app.values import Samples

ROOT = Path(__file__).resolve().parents[2]
PARAGRAPH = (
    "When the museum opened in 1984, tickets cost $2.50. Today Dr. Reed, who was there on the "
    "first day, speaks to some forty visitors; most of them were not yet born. She begins at "
    "3:30 pm.\n\nPlease take a seat, and switch off your phone."
)


def lectern(
    *arguments: str | Path,
    environment: Mapping[str, str] | None = None,
    stdin: bytes | None = None,
    timeout: float = 120,
    prefix: tuple[str, ...] = (),
) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m app` with arguments; its output comes back as bytes."""
    return subprocess.run(
        [*prefix, sys.executable, "-m", "app", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        input=stdin,
        capture_output=True,
        timeout=timeout,
    )


def sound_in(path: Path) -> tuple[Samples, int]:
    samples, rate = soundfile.read(path, dtype="float32")
    return np.asarray(samples), int(rate)
