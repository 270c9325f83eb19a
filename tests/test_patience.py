from __future__ import annotations

from app.patience import Patience


def test_three_in_a_minute_are_forgiven() -> None:
    now = [0.0]
    patience = Patience(lambda: now[0])
    assert [patience.try_with() for _ in range(4)] == [True, True, True, False]
    assert patience.count == 4


def test_what_is_long_ago_does_not_count() -> None:
    now = [0.0]
    patience = Patience(lambda: now[0])
    for second in range(0, 1000, 25):
        now[0] = float(second)
        assert patience.try_with()


def test_it_can_be_renewed() -> None:
    patience = Patience(lambda: 0.0)
    for _ in range(4):
        patience.try_with()
    patience.renew()
    assert patience.try_with()
