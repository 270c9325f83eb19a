"""Which voice is wanted, whether it is ready, why it failed, and how often it was lost.

Everything here belongs to the voice thread.
"""

from __future__ import annotations

import logging
from pathlib import Path

from app.patience import Patience
from app.ports import VoicePort
from app.values import (
    Compute,
    Precision,
    VoiceDied,
    VoiceFailed,
    VoiceInfo,
    VoiceReady,
    VoiceRequest,
)

_log = logging.getLogger(__name__)


class Supervision:
    """Has the wanted voice loaded, and loaded again when it dies.

    Attributes:
        ready: what it said of itself; None while there is none to be asked.
        failure: why there is none and will be none until another is chosen.
    """

    def __init__(self, voice: VoicePort, wanted: tuple[Path, Compute, Precision]) -> None:
        self.ready: VoiceReady | None = None
        self.failure: VoiceFailed | None = None
        self._voice = voice
        self._wanted = wanted
        self._last: VoiceInfo | None = None
        self._deaths = Patience()

    def start(self) -> None:
        self._voice.load(*self._wanted)

    def choose(self, folder: Path, compute: Compute, precision: Precision) -> None:
        """Load another voice, or the same computed otherwise."""
        self._wanted = (folder, compute, precision)
        self.ready = self.failure = None
        self._deaths.renew()
        self._voice.load(*self._wanted)

    @property
    def sample_rate(self) -> int:
        """Of the voice that is ready; 0 when none is."""
        return self.ready.voice.sample_rate if self.ready else 0

    def send(self, request: VoiceRequest) -> None:
        """Ask the voice, if there is one; who asks is told of the next one that is ready."""
        if self.ready is not None:
            self._voice.render(request)

    def on_ready(self, ready: VoiceReady) -> bool:
        """A voice is ready; whether it is the one that was ready before."""
        for stage, seconds in ready.stages:
            _log.info("ready: %s took %.3f s", stage, seconds)
        where, what = ready.compute.value, ready.precision.value
        _log.info("ready: voice %s on %s in %s", ready.voice.name, where, what)
        same = ready.voice == self._last
        self.ready, self._last, self.failure = ready, ready.voice, None
        return same

    def on_failed(self, failed: VoiceFailed) -> None:
        _log.error("the voice failed: %s", failed.message)
        self.ready, self.failure = None, failed

    def on_died(self, died: VoiceDied) -> VoiceFailed | None:
        """Start the voice again; what to say instead when it dies again and again."""
        self.ready = None
        if self._deaths.try_with():
            self._voice.load(*self._wanted)
            return None
        return VoiceFailed(
            f"The speech engine stopped {self._deaths.count} times in a minute: {died.reason}.",
            "Choose CPU in Settings, Voice, and see the log.",
        )
