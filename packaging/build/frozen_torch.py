"""What of torch has to be different in the bundle: four lines of its Python.

- At import torch looks for its program `torch/bin/torch_shm_manager` and refuses to go on when it
  is not there. The program shares tensors between processes through files, which Lectern never
  does, and is not in the bundle. Any path to a program will do.
- It reads the source of every function that it overloads for TorchScript, to see that it has no
  body; and it asks where two calls come from, for which Python looks through the files of all
  modules. Both serve developers and take a tenth of a second at each start.

Each line is looked for word by word, so that another version of torch ends the build and not the
app.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

Entry = tuple[str, str, str]

CHANGES = {
    "torch": (
        'path = get_file_path("torch", "bin", "torch_shm_manager")',
        "path = sys.executable",
    ),
    "torch._jit_internal": (
        "def _check_overload_body(func):\n",
        "def _check_overload_body(func):\n    return\n",
    ),
    "torch._library.utils": (
        "    frame = inspect.getframeinfo(sys._getframe(stacklevel))\n"
        '    source = f"{frame.filename}:{frame.lineno}"\n',
        "    frame = sys._getframe(stacklevel)\n"
        '    source = f"{frame.f_code.co_filename}:{frame.f_lineno}"\n',
    ),
    "torch.library": (
        "caller_module = inspect.getmodule(frame)",
        'caller_module = sys.modules.get(frame.f_globals["__name__"])',
    ),
}

# Its modules of settings look for comments in their own source, and fail without it.
_READS_SOURCE = re.compile(r"install_config_module\(")


def with_changes(modules: Iterable[Entry], folder: Path) -> list[Entry]:
    """PyInstaller's list of modules, with the changed ones.

    Args:
        modules: dotted names, sources and kinds.
        folder: where the changed sources are written.

    Raises:
        RuntimeError: this version of torch is built differently.
    """
    return [
        (name, str(_changed(name, Path(source), folder)) if name in CHANGES else source, kind)
        for name, source, kind in modules
    ]


def without_unread_sources(files: Iterable[Entry]) -> list[Entry]:
    """PyInstaller's list of files, without the sources of torch that nobody reads.

    Args:
        files: places in the bundle, sources and kinds.
    """
    return [
        (place, source, kind)
        for place, source, kind in files
        if not re.match(r"torch[/\\].*\.py$", place) or _is_read(Path(source))
    ]


def _changed(name: str, original: Path, folder: Path) -> Path:
    old, new = CHANGES[name]
    source = original.read_text(encoding="utf-8")
    if source.count(old) != 1:
        raise RuntimeError(f"{name} does not hold {old!r} once: look how torch does this now.")
    path = folder / name / original.name  # PyInstaller tells packages by the name of their file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source.replace(old, new), encoding="utf-8")
    return path


def _is_read(source: Path) -> bool:
    return bool(_READS_SOURCE.search(source.read_text(encoding="utf-8")))
