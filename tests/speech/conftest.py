"""The bundled voice, loaded once for all tests of speech."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.speech.folder import VoiceFiles, read_voice
from app.speech.voice import Voice
from app.values import Compute

MODELS = Path(__file__).resolve().parents[2] / "models"


@pytest.fixture(scope="session")
def joe() -> VoiceFiles:
    return read_voice(MODELS / "joe")


@pytest.fixture(scope="session")
def voice(joe: VoiceFiles) -> Voice:
    return Voice(joe, Compute.CPU, lambda stage, fraction: None, lambda notice: None)
