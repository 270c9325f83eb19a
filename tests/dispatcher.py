"""A private speech-dispatcher with Lectern's module, and a client of it that counts time.

    with Dispatcher(folder, environment) as dispatcher:
        dispatcher.spd_say("Hello.")
        with Client(dispatcher.socket) as client:
            client.speak("Hello.")
            client.wait_for("END")

Its configuration, log, process id and socket lie in a folder of its own; the speech-dispatcher of
whoever runs the tests is left alone.
"""

from __future__ import annotations

import os
import queue
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from tests.source_tree import ROOT

MODULE = ROOT / "packaging" / "speech-dispatcher" / "sd_lectern"
DEADLINE_S = 30.0
_EVENTS = {
    "700": "MARK",
    "701": "BEGIN",
    "702": "END",
    "703": "CANCEL",
    "704": "PAUSE",
    "705": "RESUME",
}


def is_installed() -> bool:
    return all(shutil.which(program) for program in ("speech-dispatcher", "spd-say"))


class Dispatcher:
    """The server, with the modules "lectern" and "espeak-ng".

    Args:
        folder: for its files; the name of a socket must not be long.
        environment: what its modules need to find the app and the sound.
        listed: its configuration names the modules; else it looks for them where it always does.
    """

    def __init__(
        self, folder: Path, environment: Mapping[str, str], *, listed: bool = True
    ) -> None:
        self._folder, self._listed = folder, listed
        self.socket = folder / "speechd.sock"
        self.environment = {**os.environ, **environment}
        self.environment["SPEECHD_ADDRESS"] = f"unix_socket:{self.socket}"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Dispatcher:
        configuration = self._folder / "configuration"
        log = self._folder / "log"
        for made in (configuration / "modules", log):
            made.mkdir(parents=True)
        modules = (
            f'AddModule "lectern" "{MODULE}" "lectern.conf"\n'
            'AddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"\n'
        )
        (configuration / "speechd.conf").write_text(
            f'LogLevel 4\nLogDir "{log}"\n{modules if self._listed else ""}'
            'DefaultModule lectern\nDefaultLanguage "en"\n'
            'AudioOutputMethod "pulse"\nDefaultVolume 100\n'
        )
        command = ["speech-dispatcher", "--run-single", "--communication-method", "unix_socket"]
        command += ["--socket-path", str(self.socket), "--config-dir", str(configuration)]
        command += ["--pid-file", str(self._folder / "pid"), "--log-dir", str(log)]
        with (self._folder / "output").open("wb") as output:
            self._process = subprocess.Popen(
                command, env=self.environment, stdout=output, stderr=output
            )
        self._wait_until_it_answers()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()

    def log(self) -> str:
        """What it and its modules have logged."""
        files = [self._folder / "output", *sorted((self._folder / "log").glob("*.log"))]
        return "\n".join(file.read_text(errors="replace") for file in files if file.exists())

    def spd_say(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["spd-say", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=DEADLINE_S,
        )

    def _wait_until_it_answers(self) -> None:
        assert self._process is not None
        until = time.monotonic() + DEADLINE_S
        while not self.socket.exists():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"speech-dispatcher did not start:\n{self.log()}")
            time.sleep(0.01)


@dataclass(frozen=True)
class Notification:
    """What the server has told: BEGIN, END, CANCEL, MARK ...; `at` as `time.perf_counter()`."""

    kind: str
    message: int
    mark: str
    at: float


class Client:
    """A client of speech-dispatcher (SSIP), as a screen reader is one."""

    def __init__(self, path: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.connect(str(path))
        self._file = self._socket.makefile("rb")
        self._replies: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
        self._news: queue.SimpleQueue[Notification] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, name="ssip", daemon=True)

    def __enter__(self) -> Client:
        self._reader.start()
        self.ask("SET SELF CLIENT_NAME tests:lectern:main")
        self.ask("SET SELF NOTIFICATION ALL ON")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._socket.sendall(b"QUIT\r\n")
        self._reader.join(DEADLINE_S)
        self._socket.close()

    def ask(self, command: str) -> list[str]:
        """Send it; the lines of the answer."""
        self._socket.sendall(command.encode() + b"\r\n")
        answer = self._replies.get(timeout=DEADLINE_S)
        assert answer[-1].startswith("2"), (command, answer)
        return answer

    def speak(self, text: str, *, ssml: bool = False) -> int:
        """Ask for a text; the number of the message."""
        self.ask(f"SET SELF SSML_MODE {'ON' if ssml else 'OFF'}")
        self.ask("SPEAK")
        answer = self.ask(f"{text}\r\n.")
        return int(answer[0].split("-", 1)[1])

    def wait_for(self, *kinds: str) -> Notification:
        """The next notification of one of these kinds; others before it are passed over."""
        until = time.monotonic() + DEADLINE_S
        while True:
            news = self._news.get(timeout=max(0.01, until - time.monotonic()))
            if news.kind in kinds:
                return news

    def _read(self) -> None:
        lines: list[str] = []
        for raw in self._file:
            line = raw.decode("utf-8", errors="replace").rstrip("\r\n")
            lines.append(line)
            if line[3:4] == "-":
                continue
            if line[:3] in _EVENTS:
                values = [each[4:] for each in lines[:-1]]
                mark = values[2] if len(values) > 2 else ""
                self._news.put(
                    Notification(_EVENTS[line[:3]], int(values[0]), mark, time.perf_counter())
                )
            else:
                self._replies.put(lines)
            lines = []
