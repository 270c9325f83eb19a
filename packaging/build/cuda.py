"""The libraries of CUDA: on Linux, packages of their own beside a torch that is built for it.

They keep their places: torch looks for them relative to its own libraries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

PACKAGES = "nvidia-"
_LIBRARY = re.compile(r"\.so(\.\d+)*$")


def libraries(installed: Iterable[metadata.Distribution]) -> list[tuple[str, str]]:
    """Files, and the folders in the bundle that they go to; none beside a torch for the CPU.

    Args:
        installed: all distributions.
    """
    return [
        (str(Path(str(file.locate()))), str(file.parent))
        for distribution in installed
        if distribution.name.lower().startswith(PACKAGES)
        for file in distribution.files or ()
        if _LIBRARY.search(file.name)
    ]
