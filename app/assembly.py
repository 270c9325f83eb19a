"""Builds the engine and what it stands on, for the window and for the command line alike."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from app import log, paths
from app.encodings import TextFormat
from app.engine import Engine
from app.errors import VoiceError
from app.lectern_file import Script, read_any
from app.ports import AudioWriter, EngineParts, OpenWriter, PlayerPort, VoicePort
from app.silent_player import SilentPlayer
from app.speech import folder as voices
from app.speech import ssml
from app.speech.growing import GrowingText
from app.speech.language import notice as language_notice
from app.speech.sentences import split
from app.values import Compute, Event, Precision, Problem, SpeakOptions, VoiceInfo
from app.workshop import Stream

Listener = Callable[[Event], None]


def started_log(
    name: str, on_crash: Callable[[log.Crash], None] | None = None
) -> tuple[log.Log, str]:
    """The log of this process, and a sentence when its usual place cannot be written."""
    folder, problem = paths.usable_folder(paths.log_folder(), "The log")
    journal = log.Log(folder / name, on_crash, log.level_from(os.environ))
    return journal, journal.start() or problem


def build_engine(
    listener: Listener,
    voice: VoicePort,
    make_player: Callable[[Listener], PlayerPort],
    folder: Path,
    compute: Compute,
    options: SpeakOptions,
    open_writer: OpenWriter,
    precision: Precision = Precision.AUTO,
) -> Engine:
    """An engine and its player, which know each other; `make_player` may be asked again."""
    player = make_player(lambda event: engine.on_player_event(event))
    parts = EngineParts(
        voice, player, split, open_writer, language_notice, make_player, GrowingText
    )
    engine = Engine(parts, listener, folder, compute, options, precision)
    return engine


def sound_players(*, patient: bool = False) -> Callable[[Listener], PlayerPort]:
    """Makes players on the sound devices of this machine, which mind each other.

    Args:
        patient: the voice computes in this process, and may hold the playback threads up.
    """

    from app.audio.level import LEAST_S, MOST_S, Level
    from app.audio.output import PortAudioOutput
    from app.audio.player import Player
    from app.audio.sharing import Sharing

    sharing, least = Sharing(), MOST_S if patient else LEAST_S
    return lambda listener: Player(
        sharing.output(PortAudioOutput()), listener, level=Level(least=least)
    )


def file_writer(path: Path, sample_rate: int) -> AudioWriter:
    from app.audio.files import open_writer

    return open_writer(path, sample_rate)


def sound_devices() -> Sequence[str]:
    """Names of the devices that can play now; takes some 0.3 s.

    Raises:
        SoundError: the sound system is missing or does not answer.
    """
    from app.audio.devices import list_devices

    return [device.name for device in list_devices()]


class Workshop:
    """What the command line is made of: the voice in this process, no Qt."""

    def voices(self) -> tuple[tuple[VoiceInfo, ...], tuple[VoiceError, ...]]:
        found, problems = voices.find_voices(paths.models_folders())
        return tuple(voice.info for voice in found), problems

    def choose_voice(self, name: str) -> VoiceInfo:
        return voices.choose(paths.models_folders(), name).info

    def verify(self, voice: VoiceInfo) -> int:
        """Check every file of the voice; how many there are."""
        files = voices.read_voice(voice.folder)
        voices.verify(files)
        return len(files.checksums)

    def sound_devices(self) -> Sequence[str]:
        return sound_devices()

    def read(self, path: Path) -> Script:
        return read_any(path)

    def text_in(self, stream: BinaryIO, name: str) -> tuple[str, TextFormat]:
        from app.text_file import text_in

        return text_in(stream, name)

    def is_speakable(self, text: str) -> bool:
        return next(split(text), None) is not None

    def markup_problems(self, text: str) -> Sequence[Problem]:
        return ssml.read(text).problems

    def file_writer(self, path: Path, sample_rate: int) -> AudioWriter:
        return file_writer(path, sample_rate)

    def stream_writer(self, stream: BinaryIO, sample_rate: int) -> Stream:
        from app.audio.files import StreamWriter

        return StreamWriter(stream, sample_rate)

    def engine(
        self,
        listener: Listener,
        voice: VoiceInfo,
        compute: Compute,
        options: SpeakOptions,
        open_writer: OpenWriter | None,
        precision: Precision = Precision.AUTO,
    ) -> Engine:
        """An engine that plays, or, given `open_writer`, one that only saves."""
        from app.speech.local import LocalVoice

        plays = open_writer is None
        return build_engine(
            listener,
            LocalVoice(),
            sound_players(patient=True) if plays else lambda _: SilentPlayer(),
            voice.folder,
            compute,
            options,
            open_writer or file_writer,
            precision,
        )
