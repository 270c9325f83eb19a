"""The Debian package, made, checked, installed and removed; what Windows and macOS are told."""

from __future__ import annotations

import ast
import os
import plistlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from app import APP_ID, __version__
from app.lectern_file import SUFFIX
from app.ui.dialogs import OPEN_FILTER
from icons import files as icon_files
from linux import deb, dependencies
from macos.info import info_plist
from tests.packaging.desktop import PROGRAM, make_bundle, needs
from tests.packaging.system_copy import run_in_copy, why_not
from windows import version_info

PACKAGING = Path(deb.__file__).parents[1]
LINTIAN = ["lintian", "--pedantic", "--fail-on", "error,warning,pedantic"]
debian = needs("dpkg-deb", "dpkg-shlibdeps", "objdump")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A stand-in whose programs are real ones of this system, linked with a few libraries."""
    folder = make_bundle(tmp_path / "Lectern")
    for name in ("Lectern", "lectern-cli"):
        shutil.copy("/usr/bin/xz", folder / name)
    return folder


@pytest.fixture
def package(bundle: Path, tmp_path: Path) -> Path:
    return deb.build(bundle, __version__, tmp_path / "out", level=1)


def fields(package: Path) -> dict[str, str]:
    shown = subprocess.run(["dpkg-deb", "-f", package], capture_output=True, text=True, check=True)
    pairs = re.findall(r"^(\S+): (.*(?:\n .*)*)", shown.stdout, re.MULTILINE)
    return dict(pairs)


def unpacked(package: Path, folder: Path) -> Path:
    subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
    return folder


# ------------------------------------------------------------------------------- made


@debian
def test_the_package_says_what_it_is(package: Path) -> None:
    told = fields(package)
    assert told["Package"] == "lectern"
    assert told["Version"] == f"{__version__}-1"
    assert package.name == f"lectern_{told['Version']}_{told['Architecture']}.deb"
    assert int(told["Installed-Size"]) > 100
    assert re.search(r"\blibc6 \(>= 2\.\d+\)", told["Depends"])
    assert max(len(line) for line in told["Description"].splitlines()) <= 80


@debian
def test_files_are_where_the_system_looks_for_them(package: Path, tmp_path: Path) -> None:
    root = unpacked(package, tmp_path / "root")
    assert (root / "opt/lectern/Lectern").stat().st_mode & 0o777 == 0o755
    assert (root / "usr/bin/lectern").readlink() == Path("/opt/lectern/lectern-cli")
    assert (root / "opt/lectern/_internal/libnamed.so.1").is_symlink()
    entry = (root / f"usr/share/applications/{APP_ID}.desktop").read_text(encoding="utf-8")
    assert "\nExec=/opt/lectern/Lectern %f\n" in entry
    for place in (
        f"metainfo/{APP_ID}.metainfo.xml",
        f"mime/packages/{APP_ID}.xml",
        f"icons/hicolor/scalable/apps/{APP_ID}.svg",
        "man/man1/lectern.1.gz",
        "doc/lectern/copyright",
        "doc/lectern/changelog.gz",
        "doc/lectern/changelog.Debian.gz",
    ):
        assert (root / "usr/share" / place).is_file(), place
    assert not (root / "opt/lectern/share").exists()
    assert not (root / "opt/lectern/install.sh").exists()


@debian
def test_everything_is_roots_and_readable(package: Path) -> None:
    listed = subprocess.run(["dpkg-deb", "-c", package], capture_output=True, text=True, check=True)
    for line in listed.stdout.splitlines():
        mode, owner = line.split()[:2]
        assert owner == "root/root"
        assert mode in ("drwxr-xr-x", "-rwxr-xr-x", "-rw-r--r--", "lrwxrwxrwx"), line


@debian
def test_the_same_bundle_makes_the_same_package(package: Path, bundle: Path) -> None:
    first = package.read_bytes()
    assert deb.build(bundle, __version__, package.parent, level=1).read_bytes() == first


@debian
@needs("lintian")
def test_lintian_finds_nothing(package: Path) -> None:
    done = subprocess.run([*LINTIAN, package], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


@debian
def test_who_releases_it_is_named(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEBFULLNAME", "Ann Reader")
    monkeypatch.setenv("DEBEMAIL", "ann@reader.example")
    made = deb.build(bundle, __version__, tmp_path / "out", level=1)
    assert fields(made)["Maintainer"] == "Ann Reader <ann@reader.example>"


@debian
def test_a_library_in_the_bundle_is_not_asked_of_the_system(bundle: Path) -> None:
    library = next(Path("/usr/lib").glob("*/liblzma.so.5"))
    assert "liblzma5" in dependencies.depends(bundle)
    shutil.copy(library, bundle / "_internal")
    found = dependencies.depends(bundle)
    assert "liblzma5" not in found
    assert "libc6" in found


@debian
def test_a_library_that_is_nowhere_ends_the_build(bundle: Path) -> None:
    program = bundle / "Lectern"
    program.write_bytes(program.read_bytes().replace(b"liblzma.so.5\0", b"liblzmb.so.5\0"))
    with pytest.raises(dependencies.DependencyError, match=r"liblzmb\.so\.5"):
        dependencies.depends(bundle)


@debian
def test_an_incomplete_bundle_is_refused(bundle: Path) -> None:
    shutil.rmtree(bundle / "LICENCES")
    done = subprocess.run(
        ["python3", deb.__file__, bundle], capture_output=True, text=True, env={**os.environ}
    )
    assert done.returncode == 1
    assert "LICENCES" in done.stderr and "build it again" in done.stderr
    assert "Traceback" not in done.stderr


# ------------------------------------------------------------------------------- installed

STAND_IN = """
dpkg --install "$1"
test -z "$(dpkg --verify lectern)"
lectern say "two words"
$(sed -n 's/^Exec=\\(.*\\) %f$/\\1/p' "/usr/share/applications/$2.desktop") chapter.txt
dpkg --remove lectern
for place in /opt/lectern /usr/bin/lectern "/usr/share/applications/$2.desktop"; do
    test ! -e "$place" && test ! -L "$place"
done
"""


def _skip_without_copies(tmp_path: Path) -> Path:
    scratch = tmp_path / "copy"
    reason = why_not(tmp_path / "trial")
    if reason:
        pytest.skip(f"no copy of this system can be made: {reason}")
    return scratch


@debian
def test_it_is_installed_started_and_removed(bundle: Path, tmp_path: Path) -> None:
    scratch = _skip_without_copies(tmp_path)
    shutil.move(bundle / "Lectern", bundle / "_internal" / "helper")
    for name in ("Lectern", "lectern-cli"):
        (bundle / name).write_text(PROGRAM)
        (bundle / name).chmod(0o755)
    package = deb.build(bundle, __version__, tmp_path / "out", level=1)
    done = run_in_copy(scratch, STAND_IN, str(package), APP_ID)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "lectern\nsay\ntwo words\nLectern\nchapter.txt\n" in done.stdout
    assert not Path("/opt/lectern").exists()


# ------------------------------------------------------------------------------- Windows, macOS


def test_the_version_resource_names_the_executable(tmp_path: Path) -> None:
    for name in version_info.DESCRIPTIONS:
        version_info.write(tmp_path / "made" / "version.txt", "1.2.3rc4", name)
        text = (tmp_path / "made" / "version.txt").read_text(encoding="utf-8")
        calls = [
            node for node in ast.walk(ast.parse(text, mode="eval")) if isinstance(node, ast.Call)
        ]
        strings = {
            ast.literal_eval(call.args[0]): ast.literal_eval(call.args[1])
            for call in calls
            if isinstance(call.func, ast.Name) and call.func.id == "StringStruct"
        }
        assert strings["OriginalFilename"] == f"{name}.exe"
        assert strings["ProductVersion"] == "1.2.3rc4"
        assert "filevers=(1, 2, 3, 4)" in text


def test_the_windows_installer_agrees_with_the_app() -> None:
    script = (PACKAGING / "windows" / "lectern.iss").read_text(encoding="utf-8")
    assert f'#define Id "{APP_ID}"' in script
    assert f"Software\\Classes\\{SUFFIX}" in script
    offered = set(re.findall(r'#define Ending "(.*)"', script))
    assert offered == set(re.findall(r"\*(\.\w+)", OPEN_FILTER)) - {SUFFIX}
    for name in version_info.DESCRIPTIONS:
        texts = [script, (PACKAGING / "windows" / "lectern.cmd").read_text(encoding="utf-8")]
        assert any(f"{name}.exe" in text for text in texts)


def test_windows_icons_are_drawn_for_each_size(tmp_path: Path) -> None:
    icon_files.write_ico(tmp_path / "lectern.ico")
    with Image.open(tmp_path / "lectern.ico") as image:
        sizes = {width for width, _ in image.info["sizes"]}
    assert sizes == set(icon_files.ICO_SIZES)


def test_macos_icons_reach_from_small_to_large(tmp_path: Path) -> None:
    icon_files.write_icns(tmp_path / "lectern.icns")
    with Image.open(tmp_path / "lectern.icns") as image:
        pixels = {width * scale for width, _, scale in image.info["sizes"]}
    assert pixels == {32, 64, 128, 256, 512, 1024}


def test_macos_is_told_what_the_app_opens() -> None:
    told = plistlib.loads(plistlib.dumps(info_plist(__version__)))
    assert told["CFBundleIdentifier"] == APP_ID
    assert told["CFBundleShortVersionString"] == __version__
    assert told["NSHighResolutionCapable"] is True
    own = told["UTExportedTypeDeclarations"][0]
    assert own["UTTypeTagSpecification"]["public.filename-extension"] == [SUFFIX.lstrip(".")]
    opened = [kind for each in told["CFBundleDocumentTypes"] for kind in each["LSItemContentTypes"]]
    assert own["UTTypeIdentifier"] in opened
    assert "public.plain-text" in opened


def test_entitlements_can_be_read() -> None:
    content = (PACKAGING / "macos" / "entitlements.plist").read_bytes()
    assert all(value is True for value in plistlib.loads(content).values())
