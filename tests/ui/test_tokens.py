"""Every pair of colours that meets can be told apart, in every theme."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from app.ui.theme import MARKS_FOLDER
from app.ui.tokens import (
    DARK,
    HIGH_CONTRAST_DARK,
    HIGH_CONTRAST_LIGHT,
    LIGHT,
    Colours,
    contrast,
    sentence_band,
)

THEMES = (LIGHT, DARK, HIGH_CONTRAST_LIGHT, HIGH_CONTRAST_DARK)

TEXT = [
    ("ink", ("window", "page", "raised", "soft", "accent_soft")),
    ("muted", ("window", "page", "raised")),
    ("accent", ("window", "page", "raised")),
    ("on_accent", ("accent", "accent_hover", "accent_pressed")),
    ("band_ink", ("band", "word")),
    ("info_ink", ("info",)),
    ("warning_ink", ("warning",)),
    ("error_ink", ("error", "window", "page")),
    ("page", ("ink",)),
]
PARTS = [
    ("edge", ("window", "page", "raised")),
    ("accent", ("window", "page", "raised")),
    ("focus", ("window", "page", "raised")),
    ("band_line", ("band", "page")),
    ("ink", ("window",)),
]


def pairs(table: list[tuple[str, tuple[str, ...]]]) -> list[tuple[str, str]]:
    return [(front, ground) for front, grounds in table for ground in grounds]


@pytest.mark.parametrize("colours", THEMES, ids=lambda colours: colours.name)
def test_text_can_be_read(colours: Colours) -> None:
    least = 7.0 if colours.high_contrast else 4.5
    for front, ground in pairs(TEXT):
        ratio = contrast(getattr(colours, front), getattr(colours, ground))
        assert ratio >= least, f"{front} on {ground}: {ratio:.2f}"


@pytest.mark.parametrize("colours", THEMES, ids=lambda colours: colours.name)
def test_parts_of_controls_can_be_seen(colours: Colours) -> None:
    for front, ground in pairs(PARTS):
        ratio = contrast(getattr(colours, front), getattr(colours, ground))
        assert ratio >= 3.0, f"{front} on {ground}: {ratio:.2f}"


@pytest.mark.parametrize("colours", THEMES, ids=lambda colours: colours.name)
def test_marks_in_controls_can_be_seen(colours: Colours) -> None:
    marks, on_marks = ("white", "black") if colours.dark else ("black", "white")
    for name, ground in (
        (f"down-{marks}", colours.page),
        (f"down-{marks}", colours.raised),
        (f"plus-{marks}", colours.page),
        (f"minus-{marks}", colours.page),
        (f"check-{on_marks}", colours.accent),
    ):
        source = (MARKS_FOLDER / f"{name}.svg").read_text()
        colour = re.search(r'stroke="(#\w{6})"', source)
        assert colour is not None
        assert contrast(colour.group(1), ground) >= 3.0, name


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("colours", THEMES, ids=lambda colours: colours.name)
def test_all_tokens_are_colours(colours: Colours) -> None:
    for field in fields(colours):
        if field.name not in ("name", "dark"):
            assert re.fullmatch("#[0-9A-F]{6}", getattr(colours, field.name)), field.name


@pytest.mark.parametrize("colours", THEMES, ids=lambda colours: colours.name)
@pytest.mark.parametrize("highlight", ["", "#ffffff", "#000000", "#808080", "#ff0000", "#ffe000"])
def test_text_on_the_users_own_band_can_be_read(colours: Colours, highlight: str) -> None:
    band = sentence_band(colours, highlight)
    assert band.ground == (highlight or colours.band)
    assert contrast(band.ink, band.ground) >= 4.5
