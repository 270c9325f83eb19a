"""Requests and their sound, for tests that render."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from app.shaping import NOTHING
from app.speech.sentences import split
from app.speech.voice import Voice
from app.values import (
    AudioChunk,
    Priority,
    RenderRequest,
    Samples,
    Sentence,
    Shaping,
    SpeakOptions,
    Word,
)

SHORT = "The lamp is on."
FOX = "The quick brown fox jumps over the lazy dog, while seventeen visitors wait in the lobby."
_numbers = itertools.count(1)


def sentence_of(text: str) -> Sentence:
    (sentence,) = split(text)
    return sentence


def request_of(text: str, *, start: int = 0, **options: Any) -> RenderRequest:
    """A request for a text of one sentence."""
    return RenderRequest(
        next(_numbers), Priority.PLAYING, sentence_of(text), SpeakOptions(**options), start
    )


def chunks_of(voice: Voice, request: RenderRequest) -> list[AudioChunk]:
    return [chunk for chunk in voice.render(request) if chunk is not None]


def sound_of(voice: Voice, text: str, *, start: int = 0, **options: Any) -> Samples:
    chunks = chunks_of(voice, request_of(text, start=start, **options))
    return np.concatenate([chunk.samples for chunk in chunks])


def words_of(voice: Voice, text: str, **options: Any) -> list[Word]:
    chunks = chunks_of(voice, request_of(text, **options))
    return [word for chunk in chunks for word in chunk.words]


def render_all(
    voice: Voice, text: str, options: SpeakOptions, shaping: Shaping = NOTHING
) -> tuple[Samples, list[Word]]:
    """A text of any number of sentences as it is saved: its sound, and its words in it."""
    parts: list[Samples] = []
    words: list[Word] = []
    done = 0
    for sentence in split(text, shaping=shaping):
        request = RenderRequest(next(_numbers), Priority.SAVE, sentence, options)
        begin = done
        for chunk in chunks_of(voice, request):
            words += [Word(w.span, w.start + begin, w.end + begin) for w in chunk.words]
            parts.append(chunk.samples)
            done += len(chunk.samples)
    return np.concatenate(parts), words
