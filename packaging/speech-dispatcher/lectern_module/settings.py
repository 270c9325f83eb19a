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
_NUMBERS = ("rate", "pitch", "volume")


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
    if name in _NUMBERS:
        number = int(value)
        if not -100 <= number <= 100:
            raise ValueError(value)
        scales = {"rate": _rate, "pitch": _pitch, "volume": _volume}
        return replace(settings, **{name: scales[name](number)})
    if name == "punctuation_mode":
        return replace(settings, manner=replace(manner, punctuation=_LEVELS[value]))
    if name == "spelling_mode":
        return replace(settings, manner=replace(manner, spelling=value == "on"))
    if name == "cap_let_recogn":
        return replace(settings, manner=replace(manner, capitals=value != "none"))
    return settings


def _rate(value: int) -> float:
    return round((_FASTEST if value > 0 else 1 / _SLOWEST) ** (value / 100), 3)


def _pitch(value: int) -> float:
    return round(_SEMITONES * value / 100, 2)


def _volume(value: int) -> float:
    return (value + 100) / 200
