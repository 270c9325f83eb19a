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

from app.remote.fields import Fields, Id, ProtocolError

VERSION = 1
LONGEST_ID = 200
EVENTS = ("started", "sentence", "word", "finished")


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
    fields = Fields(data, id_)
    name = fields.take("command", str)
    kind = _COMMANDS.get(name or "")
    if kind is None:
        known = ", ".join(_COMMANDS)
        raise ProtocolError("There is no such command.", f"Commands are {known}.", id_)
    command = _READERS[kind](fields) if kind in _READERS else kind()
    fields.done()
    return Request(command, id_)


def _say(fields: Fields) -> Say:
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


def _subscribe(fields: Fields) -> Subscribe:
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
