"""How much the window is put through."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AppPlan:
    """A plan.

    Attributes:
        speech_s: how long it speaks while the event loop is watched.
        presses: how often Speak and Stop are pressed, twice each.
        spoken_s: how long it speaks before Stop; the device's buffer is fullest at first.
        load_s: how long it speaks while all processors are busy.
    """

    speech_s: float
    presses: int
    spoken_s: float
    load_s: float


FULL = AppPlan(speech_s=60.0, presses=8, spoken_s=3.0, load_s=600.0)
QUICK = AppPlan(speech_s=8.0, presses=2, spoken_s=0.7, load_s=10.0)
