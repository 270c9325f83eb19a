"""The rounds in which the systems are measured.

In every round every system is started anew, says its texts, renders them to a file, and ends: so
the start is measured as often as the rest, no system is there while another is measured, and what
the machine does meanwhile falls on all alike. The order moves on by one from round to round.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from tests.benchmarks.hosted import ROOT, Hosted
from tests.benchmarks.texts import NAMES, Texts

OTHER_TEXT = "Now something else."
STREAM_S = 12.0
JOIN = "from tests.benchmarks.systems.kokoro import join_model; join_model()"


@dataclass
class Plan:
    """How much is measured.

    Attributes:
        rounds: how often every system is started.
        seconds: for how long texts of each kind are spoken in a round; one to five of them.
        chapter_words: how much of the chapter is rendered to a file.
        patience_s: what takes longer than this is done once, in the first round.
    """

    rounds: int
    seconds: float
    chapter_words: int
    patience_s: float


FULL = Plan(rounds=4, seconds=10.0, chapter_words=2000, patience_s=120.0)
QUICK = Plan(rounds=2, seconds=1.0, chapter_words=60, patience_s=4.0)


@dataclass
class TextRecord:
    """What was measured of one system with one kind of text."""

    first_sound_ms: list[float] = field(default_factory=list)
    render_s: list[float] = field(default_factory=list)
    audio_s: list[float] = field(default_factory=list)

    @property
    def real_time_factor(self) -> list[float]:
        """Time taken over length of sound, of every rendering."""
        return [taken / length for taken, length in zip(self.render_s, self.audio_s, strict=True)]


@dataclass
class Record:
    """What was measured of one system."""

    ready_s: list[float] = field(default_factory=list)
    peak_memory_mb: list[float] = field(default_factory=list)
    instead_ms: list[float] = field(default_factory=list)
    stream_real_time_factor: list[float] = field(default_factory=list)
    texts: dict[str, TextRecord] = field(
        default_factory=lambda: {name: TextRecord() for name in NAMES}
    )


def measure(names: Sequence[str], plan: Plan, say: Callable[[str], None]) -> dict[str, Record]:
    """All systems through all rounds.

    Args:
        say: is told what is being done.
    """
    records = {name: Record() for name in names}
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        if "kokoro" in names:
            environment = {**os.environ, "KOKORO_JA_CACHE": folder}
            subprocess.run([sys.executable, "-c", JOIN], cwd=ROOT, env=environment, check=True)
        for number in range(plan.rounds):
            for name in _turned(names, number):
                say(f"round {number + 1} of {plan.rounds}: {name}")
                texts = Texts(number, plan.chapter_words)
                with Hosted(name, cache) as system:
                    records[name].ready_s.append(system.ready_s)
                    _measure_one(system, records[name], texts, plan, cache / "rendered.wav")
                    if name == "lectern":
                        chapter = next(texts.spoken("chapter"))
                        factor = system.ask("stream", text=chapter, seconds=STREAM_S)
                        records[name].stream_real_time_factor.append(factor)
    return records


def _turned(names: Sequence[str], by: int) -> list[str]:
    by %= len(names)
    return [*names[by:], *names[:by]]


def _measure_one(system: Hosted, record: Record, texts: Texts, plan: Plan, out: Path) -> None:
    for kind, found in record.texts.items():
        if max(found.first_sound_ms, default=0.0) < plan.patience_s * 1000:
            found.first_sound_ms += _speak(system, texts.spoken(kind), plan.seconds)
        if max(found.render_s, default=0.0) < plan.patience_s:
            made = system.ask("render", text=texts.rendered(kind), path=str(out))
            found.render_s.append(made["seconds"])
            found.audio_s.append(made["audio_s"])
    chapter = next(texts.spoken("chapter"))
    record.instead_ms.append(system.ask("speak_instead", text=chapter, other=OTHER_TEXT))
    record.peak_memory_mb.append(system.ask("peak_memory"))


def _speak(system: Hosted, texts: Iterator[str], seconds: float) -> list[float]:
    """First sound of one text after the other, until the time is up."""
    until = perf_counter() + seconds
    heard = [system.ask("speak", text=next(texts))]
    while perf_counter() < until and (text := next(texts, None)) is not None:
        heard.append(system.ask("speak", text=text))
    return heard
