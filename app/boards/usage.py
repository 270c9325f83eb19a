"""Which phrases are used: the latest, and the most used.

It is all in memory. Only where somebody gives it a file is it kept: on a screen for the public
nothing of what people said may remain.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.errors import SettingsError
from app.json_file import JsonWriter, read_json
from app.json_values import Reader, plain

MOST_PHRASES = 300
"""Kept; those that were not used for longest make way."""
_FIRST = 2
"""Uses that make a phrase one of the most used: what was said once is recent, not usual."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that was spoken: its words, and the button it came from ("" for none)."""

    label: str
    spoken: str
    board: str = ""
    button: str = ""


@dataclass(frozen=True, slots=True)
class _Kept:
    """As the file has it: parallel lists, the latest first."""

    labels: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    boards: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()


class Usage:
    """Counts phrases. `start` and `close` matter only with a file.

    Args:
        path: where it is kept between starts; None keeps nothing.
        on_problem: told, from another thread, when the file cannot be written.
    """

    def __init__(
        self,
        path: Path | None = None,
        on_problem: Callable[[SettingsError], None] = lambda error: None,
    ) -> None:
        self._counts: dict[Phrase, int] = {}  # the latest last
        self._path = path
        self._writer = None if path is None else JsonWriter(path, on_problem)

    @property
    def kept(self) -> bool:
        """It is kept in a file: somebody's own, not of whoever stands there."""
        return self._path is not None

    def load(self) -> str:
        """Take over what the file holds; a sentence on what is wrong with it, or ""."""
        if self._path is None:
            return ""
        data, problem = read_json(self._path, "the phrases used so far are forgotten")
        if data is not None:
            kept = Reader().read(_Kept(), data)
            rows = zip(kept.labels, kept.spoken, kept.boards, kept.buttons, kept.uses, strict=False)
            for *words, uses in reversed(list(rows)):
                self._counts[Phrase(*words)] = int(uses) if uses.isascii() and uses.isdigit() else 1
        return problem

    def start(self) -> None:
        if self._writer is not None:
            self._writer.start()

    def close(self) -> None:
        """Write what is not yet written and end."""
        if self._writer is not None:
            self._writer.close()

    def add(self, phrase: Phrase) -> None:
        """`phrase` is spoken now."""
        uses = self._counts.pop(phrase, 0) + 1
        self._counts[phrase] = uses
        while len(self._counts) > MOST_PHRASES:
            del self._counts[next(iter(self._counts))]
        self._write()

    def recent(self, most: int) -> tuple[Phrase, ...]:
        """The latest phrases, the last one first."""
        return tuple(reversed(self._counts))[:most]

    def most_used(self, most: int) -> tuple[Phrase, ...]:
        """The most used phrases, the later first of those used equally often."""
        usual = [phrase for phrase in reversed(self._counts) if self._counts[phrase] >= _FIRST]
        return tuple(sorted(usual, key=lambda phrase: -self._counts[phrase])[:most])

    def forget(self) -> None:
        """Forget all, in the file too."""
        self._counts.clear()
        self._write()

    def _write(self) -> None:
        if self._writer is None:
            return
        latest = tuple(reversed(self._counts))
        kept = _Kept(
            labels=tuple(phrase.label for phrase in latest),
            spoken=tuple(phrase.spoken for phrase in latest),
            boards=tuple(phrase.board for phrase in latest),
            buttons=tuple(phrase.button for phrase in latest),
            uses=tuple(str(self._counts[phrase]) for phrase in latest),
        )
        self._writer.write(plain(kept))
