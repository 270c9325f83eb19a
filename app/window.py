"""Builds the window and everything behind it, and joins them. It does not wait: tests use it too.

The order is the point: the window is shown first; then the bridge starts the voice thread, which
starts the voice process, and torch is imported there while the window is already being used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app import assembly, paths, pronunciations, settings, window_state
from app.errors import SettingsError
from app.foundation import Kept, find_voice_folder, found_voices, make_bridge
from app.kiosk.history import HistoryFile
from app.log import Crash, Log
from app.speech import ipa, ssml
from app.ui.application import Relay
from app.ui.awake import Awake
from app.ui.bridge import Bridge
from app.ui.companions import CompanionParts, CompanionWindows
from app.ui.main_window import Companions, MainWindow, Surroundings
from app.ui.remote.control import RemoteControl
from app.ui.theme import Appearance
from app.values import Notice


@dataclass
class Built:
    """The window, and what must be kept while it lives and ended after it."""

    window: MainWindow
    settings: settings.SettingsStore
    state: window_state.WindowStateStore
    pronunciations: pronunciations.PronunciationStore
    companions: CompanionWindows
    appearance: Appearance
    relay: Relay
    bridge: Bridge
    remote: RemoteControl | None

    def show_crash(self, crash: Crash) -> None:
        self.window.errors.add(crash.summary, f"{crash.details}\n\nLog: {crash.log_file}")

    def start(self, *, background: bool = False) -> None:
        """Show the window, unless it is to stay in the background; then start all behind it."""
        if not background:
            self.window.show()
        self.settings.start()
        self.state.start()
        self.pronunciations.start()
        if self.remote is not None:
            self.remote.start()
        self.window.start()

    def end(self) -> None:
        """To be called when the window is closed."""
        self.companions.end()
        self.appearance.close()
        self.settings.close()
        self.state.close()
        self.pronunciations.close()


def build_window(
    app: Any,
    *,
    in_process: bool = False,
    journal: Log | None = None,
    problem: str = "",
    socket: str = "",
) -> Built:
    """Everything made and joined, nothing started.

    Args:
        app: the QApplication.
        in_process: run the voice in this process.
        journal: the log.
        problem: what is wrong with the log. It lies beneath the other notices: what becomes of
            the text matters more.
        socket: where other programs can reach it; "": nowhere.
    """
    kept = Kept()

    def show_problem(error: SettingsError) -> None:
        window.notify(Notice("settings", error.message, error.hint), "warning")

    relay = Relay(show_problem)
    store = settings.SettingsStore(kept.settings_file, kept.settings, relay.tell)
    states = window_state.WindowStateStore(kept.state_file, kept.state, relay.tell)
    said = pronunciations.PronunciationStore(
        kept.pronunciations_file, kept.pronunciations, relay.tell
    )
    appearance = Appearance(app, kept.settings.look)
    appearance.start()
    voice_folder, voice_problem = find_voice_folder(kept.settings.voice.name)
    bridge = make_bridge(kept, voice_folder, in_process)
    user_models = paths.user_models_folder()
    companions = CompanionWindows(
        CompanionParts(
            bridge=bridge,
            settings=store,
            appearance=appearance,
            devices=assembly.sound_devices,
            find_voices=found_voices,
            voices_folder=user_models,
            state=states,
            pronunciations=said,
            read_ipa=ipa.read,
            kept=kept.settings_file.parent,
            drafts=kept.autosave_file.parent,
            tell=relay.tell,
        )
    )
    window = MainWindow(
        Surroundings(
            bridge=bridge,
            settings=store,
            pronunciations=said,
            state=states,
            appearance=appearance,
            voices=lambda: found_voices()[0],
            read_markup=ssml.read,
            companions=Companions(
                companions.show_settings,
                companions.show_voices,
                companions.show_about,
                companions.show_pronunciations,
                companions.add_pronunciation,
                companions.show_board,
                companions.show_board_editor,
            ),
            awake=Awake(),
            said=HistoryFile(
                kept.autosave_file.with_name(paths.talk_history_file().name), relay.tell
            ),
            autosave=kept.autosave_file,
            log=journal.file.parent if journal else paths.log_folder(),
        )
    )
    for number, told in enumerate(filter(None, [problem, *kept.problems])):
        window.notify(Notice(f"kept-{number}", told), "warning")
    if voice_problem is not None:
        window.notify(Notice("chosen-voice", str(voice_problem)), "warning")
    remote = None
    if socket:
        speech, files = window.speech, window.files
        remote = RemoteControl(socket, bridge, window, files.open_path, store, said, speech.toggle)
    return Built(window, store, states, said, companions, appearance, relay, bridge, remote)
