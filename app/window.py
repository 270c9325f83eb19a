"""Builds the window and everything behind it, and joins them. It does not wait: tests use it too.

The order is the point: the window is shown first; then the bridge starts the voice thread, which
starts the voice process, and torch is imported there while the window is already being used.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app import assembly, failed_start, paths, pronunciations, settings, window_state
from app.errors import SettingsError, VoiceError
from app.log import Crash, Log
from app.ports import VoicePort
from app.speech import folder as voices
from app.speech import ipa, ssml
from app.ui.application import Relay, end_on_signals, make_application, tell_fatal, warn
from app.ui.awake import Awake
from app.ui.bridge import Bridge
from app.ui.companions import CompanionParts, CompanionWindows
from app.ui.main_window import Companions, MainWindow, Surroundings
from app.ui.theme import Appearance
from app.values import Notice, VoiceFailed, VoiceInfo


@dataclass
class Built:
    """The window, and what must be kept while it lives and ended after it."""

    window: MainWindow
    settings: settings.SettingsStore
    state: window_state.WindowStateStore
    pronunciations: pronunciations.PronunciationStore
    companions: CompanionWindows
    relay: Relay
    bridge: Bridge

    def show_crash(self, crash: Crash) -> None:
        self.window.errors.add(crash.summary, f"{crash.details}\n\nLog: {crash.log_file}")

    def start(self) -> None:
        """Show the window; then start everything behind it."""
        self.window.show()
        self.settings.start()
        self.state.start()
        self.pronunciations.start()
        self.window.start()

    def end(self) -> None:
        """To be called when the window is closed."""
        self.companions.end()
        self.settings.close()
        self.state.close()
        self.pronunciations.close()


def run(file: Path | None, *, in_process: bool = False) -> int:
    """Show the window, with the text of `file`, until it is closed; the exit status."""
    crashes: list[Callable[[Crash], None]] = []
    journal, problem = assembly.started_log("lectern.log", lambda crash: crashes[-1](crash))
    crashes.append(lambda crash: tell_fatal("Lectern", f"{crash.summary}\n\nLog: {crash.log_file}"))
    app = make_application(sys.argv[:1], journal, lambda cause: _end(cause, journal))
    try:
        built = build_window(app, in_process=in_process, journal=journal, problem=problem)
    except Exception as error:
        sys.excepthook(type(error), error, error.__traceback__)
        return 1
    relay = Relay(built.show_crash)
    crashes.append(relay.tell)
    built.bridge.voice_failed.connect(lambda failure: _tell_no_voice(built, failure, journal))
    built.start()
    if file is not None:
        built.window.files.open_path(file.absolute())
    app.file_requested.connect(built.window.files.open_path)
    signals = end_on_signals(built.window.end)
    status: int = app.exec()
    signals.stop()
    built.end()
    journal.close()
    return status


def _end(cause: str, journal: Log) -> None:
    """Qt cannot go on, and would end the process without a word that its user sees."""
    failed_start.tell(f"{cause}\n\nThe log is {journal.file}.", dialog=True)
    os._exit(1)


def _tell_no_voice(built: Built, failure: VoiceFailed, journal: Log) -> None:
    """Without any voice this is no start: more is due than the notice, which many overlook."""
    if built.window.speech.voice is None:
        warn(built.window, failure.message, f"{failure.hint}\n\nThe log is {journal.file}.")


def build_window(
    app: Any, *, in_process: bool = False, journal: Log | None = None, problem: str = ""
) -> Built:
    """Everything made and joined, nothing started.

    Args:
        app: the QApplication.
        in_process: run the voice in this process.
        journal: the log.
        problem: what is wrong with the log. It lies beneath the other notices: what becomes of
            the text matters more.
    """
    kept = _Kept()

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
    voice_folder, voice_problem = _voice_folder(kept.settings.voice.name)
    bridge = _bridge(kept, voice_folder, in_process)
    user_models = paths.user_models_folder()
    companions = CompanionWindows(
        CompanionParts(
            bridge=bridge,
            settings=store,
            appearance=appearance,
            devices=assembly.sound_devices,
            find_voices=_found_voices,
            voices_folder=user_models,
            state=states,
            pronunciations=said,
            read_ipa=ipa.read,
        )
    )
    window = MainWindow(
        Surroundings(
            bridge=bridge,
            settings=store,
            pronunciations=said,
            state=states,
            appearance=appearance,
            voices=lambda: _found_voices()[0],
            read_markup=ssml.read,
            companions=Companions(
                companions.show_settings,
                companions.show_voices,
                companions.show_about,
                companions.show_pronunciations,
                companions.add_pronunciation,
            ),
            awake=Awake(),
            autosave=kept.autosave_file,
            log=journal.file.parent if journal else paths.log_folder(),
        )
    )
    for number, told in enumerate(filter(None, [problem, *kept.problems])):
        window.notify(Notice(f"kept-{number}", told), "warning")
    if voice_problem is not None:
        window.notify(Notice("chosen-voice", str(voice_problem)), "warning")
    return Built(window, store, states, said, companions, relay, bridge)


class _Kept:
    """What was kept from the last time, the files it is kept in, and what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        config = self._usable(paths.config_folder(), "Settings")
        self.settings_file = config / paths.settings_file().name
        self.state_file = config / paths.window_state_file().name
        self.autosave_file = (
            self._usable(paths.state_folder(), "Your text") / paths.autosave_file().name
        )
        self.settings, unread = settings.load(self.settings_file)
        self.state, lost = window_state.load_window_state(self.state_file)
        self.pronunciations_file = config / paths.pronunciations_file().name
        said, damage = pronunciations.load(self.pronunciations_file)
        self.pronunciations = said or ()
        self.problems += [*unread, *lost, *filter(None, [damage])]

    def _usable(self, folder: Path, what: str) -> Path:
        found, problem = paths.usable_folder(folder, what)
        if problem and problem not in self.problems:
            self.problems.append(problem)
        return found


def _bridge(kept: _Kept, voice_folder: Path, in_process: bool) -> Bridge:
    said = pronunciations.spoken(kept.pronunciations)
    options = replace(kept.settings.speak_options(), pronunciations=said)
    return Bridge(
        lambda listener: assembly.build_engine(
            listener,
            _voice_port(in_process),
            assembly.sound_player,
            voice_folder,
            kept.settings.voice.compute,
            options,
            assembly.file_writer,
            kept.settings.voice.precision,
        )
    )


def _voice_port(in_process: bool) -> VoicePort:
    if in_process:
        from app.speech.local import LocalVoice

        return LocalVoice()
    from app.speech.process import ProcessVoice

    return ProcessVoice()


def _voice_folder(name: str) -> tuple[Path, VoiceError | None]:
    """Where to load from, and why that is not the voice called `name`.

    When there is no voice at all, it is a place whose absence or damage the loading will name.
    """
    folders = paths.models_folders()
    problem: VoiceError | None = None
    for wanted in (name, ""):
        try:
            return voices.choose(folders, wanted).info.folder, problem
        except VoiceError as error:
            problem = problem or error
    broken = [path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir())]
    return next((path for path in broken if path.is_dir()), folders[0] / (name or "joe")), None


def _found_voices() -> tuple[tuple[VoiceInfo, ...], tuple[str, ...]]:
    found, problems = voices.find_voices(paths.models_folders())
    return tuple(voice.info for voice in found), tuple(str(problem) for problem in problems)
