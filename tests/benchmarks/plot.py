"""First sound and real-time factor of every system as bars, on scales that hold small and large."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np

from tests.benchmarks.targets import TEXTS, TITLES

matplotlib.use("agg")  # no screen is needed
import matplotlib.pyplot as plt

COLOURS = {
    "lectern": "#2a6f5b",
    "stock_coqui": "#8fb3a7",
    "piper": "#d9a441",
    "kokoro": "#a4563f",
}


def draw(figures: Mapping[str, Any], path: Path) -> None:
    """Write the plot; the ending of `path` says in which format."""
    plt.rcParams.update({"font.size": 9, "svg.fonttype": "path", "svg.hashsalt": "lectern"})
    chart, (first, factor) = plt.subplots(1, 2, figsize=(11, 3.8), layout="constrained")
    systems = figures["systems"]
    _bars(first, systems, "first_sound_ms_p50", "{:.0f}", least=10)
    first.set(title="Time to first sound, ms", ylabel="shorter is better")
    _bars(factor, systems, "real_time_factor", "{:.3f}", least=0.01)
    factor.set(title="Real-time factor, rendered to a file")
    chart.legend(*first.get_legend_handles_labels(), loc="outside lower center", ncols=len(systems))
    chart.savefig(path, dpi=144, metadata={"Date": None} if path.suffix == ".svg" else None)
    plt.close(chart)


def _bars(axes: Any, systems: Mapping[str, Any], key: str, form: str, least: float) -> None:
    width = 0.8 / len(systems)
    places = np.arange(len(TEXTS))
    for index, (name, system) in enumerate(systems.items()):
        heights = [system["texts"][text][key] for text in TEXTS]
        at = places + (index - (len(systems) - 1) / 2) * width
        drawn = axes.bar(at, heights, width * 0.92, label=TITLES[name], color=COLOURS[name])
        axes.bar_label(drawn, [form.format(height) for height in heights], fontsize=6, padding=1)
    axes.set_xticks(places, list(TEXTS.values()))
    axes.set_yscale("log")
    axes.margins(y=0.12)
    axes.set_ylim(bottom=min(least, *heights))
    axes.spines[["top", "right"]].set_visible(False)
