"""Has a voice that failed loaded again, ever more slowly, since nobody is there to do it.

In the ordinary window its user reads why, and chooses. A kiosk would be silent for ever.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject

from app.kiosk.back_off import BackOff
from app.ui.bridge import Bridge
from app.ui.timers import single_shot
from app.values import VoiceFailed, VoiceReady

_log = logging.getLogger(__name__)


class VoiceRetry(QObject):
    """Calls `again` some time after each failure of the voice of `bridge`.

    Args:
        again: has the same voice loaded.
        back_off: how long to wait.
    """

    def __init__(
        self,
        bridge: Bridge,
        again: Callable[[], None],
        parent: QObject | None = None,
        back_off: BackOff | None = None,
    ) -> None:
        super().__init__(parent)
        self._back_off = back_off or BackOff()
        self._timer = single_shot(self, 0, again)
        bridge.voice_failed.connect(self._on_failed)
        bridge.voice_became_ready.connect(self._on_ready)

    @property
    def is_waiting(self) -> bool:
        """A voice is going to be loaded again."""
        return self._timer.isActive()

    def _on_ready(self, _ready: VoiceReady) -> None:
        self._timer.stop()
        self._back_off.begin()

    def _on_failed(self, _failed: VoiceFailed) -> None:
        wait = self._back_off.wait_s()
        _log.warning("the voice is loaded again in %.0f s", wait)
        self._timer.start(round(wait * 1000))
