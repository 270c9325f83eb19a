"""A machine with nothing installed: the bundle in namespaces of its own.

The bundle is copied to a path with spaces and letters outside ASCII and mounted read-only there.
Around it, in a mount namespace, everything is hidden that it might lean on by mistake: the
checkout, every Python, espeak-ng, and each library of this system that the bundle has itself,
PortAudio among them. A network namespace of its own holds no interface at all; the screen and the
sound server are reached through Unix sockets. The environment is empty but for what leads to those
two and to a home.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

NAME = "Über uns – Lectern ♪ (a copy)"
ROOT = Path(__file__).resolve().parents[2]
_FOREIGN_PROGRAMS = ("python", "pypy", "espeak", "speak-ng", "jackd")
_FOREIGN_FOLDERS = (
    "/usr/lib/python3*",
    "/usr/local/lib/python3*",
    "/usr/lib/*/espeak-ng-data",
    "/usr/lib/*/espeak-data",
    "/usr/share/espeak*",
)
_FOREIGN_LIBRARIES = re.compile(r"lib(portaudio|espeak|python3|Qt6)")

# Hides what it is told to, closes the bundle and, when asked, the home, and becomes the program.
_SETUP = """\
set -e
mount --make-rprivate /
while read -r kind path; do
    case $kind in
        folder) mount -t tmpfs none "$path" ;;
        file) mount --bind /dev/null "$path" ;;
        closed) mount --rbind "$path" "$path"; mount -o remount,bind,ro "$path" ;;
    esac
done < "$1"
shift
exec "$@"
"""


@dataclass
class Machine:
    """The copied bundle, and how programs in it are started."""

    bundle: Path
    work: Path
    screen: Mapping[str, str]
    """What leads a program to the screen and to the sound server."""
    _hidden: list[str] = field(default_factory=list)

    @classmethod
    def make(cls, bundle: Path, work: Path, screen: Mapping[str, str]) -> Machine:
        """Copy the bundle into the folder `work` and look for what must be hidden."""
        place = work / NAME / bundle.name
        shutil.copytree(bundle, place, symlinks=True)
        return cls(place, work, screen, list(_hidden(place)))

    def command(
        self,
        program: str,
        *arguments: str,
        home: Path,
        writable: bool = True,
        damaged: Path | None = None,
        trace: Path | None = None,
    ) -> list[str]:
        """The command line that runs a program of the bundle in this machine.

        Args:
            program: its name.
            arguments: for it.
            home: its HOME; beside it a folder for temporary files is made.
            writable: whether the home can be written.
            damaged: a file, of the bundle or of the system, that is to be found empty.
            trace: where strace writes what it asks of the system, when that is wanted.
        """
        temporary = home.with_name(f"{home.name}-tmp")
        for folder in (home, temporary):
            folder.mkdir(parents=True, exist_ok=True)
        mounts = [*self._hidden, *([] if damaged is None else [f"file {damaged}"])]
        mounts += [f"closed {self.bundle}", *([] if writable else [f"closed {home}"])]
        listing = home.with_name(f"{home.name}-mounts")
        listing.write_text("".join(f"{line}\n" for line in mounts), encoding="utf-8")
        variables = {**self.screen, "HOME": str(home), "TMPDIR": str(temporary)}
        return [
            *([] if trace is None else _strace(trace)),
            *_unshare(),
            *("sh", "-c", _SETUP, "sh", str(listing)),
            *("env", "-i", *(f"{name}={value}" for name, value in variables.items())),
            *(str(self.bundle / program), *arguments),
        ]

    @contextmanager
    def running(self, command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
        """A program of the machine, for the length of a `with` at most."""
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, stdout=quiet, stderr=quiet) as program:
            try:
                yield program
            finally:
                if program.poll() is None:
                    program.kill()  # where it is traced, that is only its tracer
                    for process in self.processes():
                        with suppress(ProcessLookupError):
                            os.kill(process, signal.SIGKILL)

    def processes(self) -> list[int]:
        """The processes that run from the bundle now."""
        found = []
        for link in Path("/proc").glob("[0-9]*/exe"):
            try:
                if Path(link.readlink()).is_relative_to(self.bundle):
                    found.append(int(link.parent.name))
            except OSError:  # it has ended, or is not ours to see
                continue
        return found


def missing_tools() -> list[str]:
    """What this test needs and this system lacks."""
    tools = ("Xvfb", "xdotool", "import", "pulseaudio", "parec", "strace", "unshare", "mount")
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if not missing and subprocess.run([*_unshare(), "true"], capture_output=True).returncode != 0:
        missing.append("leave to make namespaces (run it as root)")
    return missing


def _unshare() -> list[str]:
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["unshare", "--net", "--mount", *([] if as_root else ["--map-root-user"])]


def _strace(trace: Path) -> list[str]:
    calls = "trace=execve,open,openat,socket,connect"
    whole = ["--follow-forks", "--seccomp-bpf", "--string-limit=300"]
    return ["strace", *whole, "--quiet=all", "-e", calls, f"--output={trace}"]


def _hidden(place: Path) -> Iterator[str]:
    """Lines for the set-up: folders to be emptied and files to be made empty."""
    folders = {ROOT, Path(sys.prefix), Path(sys.base_prefix)} - {Path("/usr")}
    for pattern in _FOREIGN_FOLDERS:
        folders |= set(Path("/").glob(pattern.lstrip("/")))
    for folder in sorted(folder for folder in folders if not _is_inside_another(folder, folders)):
        if folder.is_dir():
            yield f"folder {folder}"
    for file in sorted({*_programs(), *_libraries(place)}):
        if not _is_inside_another(file, folders):
            yield f"file {file}"


def _is_inside_another(path: Path, folders: set[Path]) -> bool:
    return any(path != folder and path.is_relative_to(folder) for folder in folders)


def _programs() -> Iterator[Path]:
    for folder in {"/usr/bin", "/usr/local/bin", *os.environ.get("PATH", "").split(os.pathsep)}:
        if Path(folder).is_dir():
            for path in Path(folder).iterdir():
                if path.name.startswith(_FOREIGN_PROGRAMS) and path.exists():
                    yield path.resolve()


def _libraries(place: Path) -> Iterator[Path]:
    """The system's libraries of the names that lie in the bundle, and all foreign ones."""
    ours = {path.name for path in (place / "_internal").glob("*.so*")}
    for name, path in system_libraries():
        if name in ours or _FOREIGN_LIBRARIES.match(name):
            yield path


def system_libraries() -> Iterator[tuple[str, Path]]:
    """The libraries that the system's loader knows: names and files."""
    program = shutil.which("ldconfig") or "/sbin/ldconfig"
    listing = subprocess.run([program, "-p"], capture_output=True, text=True, check=True).stdout
    for line in listing.splitlines():
        name, _, path = line.strip().partition(" => ")
        if path and Path(path).exists():
            yield name.split(" ")[0], Path(path).resolve()
