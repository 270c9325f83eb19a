"""The real window with the real voice in its real process, heard on a real sound server."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.values import State
from app.window import build_window
from tests.end_to_end.desk import READY_MS, Desk
from tests.end_to_end.helpers import PARAGRAPH, lectern, sound_in
from tests.sound_server import SoundServer, align, correlations, silences

TEXT = "The first sentence is short. The second one is a little longer than that. A third ends it."
LONG = "This sentence is one of many that are spoken here, one after the other. " * 40


def test_what_is_typed_before_ready_is_spoken_whole_when_it_is(desk: Desk, tmp_path: Path) -> None:
    desk.type(PARAGRAPH.replace("\n\n", " "))
    desk.act("speak")
    assert desk.window.speech.state is State.WAITING
    desk.wait_for("Finished")
    desk.wait_for_silence()
    written = tmp_path / "same.wav"
    assert lectern("say", PARAGRAPH.replace("\n\n", " "), "-o", written).returncode == 0
    expected, rate = sound_in(written)
    heard = desk.heard.samples()
    heard = heard[align(heard, expected) :]
    assert min(correlations(heard, expected, rate)) > 0.99
    gaps = silences(expected, rate, 0.05)
    assert len(silences(heard[: len(expected)], rate, 0.05)) == len(gaps)
    assert desk.count("Underrun") == 0


def test_pause_resume_and_stop(desk: Desk) -> None:
    desk.wait_until_ready()
    desk.type(TEXT)
    desk.act("speak")
    desk.wait_for("WordStarted", 3)
    desk.act("speak")
    desk.wait_for_silence()
    assert desk.window.speech.state is State.PAUSED
    words = desk.count("WordStarted")
    desk.act("speak")
    desk.wait_for("WordStarted", words + 2)
    desk.act("stop")
    desk.wait_for_silence()
    assert desk.window.speech.state is State.IDLE
    assert desk.words_heard()[:4] == ["The", "first", "sentence", "is"]
    desk.act("speak")  # goes on where it was stopped
    desk.wait_for("Finished", 2)
    assert desk.words_heard()[-1] == "it."
    assert desk.words_heard().count("first") == 1


def test_seeking_by_sentence(desk: Desk) -> None:
    desk.wait_until_ready()
    desk.type(TEXT)
    desk.act("speak")
    desk.wait_for("WordStarted", 2)
    desk.act("next_sentence")
    desk.wait(lambda: "second" in desk.words_heard())
    desk.act("previous_sentence")
    desk.wait(lambda: desk.words_heard().count("first") == 2)
    desk.act("stop")


def test_the_sentence_that_is_heard_is_marked(desk: Desk) -> None:
    desk.wait_until_ready()
    desk.type(TEXT)
    desk.act("speak")
    desk.wait_for("WordStarted", 1)
    span = desk.window.mark.sentence
    assert span is not None
    assert TEXT[span.start : span.end] == "The first sentence is short."
    desk.act("stop")


def test_saving_while_speaking(desk: Desk, tmp_path: Path) -> None:
    desk.wait_until_ready()
    desk.type(TEXT)
    desk.act("speak")
    desk.wait_for("WordStarted", 2)
    target = tmp_path / "saved.flac"
    desk.built.bridge.engine.save(TEXT, target)
    desk.wait_for("Saved")
    desk.wait_for("Finished")
    assert desk.count("Underrun") == 0
    assert desk.words_heard()[-1] == "it."
    assert sound_in(target)[0].size > 22050 * 3


def test_changing_the_sound_device(desk: Desk, sound_server: SoundServer) -> None:
    desk.wait_until_ready()
    desk.type(LONG[:600])
    with sound_server.recording("two") as other:
        desk.act("speak")
        desk.wait_for("WordStarted", 3)
        settings = desk.built.settings.settings
        desk.built.settings.change(replace(settings, sound=replace(settings.sound, device="two")))
        desk.wait(lambda: bool(np.abs(other.samples()).max(initial=0) > 0.01))
        words = desk.count("WordStarted")
        desk.wait_for("WordStarted", words + 3)
        desk.act("stop")
    spoken = desk.words_heard()
    assert spoken == LONG.split()[: len(spoken)]


def test_a_new_rate_is_heard_and_no_word_is_lost(desk: Desk) -> None:
    desk.wait_until_ready()
    desk.type(TEXT)
    desk.act("speak")
    desk.wait_for("WordStarted", 3)
    settings = desk.built.settings.settings
    desk.built.settings.change(replace(settings, voice=replace(settings.voice, rate=2.0)))
    desk.wait_for("Finished")
    assert desk.words_heard() == TEXT.split()


def test_text_changed_ahead_is_heard_as_changed(desk: Desk) -> None:
    desk.wait_until_ready()
    desk.type(TEXT)
    desk.act("speak")
    desk.wait_for("WordStarted", 1)
    desk.type(" And this was added while it spoke.")
    desk.wait_for("Finished")
    assert desk.words_heard()[-1] == "spoke."


def test_the_voice_process_is_killed_in_mid_sentence_and_speech_goes_on(desk: Desk) -> None:
    desk.wait_until_ready()
    desk.type(LONG)
    desk.act("speak")
    desk.wait_for("WordStarted", 2)
    os.kill(desk.voice_process, signal.SIGKILL)
    words = desk.count("WordStarted")
    desk.wait(lambda: desk.count("WordStarted") > words + 80, READY_MS)
    spoken = desk.words_heard()
    assert spoken == LONG.split()[: len(spoken)]
    desk.act("stop")


def test_closing_while_speaking_leaves_nothing_behind(desk: Desk) -> None:
    desk.wait_until_ready()
    desk.type(TEXT)
    desk.act("speak")
    desk.wait_for("WordStarted", 1)
    voice = psutil.Process(desk.voice_process)
    desk.window.close()
    voice.wait(timeout=10)
    assert not desk.window.isVisible()
    mine = psutil.Process().children(recursive=True)
    assert not [child for child in mine if "spawn_main" in " ".join(child.cmdline())]


def test_the_keys_do_what_the_readme_says(desk: Desk) -> None:
    desk.wait_until_ready()
    desk.type(TEXT)
    desk.qtbot.keyClick(desk.window.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.wait_for("WordStarted", 1)
    desk.qtbot.keyClick(desk.window.editor, Qt.Key.Key_Escape)
    desk.wait_for_silence()
    assert desk.window.speech.state is State.IDLE


def test_the_window_speaks_without_a_voice_process_too(
    qtbot: QtBot,
    qapp: QApplication,
    sound_server: SoundServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LECTERN_HOME", str(tmp_path / "home"))
    built = build_window(qapp, in_process=True)
    with sound_server.recording() as recording:
        desk = Desk(built, qtbot, recording)
        built.start()
        desk.type("No other process.")
        desk.act("speak")
        desk.wait(lambda: desk.count("Finished") == 1, READY_MS)
        assert np.abs(recording.samples()).max() > 0.05
        built.window.close()
        built.end()
