"""What may be written next: continuations of a text that turn its cuts round where any could.

Each is there for a rule of the cutting that looks ahead, and together they decide what is sure
(see `growing`). Those that stand for long texts are long, because clauses are cut otherwise in
long sentences; those that close marks of markup are only tried where there is such a mark. A test
tries them on the beginnings of many texts: who adds a rule that looks ahead adds a text there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.speech.blocks import BLANK_LINE, unified

_WORDS = (
    "zz ",  # a small letter: the sentence goes on
    "Zz zz ",
    "The zz ",  # begins sentences (`abbreviations.STARTERS`)
    "I zz ",  # after an ellipsis
    "Monday zz ",  # after "p.m."
    "5 zz ",
    "5.5",
    "J. K. Zz ",
    "a) Zz",
    "b. Zz ",
    "said zz. ",  # what was quoted is said within a sentence
    "Zz Zz said zz ",
    ", zz ",
    "; zz ",
    ": zz ",
    ". Zz ",
    "... zz ",
    "! Zz ",
    ") zz ",
    "] zz ",
    '" zz ',
    "” zz ",
    "’ zz ",
    "— zz ",
    "(zz) ",
    "[1] Zz ",
    "zZ ",
    "CA zz ",  # a place's state, a degree: no comma is a cut before them
    "1999 zz",
    "。 ",
)
_LONG = (
    "zz " * 115,
    "zz, " * 85,
    "zzz; " * 70,
    "z because " * 22,
)
_MORE = " zz" * 20
_LINES = (
    "\n\nZz zz. ",
    "\nzz zz ",
    "\nZz zz ",
    "\n- zz ",
    "\n===\n",
    "\n---\n",
    "\nzz | zz\n---|---\n",
)
_SHORT_LINES = ("zz\n" * 40, "Zz.\n" * 40)
_WIDTHS, _WRAPPED_LINES = (1.0, 1.15, 1.4), 8
_MARKS = {
    "*": ("z*", "z* zz", "z** zz", "z*** zz"),
    "_": ("z_ zz", "z__ zz"),
    "~": ("z~~ zz",),
    "`": ("z` zz", "z`` zz", "z``` zz", "\n```\nzz"),
    "[": ("z](z) zz", "(z) zz", "z] zz", "[z] zz", "z][z] zz"),
    "(": ("z) zz", ") zz", "z, 2004) zz"),
    "{": ("z} zz",),
    "<": ("z--> zz", "</script> zz", "</style> zz", "</b> zz", "z> zz", "z/> zz"),
    "&": ("z; zz", "; zz"),
    "|": ("\n---|---\nzz", "| zz", " | zz |\n|---|---|\n"),
    "\\": ("* zz",),
    "=": ("\n===\n",),
    "`\n": ("\n```\nzz",),
}
_ELEMENT = re.compile(r"<(/?)(emphasis|prosody|phoneme|sub|say-as|speak)\b[^<>]*?(/?)>", re.I)
_OPEN_TAG = re.compile(r"<[A-Za-z/!][^<>]{0,1000}\Z|<\Z")
_LAST_WORD = re.compile(r"[^\s\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]+\Z")


def without_open_tag(text: str) -> str:
    """`text` up to a tag of which the end is not there yet."""
    tag = _OPEN_TAG.search(text[-1100:])
    return text if tag is None else text[: len(text) - len(tag[0])]


def without_open_end(text: str) -> str:
    """`text` without what may be half of something at its end: a tag, a word, a line end."""
    word = _LAST_WORD.search(text[-200:])
    text = without_open_tag(text[: len(text) - len(word[0])] if word else text)
    return text[:-1] if text.endswith("\r") else text


def of(text: str, *, within: bool) -> Iterator[str]:
    """Continuations of `text`, which ends where a word may begin; those that change most first.

    Args:
        within: it matters where a sentence that goes on is cut into clauses.
    """
    yield from _WORDS
    lines = unified(text)
    paragraph = lines[max((gap.end() for gap in BLANK_LINE.finditer(lines)), default=0) :]
    for mark, continuations in _MARKS.items():
        if mark in paragraph:
            yield from continuations
            yield from (f"{more}{_MORE}" for more in continuations if within)
    for name in dict.fromkeys(open_elements(text)):
        yield f"zz</{name}> zz"
    yield '<break time="9s"/>zz'
    if within:
        yield from _LONG
    yield from _LINES
    if "\n" in paragraph.strip():
        yield from _SHORT_LINES
        yield from _wrapped(paragraph)


def _wrapped(paragraph: str) -> Iterator[str]:
    """Lines that let those before look hard-wrapped at a width, or not at all."""
    lines = paragraph.splitlines()
    present, widest = len(lines[-1]), max(map(len, lines))
    for width in {*(round(widest * factor) for factor in _WIDTHS), 60, 100, 148}:
        line = ("zz " * width)[: width - 1] + "z"
        more = "zz " * max(0, (width - present) // 3)
        for begin in ("", "Zz. "):
            yield more + "\n" + f"{begin}{line[len(begin) :]}\n" * _WRAPPED_LINES


def open_elements(text: str) -> list[str]:
    """The names of the SSML elements that are open at the end of `text`."""
    if "<" not in text:
        return []
    found: list[str] = []
    for tag in _ELEMENT.finditer(text):
        name = tag[2].lower()
        if not tag[1] and not tag[3]:
            found.append(name)
        elif tag[1] and name in found:
            del found[found.index(name) :]
    return found
