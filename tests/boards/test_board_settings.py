"""The settings of a board survive, and are mended when they make no sense."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

from app.boards.board_settings import (
    BoardLook,
    BoardSettings,
    BoardState,
    BoardStore,
    Dwelling,
    ScanSettings,
    Speaking,
    Touching,
    load,
)
from app.boards.presses import PressRules
from app.boards.scanning import ScanRules

CHANGED = BoardState(
    BoardSettings(
        speaking=Speaking.BAR,
        interrupt=False,
        begin_anew=False,
        recent=False,
        most_used=False,
        turn=False,
        touch=Touching(300, 400, True, True),
        dwell=Dwelling(True, 700),
        scanning=ScanSettings(True, 900, 100, 50, 5, 4, False, True, 0.25, "Earpiece"),
        look=BoardLook(1.5, 0.0, 2.0),
    ),
    "/boards/mine.obz",
)


def fail(error: Exception) -> None:
    raise error


def test_everything_survives(tmp_path: Path) -> None:
    for field in fields(BoardSettings):
        assert getattr(CHANGED.settings, field.name) != getattr(BoardSettings(), field.name)
    path = tmp_path / "board.json"
    store = BoardStore(path, BoardState(), fail)
    store.start()
    store.change(CHANGED)
    store.close()
    assert load(path) == (CHANGED, ())


def test_a_missing_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "board.json") == (BoardState(), ())


def test_what_is_out_of_range_is_clamped_and_told(tmp_path: Path) -> None:
    path = tmp_path / "board.json"
    path.write_text(json.dumps({"settings": {"scanning": {"step_ms": 1}, "dwell": {"on": "yes"}}}))
    state, problems = load(path)
    assert state.settings.scanning == replace(ScanSettings(), step_ms=200)
    assert not state.settings.dwell.on
    assert len(problems) == 2


def test_the_rules_are_in_seconds() -> None:
    assert CHANGED.settings.touch.rules() == PressRules(0.3, 0.4, True, True)
    assert CHANGED.settings.scanning.rules() == ScanRules(0.9, 0.1, 0.05, 5, 4)
