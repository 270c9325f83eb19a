"""What an SVG drawing from a stranger would cost, and whether it reaches for other files.

A few hundred bytes of SVG can draw the same parts a billion times by referring to them over and
over, and Qt would draw them all; an image in it may name any file of the machine, and Qt would
show it. Both are found by reading the drawing as XML before Qt gets it, by expat, which resolves
entities and ends where they grow without measure.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from xml.parsers import expat

MOST_PARTS = 20_000
"""Elements that may be drawn, each time that one is drawn counted."""
_REFERENCE = re.compile(r"#([^\s)\"']+)")
_ROOT = ""


@dataclass(slots=True)
class _Element:
    """What is inside of an element with an id: how many elements, and references by id."""

    parts: int = 0
    references: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Drawing:
    """`parts`: how many elements are drawn; `outside`: whether it names a file or an address."""

    parts: int
    outside: bool


def read_drawing(data: bytes) -> Drawing | None:
    """What the SVG `data` asks for; None when it is no sound XML, or draws itself."""
    reader = _Reader()
    try:
        reader.read(data)
        return Drawing(_cost(reader.elements), reader.outside)
    except (expat.ExpatError, _RefusedError, ValueError, LookupError):
        return None


def can_be_shown(data: bytes) -> bool:
    """Whether an SVG is sound, costs no more than a picture of a button should, and is whole."""
    drawing = read_drawing(data)
    return drawing is not None and drawing.parts <= MOST_PARTS and not drawing.outside


class _RefusedError(Exception):
    """The drawing holds what no drawing has to."""


class _Reader:
    """Collects the elements with an id, and the whole under `_ROOT`."""

    def __init__(self) -> None:
        self.elements: dict[str, _Element] = {_ROOT: _Element()}
        self.outside = False
        self._open: list[str | None] = []
        self._inside = [_ROOT]

    def read(self, data: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._on_start
        parser.EndElementHandler = self._on_end
        parser.Parse(data, True)

    def _on_start(self, _name: str, attributes: dict[str, str]) -> None:
        id_ = attributes.get("id")
        self._open.append(id_)
        if id_:
            self.elements.setdefault(id_, _Element())
            self._inside.append(id_)
        for place in set(self._inside):
            self.elements[place].parts += 1
        for name, value in attributes.items():
            self._note(name, value)
        if len(self._inside) > 200:
            raise _RefusedError

    def _on_end(self, _name: str) -> None:
        if self._open.pop():
            self._inside.pop()

    def _note(self, name: str, value: str) -> None:
        """Remember what an attribute refers to."""
        is_address = name.split(":")[-1] == "href"
        if is_address and not value.startswith(("#", "data:image/")):
            self.outside = True
        if value.startswith("#") if is_address else "url(" in value:
            for id_ in _REFERENCE.findall(value):
                for place in set(self._inside):
                    self.elements[place].references[id_] += 1


def _cost(elements: dict[str, _Element]) -> int:
    """How many elements are drawn when every reference draws what it refers to."""
    known: dict[str, int] = {}
    waiting = [_ROOT]
    while waiting:
        id_ = waiting[-1]
        refers_to = [other for other in elements[id_].references if other in elements]
        unknown = [other for other in refers_to if other not in known]
        if not unknown:
            references = elements[id_].references
            known[id_] = elements[id_].parts + sum(known[o] * references[o] for o in refers_to)
            waiting.pop()
        elif any(other in waiting for other in unknown):
            raise _RefusedError  # it would draw itself
        else:
            waiting.append(unknown[0])
    return known[_ROOT]
