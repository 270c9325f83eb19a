"""Whatever is given to it, Lectern says something sensible or says clearly why it does not."""

from __future__ import annotations

import os
import queue
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil
import pytest

from app import assembly
from app.ports import VoicePort
from app.silent_player import SilentPlayer
from app.speech.local import LocalVoice
from app.speech.process import ProcessVoice
from app.values import (
    Compute,
    Event,
    Notice,
    Samples,
    Saved,
    SaveFailed,
    SpeakOptions,
    VoiceFailed,
    VoiceReady,
)
from tests.damage import flip_a_bit
from tests.end_to_end.helpers import ROOT, lectern, sound_in

JOE = ROOT / "models" / "joe"
RATE = 22050
DEADLINE_S = 240
linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux")


@dataclass
class Spoken:
    """A writer that keeps no sound, only what is asserted of it."""

    enough: Callable[[], None] = lambda: None
    limit: float = float("inf")
    seconds: float = 0.0
    loudest: float = 0.0
    finite: bool = True
    outcome: Saved | SaveFailed | None = None
    notices: list[Notice] = field(default_factory=list)

    def write(self, samples: Samples) -> None:
        self.seconds += len(samples) / RATE
        self.loudest = max(self.loudest, float(np.abs(samples).max(initial=0)))
        self.finite = self.finite and bool(np.isfinite(samples).all())
        if self.seconds > self.limit:
            self.limit = float("inf")
            self.enough()

    def commit(self) -> None: ...

    def abort(self) -> None: ...

    @property
    def message(self) -> str:
        return self.outcome.message if isinstance(self.outcome, SaveFailed) else ""


class Speaker:
    """The real voice behind the real engine, loaded once for many texts."""

    def __init__(self, voice: VoicePort) -> None:
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._spoken = Spoken()
        self.engine = assembly.build_engine(
            self._events.put,
            voice,
            lambda _: SilentPlayer(),
            JOE,
            Compute.CPU,
            SpeakOptions(),
            lambda path, rate: self._spoken,
        )
        self._thread = threading.Thread(target=self.engine.run, name="voice", daemon=True)

    def __enter__(self) -> Speaker:
        self._thread.start()
        while not isinstance(event := self._events.get(timeout=DEADLINE_S), VoiceReady):
            assert not isinstance(event, VoiceFailed), event
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.close()
        self._thread.join(10)

    def say(
        self,
        text: str,
        enough: float = float("inf"),
        rate: float = 1.0,
        deadline: float = DEADLINE_S,
        meanwhile: Callable[[], object] = lambda: None,
    ) -> Spoken:
        """Render `text`, or its first `enough` seconds; `meanwhile` is called at every event."""
        job = 0
        said = self._spoken = Spoken(lambda: self.engine.cancel_save(job), enough)
        job = self.engine.save(text, Path("memory"), options=SpeakOptions(rate=rate))
        while said.outcome is None:
            event = self._events.get(timeout=deadline)
            meanwhile()
            if isinstance(event, Notice):
                said.notices.append(event)
            elif isinstance(event, (Saved, SaveFailed)):
                said.outcome = event
        return said


@pytest.fixture(scope="module")
def speaker() -> Iterator[Speaker]:
    with Speaker(LocalVoice()) as made:
        yield made


# ------------------------------------------------------------------------------ odd texts

SHORT = {
    "one letter": ("a", 2),
    "one digit": ("7", 2),
    "one sign that is said": ("%", 3),
    "one word": ("ok", 2),
    "one emoji": ("😀", 4),
    "emoji only": ("😀🎉👩‍👩‍👧‍👦🇩🇪👍🏽", 20),
    "NUL bytes": ("Hel\0lo\0 there.\0", 4),
    "control characters": ("One\x01 two\x1b three\x7f four\x9f.", 5),
    "halves of characters": ("Half \ud83d of it \ude00 here.", 5),
    "no characters at all": ("\uffff\ufffe word \U0010ffff", 3),
    "five thousand accents": ("e" + "\u0301" * 5000, 3),
    "stacked accents": ("".join(c + "\u0301\u0316\u0334" * 9 for c in "hello"), 4),
    "Hebrew": ("שלום עולם. זהו משפט בעברית.", 15),
    "Arabic": ("مرحبا بالعالم، هذه جملة.", 15),
    "both directions": ("The word שלום means peace, and سلام too.", 10),
    "marks of direction": ("\u202eright \u2067to\u2069 left\u202c", 5),
    "Chinese": ("你好，世界。", 8),
    "every line break": ("One.\r\nTwo.\rThree.\u2028Four.\u2029Five.\x0bSix.\x85Seven.", 20),
    "a million blanks": (" " * 1_000_000 + "Hi.", 3),
    "a million line breaks": ("\n" * 1_000_000 + "Hi.", 3),
}


@pytest.mark.parametrize("name", SHORT)
def test_odd_texts_are_spoken_and_end(speaker: Speaker, name: str) -> None:
    text, longest = SHORT[name]
    said = speaker.say(text)
    assert isinstance(said.outcome, Saved), said.message
    assert 0.1 < said.seconds < longest
    assert said.loudest > 0.02
    assert said.finite
    assert said.notices == []


SILENT = {
    "nothing": "",
    "blanks": " \n\t\u00a0 ",
    "a full stop": ".",
    "a question mark": "?",
    "a comma": ",",
    "a quotation mark": "“",
    "ten thousand full stops": "." * 10_000,
    "rules and stars": "***\n\n---\n\n___\n",
    "NULs": "\0\0\0",
    "characters without width": "\u200b\u200d\ufeff",
    "marks of direction": "\u200f\u202e\u2066",
    "half a character": "\ud83d",
    "replacement characters": "\ufffd" * 3,
    "a script that nobody reads": "𒀀𒁀",
}


@pytest.mark.parametrize("name", SILENT)
def test_what_cannot_be_said_is_said_to_be_so(speaker: Speaker, name: str) -> None:
    said = speaker.say(SILENT[name])
    assert isinstance(said.outcome, SaveFailed)
    assert "nothing in the text that can be spoken" in said.message
    assert said.outcome.hint
    assert said.seconds == 0


_dice = random.Random(5)
ENDLESS = {
    "a word of 10,000 letters": "a" * 10_000,
    "10,000 letters at random": "".join(_dice.choices("abcdefghijklmnopqrstuvwxyz", k=10_000)),
    "10,000 digits": "".join(_dice.choices("0123456789", k=10_000)),
    "10,000 grouped digits": ",".join(["123"] * 2_500),
    "one large fraction": "1/" + "3" * 5_000,
    "one link": "https://example.com/" + "a" * 5_000,
    "one bracket after the other": "(a" * 5_000,
    "500 emoji": "😀 " * 500,
    "bytes at random": _dice.randbytes(10_000).decode("latin-1"),
    "100,000 words": "These are some of the many words that are spoken here. " * 9_100,
    "100,000 words in one line without a stop": "word " * 100_000,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_what_has_no_end_begins_all_the_same_and_can_be_stopped(
    speaker: Speaker, name: str
) -> None:
    said = speaker.say(ENDLESS[name], enough=1.0)
    assert said.seconds > 1
    assert said.loudest > 0.02
    assert said.finite
    assert said.notices == []
    assert speaker.say("Done.").loudest > 0.02


@pytest.mark.long
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("name", ["a word of 10,000 letters", "10,000 digits", "bytes at random"])
def test_what_is_very_long_is_spoken_to_its_end(speaker: Speaker, name: str) -> None:
    said = speaker.say(ENDLESS[name], rate=4.0, deadline=1800)
    assert isinstance(said.outcome, Saved), said.message
    assert said.finite
    assert said.notices == []


# --------------------------------------------------------------------- files and standard input

CAFE = "The café is “open”."


@pytest.fixture(scope="module")
def cafe(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    path = tmp_path_factory.mktemp("cafe") / "cafe.wav"
    assert lectern("say", CAFE, "-o", path).returncode == 0
    return sound_in(path)[0]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_text_in_other_encodings_is_the_same_text(
    tmp_path: Path, cafe: Samples, encoding: str
) -> None:
    """From a file and from a pipe."""
    file = tmp_path / "text.txt"
    data = CAFE.encode(encoding)
    file.write_bytes(data)
    for arguments, stdin in ((("--file", file), None), (("-",), data)):
        wav = tmp_path / "other.wav"
        done = lectern("say", *arguments, "-o", wav, stdin=stdin)
        assert done.returncode == 0, done.stderr.decode()
        np.testing.assert_array_equal(sound_in(wav)[0], cafe)


def _fails(*arguments: str | Path, **how: object) -> str:
    """Run what must fail; the one line that it says."""
    done = lectern(*arguments, **how)  # type: ignore[arg-type]
    message = done.stderr.decode("utf-8", "backslashreplace")
    assert done.returncode == 1, message
    assert "Traceback" not in message
    assert "Something went wrong" not in message
    assert message.startswith("lectern: ")
    return message


BYTES = random.Random(6).randbytes(5000)


@pytest.mark.parametrize("data", [BYTES, b"\x89PNG\r\n\x1a\n" + BYTES, bytes(range(32)) * 4])
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "image.png"
    file.write_bytes(data)
    assert "“image.png” is not a text file" in _fails("say", "--file", file)
    assert "“standard input” is not a text file" in _fails("say", "-", stdin=data)


def test_a_pdf_is_named(tmp_path: Path) -> None:
    assert "is a PDF" in _fails("say", "-", stdin=b"%PDF-1.7\n" + BYTES)


@pytest.mark.parametrize("data", [b"", b" \n", b"\xff\xfe", b"\xef\xbb\xbf", b"...", "“”".encode()])
def test_input_with_nothing_in_it_is_said_to_be_so(data: bytes) -> None:
    message = _fails("say", "-", stdin=data)
    assert "empty" in message or "nothing in the text" in message


@linux_only
def test_files_without_end_folders_and_what_is_not_there() -> None:
    assert "too large" in _fails("say", "--file", "/dev/zero")
    assert "is a folder" in _fails("say", "--file", "/tmp")
    assert "/no/such.txt" in _fails("say", "--file", "/no/such.txt")


@linux_only
def test_bytes_in_the_arguments_that_are_no_text_hurt_nothing(tmp_path: Path) -> None:
    name = os.fsdecode(bytes(tmp_path) + b"/caf\xe9.wav")
    done = lectern("say", os.fsdecode(b"caf\xe9"), "-o", name)
    assert done.returncode == 0, done.stderr
    assert Path(name).stat().st_size > 6000
    assert "caf" in _fails("say", "--file", "/no" + name)


def test_a_text_without_the_command_is_told_what_commands_there_are() -> None:
    done = lectern("These are many words without the command before them. " * 20)
    assert done.returncode == 2
    assert b"say" in done.stderr
    assert b"Traceback" not in done.stderr


def test_names_that_the_terminal_cannot_show_are_escaped(tmp_path: Path) -> None:
    home = {"LECTERN_HOME": str(tmp_path), "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    shutil.copytree(JOE, tmp_path / "models" / "größe")
    done = lectern("voices", environment=home)
    assert done.returncode == 0, done.stderr
    assert b"gr\\xf6\\xdfe" in done.stdout


# ------------------------------------------------------------------------ disks and folders

_ROOM = 'mount -t tmpfs -o "$2" lectern "$1" && shift 2 && "$@"; code=$?; ls -A "$0"; exit $code'


def _disk(at: Path, options: str) -> tuple[str, ...]:
    """What to put before a command so that it sees a disk of its own at the folder `at`.

    After the command, the names of what is left on that disk are printed.
    """
    at.mkdir()
    prefix = ("unshare", "-rm", "sh", "-c", _ROOM, str(at), str(at), options)
    if subprocess.run([*prefix, "true"], capture_output=True).returncode != 0:
        pytest.skip("no disk can be mounted here")
    return prefix


@linux_only
@pytest.mark.parametrize("ending", ["wav", "flac", "ogg", "mp3"])
def test_a_full_disk_is_said_and_nothing_is_left_on_it(tmp_path: Path, ending: str) -> None:
    prefix = _disk(tmp_path / "disk", "size=16k")
    target = tmp_path / "disk" / f"speech.{ending}"
    done = lectern("say", "One sentence. And one more. " * 4, "-o", target, prefix=prefix)
    assert done.returncode == 1
    assert b"The disk is full" in done.stderr
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


@linux_only
def test_a_folder_that_cannot_be_written_is_said_before_the_voice_is_loaded(tmp_path: Path) -> None:
    prefix = _disk(tmp_path / "disk", "ro")
    message = _fails("say", "Hello.", "-o", tmp_path / "disk" / "a.wav", prefix=prefix)
    assert "may not be written" in message
    assert str(tmp_path / "disk") in message


@linux_only
@pytest.mark.parametrize("options", ["ro", "size=4k"])
def test_a_home_that_cannot_be_written_or_is_full_does_not_matter(
    tmp_path: Path, options: str
) -> None:
    prefix = _disk(tmp_path / "home", options)
    home = {"LECTERN_HOME": str(tmp_path / "home")}
    wav = tmp_path / "a.wav"
    done = lectern("say", "Hello.", "-o", wav, prefix=prefix, environment=home)
    assert done.returncode == 0, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert len(sound_in(wav)[0]) > 5000


# --------------------------------------------------------------------------- damaged voices


def _cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1000])


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the bundled voice that a test may damage."""
    return Path(shutil.copytree(JOE, tmp_path / "models" / "copy"))


@pytest.mark.parametrize(
    ("damage", "name"),
    [
        (Path.unlink, "model_file.pth"),
        (Path.unlink, "vocoder.pth"),
        (Path.unlink, "config.json"),
        (_cut_short, "model_file.pth"),
        (_cut_short, "vocoder_config.json"),
        (flip_a_bit, "model_file.pth"),
        (flip_a_bit, "vocoder.pth"),
        (flip_a_bit, "config.json"),
    ],
)
def test_a_damaged_voice_is_named_and_no_file_is_written(
    copy: Path, tmp_path: Path, damage: Callable[[Path], None], name: str
) -> None:
    damage(copy / name)
    home = {"LECTERN_HOME": str(tmp_path)}
    wav = tmp_path / "a.wav"
    message = _fails("say", "Hello.", "--voice", "copy", "-o", wav, environment=home)
    assert name in message
    assert "“copy”" in message
    assert not list(tmp_path.glob("*.wav")) + list(tmp_path.glob(".*"))


def test_a_damaged_voice_does_not_hide_the_others(copy: Path, tmp_path: Path) -> None:
    (copy / "config.json").write_text('{"model": "fast_pitch", "audio": 3}')
    done = lectern("voices", environment={"LECTERN_HOME": str(tmp_path)})
    assert done.returncode == 0
    assert b"joe" in done.stdout
    assert b"config.json" in done.stderr


# --------------------------------------------------------------------------------- memory

_TALE = (
    "The lamp in the harbour is lit at dusk. Nobody, as far as we know, has seen it go out in "
    "47 years; even on the coldest nights of winter there was somebody who climbed the stairs!\n\n"
)
_MEGABYTE = 1 << 20


def _tale(words: int) -> str:
    """Text of so many words in sentences of many lengths."""
    dice = random.Random(words)
    known = _TALE.split()
    parts: list[str] = []
    while words > 0:
        length = min(words, dice.randint(2, 30))
        parts.append(" ".join(dice.choices(known, k=length)).strip(".,;!") + ".")
        words -= length
        if dice.random() < 0.1:
            parts.append("\n\n")
    return " ".join(parts)


def _growth(words: int, deadline: float) -> tuple[float, Spoken]:
    """Render so many words; by how many MB this process and the voice's grew over being idle."""
    voice = ProcessVoice()
    with Speaker(voice) as speaker:
        speaker.say(_TALE)
        family = [psutil.Process(), psutil.Process(voice.process_id)]
        text = _tale(words)
        idle = sum(process.memory_info().rss for process in family)
        most = idle

        def measure() -> None:
            nonlocal most
            most = max(most, sum(process.memory_info().rss for process in family))

        said = speaker.say(text, rate=4.0, deadline=deadline, meanwhile=measure)
    grown = (most - idle) / _MEGABYTE
    seconds, before = round(said.seconds), round(idle / _MEGABYTE)
    print(f"{words} words, {seconds} s of sound: {before} MB when idle, and {grown:.0f} MB more")
    return grown, said


@pytest.mark.timeout(900)
def test_memory_is_bounded() -> None:
    grown, said = _growth(2_000, DEADLINE_S)
    assert isinstance(said.outcome, Saved), said.message
    assert said.seconds > 60
    assert grown < 220  # it levels off at some 155 MB, within the first 2,500 words


@pytest.mark.long
@pytest.mark.timeout(6 * 3600)
def test_memory_is_bounded_for_a_book() -> None:
    grown, said = _growth(100_000, DEADLINE_S)
    assert isinstance(said.outcome, Saved), said.message
    assert grown < 300
