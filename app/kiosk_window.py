"""Builds the kiosk and everything behind it, and joins them. It does not wait: tests use it too.

Nothing that a visitor does is written anywhere: the ordinary settings, the pronunciations and the
boards are read only, and the kiosk's own settings are written when its operator changes them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app import assembly, paths, pronunciations, settings
from app.boards.starter_boards import STARTERS, boards_called
from app.errors import SettingsError
from app.foundation import Kept, find_voice_folder, found_voices, make_bridge
from app.kiosk.settings import KioskSettingsStore, load
from app.ui.application import Relay
from app.ui.awake import Awake, screen_mode
from app.ui.bridge import Bridge
from app.ui.companions import DRAFT_FILE, PHRASES_FILE
from app.ui.engine_settings import EngineSettings
from app.ui.kiosk.board_dialog import board_to_open
from app.ui.kiosk.board_editing import BoardEditing
from app.ui.kiosk.face_maker import FaceMaker
from app.ui.kiosk.parts import KioskParts
from app.ui.kiosk.voice_retry import VoiceRetry
from app.ui.kiosk.voice_state import VoiceState
from app.ui.kiosk.window import KioskWindow
from app.ui.speaker import EngineSpeaker
from app.ui.theme import Appearance
from app.values import Notice


@dataclass
class BuiltKiosk:
    """The kiosk, and what must be kept while it lives and ended after it."""

    window: KioskWindow
    store: KioskSettingsStore
    faces: FaceMaker
    bridge: Bridge
    engine_settings: EngineSettings
    appearance: Appearance
    retry: VoiceRetry
    state: VoiceState

    def start(self, *, at_set_up: bool) -> None:
        """Show it; then start everything behind it."""
        self.store.start()
        self.engine_settings.start()
        self.window.start(at_set_up=at_set_up)  # after it: the kiosk's volume holds
        self.bridge.start()

    def end(self) -> None:
        """Close it, if it is still open, and end everything."""
        self.window.end()
        self.faces.close()
        self.engine_settings.close()
        self.bridge.close()
        self.appearance.close()
        self.store.close()


def build_kiosk(app: Any, *, in_process: bool = False) -> BuiltKiosk:
    """Everything made and joined, nothing started.

    Args:
        app: the QApplication.
        in_process: run the voice in this process.
    """
    kept = Kept()
    kiosk_file = kept.settings_file.with_name(paths.kiosk_file().name)
    chosen, problems = load(kiosk_file)

    def show_problem(error: SettingsError) -> None:
        window.set_up.notify(Notice("settings", error.message, error.hint), "warning")

    relay = Relay(show_problem)
    store = KioskSettingsStore(kiosk_file, chosen, relay.tell)
    appearance = Appearance(app, replace(kept.settings.look, theme=chosen.theme))
    appearance.start()
    folder, voice_problem = find_voice_folder(kept.settings.voice.name)
    bridge = make_bridge(kept, folder, in_process)
    speaker = EngineSpeaker(bridge)
    faces = _face_maker(kept, speaker, bridge, relay)
    window = KioskWindow(_parts(kept, speaker, store, appearance, faces, bridge))
    told = [*problems, *kept.problems, *([str(voice_problem)] if voice_problem else [])]
    for number, problem in enumerate(told):
        window.set_up.notify(Notice(f"kept-{number}", problem), "warning")
    return BuiltKiosk(
        window=window,
        store=store,
        faces=faces,
        bridge=bridge,
        engine_settings=_engine_settings(kept, bridge),
        appearance=appearance,
        retry=_retry(kept, bridge, folder),
        state=VoiceState(bridge, window.faces),
    )


def _face_maker(kept: Kept, speaker: EngineSpeaker, bridge: Bridge, relay: Relay) -> FaceMaker:
    return FaceMaker(
        speaker,
        bridge.engine.cue,
        kept.settings_file.with_name(PHRASES_FILE),
        kept.autosave_file.with_name(paths.talk_history_file().name),
        relay.tell,
    )


def _parts(
    kept: Kept,
    speaker: EngineSpeaker,
    store: KioskSettingsStore,
    appearance: Appearance,
    faces: FaceMaker,
    bridge: Bridge,
) -> KioskParts:
    draft = kept.autosave_file.with_name(DRAFT_FILE)
    return KioskParts(
        speaker=speaker,
        store=store,
        appearance=appearance,
        look=kept.settings.look,
        awake=Awake(screen_mode),
        shipped=[(each.name, each.title) for each in STARTERS],
        prepare=faces.prepare,
        load_book=boards_called,
        devices=assembly.sound_devices,
        make_faces=faces.make,
        choose_file=board_to_open,
        editing=BoardEditing(appearance, draft, kept.state.board_file, bridge.engine.speak),
    )


def _retry(kept: Kept, bridge: Bridge, folder: Path) -> VoiceRetry:
    voice = kept.settings.voice
    return VoiceRetry(
        bridge, lambda: bridge.engine.set_voice(folder, voice.compute, voice.precision)
    )


def _engine_settings(kept: Kept, bridge: Bridge) -> EngineSettings:
    """Has the engine speak as the ordinary settings say; nothing is ever written to them."""
    return EngineSettings(
        settings.SettingsStore(kept.settings_file, kept.settings, lambda error: None),
        pronunciations.PronunciationStore(
            kept.pronunciations_file, kept.pronunciations, lambda error: None
        ),
        bridge.engine,
        lambda: found_voices()[0],
    )
