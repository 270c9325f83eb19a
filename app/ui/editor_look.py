"""How the text is set: the width of its column, the height of its lines, and what invites to type.

A column of about seventy characters is the widest that eyes follow without losing the line.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import QTextEdit

COLUMN_CHARACTERS = 70
PANGRAM = "the quick brown fox jumps over the lazy dog "
INVITATION = "Type, paste or drop a text here."
INVITATION_HINT = "Then press Speak, or {key}."


def column_width(font: QFont, characters: int = COLUMN_CHARACTERS) -> int:
    """The width of a column of so many characters in `font`, in pixels."""
    # The mean width in English text; Qt's "average" character is another in most fonts.
    mean = QFontMetricsF(font).horizontalAdvance(PANGRAM) / len(PANGRAM)
    return round(mean * characters)


def line_height(font: QFont, line_spacing: float) -> int:
    """The height of lines in percent of the font's own, which differs much between fonts.

    The usual distance is 1.2 times the letters' size; lines never come closer than the font's own.
    """
    large = QFont(font)
    large.setPixelSize(1000)
    usual = 1.2 * 1000 / max(1.0, QFontMetricsF(large).lineSpacing())
    return max(100, round(line_spacing * usual * 100))


def paint_invitation(editor: QTextEdit, speak_key: str) -> None:
    """Paint into the empty `editor` what can be done, and the key that speaks."""
    with QPainter(editor.viewport()) as painter:
        margin = round(editor.document().documentMargin())
        area = editor.viewport().rect().adjusted(margin + 2, margin, -margin, -margin)
        # The widget's own colour for this is thinned out by the style sheet.
        painter.setPen(QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.setFont(editor.font())
        wrap = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)
        used = painter.boundingRect(area, wrap, INVITATION)
        painter.drawText(area, wrap, INVITATION)
        if speak_key:
            hint = QFont(editor.font())
            hint.setPointSizeF(max(8.0, hint.pointSizeF() * 0.72))
            painter.setFont(hint)
            area.setTop(used.bottom() + painter.fontMetrics().height() // 2)
            painter.drawText(area, wrap, INVITATION_HINT.format(key=speak_key))
