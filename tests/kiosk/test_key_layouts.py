"""Every order of letters has them all, and no row is wider than the keyboard."""

from __future__ import annotations

import string

import pytest

from app.kiosk.key_layouts import COLUMNS, LAYOUTS, Does, letters, signs

PAGES = [pytest.param(letters(name), id=name) for name in LAYOUTS] + [
    pytest.param(signs(), id="signs")
]


@pytest.mark.parametrize("name", LAYOUTS)
def test_all_letters_are_there(name: str) -> None:
    typed = [key.text for row in letters(name) for key in row]
    assert set(string.ascii_lowercase) <= set(typed)
    assert len(typed) - typed.count("") == len({text for text in typed if text})


def test_the_other_page_has_the_figures() -> None:
    typed = {key.text for row in signs() for key in row}
    assert set(string.digits) <= typed
    assert set(".,?!'\"-:;") <= typed


@pytest.mark.parametrize("page", PAGES)
def test_rows_fit_and_every_key_has_a_name(page: tuple) -> None:
    keys = [key for row in page for key in row]
    assert all(sum(key.columns for key in row) <= COLUMNS for row in page)
    assert all(key.name for key in keys)
    assert len({key.name for key in keys}) == len(keys)
    does = {key.does for key in keys}
    assert {Does.ERASE, Does.TURN, Does.SPEAK} <= does
