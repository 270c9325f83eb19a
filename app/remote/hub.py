"""All clients of the running app: what they ask is carried out, and what they wait for is told.

Everything here belongs to one thread, which may be any: the engine takes commands from all, and its
events are brought here in their order. Nothing waits. A text that was asked for goes on when its
client leaves, as `echo hello | socat` expects; a stream is ended then.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from app.remote import protocol
from app.remote.fields import Id, ProtocolError
from app.remote.jobs import Job, Jobs
from app.remote.lines import LONGEST_LINE, Lines, LineTooLong, answer, event, refusal
from app.remote.ports import Desk, Engine, Wire
from app.remote.protocol import Command, Request, Say, Source
from app.remote.texts import Texts
from app.values import (
    Event,
    Finished,
    FirstSound,
    SentenceStarted,
    State,
    StateChanged,
    VoiceFailed,
    VoiceReady,
    WordStarted,
)

MOST_CLIENTS = 64


@dataclass(eq=False)
class Client:
    """One connection.

    Attributes:
        owed: answers that it still waits for.
        input_ended: it has closed its side, and may still read.
    """

    wire: Wire
    lines: Lines = field(default_factory=Lines)
    events: tuple[str, ...] = ()
    everybody: bool = False
    owed: int = 0
    input_ended: bool = False


class Hub:
    """Serves the clients.

    Args:
        engine: speaks.
        desk: the window.
        version: of the app.
    """

    def __init__(self, engine: Engine, desk: Desk, version: str) -> None:
        self._engine, self._desk, self._version = engine, desk, version
        self._clients: dict[Client, None] = {}
        self._jobs = Jobs()
        self._texts = Texts(engine, desk, self._jobs)
        self._stops: list[tuple[Client, Id, int]] = []
        self._state = State.IDLE
        self._ready, self._problem = False, ""

    # ------------------------------------------------------------------------ clients

    def join(self, wire: Wire) -> Client | None:
        """A client has connected; None: there are too many, and it was told."""
        if len(self._clients) >= MOST_CLIENTS:
            wire.send(refusal(None, "Too many programs use Lectern now.", "Try again later."))
            wire.finish()
            return None
        client = Client(wire)
        self._clients[client] = None
        return client

    def receive(self, client: Client, data: bytes) -> None:
        """Bytes have arrived; none: it has closed its side."""
        client.input_ended = client.input_ended or not data
        for line in client.lines.feed(data) if data else client.lines.end():
            if client in self._clients:  # it is not once it was dropped for not reading
                self._on_line(client, line)
        if client.input_ended:
            self._texts.leave(client)
            self._finish_if_done(client)

    def leave(self, client: Client) -> None:
        """The connection is gone."""
        if client in self._clients:
            del self._clients[client]
            self._stops = [stop for stop in self._stops if stop[0] is not client]
            self._texts.leave(client)

    # ----------------------------------------------------------------------- commands

    def _on_line(self, client: Client, line: bytes | LineTooLong) -> None:
        try:
            if isinstance(line, LineTooLong):
                raise ProtocolError(
                    f"The line is longer than {LONGEST_LINE} bytes.",
                    "Send a long text in pieces: say without a text, then append.",
                )
            request = protocol.read_line(line)
        except ProtocolError as error:
            client.wire.send(refusal(error.id, error.message, error.hint))
        else:
            if request is not None:
                self._carry_out(client, request)

    def _carry_out(self, client: Client, request: Request) -> None:
        """Do it, and answer now or later."""
        command, id_ = request.command, request.id
        try:
            if isinstance(command, protocol.Stop):
                self._stop(client, id_, command.job)
            elif isinstance(command, Say) and command.source and not self._is_toggled(command):
                self._fetch(client, command, command.source, id_)
            else:
                told = self._do(client, command)
                if not request.plain:
                    client.wire.send(answer(id_, **told))
        except ProtocolError as error:
            client.wire.send(refusal(id_, error.message, error.hint))

    def _do(self, client: Client, command: Command) -> dict[str, Any]:
        """Carry out what is answered at once; the fields of the answer."""
        if isinstance(command, Say):
            if self._is_toggled(command):
                self._texts.silence()
                return {"job": None, "stopped": True}
            return {"job": self._begin(client, command)}
        if isinstance(command, protocol.Append):
            self._texts.append(client, command.job, command.text)
        elif isinstance(command, protocol.End):
            self._texts.end(client, command.job)
        elif isinstance(command, protocol.Subscribe):
            client.events, client.everybody = command.events, command.everybody
        elif isinstance(command, protocol.Status):
            return self._status()
        elif isinstance(command, protocol.Queue):
            return {"jobs": [_told_of(job) for job in self._jobs]}
        else:
            self._steer(command)
        return {}

    def _steer(self, command: Command) -> None:
        if isinstance(command, protocol.Open):
            self._desk.open(command.path)
        else:
            {
                protocol.Pause: self._engine.pause,
                protocol.Resume: self._engine.resume,
                protocol.Next: self._engine.next_sentence,
                protocol.Previous: self._engine.previous_sentence,
                protocol.Show: self._desk.show,
            }[type(command)]()

    def _begin(self, client: Client, say: Say) -> int:
        number, replaced = self._texts.begin(client, say, self._state)
        self._on_replaced(replaced)
        return number

    def _is_toggled(self, say: Say) -> bool:
        return say.toggle and self._texts.any_to_silence

    def _fetch(self, client: Client, say: Say, source: Source, id_: Id) -> None:
        """Begin with a text that the window has to look up."""

        def begin(text: str) -> None:
            if client not in self._clients:
                return
            client.owed -= 1
            if text.strip():
                found = replace(say, text=text, source=None, toggle=False)
                self._carry_out(client, Request(found, id_))
            else:
                message = f"There is no text in the {source.value}."
                client.wire.send(refusal(id_, message, "Copy or select a text first."))
            self._finish_if_done(client)

        client.owed += 1
        self._desk.fetch(source, begin)

    def _stop(self, client: Client, id_: Id, number: int | None) -> None:
        """Answered when the engine says up to where it was heard; at once when nothing is."""
        present = self._jobs.present
        wanted = present if number is None else number
        if wanted is None or (wanted != present and self._jobs.get(wanted) is None):
            client.wire.send(answer(id_, job=None, heard=None))
        else:
            client.owed += 1
            self._stops.append((client, id_, wanted))
        if number is None or wanted == number:
            self._engine.stop(number)

    def _status(self) -> dict[str, Any]:
        seen = self._engine.snapshot()
        return {
            "state": seen.state.value,
            "job": self._jobs.present,
            "position": seen.position,
            "ready": self._ready,
            **({"problem": self._problem} if self._problem else {}),
            "protocol": protocol.VERSION,
            "version": self._version,
        }

    # ------------------------------------------------------------------------- events

    def on_event(self, happened: Event) -> None:
        """The engine tells of it."""
        if isinstance(happened, StateChanged):
            self._state = happened.state
            self._on_replaced(self._jobs.follow(happened))
            self._settle_stops()
        elif isinstance(happened, FirstSound):
            self._on_first_sound(happened.job)
        elif isinstance(happened, (SentenceStarted, WordStarted)):
            name = "word" if isinstance(happened, WordStarted) else "sentence"
            job, span = self._jobs.get(happened.job), happened.span
            if job is not None:
                job.position = span.start
            self._tell(name, happened.job, job, start=span.start, end=span.end)
        elif isinstance(happened, Finished):
            heard = happened.position if happened.heard is None else happened.heard
            job = self._jobs.take(happened.job)
            self._on_ended(happened.job, job, heard, complete=happened.complete)
        elif isinstance(happened, VoiceReady):
            self._ready, self._problem = True, ""
        elif isinstance(happened, VoiceFailed):
            self._ready, self._problem = False, happened.message

    def _on_first_sound(self, number: int) -> None:
        """It is told of again when the listener is sent elsewhere in a text."""
        job = self._jobs.get(number)
        if job is None or not job.started:
            self._tell("started", number, job)
        if job is not None:
            job.started = True

    def _on_replaced(self, jobs: list[Job]) -> None:
        for job in jobs:
            self._on_ended(job.number, job, job.position, complete=False)

    def _on_ended(self, number: int, job: Job | None, heard: int, *, complete: bool) -> None:
        self._tell("finished", number, job, complete=complete, heard=heard)
        self._answer_stops({number}, heard)
        for client in tuple(self._clients):
            self._finish_if_done(client)

    def _settle_stops(self) -> None:
        """What is no more, and was no client's, was replaced without a word of how far it came."""
        waited_for = {number for _, _, number in self._stops}
        gone = {n for n in waited_for if n != self._jobs.present and self._jobs.get(n) is None}
        self._answer_stops(gone, None)

    def _answer_stops(self, numbers: set[int], heard: int | None) -> None:
        due = [stop for stop in self._stops if stop[2] in numbers]
        self._stops = [stop for stop in self._stops if stop[2] not in numbers]
        for client, id_, number in due:
            client.owed -= 1
            client.wire.send(answer(id_, job=number, heard=heard))
            self._finish_if_done(client)

    def _tell(self, name: str, number: int, job: Job | None, **fields: Any) -> None:
        owner = None if job is None else job.owner
        for client in tuple(self._clients):
            if name in client.events and (client.everybody or client is owner):
                client.wire.send(event(name, number, **fields))

    def _finish_if_done(self, client: Client) -> None:
        """Close the connection of one that asks nothing more, when all was told."""
        listens = bool(client.events) and any(job.owner is client for job in self._jobs)
        if client in self._clients and client.input_ended and not client.owed and not listens:
            self.leave(client)
            client.wire.finish()


def _told_of(job: Job) -> dict[str, Any]:
    return {
        "job": job.number,
        "when": job.when.value,
        "started": job.started,
        "position": job.position,
        "length": job.length,
        "text": job.beginning,
    }
