"""The window's memory survives, bounded, and damage to it costs nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.window_state import RECENT_FILES, WindowState, WindowStateStore, load_window_state


def test_it_survives(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    state = WindowState("Z2Vv", "bGF5", ("/a/caf\udce9.txt", "/b"), "/text", "/audio")
    store = WindowStateStore(path, WindowState(), pytest.fail)
    store.start()
    store.change(state)
    store.close()
    assert store.state == state
    assert load_window_state(path) == (state, ())


def test_recent_files_are_newest_first_without_repeats_and_bounded() -> None:
    state = WindowState()
    for number in range(20):
        state = state.with_recent(f"/{number}")
    state = state.with_recent("/15")
    assert state.recent_files[:3] == ("/15", "/19", "/18")
    assert len(state.recent_files) == len(set(state.recent_files)) == RECENT_FILES
    assert "/19" not in state.without_recent("/19").recent_files


def test_damage_gives_the_defaults_and_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    path.write_text("no JSON")
    state, problems = load_window_state(path)
    assert state == WindowState()
    assert len(problems) == 1
