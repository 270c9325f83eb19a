"""What Lectern has to reach, and whether it did.

Mostly ratios within one run, since those differ less from machine to machine than times do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

SAME_MS, SAME_RATIO = 3.0, 1.1


@dataclass(frozen=True, slots=True)
class Outcome:
    """A target, what was reached, and whether that is enough."""

    what: str
    target: str
    reached: str
    met: bool


def outcomes(figures: Mapping[str, Any]) -> list[Outcome]:
    """Every target for which both sides were measured."""
    systems, found = figures["systems"], []
    if "lectern" in systems:
        found += _against_peers(systems)
        found.append(_chapter_as_soon_as_sentence(systems["lectern"]["texts"]))
    if "app" in figures:
        found += _of_the_app(figures["app"])
    return found


def _against_peers(systems: Mapping[str, Any]) -> Iterator[Outcome]:
    asked = (
        ("words15", "first_sound_ms_p50", "piper", 6),
        ("words15", "first_sound_ms_p50", "stock_coqui", 10),
        ("words15", "first_sound_ms_p50", "kokoro", 30),
        ("words40", "first_sound_ms_p50", "piper", 10),
        ("chapter", "real_time_factor", "piper", 1),
        ("chapter", "real_time_factor", "kokoro", 4),
        ("chapter", "real_time_factor", "stock_coqui", 2),
    )
    for text, figure, peer, times in asked:
        if peer in systems:
            ours, theirs = (systems[name]["texts"][text][figure] for name in ("lectern", peer))
            name = "First sound" if figure.startswith("first") else "Real-time factor"
            yield _fraction(f"{name}, {TEXTS[text]}", peer, times, ours, theirs)
    if "stock_coqui" in systems:
        ours, theirs = (systems[name]["ready_s"] for name in ("lectern", "stock_coqui"))
        yield _fraction("Start to ready", "stock_coqui", 2, ours, theirs)


TEXTS = {
    "words3": "3 words",
    "words15": "15 words",
    "words40": "40 words",
    "chapter": "chapter",
}
TITLES = {
    "lectern": "Lectern",
    "stock_coqui": "Coqui TTS",
    "piper": "Piper",
    "kokoro": "Kokoro",
}


def _fraction(what: str, peer: str, times: int, ours: float, theirs: float) -> Outcome:
    wanted = f"at most 1/{times} of {TITLES[peer]}'s" if times > 1 else f"below {TITLES[peer]}'s"
    met = ours * times <= theirs if times > 1 else ours < theirs
    return Outcome(what, wanted, f"1/{theirs / ours:.1f}", met)


def _chapter_as_soon_as_sentence(texts: Mapping[str, Any]) -> Outcome:
    alone, within = (texts[name]["first_sound_ms_p50"] for name in ("words15", "chapter"))
    met = within <= max(alone * SAME_RATIO, alone + SAME_MS)
    wanted = "as soon as its first sentence alone, within 10 % or 3 ms"
    return Outcome("First sound, chapter", wanted, f"{within - alone:+.1f} ms", met)


def _of_the_app(app: Mapping[str, Any]) -> Iterator[Outcome]:
    for key, what, limit in (
        ("stall_ms_p99", "Longest wait of the event loop, p99", 20),
        ("stall_ms_max", "Longest wait of the event loop, worst", 50),
    ):
        yield Outcome(what, f"below {limit} ms", f"{app[key]:.1f} ms", app[key] < limit)
    soon = app["anticipated_ms"]
    yield Outcome("Speak pressed, prepared text", "within 5 ms", f"{soon:.1f} ms", soon <= 5)
    missing = app["underruns"]
    yield Outcome("Underruns under load", "none", str(missing), missing == 0)
