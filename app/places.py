"""A place in a text as people name it."""

from __future__ import annotations


def line_and_column(text: str, position: int) -> tuple[int, int]:
    """Both counted from one, as editors show them."""
    start = text.rfind("\n", 0, position) + 1
    return text.count("\n", 0, position) + 1, position - start + 1
