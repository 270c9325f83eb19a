"""The pronunciations among the other windows: what is heard, told, and known to the engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.pronunciations import Entry, Kind
from app.speech import ipa
from app.ui.companions import CompanionParts, CompanionWindows
from app.values import Pronounced, Pronunciation
from tests.ui.fake_engine import JOE
from tests.ui.window_harness import Desk

NGUYEN = Entry("Nguyen", "win")


@pytest.fixture
def companions(desk: Desk) -> Iterator[CompanionWindows]:
    made = CompanionWindows(
        CompanionParts(
            bridge=desk.bridge,
            settings=desk.settings,
            appearance=desk.appearance,
            devices=tuple,
            find_voices=lambda: ((JOE,), ()),
            voices_folder=desk.folder,
            state=desk.state,
            pronunciations=desk.pronunciations,
            read_ipa=ipa.read,
            kept=desk.folder,
            drafts=desk.folder,
            tell=_fail,
        )
    )
    yield made
    made.end()


def told(desk: Desk) -> tuple[Pronunciation, ...]:
    """The pronunciations that the engine was told of last."""
    return desk.engine.made("set_options")[-1]["options"].pronunciations.unpacked()


def test_the_engine_speaks_with_what_is_in_the_list_at_once(desk: Desk) -> None:
    desk.pronunciations.change((NGUYEN,))
    assert told(desk) == (Pronunciation("Nguyen", "win"),)
    desk.do("faster")
    assert told(desk) == (Pronunciation("Nguyen", "win"),)
    desk.pronunciations.change(())
    assert told(desk) == ()


def test_listening_speaks_the_word_with_what_is_being_written(
    desk: Desk, companions: CompanionWindows
) -> None:
    desk.pronunciations.change((NGUYEN,))
    companions.show_pronunciations(desk.window)
    window = companions._pronunciations
    assert window is not None
    window.begin("Nguyen")
    window.form.say.setText("new yen")
    window.form.listen.click()
    assert desk.engine.made("speak")[-1]["text"] == "Nguyen"
    options = desk.engine.spoken_with
    assert options is not None
    assert options.pronunciations.unpacked()[-1] == Pronunciation("Nguyen", "new yen")
    window.form.say.clear()
    window.form.listen.click()
    assert desk.engine.made("speak")[-1]["text"] == "Nguyen"


def test_listening_leaves_the_documents_place(desk: Desk, companions: CompanionWindows) -> None:
    desk.type("One is here. Two is there.")
    desk.speak()
    desk.hear(13, 26)
    companions.add_pronunciation(desk.window, "Two")
    assert companions._pronunciations is not None
    companions._pronunciations.form.listen.click()
    desk.engine.pause()  # the engine tells the state of its new job
    desk.wait(lambda: not desk.window.speech.is_active)
    assert desk.window.speech.place == 13


def test_the_present_sound_of_a_word_is_asked_for_and_shown(
    desk: Desk, companions: CompanionWindows
) -> None:
    companions.add_pronunciation(desk.window, "Saoirse")
    window = companions._pronunciations
    assert window is not None
    desk.wait(lambda: bool(desk.engine.made("pronounce")))
    desk.engine.tell(Pronounced(desk.engine._jobs, "sˈaʊɜːs"))
    desk.wait(lambda: "sˈaʊɜːs" in window.form.now.text())
    window.form.start_from_now.click()
    window.form.keep.click()
    assert desk.pronunciations.entries == (Entry("Saoirse", "sˈaʊɜːs", Kind.IPA),)


def test_an_entry_is_begun_for_the_word_at_the_caret_or_what_is_selected(desk: Desk) -> None:
    desk.type("Ask Nguyen's friend.")
    desk.window.editor.set_caret(6)
    desk.do("add_pronunciation")
    desk.window.editor.select(desk.window.editor.typed.span(13, 20))
    desk.do("add_pronunciation")
    assert desk.opened == ["pronunciation of Nguyen", "pronunciation of friend"]
    menu = desk.window.editor.context_menu(1)
    item = next(action for action in menu.actions() if action.text() == "Add pronunciation…")
    item.trigger()
    assert desk.opened[-1] == "pronunciation of Ask"
    desk.do("pronunciations")
    assert desk.opened[-1] == "pronunciations"


def test_the_phrase_board_opens_speaks_and_is_kept(
    desk: Desk, companions: CompanionWindows
) -> None:
    desk.do("board")
    assert desk.opened == ["board"]
    companions.show_board(desk.window)
    board = companions._board
    assert board is not None
    desk.qtbot.waitUntil(lambda: board.face is not None)
    assert board.face is not None
    board.face.widget.view.targets[0].click()
    assert desk.engine.made("speak")[-1]["text"]
    companions.end()
    assert (desk.folder / "phrases.json").exists()


def _fail(error: Exception) -> None:
    raise error
