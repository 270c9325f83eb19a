"""The icons are drawn in the palette's colours, sharp at every scale."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPalette
from PySide6.QtWidgets import QApplication

from app.ui import icons

NEEDED = (
    *("play", "pause", "stop", "previous", "next", "back_to_voice", "voice", "speed"),
    *("volume_mute", "volume_low", "volume_high", "new", "folder", "save", "clipboard", "find"),
    *("settings", "close", "more", "info", "warning", "error", "check"),
)


def opaque_colours(image: QImage) -> set[str]:
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


@pytest.mark.parametrize("name", sorted({*NEEDED, *icons.NAMES}))
@pytest.mark.parametrize("size", [16, 24, 48, 256])
def test_every_icon_is_drawn_in_one_colour(qapp: QApplication, name: str, size: int) -> None:
    image = icons.icon(name).pixmap(QSize(size, size), 1.0).toImage()
    assert image.size() == QSize(size, size)
    ink = qapp.palette().color(QPalette.ColorRole.ButtonText)
    # Two strokes that meet are blended, which may round each part of the colour by one.
    for drawn in opaque_colours(image):
        parts = zip(QColor(drawn).getRgb(), ink.getRgb(), strict=True)
        assert all(abs(part - other) <= 1 for part, other in parts)
    darkest = max(image.pixelColor(x, y).alpha() for x in range(size) for y in range(size))
    assert darkest > 150, "too faint to be seen"


def test_all_drawings_have_one_grid_and_one_weight() -> None:
    for name in icons.NAMES:
        source = (icons.FOLDER / f"{name}.svg").read_text()
        assert 'viewBox="0 0 24 24"' in source
        assert source.count("stroke-width") == 1
        assert 'stroke-width="1.8"' in source


def test_an_icon_takes_a_new_palette_without_being_made_again(qapp: QApplication) -> None:
    play = icons.icon("play")
    before = QPalette(qapp.palette())
    try:
        for colour in ("#ff0000", "#00ff00"):
            palette = QPalette(before)
            palette.setColor(QPalette.ColorRole.ButtonText, QColor(colour))
            QGuiApplication.setPalette(palette)
            assert opaque_colours(play.pixmap(QSize(24, 24), 1.0).toImage()) == {colour}
    finally:
        QGuiApplication.setPalette(before)


def test_a_disabled_icon_and_another_role_have_their_own_colours(qapp: QApplication) -> None:
    before = QPalette(qapp.palette())
    palette = QPalette(before)
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, QColor("#123456"))
    palette.setColor(QPalette.ColorRole.HighlightedText, QColor("#abcdef"))
    try:
        QGuiApplication.setPalette(palette)
        off = icons.icon("stop").pixmap(QSize(24, 24), 1.0, QIcon.Mode.Disabled)
        on_accent = icons.icon("stop", QPalette.ColorRole.HighlightedText)
        assert opaque_colours(off.toImage()) == {"#123456"}
        assert opaque_colours(on_accent.pixmap(QSize(24, 24), 1.0).toImage()) == {"#abcdef"}
    finally:
        QGuiApplication.setPalette(before)


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0, 3.0])
def test_pixels_are_those_of_the_device(qapp: QApplication, scale: float) -> None:
    pixmap = icons.icon("save").pixmap(QSize(20, 20), scale)
    assert pixmap.size() == QSize(round(20 * scale), round(20 * scale))
    assert pixmap.devicePixelRatio() == scale


def test_a_copied_icon_lives_on_its_own(qapp: QApplication) -> None:
    original = icons.icon("find")
    copy = QIcon(original)
    copy.setIsMask(False)  # changing a copy makes Qt copy what it shares
    assert opaque_colours(copy.pixmap(QSize(48, 48), 1.0).toImage())
    assert opaque_colours(original.pixmap(QSize(48, 48), 1.0).toImage())


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("nothing")


@pytest.mark.parametrize("size", icons.APP_SIZES)
def test_the_app_icon_has_every_size_and_its_three_colours(qapp: QApplication, size: int) -> None:
    image = icons.app_icon().pixmap(QSize(size, size), 1.0).toImage()
    assert image.size() == QSize(size, size)
    colours = {QColor(name).hsvHue() // 30 for name in opaque_colours(image)}
    assert len(opaque_colours(image)) >= 3
    assert {5, 1} <= colours, "green and amber"
