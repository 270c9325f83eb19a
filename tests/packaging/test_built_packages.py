"""The installers on the real build: once each, because it is large."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from app import APP_ID, __version__
from licence_owners import owners
from linux import deb
from tests.benchmarks.screen import private_screen
from tests.packaging.desktop import install, needs
from tests.packaging.system_copy import run_in_copy, why_not

SENTENCE = "Ticket number 47 costs $12.50 at 3:30 pm."
# The build may have to be made first.
pytestmark = pytest.mark.timeout(1800)
debian = needs("dpkg-deb", "dpkg-shlibdeps", "objdump")

DEBIAN = """
dpkg --install "$1"
test -z "$(dpkg --verify lectern)"
cd "$2"
lectern say "$4" --output said.wav
gio launch "/usr/share/applications/$3.desktop"
window=$(timeout 200 xdotool search --sync --onlyvisible --class '^Lectern$' | head -n 1)
program=$(xdotool getwindowpid "$window")
echo "started: $(readlink "/proc/$program/exe")"
kill "$program"
timeout 60 tail --pid="$program" --follow /dev/null
dpkg --remove lectern
test ! -e /opt/lectern
"""


@pytest.fixture(scope="module")
def package(built_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    # Packed lightly: how small it gets takes minutes and is not what is tested here.
    return deb.build(built_bundle, __version__, tmp_path_factory.mktemp("deb"), level=0)


@debian
def test_the_package_asks_for_what_the_bundle_does_not_bring(package: Path) -> None:
    shown = subprocess.run(["dpkg-deb", "-f", package, "Depends"], capture_output=True, text=True)
    names = {item.split()[0] for item in shown.stdout.split(", ")}
    assert {"libc6", "libasound2", "libegl1", "libgl1", "libfontconfig1"} <= names
    assert not [name for name in names if name.startswith(("libportaudio", "libgtk", "python"))]


@debian
@needs("lintian")
def test_lintian_finds_nothing_in_the_package(package: Path) -> None:
    command = ["lintian", "--pedantic", "--fail-on", "error,warning,pedantic", package]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


@debian
@needs("gio", "xdotool", "Xvfb")
def test_the_package_is_installed_speaks_shows_its_window_and_goes(
    package: Path, tmp_path: Path
) -> None:
    reason = why_not(tmp_path / "trial")
    if reason:
        pytest.skip(f"no copy of this system can be made: {reason}")
    home = tmp_path / "home"
    home.mkdir()
    with private_screen() as display:
        done = run_in_copy(
            tmp_path / "copy",
            DEBIAN,
            *(str(package), str(home), APP_ID, SENTENCE),
            environment={"DISPLAY": display, "HOME": str(home)},
        )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "started: /opt/lectern/Lectern\n" in done.stdout
    assert (home / "said.wav").stat().st_size > 50_000
    assert list(home.rglob("window.json")), "what the user keeps stays"


def test_the_installer_for_one_user_installs_it_and_takes_it_away(
    built_bundle: Path, tmp_path: Path
) -> None:
    home = tmp_path / "a home of mine"
    home.mkdir()
    install(built_bundle, home)
    command = home / ".local/bin/lectern"
    said = subprocess.run(
        [command, "--version"], env={"HOME": str(home)}, capture_output=True, text=True
    )
    assert said.stdout == f"Lectern {__version__}\n", said.stderr
    install(built_bundle, home, "--uninstall")
    assert not (home / ".local").exists()


def test_every_part_of_the_bundle_has_its_licence_in_it(built_bundle: Path) -> None:
    found = owners(built_bundle)
    names = {*found.distributions, *found.debian, "python"}
    assert {"torch", "coqui-tts", "espeakng-loader", "pyside6-essentials", "pyinstaller"} <= names
    listed = (built_bundle / "LICENCES" / "README.txt").read_text(encoding="utf-8")
    for name in names:
        assert f"\n{name} " in listed
        assert any((built_bundle / "LICENCES" / name).iterdir())
