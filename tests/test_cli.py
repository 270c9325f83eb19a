"""The command line with an engine that only tells what a test wants it to tell."""

from __future__ import annotations

import threading
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from app import cli
from app.values import Compute, Event, Finished, Notice, Precision, Problem, VoiceInfo

VOICE = VoiceInfo(Path("voices/hand"), "hand", "Hand", "en-us", 100)


class _Engine:
    """Tells `events` of job 1 once it is asked to speak."""

    def __init__(self, listener: Any, events: tuple[Event, ...]) -> None:
        self._listener, self._events = listener, events
        self._closed = threading.Event()

    def run(self) -> None:
        self._closed.wait(30)

    def close(self) -> None:
        self._closed.set()

    def set_sound(self, device: str, lead_in_ms: int) -> None: ...

    def set_volume(self, volume: float) -> None: ...

    def speak(self, text: str, **_: object) -> int:
        for event in self._events:
            self._listener(event)
        return 1


def _exit_code(*events: Event) -> int:
    class Workshop:
        def is_speakable(self, text: str) -> bool:
            return True

        def markup_problems(self, text: str) -> tuple[Problem, ...]:
            return ()

        def choose_voice(self, name: str) -> VoiceInfo:
            return VOICE

        def engine(self, listener: Any, *_: Any) -> _Engine:
            return _Engine(listener, events)

    arguments = Namespace(
        command="say",
        file=None,
        text=["Hello."],
        output=None,
        voice="",
        rate=1.0,
        pitch=0.0,
        volume=1.0,
        device=Compute.AUTO,
        precision=Precision.AUTO,
        sound_device="",
        fit=None,
        subtitles=None,
        length=False,
        json=False,
        pronunciations=None,
        no_pronunciations=False,
        silence=None,
    )
    workshop: Any = Workshop()
    return cli.run(arguments, workshop)


def test_what_was_heard_to_its_end_succeeded() -> None:
    assert _exit_code(Finished(1, 6, 0, complete=True)) == 0


def test_what_a_fault_broke_off_did_not(capsys: pytest.CaptureFixture[str]) -> None:
    told = Notice("fault", "Something went wrong.", "See the log.")
    assert _exit_code(told, Finished(1, 2, 0, complete=False)) == 1
    assert "Something went wrong." in capsys.readouterr().err
