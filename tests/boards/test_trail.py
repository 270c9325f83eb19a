"""The way through a book."""

from __future__ import annotations

from app.boards.trail import MOST_STEPS, Trail


def test_back_goes_where_one_came_from() -> None:
    trail = Trail("home")
    assert trail.at_home
    trail.go("food")
    trail.go("food")
    trail.go("drinks")
    assert trail.here == "drinks"
    trail.back()
    assert trail.here == "food"
    trail.back()
    assert trail.at_home
    assert not trail.can_go_back
    trail.back()
    assert trail.at_home


def test_home_ends_the_way() -> None:
    trail = Trail("home")
    trail.go("food")
    trail.home()
    assert trail.at_home
    assert not trail.can_go_back


def test_going_in_circles_does_not_grow() -> None:
    trail = Trail("home")
    for _ in range(200):
        trail.go("food")
        trail.go("drinks")
    for _ in range(MOST_STEPS):
        assert trail.can_go_back
        trail.back()
    assert not trail.can_go_back
