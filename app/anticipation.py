"""What will probably be asked for next, rendered ahead: the first seconds of its first sentence.

The texts are told by `expect`, the likeliest first. Whenever the voice has nothing better to do,
the first sentence of the next text is asked for exactly as it would be when it is spoken, at a low
priority, and laid aside in the voice as soon as there is enough to begin with. Who then asks for
the same sentence with the same options gets the sound that is there at once, and the voice goes on
where it left off: nothing is computed twice.

Sentences hold their text and their place in it, so sound that no longer fits is never asked for;
it makes way for other sound. Everything here belongs to the voice thread.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.ports import Splitter, VoicePort
from app.shaping import NOTHING
from app.values import (
    AudioChunk,
    Expected,
    Priority,
    RenderRequest,
    Sentence,
    Shaping,
    Skipping,
    SpeakOptions,
)

ENOUGH_S = 2.0
"""Seconds of sound of a sentence: on a busy machine too, the voice has the rest by then."""
MOST_BYTES = 8 << 20
"""Of sound, beside what one sentence adds: some 45 beginnings of sentences."""

_NOTHING = Skipping()
_Cut = tuple[str, int, int | None, Skipping, Shaping]


@dataclass(eq=False)
class Prepared:
    """The beginning of a sentence.

    `resting`: the voice has more of it, laid aside. `complete`: there is no more; the voice worked
    `seconds` on it.
    """

    request: RenderRequest
    chunks: list[AudioChunk] = field(default_factory=list)
    resting: bool = False
    complete: bool = False
    seconds: float = 0.0

    @property
    def samples(self) -> int:
        return sum(len(chunk.samples) for chunk in self.chunks)

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(chunk.samples.nbytes for chunk in self.chunks)


class Anticipation:
    """Keeps beginnings of sentences; one at a time is being rendered.

    Args:
        voice: renders them.
        split: cuts the texts into sentences.
        new_number: gives out the numbers of requests.
        options: how texts are spoken that are expected without options of their own.
    """

    def __init__(
        self,
        voice: VoicePort,
        split: Splitter,
        new_number: Callable[[], int],
        options: SpeakOptions,
    ) -> None:
        self._voice, self._split, self._new_number = voice, split, new_number
        self._options = options
        self._expected: tuple[Expected, ...] = ()
        self._to_cut: deque[Expected] = deque()
        self._wanted: set[RenderRequest] = set()
        self._firsts: dict[_Cut, Sentence] = {}
        self._kept: dict[RenderRequest, Prepared] = {}  # the oldest first
        self._working: Prepared | None = None
        self._enough = 0

    def split(
        self,
        text: str,
        start: int = 0,
        end: int | None = None,
        skipping: Skipping = _NOTHING,
        shaping: Shaping = NOTHING,
    ) -> Iterator[Sentence]:
        """A splitter that knows the first sentence of what was expected already."""
        sentences = self._split(text, start, end, skipping, shaping)
        if self._firsts and (known := self._firsts.get((text, start, end, skipping, shaping))):
            yield known
            next(sentences)
        yield from sentences

    def expect(self, texts: Sequence[Expected]) -> None:
        """These are expected now, and what was expected before is not."""
        self._expected = tuple(texts)
        self._begin_anew()

    def set_options(self, options: SpeakOptions) -> None:
        """Texts are spoken differently now: what was rendered as before is forgotten."""
        if options != self._options:
            self._options = options
            self.forget()

    def forget(self) -> None:
        """Give up all sound, of no use any more or lost with its voice, and expect the same."""
        for prepared in list(self._kept.values()):
            self._drop(prepared)
        self._begin_anew()

    @property
    def can_go_on(self) -> bool:
        """There is a text to look at, and no beginning that is expected is being rendered."""
        return bool(self._to_cut) and self._unwanted(self._working)

    def pump(self, sample_rate: int) -> None:
        """Look at one text more, and ask the voice for its beginning."""
        if not self.can_go_on:
            return
        key = self._key(self._to_cut.popleft())
        if key is None:
            return
        self._wanted.add(key)
        if key in self._kept:
            self._kept[key] = self._kept.pop(key)
            return
        if self._working is not None:
            self._drop(self._working)
        if self._make_room():
            request = replace(key, id=self._new_number())
            self._working = self._kept[key] = Prepared(request)
            self._enough = int(ENOUGH_S * sample_rate)
            self._voice.render(request)
        else:
            self._to_cut.clear()

    def on_chunk(self, chunk: AudioChunk) -> None:
        """Keep it when it belongs to a beginning."""
        prepared = self._of(chunk.request)
        if prepared is None:
            return
        prepared.chunks.append(chunk)
        if prepared is self._working and prepared.samples >= self._enough:
            prepared.resting, self._working = True, None
            self._voice.set_priority(chunk.request, Priority.RESTING)

    def on_rendered(self, request: int, seconds: float) -> None:
        """There is no more of this sentence."""
        prepared = self._of(request)
        if prepared is not None:
            prepared.complete, prepared.resting, prepared.seconds = True, False, seconds
            self._stop_working_on(prepared)

    def on_failed(self, request: int) -> bool:
        """It cannot be rendered, which is told when it is spoken; False when it is none of ours."""
        prepared = self._of(request)
        if prepared is not None:
            self._drop(prepared)
        return prepared is not None

    def claim(self, request: RenderRequest) -> Prepared | None:
        """What there is of a sentence that is to be played now.

        What is not complete is rendered on at the priority of `request`, under its old number, and
        belongs to the caller from here on.
        """
        prepared = self._kept.get(_key(request))
        if prepared is None or prepared.complete:
            return prepared
        self._forget(prepared)
        self._voice.set_priority(prepared.request.id, request.priority)
        return prepared

    def _key(self, text: Expected) -> RenderRequest | None:
        """The request for the beginning of a text, whatever its number and its priority."""
        options = text.options or self._options
        stretch = (text.text, text.start, text.end, options.skipping, text.shaping)
        sentence = next(self._split(*stretch), None)
        if sentence is None:
            return None
        self._firsts[stretch] = sentence
        return _key(RenderRequest(0, Priority.PREPARE, sentence, options))

    def _begin_anew(self) -> None:
        self._to_cut = deque(self._expected)
        self._wanted.clear()
        self._firsts.clear()

    def _make_room(self) -> bool:
        """Forget what is not expected any more, as far as needed; False when that is not enough."""
        while sum(prepared.size for prepared in self._kept.values()) >= MOST_BYTES:
            oldest = next(filter(self._unwanted, self._kept.values()), None)
            if oldest is None:
                return False
            self._drop(oldest)
        return True

    def _unwanted(self, prepared: Prepared | None) -> bool:
        return prepared is None or _key(prepared.request) not in self._wanted

    def _of(self, request: int) -> Prepared | None:
        return next((kept for kept in self._kept.values() if kept.request.id == request), None)

    def _drop(self, prepared: Prepared) -> None:
        self._forget(prepared)
        if not prepared.complete:
            self._voice.cancel(prepared.request.id)

    def _forget(self, prepared: Prepared) -> None:
        del self._kept[_key(prepared.request)]
        self._stop_working_on(prepared)

    def _stop_working_on(self, prepared: Prepared) -> None:
        if prepared is self._working:
            self._working = None


def _key(request: RenderRequest) -> RenderRequest:
    return replace(request, id=0, priority=Priority.PREPARE)
