"""Lengths of time as they are shown: "0:42", "1:05:09"."""

from __future__ import annotations


def clock(seconds: float) -> str:
    """`seconds` (not negative) as minutes and seconds, with hours when there are any."""
    whole = round(max(0.0, seconds))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def precise(seconds: float) -> str:
    """Short lengths to a tenth of a second: "42.3 s", "1:46"."""
    return clock(seconds) if round(seconds, 1) >= 60 else f"{max(0.0, seconds):.1f} s"
