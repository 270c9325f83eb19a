"""Takes the symbol tables out of the libraries of a bundle: a sixth of its size, used by no one.

They name functions for debuggers of native code; what programs need to find each other's functions
is in a table of its own, which stays. Only on Linux: elsewhere libraries carry none, or a signature
that a change would break.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from elf import is_elf

# Libraries that auditwheel has rewritten, which strip is known to damage, and those of CUDA, which
# hold programs for another processor.
_LEFT_ALONE = ("*.libs", "nvidia")


def strip(folder: Path) -> int:
    """Strip the libraries below `folder`; how many bytes were saved.

    Raises:
        RuntimeError: a library could not be stripped.
    """
    program = shutil.which("strip")
    if program is None or not sys.platform.startswith("linux"):
        return 0
    return sum(_strip(program, path) for path in sorted(folder.rglob("*.so*")) if _may(path))


def _may(path: Path) -> bool:
    if path.is_symlink() or any(
        folder.match(name) for folder in path.parents for name in _LEFT_ALONE
    ):
        return False
    return is_elf(path)


def _strip(program: str, path: Path) -> int:
    before = path.stat().st_size
    done = subprocess.run(
        [program, "--strip-unneeded", str(path)], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"strip failed on {path}: {done.stderr.strip()}")
    return before - path.stat().st_size
