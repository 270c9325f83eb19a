"""Makes the virtual environment and keeps it as pyproject.toml says."""

from __future__ import annotations

import csv
import importlib.util
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from environment import failures, lock, logged, pip, requirements, stamp, system
from environment.failures import Cause, SetupError
from environment.place import Place
from environment.progress import Progress
from environment.stamp import Stamp

DEFAULT_INDEX = "default"


def ensure(place: Place, extras: Sequence[str], torch_index: str | None, show: Progress) -> None:
    """Brings the environment to what is wanted; does nothing, quickly, when it is there.

    Args:
        place: the checkout.
        extras: the extras of pyproject.toml that are wanted beside the app's own dependencies.
        torch_index: where torch comes from; None to keep to where it came from, "default" for the
            index of all other packages.
        show: progress is told to it.

    Raises:
        SetupError: it cannot be done; the cause and the next step.
        OSError: a file cannot be read or written.
    """
    lists = requirements.groups(place.pyproject)
    names = [requirements.RUN, *extras]
    limits = place.constraints.read_text(encoding="utf-8")
    keys = {name: stamp.digest(lists[name], limits) for name in names}
    if _is_there(place, keys, torch_index):
        return
    place.notes.mkdir(exist_ok=True)
    with lock.held(place.notes / "lock", lambda: show.say("Another set-up is at work; waiting.")):
        if _is_there(place, keys, torch_index):
            return
        place.log.write_text("", encoding="utf-8")
        wanted = [line for name in names for line in lists[name]]
        _install(place, wanted, torch_index, show)
        done = stamp.load(place.stamp)
        stamp.save(Stamp(done.python, done.torch_index, keys), place.stamp)


def _is_there(place: Place, keys: dict[str, str], torch_index: str | None) -> bool:
    present = stamp.load(place.stamp)
    wanted = Stamp(stamp.this_python(), _chosen(torch_index, present), keys)
    return place.python.exists() and present.covers(wanted)


def _chosen(torch_index: str | None, present: Stamp) -> str:
    if torch_index is None:
        return present.torch_index
    return "" if torch_index == DEFAULT_INDEX else torch_index


def _install(place: Place, wanted: Sequence[str], torch_index: str | None, show: Progress) -> None:
    present = stamp.load(place.stamp)
    index = _chosen(torch_index, present)
    if not _usable(place, present):
        if present.python not in ("", stamp.this_python()):
            show.say(f"The environment is of another Python ({present.python}): making a new one.")
        with _stage(show, "Making the environment .venv"):
            _make(place, show)
    # From here to the end the environment is in pieces, and the stamp says so: it claims nothing
    # but where torch comes from, which outlives even the environment.
    stamp.save(Stamp(stamp.this_python(), present.torch_index), place.stamp)
    for name in _drop_half_installed(place.site_packages):
        show.say(f"Mending {name}: it is damaged, or its installation was interrupted.")
    if pip.version(place) != pip.VERSION:
        with _stage(show, "Updating pip"):
            pip.install(place, ["--progress-bar=off", f"pip=={pip.VERSION}"], show)
    if index or present.torch_index:
        with _stage(show, "Installing torch"):
            _install_torch(place, requirements.pin(wanted, "torch"), index, present, show)
        stamp.save(Stamp(stamp.this_python(), index), place.stamp)
    with _stage(show, "Installing the dependencies (some minutes the first time)"):
        limits = ["--constraint", str(place.constraints)]
        pip.install(place, ["--progress-bar=raw", *limits, *wanted], show)


def _install_torch(place: Place, pin: str, index: str, present: Stamp, show: Progress) -> None:
    # Alone: an index of torch builds need not hold the other packages, which come with the rest.
    arguments = ["--progress-bar=raw", "--no-deps", pin]
    if index:
        arguments += ["--index-url", index]
    if index != present.torch_index:
        # Builds for CUDA and for the CPU bear the same version: pip would keep the old one.
        arguments.append("--force-reinstall")
    pip.install(place, arguments, show)


def _usable(place: Place, present: Stamp) -> bool:
    """Whether the environment was made with this kind of Python and has a pip that starts."""
    if present.python not in ("", stamp.this_python()) or not place.site_packages.is_dir():
        return False
    return place.python.exists() and pip.version(place) != ""


def _make(place: Place, show: Progress) -> None:
    if importlib.util.find_spec("ensurepip") is None:
        system.install_ensurepip(place, show)
    # Called from within the environment, that Python would be deleted under its own feet.
    inside = sys.prefix != sys.base_prefix
    python = str(getattr(sys, "_base_executable", sys.executable)) if inside else sys.executable
    command = [python, "-m", "venv", "--clear", str(place.venv)]
    status, lines = logged.run(command, place.log, lambda _: show.update(""))
    if status != 0:
        known = failures.diagnose(lines)
        if known in (failures.FULL, failures.NOT_WRITABLE):
            raise SetupError(known)
        raise SetupError(
            Cause(
                f"The environment could not be made: {lines[-1] if lines else 'no message'}",
                "Remove the folder .venv and run the same command again.",
            )
        )


def _drop_half_installed(site_packages: Path) -> list[str]:
    """Makes pip forget what is not whole, so that it is installed anew; returns the names.

    pip takes a package for installed when its `.dist-info` folder is there, which an interrupted
    pip may leave beside missing or short files.
    """
    broken = [info for info in site_packages.glob("*.dist-info") if not _is_whole(info)]
    for info in broken:
        shutil.rmtree(info)
    return [info.name.split("-")[0] for info in broken]


def _is_whole(info: Path) -> bool:
    # pip writes INSTALLER when all of the package's files are there.
    record = info / "RECORD"
    if not (info / "INSTALLER").is_file() or not record.is_file():
        return False
    with record.open(encoding="utf-8", newline="") as rows:
        return all(
            _has_size(info.parent / row[0], row[2]) for row in csv.reader(rows) if len(row) == 3
        )


def _has_size(path: Path, size: str) -> bool:
    try:
        return not size or path.stat().st_size == int(size)
    except (OSError, ValueError):
        return False


@contextmanager
def _stage(show: Progress, name: str) -> Iterator[None]:
    show.stage(name)
    yield
    show.done()
