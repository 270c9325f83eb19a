"""The words of a text as they were typed, with the seconds in which each is said."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from app.measuring import TimedSentence
from app.subtitles.cues import Token
from app.values import Sentence, Span, Word


def tokens(timed: TimedSentence, sample_rate: int) -> list[Token]:
    """A sentence as it is read: marks of markup gone, everything else as it was typed.

    A run of the text without a word of its own (a dash) belongs to what is said before it.
    """
    found: list[Token] = []
    waiting: list[tuple[str, Span]] = []
    for text, span in _runs(timed.sentence):
        words = _within(timed.words, span)
        if not words:
            if found:
                found[-1] = _extended(found[-1], text, span, found[-1].end)
            else:
                waiting.append((text, span))
            continue
        begin, end = words[0].start / sample_rate, words[-1].end / sample_rate
        if found and begin < found[-1].end:  # "3:30 pm" is one word of two runs
            found[-1] = _extended(found[-1], text, span, max(end, found[-1].end))
            continue
        text = " ".join([*(before for before, _ in waiting), text])
        first = waiting[0][1].start if waiting else span.start
        found.append(Token(text, Span(first, span.end), begin, end))
        waiting.clear()
    return found


def _extended(token: Token, text: str, span: Span, end: float) -> Token:
    return Token(f"{token.text} {text}", Span(token.span.start, span.end), token.start, end)


def _runs(sentence: Sentence) -> Iterator[tuple[str, Span]]:
    """What stands between blanks, and the typed stretch it stands for."""
    for clause in sentence.clauses:
        mapped, at = clause.text, 0
        for run in mapped.text.split():
            at = mapped.text.index(run, at)
            span = mapped.span(at, at + len(run))
            at += len(run)
            yield run, span


def _within(words: Sequence[Word], span: Span) -> Sequence[Word]:
    """The words of which a part lies in a typed stretch; words rise and do not overlap."""
    first = bisect_left(words, span.start + 1, key=lambda word: word.span.end)
    last = bisect_left(words, span.end, key=lambda word: word.span.start)
    return words[first:last]
