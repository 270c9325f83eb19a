"""What the systems are given to say.

Three lists of sentences, of exactly three, fifteen and forty words, and a chapter of two thousand
that begins with a sentence of fifteen. Every sentence is spoken once in the life of a process,
alone or as the beginning of the chapter, and what is rendered to a file is a text apart: so nobody
gains by remembering what was said before.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent / "texts"
CHAPTER_WORDS = 2000
NAMES = ("words3", "words15", "words40", "chapter")
WARM_UP = "The voice is warm now, and the first sentence will not have to wait for it."


class Texts:
    """The texts of one round.

    Args:
        round_number: sentences that are spoken alone in an even round begin the chapter in an odd
            one, and the other way about.
        chapter_words: how much of the chapter is rendered, up to the next full stop.
    """

    def __init__(self, round_number: int, chapter_words: int = CHAPTER_WORDS) -> None:
        self._round = round_number
        self._words = chapter_words

    def spoken(self, name: str) -> Iterator[str]:
        """What to speak, each once, until the time is up."""
        if name == "chapter":
            openings = sentences("words15")[(self._round + 1) % 2 : -2 : 2]
            return (chapter(opening) for opening in openings)
        return iter(sentences(name)[self._round % 2 : -2 : 2])

    def rendered(self, name: str) -> str:
        """What to render to a file."""
        if name == "chapter":
            return chapter(sentences("words15")[-2 + self._round % 2], self._words)
        return sentences(name)[-1 - self._round % 2]


def sentences(name: str) -> list[str]:
    """The sentences of a list, such as "words15"."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def chapter(opening: str, words: int = CHAPTER_WORDS) -> str:
    """The chapter begun with a sentence; all of it, or at least so many words to a full stop."""
    body = (FOLDER / "chapter.txt").read_text(encoding="utf-8").strip()
    text = f"{opening} {body}"
    if words >= CHAPTER_WORDS:
        return text
    begun = " ".join(text.split()[:words])
    return text[: text.index(". ", len(begun)) + 1]


def paragraphs(text: str) -> list[str]:
    """What a program that reads a long text hands to a library at a time."""
    return [part for part in text.split("\n\n") if part]
