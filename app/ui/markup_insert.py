"""Puts markup into the text at the caret or around the selection, each as one step to undo."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor

from app.ui.editor import Editor
from app.values import Span

PAUSE = '<break time="500ms"/>'
EMPHASIS = ("<emphasis>", "</emphasis>")
SLOWER = ('<prosody rate="slow">', "</prosody>")


def insert_pause(editor: Editor) -> None:
    """A pause at the caret, or behind what is selected."""
    if editor.is_loading:
        return
    cursor = editor.textCursor()
    cursor.setPosition(cursor.selectionEnd())
    cursor.insertText(PAUSE)
    editor.setTextCursor(cursor)
    editor.ensureCursorVisible()


def wrap(editor: Editor, tags: tuple[str, str]) -> None:
    """Put `tags` around what is selected, or the word at the caret; take them off if it has them.

    What was inside stays selected, so that the next tags go around the same.
    """
    text = editor.typed.text
    inside = _inside(editor, text)
    if editor.is_loading or inside is None:
        return
    opening, closing = tags
    has = text.startswith(closing, inside.end) and text.endswith(opening, 0, inside.start)
    words = text[inside.start : inside.end]
    if has:
        outside = Span(inside.start - len(opening), inside.end + len(closing))
        _replace(editor.cursor_over(outside), words)
        start = outside.start
    else:
        _replace(editor.cursor_over(inside), f"{opening}{words}{closing}")
        start = inside.start + len(opening)
    editor.select(Span(start, start + len(words)))
    editor.ensureCursorVisible()


def _inside(editor: Editor, text: str) -> Span | None:
    """The stretch that is meant, without blanks at its ends; None when there is nothing in it."""
    span = editor.selection()
    if span is None:
        cursor = editor.textCursor()
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        span = editor.typed.span(cursor.anchor(), cursor.position())
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    words = words.strip()
    return Span(start, start + len(words)) if words else None


def _replace(cursor: QTextCursor, text: str) -> None:
    cursor.beginEditBlock()
    cursor.insertText(text)
    cursor.endEditBlock()
