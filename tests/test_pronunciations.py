from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import SettingsError
from app.pronunciations import (
    Case,
    Entries,
    Entry,
    Kind,
    PronunciationStore,
    applied,
    arranged,
    cleaned,
    differences,
    load,
    problem_with,
    save,
    spoken,
)
from app.values import Pronunciation, Pronunciations

NGUYEN = Entry("Nguyen", "win")
SQL = Entry("SQL", "sequel", case=Case.EXACT, note="as most say it")
JOE = Entry("Joe", "/dʒˈoʊ/", Kind.IPA, enabled=False)

words = st.text(min_size=1, max_size=12)
entries = st.builds(
    Entry, words, words, st.sampled_from(Kind), st.sampled_from(Case), st.text(), st.booleans()
).map(cleaned)
lists = st.lists(entries.filter(lambda entry: not problem_with(entry)), max_size=6).map(arranged)


class Disk:
    """A file of entries, and the stores of the programs that have it open."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "pronunciations.json"
        self.problems: list[SettingsError] = []
        self.stores: list[PronunciationStore] = []

    def open(self) -> PronunciationStore:
        store = PronunciationStore(self.path, load(self.path)[0] or (), self.problems.append)
        self.stores.append(store)
        return store

    def change(self, store: PronunciationStore, found: Entries) -> None:
        """Change, and wait until it is written."""
        store.change(found)
        store.close()  # a store that was not started writes here and now

    @property
    def words(self) -> list[str]:
        return [entry.word for entry in load(self.path)[0] or ()]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    yield Disk(tmp_path / "settings")


def test_entries_come_back_as_they_were_kept(tmp_path: Path) -> None:
    path = tmp_path / "new" / "pronunciations.json"
    save((JOE, NGUYEN, SQL), path)
    assert load(path) == ((JOE, NGUYEN, SQL), "")


def test_a_missing_file_is_no_problem(tmp_path: Path) -> None:
    assert load(tmp_path / "none.json") == (None, "")


def test_the_voice_is_told_of_those_that_are_on() -> None:
    assert spoken((JOE, NGUYEN, SQL)).unpacked() == (
        Pronunciation("Nguyen", "win"),
        Pronunciation("SQL", "sequel", exact=True),
    )


@given(lists)
def test_packing_loses_nothing(found: Entries) -> None:
    on = [entry.spoken for entry in found if entry.enabled]
    assert list(spoken(found).unpacked()) == on
    assert bool(spoken(found).packed) == bool(on)


def test_without_entries_nothing_is_packed() -> None:
    assert spoken(()) == Pronunciations()


@pytest.mark.parametrize("content", [b"", b"[]", b'{"entries": 3}', b"\xff\xfe\x00", b"nonsense"])
def test_a_damaged_file_is_kept_and_told_of(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "pronunciations.json"
    path.write_bytes(content)
    found, problem = load(path)
    assert found is None
    assert "pronunciations.damaged.json" in problem
    assert (tmp_path / "pronunciations.damaged.json").read_bytes() == content


def test_a_second_damaged_file_does_not_replace_the_first(tmp_path: Path) -> None:
    path = tmp_path / "pronunciations.json"
    for content in ("first", "second"):
        path.write_text(content)
        load(path)
    kept = {file.read_text() for file in tmp_path.glob("*.damaged*")}
    assert kept == {"first", "second"}


def test_an_entry_that_makes_no_sense_costs_none_of_the_others(tmp_path: Path) -> None:
    path = tmp_path / "pronunciations.json"
    save((NGUYEN, SQL), path)
    data = json.loads(path.read_text())
    data["entries"][1]["kind"] = "song"
    data["entries"].append("what?")
    path.write_text(json.dumps(data))
    found, problem = load(path)
    assert found == (NGUYEN,)
    assert "2 entries" in problem
    assert "song" in (tmp_path / "pronunciations.damaged.json").read_text()
    assert path.exists()
    load(path)  # the next start: the copy that is there is enough
    assert len(list(tmp_path.glob("*.damaged*"))) == 1


def test_a_file_of_a_later_version_is_kept_before_it_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "pronunciations.json"
    save((NGUYEN,), path)
    path.write_text(path.read_text().replace('"version": 1', '"version": 9'))
    found, problem = load(path)
    assert found == (NGUYEN,)
    assert "later version" in problem


@given(lists, lists)
def test_changes_make_the_new_list_of_the_old(old: Entries, new: Entries) -> None:
    assert applied(old, differences(old, new)) == new


@given(lists, lists, lists)
def test_what_one_changes_leaves_what_the_other_changed(
    old: Entries, mine: Entries, theirs: Entries
) -> None:
    found = {e.key: e for e in applied(theirs, differences(old, mine))}
    touched = differences(old, mine)
    assert all(found.get(e.key) == e for e in theirs if e.key not in touched)
    assert all(found.get(key) == entry for key, entry in touched.items())


@given(st.text(), st.text(), st.text())
def test_cleaned_entries_are_single_lines_that_files_can_hold(
    word: str, say: str, note: str
) -> None:
    entry = cleaned(Entry(word, say, note=note))
    for text in (entry.word, entry.say, entry.note):
        assert text.isprintable() or not any(sign in text for sign in "\n\r\t\0")
        assert text == text.strip()
        text.encode()
    assert cleaned(entry) == entry


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (Entry("", "win"), "no word"),
        (Entry("Joe", ""), "nothing to say"),
        (Entry("Joe", "//", Kind.IPA), "nothing to say"),
        (Entry("a" * 300, "win"), "300 characters"),
        (Entry("Joe", "a" * 3000), "3,000 characters"),
    ],
)
def test_what_is_wrong_with_an_entry_is_said(entry: Entry, said: str) -> None:
    assert said in problem_with(entry)


def test_one_entry_for_a_word_and_one_for_it_in_just_these_capitals() -> None:
    exact = Entry("us", "uz", case=Case.EXACT)
    assert arranged([Entry("us", "one"), exact, Entry("US", "two")]) == (Entry("US", "two"), exact)


def test_two_programs_that_have_the_file_open_lose_nothing(disk: Disk) -> None:
    one, other = disk.open(), disk.open()
    disk.change(one, (NGUYEN,))
    disk.change(other, (SQL,))
    assert disk.words == ["Nguyen", "SQL"]
    disk.change(one, ())
    assert disk.words == ["SQL"]


def test_what_another_program_wrote_is_taken_over(disk: Disk) -> None:
    one, other = disk.open(), disk.open()
    told: list[int] = []
    one.subscribe(lambda: told.append(len(one.entries)))
    disk.change(other, (SQL,))
    one.change((NGUYEN,))  # not yet written
    one.take_others(one.read_others())
    assert one.entries == (NGUYEN, SQL)
    assert told == [1, 2]
    one.close()
    assert disk.words == ["Nguyen", "SQL"]


def test_a_file_that_was_deleted_meanwhile_is_written_whole(disk: Disk) -> None:
    store = disk.open()
    disk.change(store, (NGUYEN, SQL))
    disk.path.unlink()
    disk.change(store, (NGUYEN, SQL, JOE))
    assert disk.words == ["Joe", "Nguyen", "SQL"]


def test_what_could_not_be_written_is_written_with_the_next_change(disk: Disk) -> None:
    store = disk.open()
    disk.path.parent.write_text("a file where the folder should be")
    disk.change(store, (NGUYEN,))
    assert len(disk.problems) == 1
    disk.path.parent.unlink()
    disk.change(store, (NGUYEN, SQL))
    assert disk.words == ["Nguyen", "SQL"]


def test_a_file_that_cannot_be_read_is_not_written_over(
    disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk.change(disk.open(), (NGUYEN,))
    kept = disk.path.read_bytes()

    def fails(*_: object, **__: object) -> str:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(Path, "read_text", fails)
        store = disk.open()
        disk.change(store, (SQL,))
    assert "cannot be read" in disk.problems[0].message
    assert disk.path.read_bytes() == kept
    disk.change(store, (SQL, JOE))
    assert disk.words == ["Joe", "Nguyen", "SQL"]


def test_a_large_dictionary_is_no_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "pronunciations.json"
    many = arranged(replace(NGUYEN, word=f"word {number}") for number in range(30_000))
    save(many, path)
    assert load(path) == (many, "")


def test_a_started_store_writes_in_the_background(disk: Disk) -> None:
    store = disk.open()
    store.start()
    seen: list[threading.Thread] = []
    unsubscribe = store.subscribe(lambda: seen.append(threading.current_thread()))
    for number in range(50):
        store.change((*store.entries, replace(NGUYEN, word=f"word {number}")))
    unsubscribe()
    store.change((*store.entries, SQL))
    store.close()
    assert len(disk.words) == 51
    assert seen == [threading.current_thread()] * 50
