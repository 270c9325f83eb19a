"""Up and Down, each text once, and the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.kiosk.history import LONGEST, MOST, History, HistoryFile


def test_up_and_down_go_through_what_was_said_and_back_to_what_was_being_typed() -> None:
    history = History(("one", "two"))
    line = "thr"
    seen = []
    for step in (history.back, history.back, history.back, history.forward, history.forward):
        line = step(line)
        seen.append(line)
    assert seen == ["two", "one", "one", "two", "thr"]
    assert history.forward("thr") == "thr"


def test_without_anything_said_the_line_stays() -> None:
    history = History()
    assert history.back("abc") == "abc"
    assert history.forward("abc") == "abc"


def test_a_text_is_there_once_and_last() -> None:
    kept: list[tuple[str, ...]] = []
    history = History(("one", "two"), kept.append)
    history.add(" one ")
    history.add("  ")
    history.add("x" * (LONGEST + 1))
    assert history.texts == ("two", "one")
    assert kept == [("two", "one")]
    assert history.back("") == "one"
    history.clear()
    assert history.texts == kept[-1] == ()


def test_it_does_not_grow_for_ever() -> None:
    history = History()
    for number in range(MOST + 20):
        history.add(str(number))
    assert len(history.texts) == MOST
    assert history.texts[-1] == str(MOST + 19)


def _fail(error: Exception) -> None:
    raise error


def test_it_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "said.json"
    file = HistoryFile(path, _fail)
    history, problem = file.open()
    assert (history.texts, problem) == ((), "")
    file.close()
    assert not path.exists()
    history.add("Grüß Gott")
    file.close()
    again, problem = HistoryFile(path, _fail).open()
    assert (again.texts, problem) == (("Grüß Gott",), "")


@pytest.mark.parametrize("content", ["{", '{"a": 1}', '[1, "fit", null]'])
def test_a_damaged_file_costs_nothing_else(tmp_path: Path, content: str) -> None:
    path = tmp_path / "said.json"
    path.write_text(content)
    history, problem = HistoryFile(path, _fail).open()
    assert history.texts == (("fit",) if "fit" in content else ())
    assert bool(problem) == (content == "{")
