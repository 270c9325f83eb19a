"""Words are added, changed, heard, switched, found, deleted and exchanged in the real window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from app.pronunciations import Case, Entry, Kind, PronunciationStore, load
from app.speech import ipa
from app.ui.pronunciations_window import PronunciationParts, PronunciationsWindow
from app.values import Pronounced
from tests.ui.accessibility import reachable, silent, tab_stops
from tests.ui.fake_dialogs import FakeDialogs

GIF, NGUYEN = Entry("GIF", "jif", note="as its author says"), Entry("Nguyen", "win")
WALES = Entry("Llandudno", "ɬanˈdɪdnoʊ", Kind.IPA)
LEARNT = "abdefhijklmnopstuvwzæðŋɐɑɔəɚɛɜɡɪɹɾʃʊʌʒʔθᵻˈˌː"


class Room:
    """The window, its file, and what it asks of the rest of the app."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.file = folder / "pronunciations.json"
        self.heard: list[Entry] = []
        self.asked: list[str] = []
        self.dialogs = FakeDialogs()
        self.store = PronunciationStore(self.file, (GIF, WALES, NGUYEN), _fail)
        parts = PronunciationParts(
            store=self.store,
            listen=self.heard.append,
            ask=self._ask,
            read_ipa=ipa.read,
            folder=lambda: str(folder),
            folder_used=lambda used: None,
        )
        self.window = PronunciationsWindow(parts, None, self.dialogs)
        self.window.show_voice(LEARNT)
        self.form = self.window.form

    def _ask(self, word: str) -> int:
        self.asked.append(word)
        return len(self.asked)

    def write(self, word: str = "", say: str = "") -> None:
        """Type into the form, by keyboard."""
        for line, text in ((self.form.word, word), (self.form.say, say)):
            if text:
                line.setFocus()
                line.selectAll()
                if text.isascii():
                    self.qtbot.keyClicks(line, text)
                else:  # Qt's tests have keys for ASCII only
                    line.insert(text)

    def choose(self, row: int) -> None:
        self.window.table.setCurrentIndex(self.window.model.index(row, 0))

    @property
    def shown(self) -> list[str]:
        model = self.window.model
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    @property
    def words(self) -> list[str]:
        return [entry.word for entry in self.store.entries]

    def entry(self, word: str) -> Entry:
        return next(entry for entry in self.store.entries if entry.word == word)


def _fail(error: Exception) -> None:
    raise error


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tmp_path)
    qtbot.addWidget(room.window)
    with qtbot.waitActive(room.window):
        room.window.show()
        room.window.activateWindow()
    yield room
    room.window.end()


def test_a_word_is_added_by_keyboard_alone(room: Room) -> None:
    room.form.word.setFocus()
    assert not room.form.keep.isEnabled()
    room.write("SQL", "sequel")
    assert room.form.keep.text().replace("&", "") == "Add"
    room.qtbot.keyClick(room.form.say, Qt.Key.Key_Return)
    assert room.entry("SQL") == Entry("SQL", "sequel")
    assert room.shown == ["GIF", "Llandudno", "Nguyen", "SQL"]
    assert room.form.edited == room.entry("SQL")
    assert not room.form.keep.isEnabled()


def test_an_entry_is_changed_in_place_also_its_word(room: Room) -> None:
    room.choose(2)
    room.write("Nguyễn", "nuh win")
    room.form.exact.setChecked(True)
    room.form.keep.click()
    assert room.words == ["GIF", "Llandudno", "Nguyễn"]
    assert room.entry("Nguyễn") == Entry("Nguyễn", "nuh win", case=Case.EXACT)


def test_what_was_changed_is_kept_when_another_is_chosen(room: Room) -> None:
    room.choose(2)
    room.write(say="new yen")
    room.choose(0)
    assert room.entry("Nguyen").say == "new yen"
    assert room.form.word.text() == "GIF"
    assert room.form.note.text() == GIF.note


def test_a_word_that_is_there_already_is_told_of_and_replaced(room: Room) -> None:
    room.write("gif", "ghif")
    assert "in the list already" in room.form.warning.text()
    room.form.keep.click()
    assert [entry.say for entry in room.store.entries if entry.word.lower() == "gif"] == ["ghif"]


def test_listen_brings_what_is_written_now_kept_or_not(room: Room) -> None:
    assert not room.form.listen.isEnabled()
    room.write("Joe", "jo")
    room.form.listen.click()
    assert room.heard == [Entry("Joe", "jo")]
    assert "Joe" not in room.words


def test_symbols_that_the_voice_does_not_know_are_warned_of_while_typing(room: Room) -> None:
    room.choose(1)
    assert room.form.warning.text() == "The voice does not know ɬ (says l)."
    assert not room.window.model.index(1, 1).data(Qt.ItemDataRole.DecorationRole).isNull()
    room.write(say="wˈɪn")
    assert room.form.warning.text() == ""
    room.write(say="ǃ")
    assert "none of these symbols" in room.form.warning.text()
    room.form.kind.setCurrentIndex(room.form.kind.findData(Kind.RESPELLING))
    assert room.form.warning.text() == ""
    room.choose(1)


def test_another_voice_knows_other_symbols(room: Room) -> None:
    room.choose(1)
    room.window.show_voice(LEARNT + "ɬ")
    assert room.form.warning.text() == ""
    room.window.show_voice("")
    assert "letters only" in room.form.warning.text()


def test_what_the_voice_says_now_is_a_place_to_start(room: Room) -> None:
    room.window.begin("Saoirse")
    room.qtbot.waitUntil(lambda: room.asked == ["Saoirse"])
    room.window.show_pronounced(Pronounced(99, "an answer to somebody else"))
    assert not room.form.start_from_now.isVisible()
    room.window.show_pronounced(Pronounced(1, "sˈaʊɜːs"))
    assert "/sˈaʊɜːs/" in room.form.now.text()
    room.form.start_from_now.click()
    assert room.form.draft() == Entry("Saoirse", "sˈaʊɜːs", Kind.IPA)
    room.form.word.setText("Other")
    assert not room.form.now.isVisible()


def test_a_word_from_the_text_begins_an_entry_or_shows_the_one_that_is_there(room: Room) -> None:
    room.window.begin("new\n york")
    assert room.form.word.text() == "new york"
    assert room.form.say.hasFocus()
    assert room.form.edited is None
    room.window.begin("nguyen")
    assert room.form.edited == NGUYEN
    assert room.window.table.currentIndex().row() == 2


def test_entries_are_switched_off_and_on_by_key(room: Room) -> None:
    room.choose(2)
    room.window.table.setFocus()
    room.qtbot.keyClick(room.window.table, Qt.Key.Key_Space)
    assert not room.entry("Nguyen").enabled
    assert room.form.edited == room.entry("Nguyen")
    room.qtbot.keyClick(room.window.table, Qt.Key.Key_Space)
    assert room.entry("Nguyen").enabled


def test_an_entry_is_deleted_and_put_back(room: Room) -> None:
    room.choose(2)
    room.window.table.setFocus()
    room.qtbot.keyClick(room.window.table, Qt.Key.Key_Delete)
    assert room.shown == ["GIF", "Llandudno"]
    assert room.form.edited == WALES
    assert "“Nguyen” was deleted" in room.window.notices.label.text()
    room.window.notices.offer.click()
    assert room.shown == ["GIF", "Llandudno", "Nguyen"]
    assert room.form.edited == NGUYEN
    assert not room.window.notices.isVisible()


def test_the_list_is_filtered_by_word_saying_and_note(room: Room) -> None:
    for text, found in (("NGU", ["Nguyen"]), ("author", ["GIF"]), ("dɪd", ["Llandudno"])):
        room.window.filter.setText(text)
        assert room.shown == found
        assert room.window.count.text() == "1 of 3 entries"
    room.write("SQL", "sequel")
    room.form.keep.click()
    assert "SQL" in room.shown
    assert room.window.count.text() == "4 entries"


def test_a_table_is_imported_and_its_bad_rows_are_named(room: Room) -> None:
    room.dialogs.to_open = room.folder / "theirs.csv"
    room.dialogs.to_open.write_text("word;say as\nGIF;ghif\nSQL;sequel\n;nothing\n")
    room.window.take_in.click()
    room.qtbot.waitUntil(room.window.notices.isVisible)
    assert room.words == ["GIF", "Llandudno", "Nguyen", "SQL"]
    assert room.entry("GIF").say == "ghif"
    message = room.window.notices.label.text()
    assert "One entry was added, 1 replaced." in message
    assert "Line 4: there is no word." in message


def test_a_file_that_cannot_be_read_is_told_of(room: Room) -> None:
    room.dialogs.to_open = room.folder / "none.csv"
    room.window.take_in.click()
    room.qtbot.waitUntil(room.window.notices.isVisible)
    assert "none.csv" in room.window.notices.label.text()
    assert room.words == ["GIF", "Llandudno", "Nguyen"]


def test_the_list_is_exported(room: Room) -> None:
    room.dialogs.to_save = room.folder / "mine"
    room.window.give_out.click()
    room.qtbot.waitUntil(room.window.notices.isVisible)
    assert (room.folder / "mine.csv").read_text("utf-8-sig").splitlines()[2].startswith("Llandudno")
    assert "3 entries were written" in room.window.notices.label.text()


def test_what_another_program_wrote_is_there_when_it_is_shown_again(room: Room) -> None:
    room.store.change((NGUYEN,))
    room.store.close()
    other = PronunciationStore(room.file, load(room.file)[0] or (), _fail)
    other.change((*other.entries, Entry("SQL", "sequel")))
    other.close()
    room.window.hide()
    room.window.show()
    room.qtbot.waitUntil(lambda: room.shown == ["Nguyen", "SQL"])


def test_a_change_to_an_entry_is_kept_when_the_window_is_closed_and_a_new_one_waits(
    room: Room,
) -> None:
    room.choose(2)
    room.write(say="new yen")
    room.window.close()
    assert room.entry("Nguyen").say == "new yen"
    room.window.show()
    room.window.begin("Half")
    room.write(say="written")
    room.window.close()
    assert "Half" not in room.words
    room.window.show()
    assert room.form.draft() == Entry("Half", "written")


def test_everything_is_named_and_reached_by_keyboard(room: Room) -> None:
    assert not room.window.isModal()
    room.choose(1)
    room.window.show_pronounced(Pronounced(0, "x"))
    assert silent(room.window) == []
    room.window.filter.setFocus()
    stops = tab_stops(room.window)
    assert [widget for widget in reachable(room.window) if widget not in stops] == []


def test_a_row_is_read_out_whole(room: Room) -> None:
    table = QAccessible.queryAccessibleInterface(room.window.table)
    texts = [
        table.child(index).text(QAccessible.Text.Name)
        for index in range(table.childCount())
        if table.child(index)
    ]
    assert any("Llandudno, say as ɬanˈdɪdnoʊ, IPA. The voice does not know" in t for t in texts)


def test_thousands_of_entries_are_shown_and_found(room: Room) -> None:
    room.store.change(Entry(f"word {n}", f"said {n}") for n in range(5000))
    room.window.filter.setText("word 4999")
    assert room.shown == ["word 4999"]
    room.choose(0)
    assert room.form.say.text() == "said 4999"
