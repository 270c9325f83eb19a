"""Sizes of the kiosk's own pages, which are read standing, and touched: they follow the screen.

The colours are those of the app's style sheet; this one only makes everything larger.
"""

from __future__ import annotations

from string import Template

from PySide6.QtCore import QSize

_LEAST, _MOST = 13, 56
_UNITS = 48
"""Lines of text that fit on the shorter side of the screen."""

_SHEET = """
#kioskPage QLabel, #kioskPage QPushButton, #kioskPage QCheckBox, #kioskPage QRadioButton,
#kioskPage QComboBox, #kioskPage QLineEdit, #kioskPage QPlainTextEdit,
#kioskPage QAbstractSpinBox, #kioskPage QToolButton {
    font-size: ${text}px;
}
#kioskPage QLabel[role="title"] { font-size: ${title}px; }
#kioskPage QLabel[role="heading"] { font-size: ${heading}px; }
#kioskPage QLabel[role="small"], #kioskPage QLabel[role="muted"] { font-size: ${small}px; }
#kioskPage QPushButton[digit="true"] { font-size: ${title}px; }
#kioskPage QPushButton[face="true"] { font-size: ${heading}px; }
#kiosk QLabel[role="kiosk"] { font-size: ${text}px; }
#kioskPage QPushButton, #kioskPage QToolButton {
    min-height: ${button}px; border-radius: ${round}px;
}
#kioskPage QComboBox, #kioskPage QLineEdit, #kioskPage QAbstractSpinBox { min-height: ${field}px; }
#kioskPage QComboBox { padding-left: ${gap}px; }
#kioskPage QLineEdit { padding-left: ${gap}px; }
#kioskPage QAbstractSpinBox { min-width: ${number}px; }
#kioskPage QAbstractSpinBox QLineEdit { min-height: 0; padding: 0; }
#kioskPage QAbstractSpinBox::up-button, #kioskPage QAbstractSpinBox::down-button {
    width: ${button}px;
}
#kioskPage QSlider:horizontal { min-height: ${button}px; }
#kioskPage QSlider::groove:horizontal { height: 6px; border-radius: 3px; }
#kioskPage QSlider::handle { border-radius: ${handle_round}px; }
#kioskPage QSlider::handle:horizontal {
    width: ${handle}px; height: ${handle}px; margin: -${handle_out}px 0;
}
#kioskPage QCheckBox, #kioskPage QRadioButton { spacing: ${gap}px; min-height: ${field}px; }
#kioskPage QCheckBox::indicator { width: ${mark}px; height: ${mark}px; }
#kioskPage QRadioButton::indicator {
    width: ${mark}px; height: ${mark}px; border-radius: ${mark_round}px;
}
#kioskPage QRadioButton::indicator:checked {
    border-width: ${dot}px; width: ${dot_inner}px; height: ${dot_inner}px;
}
"""


def unit(size: QSize) -> int:
    """The height of a line of text, in logical pixels, on a kiosk of `size`."""
    return min(max(min(size.width(), size.height()) // _UNITS, _LEAST), _MOST)


def sheet(of_unit: int) -> str:
    """The style sheet of a widget named "kiosk", for the parts of it that are named "kioskPage".

    Text in them is `of_unit` pixels high; the faces in it have sizes of their own.
    """
    mark = 2 * round(of_unit * 0.6)
    dot = round(mark * 0.32)
    handle = 2 * round(of_unit * 0.6)
    sizes = {
        "text": of_unit,
        "title": of_unit * 1.7,
        "heading": of_unit * 1.25,
        "small": of_unit * 0.85,
        "button": of_unit * 1.8,
        "round": of_unit * 0.5,
        "field": of_unit * 1.7,
        "number": of_unit * 8,
        "gap": of_unit * 0.5,
        "mark": mark,
        "mark_round": mark / 2,
        "dot": dot,
        "dot_inner": mark - 2 * dot + 2,
        "handle": handle,
        "handle_round": handle / 2,
        "handle_out": (handle - 6) / 2 + 1,
    }
    return Template(_SHEET).substitute({name: round(size) for name, size in sizes.items()})
