"""Loads and warms a voice and has it speak a sentence into memory, with the time of each step.

The sentence holds a number, money and a time, so that the libraries that read them are tried too.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from app.engine import Engine
from app.errors import LecternError
from app.ports import OpenWriter
from app.session import Session
from app.values import Event, Samples, Saved, SaveFailed, VoiceProgress, VoiceReady

TEXT = "Lectern is ready: ticket number 47 costs $12.50 at 3:30 pm."
MakeEngine = Callable[[Callable[[Event], None], OpenWriter], Engine]


class _Memory:
    """A writer that only counts."""

    def __init__(self) -> None:
        self.first_at = 0.0
        self.samples = 0
        self.loudest = 0.0

    def write(self, samples: Samples) -> None:
        self.first_at = self.first_at or perf_counter()
        self.samples += len(samples)
        self.loudest = max(self.loudest, float(abs(samples).max()))

    def commit(self) -> None: ...

    def abort(self) -> None: ...


def speak_into_memory(
    make_engine: MakeEngine,
    sample_rate: int,
    on_stage: Callable[[str], None],
    tell: Callable[[str, str], None],
) -> dict[str, Any]:
    """Figures of a start and a sentence: seconds, milliseconds, and the loudest sample (0 to 1).

    Args:
        make_engine: builds the engine, given a listener and what opens a writer.
        on_stage: told each stage of the start.
        tell: told the message and the hint of every notice.

    Raises:
        LecternError: the voice does not load or does not speak.
    """
    memory, session, began = _Memory(), Session(tell), perf_counter()
    engine = make_engine(session.listen, lambda path, rate: memory)
    asked = began
    found: dict[str, Any] = {}
    with session.running(engine):
        for event in session.events():
            if isinstance(event, VoiceProgress):
                on_stage(event.stage)
            elif isinstance(event, VoiceReady):
                found = _readiness(event, perf_counter() - began)
                asked = perf_counter()
                engine.save(TEXT, Path("memory"))
            elif isinstance(event, Saved):
                break
            elif isinstance(event, SaveFailed):
                raise LecternError(event.message, event.hint)
    spoken = memory.samples / sample_rate
    return found | {
        "first_sound_ms": round((memory.first_at - asked) * 1000, 1),
        "audio_s": round(spoken, 3),
        "real_time_factor": round((perf_counter() - asked) / spoken, 4),
        "loudest": round(memory.loudest, 4),
    }


def _readiness(ready: VoiceReady, seconds: float) -> dict[str, Any]:
    return {
        "device": ready.compute.value,
        "precision": ready.precision.value,
        "ready_s": round(seconds, 3),
        "stages_s": {name: round(took, 3) for name, took in ready.stages},
    }
