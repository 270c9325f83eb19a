"""A sentence put together from buttons: what it says, and how it is taken back.

Buttons add words, or letters, which grow together to a word. Everything can be undone. After it
was spoken the sentence stays, to be spoken again, and the next button begins a new one; Speak on
an empty bar repeats what was said last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_STEPS = 50
"""How many changes can be undone."""
MOST_CHARACTERS = 2000
_CLOSING = ".,;:!?)…"


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of the sentence: what is shown of it, and what is spoken.

    `spelt`: it was put together from letters, and more can be added; `button` and `board` say
    where its picture is.
    """

    label: str
    spoken: str
    spelt: bool = False
    board: str = ""
    button: str = ""


Items = tuple[Item, ...]


def joined(items: Sequence[Item]) -> str:
    """The sentence as it is spoken: blanks between words, none before a punctuation mark."""
    text = ""
    for item in items:
        piece = item.spoken.strip()
        glue = "" if not text or piece[:1] in _CLOSING else " "
        text += glue + piece if piece else ""
    return text


class SentenceBar:
    """The sentence, and its past.

    Args:
        begin_anew: whether the first button after Speak begins a new sentence.
    """

    def __init__(self, *, begin_anew: bool = True) -> None:
        self.begin_anew = begin_anew
        self._items: Items = ()
        self._past: list[Items] = []
        self._last = ""
        self._spoken = False

    @property
    def items(self) -> Items:
        return self._items

    @property
    def text(self) -> str:
        return joined(self._items)

    @property
    def to_speak(self) -> str:
        """What Speak would say: the sentence, or the last one when there is none; "" for nothing"""
        return self.text or self._last

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    def add(self, item: Item) -> None:
        """Add a piece at the end; not when the sentence has become absurdly long."""
        before = self._before_adding()
        if len(joined((*before, item))) <= MOST_CHARACTERS:
            self._change((*before, item))

    def spell(self, letters: str) -> None:
        """Add letters to the word that is being spelt, or begin one."""
        before = self._before_adding()
        last = before[-1] if before else None
        if last is None or not last.spelt:
            self.add(Item(letters, letters, spelt=True))
        elif len(joined(before)) + len(letters) <= MOST_CHARACTERS:
            word = last.spoken + letters
            self._change((*before[:-1], Item(word, word, spelt=True)))

    def space(self) -> None:
        """End the word that is being spelt."""
        last = self._items[-1] if self._items else None
        if last is not None and last.spelt:
            ended = Item(last.label, last.spoken, board=last.board, button=last.button)
            self._change((*self._items[:-1], ended))

    def backspace(self) -> None:
        """Take the last piece away, or the last letter of a word that is being spelt."""
        if not self._items:
            return
        *before, last = self._items
        if last.spelt and len(last.spoken) > 1:
            word = last.spoken[:-1]
            self._change((*before, Item(word, word, spelt=True)))
        else:
            self._change(tuple(before))

    def clear(self) -> None:
        if self._items:
            self._change(())

    def undo(self) -> None:
        """Take the last change back."""
        if self._past:
            self._items, self._spoken = self._past.pop(), False

    def speak(self) -> str:
        """What is to be spoken now; it counts as said."""
        text = self.to_speak
        self._spoken = bool(self._items)
        self.said(text)
        return text

    def said(self, text: str) -> None:
        """`text` was spoken, by a button or by the bar: an empty bar repeats it."""
        self._last = text or self._last

    def forget(self) -> None:
        """Be as new: the next person must not find what the last one said."""
        self._items, self._past, self._last, self._spoken = (), [], "", False

    def _before_adding(self) -> Items:
        return () if self._spoken and self.begin_anew else self._items

    def _change(self, items: Items) -> None:
        self._past = [*self._past, self._items][-MOST_STEPS:]
        self._items, self._spoken = items, False
