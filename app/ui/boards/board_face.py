"""A phrase board that speaks: pages, a sentence bar, recent phrases; touch, keys, pointer, switch.

It is used by a kiosk and by the window of phrase boards alike. What a press is, `Hands` says; what
a button does, `deeds`; what is spoken and what may be, the `Speaker`. Whatever is on the page is
told to the engine beforehand, so that it sounds as soon as it is touched.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import islice

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage

from app.boards import board as terms
from app.boards.board import Book
from app.boards.board_settings import BoardSettings, Speaking
from app.boards.deeds import deed
from app.boards.page import Cell
from app.boards.pages import MOST_USED, RECENT, Pages
from app.boards.sentence_bar import Item, SentenceBar
from app.boards.usage import Phrase, Usage
from app.ui.announce import announce
from app.ui.boards import bar_view, nav_view
from app.ui.boards.face_surface import FaceSurface
from app.ui.boards.hands import Hands
from app.ui.boards.picture_shelf import PictureShelf
from app.ui.boards.scan_light import Cue, ScanLight, no_cue
from app.ui.boards.target import Target
from app.ui.speaker import Speaker
from app.ui.tokens import Colours

MOST_EXPECTED = 60
IN_BAR = 96
"""Pixels of a picture in the sentence bar."""


class BoardFace(QObject):
    """A `Face` of the kiosk; `widget` can be shown anywhere.

    Args:
        book: what is shown.
        settings: how it is used.
        speaker: what it speaks through.
        usage: which phrases are used; it is told of each.
        cue: says what the scanning light is on.
    """

    def __init__(
        self,
        book: Book,
        settings: BoardSettings,
        speaker: Speaker,
        usage: Usage,
        cue: Cue = no_cue,
        title: str = "Phrases",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.title, self.picture = title, "board"
        self._settings = settings
        self._speaker, self._usage = speaker, usage
        self.pages = Pages(book, usage)
        self.bar = SentenceBar(begin_anew=settings.begin_anew)
        self._shelf = PictureShelf(self)
        self.widget = FaceSurface(self._shelf)
        self.hands = Hands(self.widget, clock)
        self.light = ScanLight(cue, self, clock)
        self._tools = self._tool_deeds()
        self._join()
        self.set_book(book)
        self.set_settings(settings)

    def _join(self) -> None:
        self.hands.watch((*self.widget.bar.targets, *self.widget.nav.targets))
        self.hands.chosen.connect(self._on_chosen)
        self.hands.switched.connect(self._on_switched)
        self.hands.arrowed.connect(self.widget.move_focus)
        self.hands.left.connect(self.light.stop)
        self._speaker.changed.connect(self._on_speaker_changed)
        self._speaker.finished.connect(self._on_finished)
        self._speaker.refused.connect(self.widget.show_message)
        self._shelf.arrived.connect(self._show_bar)
        self.widget.view.made.connect(self.hands.watch)
        self.widget.view.arranged.connect(self._show_rows)

    def _tool_deeds(self) -> dict[str, Callable[[], None]]:
        return {
            bar_view.LINE: self._speak_bar,
            bar_view.SPEAK: self._speak_bar,
            bar_view.UNDO: lambda: self._change_bar(self.bar.undo),
            bar_view.BACKSPACE: lambda: self._change_bar(self.bar.backspace),
            bar_view.CLEAR: lambda: self._change_bar(self.bar.clear),
            nav_view.HOME: lambda: self._walk(self.pages.trail.home),
            nav_view.BACK: lambda: self._walk(self.pages.trail.back),
            nav_view.RECENT: lambda: self._go(RECENT),
            nav_view.MOST_USED: lambda: self._go(MOST_USED),
            nav_view.STOP: self._speaker.stop,
        }

    # ------------------------------------------------------------------- for whoever shows it

    def opened(self) -> None:
        """It came to the front: it takes the focus, and the voice is told what is seen."""
        first: list[Target] = [*self.widget.view.targets, *self.widget.targets]
        if first:
            first[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._expect()
        self.light.start()

    def reset(self) -> None:
        """Somebody else begins: home, an empty bar, and nothing that tells what was said."""
        self.bar.forget()
        if not self._usage.kept:
            self._usage.forget()
        self.pages.trail.home()
        self.light.stop()
        self.widget.show_message("")
        self._show()

    def set_book(self, book: Book) -> None:
        """Show another book, from its first page; the sentence stays."""
        self.pages.set_book(book)
        self._shelf.set_book(book)
        self._show()

    def set_settings(self, settings: BoardSettings) -> None:
        self._settings = settings
        self.bar.begin_anew = settings.begin_anew
        self.widget.nav.set_pages(recent=settings.recent, most_used=settings.most_used)
        if self.pages.of_used:
            self.pages.trail.home()
        self._show()
        self.hands.set_settings(settings)
        self.light.set_settings(settings.scanning)
        if self.widget.isVisible():
            self._show_rows()
            self.light.start()

    def set_look(self, colours: Colours, *, animated: bool) -> None:
        """Nothing here moves but what shows time passing, so `animated` changes nothing."""
        self.widget.set_colours(colours)

    def close(self) -> None:
        """End; the widget is whoever's who shows it."""
        self.light.stop()
        self._speaker.changed.disconnect(self._on_speaker_changed)
        self._speaker.finished.disconnect(self._on_finished)
        self._speaker.refused.disconnect(self.widget.show_message)
        self._shelf.close()

    # ------------------------------------------------------------------------- what is chosen

    def _on_chosen(self, name: str) -> None:
        self.widget.show_message("")
        act = self._tools.get(name)
        if act is not None:
            act()
            return
        for target in self.widget.view.targets:
            if target.name == name and target.cell is not None:
                self._do(target.cell)
                return

    def _on_switched(self) -> None:
        """While something is spoken the switch can only end it."""
        if self._speaker.speaking:
            if self._settings.interrupt:
                self._speaker.stop()
            return
        chosen = self.light.press()
        if chosen is not None:
            self._on_chosen(chosen)

    def _do(self, cell: Cell) -> None:
        doing = deed(cell.button, self.pages.book)
        if doing.says:
            self._say(cell, doing.says)
        if doing.spells:
            self._change_bar(lambda: self.bar.spell(doing.spells))
        for command in doing.commands:
            self._obey(command)
        if doing.to:
            self._go(doing.to)

    def _obey(self, command: str) -> None:
        name = {
            terms.SPEAK: bar_view.SPEAK,
            terms.CLEAR: bar_view.CLEAR,
            terms.BACKSPACE: bar_view.BACKSPACE,
            terms.HOME: nav_view.HOME,
            terms.BACK: nav_view.BACK,
        }.get(command)
        if name is not None:
            self._tools[name]()
        elif command == terms.SPACE:
            self._change_bar(self.bar.space)

    def _say(self, cell: Cell, text: str) -> None:
        button = cell.button
        if self._settings.speaking is not Speaking.BAR:
            if not self._speak(text):
                return
            self.bar.said(text)
            self._usage.add(Phrase(button.label or text, text, cell.board.id, button.id))
        if self._settings.speaking is not Speaking.TOUCH or self.pages.uses_bar:
            item = Item(button.label, text, board=cell.board.id, button=button.id)
            self._change_bar(lambda: self.bar.add(item))

    def _speak(self, text: str) -> bool:
        return self._speaker.speak(text, after=not self._settings.interrupt)

    def _speak_bar(self) -> None:
        text = self.bar.to_speak
        if text and self._speak(text):
            if self.bar.items:
                self._usage.add(Phrase(text, text))
            self.bar.speak()
            self._show_bar()

    def _change_bar(self, change: Callable[[], None]) -> None:
        change()
        self._show_bar()
        self._expect()

    def _go(self, place: str) -> None:
        self._walk(lambda: self.pages.trail.go(place))

    def _walk(self, step: Callable[[], None]) -> None:
        step()
        self._show()
        announce(self.widget, self.widget.view.page.title)

    # ------------------------------------------------------------------------- what is seen

    def _show(self) -> None:
        """Show the page where one is."""
        page, trail = self.pages.page, self.pages.trail
        view, nav = self.widget.view, self.widget.nav
        view.show_page(page, self._settings.look, turn=self._settings.turn)
        nav.show_title(page.title)
        nav.home.setEnabled(not trail.at_home)
        nav.back.setEnabled(trail.can_go_back)
        nav.recent.setEnabled(trail.here != RECENT)
        nav.most_used.setEnabled(trail.here != MOST_USED)
        self._show_bar()
        self._on_speaker_changed()
        self.hands.rest()
        self._expect()
        self._shelf.make_ready(self.pages.cells_behind(), view.picture_side)

    def _show_bar(self) -> None:
        bar = self.widget.bar
        shown = self._settings.speaking is not Speaking.TOUCH or self.pages.uses_bar
        bar.setVisible(shown or bool(self.bar.items))
        if not bar.isHidden():
            bar.show_bar(self.bar, [self._picture_of(item) for item in self.bar.items])
        self._show_rows()

    def _picture_of(self, item: Item) -> QImage | None:
        cell = self.pages.cell(item.board, item.button)
        return None if cell is None else self._shelf.picture(cell, IN_BAR)

    def _show_rows(self) -> None:
        """What the scanning light goes through."""
        if self._settings.scanning.on:
            self.light.show_rows(self.widget.rows())

    # ------------------------------------------------------------------------------ the voice

    def _on_speaker_changed(self) -> None:
        speaking, text = self._speaker.speaking, self._speaker.text
        self.widget.nav.stop.setEnabled(speaking)
        for target in self.widget.view.targets:
            target.show_sounding(speaking and target.says == text)
        self.light.set_speaking(speaking)

    def _on_finished(self) -> None:
        """What was prepared has been used up, perhaps."""
        if not self._speaker.speaking:
            self._expect()

    def _expect(self) -> None:
        """What is seen will probably be asked for, and what comes next on the pages behind it."""
        if self.widget.isVisible():
            texts = dict.fromkeys(self._likely())
            self._speaker.expect(tuple(islice(texts, MOST_EXPECTED)))

    def _likely(self) -> Iterator[str]:
        if not self.widget.bar.isHidden() and self.bar.to_speak:
            yield self.bar.to_speak
        if self._settings.speaking is not Speaking.BAR:
            yield from self.pages.phrases_near()
