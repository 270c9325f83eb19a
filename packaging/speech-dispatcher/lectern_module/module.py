"""What the module does with each command, and with what the app tells of it.

It speaks one message at a time, as speech-dispatcher asks: the next SPEAK comes after END or STOP.
A STOP is told at once, before the app has answered, because what a cancelling takes is added to the
next message's delay; the app takes the commands of one socket in their order, so sound of the old
message cannot follow that of the new.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from lectern_module import settings, wire, wording
from lectern_module.marked import Mark, Marked
from lectern_module.wire import Command, Send

VOICES = ("Lectern\ten\tnone",)
"""Its name for speech-dispatcher's clients. Which of its voices speaks is chosen in Lectern."""

_ENDING = '<break time="100ms"/>'
"""In place of a paragraph's pause: what a screen reader says next waits for the end of this."""
_LONGEST = 200_000
"""Characters of one message, however they are written: the app takes a line of a megabyte."""
_MESSAGES = ("SPEAK", "CHAR", "KEY", "SOUND_ICON")


class App(Protocol):
    """The running app."""

    @property
    def connected(self) -> bool: ...

    def find(self) -> str:
        """Connect to it, or start it; why that cannot be done, "" when it can."""
        ...

    def ask(self, command: str, **fields: Any) -> None:
        """Return at once. Nothing comes of it when it is not connected."""
        ...


class Journal(Protocol):
    """What somebody who looks for a fault wants to know, while DEBUG is on."""

    def open(self, path: str) -> bool: ...

    def close(self) -> None: ...

    def write(self, line: str) -> None: ...


@dataclass(eq=False)
class _Message:
    """What is being spoken. `job` is None until the app has answered."""

    number: int
    fields: Mapping[str, Any]
    marks: deque[Mark]
    asked: bool = False
    asked_again: bool = False
    job: int | None = None
    begun: bool = False


class Module:
    """The module, without its pipes.

    Args:
        send: takes replies and events, line by line.
        app: speaks.
        journal: is written to.
    """

    def __init__(self, send: Send, app: App, journal: Journal) -> None:
        self._send, self._app, self._journal = send, app, journal
        self._reader = wire.Reader(send)
        self._settings = settings.Settings()
        self._present: _Message | None = None
        self._number = 0
        self._given_up: set[int] = set()
        self.ended = False

    # ------------------------------------------------------------ speech-dispatcher

    def on_line(self, line: str) -> None:
        """A line of speech-dispatcher's, without its end."""
        command = self._reader.feed(line)
        if command is not None:
            self._journal.write(f"asked: {command.name} {command.words}")
            self._carry_out(command)

    def _carry_out(self, command: Command) -> None:
        if command.name in _MESSAGES:
            self._speak(command)
        elif command.name == "STOP":
            self._break_off(wire.STOPPED)
        elif command.name == "PAUSE":
            # What follows the last mark is asked for again, when it is to go on.
            self._break_off(wire.PAUSED)
        elif command.name in _REPLIES:
            _REPLIES[command.name](self, command)
        else:
            self._send(wire.NO_SUCH_COMMAND)

    def _init(self, command: Command) -> None:
        problem = self._app.find()
        if problem:
            self._send(f"399-{problem}")
            self._send(wire.NOT_LOADED)
            self.ended = True
        else:
            self._send("299-Lectern speaks.")
            self._send(wire.LOADED)

    def _set(self, command: Command) -> None:
        changed = settings.changed(self._settings, command.settings)
        if changed is None:
            self._send(wire.WRONG_VALUE)
        else:
            self._settings = changed
            self._send(wire.SETTINGS_TAKEN)

    def _set_audio(self, command: Command) -> None:
        """The app plays by itself, at once and in step with its marks; not through the server."""
        through_server = command.settings.get("audio_output_method") == "server"
        self._send(wire.WRONG_VALUE if through_server else wire.AUDIO_READY)

    def _set_log_level(self, command: Command) -> None:
        self._send(wire.LOG_LEVEL_SET)

    def _debug(self, command: Command) -> None:
        switch, _, path = command.words.partition(" ")
        if switch == "ON" and not self._journal.open(path.strip()):
            self._send(wire.WRONG_VALUE)
            return
        if switch != "ON":
            self._journal.close()
        self._send(f"200 OK DEBUGGING {switch}")

    def _list_voices(self, command: Command) -> None:
        for voice in VOICES:
            self._send(f"200-{voice}")
        self._send(wire.VOICES_SENT)

    def _quit(self, command: Command) -> None:
        if self._present is not None:
            self._stop(self._present)
        self._send(wire.GOOD_BYE)
        self.ended = True

    def _speak(self, command: Command) -> None:
        said = self._words(command)
        if len(said.text) > _LONGEST or not (said.text.strip() or said.marks):
            self._send(wire.CANNOT_SPEAK)
            return
        problem = "" if self._app.connected else self._app.find()
        if problem:
            self._journal.write(problem)
            self._send(wire.CANNOT_SPEAK)
            return
        self._send(wire.SPEAKING)
        self._number += 1
        chosen = self._settings
        fields = {
            "text": said.text + _ENDING,
            "when": "urgent",
            "rate": chosen.rate,
            "pitch": chosen.pitch,
            "volume": chosen.volume,
        }
        self._present = _Message(self._number, fields, deque(said.marks))
        self._ask_for(self._present)

    def _ask_for(self, message: _Message) -> None:
        if self._app.connected:  # else it is asked for when it is
            message.asked = True
            self._app.ask("say", id=message.number, **message.fields)

    def _words(self, command: Command) -> Marked:
        manner = self._settings.manner
        if command.name == "CHAR":
            return wording.of_character(command.data, manner)
        if command.name == "KEY":
            return wording.of_key(command.data, manner)
        if command.name == "SOUND_ICON":
            return wording.of_icon(command.data)
        return wording.of_text(command.data, manner)

    def _break_off(self, event: str) -> None:
        if self._present is not None:
            self._stop(self._present)
            self._end(event)

    def _stop(self, message: _Message) -> None:
        if message.job is not None:
            self._app.ask("stop", job=message.job)
        elif message.asked:  # its job is known when the app has answered
            self._given_up.add(message.number)

    # -------------------------------------------------------------------- the app

    def on_connected(self) -> None:
        """The app is there, and is asked for what waits."""
        if self._present is not None and not self._present.asked:
            self._ask_for(self._present)

    def on_told(self, told: Mapping[str, Any]) -> None:
        """An answer or an event of the app's."""
        if "event" in told:
            self._on_event(told)
        elif (number := told.get("id")) is not None:
            self._on_answer(number, told)

    def on_lost(self) -> None:
        """The app has ended, or does not come."""
        self._given_up.clear()
        if self._present is not None and not self._is_asked_again(self._present):
            self._end(wire.STOPPED)

    def _is_asked_again(self, message: _Message) -> bool:
        """An app that was just ending took it and said nothing: the next one is asked for it."""
        if not message.asked or message.job is not None or message.asked_again:
            return False
        message.asked, message.asked_again = False, True
        if self._app.find():
            return False
        self._ask_for(message)
        return True

    def _on_answer(self, number: int, told: Mapping[str, Any]) -> None:
        job = told.get("job")
        if number in self._given_up:
            self._given_up.discard(number)
            if job is not None:
                self._app.ask("stop", job=job)
        elif self._present is not None and self._present.number == number:
            self._present.job = job
            if not told.get("ok"):
                self._journal.write(f"refused: {told.get('error')} {told.get('hint', '')}")
                self._complete()

    def _on_event(self, told: Mapping[str, Any]) -> None:
        present = self._present
        if present is None or told.get("job") != present.job:
            return
        if told["event"] == "finished":
            if told.get("complete"):
                self._complete()
            else:
                self._end(wire.STOPPED)
            return
        self._begin(present)
        if told["event"] == "word":
            while present.marks and present.marks[0].position < told["end"]:
                self._send(wire.index_mark(present.marks.popleft().name))

    def _begin(self, message: _Message) -> None:
        if not message.begun:
            message.begun = True
            self._send(wire.BEGIN)

    def _complete(self) -> None:
        """All was heard, or there was nothing in it to be heard."""
        assert self._present is not None
        self._begin(self._present)
        for mark in self._present.marks:
            self._send(wire.index_mark(mark.name))
        self._end(wire.END)

    def _end(self, event: str) -> None:
        assert self._present is not None
        # Before it began there is nothing that could end, in the eyes of speech-dispatcher.
        self._begin(self._present)
        self._present = None
        self._send(event)


_REPLIES: Mapping[str, Callable[[Module, Command], None]] = {
    "INIT": Module._init,
    "SET": Module._set,
    "AUDIO": Module._set_audio,
    "LOGLEVEL": Module._set_log_level,
    "LIST": Module._list_voices,
    "DEBUG": Module._debug,
    "QUIT": Module._quit,
}
