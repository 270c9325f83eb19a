"""Sentences of our own: what kiosks, announcements and phrase boards say, and what is hard.

Text collected from prose holds few single words, letters, numbers and questions, and a voice
trained on prose alone says them badly. These are made from patterns, endlessly and repeatably.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

PATTERNS = Path(__file__).with_name("phrases.txt")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _sections(text: str) -> dict[str, list[str]]:
    """The lines of each [section]."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            found[line.strip("[]")] = []
        elif line and not line.startswith("#"):
            found[list(found)[-1]].append(line)
    return found


_LISTS = _sections(PATTERNS.read_text(encoding="utf-8"))


def phrases(source: random.Random, words: Sequence[str]) -> Iterator[str]:
    """Phrases without end: statements, questions, short ones, letters and numbers, single words.

    Args:
        words: single words to say; none leaves them out.
    """
    kinds: tuple[tuple[Callable[[], str], int], ...] = (
        (lambda: _filled(source.choice(_LISTS["statements"]), source), 6),
        (lambda: _filled(source.choice(_LISTS["questions"]), source), 5),
        (lambda: _filled(source.choice(_LISTS["short"]), source), 3),
        (lambda: _filled(source.choice(_LISTS["spelled"]), source), 4),
        (lambda: _of_words(source, words), 4 if words else 0),
    )
    makers, weights = [maker for maker, _ in kinds], [weight for _, weight in kinds]
    while True:
        yield source.choices(makers, weights)[0]()


def _of_words(source: random.Random, words: Sequence[str]) -> str:
    """One word, or a few in a row, as a list is read out."""
    count = source.choice((1, 1, 1, 2, 3, 4))
    chosen = [source.choice(words) for _ in range(count)]
    chosen[0] = chosen[0].capitalize()
    return ", ".join(chosen) + source.choice(".....!?")


def _filled(pattern: str, source: random.Random) -> str:
    """The pattern with every {field} drawn anew."""
    for field, draw in _FIELDS.items():
        while "{" + field + "}" in pattern:
            pattern = pattern.replace("{" + field + "}", draw(source), 1)
    return pattern[0].upper() + pattern[1:]


def _number(source: random.Random) -> str:
    """Of one to six digits, each length as often."""
    return f"{source.randrange(10 ** source.randint(1, 6)):,}"


def _of_list(name: str) -> Callable[[random.Random], str]:
    return lambda source: source.choice(_LISTS[name])


_FIELDS: dict[str, Callable[[random.Random], str]] = {
    **{name: _of_list(name) for name in ("name", "place", "city", "thing", "day", "month")},
    "letter": lambda s: s.choice(_LETTERS),
    "digits": lambda s: " ".join(s.choice("0123456789") for _ in range(s.randint(3, 7))),
    "digit": lambda s: s.choice("0123456789"),
    "few": lambda s: str(s.randint(1, 40)),
    "hundred": lambda s: str(s.randint(1, 999)),
    "number": _number,
    "degrees": lambda s: str(s.randint(-10, 110)),
    "percent": lambda s: str(s.randint(0, 100)),
    "date": lambda s: str(s.randint(1, 31)),
    "year": lambda s: str(s.randint(1850, 2030)),
    "cents": lambda s: f"{s.choice((5, 25, 50, 75, 80, 99)):02d}",
    "time": lambda s: f"{s.randint(1, 12)}:{s.choice((0, 5, 10, 15, 30, 45, 55)):02d}",
}
