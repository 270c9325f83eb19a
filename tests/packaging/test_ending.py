"""How commands end: in words, and with an exit status that scripts can read."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from app.errors import UsageError
from ending import outcome


def failing(error: BaseException) -> int:
    def work() -> None:
        raise error

    return outcome(work)


def test_what_goes_well_says_nothing_more(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(lambda: print("models/anna")) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("models/anna\n", "")


def test_our_own_errors_are_a_cause_and_a_next_step(capsys: pytest.CaptureFixture[str]) -> None:
    error = UsageError("There is no file “a”.", "Check the path.")
    assert failing(error) == error.exit_code != 0
    assert capsys.readouterr().err == "There is no file “a”.\nCheck the path.\n"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "The disk that holds “there” is full"),
        (errno.EROFS, f"“{Path('there', 'it')}” cannot be written or read"),
        (errno.EIO, f"A file cannot be read or written: broken (“{Path('there', 'it')}”)."),
    ],
)
def test_errors_of_the_system_name_the_file(
    number: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert failing(OSError(number, "broken", str(Path("there", "it")))) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith(said) and len(lines) == 2


def test_a_full_disk_without_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert failing(OSError(errno.ENOSPC, "broken")) == 1
    assert capsys.readouterr().err.startswith("The disk is full")


def test_whoever_breaks_off_is_told_how_to_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert failing(KeyboardInterrupt()) == 130
    assert "goes on where this one stopped" in capsys.readouterr().err


def test_what_does_not_resume_does_not_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    def work() -> None:
        raise KeyboardInterrupt

    assert outcome(work, resumes=False) == 130
    assert capsys.readouterr().err == "Interrupted.\n"
