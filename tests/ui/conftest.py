"""What the tests of the window share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.window_harness import Desk


@pytest.fixture
def make_desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], Desk]]:
    """Makes windows that share the user's files, as one start of the app after another does."""
    desks: list[Desk] = []

    def make() -> Desk:
        desks.append(Desk(qtbot, tmp_path))
        return desks[-1]

    yield make
    for desk in desks:
        desk.close()


@pytest.fixture
def desk(make_desk: Callable[[], Desk]) -> Desk:
    """An open window with its voice ready."""
    return make_desk().open()
