"""Archives that were not made in good faith are refused before a byte of them is written."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest

from tests.packaging.vendor_models import zipped
from vendoring.failures import VendoringError
from vendoring.unpack import MOST_FILES, unpack


def refused(content: bytes, folder: Path) -> str:
    """The message; nothing was written anywhere."""
    archive = folder / "model.zip"
    archive.write_bytes(content)
    with pytest.raises(VendoringError) as caught:
        unpack(archive, folder / "inside" / "deep")
    left = [path for path in folder.rglob("*") if path.is_file()]
    assert left == [archive]
    assert "“model.zip”" in caught.value.message
    assert caught.value.hint
    return caught.value.message


def test_files_come_out_as_they_went_in(tmp_path: Path) -> None:
    archive = tmp_path / "model.zip"
    files = {"top/a.txt": "one", "top/sub/b.bin": b"\0\1", "__MACOSX/a": "x", "top/.DS_Store": "x"}
    archive.write_bytes(zipped(files))
    unpack(archive, tmp_path / "out")
    found = {
        path.relative_to(tmp_path / "out").as_posix(): path.read_bytes()
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    }
    assert found == {"top/a.txt": b"one", "top/sub/b.bin": b"\0\1"}


@pytest.mark.parametrize(
    "name",
    ["../x", "a/../../x", "/etc/x", "C:/x", "..\\x", "\\\\host\\x", "a\nb", "a?b", "con:x"],
)
def test_names_that_lead_outside(tmp_path: Path, name: str) -> None:
    assert "outside the folder" in refused(zipped({"a.txt": "", name: "x"}), tmp_path)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices(tmp_path: Path, kind: int) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        entry = zipfile.ZipInfo("link")
        entry.external_attr = (kind | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    assert "a link or a device" in refused(made.getvalue(), tmp_path)


def test_one_file_twice(tmp_path: Path) -> None:
    assert "twice" in refused(zipped({"Config.json": "1", "config.json": "2"}), tmp_path)


def test_an_encrypted_entry(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.txt": "secret"}))
    content[content.index(b"PK\1\2") + 8] |= 1
    assert "is encrypted" in refused(bytes(content), tmp_path)


def test_a_bomb(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(64 << 20))
    assert "67,108,864 bytes" in refused(made.getvalue(), tmp_path)


def test_a_swarm(tmp_path: Path) -> None:
    files = {f"{number}.txt": "" for number in range(MOST_FILES + 1)}
    assert "more than 1000 files" in refused(zipped(files), tmp_path)


@pytest.mark.parametrize("harm", ["cut", "changed", "no zip", "empty"])
def test_damage(tmp_path: Path, harm: str) -> None:
    whole = zipped({"a.txt": "x" * 1000})
    harmed = {
        "cut": whole[:-30],
        "changed": whole.replace(b"xxx", b"xyx", 1),
        "no zip": b"<html>" * 100,
        "empty": b"",
    }[harm]
    archive = tmp_path / "model.zip"
    archive.write_bytes(harmed)
    with pytest.raises(VendoringError, match="damaged, or not a zip"):
        unpack(archive, tmp_path / "out")
