"""A text and the index marks in it: SSML in, plain text out, every mark at its place.

A screen reader puts a mark before nearly every word. What else the SSML holds (language, prosody of
a client's own) is left out: rate, pitch and volume come as settings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: its name, and the code point of the text that it stands before."""

    name: str
    position: int


@dataclass(slots=True)
class Marked:
    """A text with marks, in the order of their places."""

    text: str = ""
    marks: list[Mark] = field(default_factory=list)

    def mark(self, name: str) -> None:
        self.marks.append(Mark(name, len(self.text)))

    def pieces(self) -> list[tuple[str, str]]:
        """The text from mark to mark, each with the name of the mark before it ("": none)."""
        places = [("", 0), *((mark.name, mark.position) for mark in self.marks)]
        ends = [position for _, position in places[1:]] + [len(self.text)]
        return [
            (name, self.text[start:end]) for (name, start), end in zip(places, ends, strict=True)
        ]


def read(ssml: str) -> Marked:
    """The text and the marks of SSML, however broken it is: clients write it by hand."""
    parser = _Parser()
    parser.feed(ssml)
    parser.close()
    return parser.found


class _Parser(HTMLParser):
    """An XML parser would refuse all of a text for one stray bracket in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Marked()

    def set_cdata_mode(self, elem: str, **how: bool) -> None:
        """Never: scripts are a matter of HTML, and all behind their tag would be left out."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "mark" and (name := dict(attrs).get("name")):
            self.found.mark(name)

    def handle_data(self, data: str) -> None:
        self.found.text += data
