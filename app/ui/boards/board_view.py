"""The grid of a page: its buttons in rows, all of one size, their words in one size of type.

The buttons are kept from page to page and shown anew, so that changing the page costs no more than
painting it.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.boards.board_settings import BoardLook
from app.boards.page import Page, better_turned, turned
from app.ui.boards.cell_target import CellTarget
from app.ui.boards.label_fit import even, fitting
from app.ui.boards.picture_shelf import PictureShelf
from app.ui.tokens import LIGHT, Colours

GAP = 0.055
"""Between buttons, as a part of a button's shorter side."""
LEAST_GAP = 4
STEP = 32
"""Pixels by which the sizes of decoded pictures differ, so that few are decoded twice."""
NO_PAGE = Page("", ())


class BoardView(QWidget):
    """Shows a page; `made` with the buttons that had to be made, `arranged` when it was turned."""

    made = Signal(list)
    arranged = Signal()

    def __init__(self, shelf: PictureShelf, parent: QWidget) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._page = NO_PAGE
        self._look, self._turn = BoardLook(), False
        self._colours = LIGHT
        self._grid: list[list[CellTarget]] = []
        self._targets: dict[tuple[int, int], CellTarget] = {}
        self.setMouseTracking(True)
        self.setAccessibleName("Phrases")
        shelf.arrived.connect(self._show_pictures)

    @property
    def page(self) -> Page:
        """The page as it is shown."""
        return self._page

    @property
    def targets(self) -> list[CellTarget]:
        """The buttons that are shown, in reading order."""
        return [target for row in self._grid for target in row if target.cell is not None]

    @property
    def rows(self) -> list[list[CellTarget]]:
        """The same by rows, without empty ones."""
        rows = [[target for target in row if target.cell is not None] for row in self._grid]
        return [row for row in rows if row]

    def show_page(self, page: Page, look: BoardLook, *, turn: bool) -> None:
        """Show `page`; `turn`: rows as columns, where that makes better buttons."""
        self._look, self._turn = look, turn
        better = turn and better_turned(page, self.width(), self.height())
        self._fill(turned(page) if better else page)
        self._arrange()

    def _fill(self, page: Page) -> None:
        self._page = page
        before = set(self._targets.values())
        self._grid = [
            [self._target(row, column) for column in range(page.columns)]
            for row in range(len(page.rows))
        ]
        self.made.emit([target for target in self._targets.values() if target not in before])
        shown = {target for row in self._grid for target in row}
        for target in set(self._targets.values()) - shown:
            target.show_cell(None, self._look, has_picture=False)
        for targets, cells in zip(self._grid, page.rows, strict=True):
            for target, cell in zip(targets, cells, strict=True):
                has_picture = cell is not None and self._shelf.has(cell)
                target.show_cell(cell, self._look, has_picture=has_picture)

    def set_colours(self, colours: Colours) -> None:
        self._colours = colours
        for target in self._targets.values():
            target.set_colours(colours)

    @property
    def picture_side(self) -> int:
        """Pixels of the device: the size in which this page's pictures are asked for."""
        sides = [target.picture_side() for target in self.targets]
        pixels = round(max(sides, default=0) * self.devicePixelRatioF())
        return -(-pixels // STEP) * STEP

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._turn and better_turned(self._page, self.width(), self.height()):
            self._fill(turned(self._page))
            self.arranged.emit()
        self._arrange()

    def _target(self, row: int, column: int) -> CellTarget:
        found = self._targets.get((row, column))
        if found is None:
            found = CellTarget(f"cell-{row}-{column}", self)
            found.set_colours(self._colours)
            self._targets[row, column] = found
        return found

    def _arrange(self) -> None:
        rows, columns = len(self._grid), self._page.columns
        if not rows or not columns:
            return
        size = min(self.width() / columns, self.height() / rows)
        gap = max(round(size * GAP * self._look.gaps), LEAST_GAP)
        across = _shared(self.width(), columns, gap)
        down = _shared(self.height(), rows, gap)
        for (y, height), row in zip(down, self._grid, strict=True):
            for (x, width), target in zip(across, row, strict=True):
                target.setGeometry(QRect(x, y, width, height))
        self._fit_labels()
        self._show_pictures()

    def _fit_labels(self) -> None:
        written = [target for target in self.targets if target.words]
        font = self.font()
        font.setWeight(font.Weight.DemiBold)
        sizes = [
            fitting(target.words, font, target.room_for_words(), target.usual_label_pixels)
            for target in written
        ]
        for target, pixels in zip(written, even(sizes), strict=True):
            target.label_pixels = pixels
            target.update()

    def _show_pictures(self) -> None:
        side = self.picture_side
        for target in self.targets:
            if target.has_picture and target.cell is not None and side:
                target.show_picture(self._shelf.picture(target.cell, side))


def _shared(length: int, parts: int, gap: int) -> list[tuple[int, int]]:
    """Where each of `parts` begins and how long it is, with `gap` between them; no pixel is lost"""
    ends = [round((length + gap) * part / parts) for part in range(parts + 1)]
    return [(start, end - gap - start) for start, end in pairwise(ends)]
