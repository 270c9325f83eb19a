"""Subtitles as files: SubRip (.srt), WebVTT (.vtt) and JSON.

SubRip is what editors and players have agreed on without a standard: CRLF, a comma before the
milliseconds, a number for each cue, no marks of its own in the text. WebVTT
(https://www.w3.org/TR/webvtt1/) has the time of every word inside the cue, so that players can
show what is being said.

JSON, version 1, is for programs; times are seconds, places count code points of the typed text:

    {"version": 1, "duration": 4.2,
     "sentences": [{"start": 0.03, "end": 2.1, "from": 0, "to": 24, "text": "It costs $5, Dr. Lee.",
                    "words": [{"start": 0.03, "end": 0.2, "from": 0, "to": 2, "text": "It"}, ...]}],
     "cues": [{"start": 0.03, "end": 2.4, "lines": ["It costs $5, Dr. Lee."]}]}

A word of it is what stands between blanks; words that are said in one ("3:30 pm") are one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from app.errors import NothingToSayError, SubtitlesError
from app.measuring import TimedSentence
from app.subtitles.cues import Cue, Token, cues
from app.subtitles.text import tokens
from app.whole_file import replace_whole

VERSION = 1


def write_subtitles(path: Path, timed: Sequence[TimedSentence], sample_rate: int) -> None:
    """Write what is said and when to `path`, in the format that the ending of its name says.

    Raises:
        SubtitlesError: the ending is unknown, or the file cannot be written.
        NothingToSayError: nothing is said.
    """
    made = content(path, timed, sample_rate).encode()
    try:
        replace_whole(path.resolve(), made, None)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SubtitlesError(
            f"The subtitles “{path.name}” cannot be written: {reason}.", "Choose another place."
        ) from error


def content(path: Path, timed: Sequence[TimedSentence], sample_rate: int) -> str:
    """What the file of that name is to hold; raises as `write_subtitles` does."""
    form = _format(path)
    sentences = [tokens(sentence, sample_rate) for sentence in timed]
    if not any(sentences):
        raise NothingToSayError(
            "There is nothing in the text that can be spoken, so no subtitles were written.",
            "Type some words and try again.",
        )
    duration = timed[-1].end / sample_rate
    shown = cues(sentences, duration)
    if form is _json:
        return _json(timed, sentences, shown, sample_rate)
    return form(shown)


def check_name(path: Path) -> None:
    """Raise a SubtitlesError when the ending of the name is none that can be written."""
    _format(path)


def _format(path: Path) -> Callable[..., str]:
    known = FORMATS.get(path.suffix.lower())
    if known is None:
        raise SubtitlesError(
            f"The ending of “{path.name}” names no kind of subtitles that can be written.",
            f"Use one of {', '.join(FORMATS)}.",
        )
    return known


def srt(shown: Sequence[Cue]) -> str:
    """The cues as SubRip."""
    blocks = []
    for number, cue in enumerate(shown, 1):
        times = f"{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}"
        # An arrow would be taken for times.
        blocks.append(f"{number}\r\n{times}\r\n{_plain(cue).replace('-->', '→')}\r\n")
    return "\r\n".join(blocks)


def vtt(shown: Sequence[Cue]) -> str:
    """The cues as WebVTT, with the time of every word."""
    blocks = ["WEBVTT\n"]
    for number, cue in enumerate(shown, 1):
        times = f"{_clock(cue.start, '.')} --> {_clock(cue.end, '.')}"
        text = "\n".join(_timed_line(cue, line, first=not at) for at, line in enumerate(cue.lines))
        blocks.append(f"{number}\n{times}\n{text}\n")
    return "\n".join(blocks)


def _timed_line(cue: Cue, line: Sequence[Token], *, first: bool) -> str:
    """Times inside a cue must rise, and lie between its own."""
    words = []
    for at, token in enumerate(line):
        inside = _milliseconds(cue.start) < _milliseconds(token.start) < _milliseconds(cue.end)
        stamp = f"<{_clock(token.start, '.')}>" if inside and not (first and at == 0) else ""
        words.append(stamp + _escaped(token.text))
    return " ".join(words)


def _escaped(text: str) -> str:
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(sign, name)
    return text


def _plain(cue: Cue) -> str:
    return cue.text.replace("\n", "\r\n")


def _json(
    timed: Sequence[TimedSentence],
    sentences: Sequence[Sequence[Token]],
    shown: Sequence[Cue],
    sample_rate: int,
) -> str:
    told = [
        {
            "start": words[0].start if words else sentence.start / sample_rate,
            "end": words[-1].end if words else sentence.end / sample_rate,
            "from": sentence.sentence.span.start,
            "to": sentence.sentence.span.end,
            "text": " ".join(word.text for word in words),
            "words": [
                {
                    "start": word.start,
                    "end": word.end,
                    "from": word.span.start,
                    "to": word.span.end,
                    "text": word.text,
                }
                for word in words
            ],
        }
        for sentence, words in zip(timed, sentences, strict=True)
    ]
    lines = [{"start": cue.start, "end": cue.end, "lines": cue.text.split("\n")} for cue in shown]
    whole = {
        "version": VERSION,
        "duration": timed[-1].end / sample_rate,
        "sentences": told,
        "cues": lines,
    }
    return json.dumps(_rounded(whole), ensure_ascii=False, indent=1) + "\n"


def _rounded(value: object) -> object:
    """Times to a tenth of a millisecond."""
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return [_rounded(each) for each in value] if isinstance(value, list) else value


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)


def _clock(seconds: float, point: str) -> str:
    minutes, thousandths = divmod(_milliseconds(seconds), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{thousandths // 1000:02}{point}{thousandths % 1000:03}"


FORMATS: dict[str, Callable[..., str]] = {".srt": srt, ".vtt": vtt, ".json": _json}
