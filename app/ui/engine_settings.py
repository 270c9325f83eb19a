"""Tells the engine what the user changes in the settings and pronunciations, wherever it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app.pronunciations import PronunciationStore, spoken
from app.settings import Settings, SettingsStore
from app.ui.bridge import Engine
from app.values import Compute, Precision, VoiceInfo


class EngineSettings:
    """Keeps `engine` at what `store` holds, from `start` to `close`."""

    def __init__(
        self,
        store: SettingsStore,
        pronunciations: PronunciationStore,
        engine: Engine,
        voices: Callable[[], Sequence[VoiceInfo]],
        told: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._told = told
        self._pronunciations = pronunciations
        self._engine = engine
        self._voices = voices
        self._unsubscribe: list[Callable[[], None]] = []

    def start(self) -> None:
        """Tell the engine all but the voice, which it was built with, and follow the changes."""
        settings = self._store.settings
        self._tell_options()
        self._engine.set_volume(settings.sound.volume)
        self._engine.set_sound(settings.sound.device, settings.sound.lead_in_ms)
        self._unsubscribe = [
            self._store.subscribe(self._on_changed),
            self._pronunciations.subscribe(self._tell_options),
        ]

    def close(self) -> None:
        while self._unsubscribe:
            self._unsubscribe.pop()()

    def _tell_options(self) -> None:
        options = self._store.settings.speak_options()
        said = spoken(self._pronunciations.entries)
        self._engine.set_options(replace(options, pronunciations=said))
        self._told()

    def _on_changed(self, new: Settings, old: Settings) -> None:
        if new.speak_options() != old.speak_options():
            self._tell_options()
        if new.sound.volume != old.sound.volume:
            self._engine.set_volume(new.sound.volume)
        before = (old.sound.device, old.sound.lead_in_ms)
        if (new.sound.device, new.sound.lead_in_ms) != before:
            self._engine.set_sound(new.sound.device, new.sound.lead_in_ms)
        if _made_by(new) != _made_by(old):
            folder = self._folder(new.voice.name)
            if folder is not None:
                self._engine.set_voice(folder, new.voice.compute, new.voice.precision)

    def _folder(self, name: str) -> Path | None:
        """The folder of the voice `name`; of the first voice when it is gone or "" ."""
        folders = [voice.folder for voice in self._voices()]
        named = [folder for folder in folders if folder.name == name]
        return next(iter(named or folders), None)


def _made_by(settings: Settings) -> tuple[str, Compute, Precision]:
    """What asks for the voice to be loaded anew when it changes."""
    voice = settings.voice
    return voice.name, voice.compute, voice.precision
