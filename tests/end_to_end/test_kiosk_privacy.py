"""An hour of visitors, a minute each, and no word that they typed is in any file.

Only their reading and walking away is left out; where a timer of the kiosk waits, it is waited for.
Meanwhile what can go wrong does, and the log is asked for at its most talkative.
"""

from __future__ import annotations

import contextlib
import itertools
import random
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from app.kiosk.settings import Faces, Limits
from tests.end_to_end.hall import Hall, needs_a_screen, public
from tests.end_to_end.listening import say_until_heard, wait_for_silence, wait_for_speech

pytestmark = [pytest.mark.long, needs_a_screen, pytest.mark.timeout(1800)]

VISITORS = 60
IDLE_S = 10
UNSPOKEN = "grumbletoad"
LARGEST = 100_000_000


def invented_words(count: int) -> list[str]:
    """Words that can be said and that nothing else holds."""
    chance = random.Random(7)
    syllables = [a + b for a, b in itertools.product("bdfgklmnprstvz", "aeiou")]
    return ["".join(chance.choices(syllables, k=5)) + "x" for _ in range(count)]


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    limits = Limits(idle_seconds=IDLE_S, longest_text=120, unspoken=(UNSPOKEN,))
    with Hall(tmp_path, public(faces=Faces.TALK_FIRST, limits=limits)) as made:
        made.environment["LECTERN_LOG"] = "debug"
        made.open()
        yield made


def _speak(hall: Hall, words: Sequence[str]) -> None:
    hall.say(" ".join(words))
    wait_for_speech(hall)


def _edit(hall: Hall, words: Sequence[str]) -> None:
    """Typed, copied, cut, undone, recalled, and spoken at last."""
    hall.tool("type", "--delay", "8", " ".join(words))
    hall.key("ctrl+a", "ctrl+c", "ctrl+x", "ctrl+z", "Up", "Down", "Return")
    hall.say(" ".join(words))
    wait_for_speech(hall)


def _walk_away(hall: Hall, words: Sequence[str]) -> None:
    """Typed, not spoken, and left alone until the kiosk has forgotten it."""
    hall.tool("type", "--delay", "8", " ".join(words))
    with contextlib.suppress(subprocess.TimeoutExpired):
        hall.supervisor.wait(IDLE_S + 2)


def _say_what_is_not_said(hall: Hall, words: Sequence[str]) -> None:
    hall.say(f"{UNSPOKEN} {' '.join(words)}")
    hall.say(" ".join(words) + " and " * 60)  # longer than a text may be
    hall.tool("key", "--repeat", "500", "--repeat-delay", "2", "BackSpace")  # nothing is selected


VISITS: Sequence[Callable[[Hall, Sequence[str]], None]] = (
    _speak,
    _speak,
    _edit,
    _speak,
    _say_what_is_not_said,
    _walk_away,
)


def _kill_the_voice(hall: Hall) -> None:
    hall.voice.kill()


def _hang_the_voice(hall: Hall) -> None:
    hall.voice.suspend()


def _kill_the_app(hall: Hall) -> None:
    _replace(hall, signal.SIGKILL)


def _hang_the_app(hall: Hall) -> None:
    _replace(hall, signal.SIGUSR2)


def _replace(hall: Hall, number: signal.Signals) -> None:
    app = hall.app
    app.send_signal(number)
    hall.wait_for_window(other_than=app.pid)
    say_until_heard(hall, "Here again.")


MISHAPS = {12: _kill_the_voice, 24: _hang_the_voice, 36: _kill_the_app, 48: _hang_the_app}


def test_no_word_is_in_any_file(hall: Hall) -> None:
    began = time.time()
    say_until_heard(hall, "Good morning.")
    words = iter(typed := invented_words(VISITORS * 3))
    for number in range(VISITORS):
        theirs = list(itertools.islice(words, 3))
        VISITS[number % len(VISITS)](hall, theirs)
        if number in MISHAPS:
            MISHAPS[number](hall)
    wait_for_silence(hall)
    hall.supervisor.terminate()
    assert hall.supervisor.wait(30) == 0
    written = [*_files(hall.folder, 0.0), *_files(Path(tempfile.gettempdir()), began)]
    logs = [path for path in written if path.name == "lectern-kiosk.log"]
    assert logs, "nothing was looked at"
    assert b"it did not answer" in logs[0].read_bytes()
    needles = [*typed, UNSPOKEN]
    settings = hall.folder / "home" / "lectern" / "kiosk.json"  # the operator's list is in it
    found = [(path, word) for path in written for word in _held(path, needles)]
    assert found == [(settings, UNSPOKEN)]


def _files(folder: Path, since: float) -> list[Path]:
    """The files below, also those that were written by others."""
    found = []
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            about = path.lstat()
            if path.is_file() and about.st_mtime >= since and about.st_size < LARGEST:
                found.append(path)
    return found


def _held(path: Path, words: Sequence[str]) -> list[str]:
    """Which of the words are in a file, or in its name."""
    try:
        content = path.read_bytes().lower() + str(path).lower().encode()
    except OSError:
        return []
    wide = content.replace(b"\0", b"") if b"\0" in content else b""
    return [word for word in words if word.encode() in content or word.encode() in wide]
