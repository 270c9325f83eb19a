"""What was rendered ahead, with the real voice: the same sound, words and order as without."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import numpy as np
import pytest

from app.engine import Engine
from app.ports import EngineParts, VoicePort
from app.silent_player import SilentPlayer
from app.speech.growing import GrowingText
from app.speech.local import LocalVoice
from app.speech.process import ProcessVoice
from app.speech.sentences import split
from app.values import (
    Compute,
    Event,
    Expected,
    Finished,
    SentenceStarted,
    SpeakOptions,
    VoiceReady,
    WordStarted,
)
from tests.end_to_end.desk import Desk
from tests.end_to_end.helpers import ROOT, lectern, sound_in
from tests.engine_bench import HandPlayer
from tests.sound_server import align, correlations

TEXT = (
    "At the end of the long table, where the lamp had been lit since noon, she read the letter "
    "once more, and folded it. Then she left."
)
Told = list[tuple[int, str, object]]


class Talk:
    """A real engine that plays into a list."""

    def __init__(self, voice: VoicePort) -> None:
        self.events: list[Event] = []
        self.player = HandPlayer()
        parts = EngineParts(
            voice,
            self.player,
            split,
            _no_file,
            lambda text: "",
            lambda _: SilentPlayer(),
            GrowingText,
        )
        self.engine = Engine(parts, self.events.append, ROOT / "models" / "joe", Compute.CPU)
        self.player.listener = self.engine.on_player_event
        self._thread = threading.Thread(target=self.engine.run, daemon=True)

    def start(self) -> None:
        self._thread.start()
        self.until(lambda: any(isinstance(event, VoiceReady) for event in self.events))

    def close(self) -> None:
        self.engine.close()
        self._thread.join(30)
        assert not self._thread.is_alive()

    def until(self, condition: Callable[[], bool]) -> None:
        deadline = monotonic() + 120
        while not condition():
            assert monotonic() < deadline, "it never came"
            sleep(0.002)

    def spoken(self, text: str, **options: object) -> tuple[np.ndarray, Told]:
        """All the sound of a text, and what is told at which sample."""
        before = self.player.take
        self.engine.speak(text, **options)  # type: ignore[arg-type]
        self.until(lambda: self.player.take != before and self.player.ended)
        told: Told = []
        for mark in self.player.marks:
            if isinstance(mark.event, (SentenceStarted, WordStarted)):
                told.append((mark.sample, type(mark.event).__name__, mark.event.span))
            elif isinstance(mark.event, Finished):
                told.append((mark.sample, "Finished", mark.event.position))
        sound = np.array(self.player.samples, np.float32)
        self.engine.stop()
        return sound, told

    def prepared(self) -> int:
        """How many beginnings are ready."""
        kept = list(self.engine._conductor._anticipation._kept.values())
        return sum(beginning.resting or beginning.complete for beginning in kept)


def _no_file(path: Path, sample_rate: int) -> object:
    raise AssertionError("nothing is saved here")


@pytest.fixture(scope="module", params=[LocalVoice, ProcessVoice])
def talk(request: pytest.FixtureRequest) -> Iterator[Talk]:
    talk = Talk(request.param())
    talk.start()
    yield talk
    talk.close()


@pytest.mark.parametrize("options", [SpeakOptions(), SpeakOptions(rate=1.4, pitch=5.0)])
@pytest.mark.parametrize("start", [0, TEXT.index("lamp")])
def test_it_is_spoken_as_if_nobody_had_expected_it(
    talk: Talk, options: SpeakOptions, start: int
) -> None:
    sound, told = talk.spoken(TEXT, start=start, options=options)
    talk.engine.expect([Expected(TEXT, start, options=options), Expected("Something else.")])
    talk.until(lambda: talk.prepared() >= 2)
    expected_sound, expected_told = talk.spoken(TEXT, start=start, options=options)
    assert expected_told == told
    np.testing.assert_allclose(expected_sound, sound, atol=1e-4)
    talk.engine.expect([])


def test_what_is_pressed_while_it_is_prepared_is_spoken_whole(talk: Talk) -> None:
    sound, told = talk.spoken(TEXT)
    talk.engine.set_options(SpeakOptions(pitch=1.0))
    talk.engine.set_options(SpeakOptions())  # what was kept is forgotten
    talk.engine.expect([Expected(TEXT)])
    hurried_sound, hurried_told = talk.spoken(TEXT)
    assert hurried_told == told
    np.testing.assert_allclose(hurried_sound, sound, atol=1e-4)


def test_the_window_expects_what_speak_says(desk: Desk, tmp_path: Path) -> None:
    desk.wait_until_ready()
    desk.type(TEXT)
    anticipation = desk.built.bridge.engine._conductor._anticipation  # type: ignore[attr-defined]
    desk.wait(lambda: any(kept.resting for kept in anticipation._kept.values()))
    desk.act("speak")
    desk.wait_for("Finished")
    desk.wait_for_silence()
    assert desk.words_heard() == TEXT.split()
    assert desk.count("Underrun") == 0
    written = tmp_path / "same.wav"
    assert lectern("say", TEXT, "-o", written).returncode == 0
    expected, rate = sound_in(written)
    heard = desk.heard.samples()
    heard = heard[align(heard, expected) :]
    assert min(correlations(heard, expected, rate)) > 0.99
