"""Shares one voice among requests: the most urgent is advanced, one step at a time.

A request is a generator that renders a step (one clause's mel, one vocoder chunk: tens of
milliseconds) at each `next()`. So what is being played never waits for a save, and cancelling
waits for one step at most.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Generator
from time import perf_counter

from app.errors import LecternError
from app.values import AudioChunk, Measured, Outlined, Priority, Rendered, RenderFailed

Steps = (
    Generator[AudioChunk | None, None, None]
    | Generator[Measured | None, None, None]
    | Generator[Outlined | None, None, None]
)
_log = logging.getLogger(__name__)


class Scheduler:
    """Open requests in the order of their priority, then of their arrival.

    It is true while there is work: a request that rests is none.
    """

    def __init__(self) -> None:
        self._open: dict[int, tuple[Priority, Steps]] = {}
        self._seconds: dict[int, float] = {}

    def __bool__(self) -> bool:
        return any(priority is not Priority.RESTING for priority, _ in self._open.values())

    def add(self, request: int, priority: Priority, steps: Steps) -> None:
        self._open[request] = (priority, steps)
        self._seconds[request] = 0.0

    def set_priority(self, request: int, priority: Priority) -> None:
        """Change the priority of a request, if it is open."""
        if request in self._open:
            self._open[request] = (priority, self._open[request][1])

    def cancel(self, request: int) -> None:
        """Forget a request; a request that is not open is none."""
        self._seconds.pop(request, None)
        found = self._open.pop(request, None)
        if found is not None:
            found[1].close()

    def clear(self) -> None:
        for request in list(self._open):
            self.cancel(request)

    def step(self) -> AudioChunk | Measured | Outlined | Rendered | RenderFailed | None:
        """Advance the most urgent request by one step; None when the step made no sound."""
        request, (_, steps) = min(self._open.items(), key=lambda item: item[1][0])
        before = perf_counter()
        try:
            chunk = next(steps)
            self._seconds[request] += perf_counter() - before
            return chunk
        except StopIteration:
            outcome: Rendered | RenderFailed = Rendered(request, self._seconds[request])
        except LecternError as error:
            outcome = RenderFailed(request, error.message, error.hint)
        except Exception as error:
            _log.error("request %d failed: %s", request, where(error))
            outcome = RenderFailed(
                request,
                f"A sentence could not be spoken ({type(error).__name__}: {error}).",
                "The log says more; the rest of the text goes on.",
            )
        del self._open[request], self._seconds[request]
        return outcome


def where(error: Exception) -> str:
    """The error's kind and place; its message may quote the text, so it is left out of the log."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__name__}\n{frames}"
