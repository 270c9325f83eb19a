"""Boards are changed in the real editor: by keyboard, by dropping, in files, without loss."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt, QUrl
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.boards.board import Board, Book, Button
from app.boards.book_file import open_book, save_book
from app.boards.colours import FITZGERALD
from app.boards.pictures import content
from app.boards.starter_boards import COUNTER, PERSONAL, open_starter
from app.ui.boards.editor_dialogs import BoardDialogs
from app.ui.boards.editor_files import BoardPlaces
from app.ui.boards.editor_swatches import Swatch
from app.ui.boards.editor_window import BoardEditor, EditorParts
from app.ui.dialogs import Answer
from app.ui.tokens import DARK, LIGHT
from tests.boards import examples
from tests.ui.accessibility import reachable, silent, tab_stops

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
MOVE = Qt.DropAction.MoveAction


class Answers(BoardDialogs):
    """Answers as it was set to, and keeps what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.path: Path | None = None
        self.changes = Answer.CANCEL
        self.write_over = False
        self.wished_colour: str | None = None

    def board_to_open(self, title: str, folder: str) -> Path | None:
        self.asked.append(title)
        return self.path

    def board_to_save(self, title: str, suggestion: str, suffix: str) -> Path | None:
        self.asked.append(f"{title} {Path(suggestion).name}")
        return self.path

    def picture_to_open(self, folder: str) -> Path | None:
        return self.path

    def colour(self, present: str) -> str | None:
        self.asked.append(f"colour {present}")
        return self.wished_colour

    def unsaved_changes(self, title: str) -> Answer:
        self.asked.append(f"unsaved {title}")
        return self.changes

    def changed_on_disk(self, title: str) -> bool:
        self.asked.append(f"changed on disk {title}")
        return self.write_over


class Desk:
    """The editor, its files, and what it asks of the rest of the app."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.draft = folder / "state" / "draft.obz"
        self.last = ""
        self.heard: list[str] = []
        self.saved: list[Path] = []
        self.open()

    def open(self, name: str = "") -> None:
        """As a new start of the app does."""
        self.answers = Answers()
        places = BoardPlaces(self.draft, lambda: self.last, self._use)
        parts = EditorParts(places, self.heard.append, LIGHT, self.saved.append)
        self.window = BoardEditor(parts, None, self.answers)
        self.qtbot.addWidget(self.window)
        with self.qtbot.waitSignal(self.window.edited.loaded):
            self.window.begin(name)
        self.window.show()
        self.qtbot.waitExposed(self.window)
        self.window.grid.setFocus()

    def close(self) -> None:
        self.window.close()
        self.window.end()

    def _use(self, path: str) -> None:
        self.last = path

    @property
    def book(self) -> Book:
        return self.window.edited.book

    @property
    def board(self) -> Board:
        return self.window.edited.board

    @property
    def button(self) -> Button | None:
        return self.window.edited.button

    @property
    def notice(self) -> str:
        return self.window.notices.label.text() if self.window.notices.isVisible() else ""

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        self.qtbot.keyClick(self.window.focusWidget(), key, modifiers)

    def write(self, text: str) -> None:
        self.qtbot.keyClicks(self.window.focusWidget(), text)

    def act(self, name: str) -> None:
        self.window.commands[name].trigger()

    def go(self, row: int, column: int) -> None:
        self.window.grid.choose((row, column))

    def label(self, row: int, column: int) -> str:
        button = self.board.at(row, column)
        return button.label if button is not None else ""

    def until(self, holds: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=10_000)

    def drop(self, data: QMimeData, row: int, column: int) -> bool:
        model = self.window.model
        cell = model.index(row, column)
        can = model.canDropMimeData(data, MOVE, -1, -1, cell)
        return can and model.dropMimeData(data, MOVE, -1, -1, cell)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def empty(desk: Desk) -> Desk:
    """The editor with new boards: a page of three by four empty cells."""
    desk.act("new")
    desk.window.grid.setFocus()
    return desk


# ---------------------------------------------------------------------------- by keyboard


def test_it_begins_with_boards_for_one_person(desk: Desk) -> None:
    assert (desk.board.name, desk.label(0, 0)) == ("Home", "Hello")
    assert desk.window.title.text() == "One person · not saved yet"
    assert not desk.window.edited.modified


def test_a_word_makes_a_button_is_heard_and_is_undone_in_one_step(empty: Desk) -> None:
    empty.key(Qt.Key.Key_Right)
    empty.key(Qt.Key.Key_Return)
    empty.write("Tea")
    assert empty.label(0, 1) == "Tea"
    empty.key(Qt.Key.Key_Tab)
    empty.write("A cup of tea.")
    empty.key(Qt.Key.Key_Return)
    empty.key(Qt.Key.Key_Space)
    assert empty.heard == ["A cup of tea."]
    empty.act("undo")
    assert empty.button is not None and empty.button.spoken == "Tea"
    empty.act("undo")
    assert (empty.button, empty.window.form.label.text()) == (None, "")
    empty.act("redo")
    assert empty.label(0, 1) == "Tea"


def test_ctrl_z_undoes_the_step_even_in_a_field(empty: Desk) -> None:
    empty.key(Qt.Key.Key_Return)
    empty.write("Tea")
    line = empty.window.form.label
    empty.qtbot.keyClick(line, Qt.Key.Key_Z, CTRL)
    assert (empty.label(0, 0), line.text()) == ("", "")


def test_arrows_go_through_the_cells_and_with_alt_take_the_button_along(desk: Desk) -> None:
    desk.key(Qt.Key.Key_Left)
    assert desk.window.edited.cell == (0, 0)
    for _ in range(5):
        desk.key(Qt.Key.Key_Right)
    assert desk.window.edited.cell == (1, 0)
    desk.key(Qt.Key.Key_Up, ALT)
    assert (desk.label(0, 0), desk.label(1, 0)) == ("Help", "Hello")
    assert desk.window.edited.cell == (0, 0)
    desk.key(Qt.Key.Key_Up, ALT)
    assert desk.label(0, 0) == "Help"
    desk.act("undo")
    assert (desk.label(0, 0), desk.label(1, 0)) == ("Hello", "Help")


def test_a_button_is_removed_cut_and_put_on_another_page_with_its_picture(desk: Desk) -> None:
    desk.key(Qt.Key.Key_Delete)
    assert desk.board.at(0, 0) is None
    desk.act("undo")
    picture = content(desk.book, desk.board, desk.button or Button(""))
    desk.act("cut")
    desk.act("add_page")
    desk.window.grid.setFocus()
    desk.go(1, 1)
    desk.act("paste")
    assert desk.button is not None
    assert (desk.button.label, desk.board.name) == ("Hello", "Page 8")
    assert content(desk.book, desk.board, desk.button) == picture is not None


# ------------------------------------------------------------------------- what a button is


def test_a_colour_of_the_key_any_other_and_none(desk: Desk) -> None:
    swatches = desk.window.form.swatches
    verb = next(one for one in swatches.findChildren(QWidget) if one.toolTip() == "Verb")
    desk.qtbot.mouseClick(verb, Qt.MouseButton.LeftButton)
    assert desk.button is not None and desk.button.background == "#c7f3c7"
    desk.answers.wished_colour = "#123456"
    desk.qtbot.mouseClick(swatches.other, Qt.MouseButton.LeftButton)
    assert desk.answers.asked == ["colour #c7f3c7"]
    assert desk.button.background == "#123456"
    assert swatches.colour == "#123456"
    desk.answers.wished_colour = None
    desk.qtbot.mouseClick(swatches.other, Qt.MouseButton.LeftButton)
    assert desk.button.background == "#123456"
    none = next(one for one in swatches.findChildren(QWidget) if one.toolTip() == "No colour")
    desk.qtbot.mouseClick(none, Qt.MouseButton.LeftButton)
    assert desk.button.background is None


def test_a_picture_is_chosen_dropped_and_taken_away(empty: Desk) -> None:
    file = empty.folder / "red-apple.png"
    file.write_bytes(examples.png(40, 40))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    assert empty.drop(data, 1, 2)
    empty.until(lambda: empty.button)
    assert empty.label(1, 2) == "red apple"
    empty.until(lambda: not empty.window.form.picture.pixmap().isNull())
    empty.qtbot.mouseClick(empty.window.form.remove_picture, Qt.MouseButton.LeftButton)
    assert empty.button is not None and not empty.button.picture_id
    empty.answers.path = file
    empty.qtbot.mouseClick(empty.window.form.choose_picture, Qt.MouseButton.LeftButton)
    empty.until(lambda: empty.button and empty.button.picture_id)
    assert list(empty.book.files.values()) == [file.read_bytes()]


def test_a_picture_that_is_none_or_far_too_large_is_refused_with_a_reason(empty: Desk) -> None:
    for name, data, told in (
        ("a.txt", b"text", "“a.txt” is no picture that Lectern can show."),
        ("b.png", examples.png(claimed=(90_000, 90_000)), "90,000 × 90,000 pixels"),
    ):
        (empty.folder / name).write_bytes(data)
        empty.window.changes.take_picture(empty.folder / name)
        empty.until(lambda told=told: told in empty.notice)
        assert empty.button is None and not empty.window.edited.modified


def test_a_button_opens_a_page_that_is_there_or_a_new_one(desk: Desk) -> None:
    box = desk.window.form.opens
    box.setFocus()
    desk.qtbot.keyClicks(box, "Feel")
    desk.key(Qt.Key.Key_Return)
    assert desk.button is not None
    there = desk.book.follow(desk.button)
    if there is None:  # a combo box that was not opened tells of its choice by itself
        box.activated.emit(box.currentIndex())
        there = desk.book.follow(desk.button)
    assert there is not None and there.name == "Feelings"
    box.activated.emit(box.count() - 1)
    there = desk.book.follow(desk.button)
    assert there is not None and there.name == "Hello"
    assert desk.board.name == "Home"
    desk.act("follow")
    assert desk.board.name == "Hello"
    desk.act("remove_page")
    assert "“Hello” was removed" in desk.notice
    assert desk.book.follow(desk.book.home.at(0, 0) or Button("")) is None


def test_what_another_app_put_there_stays_until_something_else_is_chosen(desk: Desk) -> None:
    (desk.folder / "a.obf").write_bytes(examples.as_bytes(examples.simple()))
    desk.window.files.open_path(desk.folder / "a.obf")
    desk.until(lambda: desk.board.name == "Simple board")
    desk.go(1, 1)
    box = desk.window.form.action
    assert "ext_other_app" in box.currentText()
    box.activated.emit(box.currentIndex())
    assert desk.button is not None and desk.button.actions == (":space", ":ext_other_app", "+a")
    box.activated.emit(box.findText("Goes to the page before"))
    assert desk.button.actions == (":ext_lectern_back",)
    desk.go(1, 2)
    assert desk.window.form.opens.currentText() == "A page that is not in this file"


# ----------------------------------------------------------------------------- the grid


def test_a_button_is_dragged_onto_another_cell(desk: Desk) -> None:
    model = desk.window.model
    assert desk.drop(model.mimeData([model.index(0, 0)]), 1, 4)
    assert (desk.label(0, 0), desk.label(1, 4)) == ("Rest", "Hello")
    assert desk.window.edited.cell == (1, 4)
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert not desk.drop(QMimeData(), 0, 0)


def test_another_grid_keeps_what_fits_and_tells_what_does_not(desk: Desk) -> None:
    desk.window.page_bar.columns.setValue(6)
    assert (desk.board.rows, desk.board.columns) == (4, 6)
    assert desk.window.model.columnCount() == 6
    desk.window.page_bar.columns.setValue(3)
    assert "8 buttons were removed" in desk.notice
    desk.act("undo")
    desk.act("undo")
    assert len(list(desk.board.cells())) == 20
    assert desk.window.page_bar.columns.value() == 5


def test_pages_are_added_named_turned_and_put_first(desk: Desk) -> None:
    desk.act("add_page")
    desk.write("Music")
    assert desk.window.pages.list.item(7).text() == "Music"
    desk.act("make_first")
    assert desk.book.home.name == "Music"
    assert desk.window.pages.list.item(7).text() == "Music (first)"
    assert not desk.window.commands["remove_page"].isEnabled()
    desk.act("next_page")
    assert desk.board.name == "Home"
    desk.window.pages.list.setCurrentRow(3)
    assert desk.board.name == "Feelings"


# ------------------------------------------------------------------------------- files


def test_boards_are_saved_opened_imported_and_exported(desk: Desk) -> None:
    file, page = desk.folder / "mine.obz", desk.folder / "home.obf"
    desk.answers.path = file
    desk.act("save")
    desk.until(lambda: desk.saved == [file])
    assert open_book(file).boards.keys() == open_starter(PERSONAL).boards.keys()
    assert desk.window.title.text() == "mine.obz"
    assert not desk.window.save.isEnabled()
    desk.answers.path = page
    desk.act("export_page")
    desk.until(page.exists)
    alone = open_book(page)
    assert content(alone, alone.home, alone.home.buttons["1"]) is not None
    desk.act("import_pages")
    desk.until(lambda: "One page was added" in desk.notice)
    assert len(desk.book.boards) == 8
    desk.act("save")
    desk.until(lambda: len(open_book(file).boards) == 8)
    assert desk.answers.asked == [
        "Save the boards One person.obz",
        "Export the page Home.obf",
        "Import pages",
    ]
    assert desk.last == str(file)


def test_before_other_boards_take_their_place_changes_are_asked_for(desk: Desk) -> None:
    other = desk.folder / "other.obz"
    save_book(open_starter(COUNTER), other)
    desk.key(Qt.Key.Key_Delete)
    desk.answers.path = other
    desk.act("open")
    desk.until(lambda: desk.answers.asked == ["Open boards", "unsaved One person"])
    assert desk.board.name == "Home"
    desk.answers.changes = Answer.DISCARD
    desk.act("open")
    desk.until(lambda: desk.board.name == "Counter")
    desk.key(Qt.Key.Key_Delete)
    desk.answers.changes = Answer.SAVE
    desk.act("new")
    desk.until(lambda: desk.board.name == "Home")
    assert open_book(other).home.at(0, 0) is None


def test_closing_asks_nothing_and_loses_nothing(desk: Desk) -> None:
    desk.key(Qt.Key.Key_Delete)
    desk.close()
    assert desk.answers.asked == []
    desk.open()
    assert desk.board.at(0, 0) is None
    assert desk.window.edited.modified
    assert "still here" in desk.notice
    desk.answers.path = desk.folder / "mine.obz"
    desk.act("save")
    desk.until(lambda: not desk.draft.exists())
    desk.close()
    desk.open()
    assert desk.window.title.text() == "mine.obz"
    assert desk.board.at(0, 0) is None


def test_the_board_that_is_wished_is_edited_once_changes_are_cared_for(desk: Desk) -> None:
    desk.key(Qt.Key.Key_Delete)
    desk.close()
    desk.open("museum")
    desk.until(lambda: desk.answers.asked == ["unsaved One person"])
    assert desk.board.at(0, 0) is None
    desk.answers.changes = Answer.DISCARD
    desk.window.begin("museum")
    desk.until(lambda: desk.board.name == "Welcome")
    file = desk.folder / "mine.obz"
    save_book(open_starter(COUNTER), file)
    desk.window.begin(str(file))
    desk.until(lambda: desk.board.name == "Counter")
    desk.key(Qt.Key.Key_Delete)
    desk.window.begin(str(file))
    assert desk.board.at(0, 0) is None
    assert desk.answers.asked[-1:] == ["unsaved One person"]


def test_a_file_that_was_changed_by_another_program_is_not_written_over_unasked(
    desk: Desk,
) -> None:
    file = desk.folder / "mine.obz"
    save_book(open_starter(COUNTER), file)
    desk.window.files.open_path(file)
    desk.until(lambda: desk.board.name == "Counter")
    save_book(open_starter(PERSONAL), file)
    desk.key(Qt.Key.Key_Delete)
    desk.act("save")
    desk.until(lambda: desk.answers.asked == ["changed on disk mine.obz"])
    assert open_book(file).home.name == "Home"


def test_boards_that_are_opened_during_a_save_do_not_get_its_file(desk: Desk) -> None:
    file = desk.folder / "mine.obz"
    save_book(open_starter(COUNTER), file)
    desk.window.files.open_path(file)
    desk.until(lambda: desk.board.name == "Counter")
    desk.key(Qt.Key.Key_Delete)
    desk.act("save")
    desk.answers.changes = Answer.DISCARD
    desk.window.files.new()
    desk.until(lambda: desk.saved == [file])
    assert open_book(file).home.at(0, 0) is None
    assert desk.window.edited.path is None and not desk.window.edited.modified


def test_a_damaged_or_hostile_file_is_told_and_changes_nothing(desk: Desk) -> None:
    before = desk.book
    for name, data, told in (
        ("a.obz", b"PK\x03\x04 nothing", "“a.obz” is a damaged archive"),
        ("b.obz", examples.zipped({"../b.obf": b"{}"}), "not safe to open"),
        ("c.obf", b"{}", "“c.obf” is damaged or no phrase board"),
    ):
        (desk.folder / name).write_bytes(data)
        desk.window.files.open_path(desk.folder / name)
        desk.until(lambda told=told: told in desk.notice)
        assert desk.book is before


def test_a_failed_save_is_told_and_keeps_the_changes(desk: Desk) -> None:
    desk.key(Qt.Key.Key_Delete)
    desk.answers.path = desk.folder / "none" / "a.obz"
    desk.act("save")
    desk.until(lambda: "“a.obz” cannot be saved" in desk.notice)
    assert desk.window.edited.modified
    desk.answers.path = desk.folder / "a.obf"
    desk.act("save")
    desk.until(lambda: "An .obf file holds one page" in desk.notice)


def test_a_damaged_draft_is_put_aside_and_told(desk: Desk) -> None:
    desk.close()
    desk.draft.parent.mkdir(exist_ok=True)
    desk.draft.write_bytes(b"PK nothing")
    desk.last = str(desk.folder / "gone.obz")
    desk.open()
    assert "your last changes to boards are in it" in desk.notice
    assert desk.board.name == "Home"
    assert (desk.draft.parent / "draft.damaged.obz").read_bytes() == b"PK nothing"


# ------------------------------------------------------------------------- for everyone


def test_everything_has_a_name_and_is_reached_by_tab(desk: Desk) -> None:
    assert silent(desk.window) == []
    desk.window.grid.setFocus()
    stops = set(tab_stops(desk.window))
    by_arrows = {one for one in desk.window.form.swatches.findChildren(Swatch) if one not in stops}
    assert len(by_arrows) == len(FITZGERALD)
    assert set(reachable(desk.window)) - by_arrows <= stops


def test_arrows_go_through_the_colours(desk: Desk) -> None:
    checked = [one for one in desk.window.form.swatches.findChildren(Swatch) if one.isChecked()]
    assert [one.toolTip() for one in checked] == ["Social"]
    checked[0].setFocus()
    desk.key(Qt.Key.Key_Left)
    assert desk.button is not None and desk.button.background == dict(FITZGERALD)["Descriptor"]


def test_a_screen_reader_is_told_what_a_cell_is(desk: Desk) -> None:
    table = QAccessible.queryAccessibleInterface(desk.window.grid)
    assert table.text(QAccessible.Text.Name) == "Buttons of the page"
    names = [table.child(n).text(QAccessible.Text.Name) for n in range(table.childCount())]
    assert "Hello, says “Hello, nice to see you.”" in names
    assert "People, opens People" in names
    desk.key(Qt.Key.Key_Delete)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert desk.window.model.index(0, 0).data(role) == "Empty"
    assert desk.window.model.rowCount(desk.window.model.index(0, 0)) == 0
    assert desk.window.model.rowCount(QModelIndex()) == 4


def test_the_grid_shows_the_buttons_in_light_and_dark(desk: Desk) -> None:
    def shown() -> QImage:
        return desk.window.grid.grab().toImage()

    def ground(image: QImage) -> tuple[int, int, int]:
        index = desk.window.model.index(1, 0)
        place = desk.window.grid.visualRect(index)
        ratio = image.devicePixelRatio()
        colour = image.pixelColor(
            round((place.left() + 12) * ratio), round(place.center().y() * ratio)
        )
        return (colour.red(), colour.green(), colour.blue())

    assert ground(shown()) == (0xFF, 0x96, 0x88)
    desk.window.show_colours(DARK)
    dark = ground(shown())
    assert dark != (0xFF, 0x96, 0x88) and dark[0] > dark[2]
