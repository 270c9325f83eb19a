"""The board editor: pages on the left, the grid in the middle, the chosen button on the right.

It acts at once and every step can be undone. Nothing is lost by closing it: what is in no file yet
is there the next time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.boards.book_file import FORMATS
from app.boards.page import Cell as ShownCell
from app.ui.boards.edited_book import EditedBook
from app.ui.boards.editor_changes import BoardChanges
from app.ui.boards.editor_commands import EditorCommands
from app.ui.boards.editor_delegate import CellDelegate
from app.ui.boards.editor_dialogs import BoardDialogs
from app.ui.boards.editor_files import BoardFiles, BoardPlaces
from app.ui.boards.editor_form import PICTURE, ButtonForm
from app.ui.boards.editor_grid import CellGrid
from app.ui.boards.editor_model import CellModel
from app.ui.boards.editor_pages import PageBar, PageList
from app.ui.boards.field_keys import FieldKeys
from app.ui.boards.picture_shelf import PictureShelf
from app.ui.icons import icon
from app.ui.notice_bar import NoticeBar
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S, Colours
from app.values import Notice

_NOTICE = "boards"
_SIDE = 190
_FORM = 290


@dataclass(frozen=True, slots=True)
class EditorParts:
    """What the editor works with; all is called in the GUI thread.

    `listen` has a text heard; `saved` takes the file in which the boards were saved.
    """

    places: BoardPlaces
    listen: Callable[[str], object]
    colours: Colours
    saved: Callable[[Path], object]


class BoardEditor(QMainWindow):
    """Does not block. `begin` shows boards; `end` when the app ends."""

    def __init__(
        self,
        parts: EditorParts,
        parent: QWidget | None = None,
        dialogs: BoardDialogs | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._parts = parts
        self._dialogs = dialogs or BoardDialogs(self)
        self.edited = EditedBook(self)
        self.files = BoardFiles(self.edited, self._dialogs, parts.places, self)
        self.changes = BoardChanges(self.edited, self._dialogs, self._tell, self)
        self._shelf = PictureShelf(self)
        self.notices = NoticeBar()
        self.pages, self.page_bar, self.form = PageList(), PageBar(), ButtonForm()
        self.model = CellModel(self)
        self.grid = CellGrid(self.model)
        self._delegate = CellDelegate(self.model, self._shelf, self.grid)
        self._delegate.set_colours(parts.colours)
        self.grid.setItemDelegate(self._delegate)
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        self.undo = QPushButton(icon("undo"), "Undo")
        self.save = QPushButton(icon("save", QPalette.ColorRole.HighlightedText), "Save")
        self.save.setProperty("primary", True)
        self.commands = EditorCommands(self, self._acts(), self.files.open_starter)
        self._lay_out()
        self._join()
        self._show()

    def begin(self, name: str = "") -> None:
        """Show the boards of a starter's name or a file's path, or those of the last time."""
        if name:
            self.files.edit(name)
        else:
            self.files.begin()

    def show_colours(self, colours: Colours) -> None:
        """The theme changed."""
        self._delegate.set_colours(colours)
        self.grid.viewport().update()

    def end(self) -> None:
        """To be called once, when the app ends."""
        self.files.end()
        self.changes.close()
        self._shelf.close()

    # ----------------------------------------------------------------------------- building

    def _lay_out(self) -> None:
        self.setWindowTitle("Phrase boards")
        self.setAcceptDrops(True)
        surface = QWidget()
        surface.setObjectName("surface")
        layout = QVBoxLayout(surface)
        layout.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_L)
        layout.setSpacing(SPACE_M)
        layout.addLayout(self._build_head())
        layout.addWidget(self.notices)
        body = QHBoxLayout()
        body.setSpacing(SPACE_L)
        self.pages.setFixedWidth(_SIDE)
        body.addWidget(self.pages)
        body.addWidget(self._build_page(), 1)
        body.addWidget(self._build_form())
        layout.addLayout(body, 1)
        self.setCentralWidget(surface)
        self.resize(1180, 760)
        self.grid.setFocus()

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        self.undo.setProperty("quiet", True)
        head.addWidget(self.title, 1)
        head.addWidget(self.undo)
        head.addWidget(self.save)
        return head

    def _build_page(self) -> QWidget:
        paper = QFrame()
        paper.setObjectName("paper")
        layout = QVBoxLayout(paper)
        layout.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        layout.setSpacing(SPACE_M)
        layout.addWidget(self.page_bar)
        layout.addWidget(self.grid, 1)
        return paper

    def _build_form(self) -> QWidget:
        area = QScrollArea()
        area.setWidget(self.form)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedWidth(_FORM)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        self.form.setAutoFillBackground(False)
        return area

    def _acts(self) -> dict[str, Callable[[], object]]:
        files, changes, edited = self.files, self.changes, self.edited
        return {
            "new": files.new,
            "open": files.open,
            "save": files.save,
            "save_as": files.save_as,
            "import_pages": files.import_pages,
            "export_page": files.export_page,
            "close": self.close,
            "undo": edited.undo,
            "redo": edited.redo,
            "cut": changes.cut,
            "copy": changes.copy,
            "paste": changes.paste,
            "remove": changes.remove,
            "hear": self._hear,
            "add_page": self._add_page,
            "previous_page": lambda: changes.turn(-1),
            "next_page": lambda: changes.turn(1),
            "follow": changes.follow,
            "make_first": changes.make_first,
            "remove_page": changes.remove_page,
        }

    def _join(self) -> None:
        changes, form, edited = self.changes, self.form, self.edited
        edited.changed.connect(self._show)
        edited.loaded.connect(lambda: self.notices.remove(_NOTICE))
        self.files.told.connect(self._tell)
        self.files.saved.connect(self._parts.saved)
        self._shelf.arrived.connect(self._show_pictures)
        self.pages.chosen.connect(edited.go)
        self.pages.add.clicked.connect(self._add_page)
        self.page_bar.renamed.connect(changes.rename_page)
        self.page_bar.resized.connect(changes.resize)
        self.grid.cell_chosen.connect(lambda cell: edited.go(edited.place.board_id, cell))
        self.grid.carried.connect(changes.swap)
        self.grid.words_wished.connect(self._write_words)
        self.grid.hearing_wished.connect(self._hear)
        self.grid.removal_wished.connect(changes.remove)
        self.model.cell_dropped.connect(changes.swap)
        self.model.file_dropped.connect(self._on_file_dropped)
        form.changed.connect(changes.set_field)
        form.linked.connect(changes.link)
        form.page_wished.connect(changes.link_to_new_page)
        form.picture_wished.connect(changes.choose_picture)
        form.picture_removed.connect(changes.remove_picture)
        form.colour_wished.connect(lambda: changes.choose_colour(form.swatches.colour))
        form.hearing_wished.connect(self._hear)
        form.removal_wished.connect(changes.remove)
        self.undo.clicked.connect(edited.undo)
        self.save.clicked.connect(lambda: self.files.save())
        keys = FieldKeys(self.grid)
        for line in (form.label, form.says, self.page_bar.name):
            line.installEventFilter(keys)

    # ------------------------------------------------------------------------------ showing

    def _show(self) -> None:
        edited = self.edited
        self._shelf.set_book(edited.book)
        self.model.show_board(edited.book, edited.place.board_id)
        if self.grid.cell != edited.cell or not self.grid.currentIndex().isValid():
            self.grid.choose(edited.cell)
        self.pages.show_pages(edited.book, edited.place.board_id)
        self.page_bar.show_board(edited.board)
        self.form.show_button(edited.button, edited.book)
        self._show_pictures()
        self._show_title()

    def _show_title(self) -> None:
        edited = self.edited
        state = "not saved yet" if edited.path is None else "changed" if edited.modified else ""
        self.title.setText(f"{edited.title} · {state}" if state else edited.title)
        self.setWindowTitle(f"{edited.title}[*] – Phrase boards")
        self.setWindowModified(edited.modified)
        self.undo.setEnabled(edited.can_undo)
        self.save.setEnabled(edited.modified or edited.path is None)
        has_button = edited.button is not None
        states = {
            "undo": edited.can_undo,
            "redo": edited.can_redo,
            "paste": self.changes.can_paste,
            "remove_page": edited.place.board_id != edited.book.root,
            "make_first": edited.place.board_id != edited.book.root,
            **dict.fromkeys(("cut", "copy", "remove", "hear"), has_button),
        }
        for name, enabled in states.items():
            self.commands[name].setEnabled(enabled)

    def _show_pictures(self) -> None:
        self.grid.viewport().update()
        button = self.edited.button
        image = None
        if button is not None:
            side = round(PICTURE * self.devicePixelRatioF())
            image = self._shelf.picture(ShownCell(button, self.edited.board), side)
        self.form.show_picture(image)

    def _tell(self, message: str, kind: str) -> None:
        self.notices.show_notice(Notice(_NOTICE, message), kind, None)

    # ------------------------------------------------------------------------------- acting

    def _hear(self) -> None:
        button = self.edited.button
        if button is not None and button.spoken:
            self._parts.listen(button.spoken)

    def _write_words(self) -> None:
        self.form.label.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.label.selectAll()

    def _add_page(self) -> None:
        self.changes.add_page()
        self.page_bar.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page_bar.name.selectAll()

    def _on_file_dropped(self, cell: tuple[int, int], path: Path) -> None:
        if path.suffix.lower() in FORMATS:
            self.files.open_path(path)
        else:
            self.edited.go(self.edited.place.board_id, cell)
            self.changes.take_picture(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and paths[0].suffix.lower() in FORMATS:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.files.open_path(Path(event.mimeData().urls()[0].toLocalFile()))
