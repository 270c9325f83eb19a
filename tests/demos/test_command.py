"""`lectern demo FILE`: what is wrong with the file is told before any window is thought of."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from app.demos import command
from app.demos.playlist import Playlist


def _play(*argv: str) -> tuple[int, list[str], list[Playlist]]:
    parser = argparse.ArgumentParser()
    command.add_command(parser)
    told: list[str] = []
    shown: list[Playlist] = []

    def show(playlist: Playlist) -> int:
        shown.append(playlist)
        return 0

    status = command.play(
        parser.parse_args(argv), lambda *parts: told.append(" ".join(parts)), show
    )
    return status, told, shown


def test_a_demo_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "talk.json"
    path.write_text('["One."]')
    status, told, shown = _play(str(path))
    assert (status, told) == (0, []) and shown[0].items[0].text == "One."


@pytest.mark.parametrize("content", [None, "[", '[{"txt": 1}]'])
def test_what_is_wrong_is_told(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "talk.json"
    if content is not None:
        path.write_text(content)
    status, told, shown = _play(str(path))
    assert status == 1 and len(told) == 1 and shown == []
