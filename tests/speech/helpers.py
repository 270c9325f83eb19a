"""Requests and their sound, for tests that render."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from app.speech.sentences import split
from app.speech.voice import Voice
from app.values import (
    AudioChunk,
    Priority,
    RenderRequest,
    Samples,
    Sentence,
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
