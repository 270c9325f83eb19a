"""The system libraries and programs that no Python package brings along, on Linux.

Sound and the window need a few libraries of the system. On Debian and its kin root gets them
installed; everybody else is told the exact command, and setting up goes on: saving to files works
without a sound library, the command line without a window.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from environment import logged
from environment.failures import Cause, SetupError
from environment.place import Place
from environment.progress import Progress

SOUND = "no sound can be played"
WINDOW = "the window cannot open, or shows no letters"
TESTS = "some tests cannot run"
PACKAGE = "the packaged app cannot be made"

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
ADMIN_FOLDERS = ("/usr/local/sbin", "/usr/sbin", "/sbin")  # not on every user's PATH


@dataclass(frozen=True)
class Need:
    """One thing of the system.

    Attributes:
        package: the Debian package that brings it; Ubuntu's has the same name.
        without: what cannot be done when it is missing.
        library: the name under which the linker knows it, or
        programs: any of these names on the PATH, or
        files: any file of these patterns.
    """

    package: str
    without: str
    library: str = ""
    programs: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def _window(package: str, library: str) -> Need:
    return Need(package, WINDOW, library=library)


def _test(package: str, *programs: str) -> Need:
    return Need(package, TESTS, programs=programs)


RUN = (
    Need("libportaudio2", SOUND, library="libportaudio.so.2"),
    _window("libegl1", "libEGL.so.1"),
    _window("libgl1", "libGL.so.1"),
    _window("libglib2.0-0", "libglib-2.0.so.0"),
    _window("libdbus-1-3", "libdbus-1.so.3"),
    _window("libfontconfig1", "libfontconfig.so.1"),
    _window("libfreetype6", "libfreetype.so.6"),
    _window("libx11-xcb1", "libX11-xcb.so.1"),
    _window("libxkbcommon0", "libxkbcommon.so.0"),
    _window("libxkbcommon-x11-0", "libxkbcommon-x11.so.0"),
    _window("libxcb-cursor0", "libxcb-cursor.so.0"),
    _window("libxcb-icccm4", "libxcb-icccm.so.4"),
    _window("libxcb-image0", "libxcb-image.so.0"),
    _window("libxcb-keysyms1", "libxcb-keysyms.so.1"),
    _window("libxcb-randr0", "libxcb-randr.so.0"),
    _window("libxcb-render-util0", "libxcb-render-util.so.0"),
    _window("libxcb-shape0", "libxcb-shape.so.0"),
    _window("libxcb-shm0", "libxcb-shm.so.0"),
    _window("libxcb-sync1", "libxcb-sync.so.1"),
    _window("libxcb-xfixes0", "libxcb-xfixes.so.0"),
    _window("libxcb-xkb1", "libxcb-xkb.so.1"),
    _window("libwayland-client0", "libwayland-client.so.0"),
    _window("libwayland-cursor0", "libwayland-cursor.so.0"),
    _window("libwayland-egl1", "libwayland-egl.so.1"),
    Need("fonts-dejavu-core", WINDOW, files=("**/*.ttf", "**/*.otf", "**/*.ttc", "**/*.pf[ab]")),
)

# Beside what the app needs: its libraries are taken from this system into the bundle.
BUILD = (
    *RUN,
    Need("binutils", PACKAGE, programs=("objdump",)),
    Need("xz-utils", PACKAGE, programs=("xz",)),
)

TEST = (
    *BUILD,
    _test("xvfb", "Xvfb"),
    _test("xdotool", "xdotool"),
    _test("openbox", "openbox"),
    _test("imagemagick", "convert", "magick"),
    _test("pulseaudio", "pulseaudio"),
    _test("pulseaudio-utils", "pactl"),
    Need("libasound2-plugins", TESTS, files=("*/alsa-lib/libasound_module_pcm_pulse.so",)),
    _test("strace", "strace"),
    _test("iproute2", "ip"),
    _test("util-linux", "unshare"),
    _test("dbus", "dbus-run-session"),
    _test("espeak-ng", "espeak-ng"),
    _test("desktop-file-utils", "desktop-file-validate"),
    _test("shared-mime-info", "update-mime-database"),
    _test("libglib2.0-bin", "gio"),
    _test("appstream", "appstreamcli"),
    _test("dpkg-dev", "dpkg-shlibdeps"),
    _test("lintian", "lintian"),
)


def ensure(place: Place, needs: Sequence[Need], show: Progress) -> None:
    """Installs what is missing when that is possible, else says what is and how to get it."""
    missing = find_missing(needs) if sys.platform.startswith("linux") else []
    if not missing:
        return
    packages = [need.package for need in missing]
    # What apt refused once (no network, an odd distribution) would only cost time at every start.
    refused = place.notes / "refused.txt"
    if _can_install() and " ".join(packages) != _read(refused):
        place.notes.mkdir(exist_ok=True)
        show.stage("Installing system libraries: " + " ".join(packages))
        _apt_install(place, packages, show)
        show.done()
        missing = find_missing(needs)
        packages = [need.package for need in missing]
        refused.write_text(" ".join(packages), encoding="utf-8")
    if missing:
        show.say(advice(missing))


def find_missing(needs: Iterable[Need]) -> list[Need]:
    """What the system lacks; found by looking, which takes milliseconds."""
    libraries = _libraries()
    return [need for need in needs if not _is_there(need, libraries)]


def advice(missing: Sequence[Need]) -> str:
    """What is missing, what for, and the command that brings it."""
    lines = []
    for without in dict.fromkeys(need.without for need in missing):
        names = ", ".join(need.package for need in missing if need.without == without)
        lines.append(f"Missing on this system: {names}. Without it {without}.")
    packages = [need.package for need in missing]
    if shutil.which("apt-get"):
        lines += ["Install what is missing with:", "  " + apt_command(packages)]
    else:
        lines.append("These are Debian's names; install what your system calls them.")
    return "\n".join(lines)


def apt_command(packages: Sequence[str]) -> str:
    """What the user is to type."""
    return "sudo apt-get install -y " + " ".join(packages)


def install_ensurepip(place: Place, show: Progress) -> None:
    """Gets the part of Python that Debian ships apart and that virtual environments need.

    Raises:
        SetupError: it could not be had; with the command that brings it.
    """
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    of_debian = sys.base_prefix == "/usr" and shutil.which("apt-get") is not None
    if of_debian and _can_install() and _apt_install(place, [package], show):
        return
    raise SetupError(
        Cause(
            "This Python cannot make virtual environments: its module ensurepip is missing.",
            f"Install it with: {apt_command([package])}"
            if of_debian
            else "Install a complete Python 3.10 to 3.13 and start this script with it.",
        )
    )


def _can_install() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _apt_install(place: Place, packages: Sequence[str], show: Progress) -> bool:
    """Whether apt installed them; its lists are renewed when it does not know a package."""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    quiet = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    for command in (install, ["apt-get", "update"], install):
        command = [command[0], "-o", "DPkg::Lock::Timeout=120", *command[1:]]
        status, _ = logged.run(command, place.log, show.update, quiet)
        if status == 0 and "install" in command:
            return True
    return False


def _is_there(need: Need, libraries: str | None) -> bool:
    if need.library:
        return libraries is None or f"\t{need.library} " in libraries
    if need.programs:
        path = os.pathsep.join([os.environ.get("PATH", os.defpath), *ADMIN_FOLDERS])
        return any(shutil.which(name, path=path) for name in need.programs)
    folders = FONT_FOLDERS if need.package.startswith("fonts-") else ("/usr/lib", "/usr/lib64")
    return any(
        next(Path(folder).expanduser().glob(pattern), None) is not None
        for folder in folders
        for pattern in need.files
    )


def _libraries() -> str | None:
    """What the linker knows; None when it cannot be asked, and then nothing counts as missing."""
    program = shutil.which("ldconfig") or "/sbin/ldconfig"
    try:
        found = subprocess.run([program, "-p"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return found.stdout


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""
