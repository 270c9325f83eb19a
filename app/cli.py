"""The command line: say, and what belongs to it. The same engine as the window, and no Qt.

Results go to standard output, everything else to standard error. Exit status: 0 done, 1 it could
not be done, 2 the command line makes no sense, 130 interrupted.
"""

from __future__ import annotations

import argparse
import io
import json
import logging
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app import __version__, checkup, pronouncing, screen_reader
from app.clock import seconds_in
from app.demos import command as demo
from app.errors import LecternError
from app.kiosk import command as kiosk
from app.say import say
from app.values import (
    PITCH_RANGE,
    RATE_RANGE,
    VOLUME_RANGE,
    Compute,
    Precision,
    SpeakOptions,
    VoiceInfo,
)
from app.workshop import Workshop

_log = logging.getLogger(__name__)
COMMANDS = (
    *("say", "kiosk", "demo", "pronunciations", "voices", "devices", "check"),
    "speech-dispatcher",
)
_INTERRUPTED = 130


def add_commands(parser: argparse.ArgumentParser) -> None:
    """Add the sub-commands to the program's parser."""
    parser.add_argument("--version", action="version", version=f"Lectern {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="command", title="commands")
    saying = commands.add_parser("say", help="speak a text, or write it to a sound file")
    saying.add_argument("text", nargs="*", help="the text, or - for standard input")
    saying.add_argument(
        "-f", "--file", type=Path, help="read a text, or a .lectern document with its manner"
    )
    saying.add_argument(
        "-o",
        "--output",
        help="write a sound file (.wav, .flac, .ogg or .mp3) instead of playing; - streams WAV",
    )
    saying.add_argument(
        "--rate", type=_number("rate", RATE_RANGE), help="speed, 0.5 to 4 (default 1)"
    )
    saying.add_argument(
        "--pitch",
        type=_number("pitch", PITCH_RANGE),
        help="semitones, -6 to 6 (default 0)",
    )
    saying.add_argument(
        "--volume", type=_number("volume", VOLUME_RANGE), default=1.0, help="0 to 1 (default 1)"
    )
    saying.add_argument(
        "--fit", type=_time, metavar="TIME", help="say it in so many seconds (30), or m:ss (1:30)"
    )
    saying.add_argument(
        "--subtitles",
        type=Path,
        metavar="FILE",
        help="write subtitles (.srt, .vtt or .json), beside -o or alone",
    )
    saying.add_argument(
        "--length", action="store_true", help="tell how many seconds it takes, only"
    )
    saying.add_argument("--json", action="store_true", help="with --length, for machines")
    saying.add_argument(
        "--silence",
        type=_number("silence", (0.05, 60.0)),
        metavar="SECONDS",
        help="with -: how long its writer may be silent before half a sentence is spoken"
        " (default 0.7)",
    )
    saying.add_argument("--sound-device", default="", help="a name that `devices` lists")
    saying.add_argument(
        "--remote",
        action="store_true",
        help="have the running app speak; lectern say --remote --help tells more",
    )
    pronouncing.add_options(saying)
    _add_voice_options(saying)
    kiosk.add_command(
        commands.add_parser("kiosk", help="a talking screen: phrase boards, type and speak")
    )
    demo.add_command(commands.add_parser("demo", help="play a scripted demo on the whole screen"))
    screen_reader.add_command(
        commands.add_parser("speech-dispatcher", help="let screen readers on Linux use Lectern")
    )
    pronouncing.add_command(
        commands.add_parser("pronunciations", help="list, add, import and export pronunciations")
    )
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
    parser.add_argument(
        "--precision",
        type=Precision,
        choices=list(Precision),
        default=Precision.AUTO,
        metavar="{auto,float32,bfloat16,int8}",
        help="what the voice computes in (default auto)",
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


def _time(text: str) -> float:
    try:
        return seconds_in(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"the time must be seconds, such as 30, or m:ss, such as 1:30, not {text!r}"
        ) from None


def run(arguments: argparse.Namespace, workshop: Workshop) -> int:
    """Carry out a sub-command; the exit status."""
    commands: dict[str, Callable[[argparse.Namespace, Workshop], int]] = {
        "say": _say_it,
        "kiosk": lambda arguments, _: kiosk.run(arguments, tell),
        "pronunciations": _pronunciations,
        "voices": _voices,
        "devices": _devices,
        "check": _check,
        "speech-dispatcher": lambda arguments, _: screen_reader.run(arguments),
    }
    _print_whatever_comes()
    try:
        return commands[arguments.command](arguments, workshop)
    except LecternError as error:
        tell(error.message, error.hint)
        return error.exit_code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        return 0
    except Exception as error:
        _log.exception("a command failed")
        tell(f"Something went wrong: {type(error).__name__}: {error}.", "The log says more.")
        return 1


def _print_whatever_comes() -> None:
    """A name that the terminal's encoding lacks is shown escaped, not answered with a failure."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def tell(message: str, hint: str = "") -> None:
    """Say it on standard error."""
    print(f"lectern: {message}" + (f" {hint}" if hint else ""), file=sys.stderr)


def _say_it(arguments: argparse.Namespace, workshop: Workshop) -> int:
    return say(arguments, workshop, tell)


def _pronunciations(arguments: argparse.Namespace, workshop: Workshop) -> int:
    return pronouncing.run(arguments, tell)


# ---------------------------------------------------------------------------- listings


def _voices(arguments: argparse.Namespace, workshop: Workshop) -> int:
    voices, problems = workshop.voices()
    if arguments.json:
        print(json.dumps([_as_json(voice) for voice in voices], indent=2, ensure_ascii=False))
    else:
        for voice in voices:
            print(f"{voice.name:<16} {voice.language:<8} {voice.sample_rate} Hz  {voice.folder}")
    for problem in problems:
        tell(problem.message, problem.hint)
    return 0 if voices else 1


def _devices(arguments: argparse.Namespace, workshop: Workshop) -> int:
    devices = list(workshop.sound_devices())
    if arguments.json:
        print(json.dumps(devices, indent=2, ensure_ascii=False))
    else:
        print("\n".join(devices))
    if not devices:
        tell("No sound device was found.", "Connect one, or save to a file with -o.")
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
                listener,
                voice,
                arguments.device,
                SpeakOptions(),
                open_writer,
                arguments.precision,
            ),
            voice.sample_rate,
            lambda stage: None if arguments.json else print(f"  {stage} ...", file=sys.stderr),
            tell,
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
        print(f"Computes on      {report['device']}, in {report['precision']}")
        print(f"Ready after      {report['ready_s']:.2f} s ({stages})")
        print(f"First sound      {report['first_sound_ms']:.0f} ms")
        print(f"Real-time factor {report['real_time_factor']:.3f}")
    if report["ok"]:
        print("All is well.")
    else:
        hint = report.get("hint", "")
        tell(report.get("problem", "The voice made no sound."), hint)
