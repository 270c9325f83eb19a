"""Other programs use the running app: the README's examples as they stand, and a second start."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.remote.client import NotRunningError, Remote
from tests.end_to_end.helpers import ROOT, lectern
from tests.sound_server import SoundServer

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux")
DEADLINE_S = 60.0


class Running:
    """The app as its user has it, and its socket."""

    def __init__(self, folder: Path, sound: SoundServer) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            **sound.environment,
            "XDG_RUNTIME_DIR": str(folder),
            "XDG_STATE_HOME": str(folder / "state"),
            "QT_QPA_PLATFORM": "offscreen",
        }
        self.environment.pop("LECTERN_HOME", None)
        self.name = str(folder / "lectern" / "control")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "app"], cwd=ROOT, env=self.environment
        )
        self.wait(lambda: bool(self.status().get("ready")))

    def status(self) -> dict[str, Any]:
        try:
            with Remote(self.name) as remote:
                return remote.ask("status")
        except NotRunningError:
            return {}

    def texts(self) -> list[str]:
        with Remote(self.name) as remote:
            return [job["text"] for job in remote.ask("queue")["jobs"]]

    def wait(self, condition: Callable[[], bool]) -> None:
        until = time.monotonic() + DEADLINE_S
        while not condition():
            assert time.monotonic() < until, "what was waited for did not come"
            assert self.process.poll() is None, "the app has ended"
            time.sleep(0.05)

    def end(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(DEADLINE_S) == 0


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with SoundServer() as sound, tempfile.TemporaryDirectory(prefix="lectern-") as folder:
        made = Running(Path(folder), sound)
        try:
            yield made
            made.end()
            assert not Path(made.name).exists()
        finally:
            made.process.kill()


@pytest.fixture
def idle(running: Running) -> Iterator[Running]:
    """The app, which is silent before and after."""
    yield running
    with Remote(running.name) as remote:
        remote.ask("stop")


def example(language: str) -> str:
    """The README's example in this language."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.split("\n## Local control\n")[1].split("\n## ")[0]
    [found] = re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)
    return str(found)


@pytest.mark.skipif(shutil.which("socat") is None, reason="needs socat")
def test_the_shell_example_speaks_line_by_line(idle: Running, tmp_path: Path) -> None:
    command = tmp_path / "lectern"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m app "$@"\n')
    command.chmod(0o755)
    environment = {**idle.environment, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    with Remote(idle.name) as remote:
        remote.ask("subscribe", events=["finished"], everybody=True)
        done = subprocess.run(
            ["sh", "-e", "-c", example("sh")],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=DEADLINE_S,
        )
        assert done.returncode == 0, done.stderr
        assert [json.loads(line)["ok"] for line in done.stdout.splitlines()] == [True]
        first = next(remote.lines())
        assert first["event"] == "finished"


def test_the_chat_voice_speaks_while_it_writes_and_is_cut_into(idle: Running) -> None:
    story = "Once upon a time there was a lighthouse. Nobody lived in it but a cat and a clock."
    use = f"""
voice = Voice()
for token in {story!r}.split(" "):
    voice.write(token + " ")
while voice.ask("status")["position"] == 0:
    pass
heard = voice.interrupt()
assert {story!r}.startswith(heard) and 0 < len(heard) < len({story!r}), heard
voice.write("Shall I go on?")
voice.end()
while voice.ask("queue")["jobs"]:
    pass
print(heard)
"""
    done = subprocess.run(
        [sys.executable, "-c", example("python") + use],
        env=idle.environment,
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Once")


def test_a_second_start_hands_its_file_over_and_ends(idle: Running, tmp_path: Path) -> None:
    text = tmp_path / "letter.txt"
    text.write_text("A letter from the second start.", encoding="utf-8")
    done = lectern(text, environment=idle.environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    kept = idle.folder / "state"
    idle.wait(lambda: any("second start" in f.read_text() for f in kept.rglob("autosave.json")))
    assert lectern(environment=idle.environment).returncode == 0
    assert idle.process.poll() is None


def test_speech_goes_on_whatever_clients_do(idle: Running) -> None:
    with Remote(idle.name) as remote:
        remote.be_patient()
        remote.ask("subscribe", events=["finished"])
        job = remote.ask("say", text="Nothing that others send can stop these words.")["job"]
        deaf = []
        for number in range(20):
            client = socket.socket(socket.AF_UNIX)
            client.settimeout(DEADLINE_S)
            client.connect(idle.name)
            deaf.append(client)
            with contextlib.suppress(OSError):  # dropped in the midst of it
                client.sendall([b"{" * 5000, b"\xff" * 2_000_000, b"{}\n" * 50_000][number % 3])
            if number % 2:
                client.shutdown(socket.SHUT_WR)
        told = next(line for line in remote.lines() if "event" in line)
        assert told["job"] == job and told["complete"] is True
        for client in deaf:
            client.close()


def test_say_remote_speaks_and_pressed_again_stops(idle: Running) -> None:
    long = "One sentence after another. " * 20
    assert (
        lectern("say", "--remote", "--toggle", long, environment=idle.environment).returncode == 0
    )
    idle.wait(lambda: idle.status()["state"] == "speaking")
    assert (
        lectern("say", "--remote", "--toggle", long, environment=idle.environment).returncode == 0
    )
    idle.wait(lambda: idle.status()["state"] == "idle")


def test_say_remote_speaks_what_is_still_being_written(idle: Running) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "app", "say", "--remote", "-"],
        cwd=ROOT,
        env=idle.environment,
        stdin=subprocess.PIPE,
    ) as writer:
        assert writer.stdin is not None
        writer.stdin.write("Café one.\n".encode())
        writer.stdin.flush()
        idle.wait(lambda: idle.status()["state"] == "speaking")
        writer.stdin.write(b"And two.")
        writer.stdin.close()
        assert writer.wait(DEADLINE_S) == 0
    assert idle.texts() in (["Café one.\nAnd two."], [])


def test_say_remote_waits_for_the_end_when_asked(idle: Running) -> None:
    done = lectern("say", "--remote", "--wait", "Briefly.", environment=idle.environment)
    assert done.returncode == 0
    assert idle.texts() == []


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["--clipboard"], 1, "There is no text in the clipboard."),
        (["--rate", "9", "Too fast."], 1, "must be from 0.5 to 4"),
        ([], 2, "Give a text to say"),
        (["--stop", "text"], 2, "--stop says nothing"),
    ],
)
def test_what_say_remote_cannot_do_is_told(
    idle: Running, arguments: list[str], status: int, told: str
) -> None:
    done = lectern("say", "--remote", *arguments, environment=idle.environment)
    assert (done.returncode, told in done.stderr.decode()) == (status, True), done.stderr


def test_without_the_app_say_remote_says_so(tmp_path: Path) -> None:
    environment = {"XDG_RUNTIME_DIR": str(tmp_path), "LECTERN_HOME": str(tmp_path)}
    done = lectern("say", "--remote", "Hello.", environment=environment)
    assert done.returncode == 1
    assert "Lectern is not running" in done.stderr.decode()
