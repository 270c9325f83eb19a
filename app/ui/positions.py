"""Places in a text: code points, as all of Lectern counts, and UTF-16 units, as Qt counts.

They differ only behind characters beyond the Basic Multilingual Plane (emoji, mostly), which Qt
counts twice. Few texts have any, so a text is searched for them once, and when there are none
both directions are the identity. This is the only place where the two are converted.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

_BEYOND_BMP = re.compile("[\U00010000-\U0010ffff]")


class Positions:
    """Converts places in one text, both ways; make a new one for another text."""

    def __init__(self, text: str) -> None:
        # Encoding is a hundred times faster than searching, and tells whether to search at all.
        units = len(text.encode("utf-16-le", "surrogatepass")) // 2
        wide = [match.start() for match in _BEYOND_BMP.finditer(text)] if units > len(text) else []
        self.length = len(text)
        self.units = units
        self._points = wide
        self._second_units = [place + index + 1 for index, place in enumerate(wide)]

    def to_units(self, point: int) -> int:
        """The UTF-16 unit at which code point `point` begins; clamped to the text."""
        point = min(max(point, 0), self.length)
        return point + bisect_left(self._points, point)

    def to_points(self, unit: int) -> int:
        """The code point that begins at, or holds, UTF-16 unit `unit`; clamped to the text."""
        unit = min(max(unit, 0), self.units)
        return unit - bisect_right(self._second_units, unit)
