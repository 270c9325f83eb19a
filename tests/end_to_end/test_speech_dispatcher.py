"""Debian's own speech-dispatcher and spd-say, the module, the real app and what is heard of it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil
import pytest

from app.remote.client import NotRunningError, Remote
from tests import dispatcher
from tests.dispatcher import DEADLINE_S, Client, Dispatcher
from tests.end_to_end.helpers import lectern
from tests.sound_server import Recording, SoundServer
from tests.source_tree import ROOT

pytestmark = [
    pytest.mark.skipif(
        not dispatcher.is_installed(),
        reason="speech-dispatcher is not installed (Debian: apt-get install speech-dispatcher)",
    ),
]

WORDS = "One two three four five six seven eight nine ten."


@dataclass
class Scene:
    """The app in the background, speech-dispatcher before it, and what is heard."""

    dispatcher: Dispatcher
    client: Client
    heard: Recording
    environment: dict[str, str]

    def wait_for_silence(self, seconds: float = 0.5) -> None:
        quiet = int(seconds * self.heard.rate)
        self.heard.wait_for(lambda samples: not np.any(np.abs(samples[-quiet:]) > 1e-4))


def running_app(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """The app, listening and with its voice warm."""
    app = subprocess.Popen(
        [sys.executable, "-m", "app", "--background"],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + DEADLINE_S
    while not _is_ready():
        assert app.poll() is None and time.monotonic() < until
        time.sleep(0.05)
    return app


def _is_ready() -> bool:
    try:
        with Remote() as remote:
            return bool(remote.ask("status")["ready"])
    except NotRunningError:
        return False


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("d")
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as patched, SoundServer() as server:
        environment = {
            **server.environment,
            "XDG_RUNTIME_DIR": str(runtime),
            "LECTERN_HOME": str(folder / "home"),
            "QT_QPA_PLATFORM": "offscreen",
        }
        for name, value in environment.items():
            patched.setenv(name, value)
        app = running_app(environment)
        try:
            with (
                Dispatcher(folder, environment) as served,
                server.recording() as heard,
                Client(served.socket) as client,
            ):
                yield Scene(served, client, heard, environment)
        finally:
            app.terminate()
            app.wait(DEADLINE_S)


def test_spd_say_speaks(scene: Scene) -> None:
    done = scene.dispatcher.spd_say("--wait", "Hello, this is Lectern.")
    assert done.returncode == 0, done.stderr
    assert np.abs(scene.heard.samples()).max() > 0.05


def test_it_is_listed_as_a_module_and_has_a_voice(scene: Scene) -> None:
    assert "lectern" in scene.dispatcher.spd_say("-O").stdout.split()
    assert "Lectern" in scene.dispatcher.spd_say("-o", "lectern", "-L").stdout


def test_index_marks_come_in_order_between_begin_and_end(scene: Scene) -> None:
    marked = " ".join(f'<mark name="{word}"/>{word}' for word in WORDS.split())
    scene.client.speak(f"<speak>{marked}</speak>", ssml=True)
    scene.client.wait_for("BEGIN")
    marks = []
    while (news := scene.client.wait_for("MARK", "END", "CANCEL")).kind == "MARK":
        marks.append(news.mark)
    assert news.kind == "END"
    assert marks == WORDS.split()


def test_stop_silences_it_and_the_next_message_is_heard_whole(scene: Scene) -> None:
    scene.client.speak(WORDS * 5)
    scene.client.wait_for("BEGIN")
    scene.client.ask("STOP SELF")
    assert scene.client.wait_for("CANCEL", "END").kind == "CANCEL"
    scene.wait_for_silence()
    scene.client.speak("Done.")
    assert scene.client.wait_for("CANCEL", "END").kind == "END"


def test_a_pause_is_taken_up_again(scene: Scene) -> None:
    scene.client.speak(WORDS)
    scene.client.wait_for("BEGIN")
    scene.client.ask("PAUSE SELF")
    scene.client.wait_for("PAUSE")
    scene.wait_for_silence()
    scene.client.ask("RESUME SELF")
    assert scene.client.wait_for("CANCEL", "END").kind == "END"


def test_500_messages_that_are_cancelled_at_once_leave_nothing_behind(scene: Scene) -> None:
    for number in range(500):
        scene.client.speak(f"Item {number} of a long list.")
        scene.client.ask("CANCEL SELF")
    scene.wait_for_silence()
    message = scene.client.speak("The last one.")
    while (news := scene.client.wait_for("BEGIN", "END", "CANCEL")).message != message:
        assert news.kind != "END"
    assert news.kind == "BEGIN"
    assert scene.client.wait_for("END", "CANCEL").kind == "END"
    with Remote() as remote:
        assert remote.ask("queue")["jobs"] == []


def test_a_screen_reader_comes_before_what_is_spoken_which_goes_on(scene: Scene) -> None:
    with Remote() as reader:
        reader.ask("subscribe", events=["started", "finished"])
        job = reader.ask("say", text=WORDS * 2)["job"]
        reader.be_patient()
        lines = reader.lines()
        assert next(lines)["event"] == "started"
        scene.client.speak("Excuse me.")
        assert scene.client.wait_for("END", "CANCEL").kind == "END"
        finished = next(line for line in lines if line.get("event") == "finished")
    assert (finished["job"], finished["complete"]) == (job, True)


def test_rate_and_letters_arrive(scene: Scene) -> None:
    def seconds(rate: int) -> float:
        scene.client.ask(f"SET SELF RATE {rate}")
        scene.client.speak(WORDS)
        began = scene.client.wait_for("BEGIN").at
        return scene.client.wait_for("END").at - began

    assert seconds(0) > 1.5 * seconds(80)
    scene.client.ask("SET SELF RATE 0")
    for asked in ("CHAR a", "CHAR space", "KEY control_c"):
        scene.client.ask(asked)
        assert scene.client.wait_for("END", "CANCEL").kind == "END"


def test_installed_for_a_user_it_is_found_and_starts_the_app_as_often_as_needed(
    tmp_path: Path, scene: Scene
) -> None:
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    home = str(tmp_path / "home")
    user = {
        **scene.environment,
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_DATA_HOME": str(tmp_path / "local" / "share"),
        "LECTERN_HOME": home,
    }
    (tmp_path / "local" / "share").mkdir(parents=True)
    assert lectern("speech-dispatcher", "--install", environment=user).returncode == 0
    try:
        with (
            Dispatcher(tmp_path, user, listed=False) as served,
            Client(served.socket) as client,
        ):
            client.ask("SET SELF OUTPUT_MODULE lectern")
            client.speak("Good morning.")
            assert client.wait_for("END", "CANCEL").kind == "END"
            client.speak(WORDS * 5)
            client.wait_for("BEGIN")
            for process in _with_home(home):
                if "--background" in process.cmdline():
                    process.kill()
            assert client.wait_for("END", "CANCEL").kind == "CANCEL"
            client.speak("Good evening.")
            assert client.wait_for("END", "CANCEL").kind == "END"
    finally:
        started = list(_with_home(home))
        for process in started:
            process.terminate()
        _, left = psutil.wait_procs(started, DEADLINE_S)
    assert started and not left


def _with_home(home: str) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.environ().get("LECTERN_HOME") == home:
                yield process
