"""What of torch has to be different in the bundle.

At import torch looks for its program `torch/bin/torch_shm_manager` and refuses to go on when it is
not there. The program shares tensors between processes through files, which Lectern never does, and
is not in the bundle. The one function that gives its path stands in a small module of torch, "a
central place for overridable behaviour"; the bundle holds that module with one more paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

MODULE = "torch._utils_internal"
_PLACE = "torch/_utils_internal.py"
_ANCHOR = "def get_file_path("
_ADDITION = '''

_get_any_file_path = get_file_path


def get_file_path(*path_components: str) -> str:
    """Lectern: the bundle has no torch_shm_manager, and nothing here would start it."""
    if path_components[-1] == "torch_shm_manager":
        return __file__
    return _get_any_file_path(*path_components)
'''

# torch reads its own source where it overloads functions for TorchScript and where it looks for
# comments in its modules of settings; where it is missing, the import warns or fails.
_READS_SOURCE = re.compile(r"\b_overload(_method)?\b|install_config_module\(")

Entry = tuple[str, str, str]


def with_ours(files: Iterable[Entry], folder: Path) -> list[Entry]:
    """PyInstaller's list of files, with our module, and without sources that nobody reads.

    Args:
        files: places in the bundle, sources and kinds.
        folder: where our module is written.
    """
    kept = []
    for place, source, kind in files:
        where = Path(place).as_posix()
        if where == _PLACE:
            source = str(_write_module(Path(source), folder))
        elif where.startswith("torch/") and where.endswith(".py") and not _is_read(Path(source)):
            continue
        kept.append((place, source, kind))
    return kept


def _write_module(original: Path, folder: Path) -> Path:
    source = original.read_text(encoding="utf-8")
    if _ANCHOR not in source:
        raise RuntimeError(f"{MODULE} has no {_ANCHOR}...): look how torch finds its programs now.")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / original.name
    path.write_text(source + _ADDITION, encoding="utf-8")
    return path


def _is_read(source: Path) -> bool:
    return bool(_READS_SOURCE.search(source.read_text(encoding="utf-8")))
