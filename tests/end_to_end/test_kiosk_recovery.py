"""What may happen to a kiosk while nobody is there: it hangs, it dies; and speaks again.

The seconds that each took are printed (`pytest -s`).
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest

from app.kiosk.settings import Faces
from tests.end_to_end.hall import Hall, needs_a_screen, public
from tests.end_to_end.listening import say_until_heard, wait_for_silence, wait_for_speech

pytestmark = [pytest.mark.long, needs_a_screen]

GREETING = "Hello there, and welcome."
ANOTHER = "We open at nine in the morning."
LONG = (
    "This is a sentence that goes on for quite a while, so that the voice is still at work when "
    "something happens to it, and has a good deal left to say after that."
)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    with Hall(tmp_path, public(faces=Faces.TALK)) as made:
        made.open()
        yield made


def greet(hall: Hall) -> None:
    """The kiosk speaks, and has spoken."""
    say_until_heard(hall, GREETING)
    wait_for_silence(hall)


def tell(what: str, since: float) -> None:
    print(f"\n{what}: speech is back after {perf_counter() - since:.1f} s")


def test_the_voice_hangs_while_it_speaks(hall: Hall) -> None:
    greet(hall)
    hung = hall.voice
    hall.say(LONG)
    wait_for_speech(hall)
    began = perf_counter()
    hung.suspend()
    wait_for_silence(hall)
    wait_for_speech(hall)
    tell("the voice hung while it spoke", began)
    assert not hung.is_running()


def test_the_voice_hangs_while_nobody_is_there(hall: Hall) -> None:
    greet(hall)
    hung = hall.voice
    hung.suspend()
    began = perf_counter()
    hall.say(ANOTHER)
    wait_for_speech(hall)
    tell("the voice hung before somebody came", began)
    assert not hung.is_running()


def test_the_voice_is_killed(hall: Hall) -> None:
    greet(hall)
    began = perf_counter()
    hall.voice.kill()
    hall.say(ANOTHER)
    wait_for_speech(hall)
    tell("the voice was killed", began)


@pytest.mark.parametrize(
    ("what", "number"), [("killed", signal.SIGKILL), ("blocked", signal.SIGUSR2)]
)
def test_the_app_does_not_answer(hall: Hall, what: str, number: signal.Signals) -> None:
    """SIGUSR2 has the event loop stand still, by `faults/sitecustomize.py`."""
    greet(hall)
    app, voice = hall.app, hall.voice
    began = perf_counter()
    app.send_signal(number)
    hall.wait_for_window(other_than=app.pid)
    shown = perf_counter() - began
    say_until_heard(hall, GREETING)
    tell(f"the app was {what}, its window was back after {shown:.1f} s", began)
    assert not voice.is_running()
    if what == "blocked":
        assert "the app crashed or hung before" in hall.log()


def test_it_dies_again_and_again(hall: Hall) -> None:
    greet(hall)
    for _ in range(3):
        app = hall.app
        app.kill()
        hall.wait_for_window(other_than=app.pid)
    began = perf_counter()
    say_until_heard(hall, GREETING)
    tell("the app was killed three times", began)
