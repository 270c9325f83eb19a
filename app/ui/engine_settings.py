"""Tells the engine what the user changes in the settings, wherever that was changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from app.settings import Settings, SettingsStore
from app.ui.bridge import Engine
from app.values import VoiceInfo


class EngineSettings:
    """Keeps `engine` at what `store` holds, from `start` to `close`."""

    def __init__(
        self,
        store: SettingsStore,
        engine: Engine,
        voices: Callable[[], Sequence[VoiceInfo]],
    ) -> None:
        self._store = store
        self._engine = engine
        self._voices = voices
        self._unsubscribe: Callable[[], None] | None = None

    def start(self) -> None:
        """Tell the engine all but the voice, which it was built with, and follow the changes."""
        settings = self._store.settings
        self._engine.set_options(settings.speak_options())
        self._engine.set_volume(settings.sound.volume)
        self._engine.set_sound(settings.sound.device, settings.sound.lead_in_ms)
        self._unsubscribe = self._store.subscribe(self._on_changed)

    def close(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    def _on_changed(self, new: Settings, old: Settings) -> None:
        if new.speak_options() != old.speak_options():
            self._engine.set_options(new.speak_options())
        if new.sound.volume != old.sound.volume:
            self._engine.set_volume(new.sound.volume)
        before = (old.sound.device, old.sound.lead_in_ms)
        if (new.sound.device, new.sound.lead_in_ms) != before:
            self._engine.set_sound(new.sound.device, new.sound.lead_in_ms)
        if (new.voice.name, new.voice.compute) != (old.voice.name, old.voice.compute):
            folder = self._folder(new.voice.name)
            if folder is not None:
                self._engine.set_voice(folder, new.voice.compute)

    def _folder(self, name: str) -> Path | None:
        """The folder of the voice `name`; of the first voice when it is gone or "" ."""
        folders = [voice.folder for voice in self._voices()]
        named = [folder for folder in folders if folder.name == name]
        return next(iter(named or folders), None)
