"""The figures as Markdown tables, the targets with them."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.benchmarks.rounds import Record
from tests.benchmarks.targets import TEXTS, TITLES, Outcome, outcomes


def markdown(
    figures: Mapping[str, Any], records: Mapping[str, Record], app: Mapping[str, Any] | None
) -> str:
    """Everything: the machine, first sound, speed, the app, the targets."""
    parts = [_machine(figures["machine"])]
    if records:
        parts += [_first_sound(figures["systems"], records), _speed(figures["systems"], records)]
    if app is not None:
        parts.append(_app(app))
    parts.append(_targets(outcomes(figures)))
    return "\n\n".join(parts) + "\n"


def _machine(machine: Mapping[str, Any]) -> str:
    flags = ", ".join(machine["flags"])
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    return (
        f"{machine['cpu']} ({flags}), {machine['cores']} cores, {machine['memory_gb']} GB; "
        f"{machine['os']}; Python {machine['python']}; {versions}."
    )


def _first_sound(systems: Mapping[str, Any], records: Mapping[str, Record]) -> str:
    rows = [["First sound, ms: median (95 %)", *map(_title, systems)]]
    for text, title in TEXTS.items():
        cells = []
        for name in systems:
            found = systems[name]["texts"][text]
            p50, p95 = found["first_sound_ms_p50"], found["first_sound_ms_p95"]
            cells.append(f"{p50:.0f} ({p95:.0f}){_times(systems, name, text, p50)}")
        rows.append([title, *cells])
    asked = [statistics.median(record.instead_ms) for record in records.values()]
    rows.append(["3 words in the middle of the chapter", *(f"{ms:.0f}" for ms in asked)])
    return _table(rows)


def _times(systems: Mapping[str, Any], name: str, text: str, theirs: float) -> str:
    """How many times Lectern's figure this is."""
    if name == "lectern" or "lectern" not in systems:
        return ""
    return f", {theirs / systems['lectern']['texts'][text]['first_sound_ms_p50']:.1f}×"


def _speed(systems: Mapping[str, Any], records: Mapping[str, Record]) -> str:
    rows = [["", *map(_title, systems)]]
    for text, title in TEXTS.items():
        factors = [records[name].texts[text].real_time_factor for name in systems]
        rows.append([f"Real-time factor to a file, {title}", *map(_spread, factors)])
    streams = [records[name].stream_real_time_factor for name in systems]
    rows.append(["the same while it speaks", *(_spread(s) if s else "" for s in streams)])
    rows.append(["Start to ready, s", *(_spread(records[name].ready_s, 2) for name in systems)])
    rows.append(["Peak memory, MB", *(f"{systems[n]['peak_memory_mb']:.0f}" for n in systems)])
    return _table(rows)


def _app(app: Mapping[str, Any]) -> str:
    rows = [["The app", ""]]
    rows += [[key.replace("_", " "), f"{value:g}"] for key, value in app.items()]
    return _table(rows)


def _targets(found: Iterable[Outcome]) -> str:
    rows = [["", "target", "reached", ""]]
    rows += [[o.what, o.target, o.reached, "met" if o.met else "**missed**"] for o in found]
    return _table(rows)


def _spread(values: Sequence[float], digits: int = 3) -> str:
    """The median, and the least and the most."""
    middle, least, most = statistics.median(values), min(values), max(values)
    return f"{middle:.{digits}f} ({least:.{digits}f} to {most:.{digits}f})"


def _title(name: str) -> str:
    return TITLES[name]


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *rest = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join((head, "|---" * len(rows[0]) + "|", *rest))
