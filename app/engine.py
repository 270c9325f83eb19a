"""The engine: speak, pause, resume, seek, stop and save; events out. No Qt, no torch, no PortAudio.

`run` is the voice thread's loop. Every other method may be called from any thread and returns at
once: it leaves a command that the loop carries out. The engine is handed a voice, a player and a
sentence splitter, so it is the same with a window, without one, and in tests.

Events reach the listener from the voice thread (the state of the voice and of saves) or from the
playback thread (what is heard). Those of a job that was replaced are dropped.
"""

from __future__ import annotations

import itertools
import logging
import queue
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, perf_counter

from app.errors import LecternError
from app.ports import OpenWriter, PlayerPort, Splitter, VoicePort
from app.reading import Reading
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
    Saved,
    SaveFailed,
    SaveProgress,
    SentenceStarted,
    Snapshot,
    SpeakOptions,
    State,
    StateChanged,
    Underrun,
    VoiceDied,
    VoiceFailed,
    VoiceMessage,
    VoiceProgress,
    VoiceReady,
    WordStarted,
)

_log = logging.getLogger(__name__)
_TYPICAL_SECONDS_PER_CHARACTER = 0.062
_DEATHS_FORGIVEN = 3
_DEATHS_WITHIN = 60.0
_BUSY_WAIT, _IDLE_WAIT = 0.05, 1.0
_INTO_SENTENCE = 12
"""Characters into a sentence from which "previous" means the start of that sentence."""


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
        self._savings: list[Saving] = []
        self._heard = (0, 0)
        self._pace = _TYPICAL_SECONDS_PER_CHARACTER
        self._deaths: list[float] = []
        self._goes_on_exactly = False

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
        self._do(lambda: self._cancel_save(job))

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
        self._player.start()
        try:
            self._voice.load(*self._wanted)
            while not self._closed:
                self._turn()
        finally:
            for saving in self._savings:
                saving.close()
            self._player.close()
            self._voice.close()

    def _turn(self) -> None:
        """Carry out what was asked, take a message, ask for more."""
        while not self._closed:
            try:
                command = self._commands.get_nowait()
            except queue.Empty:
                break
            command()
        busy = self._reading is not None or bool(self._savings)
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
        self._asked_at, self._underruns = asked_at, 0
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

    def _pause(self) -> None:
        if self._state is State.SPEAKING:
            self._player.pause()
            self._become(State.PAUSED)

    def _resume(self) -> None:
        if self._state is State.PAUSED:
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
            after = self._reading.sentence_after(self._place())
            if after is not None:
                self._go_to(after, perf_counter())

    def _previous_sentence(self) -> None:
        if self._reading is None:
            return
        place = self._place()
        here = self._reading.sentence_at(place)
        inside = here is not None and place - here.start > _INTO_SENTENCE
        before = (
            here.start
            if inside and here
            else self._reading.sentence_before(here.start if here else place)
        )
        self._go_to(before, perf_counter())

    def _go_to(self, position: int, asked_at: float) -> None:
        if self._reading is None or self._ready is None:
            return
        self._heard = (position, self._reading.revision)
        self._reading.begin(self._ready.voice.sample_rate, asked_at, position)
        self._asked_at = asked_at
        self._become(State.SPEAKING)

    def _set_options(self, options: SpeakOptions) -> None:
        changed = options != self._options
        self._options = options
        if changed and self._reading is not None:
            self._reading.set_options(options)

    def _set_voice(self, folder: Path, compute: Compute) -> None:
        self._wanted = (folder, compute)
        self._ready = None
        self._goes_on_exactly = False
        if self._reading is not None:
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
        self._savings.append(saving)
        if self._ready:
            self._with_save(saving, lambda: saving.begin(self._rate()))

    def _cancel_save(self, job: int) -> None:
        for saving in [s for s in self._savings if s.job == job]:
            self._end_save(saving, SaveFailed(job, ""))

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
        for saving in list(self._savings):
            self._with_save(saving, lambda s=saving: s.on_chunk(chunk))  # type: ignore[misc]

    def _on_rendered(self, request: int, seconds: float = 0.0) -> None:
        if self._reading is not None:
            self._reading.on_rendered(request, seconds)
            self._pace = self._reading.seconds_per_character or self._pace
        for saving in list(self._savings):
            before = saving.fraction
            self._with_save(saving, lambda s=saving: s.on_rendered(request))  # type: ignore[misc]
            if saving in self._savings and saving.fraction != before:
                self._emit(SaveProgress(saving.job, saving.fraction))

    def _on_render_failed(self, failed: RenderFailed) -> None:
        self._emit(Notice("render", failed.message, failed.hint))
        self._on_rendered(failed.request)

    def _on_ready(self, ready: VoiceReady) -> None:
        for stage, seconds in ready.stages:
            _log.info("ready: %s took %.3f s", stage, seconds)
        _log.info("ready: voice %s on %s", ready.voice.name, ready.compute.value)
        self._ready = ready
        self._player.prepare()
        self._emit(ready)
        if self._reading is not None:
            if self._goes_on_exactly and self._reading.sample_rate:
                self._reading.repeat_open()
            else:
                self._begin_waiting()
        for saving in list(self._savings):
            if saving.begun:
                saving.repeat_open()
            else:
                self._with_save(saving, lambda s=saving: s.begin(self._rate()))  # type: ignore[misc]

    def _begin_waiting(self) -> None:
        """What was asked for before the voice was ready, or must be said by another voice."""
        if self._reading is None:
            return
        paused = self._state is State.PAUSED
        position = self._place() if self._reading.sample_rate else None
        self._reading.begin(self._rate(), self._asked_at, position)
        if paused:
            self._player.pause()
        else:
            self._become(State.SPEAKING)

    def _on_failed(self, failed: VoiceFailed) -> None:
        _log.error("the voice failed: %s", failed.message)
        self._ready = None
        self._emit(failed)
        if self._reading is not None:
            self._player.stop()
            self._stop()
        for saving in list(self._savings):
            self._end_save(saving, SaveFailed(saving.job, failed.message, failed.hint))

    def _on_died(self, died: VoiceDied) -> None:
        """Start the voice again and go on where it was, unless it dies again and again."""
        now = monotonic()
        self._deaths = [at for at in self._deaths if now - at < _DEATHS_WITHIN] + [now]
        self._ready = None
        if len(self._deaths) > _DEATHS_FORGIVEN:
            self._on_failed(
                VoiceFailed(
                    f"The speech engine stopped {len(self._deaths)} times in a minute: "
                    f"{died.reason}.",
                    "Choose CPU in Settings, Voice, and see the log.",
                )
            )
            return
        self._goes_on_exactly = True
        self._emit(Notice("voice-restart", "The speech engine stopped and was started again."))
        self._voice.load(*self._wanted)

    # ------------------------------------------------------------------------ saves

    def _with_save(self, saving: Saving, work: Callable[[], None]) -> None:
        """Do a piece of a save's work; end the save when it fails or is complete."""
        try:
            work()
            if saving.begun and not saving.waiting:
                saving.complete()
                _log.info(
                    "job %d: %.1f s saved, real-time factor %.3f",
                    saving.job,
                    saving.seconds,
                    saving.real_time_factor,
                )
                self._end_save(saving, Saved(saving.job, saving.path, saving.seconds))
        except LecternError as error:
            self._end_save(saving, SaveFailed(saving.job, error.message, error.hint))

    def _end_save(self, saving: Saving, event: Saved | SaveFailed) -> None:
        saving.close()
        self._savings.remove(saving)
        self._emit(event)

    # --------------------------------------------------------------- from the player

    def on_player_event(self, event: Event) -> None:
        """The player's listener; called on the playback thread."""
        reading = self._reading
        if reading is None:
            if not isinstance(
                event, (FirstSound, Underrun, SentenceStarted, WordStarted, Finished)
            ):
                self._emit(event)
            return
        if isinstance(event, (FirstSound, Underrun)):
            if event.job == reading.take:
                self._on_take_event(event, reading.job)
        elif isinstance(event, (SentenceStarted, WordStarted)):
            if event.job == reading.job:
                self._heard = (event.span.start, event.revision)
                self._emit(event)
        elif isinstance(event, Finished):
            if event.job == reading.job:
                self._do(lambda: self._finish(event))
        else:
            self._emit(event)

    def _on_take_event(self, event: FirstSound | Underrun, job: int) -> None:
        if isinstance(event, FirstSound):
            _log.info("job %d: first sound after %.1f ms", job, event.seconds * 1000)
            self._emit(FirstSound(job, event.seconds))
        else:
            _log.warning("job %d: underrun", job)
            self._underruns += 1
            self._emit(Underrun(job))

    def _finish(self, event: Finished) -> None:
        if self._reading is None or self._reading.job != event.job:
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
