"""The command `say`: play a text, write it as sound or subtitles, or tell its length."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from app import pronouncing
from app.engine import Engine
from app.errors import LecternError, NothingToSayError, UsageError
from app.lectern_file import Script
from app.manner import speak_options
from app.piped import NAME, Piped, standard_input
from app.places import line_and_column
from app.ports import AudioWriter
from app.session import Session
from app.subtitles.files import check_name
from app.values import (
    DeviceLost,
    Finished,
    Fit,
    Lengths,
    Samples,
    Saved,
    SaveFailed,
    SaveProgress,
    SentenceStarted,
    SpeakOptions,
    VoiceInfo,
)
from app.workshop import Stream, Workshop

Tell = Callable[[str, str], None]
_BAR = "{desc}: {percentage:3.0f}% |{bar}| {elapsed}, about {remaining} left"


def say(arguments: argparse.Namespace, workshop: Workshop, tell: Tell) -> int:
    """Carry it out; the exit status.

    Args:
        tell: takes a message and a hint for the user.

    Raises:
        LecternError: it cannot be done.
    """
    _check(arguments)
    script = _script(arguments, workshop)
    if isinstance(script, Script):
        _check_text(script.text, workshop)
        _tell_problems(script.text, arguments.file, workshop, tell)
    return _carry_out(arguments, workshop, script, tell)


def _carry_out(
    arguments: argparse.Namespace, workshop: Workshop, text: Script | Piped, tell: Tell
) -> int:
    script = text if isinstance(text, Script) else Script("")
    voice = _voice(arguments.voice, script.voice, workshop, tell)
    options = speak_options(script, arguments.rate, arguments.pitch)
    options = replace(options, pronunciations=pronouncing.chosen(arguments, tell))
    work = _Work(arguments, workshop, voice, options, script, Session(tell))
    if arguments.length:
        return work.tell_length()
    if arguments.output is not None or arguments.subtitles is not None:
        return work.write()
    if isinstance(text, Piped):
        return work.play_piped(text, tell)
    return work.play(tell)


def _check(arguments: argparse.Namespace) -> None:
    """What makes no sense is told before anything is loaded."""
    files = arguments.output is not None or arguments.subtitles is not None
    if arguments.length and (files or arguments.fit is not None):
        raise UsageError("--length tells how long the text is, and writes nothing.")
    if arguments.json and not arguments.length:
        raise UsageError("--json goes with --length.")
    if arguments.silence is not None and arguments.text != ["-"]:
        raise UsageError("--silence goes with -, a text from standard input.")
    if arguments.fit is not None and arguments.rate is not None:
        raise UsageError("Give either --rate or --fit, not both.")
    if arguments.subtitles is not None:
        check_name(arguments.subtitles)


def _check_text(text: str, workshop: Workshop) -> None:
    if not text.strip():
        raise NothingToSayError("The text is empty.", "Give some words to say.")
    if not workshop.is_speakable(text):
        raise NothingToSayError(
            "There is nothing in the text that can be spoken.", "Give some words to say."
        )


def _script(arguments: argparse.Namespace, workshop: Workshop) -> Script | Piped:
    if arguments.file is not None:
        if arguments.text:
            raise UsageError("Give either a text or --file, not both.")
        return workshop.read(arguments.file)
    if arguments.text == ["-"]:
        return _standard_input(arguments, workshop)
    if not arguments.text:
        raise UsageError("Give a text to say, --file FILE, or - for standard input.")
    return Script(" ".join(arguments.text))


def _tell_problems(text: str, file: Path | None, workshop: Workshop, tell: Tell) -> None:
    """What is wrong with tags in the text, which is spoken all the same."""
    for problem in workshop.markup_problems(text):
        line, column = line_and_column(text, problem.position)
        name = f"{file}:" if file is not None else ""
        tell(f"{name}{line}:{column}: {problem.message}", "")


def _voice(asked: str, own: str, workshop: Workshop, tell: Tell) -> VoiceInfo:
    """The voice that was asked for; else the document's own, if it is here; else any."""
    voice = workshop.choose_voice(asked)
    if asked or own in ("", voice.name):
        return voice
    # By name alone: a document that somebody sent must not make Lectern load what lies elsewhere.
    if own in [one.name for one in workshop.voices()[0]]:
        return workshop.choose_voice(own)
    tell(f"The text was made for the voice “{own}”; “{voice.name}” speaks it.", "")
    return voice


def _standard_input(arguments: argparse.Namespace, workshop: Workshop) -> Script | Piped:
    """The text, or where it comes from when it is to be played and is not complete yet."""
    if sys.stdin is None:
        raise UsageError("There is no standard input to read.", "Give a text, or --file FILE.")
    files = arguments.output is not None or arguments.subtitles is not None
    if files or arguments.length or arguments.fit is not None:
        return Script(workshop.text_in(sys.stdin.buffer, NAME)[0])
    came = standard_input(sys.stdin.fileno(), workshop, arguments.silence)
    return came if isinstance(came, Piped) else Script(came)


@dataclass(frozen=True)
class _Work:
    arguments: argparse.Namespace
    workshop: Workshop
    voice: VoiceInfo
    options: SpeakOptions
    script: Script
    session: Session

    @property
    def _fit(self) -> Fit | None:
        return None if self.arguments.fit is None else Fit(self.arguments.fit)

    def play(self, tell: Tell) -> int:
        script = self.script
        return self._play(
            lambda engine: engine.speak(script.text, fit=self._fit, shaping=script.shaping),
            tell,
            lambda position: None,
        )

    def play_piped(self, piped: Piped, tell: Tell) -> int:
        return self._play(piped.speak, tell, piped.pipe.heard_up_to)

    def _play(
        self, begin: Callable[[Engine], int], tell: Tell, heard: Callable[[int], None]
    ) -> int:
        """Play what `begin` has the engine speak; `heard` is told the place of the listener."""
        session, arguments = self.session, self.arguments
        engine = self.workshop.engine(
            session.listen,
            self.voice,
            arguments.device,
            self.options,
            None,
            arguments.precision,
        )
        engine.set_sound(arguments.sound_device, 0)
        engine.set_volume(arguments.volume)
        with session.running(engine):
            job = begin(engine)
            for event in session.events():
                if isinstance(event, DeviceLost):
                    device = f"“{event.device}”" if event.device else "the sound device"
                    if not event.fallback:
                        tell(f"No sound can be played: {device} is not there.", "Use -o FILE.wav.")
                        return 1
                    tell(f"Lost {device}; playing on “{event.fallback}”.", "")
                elif isinstance(event, SentenceStarted):
                    heard(event.span.start)
                elif isinstance(event, Finished) and event.job == job:
                    return 0 if event.complete and not session.said_nothing else 1
        return 1

    def write(self) -> int:
        from tqdm import tqdm

        output, subtitles = self.arguments.output, self.arguments.subtitles
        writer, stream = self._writer()
        session = self.session
        engine = self.workshop.engine(
            session.listen,
            self.voice,
            self.arguments.device,
            self.options,
            (lambda *_: writer) if writer is not None else _no_sound,
            self.arguments.precision,
        )
        name = subtitles.name if output is None else Path(output).name
        bar = tqdm(
            total=100, unit="%", desc=name, disable=None, leave=False, bar_format=_BAR, delay=0.5
        )
        with _closed_when_it_fails(writer), session.running(engine), bar:
            if output is None:
                job = engine.save_subtitles(
                    self.script.text, subtitles, fit=self._fit, shaping=self.script.shaping
                )
            else:
                job = engine.save(
                    self.script.text,
                    Path(output),
                    fit=self._fit,
                    subtitles=subtitles,
                    shaping=self.script.shaping,
                )
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

    def tell_length(self) -> int:
        session = self.session
        engine = self.workshop.engine(
            session.listen,
            self.voice,
            self.arguments.device,
            self.options,
            _no_sound,
            self.arguments.precision,
        )
        with session.running(engine):
            job = engine.measure(self.script.text, shaping=self.script.shaping)
            for event in session.events():
                if isinstance(event, Lengths) and event.job == job and event.whole.exact:
                    seconds = round(event.whole.seconds, 3)
                    told = json.dumps({"seconds": seconds}) if self.arguments.json else seconds
                    print(told)
                    return 0
        return 1

    def _writer(self) -> tuple[AudioWriter | None, Stream | None]:
        """Opened before the voice is loaded, so that a wrong name is told at once."""
        output, rate = self.arguments.output, self.voice.sample_rate
        if output is None:
            return None, None
        if output == "-":
            stream = self.workshop.stream_writer(sys.stdout.buffer, rate)
            return _Louder(stream, self.arguments.volume), stream
        return _Louder(self.workshop.file_writer(Path(output), rate), self.arguments.volume), None


def _no_sound(path: Path, sample_rate: int) -> AudioWriter:
    raise UsageError(f"No sound was asked for at {path}.")


@contextmanager
def _closed_when_it_fails(writer: AudioWriter | None) -> Iterator[None]:
    """Whatever goes wrong before the engine has the writer, nothing is left of it."""
    try:
        yield
    except BaseException:
        if writer is not None:
            writer.abort()
        raise


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
