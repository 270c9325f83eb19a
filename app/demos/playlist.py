"""A scripted demo, as a JSON file that people write by hand.

    {"title": "Opening", "loop": true, "options": {"rate": 0.9},
     "items": ["Good morning.",
               {"pause": 2},
               {"text": "Slowly, please.", "options": {"rate": 0.6}, "wait": true}]}

Unlike the settings, which are mended where they make no sense, a playlist is refused: whoever plays
it in front of people wants to know of a slip before. The message names the item and the field.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

from app.errors import DemoError
from app.values import PITCH_RANGE, RATE_RANGE, VOLUME_RANGE, Pauses, SpeakOptions

LARGEST_FILE = 4 * 1024 * 1024
MOST_ITEMS = 1000
LONGEST_TEXT = 20_000
LONGEST_TITLE = 200
LONGEST_PAUSE = 600.0
_LONGEST_REST = 5000
"""Milliseconds of a pause between sentences."""
_RANGES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"rate": RATE_RANGE, "pitch": PITCH_RANGE, "volume": VOLUME_RANGE}
)
_RESTS = ("clause", "sentence", "heading", "paragraph")
_HINT = "Mend it in a text editor and open the demo again."


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """How an item is spoken; None: as the settings say. `volume` is a share of the one set."""

    rate: float | None = None
    pitch: float | None = None
    volume: float | None = None
    pauses: Pauses | None = None

    def over(self, options: SpeakOptions) -> SpeakOptions:
        """`options` with what is said here."""
        return replace(
            options,
            rate=options.rate if self.rate is None else self.rate,
            pitch=options.pitch if self.pitch is None else self.pitch,
            pauses=self.pauses or options.pauses,
        )

    def under(self, other: DemoOptions) -> DemoOptions:
        """`other`, and what it leaves open from here."""
        return DemoOptions(
            self.rate if other.rate is None else other.rate,
            self.pitch if other.pitch is None else other.pitch,
            self.volume if other.volume is None else other.volume,
            other.pauses or self.pauses,
        )


@dataclass(frozen=True, slots=True)
class Item:
    """A text, the silence after it in seconds, and whether the presenter goes on by hand.

    `voice` is the name of a voice's folder; "" is the one in use.
    """

    text: str
    pause: float = 0.0
    wait: bool = False
    voice: str = ""
    options: DemoOptions = field(default_factory=DemoOptions)


@dataclass(frozen=True, slots=True)
class Playlist:
    """What is played; `items` is never empty. `loop`: begin anew at the end. `lead`: seconds."""

    items: tuple[Item, ...]
    title: str = ""
    loop: bool = False
    lead: float = 0.0

    @property
    def voices(self) -> tuple[str, ...]:
        """The names of the voices that it asks for."""
        return tuple(dict.fromkeys(item.voice for item in self.items if item.voice))


def read(path: Path) -> Playlist:
    """The playlist in the file `path`.

    Raises:
        DemoError: it cannot be read, or holds no playlist; with the item and the field.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise DemoError(f"“{path.name}” is too large to be a demo.", "Is it another file?")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = error.strerror or str(error)
        raise DemoError(f"“{path}” cannot be read ({reason}).", "Check its name.") from error
    except UnicodeDecodeError as error:
        raise DemoError(f"“{path.name}” is no text in UTF-8.", "Save it as UTF-8.") from error
    return parse(text, path.name)


def check_voices(playlist: Playlist, names: Sequence[str]) -> None:
    """Make sure that the voices it asks for are among `names`.

    Raises:
        DemoError: one is not.
    """
    for voice in playlist.voices:
        if voice not in names:
            there = ", ".join(f"“{name}”" for name in names) or "none"
            raise DemoError(
                f"The demo asks for the voice “{voice}”, which is not there.",
                f"Put it into the voices' folder, or name another. There is: {there}.",
            )


def parse(text: str, name: str = "The demo") -> Playlist:
    """The playlist that `text` is.

    Raises:
        DemoError: as for `read`.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise DemoError(f"“{name}” is no JSON: {error.msg}, {where}.", _HINT) from error
    except RecursionError as error:
        raise DemoError(f"“{name}” is no demo: it is nested too deeply.", _HINT) from error
    if isinstance(data, list):
        data = {"items": data}
    return _playlist(_Part(name, data))


class _Part:
    """An object of the file, which knows where it is; a field that nobody asked for is a slip."""

    def __init__(self, place: str, data: object) -> None:
        self.place = place
        if not isinstance(data, Mapping):
            self.refuse(f"is {_shown(data)}, and should be an object: {{…}}")
        self._data: Mapping[str, Any] = data
        self._asked: list[str] = []

    def refuse(self, what: str) -> NoReturn:
        raise DemoError(f"{self.place} {what}.", _HINT)

    def has(self, name: str) -> bool:
        return name in self._data

    def raw(self, name: str, default: object = None) -> Any:
        self._asked.append(name)
        return self._data.get(name, default)

    def number(self, name: str, low: float, high: float) -> float | None:
        value = self.raw(name)
        if not self.has(name):
            return None
        fits = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not fits or not low <= value <= high:
            self._unfit(name, value, f"a number from {low:g} to {high:g}")
        return float(value)

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.raw(name, default)
        if not isinstance(value, bool):
            self._unfit(name, value, "true or false")
        return value

    def text(self, name: str, longest: int) -> str:
        value = self.raw(name, "")
        if not isinstance(value, str):
            self._unfit(name, value, "a text in quotation marks")
        if len(value) > longest:
            self.refuse(f"has a “{name}” of {len(value)} characters; {longest} are the most")
        return value

    def part(self, name: str) -> _Part:
        """The object in the field `name`; an empty one when there is none."""
        return _Part(f"{self.place.rstrip(',')}, “{name}”,", self.raw(name, {}))

    def finish(self) -> None:
        """Refuse what nobody asked for."""
        for name in self._data:
            if name not in self._asked:
                known = ", ".join(f"“{each}”" for each in dict.fromkeys(self._asked))
                self.refuse(f"has the unknown field “{name}”; it may have {known}")

    def _unfit(self, name: str, value: object, wanted: str) -> NoReturn:
        self.refuse(f"has {_shown(value)} as “{name}”, which should be {wanted}")


def _playlist(part: _Part) -> Playlist:
    title, loop = part.text("title", LONGEST_TITLE), part.flag("loop")
    usual = Item("", wait=part.flag("wait"), voice=part.text("voice", LONGEST_TITLE))
    usual = replace(usual, options=_options(part.part("options")))
    items = part.raw("items")
    part.finish()
    if not isinstance(items, list) or not items:
        part.refuse("has no “items”: a list of texts and pauses")
    if len(items) > MOST_ITEMS:
        part.refuse(f"has {len(items)} items; {MOST_ITEMS} are the most")
    lead, read_items = 0.0, list[Item]()
    for number, data in enumerate(items, 1):
        item = _item(
            _Part(f"Item {number}", {"text": data} if isinstance(data, str) else data), usual
        )
        if item.text:
            read_items.append(item)
        elif read_items:  # a pause of its own lengthens the one after what it follows
            last = read_items[-1]
            read_items[-1] = replace(last, pause=min(last.pause + item.pause, LONGEST_PAUSE))
        else:
            lead = min(lead + item.pause, LONGEST_PAUSE)
    if not read_items:
        part.refuse("has nothing to say: all of its items are pauses")
    return Playlist(tuple(read_items), title, loop, lead)


def _item(part: _Part, usual: Item) -> Item:
    """A text with what belongs to it, or a pause alone, which has no text."""
    pause = part.number("pause", 0.0, LONGEST_PAUSE)
    if not part.has("text") and pause is not None:
        part.finish()
        return Item("", pause)
    text = part.text("text", LONGEST_TEXT)
    item = Item(
        text.strip(),
        pause or 0.0,
        part.flag("wait", usual.wait),
        part.text("voice", LONGEST_TITLE) or usual.voice,
        usual.options.under(_options(part.part("options"))),
    )
    part.finish()
    if not any(sign.isalnum() for sign in text):
        part.refuse("has nothing to say: it needs a “text” with words, or a “pause”")
    return item


def _options(part: _Part) -> DemoOptions:
    rate, pitch, volume = (part.number(name, *_RANGES[name]) for name in _RANGES)
    pauses = None
    if part.has("pauses"):
        rests = part.part("pauses")
        found = {name: rests.number(name, 0, _LONGEST_REST) for name in _RESTS}
        rests.finish()
        given = {name: round(value) for name, value in found.items() if value is not None}
        pauses = replace(Pauses(), **given)
    part.raw("pauses")
    part.finish()
    return DemoOptions(rate, pitch, volume, pauses)


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:40]}…"
