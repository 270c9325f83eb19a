"""Remembers what was installed, so that the next call knows at a glance that nothing is to be done.

The stamp is written last: a set-up that was interrupted leaves none, or an old one, and is gone
through again.
"""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Stamp:
    """What an environment holds.

    Attributes:
        python: the kind of Python it was made with, see `this_python`.
        torch_index: the address that torch came from; empty for the default one.
        groups: for each group of requirements that is installed, the digest of its list.
    """

    python: str = ""
    torch_index: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)

    def covers(self, wanted: Stamp) -> bool:
        """Whether all that is wanted is installed; more may be."""
        same = (self.python, self.torch_index) == (wanted.python, wanted.torch_index)
        return same and all(self.groups.get(name) == key for name, key in wanted.groups.items())


def load(path: Path) -> Stamp:
    """The stamp in a file; an empty one when there is none that can be read."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return Stamp(str(stored["python"]), str(stored["torch_index"]), dict(stored["groups"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Stamp()


def save(stamp: Stamp, path: Path) -> None:
    """Writes a stamp; a crash leaves the old one or the new one, never half of one."""
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(asdict(stamp), indent=2) + "\n", encoding="utf-8")
    draft.replace(path)


def digest(requirements: Sequence[str], constraints: str) -> str:
    """A fingerprint of a list of requirements under the given constraints."""
    text = "\n".join([*requirements, "", constraints])
    return hashlib.sha256(text.encode()).hexdigest()


def this_python() -> str:
    """What packages with native code depend on: version, system and processor."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return f"{version}-{sys.platform}-{platform.machine().lower()}"
