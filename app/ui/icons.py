"""The icons: SVG drawings in one weight on a 24 x 24 grid, coloured from the palette.

An icon is drawn when it is needed, in the palette's colour of that moment and at exactly the
pixels asked for. So one icon serves every theme and every scale, is never a resized picture, and
costs nothing until it is seen.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QIcon,
    QIconEngine,
    QImage,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).parent / "icons"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.svg") if not path.stem.startswith("app")))

APP_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
LARGEST_SIMPLE = 32
KEPT_PIXMAPS = 12


def icon(
    name: str,
    role: QPalette.ColorRole = QPalette.ColorRole.ButtonText,
    selected: QPalette.ColorRole = QPalette.ColorRole.HighlightedText,
) -> QIcon:
    """The icon `name`, in the palette's colour `role`, and `selected` in a chosen row of a list.

    On a primary button the role is `HighlightedText`, which the theme sets to what can be read on
    the accent.

    Raises:
        FileNotFoundError: there is no such icon.
    """
    source = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    return QIcon(_SvgEngine(source, role, selected))


def app_icon() -> QIcon:
    """The app's own icon, in all sizes that desktops ask for."""
    result = QIcon()
    for size in APP_SIZES:
        result.addPixmap(QPixmap.fromImage(app_image(size)))
    return result


def app_image(size: int) -> QImage:
    """The app's own mark, `size` by `size` pixels; a small one is drawn simpler."""
    drawing = "app-small.svg" if size <= LARGEST_SIMPLE else "app.svg"
    renderer = QSvgRenderer(QByteArray((FOLDER / drawing).read_bytes()))
    return _rendered(renderer, QSize(size, size))


def _rendered(renderer: QSvgRenderer, size: QSize) -> QImage:
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, _square(QRect(QPoint(), size)))
    painter.end()
    return image


def _square(rect: QRect) -> QRectF:
    """The largest square in the middle of `rect`: drawings keep their shape."""
    side = min(rect.width(), rect.height())
    return QRectF(
        rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side
    )


class _SvgEngine(QIconEngine):
    """Draws one SVG with "currentColor" replaced by a colour of the palette."""

    def __init__(self, source: str, role: QPalette.ColorRole, selected: QPalette.ColorRole) -> None:
        super().__init__()
        self._source = source
        self._role = role
        self._selected = selected
        self._copies: list[QIconEngine] = []
        self._pixmaps: dict[tuple[str, int, int], QPixmap] = {}

    def clone(self) -> QIconEngine:
        # Qt takes the copy without a reference to its Python half, which must live on: here.
        copy = _SvgEngine(self._source, self._role, self._selected)
        self._copies.append(copy)
        return copy

    def key(self) -> str:
        return "lectern"

    def isNull(self) -> bool:
        return False

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colour = self._colour(mode)
        QSvgRenderer(self._coloured(colour)).render(painter, _square(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        colour = self._colour(mode)
        key = (colour, size.width(), size.height())
        if key not in self._pixmaps:
            if len(self._pixmaps) >= KEPT_PIXMAPS:  # the theme changes seldom, the scale too
                self._pixmaps.clear()
            renderer = QSvgRenderer(self._coloured(colour))
            self._pixmaps[key] = QPixmap.fromImage(_rendered(renderer, size))
        return self._pixmaps[key]

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        """Here Qt gives `size` in logical pixels, in `pixmap` in those of the device."""
        device = QSize(round(size.width() * scale), round(size.height() * scale))
        result = QPixmap(self.pixmap(device, mode, state))
        result.setDevicePixelRatio(scale)
        return result

    def _colour(self, mode: QIcon.Mode) -> str:
        palette = QGuiApplication.palette()
        groups = {
            QIcon.Mode.Disabled: (QPalette.ColorGroup.Disabled, self._role),
            QIcon.Mode.Selected: (QPalette.ColorGroup.Active, self._selected),
        }
        group, role = groups.get(mode, (QPalette.ColorGroup.Active, self._role))
        return palette.color(group, role).name()

    def _coloured(self, colour: str) -> QByteArray:
        return QByteArray(self._source.replace("currentColor", colour).encode("utf-8"))
