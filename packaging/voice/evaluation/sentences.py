"""The sentences that voices are judged by: of several kinds, and in no training text.

A file of them is plain text: a line `# kind`, then the sentences of that kind, one a line.
Sentences before the first such line are prose.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

PROSE, QUESTIONS, LONG = "prose", "questions", "long"
OURS = Path(__file__).with_name("sentences.txt")


@dataclass(frozen=True)
class Sentence:
    """A text to be said, and what kind it is of."""

    kind: str
    text: str


def read(path: Path = OURS) -> list[Sentence]:
    """All sentences of a file, in its order."""
    return list(_parsed(path.read_text(encoding="utf-8")))


def chosen(sentences: Sequence[Sentence], count: int | None) -> list[Sentence]:
    """`count` of them at most (None: all), of every kind in turn, so that none is left out."""
    kinds: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        kinds.setdefault(sentence.kind, []).append(sentence)
    in_turn = [one for row in zip_longest(*kinds.values()) for one in row if one is not None]
    kept = set(in_turn[:count])
    return [sentence for sentence in sentences if sentence in kept]


def unseen(sentences: Sequence[Sentence], trained: Collection[str]) -> list[Sentence]:
    """Those that a voice was not trained on; capitals and marks at the end do not matter."""
    seen = {_bare(text) for text in trained}
    return [sentence for sentence in sentences if _bare(sentence.text) not in seen]


def _parsed(text: str) -> Iterator[Sentence]:
    kind = PROSE
    for line in map(str.strip, text.splitlines()):
        if line.startswith("#"):
            kind = line.lstrip("# ")
        elif line:
            yield Sentence(kind, line)


def _bare(text: str) -> str:
    return text.strip().rstrip(".!?").lower()
