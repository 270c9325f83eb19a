"""What the window and the kiosk both stand on: what was kept, the voice, and the bridge to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app import assembly, paths, pronunciations, settings, window_state
from app.errors import VoiceError
from app.ports import VoicePort
from app.speech import folder as voices
from app.ui.bridge import Bridge
from app.values import VoiceInfo


class Kept:
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


def make_bridge(kept: Kept, folder: Path, in_process: bool) -> Bridge:
    """The engine, with the voice in `folder`, behind a bridge; nothing is started."""
    said = pronunciations.spoken(kept.pronunciations)
    options = replace(kept.settings.speak_options(), pronunciations=said)
    return Bridge(
        lambda listener: assembly.build_engine(
            listener,
            _voice_port(in_process),
            assembly.sound_players(),
            folder,
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


def find_voice_folder(name: str) -> tuple[Path, VoiceError | None]:
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


def found_voices() -> tuple[tuple[VoiceInfo, ...], tuple[str, ...]]:
    """The voices that are there, and a sentence for each that cannot be used."""
    found, problems = voices.find_voices(paths.models_folders())
    return tuple(voice.info for voice in found), tuple(str(problem) for problem in problems)
