"""The texts that wait until what is being spoken has ended, in the order in which they were asked.

Everything here belongs to the voice thread.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from app.values import Excerpt, Expected, Fit, SpeakOptions
from app.writing import Writing


@dataclass(frozen=True, slots=True)
class Utterance:
    """A text that somebody asked to be spoken, under the number that its events will carry.

    `options` None: those that hold when it is begun. `asked_at` is in seconds of `perf_counter`.
    `writing`: what is spoken is still being written, and comes from there.
    """

    job: int
    asked_at: float
    excerpt: Excerpt
    revision: int = 0
    options: SpeakOptions | None = None
    fit: Fit | None = None
    urgent: bool = False
    writing: Writing | None = None


class QueueOfTexts:
    """First come, first spoken."""

    def __init__(self) -> None:
        self._waiting: deque[Utterance] = deque()

    def append(self, utterance: Utterance) -> None:
        self._waiting.append(utterance)

    def take(self) -> Utterance | None:
        """The next one, which then waits no more."""
        return self._waiting.popleft() if self._waiting else None

    def remove(self, job: int) -> Utterance | None:
        """Forget this one; gives it back."""
        found = next((one for one in self._waiting if one.job == job), None)
        if found is not None:
            self._waiting.remove(found)
        return found

    def clear(self) -> list[Utterance]:
        """Forget all; gives them back."""
        dropped = list(self._waiting)
        self._waiting.clear()
        return dropped

    @property
    def expected(self) -> tuple[Expected, ...]:
        """What will begin next, to be rendered ahead; nothing when that is not known yet."""
        if not self._waiting or self._waiting[0].fit or self._waiting[0].writing:
            return ()
        excerpt, options = self._waiting[0].excerpt, self._waiting[0].options
        return (Expected(excerpt.text, excerpt.start, excerpt.end, options, excerpt.shaping),)
