"""What the tests of boards share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.boards.face_harness import Hands


@pytest.fixture
def make_hands(qtbot: QtBot) -> Iterator[Callable[..., Hands]]:
    """Makes faces, each with somebody in front of it."""
    made: list[Hands] = []

    def make(*given: Any, **named: Any) -> Hands:
        made.append(Hands(qtbot, *given, **named))
        return made[-1]

    yield make
    for hands in made:
        hands.close()


@pytest.fixture
def hands(make_hands: Callable[..., Hands]) -> Hands:
    """A face with the usual settings."""
    return make_hands()
