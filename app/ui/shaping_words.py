"""What is shaped, in words: for the panel, for tooltips and for screen readers."""

from __future__ import annotations

from app.values import Shape, Shaping

_MARKS = ' .,;:!?…"“”‘’„«»()[]{}—–'


def label(typed: str) -> str:
    """What is typed for a word, on one line, without the marks around it."""
    words = " ".join(typed.split())
    return words.strip(_MARKS) or words


def described(shape: Shape) -> str:
    """ "raised 2 semitones, 1.2 times as long, 1.5 dB louder"; "" for what changes nothing."""
    parts = []
    if shape.pitch:
        direction = "raised" if shape.pitch > 0 else "lowered"
        unit = "semitone" if abs(shape.pitch) == 1 else "semitones"
        parts.append(f"{direction} {number(abs(shape.pitch))} {unit}")
    if shape.length != 1:
        parts.append(f"{number(shape.length)} times as long")
    if shape.gain:
        direction = "louder" if shape.gain > 0 else "softer"
        parts.append(f"{number(abs(shape.gain))} dB {direction}")
    return ", ".join(parts)


def described_pause(seconds: float) -> str:
    return f"a pause of {number(seconds)} s" if seconds else "no pause"


def described_all(shaping: Shaping) -> str:
    """All of it in one sentence."""
    parts = [described(shape) for shape in shaping.shapes]
    parts += [described_pause(one.seconds) for one in shaping.breaks]
    words = "; ".join(parts)
    return words[:1].upper() + words[1:]


def in_short(shape: Shape) -> str:
    """ "+2 st  ×1.2  +1.5 dB": what fits above a word."""
    parts = []
    if shape.pitch:
        parts.append(f"{_signed(shape.pitch)} st")
    if shape.length != 1:
        parts.append(f"×{number(shape.length)}")
    if shape.gain:
        parts.append(f"{_signed(shape.gain)} dB")
    return "  ".join(parts)


def number(value: float) -> str:
    """ "0.25", "2": at most two digits after the point."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _signed(value: float) -> str:
    return ("+" if value > 0 else "−") + number(abs(value))
