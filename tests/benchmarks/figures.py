"""From what was measured to the figures that are told: the shape of the JSON file."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from tests.benchmarks.rounds import Record, TextRecord

APP_KEYS = (
    "window_s", "ready_s", "stall_ms_p99", "stall_ms_max", "underruns", "stop_ms", "anticipated_ms"
)  # fmt: skip


def system_figures(record: Record) -> dict[str, Any]:
    """One system's part of the file: medians over the rounds, the most of its memory."""
    return {
        "ready_s": round(statistics.median(record.ready_s), 3),
        "peak_memory_mb": round(max(record.peak_memory_mb), 1),
        "texts": {name: _text_figures(text) for name, text in record.texts.items()},
    }


def _text_figures(text: TextRecord) -> dict[str, float]:
    p50, p95 = percentiles(text.first_sound_ms)
    return {
        "first_sound_ms_p50": round(p50, 2),
        "first_sound_ms_p95": round(p95, 2),
        "real_time_factor": round(statistics.median(text.real_time_factor), 5),
        "audio_s": round(statistics.median(text.audio_s), 3),
    }


def percentiles(values: Sequence[float]) -> tuple[float, float]:
    """The median and the 95th percentile (linear between neighbours, as numpy's default is)."""
    p50, p95 = np.percentile(values, (50, 95))
    return float(p50), float(p95)


def whole(
    machine: Mapping[str, Any], records: Mapping[str, Record], app: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The whole file; "app" is missing when the window was not measured."""
    figures: dict[str, Any] = {
        "machine": dict(machine),
        "systems": {name: system_figures(record) for name, record in records.items()},
    }
    if app is not None:
        figures["app"] = {key: app[key] for key in APP_KEYS}
    return figures
