"""The engine: speak, pause, resume, seek, stop and save; events out. No Qt, no torch, no PortAudio.

`run` is the voice thread's loop. Every other method may be called from any thread and returns at
once: it leaves a command that the loop has carried out (`Conductor`, `Speaking`). The engine is
handed a voice, a player and a sentence splitter, so it is the same with a window, without one, and
in tests.

Events reach the listener from the voice thread (the state of the voice and of saves) or from the
playback thread (what is heard). Those of a job that was replaced are dropped.
"""

from __future__ import annotations

import contextlib
import itertools
import queue
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from app.conductor import Conductor
from app.cues import Cue
from app.ports import EngineParts
from app.queue_of_texts import Utterance
from app.shaping import NOTHING
from app.values import (
    Compute,
    Edit,
    Event,
    Excerpt,
    Expected,
    Fit,
    Precision,
    Shaping,
    Snapshot,
    SpeakOptions,
)
from app.workbench import Workbench
from app.writing import SILENCE_S

SWITCH_S = 0.0005
"""How long a thread may keep Python to itself. By default it is 5 ms, and the threads of the
window, the voice and the player would each wait as long for the one before."""

NO_TAKE = -1


class Engine(Workbench):
    """Speaks and saves texts.

    Args:
        parts: the voice, the player and the pure functions it uses.
        listener: takes the events; must return at once, from any thread.
        folder, compute, precision: the voice to start with, and how it computes.
        options: how to speak until `set_options`.
    """

    def __init__(
        self,
        parts: EngineParts,
        listener: Callable[[Event], None],
        folder: Path,
        compute: Compute = Compute.AUTO,
        options: SpeakOptions | None = None,
        precision: Precision = Precision.AUTO,
    ) -> None:
        self._player = parts.player
        self._commands: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._numbers = itertools.count(1)
        self._closed = False
        conductor = Conductor(
            parts,
            listener,
            (folder, compute, precision),
            options or SpeakOptions(),
            new_number=self._new_number,
            do=self._do,
        )
        super().__init__(parts.voice, conductor)
        self._turns = self._conductor.turns
        self._speaking = self._turns.speaking
        self._steering = self._speaking.steering

    # ------------------------------------------------------- from any thread, at once

    def speak(
        self,
        text: str,
        *,
        start: int = 0,
        end: int | None = None,
        revision: int = 0,
        options: SpeakOptions | None = None,
        fit: Fit | None = None,
        shaping: Shaping = NOTHING,
        after: bool = False,
        urgent: bool = False,
    ) -> int:
        """Speak `text` from `start` to `end`; the job's number.

        It takes the place of what is being spoken and of what waits. With `after` it waits until
        all of that has ended; its beginning is rendered meanwhile. With `urgent` it interrupts
        what is being spoken, which goes on afterwards, and takes the place of what is urgent.
        Every job that was not replaced ends with `Finished`.

        With `fit` it is measured first, and waits for that: some 12 ms a clause.
        """
        asked = Utterance(
            self._new_number(),
            perf_counter(),
            Excerpt(text, start, end, shaping),
            revision,
            options,
            fit,
            urgent,
        )
        self._do(lambda: self._turns.speak(asked, after=after))
        return asked.job

    def open_stream(
        self,
        options: SpeakOptions | None = None,
        *,
        silence: float = SILENCE_S,
        after: bool = False,
        urgent: bool = False,
    ) -> int:
        """Speak a text that is still being written, as it is written; the job's number.

        What is written later cannot change what is spoken: a clause is spoken as soon as that is
        sure, or when nothing was written for `silence` seconds, but for a word, a number or an
        abbreviation that may not be complete. Events tell places in all that was appended; a
        sentence that is spoken in parts is told of part by part. See `speak` for the rest.
        """
        number, excerpt = next(self._numbers), Excerpt("")
        asked = Utterance(number, perf_counter(), excerpt, 0, options, None, urgent)
        self._do(lambda: self._turns.open_stream(asked, silence, after=after))
        return asked.job

    def append(self, job: int, text: str) -> None:
        """More of the text of a stream; nothing when it was stopped or replaced."""
        at = perf_counter()
        self._do(lambda: self._turns.append(job, text, at))

    def end(self, job: int) -> None:
        """No more of it: the job ends when all was spoken."""
        self._do(lambda: self._turns.end_stream(job))

    def expect(self, texts: Sequence[Expected]) -> None:
        """These texts will probably be asked for next, the likeliest first; render them ahead.

        They take the place of those that were expected before. Only their beginnings are rendered,
        when nothing else is to be done, and as many as fit into some megabytes. `speak` and `go_to`
        then begin at once where a text of the same words would begin.
        """
        self._do(lambda: self._conductor.expect(texts))

    def cue(self, text: str, volume: float = 1.0, device: str = "") -> None:
        """Say a few words beside the speech, on a volume (0 to 1) and a sound device of their own.

        They take the place of the cue before, and never that of speech, which is rendered first.
        Without words there is silence; while the voice is not ready, too.
        """
        cue = Cue(text, volume, device, perf_counter())
        self._do(lambda: self._conductor.cue(cue))

    def update_text(self, text: str, edit: Edit, revision: int, shaping: Shaping = NOTHING) -> None:
        """The text of the present job was edited and is now `text`, shaped as `shaping` says."""
        self._do(lambda: self._steering.update_text(text, edit, revision, shaping))

    def set_shaping(self, shaping: Shaping, revision: int) -> None:
        """The text of the present job, still of `revision`, is shaped otherwise now.

        What is ahead of the voice is spoken so; what needs no change is not rendered again.
        """
        self._do(lambda: self._steering.set_shaping(shaping, revision))

    def pause(self) -> None:
        """Be silent and keep the place."""
        self._do(self._steering.pause)

    def resume(self) -> None:
        """Go on from where it was paused."""
        self._do(self._steering.resume)

    def stop(self, job: int | None = None) -> None:
        """Silence at once, and nothing waits any more; or, given its number, end one job alone.

        `Finished` tells up to where it was heard.
        """
        if job is None:
            place = self._player.stop()
            self._do(lambda: self._conductor.stop(place))
        else:
            place = self._player.stop(self._speaking.stage.take_of(job) or NO_TAKE)
            self._do(lambda: self._turns.stop_job(job, place))

    def next_sentence(self) -> None:
        """Go to the start of the sentence after the one that is heard."""
        asked_at = perf_counter()
        self._do(lambda: self._steering.next_sentence(asked_at))

    def previous_sentence(self) -> None:
        """Go to the start of this sentence, or of the one before when this has just begun."""
        asked_at = perf_counter()
        self._do(lambda: self._steering.previous_sentence(asked_at))

    def go_to(self, position: int) -> None:
        """Speak on from this code point of the present job's text."""
        asked_at = perf_counter()
        self._do(lambda: self._steering.go_to(position, asked_at))

    def set_options(self, options: SpeakOptions) -> None:
        """Rate, pitch, pauses and skipping, heard from the next word on."""
        self._do(lambda: self._conductor.set_options(options))

    def set_volume(self, volume: float) -> None:
        """0 to 1, at once."""
        self._player.set_volume(volume)

    def set_sound(self, device: str, lead_in_ms: int) -> None:
        """The sound device by name ("" is the system's), and silence before the first sound."""
        self._player.set_device(device)
        self._player.set_lead_in(lead_in_ms)

    def set_voice(
        self, folder: Path, compute: Compute, precision: Precision = Precision.AUTO
    ) -> None:
        """Load another voice, or the same computed otherwise; what is being spoken goes on."""
        self._do(lambda: self._conductor.set_voice(folder, compute, precision))

    def snapshot(self) -> Snapshot:
        """What the engine is doing now."""
        return self._speaking.snapshot()

    def on_player_event(self, event: Event) -> None:
        """The player's listener; called on the playback thread."""
        self._speaking.stage.hearing.on_event(event)

    def close(self) -> None:
        """End `run`; the voice and the player end with it."""
        self._closed = True
        self._voice.wake()

    # ------------------------------------------------------------- the voice thread

    def run(self) -> None:
        """Start the voice and serve until `close`. The caller's thread becomes the voice thread."""
        sys.setswitchinterval(SWITCH_S)
        with contextlib.ExitStack() as ends:
            ends.callback(self._voice.close)
            ends.callback(self._player.close)
            ends.callback(self._conductor.close)
            self._player.start()
            self._conductor.start()
            while not self._closed:
                try:
                    self._turn()
                except Exception as error:
                    self._conductor.on_fault(error)

    def _turn(self) -> None:
        """Carry out what was asked, take a message, ask for more."""
        while not self._closed:
            try:
                command = self._commands.get_nowait()
            except queue.Empty:
                break
            command()
        message = self._voice.receive(self._conductor.patience)
        if message is not None:
            self._conductor.on_message(message)
        self._conductor.pump()

    def _new_number(self) -> int:
        return next(self._numbers)

    def _do(self, command: Callable[[], object]) -> None:
        self._commands.put(lambda: (command(), None)[1])
        self._voice.wake()
