"""The command line: say, voices, devices, check. The same engine as the window, and no Qt.

Results go to standard output, everything else to standard error. Exit status: 0 done, 1 it could
not be done, 2 the command line makes no sense, 130 interrupted.
"""

from __future__ import annotations

import argparse
import io
import json
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from app import __version__, checkup
from app.engine import Engine
from app.errors import LecternError, NothingToSayError, UsageError, VoiceError
from app.ports import AudioWriter
from app.session import Session
from app.values import (
    PITCH_RANGE,
    RATE_RANGE,
    VOLUME_RANGE,
    Compute,
    DeviceLost,
    Event,
    Finished,
    Samples,
    Saved,
    SaveFailed,
    SaveProgress,
    SpeakOptions,
    VoiceInfo,
)

_log = logging.getLogger(__name__)
COMMANDS = ("say", "voices", "devices", "check")
_INTERRUPTED = 130


class Stream(AudioWriter, Protocol):
    """A writer to a pipe; `broken` when nobody reads it any more."""

    @property
    def broken(self) -> bool: ...


class Workshop(Protocol):
    """What the command line is made of; `app.main` builds it."""

    def voices(self) -> tuple[tuple[VoiceInfo, ...], tuple[VoiceError, ...]]: ...

    def choose_voice(self, name: str) -> VoiceInfo: ...

    def verify(self, voice: VoiceInfo) -> int: ...

    def sound_devices(self) -> Sequence[str]: ...

    def read_text(self, path: Path) -> str: ...

    def text_in(self, stream: BinaryIO, name: str) -> str: ...

    def is_speakable(self, text: str) -> bool: ...

    def file_writer(self, path: Path, sample_rate: int) -> AudioWriter: ...

    def stream_writer(self, stream: BinaryIO, sample_rate: int) -> Stream: ...

    def engine(
        self,
        listener: Callable[[Event], None],
        voice: VoiceInfo,
        compute: Compute,
        options: SpeakOptions,
        open_writer: Callable[[Path, int], AudioWriter] | None,
    ) -> Engine: ...


def add_commands(parser: argparse.ArgumentParser) -> None:
    """Add the sub-commands to the program's parser."""
    parser.add_argument("--version", action="version", version=f"Lectern {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="command", title="commands")
    say = commands.add_parser("say", help="speak a text, or write it to a sound file")
    say.add_argument("text", nargs="*", help="the text, or - for standard input")
    say.add_argument("-f", "--file", type=Path, help="read the text from a file")
    say.add_argument(
        "-o",
        "--output",
        help="write a sound file (.wav, .flac, .ogg or .mp3) instead of playing; - streams WAV",
    )
    say.add_argument(
        "--rate", type=_number("rate", RATE_RANGE), default=1.0, help="speed, 0.5 to 4 (default 1)"
    )
    say.add_argument(
        "--pitch",
        type=_number("pitch", PITCH_RANGE),
        default=0.0,
        help="semitones, -6 to 6 (default 0)",
    )
    say.add_argument(
        "--volume", type=_number("volume", VOLUME_RANGE), default=1.0, help="0 to 1 (default 1)"
    )
    say.add_argument("--sound-device", default="", help="a name that `devices` lists")
    _add_voice_options(say)
    for name, what in (("voices", "list the voices"), ("devices", "list the sound devices")):
        command = commands.add_parser(name, help=what)
        command.add_argument("--json", action="store_true", help="for machines")
    check = commands.add_parser("check", help="verify the voice's files, load it, speak a sentence")
    check.add_argument("--json", action="store_true", help="for machines")
    _add_voice_options(check)


def _add_voice_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--voice", default="", help="a name that `voices` lists, or a folder")
    parser.add_argument(
        "--device",
        type=Compute,
        choices=list(Compute),
        default=Compute.AUTO,
        metavar="{auto,cpu,cuda}",
        help="where the voice computes (default auto)",
    )


def _number(name: str, limits: tuple[float, float]) -> Callable[[str], float]:
    def parse(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not limits[0] <= value <= limits[1]:
            raise argparse.ArgumentTypeError(
                f"the {name} must be a number from {limits[0]:g} to {limits[1]:g}, not {text!r}"
            )
        return value

    return parse


def run(arguments: argparse.Namespace, workshop: Workshop) -> int:
    """Carry out a sub-command; the exit status."""
    commands = {"say": _say, "voices": _voices, "devices": _devices, "check": _check}
    _print_whatever_comes()
    try:
        return commands[arguments.command](arguments, workshop)
    except LecternError as error:
        _tell(error.message, error.hint)
        return error.exit_code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        return 0
    except Exception as error:
        _log.exception("a command failed")
        _tell(f"Something went wrong: {type(error).__name__}: {error}.", "The log says more.")
        return 1


def _print_whatever_comes() -> None:
    """A name that the terminal's encoding lacks is shown escaped, not answered with a failure."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _tell(message: str, hint: str = "") -> None:
    print(f"lectern: {message}" + (f" {hint}" if hint else ""), file=sys.stderr)


# -------------------------------------------------------------------------------- say


def _say(arguments: argparse.Namespace, workshop: Workshop) -> int:
    text = _text(arguments, workshop)
    if not text.strip():
        raise NothingToSayError("The text is empty.", "Give some words to say.")
    if not workshop.is_speakable(text):
        raise NothingToSayError(
            "There is nothing in the text that can be spoken.", "Give some words to say."
        )
    voice = workshop.choose_voice(arguments.voice)
    options = SpeakOptions(rate=arguments.rate, pitch=arguments.pitch)
    if arguments.output is None:
        return _play(arguments, workshop, voice, options, text)
    return _write(arguments, workshop, voice, options, text)


def _text(arguments: argparse.Namespace, workshop: Workshop) -> str:
    if arguments.file is not None:
        if arguments.text:
            raise UsageError("Give either a text or --file, not both.")
        return workshop.read_text(arguments.file)
    if arguments.text == ["-"]:
        return _standard_input(workshop)
    if not arguments.text:
        raise UsageError("Give a text to say, --file FILE, or - for standard input.")
    return " ".join(arguments.text)


def _standard_input(workshop: Workshop) -> str:
    if sys.stdin is None:
        raise UsageError("There is no standard input to read.", "Give a text, or --file FILE.")
    return workshop.text_in(sys.stdin.buffer, "standard input")


def _play(
    arguments: argparse.Namespace,
    workshop: Workshop,
    voice: VoiceInfo,
    options: SpeakOptions,
    text: str,
) -> int:
    session = Session(_tell)
    engine = workshop.engine(session.listen, voice, arguments.device, options, None)
    engine.set_sound(arguments.sound_device, 0)
    engine.set_volume(arguments.volume)
    with session.running(engine):
        job = engine.speak(text)
        for event in session.events():
            if isinstance(event, DeviceLost):
                device = f"“{event.device}”" if event.device else "the sound device"
                if not event.fallback:
                    _tell(f"No sound can be played: {device} is not there.", "Use -o FILE.wav.")
                    return 1
                _tell(f"Lost {device}; playing on “{event.fallback}”.")
            elif isinstance(event, Finished) and event.job == job:
                return 0 if event.complete and not session.said_nothing else 1
    return 1


def _write(
    arguments: argparse.Namespace,
    workshop: Workshop,
    voice: VoiceInfo,
    options: SpeakOptions,
    text: str,
) -> int:
    from tqdm import tqdm

    path = Path(arguments.output)
    stream: Stream | None = None
    opened: AudioWriter
    if arguments.output == "-":
        opened = stream = workshop.stream_writer(sys.stdout.buffer, voice.sample_rate)
    else:  # before the voice is loaded, so that a wrong name is told at once
        opened = workshop.file_writer(path, voice.sample_rate)
    writer = _Louder(opened, arguments.volume)
    session = Session(_tell)
    engine = workshop.engine(session.listen, voice, arguments.device, options, lambda *_: writer)
    bar = tqdm(
        total=100, unit="%", desc=path.name, disable=None, leave=False, bar_format=_BAR, delay=0.5
    )
    with _closed_when_it_fails(writer), session.running(engine), bar:
        job = engine.save(text, path)
        for event in session.events():
            if stream is not None and stream.broken:
                return 0
            if isinstance(event, SaveProgress):
                bar.update(round(100 * event.fraction) - bar.n)
            elif isinstance(event, Saved) and event.job == job:
                return 0
            elif isinstance(event, SaveFailed) and event.job == job:
                raise LecternError(event.message, event.hint)
    return 1


@contextmanager
def _closed_when_it_fails(writer: AudioWriter) -> Iterator[None]:
    """Whatever goes wrong before the engine has the writer, nothing is left of it."""
    try:
        yield
    except BaseException:
        writer.abort()
        raise


_BAR = "{desc}: {percentage:3.0f}% |{bar}| {elapsed}, about {remaining} left"


@dataclass
class _Louder:
    """A writer with a gain before it."""

    writer: AudioWriter
    gain: float

    def write(self, samples: Samples) -> None:
        self.writer.write(samples if self.gain == 1 else samples * self.gain)

    def commit(self) -> None:
        self.writer.commit()

    def abort(self) -> None:
        self.writer.abort()


# ---------------------------------------------------------------------------- listings


def _voices(arguments: argparse.Namespace, workshop: Workshop) -> int:
    voices, problems = workshop.voices()
    if arguments.json:
        print(json.dumps([_as_json(voice) for voice in voices], indent=2, ensure_ascii=False))
    else:
        for voice in voices:
            print(f"{voice.name:<16} {voice.language:<8} {voice.sample_rate} Hz  {voice.folder}")
    for problem in problems:
        _tell(problem.message, problem.hint)
    return 0 if voices else 1


def _devices(arguments: argparse.Namespace, workshop: Workshop) -> int:
    devices = list(workshop.sound_devices())
    if arguments.json:
        print(json.dumps(devices, indent=2, ensure_ascii=False))
    else:
        print("\n".join(devices))
    if not devices:
        _tell("No sound device was found.", "Connect one, or save to a file with -o.")
    return 0 if devices else 1


def _as_json(voice: VoiceInfo) -> dict[str, Any]:
    return {**asdict(voice), "folder": str(voice.folder)}


# ------------------------------------------------------------------------------- check


def _check(arguments: argparse.Namespace, workshop: Workshop) -> int:
    report: dict[str, Any] = {"version": __version__, "ok": False}
    try:
        voice = workshop.choose_voice(arguments.voice)
        report["voice"] = _as_json(voice)
        report["files_verified"] = workshop.verify(voice)
        report |= checkup.speak_into_memory(
            lambda listener, open_writer: workshop.engine(
                listener, voice, arguments.device, SpeakOptions(), open_writer
            ),
            voice.sample_rate,
            lambda stage: None if arguments.json else print(f"  {stage} ...", file=sys.stderr),
            _tell,
        )
        report["ok"] = report["loudest"] > 0.01
    except LecternError as error:
        report |= {"problem": error.message, "hint": error.hint}
    if arguments.json:
        print(json.dumps(report, indent=2, ensure_ascii=False))
    else:
        _print_report(report)
    return 0 if report["ok"] else 1


def _print_report(report: dict[str, Any]) -> None:
    print(f"Lectern {report['version']}")
    if "voice" in report:
        print(f"Voice            {report['voice']['name']} ({report['voice']['folder']})")
    if "files_verified" in report:
        print(f"Files verified   {report['files_verified']}")
    if "ready_s" in report:
        stages = ", ".join(f"{name} {took:.2f}" for name, took in report["stages_s"].items())
        print(f"Computes on      {report['device']}")
        print(f"Ready after      {report['ready_s']:.2f} s ({stages})")
        print(f"First sound      {report['first_sound_ms']:.0f} ms")
        print(f"Real-time factor {report['real_time_factor']:.3f}")
    if report["ok"]:
        print("All is well.")
    else:
        hint = report.get("hint", "")
        _tell(report.get("problem", "The voice made no sound."), hint)
