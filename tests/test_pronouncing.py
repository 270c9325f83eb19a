"""The user's pronunciations by commands, as the program parses and carries them out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app import cli, pronouncing
from app.main import parser
from app.values import Pronunciation


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LECTERN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def lectern(*words: str) -> int:
    nothing: Any = None  # the command needs nothing of the workshop
    return cli.run(parser().parse_args(["pronunciations", *words]), nothing)


def said(*options: str) -> tuple[Pronunciation, ...]:
    """What `say` tells the voice, and its complaints as an error."""
    arguments = parser().parse_args(["say", "x", *options])
    return pronouncing.chosen(arguments, lambda message, _: None).unpacked()


def test_they_are_added_listed_and_removed(capsys: pytest.CaptureFixture[str]) -> None:
    assert lectern("--add", "Nguyen", "win") == 0
    assert lectern("--add", "Joe", "/dʒˈoʊ/", "--ipa", "--exact") == 0
    assert lectern("--add", "nguyen", "new yen") == 0
    assert lectern() == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines] == [
        ["Joe", "/dʒˈoʊ/", "ipa", "exact"],
        ["nguyen", "new", "yen", "respelling"],
    ]
    assert lectern("--remove", "NGUYEN") == 0
    assert lectern("--json") == 0
    assert [entry["word"] for entry in json.loads(capsys.readouterr().out)] == ["Joe"]
    assert lectern("--remove", "Nguyen") == 2
    assert "no pronunciation of “Nguyen”" in capsys.readouterr().err


def test_what_cannot_be_added_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert lectern("--add", " ", "win") == 2
    assert "there is no word" in capsys.readouterr().err


def test_tables_go_out_and_come_in(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lectern("--add", "Nguyen", "win")
    table = tmp_path / "mine.csv"
    assert lectern("--export", str(table)) == 0
    (home / "pronunciations.json").unlink()
    table.write_text(table.read_text("utf-8-sig") + ",bad\nSQL,sequel\n")
    assert lectern("--import", str(table)) == 0
    assert "mine.csv: Line 3: there is no word." in capsys.readouterr().err
    lectern()
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["Nguyen", "SQL"]
    assert lectern("--import", str(tmp_path / "none.csv")) == 1


def test_say_uses_ones_own_and_a_table_before_them(tmp_path: Path) -> None:
    lectern("--add", "Nguyen", "win")
    assert said() == (Pronunciation("Nguyen", "win"),)
    assert said("--no-pronunciations") == ()
    table = tmp_path / "book.csv"
    table.write_text("Nguyen,new yen\n")
    own, others = Pronunciation("Nguyen", "win"), Pronunciation("Nguyen", "new yen")
    assert said("--pronunciations", str(table)) == (own, others)  # the later one counts
    assert said("--pronunciations", str(table), "--no-pronunciations") == (others,)


def test_a_damaged_list_is_told_of_and_kept(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.mkdir()
    (home / "pronunciations.json").write_text("{")
    assert lectern("--add", "Nguyen", "win") == 0
    assert "pronunciations.damaged.json" in capsys.readouterr().err
    assert (home / "pronunciations.damaged.json").read_text() == "{"


def test_a_folder_that_cannot_be_written_is_told_of(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.write_text("no folder")
    assert lectern("--add", "Nguyen", "win") == 1
    assert "cannot be" in capsys.readouterr().err
