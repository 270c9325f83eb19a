"""The voice process, for real: loads, renders, is killed, hangs, ends with its parent."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic

import numpy as np
import psutil
import pytest

from app.speech import process
from app.speech.folder import VoiceFiles
from app.speech.local import LocalVoice
from app.speech.process import ProcessVoice
from app.speech.voice import Voice
from app.values import (
    AudioChunk,
    Compute,
    Priority,
    Rendered,
    RenderFailed,
    Samples,
    VoiceDied,
    VoiceFailed,
    VoiceMessage,
    VoiceReady,
)
from tests.speech.helpers import FOX, request_of, sound_of

Port = LocalVoice | ProcessVoice


def until(port: Port, wanted: Callable[[VoiceMessage], bool]) -> list[VoiceMessage]:
    """Messages up to the first that is `wanted`."""
    messages: list[VoiceMessage] = []
    deadline = monotonic() + 120
    while monotonic() < deadline:
        message = port.receive(0.2)
        if message is not None:
            messages.append(message)
            if wanted(message):
                return messages
    raise AssertionError(f"it never came; got {messages[-3:]}")


def is_ready(message: VoiceMessage) -> bool:
    return isinstance(message, VoiceReady)


def render(port: Port, text: str) -> Samples:
    request = request_of(text)
    port.render(request)
    messages = until(port, lambda m: isinstance(m, Rendered) and m.request == request.id)
    return np.concatenate([m.samples for m in messages if isinstance(m, AudioChunk)])


@pytest.fixture(scope="module")
def ready(joe: VoiceFiles) -> Iterator[ProcessVoice]:
    port = ProcessVoice()
    port.load(joe.info.folder, Compute.CPU)
    until(port, is_ready)
    yield port
    port.close()


@pytest.fixture
def fresh(joe: VoiceFiles) -> Iterator[ProcessVoice]:
    port = ProcessVoice()
    port.load(joe.info.folder, Compute.CPU)
    until(port, is_ready)
    yield port
    port.close()


def test_it_speaks_as_the_voice_in_this_process_does(ready: ProcessVoice, voice: Voice) -> None:
    assert ready.process_id != os.getpid()
    np.testing.assert_allclose(render(ready, FOX), sound_of(voice, FOX), atol=1e-4)


def test_the_voice_without_a_process_is_the_same(joe: VoiceFiles, voice: Voice) -> None:
    port = LocalVoice()
    port.load(joe.info.folder, Compute.CPU)
    messages = until(port, is_ready)
    assert [type(m).__name__ for m in messages[:2]] == ["VoiceProgress"] * 2
    np.testing.assert_allclose(render(port, FOX), sound_of(voice, FOX), atol=1e-4)
    port.close()


def test_a_cancelled_request_leaves_the_pipe_to_the_next(ready: ProcessVoice) -> None:
    dropped, wanted = request_of(FOX), request_of("Go on.")
    ready.render(dropped)
    ready.cancel(dropped.id)
    ready.render(wanted)
    messages = until(ready, lambda m: isinstance(m, Rendered) and m.request == wanted.id)
    late = [m for m in messages if isinstance(m, Rendered) and m.request == dropped.id]
    assert not late


@pytest.mark.parametrize("local", [True, False])
def test_what_was_laid_aside_goes_on_where_it_was(
    ready: ProcessVoice, joe: VoiceFiles, local: bool
) -> None:
    port: Port = ready
    if local:
        port = LocalVoice()
        port.load(joe.info.folder, Compute.CPU)
        until(port, is_ready)
    whole, other = render(port, FOX), request_of("In between.")
    request = replace(request_of(FOX), priority=Priority.PREPARE)

    def ends(number: int) -> list[VoiceMessage]:
        return until(port, lambda m: isinstance(m, Rendered) and m.request == number)

    port.render(request)
    got = until(port, lambda m: isinstance(m, AudioChunk))
    port.set_priority(request.id, Priority.RESTING)
    port.render(other)
    got += ends(other.id)
    assert not any(isinstance(m, Rendered) and m.request == request.id for m in got)
    port.set_priority(request.id, Priority.PLAYING)
    got += ends(request.id)
    chunks = [m.samples for m in got if isinstance(m, AudioChunk) and m.request == request.id]
    np.testing.assert_allclose(np.concatenate(chunks), whole, atol=1e-4)


def test_a_killed_process_is_noticed_and_can_be_started_again(
    fresh: ProcessVoice, joe: VoiceFiles
) -> None:
    fresh.render(request_of(FOX))
    until(fresh, lambda m: isinstance(m, AudioChunk))
    assert fresh.process_id is not None
    os.kill(fresh.process_id, signal.SIGKILL)
    until(fresh, lambda m: isinstance(m, VoiceDied))
    fresh.load(joe.info.folder, Compute.CPU)
    until(fresh, is_ready)
    assert len(render(fresh, "Back again.")) > 5000


def test_a_hung_process_is_noticed_and_replaced(
    fresh: ProcessVoice, joe: VoiceFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_WORKING_PATIENCE", 0.5)
    assert fresh.process_id is not None
    hung = psutil.Process(fresh.process_id)
    hung.suspend()
    fresh.render(request_of(FOX))
    died = until(fresh, lambda m: isinstance(m, VoiceDied))[-1]
    assert isinstance(died, VoiceDied)
    assert "did not answer" in died.reason
    assert not hung.is_running()


def test_a_voice_that_seemed_to_hang_is_given_longer_for_a_while(
    fresh: ProcessVoice, joe: VoiceFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_WORKING_PATIENCE", 0.5)

    def reason_to_replace_it() -> str:
        psutil.Process(fresh.process_id).suspend()
        fresh.render(request_of(FOX))
        died = until(fresh, lambda m: isinstance(m, VoiceDied))[-1]
        assert isinstance(died, VoiceDied)
        fresh.load(joe.info.folder, Compute.CPU)
        until(fresh, is_ready)
        return died.reason

    assert "0 seconds" in reason_to_replace_it()
    monkeypatch.setattr(process, "_WARY_PATIENCE", 1.0)
    assert "1 seconds" in reason_to_replace_it()


def test_rendering_before_loading_fails_in_words(joe: VoiceFiles) -> None:
    port = LocalVoice()
    port.render(request_of(FOX))
    assert isinstance(port.receive(0), RenderFailed)


def test_a_missing_voice_is_a_message(fresh: ProcessVoice, tmp_path: Path) -> None:
    fresh.load(tmp_path / "nobody", Compute.CPU)
    failed = until(fresh, lambda m: isinstance(m, VoiceFailed))[-1]
    assert isinstance(failed, VoiceFailed)
    assert "nobody" in failed.message


def returns(work: Callable[[], None]) -> bool:
    """Whether `work` comes to its end, in a thread that may be left hanging."""
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(30)
    return not thread.is_alive()


def test_a_child_that_takes_nothing_holds_nobody_up(
    fresh: ProcessVoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full pipe must not stop the voice thread: it could neither notice the hang nor close."""

    def ask() -> None:
        for _ in range(200):
            fresh.render(request_of(FOX * 10))

    assert fresh.process_id is not None
    psutil.Process(fresh.process_id).suspend()
    assert returns(ask)
    monkeypatch.setattr(process, "_WORKING_PATIENCE", 0.5)
    until(fresh, lambda m: isinstance(m, VoiceDied))


def test_both_sides_may_send_much_at_once(fresh: ProcessVoice) -> None:
    def ask() -> None:
        for _ in range(100):
            fresh.render(request_of(FOX * 10))

    fresh.render(request_of(FOX))
    assert returns(ask)
    until(fresh, lambda m: isinstance(m, Rendered))


def test_waking_again_and_again_waits_for_nobody(ready: ProcessVoice) -> None:
    assert returns(lambda: [ready.wake() for _ in range(100_000)] and None)
    ready.receive(0)
    ready.wake()
    began = monotonic()
    assert ready.receive(30) is None
    assert monotonic() - began < 30


def test_only_the_voice_that_was_asked_for_last_answers(
    fresh: ProcessVoice, joe: VoiceFiles, tmp_path: Path
) -> None:
    fresh.load(tmp_path / "nobody", Compute.CPU)
    fresh.load(joe.info.folder, Compute.CPU)
    messages = until(fresh, lambda m: isinstance(m, (VoiceReady, VoiceFailed)))
    assert isinstance(messages[-1], VoiceReady)


def test_what_is_not_logged_here_is_not_logged_for_the_child(
    caplog: pytest.LogCaptureFixture,
) -> None:
    logger = logging.getLogger("TTS.some.module")
    caplog.set_level(logging.ERROR, logger="TTS")
    for level in (logging.WARNING, logging.ERROR):
        process._write_log(logger.makeRecord(logger.name, level, "", 0, "a sentence", (), None))
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


def test_waking_ends_a_wait(ready: ProcessVoice) -> None:
    ready.wake()
    began = monotonic()
    assert ready.receive(30) is None
    assert monotonic() - began < 30


def test_no_process_is_left_when_the_parent_is_killed(joe: VoiceFiles, tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import sys, time\n"
        "from pathlib import Path\n"
        "from app.speech.process import ProcessVoice\n"
        "from app.values import Compute\n"
        "if __name__ == '__main__':\n"
        "    port = ProcessVoice()\n"
        "    port.load(Path(sys.argv[1]), Compute.CPU)\n"
        "    print(port.process_id, flush=True)\n"
        "    while True: port.receive(1)\n"
    )
    root = Path(__file__).resolve().parents[2]
    parent = subprocess.Popen(
        [sys.executable, str(script), str(joe.info.folder)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(root)},
    )
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.wait()
    child.wait(timeout=30)
