"""The prompts: what is taken from texts and made of patterns."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path

from voice import phrases, prompts

PROSE = """\
The old mill stood by the river for a hundred years. Nobody knew who had built it!
Is that so, or was it the other mill, which stands on the hill and is far older than this one?
a line without a capital is left out. SHOUTED TEXT IS LEFT OUT AS WELL. Short one.
He said: <not this one>. You may read this sentence here.
"""


def texts(tmp_path: Path) -> list[Path]:
    (tmp_path / "prose.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "page.html").write_text(
        "<html><script>No code is ever read aloud here.</script>"
        "<p>Fish &amp; chips are not plain text. Bread and butter are sold here daily.</p>",
        encoding="utf-8",
    )
    return [tmp_path]


def test_prompts_are_repeatable_and_all_different(tmp_path: Path) -> None:
    once = prompts.prompts(texts(tmp_path), 60, seed=3)
    assert once == prompts.prompts(texts(tmp_path), 60, seed=3)
    assert once != prompts.prompts(texts(tmp_path), 60, seed=4)
    assert len(once) == len(set(once)) == 60


def test_sentences_that_can_be_read_aloud_are_taken(tmp_path: Path) -> None:
    made = " ".join(prompts.prompts(texts(tmp_path), 60, seed=3))
    assert "The old mill stood by the river for a hundred years." in made
    assert "Bread and butter are sold here daily." in made
    for unfit in ("SHOUTED", "without a capital", "Short one", "<", "No code", "&"):
        assert unfit not in made


def test_without_any_text_there_are_phrases() -> None:
    assert len(prompts.prompts([], 50, seed=1)) == 50


def test_prompts_are_read_as_they_were_written(tmp_path: Path) -> None:
    made = ["Zoë’s café.", 'She said "no".']
    prompts.write(tmp_path / "prompts.json", made)
    assert prompts.read(tmp_path / "prompts.json") == made
    assert [path.name for path in tmp_path.iterdir()] == ["prompts.json"]


def test_phrases_hold_questions_letters_numbers_and_single_words() -> None:
    made = list(islice(phrases.phrases(random.Random(5), ["anvil", "birch"]), 8000))
    assert not any("{" in phrase or "}" in phrase for phrase in made)
    assert sum(phrase.endswith("?") for phrase in made) > 1600
    assert any(phrase in ("Anvil.", "Birch.", "Anvil?") for phrase in made)
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        assert f"{letter}." in made, f"{letter} is never said alone"
    assert sum(any(c.isdigit() for c in phrase) for phrase in made) > 1600
