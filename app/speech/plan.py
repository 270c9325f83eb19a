"""The plan of a piece: how many frames each token lasts, and so when each word sounds.

It is made from the natural durations alone, before anything is decoded, so lengths can be told
without a sound. Rendering and measuring make the same plan: what is measured is what is rendered.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from app.speech.acoustic import Durations, at_rate
from app.speech.fit import Frames, fitted, shares
from app.speech.shapes import TokenShapes, lengthened
from app.speech.timing import SpokenWord, shifted, stretched, words_in
from app.speech.tokens import Tokens
from app.values import Clause, SpeakOptions, Word

MODEL_RATE = 2.0
"""FastPitch's own durations are used up to this rate."""
LEAD_FRAMES = 3
TAIL_FRAMES = 3
"""Frames kept of BOS and EOS, which are silent but for a first sibilant: in 122 clauses the third
frame before the first phoneme's own reached -38 dBFS, the fourth -85, and any of EOS -88."""
QUIET_FRAMES = 17
"""Silent frames between two clauses before any are added, at rate 1: those kept, and most of the
last mark's own (median of 122 clauses, below -45 to -50 dBFS)."""
_KEPT_PIECES = 8192


@dataclass(frozen=True)
class Plan:
    """One piece of a clause.

    Attributes:
        durations: frames per token.
        first, last: the frames to render; the rest is the silence of BOS and EOS.
        words: in samples from frame 0, before `speed` is applied.
        speed: how many times faster the rendered frames are then played; 1 up to `MODEL_RATE`.
        owed: part of a frame that fitting left over, for the pause behind.
        fixed, giving: frames to render that do not, and that do, give way when fitted.
    """

    durations: Durations
    first: int
    last: int
    words: tuple[Word, ...]
    speed: float
    owed: float
    fixed: float
    giving: float

    @property
    def frames(self) -> int:
        """How many frames are rendered."""
        return self.last - self.first

    def samples(self, hop: int) -> int:
        """How many samples are heard."""
        return round(self.frames * hop / self.speed)

    def heard_words(self, hop: int) -> tuple[Word, ...]:
        """The words in samples from the first that is heard."""
        words = shifted(self.words, -self.first * hop)
        return stretched(words, 1 / self.speed) if self.speed > 1 else words

    def from_place(self, start: int, hop: int) -> Plan | None:
        """The rest when speaking starts at a typed place; None when all of it lies before."""
        words = tuple(word for word in self.words if word.span.end > start)
        if not words:
            return None
        frame = words[0].start // hop
        first = frame if frame > self.first + LEAD_FRAMES else self.first
        return replace(self, first=first, words=words)


def plan(
    tokens: Tokens,
    natural: Frames,
    words: Sequence[SpokenWord],
    options: SpeakOptions,
    hop: int,
    shapes: TokenShapes | None = None,
) -> Plan:
    """Plan a piece.

    Args:
        natural: the model's durations in frames, one for each token.
        words: what the tokens' owners stand for; see `timing.united`.
        hop: samples per frame.
        shapes: what is shaped by hand, token by token.
    """
    wanted = natural if shapes is None else natural * shapes.lengths
    owed = 0.0
    if options.stretch is not None:
        durations, owed = fitted(tokens, wanted, options.stretch)
    else:
        durations = at_rate(natural, min(options.rate, MODEL_RATE))
        if shapes is not None:
            durations = lengthened(durations, shapes.lengths, tokens.words)
    first, last = _extent(tokens, durations)
    fixed, giving = shares(tokens, wanted)
    silent = 0.0
    if tokens.has_ends:
        silent = max(0.0, fixed[0] - LEAD_FRAMES) + max(0.0, fixed[-1] - TAIL_FRAMES)
    return Plan(
        durations,
        first,
        last,
        words_in(tokens, durations, words, hop),
        1.0 if options.stretch is not None else max(1.0, options.rate / MODEL_RATE),
        owed,
        float(fixed.sum() - silent),
        float(giving.sum()),
    )


def _extent(tokens: Tokens, durations: Durations) -> tuple[int, int]:
    """The frames to render: BOS and EOS hold silence, of which a little is kept."""
    total = int(durations.sum())
    if not tokens.has_ends:
        return 0, total
    first = max(0, int(durations[0]) - LEAD_FRAMES)
    return first, total - max(0, int(durations[-1]) - TAIL_FRAMES)


def pause(clause: Clause, options: SpeakOptions, sample_rate: int, hop: int) -> float:
    """Samples of silence to add at rate 1, so that the pause heard has the length asked for."""
    usual = options.pauses.after(clause.boundary) / 1000
    seconds = usual if clause.pause is None else clause.pause
    return max(0.0, seconds * sample_rate - QUIET_FRAMES * hop)


def silent_samples(silence: float, options: SpeakOptions, owed: float) -> int:
    """Whole samples of a pause of `silence` samples at rate 1; `owed` ones are added to it."""
    if options.stretch is not None:
        return round(silence * options.stretch + owed)
    return round(silence / options.rate)


class NaturalDurations:
    """The durations of the pieces that were measured last, by their tokens: a float per token."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, ...], npt.NDArray[np.float32]] = OrderedDict()

    def get(self, ids: tuple[int, ...]) -> Frames | None:
        found = self._kept.get(ids)
        if found is None:
            return None
        self._kept.move_to_end(ids)
        return found.astype(np.float64)

    def keep(self, ids: tuple[int, ...], natural: Frames) -> None:
        self._kept[ids] = natural.astype(np.float32)
        if len(self._kept) > _KEPT_PIECES:
            self._kept.popitem(last=False)
