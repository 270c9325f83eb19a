"""The texts that are being saved at this moment. What comes from the voice is handed to each.

A save ends in one of two events, whatever happens: `Saved`, or `SaveFailed`. Everything here
belongs to the voice thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from app.errors import LecternError
from app.saving import Saving
from app.values import AudioChunk, Event, Saved, SaveFailed, SaveProgress

_log = logging.getLogger(__name__)


class Saves:
    """Open saves, in the order in which they were asked for. True while there are any."""

    def __init__(self, emit: Callable[[Event], None]) -> None:
        self._emit = emit
        self._open: list[Saving] = []

    def __bool__(self) -> bool:
        return bool(self._open)

    def add(self, saving: Saving, sample_rate: int) -> None:
        """Begin, or wait for the voice when the sample rate is not known yet (0)."""
        self._open.append(saving)
        if sample_rate:
            self._work(saving, lambda: saving.begin(sample_rate))

    def cancel(self, job: int) -> None:
        for saving in [saving for saving in self._open if saving.job == job]:
            self._end(saving, SaveFailed(job, ""))

    def on_chunk(self, chunk: AudioChunk) -> None:
        for saving in list(self._open):
            self._work(saving, lambda s=saving: s.on_chunk(chunk))  # type: ignore[misc]

    def on_rendered(self, request: int) -> None:
        for saving in list(self._open):
            before = saving.fraction
            self._work(saving, lambda s=saving: s.on_rendered(request))  # type: ignore[misc]
            if saving in self._open and saving.fraction != before:
                self._emit(SaveProgress(saving.job, saving.fraction))

    def on_ready(self, sample_rate: int, *, same_voice: bool) -> None:
        """Begin what waits, and go on with the rest: a file is spoken by one voice throughout."""
        for saving in list(self._open):
            if saving.begun and same_voice:
                saving.repeat_open()
            else:
                self._work(saving, lambda s=saving: s.begin(sample_rate))  # type: ignore[misc]

    def fail(self, message: str, hint: str) -> None:
        """End all of them, and say why."""
        for saving in list(self._open):
            self._end(saving, SaveFailed(saving.job, message, hint))

    def close(self) -> None:
        """Give up all of them without a word: nobody listens any more."""
        for saving in self._open:
            saving.close()
        self._open.clear()

    def _work(self, saving: Saving, work: Callable[[], None]) -> None:
        """Do a piece of a save's work; end the save when it fails or is complete."""
        try:
            work()
            if saving.begun and not saving.waiting:
                saving.complete()
                _log.info(
                    "job %d: %.1f s saved, real-time factor %.3f",
                    saving.job,
                    saving.seconds,
                    saving.real_time_factor,
                )
                self._end(saving, Saved(saving.job, saving.path, saving.seconds))
        except LecternError as error:
            self._end(saving, SaveFailed(saving.job, error.message, error.hint))

    def _end(self, saving: Saving, event: Saved | SaveFailed) -> None:
        self._open.remove(saving)
        try:
            saving.close()
        finally:
            self._emit(event)
