"""What comes into the bundle, and what is done to it on the way; the whole is the smoke test's."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
import tarfile
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from build import (
    archive,
    bundled_metadata,
    contents,
    cuda,
    frozen_torch,
    inputs,
    libraries,
    stripping,
)

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux libraries")


# ------------------------------------------------------------------------- what comes in


def test_every_dependency_of_the_app_may_come_in() -> None:
    from app.notices import ROOTS

    assert set(ROOTS) <= contents.DISTRIBUTIONS


def test_of_everything_that_is_asked_for_it_is_decided_whether_it_comes_in() -> None:
    asked = {
        contents.normal(requirement.name)
        for name in contents.DISTRIBUTIONS
        for requirement in map(Requirement, _requirements(name))
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""})
    }
    assert asked - contents.DISTRIBUTIONS <= contents.LEFT_OUT
    assert not contents.LEFT_OUT & contents.DISTRIBUTIONS


def _requirements(name: str) -> list[str]:
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:  # of another system, as jeepney on Windows
        return []


def test_what_is_installed_and_not_wanted_is_excluded_whatever_it_is() -> None:
    excluded = set(contents.excluded_modules())
    assert {"pytest", "_pytest", "hypothesis", "mypy", "transformers", "numba"} <= excluded
    owners = metadata.packages_distributions()
    for module in ("torch", "torchgen", "TTS", "numpy", "PySide6", "_soundfile", "emoji"):
        assert module in owners
        assert module not in excluded


def test_of_what_is_imported_by_name_only_the_first_module_may_come_in() -> None:
    excluded = set(contents.excluded_modules())
    assert {"scipy.signal", "scipy.stats", "scipy.linalg", "librosa.core"} <= excluded
    assert not {"scipy", "scipy._lib", "librosa"} & excluded


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", False),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/Qt/plugins/platforms/libqcocoa.dylib", True),
        ("PySide6/Qt/plugins/imageformats/libqsvg.so", True),
        ("PySide6/Qt/plugins/imageformats/libqjpeg.so", True),
        ("PySide6/Qt/plugins/imageformats/libqtiff.so", False),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", False),
        ("PySide6/Qt/lib/libQt6Network.so.6", False),
        ("libQt6Network.so.6", False),
        ("PySide6/Qt/lib/libQt6Gui.so.6", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("emoji/unicode_codes/emoji.json", True),
        ("emoji/unicode_codes/emoji_de.json", False),
        ("torch/bin/torch_shm_manager", False),
        ("torch/lib/libtorch_cpu.so", True),
        ("torch/lib/libjitbackend_test.so", False),
        ("models/joe/model_file.pth", True),
    ],
)
def test_files_by_their_place(place: str, wanted: bool) -> None:
    assert contents.is_wanted(place) is wanted


@linux_only
@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("/lib/x86_64-linux-gnu/libportaudio.so.2", True),
        ("/usr/lib/x86_64-linux-gnu/libxcb-cursor.so.0", True),
        ("/lib/x86_64-linux-gnu/libasound.so.2", False),
        ("/usr/lib64/libpulse.so.0", False),
        ("/usr/lib/x86_64-linux-gnu/libstdc++.so.6", False),
        ("/usr/lib/x86_64-linux-gnu/libgtk-3.so.0", False),
        ("/usr/lib/python3.11/lib-dynload/_json.cpython-311-x86_64-linux-gnu.so", True),
        ("/opt/a/.venv/lib/python3.11/site-packages/soxr/soxr_ext.abi3.so", True),
    ],
)
def test_libraries_of_the_build_machine(source: str, wanted: bool) -> None:
    assert libraries.is_wanted(Path(source).name, source) is wanted


def test_metadata_is_that_of_what_is_in_the_bundle() -> None:
    files = bundled_metadata.files(["TTS.config", "torch.nn", "app.main", "json", "pytest"])
    places = {Path(place).name: Path(place).parent.name for place, _, _ in files}
    owners = {Path(place).parent.name.split("-")[0] for place, _, _ in files}
    assert owners == {"coqui_tts", "torch"}
    assert "METADATA" in places
    assert all(Path(source).is_file() for _, source, _ in files)


def test_the_libraries_of_cuda_keep_their_places(tmp_path: Path) -> None:
    info = tmp_path / "nvidia_cublas-13.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: nvidia-cublas\nVersion: 13.1\n")
    names = ["nvidia/cu13/lib/libcublas.so.13", "nvidia/cu13/include/cublas.h"]
    (info / "RECORD").write_text("".join(f"{name},,\n" for name in names))
    found = cuda.libraries(metadata.distributions(path=[str(tmp_path)]))
    assert found == [(str(tmp_path / names[0]), "nvidia/cu13/lib")]


# ------------------------------------------------------------------------ what is mended


def _torch(name: str) -> Path:
    spec = find_spec("torch")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent / name


def _entries() -> list[frozen_torch.Entry]:
    """The modules of torch that are changed, as PyInstaller lists them."""
    files = {name: find_spec(name) for name in frozen_torch.CHANGES}
    return [(name, str(spec.origin), "PYMODULE") for name, spec in files.items() if spec]


def test_the_torch_that_is_installed_can_be_changed_and_still_compiles(tmp_path: Path) -> None:
    other = ("torch.nn", "anywhere", "PYMODULE")
    changed = frozen_torch.with_changes([*_entries(), other], tmp_path)
    assert changed[-1] == other
    assert len(changed) == len(frozen_torch.CHANGES) + 1
    for (name, original, _), (_, source, _) in zip(_entries(), changed[:-1], strict=True):
        old, new = frozen_torch.CHANGES[name]
        text = Path(source).read_text(encoding="utf-8")
        assert text == Path(original).read_text(encoding="utf-8").replace(old, new)
        compile(text, source, "exec")


def test_another_torch_ends_the_build_instead_of_the_app(tmp_path: Path) -> None:
    other = tmp_path / "library.py"
    other.write_text("def where(): ...\n")
    with pytest.raises(RuntimeError, match=r"torch\.library does not hold"):
        frozen_torch.with_changes([("torch.library", str(other), "PYMODULE")], tmp_path / "out")


def test_only_sources_that_torch_reads_stay() -> None:
    names = ("utils/serialization/config.py", "compiler/config.py", "nn/init.py", "__init__.py")
    entries = [(f"torch/{name}", str(_torch(name)), "DATA") for name in names]
    other = ("inflect/__init__.py", "anywhere", "DATA")
    assert frozen_torch.without_unread_sources([*entries, other]) == [*entries[:2], other]


# ------------------------------------------------------------------------ what comes after


@linux_only
def test_a_stripped_library_is_smaller_and_does_what_it_did(tmp_path: Path) -> None:
    if shutil.which("gcc") is None or shutil.which("strip") is None:
        pytest.skip("a compiler makes the library that is stripped")
    source = tmp_path / "add.c"
    source.write_text("static int one(void) { return 1; }\nint more(int n) { return n + one(); }\n")
    library = tmp_path / "libadd.so"
    subprocess.run(["gcc", "-g", "-shared", "-fPIC", "-o", library, source], check=True)
    rewritten = tmp_path / "some.libs" / "libadd.so"
    rewritten.parent.mkdir()
    shutil.copy(library, rewritten)
    (tmp_path / "libadd.so.1").symlink_to(library.name)
    before = library.read_bytes()
    saved = stripping.strip(tmp_path)
    assert saved == len(before) - library.stat().st_size > 0
    assert rewritten.read_bytes() == before
    assert ctypes.CDLL(str(library)).more(41) == 42


@pytest.mark.skipif(sys.platform == "win32", reason="a zip there, without links")
def test_the_archive_keeps_links_and_names_nobody(tmp_path: Path) -> None:
    folder = tmp_path / "Lectern"
    folder.mkdir()
    (folder / "Lectern").write_text("program")
    (folder / "Lectern").chmod(0o755)
    (folder / "lectern-cli").symlink_to("Lectern")
    path = archive.pack(folder, tmp_path / archive.name("1.2.3"))
    assert path.name.startswith("Lectern-1.2.3-")
    assert path.name.endswith(".tar.xz")
    with tarfile.open(path) as packed:
        members = {member.name: member for member in packed}
    assert members["Lectern/lectern-cli"].linkname == "Lectern"
    assert members["Lectern/Lectern"].mode == 0o755
    assert {(member.uname, member.uid) for member in members.values()} == {("root", 0)}


def test_a_build_is_made_anew_when_something_that_goes_in_has_changed(tmp_path: Path) -> None:
    for name in ("app", "models", "packaging"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("1")
    for name in ("build.spec", "LICENSE", "README.md"):
        (tmp_path / name).write_text("1")
    before = inputs.digest(tmp_path)
    (tmp_path / "app" / "__pycache__").mkdir()
    (tmp_path / "app" / "__pycache__" / "a.pyc").write_text("2")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test.py").write_text("2")
    assert inputs.digest(tmp_path) == before
    (tmp_path / "app" / "file").rename(tmp_path / "app" / "other")
    renamed = inputs.digest(tmp_path)
    (tmp_path / "models" / "file").write_text("2")
    assert len({before, renamed, inputs.digest(tmp_path)}) == 3
