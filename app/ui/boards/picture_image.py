"""A board's picture from its encoded bytes, safe to run on any bytes and in any thread.

Qt decodes what it is given; so what a picture claims is looked at first, an unknown kind is not
tried, and a drawing has to stand alone. Worth a thread of its own: a photograph takes a while.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter
from PySide6.QtSvg import QSvgRenderer

from app.boards.picture_size import SVG, picture_size
from app.boards.pictures import may_be_shown


def picture_image(data: bytes, room: QSize) -> QImage | None:
    """The picture in `data`, as large as fits into `room`, in pixels of the device.

    A raster picture is never made larger than it is. None when nothing can be shown.
    """
    size = picture_size(data)
    if size is None or room.isEmpty() or not may_be_shown(data):
        return None
    return _drawn(data, room) if size.kind == SVG else _read(data, room)


def _drawn(data: bytes, room: QSize) -> QImage | None:
    renderer = QSvgRenderer(QByteArray(data))
    own = renderer.viewBoxF().size()
    if not renderer.isValid() or own.isEmpty():
        return None
    size = own.scaled(room, Qt.AspectRatioMode.KeepAspectRatio).toSize().expandedTo(QSize(1, 1))
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    return image


def _read(data: bytes, room: QSize) -> QImage | None:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull():
        return None
    if image.width() <= room.width() and image.height() <= room.height():
        return image
    return image.scaled(
        room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
