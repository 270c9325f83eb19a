"""A document's manner and the settings: what the one says is what the other does."""

from __future__ import annotations

from dataclasses import replace

from app.lectern_file import Manner, Script
from app.manner import manner_of, speak_options, with_manner, with_voice
from app.settings import Settings, VoiceChoice
from app.values import Compute, Pauses, Skipping, SpeakOptions

MANNER = Manner(1.5, -2.0, Pauses(clause=10), Skipping(urls=True))


def test_the_settings_take_a_manner_and_give_it_back() -> None:
    before = Settings(voice=VoiceChoice("joe", Compute.CPU))
    after = with_voice(with_manner(before, MANNER), "ann")
    assert manner_of(after) == MANNER
    assert after.voice == VoiceChoice("ann", Compute.CPU, 1.5, -2.0)
    assert replace(after, voice=before.voice, reading=before.reading) == before


def test_what_is_asked_for_beside_a_document_wins() -> None:
    script = Script("x", manner=MANNER)
    assert speak_options(script) == SpeakOptions(1.5, -2.0, MANNER.pauses, MANNER.skipping)
    assert speak_options(script, rate=1.0).rate == 1.0
    assert speak_options(script, rate=1.0).pitch == -2.0
    assert speak_options(script, pitch=0.0).pitch == 0.0
    assert speak_options(Script("x")) == SpeakOptions()
