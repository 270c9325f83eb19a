"""Pictures of boards: found where the format says, and never too large to be shown."""

from __future__ import annotations

import struct
from dataclasses import replace

import pytest

from app.boards.board import Board, Book, Button, Picture
from app.boards.book_file import book_in
from app.boards.picture_size import BMP, GIF, JPEG, PNG, SVG, WEBP, PictureSize, picture_size
from app.boards.pictures import MOST_PIXELS, check_picture, content, may_be_shown
from app.errors import BoardError
from tests.boards import examples

BUTTON = Button("b", picture_id="p")


def book_with(picture: Picture, files: dict[str, bytes] | None = None) -> tuple[Book, Board]:
    board = Board("one", buttons={"b": BUTTON}, pictures={"p": picture})
    return Book({"one": board}, "one", files=files or {}), board


def test_data_comes_before_a_path_and_an_address_is_never_followed() -> None:
    files = {"a.png": b"from the archive"}
    picture = Picture("p", b"its own", "a.png", "http://127.0.0.1:9/a.png")
    assert content(*book_with(picture, files), BUTTON) == b"its own"
    assert content(*book_with(replace(picture, data=None), files), BUTTON) == b"from the archive"
    # Any attempt at an address would fail the test: IP sockets are watched.
    assert content(*book_with(replace(picture, data=None, path="")), BUTTON) is None
    assert content(*book_with(replace(picture, data=None, path="../a.png"), files), BUTTON) is None


def test_a_picture_whose_place_only_the_manifest_knows_is_found() -> None:
    book = book_in(examples.zipped(examples.members()), "a.obz")
    food = book.boards["food"]
    assert content(book, food, food.buttons["1"]) == examples.SVG
    assert content(book, food, food.buttons["2"]) is None


def test_a_button_whose_picture_is_missing_has_none() -> None:
    book, board = book_with(Picture("other"))
    assert content(book, replace(board, pictures={}), BUTTON) is None


JPEG_HEADER = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc2\x00\x0b\x08\x00\x10\x00\x20\x01\x11\x00\x00"


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (examples.png(30, 20), PictureSize(PNG, 30, 20)),
        (b"GIF89a" + struct.pack("<HH", 7, 9), PictureSize(GIF, 7, 9)),
        (b"BM" + b"\0" * 16 + struct.pack("<ii", 5, -4), PictureSize(BMP, 5, 4)),
        (JPEG_HEADER, PictureSize(JPEG, 32, 16)),
        (
            b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + b"\x1f\0\0\x0f\0\0",
            PictureSize(WEBP, 32, 16),
        ),
        (
            b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + struct.pack("<I", 31 | 15 << 14),
            PictureSize(WEBP, 32, 16),
        ),
        (
            b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 10 + struct.pack("<HH", 32, 16),
            PictureSize(WEBP, 32, 16),
        ),
        (examples.SVG, PictureSize(SVG, 0, 0)),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x -->" + examples.SVG, PictureSize(SVG, 0, 0)),
        (b"<?xml version='1.0'?><html/>", None),
        (b"<html><svg/></html>", None),
        (b"", None),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"\xff\xd8\xff", None),
        (b"\xff\xd8\xff\xe0\0\0", None),
        (b"\xff\xd8\xff\xe0\x00\x04ab12345678", None),
        (b"GIF89a", None),
    ],
)
def test_what_a_picture_claims_is_read_from_its_first_bytes(
    data: bytes, size: PictureSize | None
) -> None:
    assert picture_size(data) == size
    for end in range(len(data)):
        cut = picture_size(data[:end])
        assert cut is None or size is None or cut.kind == size.kind


def test_a_picture_of_gigapixels_is_refused_however_small_its_file() -> None:
    huge = examples.png(claimed=(100_000, 100_000))
    with pytest.raises(BoardError, match=r"“a.png” is too large: 100,000 × 100,000 pixels"):
        check_picture(huge, "a.png")
    assert not may_be_shown(huge)
    check_picture(examples.png(claimed=(5000, MOST_PIXELS // 5000)), "a.png")


def test_a_board_with_a_huge_picture_is_refused_wherever_the_picture_is() -> None:
    huge = examples.png(claimed=(65_535, 65_535))
    own = examples.food()
    own["images"] = [{"id": "a", "data": examples.data_uri(huge)}]
    with pytest.raises(BoardError, match="“Food, a” is too large"):
        book_in(examples.as_bytes(own), "food.obf")
    files = {**examples.members(), "images/a.svg": huge}
    with pytest.raises(BoardError, match="too large: 65,535 × 65,535 pixels"):
        book_in(examples.zipped(files), "a.obz")


def test_a_file_too_large_for_a_picture_is_refused() -> None:
    with pytest.raises(BoardError, match=r"“a.png” is too large: 17 MB"):
        check_picture(examples.png() + b"\0" * (17 * 2**20), "a.png")
    with pytest.raises(BoardError, match=r"“a.svg” is too large: 2 MB"):
        check_picture(examples.SVG + b" " * (2 * 2**20), "a.svg")


def test_only_known_kinds_are_shown() -> None:
    assert may_be_shown(examples.png())
    assert may_be_shown(examples.SVG)
    assert not may_be_shown(b"\x00\x00\x00\x0cjP  \r\n\x87\n")
    assert not may_be_shown(b"%!PS-Adobe-3.0 EPSF")
