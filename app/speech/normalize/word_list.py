"""Word lists as they are easiest to read and to add to: words between blanks."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """The words of `words`, which stand between blanks, as a set."""
    return frozenset(in_order(words))


def in_order(words: str) -> tuple[str, ...]:
    """The words of `words`, which stand between blanks, in their order."""
    return tuple(words.split())
