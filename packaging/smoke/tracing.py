"""Reads strace's file: what the programs of a bundle asked of the system."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from smoke.report import Report

_PATH = r'"((?:[^"\\]|\\.)*)"'
_EXECUTED = re.compile(rf"execve\({_PATH}.* = 0")
_OPENED = re.compile(rf"open(?:at)?\((?:AT_FDCWD, )?{_PATH}.* = \d+$")
_IP = re.compile(r"\bAF_INET6?\b")
_LIBRARY = re.compile(r"\.so(\.\d+)*$")
_FOREIGN = re.compile(r"python3|site-packages|portaudio|espeak|libQt6|libtorch")


@dataclass(frozen=True)
class Trace:
    """What happened after the bundle's program was started, setting up the machine left out.

    Attributes:
        sockets: lines that mention IP.
        programs: started from outside the bundle.
        libraries: loaded from outside the bundle.
        foreign: files opened outside the bundle that belong to something it must bring itself.
    """

    sockets: tuple[str, ...]
    programs: tuple[str, ...]
    libraries: tuple[str, ...]
    foreign: tuple[str, ...]


def read(path: Path, bundle: Path) -> Trace:
    """Sum up a trace.

    Raises:
        ValueError: the bundle's program was never started.
    """
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    started = next((n for n, line in enumerate(lines) if _is_start(line, bundle)), None)
    if started is None:
        raise ValueError(f"{path} shows no start of a program in {bundle}")
    inside = f"{bundle}/"
    opened: set[str] = set()
    programs: set[str] = set()
    for line in lines[started + 1 :]:
        if found := _EXECUTED.search(line):
            programs.add(_decoded(found[1]))
        elif found := _OPENED.search(line):
            opened.add(_decoded(found[1]))
    outside = {name for name in opened if not name.startswith(inside)}
    return Trace(
        sockets=tuple(line for line in lines[started:] if _IP.search(line)),
        programs=tuple(sorted(name for name in programs if not name.startswith(inside))),
        libraries=tuple(sorted(name for name in outside if _LIBRARY.search(name))),
        foreign=tuple(sorted(name for name in outside if _FOREIGN.search(name))),
    )


def judge(trace: Trace, what: str, report: Report) -> None:
    """Write into the report what must not be, and what the program took of the system."""
    for line in trace.sockets:
        report.fault(f"{what}: an IP socket: {line}")
    for name in trace.programs:
        report.fault(f"{what}: starts a program of the system: {name}")
    for name in trace.foreign:
        report.fault(f"{what}: opens what it should bring itself: {name}")


def _is_start(line: str, bundle: Path) -> bool:
    found = _EXECUTED.search(line)
    return found is not None and _decoded(found[1]).startswith(f"{bundle}/")


def _decoded(text: str) -> str:
    """strace writes bytes outside ASCII as octal numbers."""
    return (
        text.encode("latin-1", "replace")
        .decode("unicode_escape")
        .encode("latin-1")
        .decode("utf-8", "replace")
    )
