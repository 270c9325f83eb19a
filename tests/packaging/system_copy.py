"""Runs commands in a copy of this system that is gone when they end: packages go in and out there.

A mount namespace of its own, in which every folder that dpkg writes to is overlaid with an empty
one. The machine that runs the tests is left as it is, and the package still meets a real system.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_OVERLAY = """
scratch=$1 script=$2
shift 2
for place in etc opt usr var; do
    mkdir -p "$scratch/$place/upper" "$scratch/$place/work"
    mount -t overlay overlay "/$place" -o \
        "lowerdir=/$place,upperdir=$scratch/$place/upper,workdir=$scratch/$place/work"
done
exec sh -euc "$script" sh "$@"
"""


def run_in_copy(
    scratch: Path, script: str, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a shell script there, as root.

    Args:
        scratch: an empty folder, for what is changed.
        script: ends at the first command that fails; `arguments` are its $1, $2, ...
        environment: all of its variables, but for PATH and LANG.
    """
    variables = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", **(environment or {})}
    return subprocess.run(
        ["unshare", "--mount", "sh", "-euc", _OVERLAY, "sh", str(scratch), script, *arguments],
        env=variables,
        capture_output=True,
        text=True,
        timeout=280,
    )


@cache
def why_not(scratch: Path) -> str:
    """Why no copy can be made here, "" when it can: not root, or inside a container."""
    try:
        done = run_in_copy(scratch, "test -d /opt")
    except FileNotFoundError as error:
        return str(error)
    return "" if done.returncode == 0 else done.stderr.strip() or "no overlay can be mounted"
