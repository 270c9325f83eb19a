"""What a document says of how it is spoken, and what the settings say: the one from the other.

A document's voice, rate, pitch, pauses and skipping become the present settings when it is opened.
Holding them for the document alone would give every one of them two values, of which the window
could show but one; so what the controls show is always what is heard. A notice says what has
changed and offers the way back. Since the controls are the listener's, moving them does not count
as a change to the document; saving it keeps them as they then are.
"""

from __future__ import annotations

from dataclasses import replace

from app.lectern_file import Manner, Script
from app.settings import Reading, Settings
from app.values import SpeakOptions


def manner_of(settings: Settings) -> Manner:
    """How the settings have a text spoken."""
    voice, reading = settings.voice, settings.reading
    return Manner(voice.rate, voice.pitch, reading.pauses, reading.skipping)


def with_manner(settings: Settings, manner: Manner) -> Settings:
    """The settings that have a text spoken in this manner."""
    return replace(
        settings,
        voice=replace(settings.voice, rate=manner.rate, pitch=manner.pitch),
        reading=Reading(manner.pauses, manner.skipping),
    )


def with_voice(settings: Settings, name: str) -> Settings:
    return replace(settings, voice=replace(settings.voice, name=name))


def speak_options(
    script: Script, rate: float | None = None, pitch: float | None = None
) -> SpeakOptions:
    """How to speak a document without settings; what is asked for beside it wins."""
    manner = script.manner or Manner()
    return SpeakOptions(
        manner.rate if rate is None else rate,
        manner.pitch if pitch is None else pitch,
        manner.pauses,
        manner.skipping,
    )
