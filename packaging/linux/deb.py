#!/usr/bin/env python3
"""Makes the Debian package from a built bundle: `python3 packaging/linux/deb.py dist/Lectern`.

The program goes to /opt, as add-on packages are to; the menu entry, the icons and the command go
where the system looks for them. No script runs at installation: dpkg's triggers renew the caches.
Only Python's standard library is used, and Debian's own tools.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import format_datetime
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[level]) for level in (1, 2)]

from app import APP_ID, __version__
from linux import dependencies

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
NAME = "lectern"
HOME = f"/opt/{NAME}"
REVISION = "1"
# Nobody answers there; who releases the package says who they are, as Debian's tools want it.
NOBODY = ("Lectern maintainers", "lectern@localhost")
DESCRIPTION = """\
offline text-to-speech with a natural voice
 Lectern speaks what you type, at once, on your own machine and with no
 network. The voice ships inside it: there is nothing to download.
 .
 It reads money, times, dates, abbreviations and emoji as a person would,
 shows the sentence and the word that are heard, saves speech as WAV, FLAC,
 OGG or MP3, and works by keyboard and with screen readers. The command
 "lectern" has the same voice for scripts.
"""
# What the library of PortAudio speaks to: without it there is silence on a desktop of today. And
# what runs the module for screen readers, which are written in Python themselves.
RECOMMENDS = "pipewire-alsa | libasound2-plugins, libxss1, python3 (>= 3.10)"


@dataclass(frozen=True, slots=True)
class Release:
    """What is packaged, by whom, and when."""

    version: str
    maintainer: str
    date: datetime


def build(folder: Path, version: str, out: Path, level: int = 6) -> Path:
    """Make the package.

    Args:
        folder: the built bundle, with `share` in it.
        version: of Lectern, without Debian's revision.
        out: the folder that the package is written to.
        level: how hard xz tries, 0 to 9. The default takes minutes.

    Returns:
        The package.

    Raises:
        FileNotFoundError: the bundle is not complete.
        dependencies.DependencyError: what it needs of the system cannot be named.
        subprocess.CalledProcessError: dpkg-deb failed.
    """
    for part in ("lectern-cli", f"share/applications/{APP_ID}.desktop", "LICENCES/README.txt"):
        if not (folder / part).exists():
            raise FileNotFoundError(f"{folder} has no {part}: build it again.")
    release = Release(f"{version}-{REVISION}", _maintainer(), _date(version))
    architecture = _output("dpkg", "--print-architecture")
    package = out / f"{NAME}_{release.version}_{architecture}.deb"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".deb-") as scratch:
        stage = Path(scratch) / NAME
        _lay_out(folder, stage, release)
        _write_control(stage, release, architecture)
        _pack(stage, package, release, level)
    return package


def _maintainer() -> str:
    name = os.environ.get("DEBFULLNAME", NOBODY[0])
    return f"{name} <{os.environ.get('DEBEMAIL', NOBODY[1])}>"


def _date(version: str) -> datetime:
    """When this version was released: so the same bundle makes the same package."""
    metadata = (HERE / f"{APP_ID}.metainfo.xml").read_text(encoding="utf-8")
    found = re.search(rf'<release version="{re.escape(version)}" date="([0-9-]+)"', metadata)
    if not found:
        raise FileNotFoundError(f"{APP_ID}.metainfo.xml has no release {version}: add it.")
    return datetime.fromisoformat(found[1]).replace(tzinfo=timezone.utc)


# ------------------------------------------------------------------------------- files


def _lay_out(folder: Path, stage: Path, release: Release) -> None:
    home = stage / HOME.strip("/")
    shutil.copytree(
        folder, home, symlinks=True, ignore=lambda where, _: _ours_to_place(folder, where)
    )
    shutil.copytree(folder / "share", stage / "usr" / "share")
    _place_menu_entry(stage / "usr" / "share" / "applications" / f"{APP_ID}.desktop")
    _compress(stage / "usr" / "share" / "man" / "man1" / "lectern.1")
    command = stage / "usr" / "bin" / NAME
    command.parent.mkdir(parents=True)
    command.symlink_to(f"{HOME}/lectern-cli")
    _write_documents(stage / "usr" / "share" / "doc" / NAME, release)
    overrides = stage / "usr" / "share" / "lintian" / "overrides" / NAME
    overrides.parent.mkdir(parents=True)
    shutil.copyfile(HERE / "lintian-overrides", overrides)
    _set_modes(stage)


def _ours_to_place(folder: Path, where: str) -> list[str]:
    return ["share", "install.sh"] if Path(where) == folder else []


def _place_menu_entry(entry: Path) -> None:
    text = entry.read_text(encoding="utf-8")
    entry.write_text(text.replace("Exec=Lectern", f"Exec={HOME}/Lectern"), encoding="utf-8")


def _write_documents(doc: Path, release: Release) -> None:
    doc.mkdir(parents=True)
    text = (HERE / "copyright").read_text(encoding="utf-8")
    (doc / "copyright").write_text(text, encoding="utf-8")
    shutil.copyfile(ROOT / "CHANGELOG.md", doc / "changelog")
    _compress(doc / "changelog")
    (doc / "changelog.Debian").write_text(
        f"{NAME} ({release.version}) unstable; urgency=medium\n\n"
        f"  * New release: see changelog.gz.\n\n"
        f" -- {release.maintainer}  {format_datetime(release.date)}\n",
        encoding="utf-8",
    )
    _compress(doc / "changelog.Debian")


def _compress(file: Path) -> None:
    packed = file.with_name(file.name + ".gz")
    packed.write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))
    file.unlink()


def _set_modes(stage: Path) -> None:
    """Readable by all and writable by root, whatever the umask of the build was."""
    for path in (stage, *stage.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or (os.access(path, os.X_OK) and not _is_library(path))
            path.chmod(0o755 if runs else 0o644)


def _is_library(path: Path) -> bool:
    return ".so" in path.suffixes


# ------------------------------------------------------------------------------- control


def _write_control(stage: Path, release: Release, architecture: str) -> None:
    control = stage / "DEBIAN"
    control.mkdir()
    control.chmod(0o755)
    fields = {
        "Package": NAME,
        "Version": release.version,
        "Section": "sound",
        "Priority": "optional",
        "Architecture": architecture,
        "Maintainer": release.maintainer,
        "Installed-Size": str(_kilobytes(stage)),
        "Depends": dependencies.depends(stage),
        "Recommends": RECOMMENDS,
        "Description": DESCRIPTION,
    }
    text = "".join(f"{name}: {value.rstrip()}\n" for name, value in fields.items())
    (control / "control").write_text(text, encoding="utf-8")
    sums = [f"{_md5(path)}  {path.relative_to(stage)}\n" for path in _regular_files(stage)]
    (control / "md5sums").write_text("".join(sums), encoding="utf-8")


def _regular_files(stage: Path) -> Iterator[Path]:
    for path in sorted(stage.rglob("*")):
        if path.is_file() and not path.is_symlink() and "DEBIAN" not in path.parts:
            yield path


def _kilobytes(stage: Path) -> int:
    """As dpkg-gencontrol counts: files in whole kilobytes, everything else as one."""
    return sum(
        -(-path.stat().st_size // 1024) if path.is_file() and not path.is_symlink() else 1
        for path in stage.rglob("*")
    )


def _md5(path: Path) -> str:
    digest = hashlib.md5(usedforsecurity=False)
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


# ------------------------------------------------------------------------------- packing


def _pack(stage: Path, package: Path, release: Release, level: int) -> None:
    # dpkg-deb packs on all processors by itself. No file is dated later than the release.
    clock = {"SOURCE_DATE_EPOCH": str(int(release.date.timestamp()))}
    subprocess.run(
        [
            *("dpkg-deb", "--root-owner-group", "-Zxz", f"-z{level}"),
            *("--build", str(stage), str(package)),
        ],
        env={**os.environ, **clock},
        stdout=subprocess.DEVNULL,
        check=True,
    )


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def main() -> int:
    """The command line; the exit status."""
    parser = argparse.ArgumentParser(description="Makes the Debian package from a built bundle.")
    parser.add_argument("folder", type=Path, help="the bundle, for example dist/Lectern")
    parser.add_argument("--out", type=Path, help="where to (default: the bundle's own folder)")
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    try:
        print(build(folder, __version__, arguments.out or folder.parent))
    except (OSError, dependencies.DependencyError, subprocess.CalledProcessError) as error:
        print(f"deb.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
