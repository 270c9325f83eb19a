"""Lint, format and types, as tests: one command says whether a change is fit to land."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["ruff", "check", "--no-fix", "."], id="lint"),
        pytest.param(["ruff", "format", "--check", "--quiet", "--diff", "."], id="format"),
        pytest.param(["mypy", "--no-color-output"], id="types"),
    ],
)
def test_the_source_is_clean(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
