"""What is heard of a kiosk."""

from __future__ import annotations

import contextlib

import numpy as np

from tests.end_to_end.hall import DEADLINE_S, Hall

LOUD = 0.01


def loud(hall: Hall, seconds: float) -> bool:
    """Whether there was sound within the last seconds."""
    last = hall.recording.samples()[-int(seconds * hall.recording.rate) :]
    return bool(np.abs(last).max(initial=0.0) > LOUD)


def wait_for_speech(hall: Hall, seconds: float = DEADLINE_S) -> None:
    hall.wait(lambda: loud(hall, 0.3), seconds)


def wait_for_silence(hall: Hall, seconds: float = 1.0) -> None:
    hall.wait(lambda: not loud(hall, seconds))


def say_until_heard(hall: Hall, text: str, tries: int = 8) -> None:
    """As a visitor does: what was typed while the window came up is typed once more."""
    for _ in range(tries - 1):
        hall.say(text)
        with contextlib.suppress(TimeoutError):
            return wait_for_speech(hall, 4.0)
    wait_for_speech(hall)
