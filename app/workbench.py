"""What is asked of the engine beside speaking: files, lengths, outlines, phonemes.

Every method may be called from any thread and returns at once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

from app.conductor import Conductor
from app.filing import Order
from app.ports import VoicePort
from app.shaping import NOTHING
from app.values import Excerpt, Fit, Pronunciations, Shaping, SpeakOptions


class Workbench(ABC):
    """The part of `Engine` that makes no sound.

    Args:
        voice, conductor: what carries it out, on the voice thread.
    """

    def __init__(self, voice: VoicePort, conductor: Conductor) -> None:
        self._voice, self._conductor = voice, conductor

    @abstractmethod
    def _new_number(self) -> int:
        """The number of a job."""

    @abstractmethod
    def _do(self, command: Callable[[], object]) -> None:
        """Have the voice thread carry it out later."""

    def save(
        self,
        text: str,
        path: Path,
        *,
        start: int = 0,
        end: int | None = None,
        options: SpeakOptions | None = None,
        fit: Fit | None = None,
        subtitles: Path | None = None,
        shaping: Shaping = NOTHING,
    ) -> int:
        """Render `text` to a sound file, with subtitles beside it; the job's number."""
        excerpt = Excerpt(text, start, end, shaping)
        return self._file(Order(excerpt, options, path, subtitles, fit))

    def save_subtitles(
        self,
        text: str,
        path: Path,
        *,
        start: int = 0,
        end: int | None = None,
        options: SpeakOptions | None = None,
        fit: Fit | None = None,
        shaping: Shaping = NOTHING,
    ) -> int:
        """Write subtitles alone, from durations, without rendering; told of as of a save."""
        excerpt = Excerpt(text, start, end, shaping)
        return self._file(Order(excerpt, options, None, path, fit))

    def _file(self, order: Order) -> int:
        job = self._new_number()
        self._do(lambda: self._conductor.file(job, order))
        return job

    def cancel_save(self, job: int) -> None:
        """Give the file up; what was there before is untouched."""
        self._do(lambda: self._conductor.filing.cancel(job))

    def measure(
        self,
        text: str,
        *,
        start: int = 0,
        end: int | None = None,
        revision: int = 0,
        options: SpeakOptions | None = None,
        shaping: Shaping = NOTHING,
    ) -> int:
        """Have `Lengths` tell how long the text is, and its stretch from `start` to `end`.

        It is told at once and more exactly as it is measured, at low priority, until it is exact.
        What was asked before is given up. Sentences that were measured before cost nothing.
        """
        job = self._new_number()
        excerpt = Excerpt(text, start, end, shaping)
        self._do(lambda: self._conductor.measure(job, excerpt, revision, options))
        return job

    def outline(
        self,
        text: str,
        *,
        start: int = 0,
        revision: int = 0,
        options: SpeakOptions | None = None,
        shaping: Shaping = NOTHING,
    ) -> int:
        """Have `Outline` tell of the sentence that the character `start` is in, or the next one.

        From durations and pitch alone, some 12 ms. It waits until the voice is ready; a newer call
        takes the place of one that was not answered yet.
        """
        job = self._new_number()
        excerpt = Excerpt(text, start, None, shaping)
        self._do(lambda: self._conductor.outline(job, excerpt, revision, options))
        return job

    def pronounce(self, text: str) -> int:
        """Have `Pronounced` tell the phonemes of a short text; its number. None before `ready`."""
        number = self._new_number()
        self._do(lambda: self._voice.pronounce(number, text, Pronunciations()))
        return number
