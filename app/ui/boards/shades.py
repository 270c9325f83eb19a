"""The colours that a button is painted in: the file's, as far as they can be read on this screen.

A board's colours mean something to whoever learnt it, so they stay what they are in every theme.
By night they are only dimmed; in high contrast on black they become the button's edge. What is
written on them is dark or light, whichever has the greater contrast.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor

from app.boards.board import Button
from app.boards.colours import as_hex
from app.ui.tokens import Colours, contrast

DARK_INK = "#1D1A16"
WELL = 7.0
"""The contrast of text that can be read well (WCAG 2.2, AAA)."""
NIGHT = 0.84
"""How bright colours are by night."""
PICTURE_CONTRAST = 4.5
"""Drawings have dark outlines: on a ground that is too dark for those they get a plate."""


@dataclass(frozen=True, slots=True)
class Shades:
    """`plate` is what pictures lie on, or None where the ground does."""

    ground: QColor
    edge: QColor
    ink: QColor
    plate: QColor | None = None


def shades(button: Button, colours: Colours) -> Shades:
    """How `button` is painted in a theme."""
    own = _known(button.background)
    border = _known(button.border)
    if colours.high_contrast and colours.dark:
        edge = border or own or QColor(colours.edge)
        return _with_plate(QColor(colours.page), edge, QColor(colours.ink))
    ground = own or QColor(colours.page if not colours.dark else colours.soft)
    if own is not None and colours.dark:
        ground = dimmed(own, NIGHT)
    usual_edge = QColor(colours.edge) if colours.high_contrast else dimmed(ground, 0.8)
    return _with_plate(ground, border or usual_edge, QColor(readable_on(ground)))


def readable_on(ground: QColor) -> str:
    """Dark ink where that can be read well, else white or black, whichever can be read better."""
    name = ground.name()
    if contrast(DARK_INK, name) >= WELL:
        return DARK_INK
    return max(("#000000", "#FFFFFF"), key=lambda ink: contrast(ink, name))


def dimmed(colour: QColor, factor: float) -> QColor:
    return QColor.fromRgbF(
        colour.redF() * factor, colour.greenF() * factor, colour.blueF() * factor
    )


def _known(css: str | None) -> QColor | None:
    name = as_hex(css)
    colour = QColor(name) if name is not None else QColor()
    return colour if colour.isValid() else None


def _with_plate(ground: QColor, edge: QColor, ink: QColor) -> Shades:
    too_dark = contrast(DARK_INK, ground.name()) < PICTURE_CONTRAST
    return Shades(ground, edge, ink, QColor("#F4F1EA") if too_dark else None)
