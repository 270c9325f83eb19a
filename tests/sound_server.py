"""A private PulseAudio with null sinks, and the recording of what they play.

    with SoundServer() as server:
        with server.recording() as recording:
            subprocess.run([..., "say", "Hello"], env={**os.environ, **server.environment})
            recording.wait_for_silence(0.5)
        heard = recording.samples()          # float32, mono, at server.rate

    offset = align(heard, reference)         # where the reference starts in the recording
    correlations(heard[offset:], reference, server.rate)   # one figure per second of sound
    silences(heard, server.rate, longest=0.1)              # stretches of quiet as (start, end)

In the same process, set the environment before PortAudio starts, as the fixture `sound_server`
does. The devices "default", and one named like each sink, play into the sinks, which share no
more with the machine than the clock: no running server, session, D-Bus or sound card is needed,
and root may run it too. The sinks run at the voice's own rate and in float, so that a recording
equals what was played, sample by sample, unless another rate is asked for.

Start recording before anything plays: a null sink that nobody listens to renders two seconds of
silence ahead and then takes no sound for that long.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

import numpy as np
import numpy.typing as npt
import pytest

Samples = npt.NDArray[np.float32]

DEADLINE_S = 30.0
QUIET = 1e-4
"""Below this (-80 dB) is silence."""
_HEARD = 0.01

MISSING = (
    "these tests record what is played with a private PulseAudio, and {} is missing;"
    " install it (Debian and Ubuntu: apt-get install pulseaudio pulseaudio-utils"
    " libasound2-plugins)"
)


class SoundServer:
    """A PulseAudio of our own. `environment` is what a program needs to play into it."""

    def __init__(self, sinks: Sequence[str] = ("one",), rate: int = 22050) -> None:
        self.rate = rate
        self._sinks = tuple(sinks)
        self._folder = Path()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> SoundServer:
        for tool in ("pulseaudio", "pactl", "parec"):
            if shutil.which(tool) is None:
                raise RuntimeError(MISSING.format(tool))
        self._folder = Path(tempfile.mkdtemp(prefix="sound-"))
        for name in ("home", "runtime"):
            (self._folder / name).mkdir(mode=0o700)
        self._write_alsa_configuration()
        try:
            self.start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def environment(self) -> dict[str, str]:
        """Variables that lead PortAudio, ALSA and PulseAudio's tools to this server."""
        return {
            "PULSE_SERVER": f"unix:{self._folder}/native",
            "PULSE_COOKIE": str(self._folder / "cookie"),
            "PULSE_CLIENTCONFIG": str(self._folder / "client.conf"),
            "PULSE_RUNTIME_PATH": str(self._folder / "runtime"),
            "ALSA_CONFIG_PATH": str(self._folder / "asound.conf"),
        }

    def start(self) -> None:
        """Start the server (again, after `kill`) and wait until it answers."""
        (self._folder / "native").unlink(missing_ok=True)
        command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1"]
        command += ["--use-pid-file=no", "--disable-shm=yes"]
        # As on a desktop, where it gets what it asks for; elsewhere it goes without.
        command += ["--realtime=yes", "--high-priority=yes"]
        command += [f"--load=module-null-sink {self._arguments(name)}" for name in self._sinks]
        socket = f"socket={self._folder}/native auth-anonymous=1"
        command += [f"--load=module-native-protocol-unix {socket}"]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, env=self._server_environment(), stdout=log, stderr=log
            )
        self._wait_until_it_answers(self._process)

    def kill(self) -> None:
        """End the server at once, as a crash would."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()

    def freeze(self) -> None:
        """The server hangs: connected, but taking nothing."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """The server goes on after `freeze`."""
        self._signal(signal.SIGCONT)

    def remove_sink(self, name: str) -> None:
        """Take a sink away; the server moves what plays to another or ends it."""
        self._control("unload-module", self._module_of(name))

    @contextlib.contextmanager
    def recording(self, sink: str = "one") -> Iterator[Recording]:
        """Record what a sink plays; sound is recorded from the first statement inside on."""
        recording = Recording(self._recorder(sink), self.rate)
        try:
            recording.wait_for(lambda samples: samples.size > 0)
            yield recording
        finally:
            recording.close()

    def _recorder(self, sink: str) -> subprocess.Popen[bytes]:
        command = ["parec", f"--device={sink}.monitor", "--raw", "--format=float32le"]
        command += [f"--rate={self.rate}", "--channels=1", "--latency-msec=10"]
        return subprocess.Popen(
            command, env={**os.environ, **self.environment}, stdout=subprocess.PIPE
        )

    def _arguments(self, sink: str) -> str:
        return f"sink_name={sink} rate={self.rate} channels=1 format=float32le"

    def _server_environment(self) -> dict[str, str]:
        ours = {"HOME": str(self._folder / "home"), "XDG_RUNTIME_DIR": str(self._folder)}
        inherited = {k: v for k, v in os.environ.items() if k not in ("DBUS_SESSION_BUS_ADDRESS",)}
        state = {"PULSE_STATE_PATH": str(self._folder / "state")}
        return {**inherited, **self.environment, **ours, **state}

    def _write_alsa_configuration(self) -> None:
        lines = ["pcm.default { type pulse }", "ctl.default { type pulse }"]
        lines += [f"pcm.{name} {{ type pulse device {name} }}" for name in self._sinks]
        (self._folder / "asound.conf").write_text("\n".join(lines) + "\n")
        (self._folder / "client.conf").write_text("autospawn = no\n")

    def _wait_until_it_answers(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + DEADLINE_S
        socket = self._folder / "native"
        while not socket.exists() or self._try("info").returncode != 0:
            if process.poll() is not None or time.monotonic() > until:
                log = (self._folder / "log").read_text(errors="replace")
                raise RuntimeError(f"PulseAudio did not start:\n{log}")
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.02)

    def _try(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["pactl", *command],
            env={**os.environ, **self.environment, "LC_ALL": "C"},
            capture_output=True,
            text=True,
            timeout=DEADLINE_S,
        )

    def _control(self, *command: str) -> str:
        result = self._try(*command)
        if result.returncode != 0:
            raise RuntimeError(f"pactl {' '.join(command)}: {result.stderr}")
        return result.stdout.strip()

    def _module_of(self, sink: str) -> str:
        for line in self._control("list", "short", "modules").splitlines():
            number, _, rest = line.partition("\t")
            if f"sink_name={sink} " in f"{rest} ":
                return number
        raise RuntimeError(f"there is no sink {sink}")

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None, "the server is not running"
        self._process.send_signal(number)


class Recording:
    """What a sink played so far, growing while it is open."""

    def __init__(self, process: subprocess.Popen[bytes], rate: int) -> None:
        self.rate = rate
        self._process = process
        self._grown = threading.Condition()
        self._buffer: Samples = np.zeros(60 * rate, np.float32)
        self._size = 0
        self._sounding: list[tuple[float, int]] = []  # when a chunk with sound came; its last
        self._ended = False
        self._thread = threading.Thread(target=self._read, name="recording", daemon=True)
        self._thread.start()

    def samples(self) -> Samples:
        """Everything recorded so far."""
        with self._grown:
            return self._buffer[: self._size]

    def last_sound_at(self, before: float = float("inf")) -> float:
        """When the last sound came in, as `time.perf_counter()` at the end of its chunk."""
        with self._grown:
            return next((at for at, _ in reversed(self._sounding) if at < before), 0.0)

    def first_sound_after(self, moment: float) -> float:
        """When the first sound came in after `moment`, as `time.perf_counter()`."""
        with self._grown:
            return next(at for at, _ in self._sounding if at > moment)

    def wait_for(
        self, condition: Callable[[Samples], bool], deadline: float = DEADLINE_S
    ) -> Samples:
        """Wait until the samples recorded so far satisfy `condition`, and return them."""
        until = time.monotonic() + deadline
        with self._grown:
            while not condition(self.samples()):
                left = until - time.monotonic()
                if self._ended or left <= 0:
                    raise TimeoutError("what was waited for was not recorded")
                self._grown.wait(left)
            return self.samples()

    def wait_for_sound(self, deadline: float = DEADLINE_S) -> Samples:
        """Wait until something other than silence was recorded."""
        return self.wait_for(lambda _: bool(self._sounding), deadline)

    def wait_for_silence(self, seconds: float, deadline: float = DEADLINE_S) -> Samples:
        """Wait until there was sound, and `seconds` of silence after it."""

        def silent(samples: Samples) -> bool:
            last = self._sounding[-1][1] if self._sounding else samples.size
            return samples.size - last > seconds * self.rate

        return self.wait_for(silent, deadline)

    def wait_for_end(self, deadline: float = DEADLINE_S) -> None:
        """Wait until nothing more comes, because the server or the sink is gone."""
        with self._grown:
            if not self._grown.wait_for(lambda: self._ended, deadline):
                raise TimeoutError("the recording did not end")

    def close(self) -> None:
        """Stop recording; what was recorded stays."""
        self._process.terminate()
        self._process.wait()
        self._thread.join()

    def _read(self) -> None:
        assert self._process.stdout is not None
        left = b""
        with self._process.stdout as stream:
            while data := stream.read1(1 << 16):  # type: ignore[attr-defined]
                data = left + data
                whole = len(data) - len(data) % 4
                left = data[whole:]
                self._add(np.frombuffer(data[:whole], np.float32))
        with self._grown:
            self._ended = True
            self._grown.notify_all()

    def _add(self, chunk: Samples) -> None:
        loud = np.flatnonzero(np.abs(chunk) > QUIET)
        with self._grown:
            if self._size + chunk.size > self._buffer.size:
                self._buffer = np.concatenate((self._buffer, np.zeros_like(self._buffer)))
            self._buffer[self._size : self._size + chunk.size] = chunk
            if loud.size:
                self._sounding.append((time.perf_counter(), self._size + int(loud[-1])))
            self._size += chunk.size
            self._grown.notify_all()


def align(recording: Samples, reference: Samples) -> int:
    """The offset in `recording` at which `reference` fits best (cross-correlation)."""
    size = 1 << int(np.ceil(np.log2(recording.size + reference.size)))
    spectrum = np.fft.rfft(recording, size) * np.conj(np.fft.rfft(reference, size))
    return int(np.argmax(np.fft.irfft(spectrum, size)[: recording.size]))


def correlations(heard: Samples, reference: Samples, rate: int) -> list[float]:
    """The correlation of two aligned signals, second by second, where the reference sounds.

    A last second that holds only the end of a breath is left out: there the rounding of 16-bit
    samples is a part of the signal.
    """
    found = []
    for start in range(0, reference.size, rate):
        expected = reference[start : start + rate].astype(np.float64)
        actual = heard[start : start + expected.size].astype(np.float64)
        actual = np.pad(actual, (0, expected.size - actual.size))
        power = np.sqrt((expected**2).sum() * (actual**2).sum())
        last = start + rate >= reference.size
        if np.abs(expected).max() > (_HEARD if last else QUIET):
            found.append(float((expected * actual).sum() / power) if power else 0.0)
    return found


def silences(
    samples: Samples, rate: int, longest: float, threshold: float = QUIET
) -> list[tuple[int, int]]:
    """Stretches longer than `longest` seconds between the first and the last sound."""
    loud = np.flatnonzero(np.abs(samples) > threshold)
    jumps = np.flatnonzero(np.diff(loud) > longest * rate)
    return [(int(loud[i]) + 1, int(loud[i + 1])) for i in jumps]


@pytest.fixture
def sound_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    """A server with the sinks "one" (the default) and "two", in this process's environment."""
    if not sys.platform.startswith("linux"):
        pytest.skip("PulseAudio is used on Linux only")
    with SoundServer(("one", "two")) as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server
