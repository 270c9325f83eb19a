"""A stretch of a long text as a reader sees it: without its tags, and with the way back.

A view that shows a stretch opens as quickly for a book as for a page, and holds no second copy of
the book. Cuts are made between paragraphs; in a paragraph without end, between words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from app.values import Span

LONGEST_STEP_BACK = 4_000


class TextSlice:
    """The characters `start` to `end` of a text, of which `shown` are to be seen.

    Args:
        tags: stretches of the whole text, in order, that are left out.
    """

    def __init__(self, text: str, start: int, end: int, tags: Sequence[Span] = ()) -> None:
        self.start, self.end = start, end
        self._points: list[int] = []
        self._shown: list[int] = []
        parts: list[str] = []
        shown, done = 0, start
        for tag in [*_within(tags, start, end), Span(end, end)]:
            until = max(tag.start, done)
            self._points.append(done)
            self._shown.append(shown)
            parts.append(text[done:until])
            shown += until - done
            done = max(done, min(tag.end, end))
            # Of the two blanks around a tag one is enough.
            done += bool(parts[-1].endswith(" ") and text.startswith(" ", done, end))
        self.shown = "".join(parts)

    def to_shown(self, point: int) -> int:
        """Where the character `point` of the text is in `shown`; a hidden one, what follows it."""
        point = min(max(point, self.start), self.end)
        index = bisect_right(self._points, point) - 1
        following = self._shown[index + 1] if index + 1 < len(self._shown) else len(self.shown)
        return min(self._shown[index] + point - self._points[index], following)

    def to_point(self, shown: int) -> int:
        """Which character of the text the one at `shown` is."""
        shown = min(max(shown, 0), len(self.shown))
        index = bisect_right(self._shown, shown) - 1
        return self._points[index] + shown - self._shown[index]


def cut_before(text: str, place: int) -> int:
    """A good place to cut at `place` or before it, not far from it."""
    if not 0 < place < len(text):
        return min(max(place, 0), len(text))
    earliest = max(0, place - LONGEST_STEP_BACK)
    for sign in "\n ":
        found = text.rfind(sign, earliest, place)
        if found >= 0:
            return found + 1
    return place


def _within(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    first = bisect_left(spans, start + 1, key=lambda span: span.end)
    return spans[first : bisect_left(spans, end, key=lambda span: span.start)]
