"""The app's mark as the icon files that each system wants.

The window draws its icon from the SVG files in `app/ui/icons`; these files are drawn by the same
function, so there is one source, and small sizes are the simpler drawing here too. They are made
at build time and never committed.
"""

from __future__ import annotations

import io
import shutil
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImageWriter

from app import APP_ID
from app.ui.icons import FOLDER, app_image

# https://specifications.freedesktop.org/icon-theme-spec: the sizes that `hicolor` declares.
HICOLOR_SIZES = (16, 22, 24, 32, 36, 48, 64, 72, 96, 128, 192, 256, 512)
# What the Explorer asks for between 100 and 400 % scale.
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)
# The icns format holds these and no others.
ICNS_SIZES = (16, 32, 64, 128, 256, 512, 1024)


def write_freedesktop(icons: Path) -> None:
    """Write the icon theme `hicolor` into the folder `icons`, as it lies in `share/icons`."""
    theme = icons / "hicolor"
    for size in HICOLOR_SIZES:
        file = theme / f"{size}x{size}" / "apps" / f"{APP_ID}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_png(size))
    scalable = theme / "scalable" / "apps" / f"{APP_ID}.svg"
    scalable.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(FOLDER / "app.svg", scalable)


def write_ico(path: Path) -> None:
    """Write the icon of the Windows executables and their installer."""
    _write_all(path, "ICO", ICO_SIZES)


def write_icns(path: Path) -> None:
    """Write the icon of the macOS app."""
    _write_all(path, "ICNS", ICNS_SIZES)


def _write_all(path: Path, form: str, sizes: tuple[int, ...]) -> None:
    images = [Image.open(io.BytesIO(_png(size))) for size in sizes]
    path.parent.mkdir(parents=True, exist_ok=True)
    # Sizes that are not appended would be scaled down from the largest instead of drawn.
    images[-1].save(
        path, format=form, sizes=[image.size for image in images], append_images=images[:-1]
    )


def _png(size: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(app_image(size)):
        raise OSError(f"the icon of {size} pixels cannot be written as PNG")
    return bytes(buffer.data().data())
