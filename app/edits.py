"""Changes of a text: what changed between two versions, and where a place of the old one is now.

Edits are found by comparing slices by bisection: no loop over characters, about a millisecond for
a text of a book's length.
"""

from __future__ import annotations

from app.values import Edit, Span


def difference(old: str, new: str) -> Edit | None:
    """The one stretch in which `new` differs from `old`; None when they are equal."""
    shorter = min(len(old), len(new))
    prefix = _common_prefix(old, new, shorter)
    if prefix == len(old) == len(new):
        return None
    suffix = _common_suffix(old, new, shorter - prefix)
    return Edit(prefix, len(old) - prefix - suffix, len(new) - prefix - suffix)


def carried(span: Span, edit: Edit) -> Span | None:
    """Where `span` is after `edit`; None when its whole text was replaced or removed.

    What is put in before the span or right at its start moves it; right at its end leaves it as
    it is. What is changed within it, from its first character to its last, belongs to it. An
    edit across one of its ends leaves what remains.
    """
    stop = edit.start + edit.removed
    shift = edit.added - edit.removed
    if stop <= span.start:
        return Span(span.start + shift, span.end + shift)
    if edit.start >= span.end:
        return span
    if edit.start <= span.start and stop >= span.end:
        return None
    if edit.start < span.start:
        return Span(edit.start + edit.added, span.end + shift)
    if stop > span.end:
        return Span(span.start, edit.start)
    return Span(span.start, span.end + shift)


def carried_position(position: int, edit: Edit) -> int:
    """Where `position` is after `edit`.

    What is put in right at it lies ahead of it, so that a voice waiting there will speak it. A
    position inside what was replaced moves to the start of the change for the same reason.
    """
    if position <= edit.start:
        return position
    if position >= edit.start + edit.removed:
        return position + edit.added - edit.removed
    return edit.start


def _common_prefix(old: str, new: str, most: int) -> int:
    """How many characters are equal from the start on, `most` at the most."""
    known, limit = 0, most
    while known < limit:
        middle = (known + limit + 1) // 2
        if old[known:middle] == new[known:middle]:
            known = middle
        else:
            limit = middle - 1
    return known


def _common_suffix(old: str, new: str, most: int) -> int:
    """How many characters are equal back from the two ends, `most` at the most."""
    known, limit = 0, most
    while known < limit:
        middle = (known + limit + 1) // 2
        here = old[len(old) - middle : len(old) - known]
        if here == new[len(new) - middle : len(new) - known]:
            known = middle
        else:
            limit = middle - 1
    return known
