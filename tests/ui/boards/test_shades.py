"""Words can be read on every colour of the key, in every theme."""

from __future__ import annotations

import pytest

from app.boards.board import Button
from app.boards.colours import FITZGERALD
from app.ui.boards.shades import shades
from app.ui.tokens import DARK, HIGH_CONTRAST_DARK, HIGH_CONTRAST_LIGHT, LIGHT, Colours, contrast

THEMES = (LIGHT, DARK, HIGH_CONTRAST_LIGHT, HIGH_CONTRAST_DARK)
COLOURS = (
    None,
    "",
    "nonsense",
    "rgb(0, 0, 80)",
    "#000",
    "white",
    "#777",
    *dict(FITZGERALD).values(),
)


@pytest.mark.parametrize("colours", THEMES, ids=lambda colours: colours.name)
@pytest.mark.parametrize("css", COLOURS)
def test_words_can_be_read(css: str | None, colours: Colours) -> None:
    found = shades(Button("1", "Tea", background=css), colours)
    assert contrast(found.ink.name(), found.ground.name()) >= 4.5


def test_colours_that_mean_something_stay_what_they_are() -> None:
    verb = Button("1", background="#c7f3c7")
    assert shades(verb, LIGHT).ground.name() == "#c7f3c7"
    assert abs(shades(verb, DARK).ground.hslHue() - shades(verb, LIGHT).ground.hslHue()) <= 2
    assert shades(verb, HIGH_CONTRAST_DARK).edge.name() == "#c7f3c7"


def test_a_border_of_the_boards_own_is_kept() -> None:
    assert shades(Button("1", border="rgb(1, 2, 3)"), LIGHT).edge.name() == "#010203"


def test_drawings_with_dark_outlines_get_a_plate_where_the_ground_is_dark() -> None:
    assert shades(Button("1", background="#202040"), LIGHT).plate is not None
    assert shades(Button("1", background="#ffda89"), LIGHT).plate is None
    assert shades(Button("1", background="#ffda89"), HIGH_CONTRAST_DARK).plate is not None
