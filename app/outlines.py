"""The outline of one sentence, for whoever shapes it: asked of the voice, and told as an event.

Only the last one that was asked for is of use, so a new one takes the place of the one before.
Everything here belongs to the voice thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.ports import EngineParts
from app.steps import SentenceSteps
from app.supervision import Supervision
from app.values import (
    Event,
    Excerpt,
    Outline,
    Outlined,
    OutlinedPause,
    OutlineRequest,
    Priority,
    Sentence,
    Span,
    SpeakOptions,
)


@dataclass(frozen=True, slots=True)
class _Asked:
    job: int
    excerpt: Excerpt
    revision: int
    options: SpeakOptions


class Outlines:
    """Has sentences outlined.

    Args:
        parts, emit: as for `Engine`, `emit` being its listener.
        voice: the voice that is asked.
        new_number: gives out the numbers of requests.
    """

    def __init__(
        self,
        parts: EngineParts,
        emit: Callable[[Event], None],
        voice: Supervision,
        new_number: Callable[[], int],
    ) -> None:
        self._parts, self._emit, self._voice = parts, emit, voice
        self._new_number = new_number
        self._asked: _Asked | None = None
        self._request: OutlineRequest | None = None

    def ask(self, job: int, excerpt: Excerpt, revision: int, options: SpeakOptions) -> None:
        """Outline the sentence that the excerpt's start is in, or the next one."""
        if self._request is not None:
            self._parts.voice.cancel(self._request.id)
        self._asked, self._request = _Asked(job, excerpt, revision, options), None
        if self._voice.failure is not None:
            self._end()
        elif self._voice.ready is not None:
            self._send(self._asked)

    def on_ready(self) -> None:
        """A voice was started, or started again."""
        if self._asked is not None:
            self._send(self._asked)

    def on_outlined(self, outlined: Outlined) -> None:
        if self._request is not None and outlined.request == self._request.id:
            self._end(outlined)

    def on_failed(self, request: int) -> bool:
        """Whether it was asked for here."""
        if self._request is None or request != self._request.id:
            return False
        self._end()
        return True

    def give_up(self) -> None:
        """There is no voice that could do it."""
        if self._asked is not None:
            self._end()

    def _send(self, asked: _Asked) -> None:
        sentence = self._sentence(asked)
        if sentence is None:
            self._end()
        else:
            number = self._new_number()
            self._request = OutlineRequest(number, Priority.PREVIEW, sentence, asked.options)
            self._voice.send(self._request)

    def _sentence(self, asked: _Asked) -> Sentence | None:
        """The whole of it: cutting begins where it begins."""
        excerpt, skipping = asked.excerpt, asked.options.skipping
        steps = SentenceSteps(self._parts.split, excerpt.text, excerpt.end, skipping)
        first = steps.before(excerpt.start + 1)
        sentences = self._parts.split(excerpt.text, first, excerpt.end, skipping, excerpt.shaping)
        return next((one for one in sentences if one.span.end > excerpt.start), None)

    def _end(self, found: Outlined | None = None) -> None:
        asked, request = self._asked, self._request
        self._asked = self._request = None
        if asked is None:
            return
        start = asked.excerpt.start
        span, rate = Span(start, start), self._voice.sample_rate
        if found is None or request is None:
            self._emit(Outline(asked.job, asked.revision, span, 0, rate))
        else:
            self._emit(
                Outline(
                    asked.job,
                    asked.revision,
                    request.sentence.span,
                    found.samples,
                    rate,
                    found.words,
                    tuple(_placed(pause, asked.excerpt) for pause in found.pauses),
                )
            )


def _placed(pause: OutlinedPause, excerpt: Excerpt) -> OutlinedPause:
    """At the place of the break that it is made by, so that another there takes its place."""
    for one in excerpt.shaping.breaks:
        between = excerpt.text[pause.position : one.position]
        after = one.position >= pause.position and not any(map(str.isalnum, between))
        if after and one.seconds == pause.seconds:
            return replace(pause, position=one.position)
    return pause
