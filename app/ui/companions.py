"""The windows beside the main one: Settings, Voices, About. Each is made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.settings import SettingsStore
from app.ui.about import AboutWindow
from app.ui.bridge import Bridge
from app.ui.settings_window import SettingsParts, SettingsWindow
from app.ui.theme import Appearance
from app.ui.voices_window import Found, VoicesParts, VoicesWindow
from app.values import VoiceInfo, VoiceReady

TEST_SENTENCE = "This is how I sound on this device."


@dataclass(frozen=True)
class CompanionParts:
    """What the windows work with; other threads call `devices` and `find_voices`."""

    bridge: Bridge
    settings: SettingsStore
    appearance: Appearance
    devices: Callable[[], Sequence[str]]
    find_voices: Callable[[], Found]
    voices_folder: Path


class CompanionWindows(QObject):
    """Makes and shows them; `end` when the app ends."""

    def __init__(self, parts: CompanionParts) -> None:
        super().__init__()
        self._parts = parts
        self._ready: VoiceReady | None = None
        self._settings: SettingsWindow | None = None
        self._voices: VoicesWindow | None = None
        self._about: AboutWindow | None = None
        parts.bridge.voice_became_ready.connect(self._on_voice_became_ready)
        parts.appearance.changed.connect(self._on_appearance_changed)

    def show_settings(self, parent: QWidget) -> None:
        if self._settings is None:
            given = SettingsParts(
                devices=self._parts.devices,
                test_sound=self._test_sound,
                voices=lambda: self._parts.find_voices()[0],
                open_voices=lambda: self.show_voices(parent),
            )
            self._settings = SettingsWindow(self._parts.settings, given, parent)
            self._settings.show_in_use(self._ready.compute if self._ready else None)
        self._settings.open_page()

    def show_voices(self, parent: QWidget) -> None:
        if self._voices is None:
            given = VoicesParts(self._parts.find_voices, self._choose, self._open_voices_folder)
            self._voices = VoicesWindow(given, parent)
            self._voices.show_in_use(self._ready.voice.name if self._ready else "")
        _bring_forward(self._voices)

    def show_about(self, parent: QWidget) -> None:
        if self._about is None:
            self._about = AboutWindow(lambda: self._ready.voice if self._ready else None, parent)
        _bring_forward(self._about)

    def end(self) -> None:
        for window in (self._settings, self._voices, self._about):
            if window is not None:
                window.end()

    def _test_sound(self) -> None:
        self._parts.bridge.engine.speak(TEST_SENTENCE)

    def _choose(self, voice: VoiceInfo) -> None:
        settings = self._parts.settings.settings
        self._parts.settings.change(
            replace(settings, voice=replace(settings.voice, name=voice.folder.name))
        )

    def _open_voices_folder(self) -> None:
        self._parts.voices_folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._parts.voices_folder)))

    def _on_voice_became_ready(self, event: VoiceReady) -> None:
        self._ready = event
        if self._settings is not None:
            self._settings.show_in_use(event.compute)
        if self._voices is not None:
            self._voices.show_in_use(event.voice.name)

    def _on_appearance_changed(self, colours: object) -> None:
        if self._settings is not None:
            self._settings.show_colours(self._parts.appearance.colours)


def _bring_forward(window: QWidget) -> None:
    window.show()
    window.raise_()
    window.activateWindow()
