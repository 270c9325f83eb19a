"""What was found: facts as they come, and faults, one line each, that make the test fail."""

from __future__ import annotations

import sys


class Report:
    """Prints as it goes; `faults` are also kept for the end."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def section(self, title: str) -> None:
        print(f"\n{title}", flush=True)

    def fact(self, line: str) -> None:
        print(f"  {line}", flush=True)

    def fault(self, line: str) -> None:
        self.faults.append(line)
        print(f"  FAILED: {line}", file=sys.stderr, flush=True)

    def expect(self, holds: bool, line: str) -> bool:
        """A fault unless it holds; whether it does."""
        if not holds:
            self.fault(line)
        return holds

    def end(self) -> int:
        """The exit status, with a last line."""
        if not self.faults:
            print("\nAll is well.")
            return 0
        print(f"\n{len(self.faults)} failed:", file=sys.stderr)
        for line in self.faults:
            print(f"  {line}", file=sys.stderr)
        return 1
