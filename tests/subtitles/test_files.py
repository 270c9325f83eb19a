from __future__ import annotations

import itertools
import json
from datetime import timedelta
from pathlib import Path

import pytest
import srt
import webvtt

from app.errors import NothingToSayError, SubtitlesError
from app.measuring import TimedSentence, timed
from app.speech.sentences import split
from app.subtitles.files import check_name, content, write_subtitles
from app.values import Span, Word

RATE = 1000
TEXT = 'If a < b & b > c, say "done" at 3:30 pm. Dr. Reed — no, Mrs. Hale — paid $12.50 --> twice.'


def told(text: str) -> list[TimedSentence]:
    """Every run of the text said in 300 samples, with 400 of silence behind each sentence."""
    found, at = [], 100
    for sentence in split(text):
        words, here = [], 0
        place = sentence.span.start
        for run in text[sentence.span.start : sentence.span.end].split():
            place = text.index(run, place)
            if any(sign.isalnum() for sign in run):
                words.append(Word(Span(place, place + len(run)), here, here + 300))
                here += 300
            place += len(run)
        found.append(timed(sentence, tuple(words), at, here + 400))
        at = found[-1].end
    return found


def test_subrip_is_read_by_others(tmp_path: Path) -> None:
    path = tmp_path / "talk.srt"
    write_subtitles(path, told(TEXT), RATE)
    raw = path.read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    found = list(srt.parse(raw.decode(), ignore_errors=False))
    assert [cue.index for cue in found] == list(range(1, len(found) + 1))
    assert found[0].start == timedelta(milliseconds=100)
    assert " ".join(cue.content.replace("\n", " ") for cue in found) == TEXT.replace("-->", "→")
    assert all(a.end < b.start for a, b in itertools.pairwise(found))


def test_webvtt_is_read_by_others_and_has_the_time_of_every_word(tmp_path: Path) -> None:
    path = tmp_path / "talk.vtt"
    write_subtitles(path, told(TEXT), RATE)
    found = webvtt.read(str(path))
    assert found.captions[0].start == "00:00:00.100"
    raw = path.read_text(encoding="utf-8")
    assert raw.startswith("WEBVTT\n\n")
    assert "&lt;" in raw
    assert "&amp;" in raw
    assert "<00:00:00.400>a" in raw
    assert raw.count("-->") == len(found.captions)


def test_json_has_every_word_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "talk.json"
    sentences = told(TEXT)
    write_subtitles(path, sentences, RATE)
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data["version"] == 1
    assert data["duration"] == sentences[-1].end / RATE
    words = [word for sentence in data["sentences"] for word in sentence["words"]]
    assert " ".join(TEXT[w["from"] : w["to"]] for w in words) == TEXT
    assert all(TEXT[w["from"] : w["to"]] == w["text"] for w in words)
    assert all(a["end"] <= b["start"] for a, b in itertools.pairwise(words))
    lines = [line for cue in data["cues"] for line in cue["lines"]]
    assert " ".join(lines) == TEXT


def test_words_said_in_one_are_one() -> None:
    text = "Come at 3:30 pm today."
    (sentence,) = split(text)
    words = [(0, 4), (5, 7), (8, 15), (16, 22)]
    spoken = tuple(Word(Span(*at), 300 * i, 300 * i + 300) for i, at in enumerate(words))
    data = json.loads(content(Path("a.json"), [timed(sentence, spoken, 0, 1500)], RATE))
    assert [w["text"] for w in data["sentences"][0]["words"]] == ["Come", "at", "3:30 pm", "today."]


def test_markup_is_not_shown() -> None:
    text = "This is **very** good."
    (sentence,) = split(text)
    starts = [text.index(word) for word in ("This", "is ", "very", "good")]
    spoken = tuple(Word(Span(s, s + 4), 300 * i, 300 * i + 300) for i, s in enumerate(starts))
    assert "This is very good." in content(Path("a.srt"), [timed(sentence, spoken, 0, 1500)], RATE)


def test_an_unknown_ending_and_an_empty_text_are_said(tmp_path: Path) -> None:
    with pytest.raises(SubtitlesError, match="ending"):
        check_name(Path("talk.doc"))
    with pytest.raises(NothingToSayError):
        write_subtitles(tmp_path / "a.srt", [], RATE)
    (sentence,) = split("Not a word of it was timed.")
    with pytest.raises(NothingToSayError):
        write_subtitles(tmp_path / "a.srt", [timed(sentence, (), 0, 1500)], RATE)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SubtitlesError, match=r"a\.srt.*written"):
        write_subtitles(tmp_path / "none" / "a.srt", told(TEXT), RATE)
