"""`lectern say --remote`: the running app speaks, and this program only tells it what.

It is made for a shortcut of the desktop, so that nothing is imported here but what it takes to tell
it: not the engine, not the voice, not even the other commands.
"""

from __future__ import annotations

import argparse
import codecs
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from app.remote.client import NotRunningError, Remote

_PIECE = 1 << 16
_LONGEST = 1 << 17
"""Characters that go into one line however they are written; a longer text goes in pieces."""
_PASTE_S = 2.0
_DONE, _FAILED, _INTERRUPTED = 0, 1, 130


def is_meant(argv: Sequence[str]) -> bool:
    """Whether these arguments of the program are for this command."""
    return argv[:1] == ["say"] and "--remote" in argv and "--" not in argv[: argv.index("--remote")]


def main(argv: Sequence[str]) -> int:
    """Carry it out; the exit status, as `app.cli` has it."""
    arguments = _parser().parse_args(argv[1:])
    problem = _contradiction(arguments)
    if problem:
        _tell(problem)
        return 2
    try:
        with Remote() as remote:
            return _say(remote, arguments)
    except NotRunningError:
        _tell("Lectern is not running, or does not answer. Start it, or leave --remote out.")
        return _FAILED
    except KeyboardInterrupt:
        return _INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lectern say --remote", description="Have the running Lectern speak."
    )
    parser.add_argument("--remote", action="store_true", required=True)
    parser.add_argument("text", nargs="*", help="the text, or - for standard input as it comes")
    sources = parser.add_mutually_exclusive_group()
    sources.add_argument("--clipboard", action="store_true", help="what was copied")
    sources.add_argument("--selection", action="store_true", help="what is selected with the mouse")
    parser.add_argument("--toggle", action="store_true", help="be silent if it speaks already")
    turn = parser.add_mutually_exclusive_group()
    turn.add_argument("--after", action="store_true", help="after what is being spoken")
    turn.add_argument("--urgent", action="store_true", help="at once; what is spoken goes on later")
    turn.add_argument("--stop", action="store_true", help="be silent, and say nothing")
    parser.add_argument("--rate", type=float, help="speed, 0.5 to 4")
    parser.add_argument("--pitch", type=float, help="semitones, -6 to 6")
    parser.add_argument("--volume", type=float, help="0 to 1")
    parser.add_argument("--wait", action="store_true", help="end when it was spoken")
    return parser


def _contradiction(arguments: argparse.Namespace) -> str:
    """What makes no sense; "": nothing."""
    given = bool(arguments.text) + arguments.clipboard + arguments.selection
    if given != (0 if arguments.stop else 1):
        if arguments.stop:
            return "--stop says nothing: leave the text out."
        return "Give a text to say, - for standard input, --clipboard or --selection."
    return ""


def _say(remote: Remote, arguments: argparse.Namespace) -> int:
    if arguments.stop:
        return _ended(remote.ask("stop"))
    if arguments.wait:
        remote.ask("subscribe", events=["finished"])
    manner = {name: getattr(arguments, name) for name in ("rate", "pitch", "volume")}
    manner["toggle"] = arguments.toggle or None
    manner["when"] = next((n for n in ("after", "urgent") if getattr(arguments, n)), None)
    text = _pasted(arguments) if arguments.text == [] else " ".join(arguments.text)
    if text == "-":
        answer = _speak_pieces(remote, _standard_input(), manner)
    elif text is None:
        source = "clipboard" if arguments.clipboard else "selection"
        answer = remote.ask("say", **{"from": source}, **manner)
    elif len(text) > _LONGEST:
        pieces = (text[at : at + _PIECE] for at in range(0, len(text), _PIECE))
        answer = _speak_pieces(remote, pieces, manner)
    else:
        answer = remote.ask("say", text=text, **manner)
    status = _ended(answer)
    if arguments.wait and status == _DONE and answer.get("job") is not None:
        return _wait(remote, answer["job"])
    return status


def _speak_pieces(remote: Remote, pieces: Iterator[str], manner: dict[str, Any]) -> dict[str, Any]:
    """Have a text spoken that is given piece by piece; the last answer that matters."""
    begun = remote.ask("say", **manner)
    job = begun.get("job")
    if job is None:
        return begun
    try:
        for piece in pieces:
            answer = remote.ask("append", job=job, text=piece)
            if not answer["ok"]:
                return answer
    except KeyboardInterrupt:
        remote.ask("stop", job=job)
        raise
    remote.ask("end", job=job)
    return begun


def _standard_input() -> Iterator[str]:
    """What is written there, as soon as it is."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    while data := os.read(sys.stdin.fileno(), _PIECE):
        if text := decoder.decode(data):
            yield text
    if text := decoder.decode(b"", final=True):
        yield text


def _pasted(arguments: argparse.Namespace) -> str | None:
    """On Wayland an app in the background cannot see what was copied; wl-paste, if there, can."""
    if not os.environ.get("WAYLAND_DISPLAY") or shutil.which("wl-paste") is None:
        return None
    primary = ["--primary"] if arguments.selection else []
    command = ["wl-paste", "--no-newline", "--type", "text", *primary]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PASTE_S)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", errors="replace") or None


def _wait(remote: Remote, job: int) -> int:
    remote.be_patient()
    try:
        for line in remote.lines():
            if line.get("event") == "finished" and line["job"] == job:
                return _DONE if line["complete"] else _FAILED
    except KeyboardInterrupt:
        remote.ask("stop", job=job)
        raise
    return _FAILED


def _ended(answer: dict[str, Any]) -> int:
    if answer["ok"]:
        return _DONE
    _tell(" ".join(filter(None, (answer["error"], answer.get("hint", "")))))
    return _FAILED


def _tell(message: str) -> None:
    print(f"lectern: {message}", file=sys.stderr)
