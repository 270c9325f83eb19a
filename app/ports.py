"""What the engine needs of the world, as protocols: it is handed the real things by `app.main`.

So the engine knows neither torch nor PortAudio, and tests hand it fakes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.values import (
    Compute,
    Event,
    Mark,
    PlayerPosition,
    Precision,
    Priority,
    Pronunciations,
    Samples,
    Sentence,
    Shaping,
    Skipping,
    VoiceMessage,
    VoiceRequest,
)


class VoicePort(Protocol):
    """The voice, in this process or in another. All methods but `wake` are the voice thread's."""

    def load(self, folder: Path, compute: Compute, precision: Precision) -> None: ...

    def render(self, request: VoiceRequest) -> None: ...

    def cancel(self, request: int) -> None: ...

    def set_priority(self, request: int, priority: Priority) -> None:
        """Of a request that is not rendered yet; no other is touched."""
        ...

    def pronounce(self, request: int, text: str, pronunciations: Pronunciations) -> None:
        """Ask for a `Pronounced`: the phonemes of a short text."""
        ...

    def receive(self, timeout: float) -> VoiceMessage | None:
        """The next message; None after `timeout` seconds, a `wake`, or a step without sound."""
        ...

    def wake(self) -> None: ...

    def close(self) -> None: ...


class PlayerPort(Protocol):
    """The playback thread. Methods return at once, from any thread, and never raise."""

    def start(self) -> None: ...

    def close(self) -> None: ...

    def begin(self, job: int, sample_rate: int, asked_at: float) -> None: ...

    def append(self, job: int, samples: Samples, marks: Sequence[Mark] = ()) -> None: ...

    def end(self, job: int, marks: Sequence[Mark] = ()) -> None: ...

    def cut(self, job: int, at: int) -> bool: ...

    def seek(self, job: int, sample: int, asked_at: float) -> bool: ...

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def stop(self, job: int | None = None) -> PlayerPosition:
        """Stop it, if it is what plays, or whatever plays; where it was."""
        ...

    def set_volume(self, volume: float) -> None: ...

    def set_device(self, name: str) -> None: ...

    def set_lead_in(self, milliseconds: int) -> None: ...

    def prepare(self, sample_rate: int) -> None: ...

    def position(self) -> PlayerPosition: ...


class AudioWriter(Protocol):
    """A sound file being written; nothing is at its place before `commit`."""

    def write(self, samples: Samples) -> None: ...

    def commit(self) -> None: ...

    def abort(self) -> None: ...


class Splitter(Protocol):
    """Cuts a text into sentences, lazily, from `start` to `end`."""

    def __call__(
        self,
        text: str,
        start: int = 0,
        end: int | None = None,
        skipping: Skipping = ...,
        shaping: Shaping = ...,
    ) -> Iterator[Sentence]: ...


class GrowingText(Protocol):
    """A text that is still being written, cut into what nothing written later can change.

    `waits`: something that could be said is not sure yet. `line_ended`: the last thing written is
    the end of a line. `ended`: no more will be written, and all was taken.
    """

    @property
    def waits(self) -> bool: ...

    @property
    def line_ended(self) -> bool: ...

    @property
    def ended(self) -> bool: ...

    def append(self, text: str) -> None: ...

    def end(self) -> None: ...

    def take(self) -> Sentence | None:
        """The next sentence, or the part of one that is sure; None: not yet, or no more."""
        ...

    def let_go(self, *, all_of_it: bool = False) -> None:
        """Take what is there for sure, but for a word that may not be complete."""
        ...


OpenWriter = Callable[[Path, int], AudioWriter]
"""Opens a writer for a path and a sample rate."""


@dataclass(frozen=True, slots=True)
class EngineParts:
    """What the engine works with.

    `language_notice` says in a sentence that a text is foreign. `new_player` makes a player beside
    the one there is, which is not started; it is given the listener.
    """

    voice: VoicePort
    player: PlayerPort
    split: Splitter
    open_writer: OpenWriter
    language_notice: Callable[[str], str]
    new_player: Callable[[Callable[[Event], None]], PlayerPort]
    growing_text: Callable[[Skipping], GrowingText]
