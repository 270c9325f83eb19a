"""Text files of every kind that people have, and those that are no text."""

from __future__ import annotations

import codecs
import os
import stat
import sys
import zipfile
from pathlib import Path

import pytest

from app.encodings import TextFormat
from app.errors import TextFileError
from app.text_file import LARGEST_FILE, read_text, write_text

TEXT = "Grüße aus Köln – “good” day\nsecond line\n"


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("cp1252", b""),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_reads_and_writes_back_the_same_bytes(
    tmp_path: Path, encoding: str, bom: bytes, line_end: str
) -> None:
    path = tmp_path / "letter.txt"
    data = bom + TEXT.replace("\n", line_end).encode(encoding)
    path.write_bytes(data)
    file = read_text(path)
    assert file.text == TEXT
    assert (file.form.encoding, file.form.bom) == (encoding, bom)
    write_text(path, file.text, file.form)
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Привет, это довольно длинный русский текст, чтобы его узнать. " * 5),
        ("shift_jis", "これは日本語の文章です。判別できるように長く書きます。" * 5),
    ],
)
def test_other_scripts_are_recognised(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(text.encode(encoding))
    assert read_text(path).text == text


def test_a_short_western_text_is_windows_1252(tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_bytes("The café’s “menu”".encode("cp1252"))
    assert read_text(path).text == "The café’s “menu”"


def test_a_few_nuls_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "nuls.txt"
    path.write_bytes(b"One\0 is here. " + b"Two is there. " * 10)
    assert read_text(path).text.startswith("One is here. Two")


def test_an_empty_file_is_an_empty_text(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.touch()
    assert read_text(path).text == ""


def _zip(path: Path, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is a PDF"),
        ("named.txt", b"%PDF-1.4\n", "is a PDF"),
        ("a.rtf", b"{\\rtf1\\ansi hello}", "rich text"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Microsoft Office"),
        ("a.docx", {"word/document.xml": b"<w/>"}, "DOCX"),
        ("a.epub", {"mimetype": b"application/epub+zip"}, "EPUB"),
        ("a.odt", {"mimetype": b"application/vnd.oasis.opendocument.text"}, "ODT"),
        ("a.zip", {"x": b"y"}, "ZIP"),
        ("broken.epub", b"PK\x03\x04" + bytes(40), "ZIP"),
    ],
)
def test_other_formats_are_named_and_never_shown(
    tmp_path: Path, name: str, content: bytes | dict[str, bytes], words: str
) -> None:
    path = tmp_path / name
    if isinstance(content, dict):
        _zip(path, content)
    else:
        path.write_bytes(content)
    with pytest.raises(TextFileError, match="cannot open yet") as caught:
        read_text(path)
    assert words in caught.value.message
    assert caught.value.hint


def test_binary_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "song.txt"
    path.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(TextFileError, match="not a text file"):
        read_text(path)


def test_a_text_that_is_only_named_like_a_book_is_read(tmp_path: Path) -> None:
    path = tmp_path / "notes.doc"
    path.write_text("Plain after all.", encoding="utf-8")
    assert read_text(path).text == "Plain after all."


def test_what_is_missing_a_folder_or_too_large_is_said(tmp_path: Path) -> None:
    with pytest.raises(TextFileError, match="not there any more"):
        read_text(tmp_path / "gone.txt")
    with pytest.raises(TextFileError, match="is a folder"):
        read_text(tmp_path)
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(TextFileError, match="too large"):
        read_text(large)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="a device of POSIX")
def test_what_has_no_end_is_too_large() -> None:
    with pytest.raises(TextFileError, match="too large"):
        read_text(Path("/dev/zero"))


def test_a_book_that_unpacks_to_more_than_memory_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bomb.epub"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", b"application/epub+zip" + bytes(50_000_000))
    with pytest.raises(TextFileError, match="EPUB"):
        read_text(path)


def test_a_damaged_archive_is_named_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "damaged.epub"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", b"application/epub+zip, and more of it " * 9)
    data = bytearray(path.read_bytes())
    data[40:60] = b"\xff" * 20
    path.write_bytes(data)
    with pytest.raises(TextFileError, match="ZIP"):
        read_text(path)


def test_a_character_that_the_encoding_lacks_makes_it_utf8(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    used = write_text(path, "Smile 😀", TextFormat("cp1252", b"", "\r\n"))
    assert used == TextFormat("utf-8", b"", "\r\n")
    assert path.read_text(encoding="utf-8") == "Smile 😀"


def test_an_unwritable_folder_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(TextFileError, match="cannot be saved") as caught:
        write_text(tmp_path / "missing" / "letter.txt", TEXT, TextFormat())
    assert "another folder" in caught.value.hint
    assert not list(tmp_path.iterdir())


def test_a_failed_write_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("old", encoding="utf-8")

    def full_disk(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(TextFileError, match="No space left"):
        write_text(path, "new", TextFormat())
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions or links")
def test_permissions_and_links_are_kept(tmp_path: Path) -> None:
    path, link = tmp_path / "letter.txt", tmp_path / "link.txt"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    write_text(link, "new", TextFormat())
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
