"""The voice tells how it says a word while it goes on with its work, and with the entries given."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.speech.folder import VoiceFiles
from app.speech.local import LocalVoice
from app.speech.process import ProcessVoice
from app.speech.voice import Voice
from app.values import (
    AudioChunk,
    Compute,
    Pronounced,
    Pronunciation,
    Pronunciations,
    Rendered,
    VoiceMessage,
)
from tests.speech.helpers import FOX, request_of
from tests.speech.test_process import Port, is_ready, until


@pytest.fixture(params=[LocalVoice, ProcessVoice])
def port(request: pytest.FixtureRequest, joe: VoiceFiles) -> Iterator[Port]:
    port: Port = request.param()
    port.load(joe.info.folder, Compute.CPU)
    until(port, is_ready)
    yield port
    port.close()


def answer(port: Port, number: int) -> list[VoiceMessage]:
    return until(port, lambda m: isinstance(m, Pronounced) and m.request == number)


def test_it_tells_the_phonemes_of_a_word_at_once(port: Port) -> None:
    asked = request_of(FOX)
    port.render(asked)
    port.pronounce(7, "Nguyen", Pronunciations())
    heard = answer(port, 7)
    assert heard[-1] == Pronounced(7, "nˈuːjɛn")
    assert not any(isinstance(message, Rendered) for message in heard)
    until(port, lambda message: isinstance(message, Rendered))


def test_entries_reach_it_with_the_question_and_with_a_text(port: Port) -> None:
    entries = Pronunciations.of([Pronunciation("Nguyen", "wˈɪn", ipa=True)])
    port.pronounce(8, "Nguyen's", entries)
    assert answer(port, 8)[-1] == Pronounced(8, "wˈɪnz")
    lengths = []
    for said in (entries, Pronunciations()):
        asked = request_of("Ask Nguyen or Nguyen.", pronunciations=said)
        port.render(asked)
        messages = until(port, lambda m, r=asked: isinstance(m, Rendered) and m.request == r.id)  # type: ignore[misc]
        lengths.append(sum(len(m.samples) for m in messages if isinstance(m, AudioChunk)))
    assert lengths[0] < lengths[1]


def test_what_it_cannot_tell_is_logged_without_the_text(
    joe: VoiceFiles, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(voice: Voice, text: str, pronunciations: Pronunciations) -> str:
        raise KeyError(text)

    monkeypatch.setattr(Voice, "phonemes", fails)
    port = LocalVoice()
    port.load(joe.info.folder, Compute.CPU)
    until(port, is_ready)
    port.pronounce(9, "my secret", Pronunciations())
    assert "no phonemes for 9 characters: KeyError" in caplog.text
    assert "secret" not in caplog.text
