"""The menu entry, the metadata, the icons and the installer for one user."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeDatabase
from PySide6.QtGui import QImage

from app import APP_ID, __version__
from app.lectern_file import SUFFIX
from app.main import parser
from app.ui.dialogs import OPEN_FILTER
from icons.files import HICOLOR_SIZES
from linux import integration, manual
from tests.packaging import desktop
from tests.packaging.desktop import attempt, install, make_bundle, needs, tree

LINUX = Path(integration.__file__).parent
ENTRY = LINUX / f"{APP_ID}.desktop"
METADATA = LINUX / f"{APP_ID}.metainfo.xml"
OUR_TYPE = "application/x-lectern"
AWKWARD = 'a home, “ganz” $HOME `x` "so"'


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return make_bundle(tmp_path / "unpacked here" / "Lectern")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "a home"
    folder.mkdir()
    return folder


# ------------------------------------------------------------------------------- what is said


@needs("desktop-file-validate")
def test_the_menu_entry_is_valid() -> None:
    done = subprocess.run(["desktop-file-validate", ENTRY], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


@needs("appstreamcli")
def test_the_metadata_is_valid_to_the_last_hint() -> None:
    command = ["appstreamcli", "validate", "--no-net", "--pedantic", "--strict", METADATA]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_all_speak_of_one_app() -> None:
    component = ElementTree.parse(METADATA).getroot()
    assert component.findtext("id") == APP_ID
    assert component.findtext("launchable") == ENTRY.name
    assert desktop.entry_value(ENTRY, "Icon") == APP_ID
    assert component.findtext("summary") == desktop.entry_value(ENTRY, "Comment")
    assert f"\nID={APP_ID}\n" in (LINUX / "install.sh").read_text(encoding="utf-8")


def test_the_metadata_knows_this_version() -> None:
    releases = ElementTree.parse(METADATA).getroot().iterfind("releases/release")
    assert __version__ in [release.get("version") for release in releases]


def test_the_menu_entry_offers_what_the_dialog_opens() -> None:
    known = QMimeDatabase()
    endings = re.findall(r"\*(\.\w+)", OPEN_FILTER)
    assert SUFFIX in endings
    extension = QMimeDatabase.MatchMode.MatchExtension
    kinds = {known.mimeTypeForFile(f"name{each}", extension).name() for each in endings}
    # Ours is known once it is installed.
    kinds = (kinds | {OUR_TYPE}) - {"application/octet-stream"}
    assert set(desktop.entry_value(ENTRY, "MimeType").strip(";").split(";")) == kinds


def test_our_documents_are_a_file_type() -> None:
    kind = ElementTree.parse(LINUX / f"{APP_ID}.mime.xml").getroot()[0]
    name = "{http://www.freedesktop.org/standards/shared-mime-info}glob"
    assert kind.get("type") == OUR_TYPE
    assert [glob.get("pattern") for glob in kind.iterfind(name)] == [f"*{SUFFIX}"]


def test_the_manual_page_tells_of_every_command() -> None:
    page = manual.page().replace("\\-", "-")
    commands = next(action for action in parser()._actions if action.dest == "command")
    assert isinstance(commands.choices, dict)
    assert page.startswith(".TH LECTERN")
    for name, command in commands.choices.items():
        assert f"'lectern {name}'" in page
        options = set(command._option_string_actions) - {"-h", "--help"}
        assert not [option for option in options if option not in page]


@needs("man")
def test_the_manual_page_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "lectern.1").write_text(manual.page(), encoding="utf-8")
    command = ["man", "--warnings", "--local-file", tmp_path / "lectern.1"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "speak text, at once and offline" in done.stdout


@pytest.mark.parametrize("size", HICOLOR_SIZES)
def test_icons_have_the_size_of_their_folder(size: int, bundle: Path) -> None:
    icon = bundle / f"share/icons/hicolor/{size}x{size}/apps/{APP_ID}.png"
    image = QImage(str(icon))
    assert (image.width(), image.height()) == (size, size)
    assert image.hasAlphaChannel() and image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(size // 2, size // 2).alpha() == 255


# --------------------------------------------------------------------- speech-dispatcher


def test_the_module_for_speech_dispatcher_brings_all_it_needs(bundle: Path) -> None:
    module = bundle / "share" / integration.SPEECH_DISPATCHER / "sd_lectern"
    done = subprocess.run(
        [sys.executable, "-I", "-S", module],  # the standard library alone
        input="INIT\nLIST VOICES\nQUIT\n",
        env={"PATH": os.environ["PATH"], "LECTERN_HOME": str(bundle.parent)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stderr == ""
    answers = done.stdout.splitlines()
    assert "299 OK LOADED SUCCESSFULLY" in answers and answers[-1] == "210 OK QUIT"
    assert os.access(module, os.X_OK)


def test_a_link_of_speech_dispatchers_goes_with_the_app(bundle: Path, home: Path) -> None:
    install(bundle, home)
    link = home / ".local/libexec/speech-dispatcher-modules/sd_lectern"
    link.parent.mkdir(parents=True)
    module = home / ".local/opt/lectern/share" / integration.SPEECH_DISPATCHER / "sd_lectern"
    link.symlink_to(module)
    assert link.exists()
    install(bundle, home, "--uninstall")
    assert not link.is_symlink()


# ------------------------------------------------------------------------------- install.sh


@pytest.mark.parametrize("shell", ["sh", "dash", "bash", "busybox sh"])
def test_any_shell_can_read_the_installer(shell: str) -> None:
    words = shell.split()
    if shutil.which(words[0]) is None:
        pytest.skip(f"{shell} is not on this system")
    done = subprocess.run([*words, "-n", LINUX / "install.sh"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_it_installs_the_program_its_command_and_its_menu_entry(bundle: Path, home: Path) -> None:
    said = install(bundle, home)
    command = home / ".local/bin/lectern"
    started = subprocess.run([command, "say", "two words"], capture_output=True, text=True)
    assert started.stdout.splitlines() == ["lectern", "say", "two words"]
    assert "works once" in said and str(command.parent) in said  # it is not on the PATH here
    share = home / ".local/share"
    assert desktop.menu_entry(share).is_file()
    assert (share / f"metainfo/{APP_ID}.metainfo.xml").is_file()
    for size in HICOLOR_SIZES:
        assert (share / f"icons/hicolor/{size}x{size}/apps/{APP_ID}.png").is_file()
    assert (home / ".local/opt/lectern/_internal/libnamed.so.1").is_symlink()


@needs("gio", "desktop-file-validate")
@pytest.mark.parametrize("name", ["plain", AWKWARD, "back\\slash"])
def test_the_menu_starts_it_from_any_path(name: str, bundle: Path, tmp_path: Path) -> None:
    home = tmp_path / name
    home.mkdir()
    install(bundle, home)
    entry = desktop.menu_entry(home / ".local/share")
    checked = subprocess.run(["desktop-file-validate", entry], capture_output=True, text=True)
    assert (checked.returncode, checked.stdout) == (0, "")
    text = tmp_path / "a chapter.txt"
    text.touch()
    out = tmp_path / "started"
    launch = ["gio", "launch", str(entry), str(text)]
    subprocess.run(
        launch, env={"PATH": "/usr/bin:/bin", "HOME": str(home), "LECTERN_TEST_OUT": str(out)}
    )
    _wait_for(out)
    assert out.read_text().splitlines() == ["Lectern", str(text)]


def _wait_for(file: Path) -> None:
    subprocess.run(
        ["sh", "-c", 'until [ -s "$1" ]; do sleep 0.05; done', "wait", str(file)],
        timeout=30,
        check=True,
    )


def test_installing_twice_is_as_once(bundle: Path, home: Path) -> None:
    install(bundle, home)
    once = tree(home)
    install(bundle, home)
    assert tree(home) == once
    install(home / ".local/opt/lectern", home)  # by the copy that was installed
    assert tree(home) == once


def test_uninstalling_leaves_what_was_there_before(bundle: Path, home: Path) -> None:
    theirs = {
        ".config/Lectern/settings.json": "{}",
        ".local/share/Lectern/models/mine/voice.json": "{}",
        ".local/share/applications/other.desktop": "[Desktop Entry]\n",
        ".local/share/icons/hicolor/16x16/apps/other.png": "",
    }
    for name, content in theirs.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(content)
    if shutil.which("update-desktop-database"):
        applications = home / ".local/share/applications"
        subprocess.run(["update-desktop-database", "-q", applications])
    before = tree(home)
    install(bundle, home)
    assert tree(home) != before
    install(home / ".local/opt/lectern", home, "--uninstall")
    assert tree(home) == before
    assert "not installed" in install(bundle, home, "--uninstall")


def test_uninstalling_leaves_an_empty_home_empty(bundle: Path, home: Path) -> None:
    install(bundle, home)
    install(bundle, home, "--uninstall")
    assert tree(home) == {}


def test_what_the_user_put_beside_the_program_stays(bundle: Path, home: Path) -> None:
    install(bundle, home)
    mine = home / ".local/opt/lectern/_internal/models/mine/voice.json"
    mine.parent.mkdir()
    mine.write_text("mine")
    install(bundle, home)
    assert mine.read_text() == "mine"
    said = install(bundle, home, "--uninstall")
    assert "were left" in said
    left = [path for path in home.rglob("*") if path.is_file()]
    assert left == [mine]


def test_a_new_version_takes_the_place_of_the_old_one(bundle: Path, home: Path) -> None:
    (bundle / "_internal/old.so").touch()
    install(bundle, home)
    (bundle / "_internal/old.so").unlink()
    (bundle / "_internal/new.so").touch()
    install(bundle, home)
    inside = home / ".local/opt/lectern/_internal"
    assert (inside / "new.so").exists()
    assert not (inside / "old.so").exists()
    assert sorted(path.name for path in (home / ".local/opt").iterdir()) == ["lectern"]


def test_the_folder_for_data_may_be_elsewhere(bundle: Path, home: Path, tmp_path: Path) -> None:
    data = tmp_path / "data of mine"
    install(bundle, home, XDG_DATA_HOME=str(data))
    assert desktop.menu_entry(data).is_file()
    assert not (home / ".local/share").exists()
    install(bundle, home, "--uninstall")  # which knows where it was put
    assert not data.exists()


def test_a_command_of_that_name_which_is_not_ours_is_left_alone(bundle: Path, home: Path) -> None:
    theirs = home / ".local/bin/lectern"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("theirs")
    assert "left as it is" in install(bundle, home)
    install(bundle, home, "--uninstall")
    assert theirs.read_text() == "theirs"


def test_a_failed_copy_leaves_the_old_version_working(bundle: Path, home: Path) -> None:
    install(bundle, home)
    before = tree(home)
    (bundle / "_internal/large").write_bytes(bytes(1 << 20))
    # No file may grow beyond 128 kB: to cp this is a full disk.
    limited = ["sh", "-c", 'ulimit -f 256; trap "" XFSZ; exec "$0"', bundle / "install.sh"]
    done = subprocess.run(
        limited, env={"PATH": "/usr/bin:/bin", "HOME": str(home)}, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "cannot be copied" in done.stderr and "disk full" in done.stderr
    assert tree(home) == before


def test_an_incomplete_folder_is_refused(bundle: Path, home: Path) -> None:
    (bundle / "Lectern").unlink()
    done = attempt(bundle, home)
    assert done.returncode == 1 and "not complete" in done.stderr
    assert tree(home) == {}


@pytest.mark.parametrize(
    ("arguments", "status"), [(["--help"], 0), (["--unknown"], 2), (["--uninstall", "now"], 2)]
)
def test_it_says_how_it_is_used(
    arguments: list[str], status: int, bundle: Path, home: Path
) -> None:
    done = attempt(bundle, home, *arguments)
    assert done.returncode == status
    assert "--uninstall" in done.stdout + done.stderr
    assert tree(home) == {}


def test_without_a_home_it_says_so(bundle: Path) -> None:
    done = subprocess.run(
        [bundle / "install.sh"], env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True
    )
    assert done.returncode == 1 and "HOME" in done.stderr
