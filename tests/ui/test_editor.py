"""The text editor: plain text, a column, large texts, drops, and marks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QFont, QTextCharFormat, QWheelEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.editor import Editor
from app.ui.editor_look import COLUMN_CHARACTERS, PANGRAM
from app.values import Edit, Span

PARAGRAPH = "The quick brown fox jumps over the lazy dog, and then 😀 it sleeps. " * 8 + "\n"


@pytest.fixture
def editor(qtbot: QtBot) -> Iterator[Editor]:
    made = Editor()
    qtbot.addWidget(made)
    made.set_look(QFont("DejaVu Serif", 14), 1.5)
    made.resize(1000, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made


def test_the_column_is_about_seventy_characters_and_in_the_middle(editor: Editor) -> None:
    editor.load_text(PARAGRAPH)
    line = editor.document().firstBlock().layout().lineAt(0)
    assert COLUMN_CHARACTERS - 15 < line.textLength() < COLUMN_CHARACTERS + 12
    margins = editor.viewportMargins()
    assert abs(margins.left() - margins.right()) <= 1
    assert editor.fontMetrics().horizontalAdvance(PANGRAM) < editor.viewport().width()


def test_a_narrow_editor_uses_its_whole_width(editor: Editor) -> None:
    editor.resize(360, 400)
    assert editor.viewportMargins().left() == 0


def test_the_column_stays_where_it_is_when_there_is_more_than_fits(editor: Editor) -> None:
    editor.load_text(PARAGRAPH)
    bar, place = editor.verticalScrollBar(), editor.viewport().geometry()
    assert bar.maximum() == bar.minimum()
    empty = bar.grab().toImage()
    editor.load_text(PARAGRAPH * 20)
    assert bar.maximum() > bar.minimum()
    assert editor.viewport().geometry() == place
    assert bar.grab().toImage() != empty


def test_every_line_ends_inside_the_column_whatever_changes_its_width(
    qtbot: QtBot, editor: Editor
) -> None:
    for width, lines, size in product((480, 700, 1000), (1, 9, 17), (10, 16, 40)):
        editor.resize(width, 420)
        editor.set_look(QFont("DejaVu Serif", size), 1.5)
        editor.load_text(PARAGRAPH[:200] + "\n" * lines)
        editor.textCursor().insertText(PARAGRAPH[:90])
        qtbot.wait(0)
        layout = editor.document().firstBlock().layout()
        widest = max(layout.lineAt(i).naturalTextWidth() for i in range(layout.lineCount()))
        room = editor.viewport().width() - 2 * editor.document().documentMargin()
        assert widest <= room
        assert editor.document().textWidth() == editor.viewport().width()


def test_line_spacing_spreads_the_lines_and_is_nothing_to_undo(editor: Editor) -> None:
    def height() -> float:
        return (
            editor.document()
            .documentLayout()
            .blockBoundingRect(editor.document().firstBlock())
            .height()
        )

    assert not editor.document().isUndoAvailable()
    editor.load_text(PARAGRAPH)
    before = height()
    editor.set_look(QFont("DejaVu Serif", 14), 3.0)
    assert height() > 1.6 * before


def test_new_paragraphs_and_pasted_ones_keep_the_line_spacing(editor: Editor) -> None:
    data = QMimeData()
    data.setText("one\r\ntwo")
    data.setHtml("<h1>one</h1>")
    editor.insertFromMimeData(data)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.typed.text == "one\ntwo\n"
    block = editor.document().firstBlock()
    heights = set()
    while block.isValid():
        heights.add(block.blockFormat().lineHeight())
        block = block.next()
    assert len(heights) == 1 and heights != {0.0}


def test_what_was_typed_is_kept_as_it_was_typed(editor: Editor) -> None:
    text = "no\u00a0break, soft\u00adhyphen, tab\t, 😀 e\u0301"
    editor.load_text(text)
    assert editor.typed.text == text
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert editor.typed.text == f"\n{text}"


def test_tab_leaves_the_editor(editor: Editor) -> None:
    assert editor.tabChangesFocus()


def test_a_large_text_is_there_at_once_and_shown_bit_by_bit(qtbot: QtBot, editor: Editor) -> None:
    text = (PARAGRAPH * 1200)[:600_000]
    edits: list[Edit] = []
    editor.typed.edited.connect(edits.append)
    with qtbot.waitSignal(editor.loaded, timeout=30_000):
        editor.load_text(text)
        assert editor.typed.text == text
        assert editor.is_loading
        shown = editor.document().characterCount()
        assert shown < len(text)
        # What lies beyond what is shown cannot be marked yet, and that is no error.
        editor.set_marks("sentence", [Span(500_000, 500_100)], QTextCharFormat())
    assert not editor.is_loading
    assert editor.typed.text == text
    assert edits == []
    assert editor.caret() == 0
    assert not editor.document().isUndoAvailable()
    end = Span(len(text) - 100, len(text))
    assert editor.cursor_over(end).selectedText().replace("\u2029", "\n") == text[-100:]


def test_a_large_paste_is_one_edit_and_one_step_to_undo(qtbot: QtBot, editor: Editor) -> None:
    editor.load_text("before after")
    editor.set_caret(7)
    pasted = (PARAGRAPH * 1200)[:600_000]
    data = QMimeData()
    data.setText(pasted)
    with qtbot.waitSignal(editor.typed.edited, timeout=30_000) as caught:
        editor.insertFromMimeData(data)
        assert editor.is_loading
    assert caught.args == [Edit(7, 0, len(pasted))]
    assert editor.typed.text == f"before {pasted}after"
    assert editor.caret() == 7 + len(pasted)
    assert not editor.is_loading
    editor.undo()
    assert editor.toPlainText() == "before after"


def test_a_paste_replaces_the_selection(editor: Editor) -> None:
    editor.load_text("One is here.")
    editor.select(Span(4, 6))
    data = QMimeData()
    data.setText("was")
    editor.insertFromMimeData(data)
    assert editor.typed.text == "One was here."
    editor.undo()
    assert editor.typed.text == "One is here."


def test_the_context_menu_speaks_from_where_it_was_opened(qtbot: QtBot, editor: Editor) -> None:
    editor.load_text("One 😀 is here.")
    menu = editor.context_menu(6)
    texts = [action.text() for action in menu.actions()]
    assert texts[0] == "Speak from here"
    assert len(texts) > 5
    with qtbot.waitSignal(editor.speak_from_wished) as caught:
        menu.actions()[0].trigger()
    assert caught.args == [6]


def test_another_text_loaded_meanwhile_replaces_the_first(qtbot: QtBot, editor: Editor) -> None:
    editor.load_text(PARAGRAPH * 400)
    with qtbot.waitSignal(editor.loaded):
        editor.load_text("short")
    assert editor.typed.text == "short"
    assert not editor.is_loading
    assert editor.toPlainText() == "short"


def test_undo_brings_back_what_was_typed_over(editor: Editor) -> None:
    editor.load_text("before")
    editor.selectAll()
    QTest.keyClicks(editor, "x")
    assert editor.typed.text == "x"
    editor.undo()
    assert editor.typed.text == "before"


def _drop(editor: Editor, data: QMimeData) -> None:
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    editor.dropEvent(event)


def test_a_dropped_file_is_told_of_and_a_dropped_text_is_inserted(
    qtbot: QtBot, editor: Editor, tmp_path: Path
) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.txt"))])
    with qtbot.waitSignal(editor.files_dropped) as caught:
        _drop(editor, files)
    assert caught.args == [[tmp_path / "a.txt"]]
    assert editor.typed.text == ""
    text = QMimeData()
    text.setText("dropped words")
    _drop(editor, text)
    assert editor.typed.text == "dropped words"


def test_a_click_beside_the_column_is_a_click_in_its_line(qtbot: QtBot, editor: Editor) -> None:
    editor.load_text("short\n" + PARAGRAPH)
    editor.set_caret(3)
    margin = QPoint(5, editor.viewport().y() + editor.cursorRect().center().y())
    assert not editor.viewport().geometry().contains(margin)
    qtbot.mouseClick(editor, Qt.MouseButton.LeftButton, pos=margin)
    assert editor.caret() == 0


def _wheel(editor: Editor, delta: int, modifier: Qt.KeyboardModifier) -> QWheelEvent:
    return QWheelEvent(
        QPointF(10, 10),
        QPointF(10, 10),
        QPoint(0, 0),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )


def test_the_wheel_zooms_with_ctrl_and_scrolls_without(qtbot: QtBot, editor: Editor) -> None:
    editor.load_text(PARAGRAPH * 20)
    with (
        qtbot.waitSignal(editor.zoom_wished) as caught,
        qtbot.assertNotEmitted(editor.scrolled_by_hand),
    ):
        editor.wheelEvent(_wheel(editor, 120, Qt.KeyboardModifier.ControlModifier))
    assert caught.args == [1]
    with qtbot.waitSignal(editor.scrolled_by_hand):
        editor.wheelEvent(_wheel(editor, -120, Qt.KeyboardModifier.NoModifier))
    assert editor.verticalScrollBar().value() > 0


def test_marks_move_with_the_text(editor: Editor) -> None:
    editor.load_text("One is here. Two is there.")
    editor.set_marks("sentence", [Span(13, 26)], QTextCharFormat())
    editor.set_caret(0)
    QTest.keyClicks(editor, "Oh. ")
    assert editor.marked("sentence") == [Span(17, 30)]
    editor.set_marks("sentence", [], QTextCharFormat())
    assert editor.extraSelections() == []
