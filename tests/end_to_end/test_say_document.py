"""Documents and marked-up texts on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.lectern_file import Manner, Script, write_script
from app.values import Pauses
from tests.end_to_end.helpers import lectern

TEXT = "One two three four five six seven eight. Nine ten eleven twelve."


def _seconds(*arguments: str | Path) -> float:
    done = lectern("say", *arguments, "--length")
    assert done.returncode == 0, done.stderr.decode()
    return float(done.stdout)


def test_a_document_is_spoken_in_its_manner_and_the_command_line_wins(tmp_path: Path) -> None:
    path = tmp_path / "talk.lectern"
    pauses = Pauses(sentence=3000)
    write_script(path, Script(TEXT, voice="nobody", manner=Manner(rate=2.0, pauses=pauses)))
    plain, own, asked = _seconds(TEXT), _seconds("-f", path), _seconds("-f", path, "--rate", "1")
    assert asked == pytest.approx(plain + 2.5, abs=0.1)
    assert own == pytest.approx(asked / 2, rel=0.1)


def test_what_is_wrong_with_document_and_markup_is_told_and_the_text_spoken(
    tmp_path: Path,
) -> None:
    path = tmp_path / "talk.lectern"
    write_script(path, Script(f"First line.\n{TEXT} <emphasis>Again.", voice="nobody"))
    done = lectern("say", "-f", path, "--length")
    assert done.returncode == 0
    told = done.stderr.decode()
    assert "made for the voice “nobody”" in told
    assert f"talk.lectern:2:{len(TEXT) + 2}: <emphasis> is not closed" in told
    assert float(done.stdout) > 1


def test_a_damaged_document_is_named(tmp_path: Path) -> None:
    path = tmp_path / "talk.lectern"
    path.write_text("{", encoding="utf-8")
    done = lectern("say", "-f", path)
    assert done.returncode == 1
    assert "“talk.lectern” is damaged" in done.stderr.decode()
