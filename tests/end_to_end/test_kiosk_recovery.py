"""What may happen to a kiosk while nobody is there: it hangs, it dies; and speaks again.

The seconds that each took are printed (`pytest -s`).
"""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest

from app.kiosk.settings import Faces
from tests.end_to_end.hall import DEADLINE_S, LOUD, Hall, needs_a_screen, public

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


def loud(hall: Hall, seconds: float) -> bool:
    """Whether there was sound within the last seconds."""
    last = hall.recording.samples()[-int(seconds * hall.recording.rate) :]
    return bool(np.abs(last).max(initial=0.0) > LOUD)


def wait_for_speech(hall: Hall, seconds: float = DEADLINE_S) -> None:
    hall.wait(lambda: loud(hall, 0.3), seconds)


def say_until_heard(hall: Hall, tries: int = 8) -> None:
    """As a visitor does: what was typed while the window came up is typed once more."""
    for _ in range(tries - 1):
        hall.say(GREETING)
        with contextlib.suppress(TimeoutError):
            return wait_for_speech(hall, 4.0)
    wait_for_speech(hall)


def wait_for_silence(hall: Hall) -> None:
    hall.wait(lambda: not loud(hall, 1.0))


def greet(hall: Hall) -> None:
    """The kiosk speaks, and has spoken."""
    say_until_heard(hall)
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
    say_until_heard(hall)
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
    say_until_heard(hall)
    tell("the app was killed three times", began)
