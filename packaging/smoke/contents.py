"""What lies in a bundle: nothing that does not belong there, nothing twice, and how large it is."""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections import defaultdict
from pathlib import Path, PurePosixPath

from elf import is_elf
from licence_owners import modules_in
from smoke.report import Report

MOST_UNPACKED, MOST_PACKED = 650_000_000, 200_000_000
LARGEST_SHOWN = 10

FORBIDDEN_FOLDERS = ("torch/bin", "torch/include", "torch/test")
FORBIDDEN_MODULES = {
    *("grpc", "llvmlite", "matplotlib", "numba", "pandas", "pytest", "sklearn", "ssl", "sympy"),
    *("tensorboard", "tokenizers", "torchaudio", "torchcodec", "transformers"),
}
FORBIDDEN_FILES = re.compile(
    r"Qt6?(Qml|Quick|Designer|WebEngine|Network)|lib(asound|pulse|GL|EGL|stdc\+\+|gcc_s|ssl)\b"
    r"|(transformers|numba|llvmlite|sklearn|matplotlib|tensorboard)/"
)
NEEDED = (
    "LICENSE",
    "README.md",
    "LICENCES/README.txt",
    "_internal/app/ui/icons/app.svg",
    "_internal/espeakng_loader/espeak-ng-data/en_dict",
)
VOICE = re.compile(r"_internal/models/[^/]+/model_file\.pth")
_VERSION = re.compile(r"(-[0-9a-f]{8}(-[0-9a-f]{8})?)?(\.cpython[^.]*|\.abi3)?\.so(\.\d+)*$")
_SMALL = 50_000
"""Below this, equal files are no waste: empty ones, tables, licence texts."""


def check(bundle: Path, archive: Path | None, report: Report) -> None:
    """Look through the folder, and weigh it and its archive."""
    files = [path for path in sorted(bundle.rglob("*")) if path.is_file() and not path.is_symlink()]
    names = {path.relative_to(bundle).as_posix(): path for path in files}
    for name in NEEDED:
        report.expect(name in names, f"{name} is missing in the bundle")
    report.expect(any(map(VOICE.fullmatch, names)), "there is no voice in the bundle")
    for name in names:
        _judge_name(name, report)
    for module in sorted({name.split(".")[0] for name in modules_in(bundle)} & FORBIDDEN_MODULES):
        report.fault(f"the Python package {module} is in the bundle")
    for first, second in _copies(names):
        report.fault(f"{second} is a second copy of {first}")
    _weigh(bundle, files, archive, report)
    report.fact(f"needs glibc {_glibc(files)} or newer")


def _judge_name(name: str, report: Report) -> None:
    inside = name.removeprefix("_internal/")
    folder = next((f for f in FORBIDDEN_FOLDERS if inside.startswith(f"{f}/")), None)
    if folder:
        report.fault(f"{folder} is in the bundle: {name}")
    elif not name.startswith("LICENCES/") and FORBIDDEN_FILES.search(inside):
        report.fault(f"{name} does not belong into the bundle")


def _copies(names: dict[str, Path]) -> list[tuple[str, str]]:
    """Pairs of files that are the same, or versions of the same library."""
    by_key: dict[str, list[str]] = defaultdict(list)
    for name, path in names.items():
        base = PurePosixPath(name).name
        if base.startswith("lib") and _VERSION.search(base):
            by_key[_VERSION.sub("", base)].append(name)
        elif path.stat().st_size >= _SMALL:
            by_key[hashlib.sha256(path.read_bytes()).hexdigest()].append(name)
    return [(same[0], other) for same in by_key.values() for other in same[1:]]


def _weigh(bundle: Path, files: list[Path], archive: Path | None, report: Report) -> None:
    sizes = {path: path.stat().st_size for path in files}
    whole = sum(sizes.values())
    report.fact(f"unpacked {whole / 1e6:.1f} MB in {len(files)} files")
    report.expect(whole <= MOST_UNPACKED, f"the bundle is larger than {MOST_UNPACKED / 1e6:.0f} MB")
    if archive is None:
        report.fault(f"there is no archive beside {bundle}")
    else:
        packed = archive.stat().st_size
        report.fact(f"{archive.name} {packed / 1e6:.1f} MB")
        report.expect(packed <= MOST_PACKED, f"it is larger than {MOST_PACKED / 1e6:.0f} MB")
    report.fact("the largest parts:")
    for path in sorted(files, key=lambda path: -sizes[path])[:LARGEST_SHOWN]:
        report.fact(f"{sizes[path] / 1e6:8.1f} MB  {path.relative_to(bundle)}")


def _glibc(files: list[Path]) -> str:
    """The newest version of the C library that a program or library of the bundle asks for."""
    binaries = [path for path in files if is_elf(path)]
    shown = subprocess.run(["readelf", "-V", *binaries], capture_output=True, text=True).stdout
    found = {tuple(map(int, each.split("."))) for each in re.findall(r"GLIBC_([\d.]+)", shown)}
    return ".".join(map(str, max(found, default=(0,))))
