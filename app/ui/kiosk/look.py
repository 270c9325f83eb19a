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
#kiosk QLabel, #kiosk QPushButton, #kiosk QCheckBox, #kiosk QRadioButton, #kiosk QComboBox,
#kiosk QLineEdit, #kiosk QPlainTextEdit, #kiosk QAbstractSpinBox, #kiosk QToolButton {
    font-size: ${text}px;
}
#kiosk QLabel[role="title"] { font-size: ${title}px; }
#kiosk QLabel[role="heading"] { font-size: ${heading}px; }
#kiosk QLabel[role="small"], #kiosk QLabel[role="muted"] { font-size: ${small}px; }
#kiosk QLabel[role="huge"] { font-size: ${huge}px; font-weight: 600; }
#kiosk QPushButton, #kiosk QToolButton { min-height: ${button}px; border-radius: ${round}px; }
#kiosk QComboBox, #kiosk QLineEdit, #kiosk QAbstractSpinBox { min-height: ${field}px; }
#kiosk QComboBox { padding-left: ${gap}px; }
#kiosk QLineEdit { padding-left: ${gap}px; }
#kiosk QAbstractSpinBox { min-width: ${number}px; }
#kiosk QAbstractSpinBox QLineEdit { min-height: 0; padding: 0; }
#kiosk QAbstractSpinBox::up-button, #kiosk QAbstractSpinBox::down-button { width: ${button}px; }
#kiosk QSlider:horizontal { min-height: ${button}px; }
#kiosk QSlider::groove:horizontal { height: 6px; border-radius: 3px; }
#kiosk QSlider::handle { border-radius: ${handle_round}px; }
#kiosk QSlider::handle:horizontal {
    width: ${handle}px; height: ${handle}px; margin: -${handle_out}px 0;
}
#kiosk QCheckBox, #kiosk QRadioButton { spacing: ${gap}px; min-height: ${field}px; }
#kiosk QCheckBox::indicator { width: ${mark}px; height: ${mark}px; }
#kiosk QRadioButton::indicator {
    width: ${mark}px; height: ${mark}px; border-radius: ${mark_round}px;
}
#kiosk QRadioButton::indicator:checked {
    border-width: ${dot}px; width: ${dot_inner}px; height: ${dot_inner}px;
}
"""


def unit(size: QSize) -> int:
    """The height of a line of text, in logical pixels, on a kiosk of `size`."""
    return min(max(min(size.width(), size.height()) // _UNITS, _LEAST), _MOST)


def sheet(of_unit: int) -> str:
    """The style sheet of a widget named "kiosk", in which text is `of_unit` pixels high."""
    mark = 2 * round(of_unit * 0.6)
    dot = round(mark * 0.32)
    handle = 2 * round(of_unit * 0.6)
    sizes = {
        "text": of_unit,
        "title": of_unit * 1.7,
        "heading": of_unit * 1.25,
        "small": of_unit * 0.85,
        "huge": of_unit * 3.6,
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
