"""A text that is still being written, cut into parts that nothing written later can change.

What a sentence is depends on what comes after it: "Dr." goes on, "3" may become "3.14", a star may
turn out to open emphasis, a line may be joined to the next. The rules for that are many, and lie
in many places. So instead of saying once more for each what it waits for, the text is cut as it
would be with each of some continuations (`continuations`), chosen so that each rule is met by one
that turns it round; a clause that comes out the same with all of them is sure. What is spoken while
a text is being written is therefore the same as what is spoken of the whole text.

A writer who falls silent is not waited for: then what is there is cut as if the text ended, before
the word, number or abbreviation that may not be complete.

What was given out is forgotten, block by block, so that hours of text need no more memory than
minutes; places count in all of the text nevertheless. At most `WINDOW` characters are looked at
at once, however far the writer is ahead of the voice.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from app.speech import blocks, continuations, markup
from app.speech.sentences import is_speakable, split
from app.speech.unfinished import safe_end
from app.values import Boundary, Clause, MappedText, Sentence, Shape, Skipping, Sounds, Span

WINDOW = 2 * blocks.LONGEST + 500
_LOOK_BACK = 320
"""Characters; no rule for the end of a sentence looks back farther."""
_LOOK_AHEAD = 100
_KEPT_STARTS = 100
_RUNNING = re.compile(r"[\"“‘]?[A-Za-z][a-z]{2,}['’,]?\s")
_LINE_END = re.compile(r"[\n\r\u2028\u2029]\s*\Z")
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n\s*\Z")
_SENTENCE_END = re.compile(r"[.!?…。！？।؟][\"'”’»)\]}」』*_`]*\s*\Z")


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause, the shapes over it, and whether it begins a sentence."""

    clause: Clause
    shapes: tuple[Shape, ...]
    first: bool

    @property
    def span(self) -> Span:
        return Span(min(self.clause.text.starts), max(self.clause.text.ends))


class GrowingText:
    """What was written and not given out yet.

    Attributes:
        length: characters that were written so far, in all.
    """

    def __init__(self, skipping: Skipping) -> None:
        self._skipping = skipping
        self._text = ""  # from `_base` on
        self._base = 0
        self._taken = 0  # place in `_text` up to which parts were given out
        self._starts: deque[int] = deque(maxlen=_KEPT_STARTS)  # of sentences given out
        self._ready: deque[Sentence] = deque()
        self._looked = True  # nothing came since it was looked at
        self._looked_up_to = -1
        self._complete = False
        self._turned_round_by = ""  # the continuation that did it last probably does it again

    @property
    def length(self) -> int:
        return self._base + len(self._text)

    @property
    def ended(self) -> bool:
        """No more will be written, and all was given out."""
        return self._complete and self._looked and not self._ready

    @property
    def waits(self) -> bool:
        """Something that could be said was written, and is not sure yet."""
        return not self._complete and bool(self._text[self._taken :].strip())

    @property
    def line_ended(self) -> bool:
        """The last thing that was written is the end of a line."""
        return _LINE_END.search(self._text[-200:]) is not None

    def append(self, text: str) -> None:
        if text and not self._complete:
            self._text += text
            self._looked = False

    def end(self) -> None:
        """No more is written."""
        if not self._complete:
            self._complete, self._looked = True, False

    def take(self) -> Sentence | None:
        """The next sentence, or the part of one that is sure; None: not yet, or no more."""
        while not self._ready and not self._looked:
            self._look()
        return self._ready.popleft() if self._ready else None

    def let_go(self, *, all_of_it: bool = False) -> None:
        """The writer is silent: what is there is sure, but for a word that may not be complete."""
        end = len(self._text) if all_of_it else safe_end(self._text)
        text = self._text[:end]
        parts = self._new(text)
        if parts:
            parts[-1] = replace(parts[-1], clause=_ended(parts[-1].clause, text))
            self._give(parts)
        if parts or all_of_it or not text[self._taken :].strip():
            self._forget(end)

    # ------------------------------------------------------------------------ parts

    def _look(self) -> None:
        """Give out what is sure now, or a good part of it."""
        beyond = len(self._text) > WINDOW
        if self._complete and not beyond:
            self._looked = True
            self._give(self._new(self._text))
            self._forget(len(self._text))
            return
        text = continuations.without_open_end(self._text[:WINDOW])
        if parts := self._of_whole_blocks(text):
            self._give(parts)
            self._forget_blocks()
            return
        self._looked = not beyond
        if not beyond and self._base + len(text) == self._looked_up_to:
            return
        self._looked_up_to = self._base + len(text)
        if parts := self._sure(text):
            self._give(parts)
            self._forget_blocks()
        elif beyond:  # a mark that is never closed, or nothing to be said
            self._give(self._new(text))
            self._forget(max(len(text), WINDOW // 2))

    def _of_whole_blocks(self, text: str) -> list[_Part]:
        """The parts in blocks that have ended, which what follows cannot change."""
        if "<" in text:  # a tag may belong to one that was opened before
            return []
        whole = 0
        shown = blocks.unified(text)
        for block in blocks.blocks(shown, self._taken):
            ended = blocks.BLANK_LINE.match(shown, block.end) is not None
            if not (ended and is_speakable(shown[block.end :])) and (
                len(text) < block.start + blocks.LONGEST + _LOOK_AHEAD
            ):
                break
            whole = block.end
        return list(takewhile(lambda part: part.span.end <= whole, self._parts(text, self._taken)))

    def _sure(self, text: str) -> list[_Part]:
        """The parts that come next in `text`, whatever follows it.

        A long line is not tried from its beginning on: what follows changes none of what was given
        out before, and so nothing of what that does to the rest.
        """
        start = self._tried_from(text)
        tried = self._sure_part(text[start:], self._taken - start)
        if start == 0 or not tried:
            return tried
        parts = self._new(text)[: len(tried)]
        if [_content(part) for part in parts] == [_content(part) for part in tried]:
            return parts
        return self._sure_part(text, self._taken)

    def _tried_from(self, text: str) -> int:
        """The start of a sentence far enough back in its line; 0 when there is none.

        So much of a line is wider than any that could be hard-wrapped. It must be running text
        before and after, since a line's beginning says what kind of line it is.
        """
        line = text.rfind("\n", 0, self._taken) + 1
        if _RUNNING.match(text, line) is None:
            return 0
        far = (s for s in reversed(self._starts) if line < s <= self._taken - _LOOK_BACK)
        return next((start for start in far if _RUNNING.match(text, start)), 0)

    def _sure_part(self, text: str, taken: int) -> list[_Part]:
        parts = list(self._parts(text, taken))
        last = max((index for index, part in enumerate(parts) if part.first), default=0)
        del parts[self._in_common(parts, text + self._turned_round_by, taken) :]
        for more in continuations.of(text, within=len(parts) > last):
            if not parts:
                break
            same = self._in_common(parts, text + more, taken)
            if same == 0:
                self._turned_round_by = more
            del parts[same:]
        return parts

    def _in_common(self, parts: list[_Part], text: str, taken: int) -> int:
        """How many of the parts come out the same in `text`."""
        same = 0
        for part, other in zip(parts, self._parts(text, taken), strict=False):
            if part != other:
                break
            same += 1
        return same

    def _new(self, text: str) -> list[_Part]:
        """The parts of `text` that were not given out yet."""
        return list(self._parts(text, self._taken))

    def _parts(self, text: str, taken: int) -> Iterator[_Part]:
        for sentence in split(text, 0, None, self._skipping, after=taken):
            for index, clause in enumerate(sentence.clauses):
                low, high = min(clause.text.starts), max(clause.text.ends)
                if low >= taken:
                    over = (s for s in sentence.shapes if s.span.start < high and s.span.end > low)
                    yield _Part(clause, tuple(over), index == 0)

    def _give(self, parts: list[_Part]) -> None:
        """Put them out, those of one sentence together."""
        together: list[_Part] = []
        for part in parts:
            if part.first:
                self._starts.append(part.span.start)
            if part.first and together:
                self._ready.append(_sentence(together, self._base))
                together = []
            together.append(part)
        if together:
            self._ready.append(_sentence(together, self._base))
            self._taken = together[-1].span.end

    def _forget_blocks(self) -> None:
        """Let go of the blocks before the one in which is what comes next."""
        if continuations.open_elements(self._text[: self._taken]):
            return
        text, _ = markup.shown(self._text[:WINDOW])
        keep = 0
        for block in blocks.blocks(text):
            keep = block.start
            if is_speakable(text[max(self._taken, keep) : block.end]):
                break
        self._forget(min(keep, self._taken))

    def _forget(self, count: int) -> None:
        self._text = self._text[count:]
        self._base += count
        self._taken = max(self._taken - count, 0)
        self._starts = deque((s - count for s in self._starts if s >= count), _KEPT_STARTS)


def _content(part: _Part) -> tuple[str, Boundary, float | None, bool]:
    clause = part.clause
    return clause.text.text, clause.boundary, clause.pause, part.first


def _ended(clause: Clause, text: str) -> Clause:
    """The last clause before a silence: the pause is that of what it ended."""
    if clause.pause is not None or _PARAGRAPH_END.search(text[-200:]):
        return clause
    whole = _SENTENCE_END.search(text[-200:]) or _LINE_END.search(text[-200:])
    return replace(clause, boundary=Boundary.SENTENCE if whole else Boundary.CLAUSE)


def _sentence(parts: list[_Part], base: int) -> Sentence:
    """The parts as one sentence, its places moved by `base`."""
    shapes = dict.fromkeys(shape for part in parts for shape in part.shapes)
    return Sentence(
        _moved(Span(parts[0].span.start, parts[-1].span.end), base),
        tuple(_moved_clause(part.clause, base) for part in parts),
        tuple(replace(shape, span=_moved(shape.span, base)) for shape in shapes),
    )


def _moved_clause(clause: Clause, base: int) -> Clause:
    starts = tuple(place + base for place in clause.text.starts)
    ends = tuple(place + base for place in clause.text.ends)
    text = MappedText(clause.text.text, starts, ends)
    sounds = tuple(Sounds(_moved(one.span, base), one.symbols) for one in clause.sounds)
    return replace(clause, text=text, sounds=sounds)


def _moved(span: Span, base: int) -> Span:
    return Span(span.start + base, span.end + base)
