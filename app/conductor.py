"""What the voice thread does: carries out commands, and deals out what the voice says.

Everything here belongs to the voice thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app.anticipation import Anticipation
from app.cues import Cue, Cues
from app.filing import Filing, Order
from app.measurements import Measurements
from app.outlines import Outlines
from app.patience import Patience
from app.ports import EngineParts
from app.supervision import Supervision
from app.turns import Turns
from app.values import (
    AudioChunk,
    Compute,
    Event,
    Excerpt,
    Expected,
    Measured,
    Notice,
    Outlined,
    PlayerPosition,
    Precision,
    Rendered,
    RenderFailed,
    SpeakOptions,
    VoiceDied,
    VoiceFailed,
    VoiceMessage,
    VoiceProgress,
    VoiceReady,
)

_log = logging.getLogger(__name__)
_SHORT_WAIT, _BUSY_WAIT, _IDLE_WAIT = 0.005, 0.05, 1.0


class Conductor:
    """One voice for the text that is spoken and those that are saved.

    Args:
        parts, listener, options: as for `Engine`.
        wanted: the voice to start with, and where and in what it computes.
        new_number: gives out the numbers of takes and requests; any thread.
        do: has the voice thread carry out a command later; any thread.
    """

    def __init__(
        self,
        parts: EngineParts,
        listener: Callable[[Event], None],
        wanted: tuple[Path, Compute, Precision],
        options: SpeakOptions,
        *,
        new_number: Callable[[], int],
        do: Callable[[Callable[[], object]], None],
    ) -> None:
        self._parts, self._emit, self._new_number = parts, listener, new_number
        self._voice = Supervision(parts.voice, wanted)
        self._faults = Patience()
        self._anticipation = Anticipation(parts.voice, parts.split, new_number, options)
        self._expected: tuple[Expected, ...] = ()
        self._way_back: Expected | None = None
        self._measurements = Measurements(parts, listener, self._voice, new_number)
        self.turns = Turns(
            parts,
            listener,
            options,
            self._voice,
            self._anticipation,
            self._measurements,
            new_number=new_number,
            do=do,
            foresee=self._foresee,
        )
        self.speaking = self.turns.speaking
        self._cues = Cues(parts, listener, self._voice, new_number)
        self._outlines = Outlines(parts, listener, self._voice, new_number)
        self.filing = Filing(parts, listener, self._voice, self._measurements, new_number)

    def start(self) -> None:
        """Have the first voice loaded."""
        self._voice.start()

    def close(self) -> None:
        """Give up what is being made."""
        self._cues.close()
        self._measurements.close()
        self.filing.saves.close()

    @property
    def patience(self) -> float:
        """Seconds to wait for the voice before there is something else to do."""
        if self._may_anticipate and self._anticipation.can_go_on:
            return 0.0
        if self._measurements.hurried:
            return _SHORT_WAIT
        busy = self.speaking.active or self.filing.busy
        wait, due = _BUSY_WAIT if busy else _IDLE_WAIT, self.speaking.due
        return wait if due is None else min(wait, due)

    def pump(self) -> None:
        """Ask the voice for what comes next."""
        self.speaking.pump()
        if (way_back := self.speaking.way_back()) is not self._way_back:
            self._way_back = way_back
            self._foresee()
        self._measurements.pump()
        self.filing.pump()
        if self._may_anticipate:
            self._anticipation.pump(self._voice.sample_rate)

    @property
    def _may_anticipate(self) -> bool:
        return self._voice.ready is not None and not self.speaking.waits

    def on_fault(self, error: Exception) -> None:
        """A fault of ours ends what is being done, with a message, and not the voice.

        Raises:
            Exception: `error`, when it was one too many.
        """
        _log.exception("a fault ended what was being done")
        kind = type(error).__name__
        message = f"Something went wrong in Lectern ({kind}), and what it was doing ended."
        hint = "Try again; the log says more."
        self.filing.fail(message, hint)
        self._measurements.hide()
        if self.speaking.active:
            self._emit(Notice("fault", message, hint))
            self.stop()
        if not self._faults.try_with():
            raise error

    # --------------------------------------------------------------------- commands

    def expect(self, texts: Sequence[Expected]) -> None:
        self._expected = tuple(texts)
        self._foresee()
        if texts and self._voice.ready is not None:
            self._parts.player.prepare(self._voice.sample_rate)

    def _foresee(self) -> None:
        """Render ahead what will be begun, probably or for sure."""
        back = () if self._way_back is None else (self._way_back,)
        self._anticipation.expect((*self.turns.expected, *back, *self._expected))

    def set_options(self, options: SpeakOptions) -> None:
        self.speaking.set_options(options)
        self._anticipation.set_options(options)

    def set_voice(self, folder: Path, compute: Compute, precision: Precision) -> None:
        self.speaking.hold()
        self._anticipation.forget()
        self._cues.forget()
        self._voice.choose(folder, compute, precision)

    def stop(self, place: PlayerPosition | None = None) -> None:
        """End what is spoken, cues and all that waits; `place` is where the player was."""
        self.turns.stop(place)
        self._cues.stop()

    def cue(self, cue: Cue) -> None:
        self._cues.cue(cue, self.speaking.options)

    def file(self, job: int, order: Order) -> None:
        self.filing.begin(job, replace(order, options=order.options or self.speaking.options))

    def measure(
        self,
        job: int,
        excerpt: Excerpt,
        revision: int,
        options: SpeakOptions | None,
    ) -> None:
        self._measurements.show(job, excerpt, revision, options or self.speaking.options)

    def outline(
        self, job: int, excerpt: Excerpt, revision: int, options: SpeakOptions | None
    ) -> None:
        self._outlines.ask(job, excerpt, revision, options or self.speaking.options)

    # --------------------------------------------------------------- from the voice

    def on_message(self, message: VoiceMessage) -> None:
        """The voice says something."""
        if isinstance(message, AudioChunk):
            self.speaking.on_chunk(message)
            self.filing.saves.on_chunk(message)
            self._anticipation.on_chunk(message)
            self._cues.on_chunk(message)
        elif isinstance(message, Measured):
            self._measurements.on_measured(message)
        elif isinstance(message, Outlined):
            self._outlines.on_outlined(message)
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

    def _on_rendered(self, request: int, seconds: float) -> None:
        self.speaking.on_rendered(request, seconds)
        self.filing.saves.on_rendered(request)
        self._measurements.on_answered(request)
        self._anticipation.on_rendered(request, seconds)
        self._cues.on_rendered(request)

    def _on_render_failed(self, failed: RenderFailed) -> None:
        if self._measurements.on_answered(failed.request):
            _log.warning("a sentence could not be measured")
        elif self._outlines.on_failed(failed.request):
            _log.warning("a sentence could not be outlined")
        elif self._cues.on_failed(failed.request):
            _log.warning("a cue could not be spoken")
        elif not self._anticipation.on_failed(failed.request):
            self._emit(Notice("render", failed.message, failed.hint))
            self._on_rendered(failed.request, 0.0)

    def _on_ready(self, ready: VoiceReady) -> None:
        same_voice = self._voice.on_ready(ready)
        self._emit(ready)
        self.speaking.on_ready(same_voice=same_voice)
        self._measurements.on_ready(same_voice=same_voice)
        self._outlines.on_ready()
        self.filing.saves.on_ready(self._voice.sample_rate, same_voice=same_voice)

    def _on_failed(self, failed: VoiceFailed) -> None:
        self._voice.on_failed(failed)
        self._emit(failed)
        if self.speaking.active:
            self.stop()
        self.filing.fail(failed.message, failed.hint)
        self._outlines.give_up()

    def _on_died(self, died: VoiceDied) -> None:
        """Go on where it was when the voice is back, unless it dies again and again."""
        self._anticipation.forget()
        self._cues.forget()
        failed = self._voice.on_died(died)
        if failed is not None:
            self._on_failed(failed)
        else:
            self._emit(Notice("voice-restart", "The speech engine stopped and was started again."))
