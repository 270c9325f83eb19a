"""Recent and most used phrases; a file only where one is given."""

from __future__ import annotations

from pathlib import Path

from app.boards.usage import MOST_PHRASES, Phrase, Usage

YES, NO, TEA = Phrase("Yes", "Yes."), Phrase("No", "No."), Phrase("Tea", "Tea, please", "food", "7")


def used(*phrases: Phrase) -> Usage:
    usage = Usage()
    for phrase in phrases:
        usage.add(phrase)
    return usage


def test_the_latest_comes_first_and_once() -> None:
    assert used(YES, NO, YES, TEA, NO).recent(2) == (NO, TEA)
    assert used(YES, NO, YES).recent(9) == (YES, NO)


def test_the_most_used_come_first_and_what_was_used_once_is_not_among_them() -> None:
    assert used(YES, NO, YES, TEA, NO, YES).most_used(9) == (YES, NO)


def test_it_does_not_grow_for_ever() -> None:
    usage = used(*(Phrase(str(n), str(n)) for n in range(MOST_PHRASES + 5)))
    assert len(usage.recent(10_000)) == MOST_PHRASES
    assert usage.recent(1)[0].spoken == str(MOST_PHRASES + 4)


def test_a_file_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "phrases.json"
    first = Usage(path)
    first.start()
    for phrase in (TEA, YES, TEA, NO):
        first.add(phrase)
    first.close()
    second = Usage(path)
    assert second.load() == ""
    assert second.recent(9) == (NO, TEA, YES)
    assert second.most_used(9) == (TEA,)
    second.forget()
    second.close()
    third = Usage(path)
    third.load()
    assert third.recent(9) == ()


def test_without_a_file_nothing_is_written(tmp_path: Path) -> None:
    usage = Usage()
    usage.start()
    usage.add(YES)
    usage.close()
    assert usage.load() == ""
    assert not list(tmp_path.iterdir())


def test_a_damaged_file_costs_what_was_in_it_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "phrases.json"
    path.write_text("{")
    usage = Usage(path)
    assert "damaged" in usage.load()
    assert usage.recent(9) == ()


def test_a_file_that_makes_no_sense_is_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "phrases.json"
    path.write_text(
        '{"labels": ["a", "b"], "spoken": ["a"], "boards": [""], "buttons": [""], "uses": ["-x"]}'
    )
    usage = Usage(path)
    assert usage.load() == ""
    assert usage.recent(9) == (Phrase("a", "a"),)
