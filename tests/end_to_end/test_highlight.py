"""What is marked in the window while the real voice speaks: the words in their order, always."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt

from app.ui.text_page import TextPage
from app.values import Span, State
from tests.end_to_end.desk import Desk
from tests.sound_server import SoundServer

TEXT = (
    'Dr. Reed paid $12.50 & left at 3:30 pm. <break time="300ms"/> In the end she came back, and '
    "the <emphasis>others</emphasis> did too.\n\n"
    "Nobody said a word about it until the spring of 1984, when the letters were found."
)


class Marks:
    """The words as they are marked on a page, each time one is."""

    def __init__(self, desk: Desk, page: TextPage) -> None:
        self._desk, self._page = desk, page
        self.words: list[Span] = []
        desk.window.speech.word_changed.connect(self._on_word)

    def _on_word(self, span: Span | None) -> None:
        if span is not None:
            [word], [sentence] = self._page.marked("word"), self._page.marked("sentence")
            assert sentence.start <= word.start < word.end <= sentence.end
            self.words.append(word)

    def wait_for_more(self, count: int) -> None:
        wanted = len(self.words) + count
        self._desk.wait(lambda: len(self.words) >= wanted)

    @property
    def said(self) -> list[str]:
        return [TEXT[word.start : word.end] for word in self.words]


def _set(desk: Desk, *, rate: float | None = None, device: str | None = None) -> None:
    settings = desk.built.settings.settings
    voice = settings.voice if rate is None else replace(settings.voice, rate=rate)
    sound = settings.sound if device is None else replace(settings.sound, device=device)
    desk.built.settings.change(replace(settings, voice=voice, sound=sound))


def _begin(desk: Desk) -> None:
    desk.wait_until_ready()
    desk.window.editor.load_text(TEXT)
    desk.wait(lambda: not desk.window.editor.is_loading)


def _rises(words: list[Span]) -> bool:
    return all(a.start < b.start for a, b in pairwise(words))


def test_words_are_marked_in_order_through_pause_rate_and_device(
    desk: Desk, sound_server: SoundServer
) -> None:
    _begin(desk)
    marks = Marks(desk, desk.window.editor)
    with sound_server.recording("two"):
        desk.act("speak")
        marks.wait_for_more(3)
        desk.act("speak")
        desk.wait_for_silence()
        assert desk.window.editor.marked("word") == marks.words[-1:]
        desk.act("speak")
        marks.wait_for_more(3)
        _set(desk, rate=1.6)
        marks.wait_for_more(4)
        _set(desk, device="two")
        marks.wait_for_more(3)
        _set(desk, rate=0.9)
        desk.wait_for("Finished")
    # What was on its way to a device that is left is heard again on the other.
    seen = list(dict.fromkeys(marks.words))
    assert _rises(seen)
    said = [TEXT[word.start : word.end].replace(" ", "") for word in seen]
    typed = re.sub("<[^>]*>", "", TEXT).replace("3:30 pm", "3:30pm")
    assert said == typed.split()
    assert desk.window.editor.marked("word") == []
    assert desk.window.editor.marked("sentence") == []


def test_seeking_marks_where_it_goes_in_the_editor_and_in_the_reading_view(desk: Desk) -> None:
    _begin(desk)
    desk.window.open_reading_view()
    view = desk.window.reading
    assert view is not None
    desk.wait(view.isActiveWindow)
    marks = Marks(desk, view.page)
    desk.qtbot.keyClick(view.page, Qt.Key.Key_Space)
    marks.wait_for_more(2)
    place = TEXT.index("Nobody")
    rect = view.page.cursorRect(view.page.cursor_over(Span(place, place)))
    spot = rect.center() + QPoint(4, 0)
    desk.qtbot.mouseClick(view.page.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    desk.wait(lambda: marks.said[-1:] == ["Nobody"])
    marks.wait_for_more(2)
    assert view.page.marked("word") == desk.window.editor.marked("word")
    desk.qtbot.keyClick(view.page, Qt.Key.Key_Left)
    # In the midst of a sentence its own start is meant, else that of the one before.
    desk.wait(lambda: marks.said[-1:] in (["Nobody"], ["In"]))
    assert desk.window.speech.state is State.SPEAKING
    desk.qtbot.keyClick(view.page, Qt.Key.Key_Escape)
    assert desk.window.speech.state is State.SPEAKING
    desk.act("stop")


@pytest.mark.parametrize("word", ["the spring", "$12.50"])
def test_ctrl_click_in_the_editor_speaks_from_the_word(desk: Desk, word: str) -> None:
    _begin(desk)
    editor = desk.window.editor
    marks = Marks(desk, editor)
    place = TEXT.index(word)
    editor.reveal(Span(place, place))
    spot = editor.cursorRect(editor.cursor_over(Span(place, place))).center() + QPoint(4, 0)
    desk.qtbot.mouseClick(
        editor.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, spot
    )
    marks.wait_for_more(1)
    assert marks.words[0].start == place
    assert editor.caret() == 0
    desk.act("stop")
