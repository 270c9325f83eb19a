"""One text being rendered to a file, with subtitles beside it, at the lowest priority.

Sentences are asked for two at a time, so that memory stays bounded whatever the length of the text
and the voice is never idle in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from app.errors import NothingToSayError
from app.measuring import TimedSentence, timed
from app.ports import AudioWriter, Splitter
from app.subtitles.files import write_subtitles
from app.values import AudioChunk, Excerpt, Priority, RenderRequest, Sentence, SpeakOptions, Word

_REQUESTS = 2


class Saving:
    """Renders an excerpt of a text into a writer.

    Args:
        open_writer: opens the file, given the sample rate; called when the voice is ready.
        new_number, send, cancel: as for `Reading`.
    """

    def __init__(
        self,
        job: int,
        excerpt: Excerpt,
        options: SpeakOptions,
        path: str,
        *,
        split: Splitter,
        open_writer: Callable[[int], AudioWriter],
        new_number: Callable[[], int],
        send: Callable[[RenderRequest], None],
        cancel: Callable[[int], None],
        subtitles: Path | None = None,
    ) -> None:
        self.job, self.path = job, path
        self._subtitles = subtitles
        self._timed: list[TimedSentence] = []
        self._words: dict[int, dict[Word, None]] = {}
        self._options = options
        self._start = excerpt.start
        end = len(excerpt.text) if excerpt.end is None else excerpt.end
        self._length = max(1, end - excerpt.start)
        self._sentences_anew: Callable[[], Iterator[Sentence]] = lambda: split(
            excerpt.text, excerpt.start, excerpt.end, options.skipping, excerpt.shaping
        )
        self._sentences = self._sentences_anew()
        self._open_writer = open_writer
        self._new_number, self._send, self._cancel = new_number, send, cancel
        self._writer: AudioWriter | None = None
        self._open: list[RenderRequest] = []
        self._received: dict[int, int] = {}
        self._skip: dict[int, int] = {}
        self._samples = 0
        self._sample_rate = 0
        self._began = 0.0
        self.fraction = 0.0

    def begin(self, sample_rate: int) -> None:
        """Open the file and ask for the first sentences; from the beginning, if it had begun.

        Raises:
            AudioFileError: the file cannot be written.
        """
        self.close()
        self._sentences = self._sentences_anew()
        self._received.clear()
        self._skip.clear()
        self._words.clear()
        self._timed.clear()
        self._samples, self.fraction = 0, 0.0
        self._began = perf_counter()
        self._sample_rate = sample_rate
        self._writer = self._open_writer(sample_rate)
        self._ask()

    @property
    def begun(self) -> bool:
        return self._writer is not None

    @property
    def seconds(self) -> float:
        """Length of the sound so far."""
        return self._samples / self._sample_rate if self._sample_rate else 0.0

    @property
    def real_time_factor(self) -> float:
        """Time taken over length of sound."""
        return (perf_counter() - self._began) / self.seconds if self._samples else 0.0

    def on_chunk(self, chunk: AudioChunk) -> None:
        """Write the chunk.

        Raises:
            AudioFileError: the disk is full, or gone.
        """
        if self._writer is None or chunk.request not in self._received:
            return
        # As a set in order: what is asked for again is told again.
        self._words.setdefault(chunk.request, {}).update(dict.fromkeys(chunk.words))
        skip = min(self._skip.get(chunk.request, 0), len(chunk.samples))
        if skip:
            self._skip[chunk.request] -= skip
        samples = chunk.samples[skip:]
        if len(samples) == 0:
            return
        self._writer.write(samples)
        self._received[chunk.request] += len(samples)
        self._samples += len(samples)

    def on_rendered(self, request: int) -> None:
        """A sentence is complete: ask for the next."""
        finished = [r for r in self._open if r.id == request]
        if not finished:
            return
        self._open.remove(finished[0])
        received, words = self._received.pop(request), self._words.pop(request, {})
        if self._subtitles is not None and received:
            self._timed.append(
                timed(finished[0].sentence, tuple(words), self._samples - received, received)
            )
        self._skip.pop(request, None)
        self.fraction = min(1.0, (finished[0].sentence.span.end - self._start) / self._length)
        self._ask()

    def complete(self) -> None:
        """Put the file at its place.

        Raises:
            NothingToSayError: nothing was rendered; no file is written.
            AudioFileError: the file cannot be finished.
            SubtitlesError: the sound is at its place, but the subtitles cannot be written.
        """
        if self._samples == 0:
            raise NothingToSayError(
                "There is nothing in the text that can be spoken, so no file was written.",
                "Type some words and try again.",
            )
        if self._writer is not None:
            self._writer.commit()
            self._writer = None
        if self._subtitles is not None:
            write_subtitles(self._subtitles, self._timed, self._sample_rate)

    @property
    def waiting(self) -> bool:
        """Whether sentences are still to come from the voice."""
        return bool(self._open)

    def repeat_open(self) -> None:
        """The voice was started again: ask again for what it had not finished."""
        for index, old in enumerate(self._open):
            request = replace(old, id=self._new_number())
            got = self._received.pop(old.id, 0)
            self._words[request.id] = self._words.pop(old.id, {})
            self._skip[request.id], self._received[request.id] = got, got
            self._open[index] = request
            self._send(request)

    def close(self) -> None:
        """Give up: the file that was there before is untouched."""
        for request in self._open:
            self._cancel(request.id)
        self._open.clear()
        if self._writer is not None:
            self._writer.abort()
            self._writer = None

    def _ask(self) -> None:
        while len(self._open) < _REQUESTS:
            sentence = next(self._sentences, None)
            if sentence is None:
                return
            request = RenderRequest(self._new_number(), Priority.SAVE, sentence, self._options)
            self._open.append(request)
            self._received[request.id] = 0
            self._send(request)
