"""Documents and marked-up texts on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.lectern_file import Manner, Script, write_script
from app.values import Break, Pauses, Shape, Shaping, Span
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


def test_what_is_shaped_in_a_document_is_in_its_length_its_sound_and_its_subtitles(
    tmp_path: Path,
) -> None:
    path, plain = tmp_path / "talk.lectern", tmp_path / "plain.txt"
    start = TEXT.index("five")
    five = Span(start, start + 4)
    shaping = Shaping((Shape(five, 2.0, 3.0, -12.0),), (Break(TEXT.index("Nine"), 2.0),))
    write_script(path, Script(TEXT, shaping))
    plain.write_text(TEXT, encoding="utf-8")
    levels, ends = {}, {}
    for file in (path, plain):
        sound, words = tmp_path / f"{file.stem}.wav", tmp_path / f"{file.stem}.json"
        done = lectern("say", "-f", file, "-o", sound, "--subtitles", words)
        assert done.returncode == 0, done.stderr.decode()
        samples, rate = soundfile.read(sound)
        ends[file] = len(samples) / rate
        assert ends[file] == pytest.approx(_seconds("-f", file), abs=0.001)
        told = json.loads(words.read_text(encoding="utf-8"))
        said = [word for sentence in told["sentences"] for word in sentence["words"]]
        (word,) = [w for w in said if w["text"] == "five"]
        part = samples[round(word["start"] * rate) : round(word["end"] * rate)]
        levels[file] = 10 * np.log10(np.mean(np.square(part)))
    assert levels[path] - levels[plain] == pytest.approx(-12, abs=2)
    assert ends[path] - ends[plain] == pytest.approx(2.0 - 0.5 + 0.25, abs=0.15)
