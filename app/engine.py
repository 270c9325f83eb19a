"""The engine: speak, pause, resume, seek, stop and save; events out. No Qt, no torch, no PortAudio.

`run` is the voice thread's loop. Every other method may be called from any thread and returns at
once: it leaves a command that the loop carries out. The engine is handed a voice, a player and a
sentence splitter, so it is the same with a window, without one, and in tests.

Events reach the listener from the voice thread (the state of the voice and of saves) or from the
playback thread (what is heard). Those of a job that was replaced are dropped.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import queue
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from app.patience import Patience
from app.ports import OpenWriter, PlayerPort, Splitter, VoicePort
from app.reading import TYPICAL_SECONDS_PER_CHARACTER, Reading
from app.saves import Saves
from app.saving import Saving
from app.values import (
    AudioChunk,
    Compute,
    Edit,
    Event,
    Finished,
    FirstSound,
    Notice,
    Rendered,
    RenderFailed,
    RenderRequest,
    SaveFailed,
    SentenceStarted,
    Snapshot,
    SpeakOptions,
    State,
    StateChanged,
    Underrun,
    VoiceDied,
    VoiceFailed,
    VoiceInfo,
    VoiceMessage,
    VoiceProgress,
    VoiceReady,
    WordStarted,
)

_log = logging.getLogger(__name__)
_BUSY_WAIT, _IDLE_WAIT = 0.05, 1.0
_INTO_SENTENCE = 12
"""Characters into a sentence from which "previous" means the start of that sentence."""


_OfTake = FirstSound | Underrun | SentenceStarted | WordStarted | Finished
_OF_TAKE = (FirstSound, Underrun, SentenceStarted, WordStarted, Finished)


@dataclass(frozen=True, slots=True)
class EngineParts:
    """What the engine works with. `language_notice` says in a sentence that a text is foreign."""

    voice: VoicePort
    player: PlayerPort
    split: Splitter
    open_writer: OpenWriter
    language_notice: Callable[[str], str]


class Engine:
    """Speaks and saves texts.

    Args:
        parts: the voice, the player and the pure functions it uses.
        listener: takes the events; must return at once, from any thread.
        folder, compute: the voice to start with.
        options: how to speak until `set_options`.
    """

    def __init__(
        self,
        parts: EngineParts,
        listener: Callable[[Event], None],
        folder: Path,
        compute: Compute = Compute.AUTO,
        options: SpeakOptions | None = None,
    ) -> None:
        self._voice, self._player, self._split = parts.voice, parts.player, parts.split
        self._open_writer, self._language_notice = parts.open_writer, parts.language_notice
        self._listener = listener
        self._wanted = (folder, compute)
        self._options = options or SpeakOptions()
        self._commands: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._numbers = itertools.count(1)
        self._closed = False
        self._state = State.IDLE
        self._ready: VoiceReady | None = None
        self._reading: Reading | None = None
        self._asked_at = 0.0
        self._underruns = 0
        self._saves = Saves(self._emit)
        self._heard = (0, 0)
        self._pace = TYPICAL_SECONDS_PER_CHARACTER
        self._deaths, self._faults = Patience(), Patience()
        self._failure: VoiceFailed | None = None
        self._last_voice: VoiceInfo | None = None
        self._held = False  # the player waits for another voice, though the user did not pause

    # ------------------------------------------------------- from any thread, at once

    def speak(
        self,
        text: str,
        *,
        start: int = 0,
        end: int | None = None,
        revision: int = 0,
        options: SpeakOptions | None = None,
    ) -> int:
        """Speak `text` from `start` to `end` in place of what is being spoken; the job's number."""
        job, asked_at = next(self._numbers), perf_counter()
        self._do(lambda: self._speak(job, asked_at, text, start, end, revision, options))
        return job

    def update_text(self, text: str, edit: Edit, revision: int) -> None:
        """The text of the present job was edited and is now `text`."""
        self._do(lambda: self._update_text(text, edit, revision))

    def pause(self) -> None:
        self._do(self._pause)

    def resume(self) -> None:
        self._do(self._resume)

    def stop(self) -> None:
        """Silence at once: the player is told before the voice thread is."""
        self._player.stop()
        self._do(self._stop)

    def next_sentence(self) -> None:
        self._do(self._next_sentence)

    def previous_sentence(self) -> None:
        self._do(self._previous_sentence)

    def go_to(self, position: int) -> None:
        """Speak on from this code point of the present job's text."""
        asked_at = perf_counter()
        self._do(lambda: self._go_to(position, asked_at))

    def set_options(self, options: SpeakOptions) -> None:
        """Rate, pitch, pauses and skipping, heard from the next word on."""
        self._do(lambda: self._set_options(options))

    def set_volume(self, volume: float) -> None:
        self._player.set_volume(volume)

    def set_sound(self, device: str, lead_in_ms: int) -> None:
        """The sound device by name ("" is the system's), and silence before the first sound."""
        self._player.set_device(device)
        self._player.set_lead_in(lead_in_ms)

    def set_voice(self, folder: Path, compute: Compute) -> None:
        """Load another voice, or the same elsewhere; what is being spoken goes on with it."""
        self._do(lambda: self._set_voice(folder, compute))

    def save(
        self,
        text: str,
        path: Path,
        *,
        start: int = 0,
        end: int | None = None,
        options: SpeakOptions | None = None,
    ) -> int:
        """Render `text` to a sound file; the job's number."""
        job = next(self._numbers)
        self._do(lambda: self._save(job, text, path, start, end, options))
        return job

    def cancel_save(self, job: int) -> None:
        self._do(lambda: self._saves.cancel(job))

    def snapshot(self) -> Snapshot:
        reading = self._reading
        position, revision = self._heard
        return Snapshot(
            state=self._state,
            job=reading.job if reading else 0,
            position=position,
            revision=revision,
            seconds_per_character=self._pace / self._options.rate,
        )

    def close(self) -> None:
        """End `run`; the voice and the player end with it."""
        self._closed = True
        self._voice.wake()

    # ------------------------------------------------------------- the voice thread

    def run(self) -> None:
        """Start the voice and serve until `close`. The caller's thread becomes the voice thread."""
        with contextlib.ExitStack() as ends:
            ends.callback(self._voice.close)
            ends.callback(self._player.close)
            ends.callback(self._saves.close)
            self._player.start()
            self._voice.load(*self._wanted)
            while not self._closed:
                try:
                    self._turn()
                except Exception as error:
                    self._on_fault(error)

    def _on_fault(self, error: Exception) -> None:
        """A fault of ours ends what is being done, with a message, and not the voice.

        Raises:
            Exception: `error`, when it was one too many.
        """
        _log.exception("a fault ended what was being done")
        kind = type(error).__name__
        message = f"Something went wrong in Lectern ({kind}), and what it was doing ended."
        hint = "Try again; the log says more."
        self._saves.fail(message, hint)
        if self._reading is not None:
            self._emit(Notice("fault", message, hint))
            self._stop()
        if not self._faults.try_with():
            raise error

    def _turn(self) -> None:
        """Carry out what was asked, take a message, ask for more."""
        while not self._closed:
            try:
                command = self._commands.get_nowait()
            except queue.Empty:
                break
            command()
        busy = self._reading is not None or bool(self._saves)
        message = self._voice.receive(_BUSY_WAIT if busy else _IDLE_WAIT)
        if message is not None:
            self._on_message(message)
        if self._reading is not None and self._ready is not None:
            self._reading.pump()

    def _do(self, command: Callable[[], object]) -> None:
        self._commands.put(lambda: (command(), None)[1])
        self._voice.wake()

    # --------------------------------------------------------------------- commands

    def _speak(
        self,
        job: int,
        asked_at: float,
        text: str,
        start: int,
        end: int | None,
        revision: int,
        options: SpeakOptions | None,
    ) -> None:
        self._drop_reading()
        self._heard = (start, revision)
        if self._failure is not None:
            self._emit(self._failure)
            self._emit(Finished(job, start, revision, complete=False))
            self._become(State.IDLE)
            return
        self._asked_at, self._underruns = asked_at, 0
        self._pace = TYPICAL_SECONDS_PER_CHARACTER
        self._reading = Reading(
            job,
            text,
            start,
            end,
            revision,
            options or self._options,
            split=self._split,
            player=self._player,
            new_number=lambda: next(self._numbers),
            send=self._send,
            cancel=self._voice.cancel,
        )
        if message := self._language_notice(text[start:end]):
            self._emit(Notice("language", message))
        self._become(State.SPEAKING if self._ready else State.WAITING)
        if self._ready:
            self._reading.begin(self._ready.voice.sample_rate, asked_at)

    def _update_text(self, text: str, edit: Edit, revision: int) -> None:
        if self._reading is not None:
            self._reading.update_text(text, edit, revision)
            self._heard = (self._place(), revision)

    def _pause(self) -> None:
        if self._state is State.SPEAKING:
            self._player.pause()
            self._become(State.PAUSED)

    def _resume(self) -> None:
        if self._state is State.PAUSED:
            if not self._held:
                self._player.resume()
            self._become(State.SPEAKING)

    def _stop(self) -> None:
        reading = self._drop_reading()
        if reading is not None:
            position, revision = self._heard
            self._emit(Finished(reading.job, position, revision, complete=False))
        self._become(State.IDLE)

    def _next_sentence(self) -> None:
        if self._reading is not None:
            after = self._reading.steps().after(self._place())
            if after is not None:
                self._go_to(after, perf_counter())

    def _previous_sentence(self) -> None:
        """To the start of this sentence, or of the one before when it has just begun."""
        if self._reading is None:
            return
        place, steps = self._place(), self._reading.steps()
        start = min(place, steps.before(place + 1))
        if place - start <= _INTO_SENTENCE:
            start = steps.before(start)
        self._go_to(start, perf_counter())

    def _go_to(self, position: int, asked_at: float) -> None:
        reading = self._reading
        if reading is None:
            return
        self._asked_at = asked_at
        if reading.sample_rate == 0:
            reading.wait_at(position)
        else:
            reading.begin(self._rate() or reading.sample_rate, asked_at, position)
            self._become(State.SPEAKING)
        self._heard = (position, reading.revision)

    def _set_options(self, options: SpeakOptions) -> None:
        changed = options != self._options
        self._options = options
        if changed and self._reading is not None:
            self._reading.set_options(options)

    def _set_voice(self, folder: Path, compute: Compute) -> None:
        self._wanted = (folder, compute)
        self._ready = self._failure = None
        self._deaths.renew()
        self._held = True
        self._player.pause()
        self._voice.load(folder, compute)

    def _save(
        self,
        job: int,
        text: str,
        path: Path,
        start: int,
        end: int | None,
        options: SpeakOptions | None,
    ) -> None:
        if self._failure is not None:
            self._emit(SaveFailed(job, self._failure.message, self._failure.hint))
            return
        saving = Saving(
            job,
            text,
            start,
            end,
            options or self._options,
            str(path),
            split=self._split,
            open_writer=lambda rate: self._open_writer(path, rate),
            new_number=lambda: next(self._numbers),
            send=self._send,
            cancel=self._voice.cancel,
        )
        self._saves.add(saving, self._rate())

    # --------------------------------------------------------------- from the voice

    def _on_message(self, message: VoiceMessage) -> None:
        if isinstance(message, AudioChunk):
            self._on_chunk(message)
        elif isinstance(message, Rendered):
            self._on_rendered(message.request, message.seconds)
        elif isinstance(message, RenderFailed):
            self._on_render_failed(message)
        elif isinstance(message, VoiceReady):
            self._on_ready(message)
        elif isinstance(message, VoiceFailed):
            self._on_failed(message)
        elif isinstance(message, VoiceDied):
            self._on_died(message)
        else:
            if isinstance(message, VoiceProgress):
                _log.info("%s (%d %%)", message.stage, round(message.fraction * 100))
            self._emit(message)

    def _on_chunk(self, chunk: AudioChunk) -> None:
        if self._reading is not None:
            self._reading.on_chunk(chunk)
        self._saves.on_chunk(chunk)

    def _on_rendered(self, request: int, seconds: float = 0.0) -> None:
        if self._reading is not None:
            self._reading.on_rendered(request, seconds)
            self._pace = self._reading.seconds_per_character
        self._saves.on_rendered(request)

    def _on_render_failed(self, failed: RenderFailed) -> None:
        self._emit(Notice("render", failed.message, failed.hint))
        self._on_rendered(failed.request)

    def _on_ready(self, ready: VoiceReady) -> None:
        for stage, seconds in ready.stages:
            _log.info("ready: %s took %.3f s", stage, seconds)
        _log.info("ready: voice %s on %s", ready.voice.name, ready.compute.value)
        same_voice = ready.voice == self._last_voice
        self._ready, self._last_voice, self._failure = ready, ready.voice, None
        self._player.prepare()
        self._emit(ready)
        if self._reading is not None:
            if same_voice and self._reading.sample_rate:
                self._reading.repeat_open()
                if self._held and self._state is State.SPEAKING:
                    self._player.resume()
            else:
                self._begin_waiting(self._reading)
        self._held = False
        self._saves.on_ready(self._rate(), same_voice=same_voice)

    def _begin_waiting(self, reading: Reading) -> None:
        """What was asked for before the voice was ready, or must be said by another voice."""
        if reading.sample_rate == 0:
            reading.begin(self._rate(), self._asked_at)
        else:
            reading.begin(self._rate(), perf_counter(), self._place())
        if self._state is State.PAUSED:
            self._player.pause()
        else:
            self._become(State.SPEAKING)

    def _on_failed(self, failed: VoiceFailed) -> None:
        _log.error("the voice failed: %s", failed.message)
        self._ready, self._failure = None, failed
        self._emit(failed)
        if self._reading is not None:
            self._stop()
        self._saves.fail(failed.message, failed.hint)

    def _on_died(self, died: VoiceDied) -> None:
        """Start the voice again and go on where it was, unless it dies again and again."""
        self._ready = None
        if not self._deaths.try_with():
            self._on_failed(
                VoiceFailed(
                    f"The speech engine stopped {self._deaths.count} times in a minute: "
                    f"{died.reason}.",
                    "Choose CPU in Settings, Voice, and see the log.",
                )
            )
            return
        self._emit(Notice("voice-restart", "The speech engine stopped and was started again."))
        self._voice.load(*self._wanted)

    # --------------------------------------------------------------- from the player

    def on_player_event(self, event: Event) -> None:
        """The player's listener; called on the playback thread."""
        if not isinstance(event, _OF_TAKE):
            self._emit(event)
            return
        reading = self._reading
        if reading is not None and event.job == reading.take:
            self._on_take_event(replace(event, job=reading.job), reading.take)

    def _on_take_event(self, event: _OfTake, take: int) -> None:
        if isinstance(event, Finished):
            self._do(lambda: self._finish(event, take))
            return
        if isinstance(event, (SentenceStarted, WordStarted)):
            self._heard = (event.span.start, event.revision)
        elif isinstance(event, FirstSound):
            _log.info("job %d: first sound after %.1f ms", event.job, event.seconds * 1000)
        else:
            _log.warning("job %d: underrun", event.job)
            self._underruns += 1
        self._emit(event)

    def _finish(self, event: Finished, take: int) -> None:
        """The end was heard, unless meanwhile there is more to say, or it is said anew."""
        if self._reading is None or self._reading.take != take or not self._reading.ended:
            return
        if not self._reading.spoke_anything:
            self._emit(
                Notice(
                    "nothing",
                    "There is nothing in the text that can be spoken.",
                    "Type some words and press Speak.",
                )
            )
        self._drop_reading()
        self._heard = (event.position, event.revision)
        self._emit(event)
        self._become(State.IDLE)

    # ------------------------------------------------------------------------ parts

    def _place(self) -> int:
        """The heard position in the present text of the job."""
        position, revision = self._heard
        return self._reading.carried_position(position, revision) if self._reading else position

    def _rate(self) -> int:
        return self._ready.voice.sample_rate if self._ready else 0

    def _send(self, request: RenderRequest) -> None:
        if self._ready is not None:
            self._voice.render(request)

    def _drop_reading(self) -> Reading | None:
        reading, self._reading = self._reading, None
        if reading is not None:
            _log.info(
                "job %d: real-time factor %.3f, %d underruns",
                reading.job,
                reading.real_time_factor,
                self._underruns,
            )
            reading.close()
            self._player.stop()
        return reading

    def _become(self, state: State) -> None:
        self._state = state
        self._emit(StateChanged(state, self._reading.job if self._reading else 0))

    def _emit(self, event: Event) -> None:
        self._listener(event)
