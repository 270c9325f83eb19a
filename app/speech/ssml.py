"""The part of SSML that people write by hand, found in the typed text.

`<break>`, `<emphasis>`, `<prosody>`, `<phoneme>`, `<sub>` and `<say-as>` as in the W3C's Speech
Synthesis Markup Language 1.1 (https://www.w3.org/TR/speech-synthesis11/). An XML parser cannot do
this: most texts are no XML, hold "<" and "&" of their own, and must be spoken all the same. So only
a whole tag of a known name is taken for markup; all else is text. A tag that is wrong has no
effect, is not spoken, and is a problem with its place.

Tags are not cut out but hidden behind characters that nobody hears, one for one, so that every
place in the text stays where it is.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from app.speech.prosody import PROSODY, seconds
from app.values import Break, Problem, Shape, Shaping, Sounds, Span

HIDDEN = "\u200b"
"""Stands for each character of a tag; `markup` drops it."""

_TAG = re.compile(
    r"<(?P<close>/)?(?P<name>break|emphasis|prosody|phoneme|sub|say-as|speak)"
    r"(?P<attributes>(?:\s(?:[^<>\"'/]|/(?!>)|\"[^\"<]{0,1000}\"|'[^'<]{0,1000}'){0,300})?)"
    r"(?P<alone>/)?>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"\s*([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_STRENGTHS = {
    "none": 0.0,
    "x-weak": 0.1,
    "weak": 0.25,
    "medium": 0.5,
    "strong": 0.75,
    "x-strong": 1.2,
}
_EMPHASES = {
    "strong": (1.3, 2.0, 3.0),
    "moderate": (1.15, 1.2, 1.5),
    "none": (1.0, 0.0, 0.0),
    "reduced": (0.9, -0.7, -2.0),
}
"""Length, semitones and decibels of each level."""

SAY_AS = ("characters", "digits", "cardinal", "ordinal", "date", "time", "telephone")


@dataclass(frozen=True, slots=True)
class Instead:
    """Words that are said in place of a typed stretch."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Marked:
    """What the tags of a text ask for; all places count in the text as it was typed."""

    tags: tuple[Span, ...] = ()
    shaping: Shaping = field(default_factory=Shaping)
    instead: tuple[Instead, ...] = ()
    sounds: tuple[Sounds, ...] = ()
    problems: tuple[Problem, ...] = ()


_Replacing = TypeVar("_Replacing", Instead, Sounds)


@dataclass(slots=True)
class _Open:
    name: str
    attributes: Mapping[str, str]
    tag: re.Match[str]


def read(text: str) -> Marked:
    """The tags in `text`, any Unicode, and what they ask for. Linear in its length."""
    if "<" not in text:
        return Marked()
    reader = _Reader(text)
    for tag in _TAG.finditer(text):
        reader.take(tag)
    return reader.result()


def hidden(text: str, tags: tuple[Span, ...]) -> str:
    """`text` with its tags out of sight, as long as before."""
    parts, done = [], 0
    for tag in tags:
        parts += [text[done : tag.start], HIDDEN * len(tag)]
        done = tag.end
    return "".join([*parts, text[done:]])


class _Reader:
    """Pairs the tags of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[_Open] = []
        self._open_names: Counter[str] = Counter()
        self._tags: list[Span] = []
        self._shapes: list[Shape] = []
        self._breaks: list[Break] = []
        self._instead: list[Instead] = []
        self._sounds: list[Sounds] = []
        self._problems: list[Problem] = []

    def take(self, tag: re.Match[str]) -> None:
        name = tag["name"].lower()
        if tag["close"]:
            self._close(name, tag)
            return
        attributes = _attributes(tag["attributes"])
        if name == "sub" and "alias" not in (attributes or {}):
            return  # HTML's subscript
        self._tags.append(Span(*tag.span()))
        if attributes is None:
            self._problem(tag, f'the attributes of <{name}> cannot be read; write name="value".')
            attributes = {}
        if name == "break":
            self._break(tag, attributes)
        if not tag["alone"]:
            self._open.append(_Open(name, attributes, tag))
            self._open_names[name] += 1

    def result(self) -> Marked:
        for left in self._open:
            if left.name not in ("break", "speak"):
                self._problem(left.tag, f"<{left.name}> is not closed; add </{left.name}>.")
        return Marked(
            tuple(self._tags),
            Shaping(
                tuple(sorted(self._shapes, key=lambda shape: shape.span.start)),
                tuple(self._breaks),
            ),
            tuple(_outermost(self._instead)),
            tuple(_outermost(self._sounds)),
            tuple(sorted(self._problems, key=lambda problem: problem.position)),
        )

    def _close(self, name: str, tag: re.Match[str]) -> None:
        if not self._open_names[name]:  # counted, so that nothing is looked through in vain
            if name != "sub":
                self._tags.append(Span(*tag.span()))
                self._problem(tag, f"</{name}> closes nothing; take it out.")
            return
        self._tags.append(Span(*tag.span()))
        while (opened := self._pop()).name != name:
            if opened.name != "break":
                self._problem(opened.tag, f"<{opened.name}> is not closed before </{name}>.")
        self._apply(opened, Span(opened.tag.end(), tag.start()))

    def _pop(self) -> _Open:
        last = self._open.pop()
        self._open_names[last.name] -= 1
        return last

    def _apply(self, opened: _Open, inside: Span) -> None:
        effect: dict[str, Callable[[_Open, Span], str]] = {
            "emphasis": self._emphasis,
            "prosody": self._prosody,
            "phoneme": self._phoneme,
            "sub": self._sub,
            "say-as": self._say_as,
        }
        if opened.name not in effect:
            return
        if not self._text[inside.start : inside.end].strip():
            self._problem(opened.tag, f"<{opened.name}> has no text in it.")
        elif problem := effect[opened.name](opened, inside):
            self._problem(opened.tag, problem)

    def _break(self, tag: re.Match[str], attributes: Mapping[str, str]) -> None:
        if "time" in attributes:
            length = seconds(attributes["time"])
            if length is None:
                self._problem(tag, "the time of a <break> is written as 500ms or 0.5s.")
        else:
            length = _STRENGTHS.get(attributes.get("strength", "medium").lower())
            if length is None:
                self._problem(tag, f"the strength of a <break> is {_one_of(_STRENGTHS)}.")
        if length is not None:
            self._breaks.append(Break(tag.start(), length))

    def _emphasis(self, opened: _Open, inside: Span) -> str:
        level = _EMPHASES.get(opened.attributes.get("level", "moderate").lower())
        if level is None:
            return f"the level of <emphasis> is {_one_of(_EMPHASES)}."
        self._shapes.append(Shape(inside, *level))
        return ""

    def _prosody(self, opened: _Open, inside: Span) -> str:
        known = {name: value for name, value in opened.attributes.items() if name in PROSODY}
        if not known:
            return f"<prosody> takes {_one_of(PROSODY)}."
        values = {}
        for name, value in known.items():
            kind = PROSODY[name]
            number = kind.read(value.strip().lower())
            if number is None:
                return f"the {name} “{value}” cannot be read; write {kind.examples}."
            values[kind.field] = number
        self._shapes.append(Shape(inside, **values))
        return ""

    def _phoneme(self, opened: _Open, inside: Span) -> str:
        phonemes = opened.attributes.get("ph", "").strip()
        if opened.attributes.get("alphabet", "ipa").lower() != "ipa":
            return "the alphabet of <phoneme> is ipa."
        if not phonemes:
            return '<phoneme> needs its phonemes: ph="...".'
        self._sounds.append(Sounds(inside, phonemes))
        return ""

    def _sub(self, opened: _Open, inside: Span) -> str:
        words = " ".join(opened.attributes["alias"].split())
        if not words:
            return "the alias of <sub> is empty."
        self._instead.append(Instead(inside, words))
        return ""

    def _say_as(self, opened: _Open, inside: Span) -> str:
        kind = opened.attributes.get("interpret-as", "").lower()
        if kind not in SAY_AS:
            return f"<say-as> needs interpret-as: {_one_of(SAY_AS)}."
        # Here, since the window cuts sentences too, and can do without the normalizer's 50 ms.
        from app.speech.normalize.say_as import say_as

        typed = _TAG.sub("", self._text[inside.start : inside.end]).strip()
        words = say_as(kind, typed, opened.attributes.get("format", ""))
        if words is None:
            return f"“{_short(typed)}” cannot be read as {kind}."
        self._instead.append(Instead(inside, words))
        return ""

    def _problem(self, tag: re.Match[str], message: str) -> None:
        self._problems.append(Problem(tag.start(), message[0].upper() + message[1:]))


def _attributes(text: str) -> dict[str, str] | None:
    """Names and values; None when there is anything else."""
    found: dict[str, str] = {}
    done = 0
    for match in _ATTRIBUTE.finditer(text):
        if text[done : match.start()].strip():
            return None
        value = match[2] if match[2] is not None else match[3]
        found[match[1].lower()] = html.unescape(value)
        done = match.end()
    return None if text[done:].strip() else found


def _outermost(found: list[_Replacing]) -> list[_Replacing]:
    """In order, without those inside of another, which says all of its text."""
    kept: list[_Replacing] = []
    for one in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if not kept or one.span.start >= kept[-1].span.end:
            kept.append(one)
    return kept


def _one_of(names: Mapping[str, object] | tuple[str, ...]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}"


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
