"""Pictures of boards become images of the size that is wanted, or none; bytes never do harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage

from app.ui.boards.picture_image import picture_image
from tests.boards import examples

ROOM = QSize(100, 100)


def encoded(form: str, width: int = 60, height: int = 30) -> bytes:
    """A red picture in a format that Qt writes."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, form)
    return data.data()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "BMP", "WEBP"])
def test_the_kinds_that_boards_use_are_read(form: str) -> None:
    image = picture_image(encoded(form), ROOM)
    assert image is not None
    assert image.size() == QSize(60, 30)
    assert image.pixelColor(30, 15).red() > 240


def test_a_large_picture_is_made_to_fit_and_keeps_its_shape() -> None:
    image = picture_image(encoded("PNG", 400, 100), ROOM)
    assert image is not None
    assert image.size() == QSize(100, 25)


def test_a_drawing_is_drawn_at_the_size_that_is_wanted() -> None:
    for side in (8, 500):
        image = picture_image(examples.SVG, QSize(side, side * 2))
        assert image is not None
        assert image.size() == QSize(side, side)
        assert image.pixelColor(side // 2, side // 2).alpha() == 255
        assert image.pixelColor(0, 0).alpha() == 0


def test_a_drawing_does_not_show_a_file_of_the_machine(tmp_path: Path) -> None:
    file = tmp_path / "secret.png"
    file.write_bytes(encoded("PNG"))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
        f'<image href="{file}" width="10" height="10"/></svg>'
    )
    assert picture_image(svg.encode(), ROOM) is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text",
        b"<svg xmlns='http://www.w3.org/2000/svg'",
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 0 0'/>",
        examples.png(claimed=(60_000, 60_000)),
        examples.png()[:40],
        encoded("PNG")[:60],
    ],
)
def test_what_cannot_be_shown_is_none(data: bytes) -> None:
    assert picture_image(data, ROOM) is None
    assert picture_image(encoded("PNG"), QSize(0, 5)) is None


@given(st.sampled_from(["PNG", "JPEG", "BMP", "WEBP"]), st.data())
def test_damaged_pictures_are_images_or_none(form: str, data: st.DataObject) -> None:
    good = encoded(form)
    at = data.draw(st.integers(0, len(good) - 1))
    damaged = good[:at] + data.draw(st.binary(max_size=8)) + good[at + 4 :]
    image = picture_image(damaged, ROOM)
    assert image is None or (image.width() <= 100 and image.height() <= 100)
