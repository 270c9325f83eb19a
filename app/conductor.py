"""What the voice thread does: carries out commands, and deals out what the voice says.

Everything here belongs to the voice thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from app.patience import Patience
from app.ports import EngineParts
from app.saves import Saves
from app.saving import Saving
from app.speaking import Speaking
from app.supervision import Supervision
from app.values import (
    AudioChunk,
    Compute,
    Event,
    Notice,
    Rendered,
    RenderFailed,
    SaveFailed,
    SpeakOptions,
    VoiceDied,
    VoiceFailed,
    VoiceMessage,
    VoiceProgress,
    VoiceReady,
)

_log = logging.getLogger(__name__)


class Conductor:
    """One voice for the text that is spoken and those that are saved.

    Args:
        parts, listener, options: as for `Engine`.
        wanted: the voice to start with, and where it computes.
        new_number: gives out the numbers of takes and requests; any thread.
        do: has the voice thread carry out a command later; any thread.
    """

    def __init__(
        self,
        parts: EngineParts,
        listener: Callable[[Event], None],
        wanted: tuple[Path, Compute],
        options: SpeakOptions,
        *,
        new_number: Callable[[], int],
        do: Callable[[Callable[[], object]], None],
    ) -> None:
        self._parts, self._emit, self._new_number = parts, listener, new_number
        self._voice = Supervision(parts.voice, wanted)
        self._faults = Patience()
        self.speaking = Speaking(
            parts, listener, options, self._voice, new_number=new_number, do=do
        )
        self.saves = Saves(listener)

    def start(self) -> None:
        """Have the first voice loaded."""
        self._voice.start()

    @property
    def busy(self) -> bool:
        """Something is being spoken or saved."""
        return self.speaking.active or bool(self.saves)

    def pump(self) -> None:
        """Ask the voice for what comes next."""
        self.speaking.pump()

    def on_fault(self, error: Exception) -> None:
        """A fault of ours ends what is being done, with a message, and not the voice.

        Raises:
            Exception: `error`, when it was one too many.
        """
        _log.exception("a fault ended what was being done")
        kind = type(error).__name__
        message = f"Something went wrong in Lectern ({kind}), and what it was doing ended."
        hint = "Try again; the log says more."
        self.saves.fail(message, hint)
        if self.speaking.active:
            self._emit(Notice("fault", message, hint))
            self.speaking.stop()
        if not self._faults.try_with():
            raise error

    # --------------------------------------------------------------------- commands

    def set_voice(self, folder: Path, compute: Compute) -> None:
        self.speaking.hold()
        self._voice.choose(folder, compute)

    def save(
        self,
        job: int,
        text: str,
        path: Path,
        start: int,
        end: int | None,
        options: SpeakOptions | None,
    ) -> None:
        if (failure := self._voice.failure) is not None:
            self._emit(SaveFailed(job, failure.message, failure.hint))
            return
        saving = Saving(
            job,
            text,
            start,
            end,
            options or self.speaking.options,
            str(path),
            split=self._parts.split,
            open_writer=lambda rate: self._parts.open_writer(path, rate),
            new_number=self._new_number,
            send=self._voice.send,
            cancel=self._parts.voice.cancel,
        )
        self.saves.add(saving, self._voice.sample_rate)

    # --------------------------------------------------------------- from the voice

    def on_message(self, message: VoiceMessage) -> None:
        """The voice says something."""
        if isinstance(message, AudioChunk):
            self.speaking.on_chunk(message)
            self.saves.on_chunk(message)
        elif isinstance(message, Rendered):
            self._on_rendered(message.request, message.seconds)
        elif isinstance(message, RenderFailed):
            self._emit(Notice("render", message.message, message.hint))
            self._on_rendered(message.request, 0.0)
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
        self.saves.on_rendered(request)

    def _on_ready(self, ready: VoiceReady) -> None:
        same_voice = self._voice.on_ready(ready)
        self._emit(ready)
        self.speaking.on_ready(same_voice=same_voice)
        self.saves.on_ready(self._voice.sample_rate, same_voice=same_voice)

    def _on_failed(self, failed: VoiceFailed) -> None:
        self._voice.on_failed(failed)
        self._emit(failed)
        if self.speaking.active:
            self.speaking.stop()
        self.saves.fail(failed.message, failed.hint)

    def _on_died(self, died: VoiceDied) -> None:
        """Go on where it was when the voice is back, unless it dies again and again."""
        failed = self._voice.on_died(died)
        if failed is not None:
            self._on_failed(failed)
        else:
            self._emit(Notice("voice-restart", "The speech engine stopped and was started again."))
