"""Has a voice speak before it is let in: what does not load here would not load there.

The app's own check-up does it: every file verified, the voice loaded with `weights_only`, warmed,
and a sentence with numbers spoken into memory.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app import checkup
from app.assembly import Workshop
from app.errors import VoiceError
from app.values import Compute, SpeakOptions
from vendoring.failures import VendoringError

_FAINTEST = 0.01


def speak(folder: Path, tell: Callable[[str], None]) -> dict[str, Any]:
    """The check-up's figures.

    Raises:
        VendoringError: the voice does not load, or makes no sound.
    """
    workshop = Workshop()
    try:
        voice = workshop.choose_voice(str(folder))
        workshop.verify(voice)
        found = checkup.speak_into_memory(
            lambda listener, open_writer: workshop.engine(
                listener, voice, Compute.CPU, SpeakOptions(), open_writer
            ),
            voice.sample_rate,
            lambda stage: None,
            lambda message, hint: tell(f"Note: {message}"),
        )
    except VoiceError as error:
        raise VendoringError(
            f"The voice was made, but Lectern cannot speak with it: {error.message}",
            "Nothing was installed; use another model or vocoder.",
        ) from error
    if not found["loudest"] > _FAINTEST:
        raise VendoringError(
            "The voice was made and loads, but makes no sound.",
            "Nothing was installed; use another model or vocoder.",
        )
    return found
