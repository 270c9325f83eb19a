"""What speech-dispatcher sets, in the app's units.

Rate, pitch and volume come as -100 to 100. A step of the rate is heard as the same step anywhere
when it multiplies, so the scale is geometric on either side of the voice's own rate.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lectern_module.characters import Punctuation
from lectern_module.wording import Manner

_SLOWEST, _FASTEST = 0.5, 4.0
_SEMITONES = 6.0
_LEVELS = {level.name.lower(): level for level in Punctuation}


@dataclass(frozen=True, slots=True)
class Settings:
    """Times the voice's own rate, semitones, 0 to 1, and how signs are told."""

    rate: float = 1.0
    pitch: float = 0.0
    volume: float = 1.0
    manner: Manner = field(default_factory=Manner)


def changed(settings: Settings, given: dict[str, str]) -> Settings | None:
    """The settings with what a SET gives; None when a value makes no sense.

    Voices, languages and pitch ranges are not the module's to choose: the app's own voice speaks.
    """
    for name, value in given.items():
        try:
            settings = _with(settings, name, value)
        except (ValueError, KeyError):
            return None
    return settings


def _with(settings: Settings, name: str, value: str) -> Settings:
    manner = settings.manner
    if name == "rate":
        return replace(settings, rate=_rate(_number(value)))
    if name == "pitch":
        return replace(settings, pitch=round(_SEMITONES * _number(value) / 100, 2))
    if name == "volume":
        return replace(settings, volume=(_number(value) + 100) / 200)
    if name == "punctuation_mode":
        return replace(settings, manner=replace(manner, punctuation=_LEVELS[value]))
    if name == "spelling_mode":
        return replace(settings, manner=replace(manner, spelling=value == "on"))
    if name == "cap_let_recogn":
        return replace(settings, manner=replace(manner, capitals=value != "none"))
    return settings


def _number(value: str) -> int:
    number = int(value)
    if not -100 <= number <= 100:
        raise ValueError(value)
    return number


def _rate(value: int) -> float:
    times: float = (_FASTEST if value > 0 else 1 / _SLOWEST) ** (value / 100)
    return round(times, 3)
