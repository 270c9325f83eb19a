"""Durations to words: when each typed word sounds, known before a sample is rendered."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.speech.acoustic import Durations
from app.speech.tokens import Tokens
from app.values import MappedText, Span, Word

SpokenWord = tuple[str, Span]
_PAUSES = ("", ",", ".", ":", ";", "!", "?", "-")
_OBSTRUENTS = tuple((sign,) for sign in "ptkbdɡfvθðszʃʒh")
_CLOSED = tuple((sign,) for sign in "ptkbdɡh")
_UNRELEASED = (("t",), ("p",))
_LONG_STOP = 7
"""Frames; a stop that follows another sound takes 3 to 6."""


def united(words: Sequence[SpokenWord]) -> list[SpokenWord]:
    """Spoken words whose typed stretches rise and never overlap.

    "five million dollars" stands for "$5 million" piece by piece, but in another order; and what
    reads a mark as well may stand for "9", then for "9.". Words whose stretches cross stand for
    the whole of them, and a word that stands for nothing belongs to the one before.
    """
    groups: list[list[int]] = []  # start, end, and how many words
    for _, span in words:
        start, end, count = span.start, span.end, 1
        while groups and (start < groups[-1][1] or start == end):
            before = groups.pop()
            start, end, count = min(start, before[0]), max(end, before[1]), count + before[2]
        groups.append([start, end, count])
    spans = [Span(start, end) for start, end, count in groups for _ in range(count)]
    return [(word, span) for (word, _), span in zip(words, spans, strict=True)]


def trimmed(words: Sequence[SpokenWord], typed: MappedText) -> list[SpokenWord]:
    """The same without blanks at the ends of what they stand for; `typed` is the clause."""
    blanks = {at for sign, at in zip(typed.text, typed.starts, strict=True) if sign.isspace()}
    found = []
    for word, span in words:
        end = span.end
        while end - 1 > span.start and end - 1 in blanks:
            end -= 1
        found.append((word, Span(span.start, end)))
    return found


def words_in(
    tokens: Tokens, durations: Durations, words: Sequence[SpokenWord], hop: int
) -> tuple[Word, ...]:
    """The words that sound in a piece, in samples from the piece's first frame.

    Neighbouring spoken words that stand for the same typed stretch ("twelve dollars" for "$12")
    are one word. Where there is no mark between two words the first lasts until the second begins:
    the model's blanks are not silent.
    """
    ends = np.cumsum(durations)
    found: list[Word] = []
    for index, owner in enumerate(tokens.words):
        if owner < 0:
            continue
        span = words[owner][1]
        start = (int(ends[index]) - _heard_before(tokens, durations, index)) * hop
        end = (int(ends[index]) - _unheard_after(tokens, durations, index)) * hop
        if found and found[-1].span == span:
            found[-1] = Word(span, found[-1].start, end)
        else:
            if found and is_blank(tokens, index - 1):
                found[-1] = Word(found[-1].span, found[-1].start, start)
            found.append(Word(span, start, end))
    return tuple(found)


def is_blank(tokens: Tokens, index: int) -> bool:
    """A blank with a sound before it, not a mark."""
    return tokens.symbols[index : index + 1] == (" ",) and tokens.words[index - 1] >= 0


def _heard_before(tokens: Tokens, durations: Durations, index: int) -> int:
    """How many of a token's frames are heard: after a pause, a long stop is silent but its burst.

    In 125 pauses of the bundled voice: 70 to 105 of 80 to 95 ms.
    """
    frames = int(durations[index])
    closed = frames >= _LONG_STOP and tokens.symbols[index : index + 1] in _CLOSED
    gap = 2 if tokens.symbols[max(0, index - 1) : index] == (" ",) else 1
    return min(frames, 1) if closed and _is_pause(tokens, index - gap) else frames


def _unheard_after(tokens: Tokens, durations: Durations, index: int) -> int:
    """How many of a token's frames are silent: before a pause, a t or p that is not released.

    After vowels and sonorants ("late", "jump") it is not, after other consonants ("left") it is.
    In 125 pauses of the bundled voice: 42 to 88 of 58 to 81 ms, against -20 to 24 ms elsewhere.
    """
    before, at = tokens.symbols[max(0, index - 1) : index], tokens.symbols[index : index + 1]
    held = at in _UNRELEASED and before not in _OBSTRUENTS and _is_pause(tokens, index + 1)
    return max(0, int(durations[index]) - 1) if held else 0


def _is_pause(tokens: Tokens, index: int) -> bool:
    """Nothing, or a mark, stands there."""
    if not 0 <= index < len(tokens.symbols):
        return bool(tokens.symbols)
    return tokens.symbols[index] in _PAUSES


def shifted(words: Sequence[Word], by: int) -> tuple[Word, ...]:
    """The same words, `by` samples later."""
    return tuple(Word(word.span, word.start + by, word.end + by) for word in words)


def stretched(words: Sequence[Word], factor: float) -> tuple[Word, ...]:
    """The same words in sound that became `factor` times as long."""
    return tuple(
        Word(word.span, round(word.start * factor), round(word.end * factor)) for word in words
    )
