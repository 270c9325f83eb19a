"""Next, back, pause, and round again."""

from __future__ import annotations

from app.demos.player import LEAST_ROUND_S, Player, Rest, Resume, Speak, Wait
from app.demos.playlist import Item, Playlist

ONE, TWO, THREE = Item("One."), Item("Two.", pause=2.0), Item("Three.")


def _player(*items: Item, loop: bool = False, lead: float = 0.0) -> Player:
    return Player(Playlist(items or (ONE, TWO, THREE), loop=loop, lead=lead))


def test_it_plays_by_itself_to_the_end() -> None:
    player = _player()
    steps = [player.start(), player.spoken(), player.spoken(), player.waited(), player.spoken()]
    assert steps == [Speak(ONE), Speak(TWO), Wait(2.0), Speak(THREE), Rest.ENDED]
    assert player.ended and player.spoken() is None and player.waited() is None


def test_next_and_back_go_by_items() -> None:
    player = _player()
    player.start()
    steps = [player.back(), player.next(), player.next(), player.back(), player.next()]
    assert steps == [Speak(ONE), Speak(TWO), Speak(THREE), Speak(TWO), Speak(THREE)]
    assert player.next() is Rest.ENDED
    assert player.back() == Speak(THREE)
    player.next()
    assert player.next() == Speak(ONE)


def test_next_cuts_a_silence_short_and_its_end_comes_to_nothing() -> None:
    player = _player(TWO, THREE)
    player.start()
    assert player.spoken() == Wait(2.0)
    assert player.next() == Speak(THREE)
    assert player.waited() is None


def test_it_loops_and_never_without_a_breath() -> None:
    player = _player(ONE, THREE, loop=True)
    player.start()
    player.next()
    assert player.spoken() == Wait(LEAST_ROUND_S)
    assert player.waited() == Speak(ONE)
    player.next()
    assert player.next() == Speak(ONE)


def test_pause_goes_on_where_it_was() -> None:
    player = _player()
    player.start()
    assert player.toggle() is Rest.PAUSED and player.paused
    assert player.toggle() == Resume() and not player.paused
    player.spoken()
    player.spoken()
    assert player.toggle() is Rest.PAUSED
    assert player.waited() is None
    assert player.toggle() == Wait(2.0)
    player.toggle()
    assert player.back() == Speak(ONE) and not player.paused


def test_an_item_may_wait_for_the_presenter() -> None:
    held = Item("Questions?", wait=True, pause=3.0)
    player = _player(held, ONE)
    player.start()
    assert player.spoken() is Rest.HELD and player.held
    assert player.toggle() == Speak(ONE)


def test_it_may_begin_with_a_silence() -> None:
    player = _player(lead=3.0)
    assert player.start() == Wait(3.0)
    assert player.following == (ONE,)
    assert player.waited() == Speak(ONE)
    player.start()
    assert player.back() == Speak(ONE)


def test_what_follows_is_known_so_that_it_can_be_prepared() -> None:
    player = _player(loop=True)
    player.start()
    assert player.following == (TWO,)
    player.next()
    assert player.following == (THREE, ONE)
    player.next()
    assert player.following == (ONE, TWO)
    assert player.go_to(99) == Speak(THREE)
    assert _player(ONE).following == ()
