"""Lengths of time as people write them: "30", "42.5", "1:30", "1:05:09"."""

from __future__ import annotations

import re

LONGEST = 100 * 3600.0
_TIME = re.compile(
    r"(?:(?P<hours>\d{1,2}):(?=\d\d:))?(?:(?P<minutes>\d{1,3}):(?=\d\d))?(?P<seconds>\d+(?:[.,]\d+)?)"
    r"(?:\s*(?:s|sec|seconds))?",
    re.IGNORECASE,
)


def seconds_in(text: str) -> float:
    """The seconds that `text` means.

    Raises:
        ValueError: it is no time, or none that a text could take.
    """
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"not a time: {text!r}")
    seconds = float(found["seconds"].replace(",", "."))
    if found["minutes"] is not None and seconds >= 60:
        raise ValueError(f"not a time: {text!r}")
    seconds += 60 * int(found["minutes"] or 0) + 3600 * int(found["hours"] or 0)
    if not 0 < seconds <= LONGEST:
        raise ValueError(f"not a time: {text!r}")
    return seconds
