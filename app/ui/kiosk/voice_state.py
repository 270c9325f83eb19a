"""Says at the kiosk what is wrong with the voice or its sound, as long as it is."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.ui.bridge import Bridge
from app.ui.kiosk.faces_page import FacesPage
from app.values import DeviceLost, FirstSound, VoiceFailed, VoiceProgress, VoiceReady

NO_SOUND = "There is no sound device. Speech goes on when one is connected."


class VoiceState(QObject):
    """Follows `bridge`, and shows its state on `page`."""

    def __init__(self, bridge: Bridge, page: FacesPage) -> None:
        super().__init__(page)
        self._page = page
        bridge.voice_progressed.connect(self._on_progress)
        bridge.voice_became_ready.connect(self._on_ready)
        bridge.voice_failed.connect(self._on_failed)
        bridge.device_lost.connect(self._on_device_lost)
        bridge.first_sound.connect(self._on_first_sound)

    def _on_progress(self, event: VoiceProgress) -> None:
        self._page.show_state("The voice is getting ready…")

    def _on_ready(self, event: VoiceReady) -> None:
        self._page.show_state("")

    def _on_failed(self, event: VoiceFailed) -> None:
        self._page.show_state(f"{event.message} {event.hint}".strip(), "error")

    def _on_device_lost(self, event: DeviceLost) -> None:
        if not event.fallback:
            self._page.show_state(NO_SOUND, "error")

    def _on_first_sound(self, event: FirstSound) -> None:
        self._page.show_state("")
