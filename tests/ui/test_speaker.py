"""One after another or at once, limits, and somebody else who speaks with the same engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.values import Finished, Span, SpeakOptions, State, StateChanged
from tests.ui.voice_desk import VoiceDesk


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[VoiceDesk]:
    made = VoiceDesk(qtbot)
    yield made
    made.close()


def test_a_text_is_begun_and_ended_once(desk: VoiceDesk) -> None:
    words: list[Span] = []
    desk.speaker.word.connect(words.append)
    assert desk.speaker.speak("Good morning.")
    assert desk.speaker.speaking and desk.speaker.text == "Good morning."
    desk.hear(Span(0, 4), Span(0, 13))
    desk.finish()
    assert not desk.speaker.speaking and desk.speaker.text == ""
    assert words == [Span(0, 4)]
    assert desk.told == [("started", "Good morning."), ("finished", "Good morning.", True)]


def test_the_next_takes_its_place_or_waits_for_its_end(desk: VoiceDesk) -> None:
    for text, after in (("One.", False), ("Two.", True), ("Three.", True)):
        desk.speaker.speak(text, after=after)
    assert desk.speaker.text == "One." and desk.speaker.waiting == ("Two.", "Three.")
    desk.finish()
    assert desk.speaker.text == "Two." and desk.speaker.waiting == ("Three.",)
    desk.speaker.speak("Now.")
    assert desk.speaker.text == "Now." and desk.speaker.waiting == ()
    desk.finish()
    assert not desk.speaker.speaking
    assert [each for each in desk.told if each[0] == "finished"] == [
        ("finished", "One.", True),
        ("finished", "Two.", False),
        ("finished", "Now.", True),
    ]


def test_stop_forgets_what_waits(desk: VoiceDesk) -> None:
    desk.speaker.speak("One.")
    desk.speaker.speak("Two.", after=True)
    desk.speaker.stop()
    assert not desk.speaker.speaking and desk.engine.made("stop")
    desk.tell()
    assert not desk.speaker.speaking
    assert desk.told == [("started", "One."), ("finished", "One.", False)]


def test_what_somebody_else_begins_ends_it(desk: VoiceDesk) -> None:
    desk.speaker.speak("One.")
    desk.speaker.speak("Two.", after=True)
    other = desk.engine.speak("A document.")
    desk.tell(StateChanged(State.SPEAKING, other))
    assert not desk.speaker.speaking and desk.speaker.waiting == ()
    desk.finish()
    assert not desk.speaker.speaking
    assert desk.told == [("started", "One."), ("finished", "One.", False)]


def test_what_an_urgent_text_interrupts_goes_on_after_it(desk: VoiceDesk) -> None:
    desk.speaker.speak("One.")
    first = desk.engine.now.job
    desk.speaker.speak("Two.", after=True)
    desk.tell(StateChanged(State.SPEAKING, 99))
    assert not desk.speaker.speaking
    desk.tell(Finished(99, 0, 0, complete=True), StateChanged(State.SPEAKING, first))
    assert desk.speaker.text == "One." and desk.speaker.waiting == ("Two.",)
    desk.finish()
    assert desk.speaker.text == "Two."


def test_the_engine_stopped_by_somebody_else_ends_all(desk: VoiceDesk) -> None:
    desk.speaker.speak("One.")
    desk.speaker.speak("Two.", after=True)
    desk.engine.stop()
    desk.tell()
    assert not desk.speaker.speaking
    assert desk.told == [("started", "One."), ("finished", "One.", False)]


def test_what_is_not_allowed_is_refused_with_the_reason(desk: VoiceDesk) -> None:
    desk.speaker.allowed = lambda text: "Please use kind words." if "darn" in text else None
    desk.speaker.speak("Hello.")
    assert not desk.speaker.speak("darn it")
    assert not desk.speaker.speak("   ")
    assert desk.spoken == ["Hello."] and desk.speaker.speaking
    assert desk.told[-1] == ("refused", "Please use kind words.")


def test_it_is_never_louder_than_its_ceiling(desk: VoiceDesk) -> None:
    desk.speaker.set_ceiling(0.5)
    for volume in (0.2, 0.9):
        desk.speaker.set_volume(volume)
    assert [call["volume"] for call in desk.engine.made("set_volume")] == [0.5, 0.2, 0.5]


def test_pause_keeps_the_place(desk: VoiceDesk) -> None:
    desk.speaker.pause()
    assert not desk.engine.made("pause")
    desk.speaker.speak("One.")
    desk.speaker.pause()
    desk.tell()
    assert desk.speaker.paused and desk.speaker.speaking
    desk.speaker.resume()
    desk.tell()
    assert not desk.speaker.paused
    assert [name for name, _ in desk.engine.calls] == ["speak", "pause", "resume"]


def test_options_and_what_is_expected_reach_the_engine(desk: VoiceDesk) -> None:
    slow = SpeakOptions(rate=0.5)
    desk.speaker.speak("One.", options=slow)
    assert desk.engine.spoken_with == slow
    desk.speaker.expect(["Two.", "Three."])
    assert desk.expected == ["Two.", "Three."]
