"""What a demo is played with, made of the engine and the user's settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.pronunciations import PronunciationStore, spoken
from app.settings import SettingsStore
from app.ui.bridge import Bridge
from app.ui.markup_marks import Markup
from app.values import Span, SpeakOptions, VoiceInfo


@dataclass(frozen=True)
class DemoParts:
    """`voices` lists those that are there now; `read_markup` finds the tags in a text."""

    bridge: Bridge
    settings: SettingsStore
    pronunciations: PronunciationStore
    voices: Callable[[], Sequence[VoiceInfo]]
    read_markup: Callable[[str], Markup]

    def options(self) -> SpeakOptions:
        """How a text is spoken that says nothing of it itself."""
        options = self.settings.settings.speak_options()
        return replace(options, pronunciations=spoken(self.pronunciations.entries))

    def tags(self, text: str) -> Sequence[Span]:
        """What is not to be shown of a text."""
        return self.read_markup(text).tags

    def set_volume(self, share: float) -> None:
        """`share` (0 to 1) of the volume that the user has set."""
        self.bridge.engine.set_volume(share * self.settings.settings.sound.volume)

    def choose_voice(self, name: str) -> None:
        """Load the voice called `name`; "" is the user's own."""
        wanted = self.settings.settings.voice
        folders = {voice.folder.name: voice.folder for voice in self.voices()}
        folder = folders.get(name or wanted.name, next(iter(folders.values()), None))
        if folder is not None:
            self.bridge.engine.set_voice(folder, wanted.compute, wanted.precision)
