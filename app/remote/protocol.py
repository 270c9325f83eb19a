"""What is said over the local socket: lines of UTF-8, each a JSON object or plain text.

    {"command": "say", "id": 1, "text": "Hello."}   ->   {"id": 1, "ok": true, "job": 7}
    {"command": "sing"}                             ->   {"ok": false, "error": "...", "hint": ...}
                                                         {"event": "word", "job": 7, "start": ...}

A line that does not begin with `{` is a text to be spoken and has no answer. What a command
means is said where it is declared below; positions are code points in the text, from 0.

The commands are few on purpose: none runs a program, reads a file for the client or changes what
is kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

VERSION = 1
LONGEST_ID = 200
EVENTS = ("started", "sentence", "word", "finished")


class ProtocolError(Exception):
    """A line that makes no sense: what is wrong, what to do, and the `id` it had."""

    def __init__(self, message: str, hint: str = "", id_: Id = None) -> None:
        super().__init__(message)
        self.message, self.hint, self.id = message, hint, id_


Id = int | str | None


class When(Enum):
    """NOW: instead of all that is spoken and waits. AFTER: when that has ended. URGENT: at once,
    and what is being spoken goes on afterwards; instead of another urgent text."""

    NOW = "now"
    AFTER = "after"
    URGENT = "urgent"


class Source(Enum):
    """Where the running app takes a text from, instead of the client."""

    CLIPBOARD = "clipboard"
    SELECTION = "selection"


@dataclass(frozen=True, slots=True)
class Say:
    """Speak a text; `text` and `source` None: one that is still to be written, by `append`.

    Attributes:
        rate, pitch, volume: None: as everything is spoken. As on the command line.
        silence: seconds after which what was written is spoken, though it may be half a clause.
        toggle: be silent instead when a client's text is being spoken.
    """

    text: str | None = None
    source: Source | None = None
    when: When = When.NOW
    rate: float | None = None
    pitch: float | None = None
    volume: float | None = None
    silence: float | None = None
    toggle: bool = False


@dataclass(frozen=True, slots=True)
class Append:
    """More of the text that is being written."""

    job: int
    text: str


@dataclass(frozen=True, slots=True)
class End:
    """No more of it."""

    job: int


@dataclass(frozen=True, slots=True)
class Stop:
    """Be silent; `job`: end this one alone. Answered with the job and up to where it was heard."""

    job: int | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Be silent and keep the place."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on from there."""


@dataclass(frozen=True, slots=True)
class Next:
    """Go to the next sentence."""


@dataclass(frozen=True, slots=True)
class Previous:
    """Go to the sentence before."""


@dataclass(frozen=True, slots=True)
class Status:
    """What is being done now."""


@dataclass(frozen=True, slots=True)
class Queue:
    """The clients' texts that are spoken and wait, in their order."""


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Tell of these events from now on, of this client's own texts or of everybody's."""

    events: tuple[str, ...] = EVENTS
    everybody: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """Show the window, with the text of this file."""

    path: str


@dataclass(frozen=True, slots=True)
class Show:
    """Bring the window to the front."""


Command = (
    Say
    | Append
    | End
    | Stop
    | Pause
    | Resume
    | Next
    | Previous
    | Status
    | Queue
    | Subscribe
    | Open
    | Show
)
_COMMANDS: Mapping[str, type] = {
    "say": Say,
    "append": Append,
    "end": End,
    "stop": Stop,
    "pause": Pause,
    "resume": Resume,
    "next": Next,
    "previous": Previous,
    "status": Status,
    "queue": Queue,
    "subscribe": Subscribe,
    "open": Open,
    "show": Show,
}


@dataclass(frozen=True, slots=True)
class Request:
    """A command, and the `id` that its answer repeats. None for a plain line: no answer."""

    command: Command
    id: Id = None
    plain: bool = False


def read_line(line: bytes) -> Request | None:
    """What a line asks for; None: it is blank.

    Args:
        line: without its end.

    Raises:
        ProtocolError: it makes no sense.
    """
    try:
        text = line.decode("utf-8").strip("\r\n\0")
    except UnicodeDecodeError:
        raise ProtocolError("The line is not UTF-8.", "Send text in UTF-8.") from None
    if not text.strip():
        return None
    if not text.startswith("{"):
        return Request(Say(text, when=When.AFTER), plain=True)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        what = str(error) if isinstance(error, json.JSONDecodeError) else "it cannot be read"
        raise ProtocolError(
            f"The line is not JSON: {what}.",
            "Send one object a line; a text to be spoken must not begin with {.",
        ) from None
    return _read_object(data)


def _read_object(data: dict[str, Any]) -> Request:
    id_ = data.pop("id", None)
    if isinstance(id_, bool) or not isinstance(id_, (int, str, type(None))):
        raise ProtocolError("The id must be a whole number or a string.")
    if len(str(id_)) > LONGEST_ID:
        raise ProtocolError(f"The id is longer than {LONGEST_ID} characters.")
    fields = _Fields(data, id_)
    name = fields.take("command", str)
    kind = _COMMANDS.get(name or "")
    if kind is None:
        known = ", ".join(_COMMANDS)
        raise ProtocolError("There is no such command.", f"Commands are {known}.", id_)
    command = _READERS[kind](fields) if kind in _READERS else kind()
    fields.done()
    return Request(command, id_)


class _Fields:
    """The fields of an object, each taken once."""

    def __init__(self, data: dict[str, Any], id_: Id) -> None:
        self._data, self._id = data, id_

    def take(self, name: str, *kinds: type) -> Any:
        """The field `name`, which must be of one of `kinds`; None when it is not there."""
        value = self._data.pop(name, None)
        if value is None or (
            isinstance(value, kinds) and isinstance(value, bool) == (bool in kinds)
        ):
            return _mended(value) if isinstance(value, str) else value
        what = {str: "a string", int: "a number", bool: "true or false", list: "a list"}[kinds[0]]
        raise self.wrong(f"“{name}” must be {what}.")

    def need(self, name: str, *kinds: type) -> Any:
        value = self.take(name, *kinds)
        if value is None:
            raise self.wrong(f"“{name}” is missing.")
        return value

    def choice(self, name: str, kind: type[Enum]) -> Any:
        value = self.take(name, str)
        try:
            return None if value is None else kind(value)
        except ValueError:
            known = ", ".join(one.value for one in kind)
            raise self.wrong(f"“{name}” must be one of {known}.") from None

    def done(self) -> None:
        """A name that nobody took is most likely spelt wrongly."""
        if self._data:
            raise self.wrong(
                f"There is no field “{_mended(str(next(iter(self._data))))[:40]}” here."
            )

    def wrong(self, message: str) -> ProtocolError:
        return ProtocolError(message, "The README names the commands and their fields.", self._id)


def _mended(text: str) -> str:
    """JSON can escape half a character, which no other program could be given."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _say(fields: _Fields) -> Say:
    say = Say(
        fields.take("text", str),
        fields.choice("from", Source),
        fields.choice("when", When) or When.NOW,
        fields.take("rate", int, float),
        fields.take("pitch", int, float),
        fields.take("volume", int, float),
        fields.take("silence", int, float),
        fields.take("toggle", bool) or False,
    )
    if say.text is not None and say.source is not None:
        raise fields.wrong("Give either “text” or “from”, not both.")
    return say


def _subscribe(fields: _Fields) -> Subscribe:
    events = fields.take("events", list)
    unknown = [name for name in events or () if name not in EVENTS]
    if unknown:
        raise fields.wrong(f"Events are {', '.join(EVENTS)}.")
    everybody = fields.take("everybody", bool) or False
    return Subscribe(EVENTS if events is None else tuple(events), everybody)


_READERS: Mapping[type, Any] = {
    Say: _say,
    Append: lambda fields: Append(fields.need("job", int), fields.need("text", str)),
    End: lambda fields: End(fields.need("job", int)),
    Stop: lambda fields: Stop(fields.take("job", int)),
    Subscribe: _subscribe,
    Open: lambda fields: Open(fields.need("path", str)),
}
