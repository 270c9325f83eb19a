"""Builds a demo that plays by itself, without the window, and all behind it; starts nothing.

Whatever was kept is read and never written: a demo on a stage must leave the presenter's text,
settings and windows as they were.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app import pronunciations, settings
from app.demos.playlist import Playlist, check_voices
from app.foundation import Kept, find_voice_folder, found_voices, make_bridge
from app.speech import ssml
from app.ui.awake import Awake, screen_mode
from app.ui.bridge import Bridge
from app.ui.demos.demo_parts import DemoParts
from app.ui.demos.demo_window import DemoWindow
from app.ui.engine_settings import EngineSettings
from app.ui.icons import app_icon
from app.ui.theme import Appearance


@dataclass
class BuiltDemo:
    """The demo's window, and what must be kept while it lives and ended after it."""

    window: DemoWindow
    bridge: Bridge
    engine_settings: EngineSettings
    appearance: Appearance
    awake: Awake

    def start(self) -> None:
        """Show it and begin; it speaks as soon as the voice is there."""
        self.engine_settings.start()
        self.awake.set_needed(True)
        self.window.start()
        self.bridge.start()

    def end(self) -> None:
        self.window.close()
        self.engine_settings.close()
        self.awake.close()
        self.bridge.close()
        self.appearance.close()


def build_demo(app: Any, playlist: Playlist, *, in_process: bool = False) -> BuiltDemo:
    """Everything made and joined, nothing started.

    Raises:
        DemoError: it asks for a voice that is not there.
    """
    kept = Kept()
    check_voices(playlist, [voice.folder.name for voice in found_voices()[0]])
    appearance = Appearance(app, kept.settings.look)
    appearance.start()
    bridge = make_bridge(kept, find_voice_folder(kept.settings.voice.name)[0], in_process)
    store = settings.SettingsStore(kept.settings_file, kept.settings, lambda error: None)
    said = pronunciations.PronunciationStore(
        kept.pronunciations_file, kept.pronunciations, lambda error: None
    )
    parts = DemoParts(bridge, store, said, lambda: found_voices()[0], ssml.read)
    window = DemoWindow(playlist, parts)
    window.setWindowIcon(app_icon())
    look = kept.settings.look
    window.set_look(look, appearance.colours, animated=appearance.animated)
    appearance.changed.connect(
        lambda colours: window.set_look(look, colours, animated=appearance.animated)
    )
    engine_settings = EngineSettings(store, said, bridge.engine, lambda: found_voices()[0])
    return BuiltDemo(window, bridge, engine_settings, appearance, Awake(screen_mode))
