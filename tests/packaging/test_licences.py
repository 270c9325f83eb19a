"""Nothing goes into a bundle without its licence: whose it is, its texts, the folder of all."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import pytest

import licence_owners
import licences
from app import notices
from build.contents import DISTRIBUTIONS
from licence_owners import Owners, UnknownOwnerError, owners
from tests.packaging.desktop import make_bundle, needs


def owned(*names: str, python: bool = False, debian: tuple[str, ...] = ()) -> Owners:
    return Owners(frozenset(names), python, frozenset(debian))


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in. Its programs are scripts, so it is told what modules would be inside them."""
    monkeypatch.setattr(licence_owners, "modules_in", lambda _: {"app.main", "six", "json"})
    return make_bundle(tmp_path / "Lectern")


# ------------------------------------------------------------------------------- whose it is


def test_files_are_those_of_the_packages_that_brought_them(bundle: Path) -> None:
    inside = bundle / "_internal"
    for name in ("soundfile.py", "numpy/version.py"):
        (inside / name).parent.mkdir(exist_ok=True)
        (inside / name).touch()
    (inside / "base_library.zip").touch()
    library = next(
        file.name
        for file in metadata.distribution("numpy").files or ()
        if "openblas" in file.name and ".so" in file.name
    )
    (inside / library).touch()  # PyInstaller puts some beside the folder they came from
    assert owners(bundle) == owned("six", "soundfile", "numpy", python=True)


@needs("dpkg-query")
def test_a_library_of_the_system_is_its_packages(bundle: Path) -> None:
    (bundle / "_internal" / "libz.so.1").touch()
    assert owners(bundle).debian == {"zlib1g"}


@pytest.mark.parametrize(
    "name", ["_internal/libunheard-of.so.7", "_internal/font.ttf", "notes.txt"]
)
def test_what_nobody_brought_is_an_error(name: str, bundle: Path) -> None:
    (bundle / name).touch()
    with pytest.raises(UnknownOwnerError, match=Path(name).name):
        owners(bundle)


def test_a_module_that_nobody_brought_is_an_error(
    bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(licence_owners, "modules_in", lambda _: {"app", "unheard_of.part"})
    with pytest.raises(UnknownOwnerError, match=r"unheard_of\.part"):
        owners(bundle)


# ------------------------------------------------------------------------------- its texts


def test_every_package_that_may_come_in_has_a_text() -> None:
    names = DISTRIBUTIONS & {
        licence_owners.normalised(each.name) for each in metadata.distributions()
    }
    parts = {part.name: part for part in licences.parts_of(owned(*names, python=True))}
    assert set(parts) == {*names, "python"}
    for part in parts.values():
        for text in part.texts.values():
            assert text.stat().st_size > 100, text


@pytest.mark.parametrize(("carrier", "component"), notices.INSIDE)
def test_libraries_inside_packages_have_texts(carrier: str, component: notices.Component) -> None:
    (part,) = licences.parts_of(owned(carrier))
    text = part.texts[f"{component.name}.txt"].read_text(encoding="utf-8")
    assert "opyright" in text


@pytest.mark.parametrize(
    ("package", "library"),
    [
        ("numpy", "OpenBLAS"),
        ("numpy", "libgfortran"),
        ("torch", "oneDNN|mkl-dnn|OneAPI"),
        ("torch", "libgomp"),
        ("torch", "Intel Simplified Software License"),
        ("soxr", "SoX Resampler Library"),
        ("soundfile", "libFLAC|Free Lossless|FLAC"),
        ("soundfile", "LAME"),
        ("soundfile", "mpg123"),
        ("pyside6-essentials", "HarfBuzz|harfbuzz"),
        ("pyside6-essentials", "FreeType|freetype"),
        ("pyside6-essentials", "ICU"),
        ("espeakng-loader", "Jonathan Duddington"),
        ("praat-parselmouth", "Paul Boersma"),
    ],
)
def test_the_texts_of_a_package_speak_of_what_is_linked_into_it(package: str, library: str) -> None:
    (part,) = licences.parts_of(owned(package))
    texts = (text.read_text(encoding="utf-8", errors="replace") for text in part.texts.values())
    named = " ".join(map(str, part.texts))
    assert re.search(library, named) or any(re.search(library, text) for text in texts)


def test_what_lies_among_our_own_files_has_a_text_that_names_its_makers() -> None:
    (pictures,) = licences.shipped_parts()
    text = pictures.texts["OpenMoji.txt"].read_text(encoding="utf-8")
    assert "All emojis designed by OpenMoji" in text
    assert "Attribution-ShareAlike 4.0 International" in text


def test_a_package_without_a_text_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(licences, "TEXTS", tmp_path)
    with pytest.raises(licences.MissingLicenceError, match=r"eSpeak NG.*espeakng-loader"):
        list(licences.parts_of(owned("espeakng-loader")))


def test_a_system_package_without_a_text_is_an_error() -> None:
    with pytest.raises(licences.MissingLicenceError, match="no-such-package"):
        list(licences.parts_of(owned(debian=("no-such-package",))))


# ------------------------------------------------------------------------------- the folder


def test_the_folder_is_made_anew_with_a_list_of_all(bundle: Path) -> None:
    (bundle / "LICENCES" / "old.txt").touch()
    (bundle / "_internal" / "soundfile.py").touch()
    licences.collect(bundle / "LICENCES")
    made = {str(path.relative_to(bundle / "LICENCES")) for path in bundle.rglob("LICENCES/**/*")}
    assert {"six/LICENSE", "soundfile/libsndfile.txt", "common/GPL-3.txt"} <= made
    assert "old.txt" not in made
    listed = (bundle / "LICENCES" / "README.txt").read_text(encoding="utf-8")
    for name in ("six", "soundfile", "libsndfile", "https://github.com/benjaminp/six"):
        assert name in listed


def test_licences_that_texts_refer_to_are_there(bundle: Path) -> None:
    (bundle / "_internal" / "soundfile.py").touch()
    licences.collect(bundle / "LICENCES")
    common = {path.name for path in (bundle / "LICENCES" / "common").iterdir()}
    texts = [text.read_text("utf-8") for text in (bundle / "LICENCES/soundfile").glob("*.txt")]
    named = set(re.findall(r"common-licenses/(\w+-[0-9.]*[0-9])", " ".join(texts)))
    assert "LGPL-2.1" in named
    assert {f"{name}.txt" for name in named} <= common
