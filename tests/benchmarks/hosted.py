"""A system in its own process, seen from the benchmark."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class Hosted:
    """Starts the process and waits until it is ready.

    Args:
        name: of the system, as in `systems.base.NAMES`.
        cache: a folder where the joined model of Kokoro lies.

    Attributes:
        ready_s: from the start of the process until it was ready.
    """

    def __init__(self, name: str, cache: Path) -> None:
        self._name = name
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed in __exit__
        began = perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.host", name],
            cwd=ROOT,
            env={**os.environ, "KOKORO_JA_CACHE": str(cache)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )
        self._answer()
        self.ready_s = perf_counter() - began

    def ask(self, work: str, **arguments: Any) -> Any:
        """Have a method of `host.Host` carried out; its only figure, or all of them."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": work, **arguments}) + "\n")
        self._process.stdin.flush()
        figures = self._answer()
        return figures if len(figures) > 1 else next(iter(figures.values()))

    def __enter__(self) -> Hosted:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._process.communicate()  # closes its input, which ends it
        self._errors.close()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if line:
            answer: dict[str, Any] = json.loads(line)
            return answer
        self._process.wait()
        self._errors.seek(0)
        said = self._errors.read().decode(errors="replace")
        raise RuntimeError(f"{self._name} ended with {self._process.returncode}:\n{said[-3000:]}")
