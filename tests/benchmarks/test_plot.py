"""The plot is drawn, and drawn alike from the same figures."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.plot import draw
from tests.benchmarks.targets import TEXTS

FIGURES = {
    "systems": {
        name: {
            "texts": {
                text: {"first_sound_ms_p50": place * 40.0, "real_time_factor": place * 0.03}
                for text in TEXTS
            }
        }
        for place, name in enumerate(("lectern", "piper", "kokoro"), start=1)
    }
}


def test_the_plot_is_a_picture_of_the_figures(tmp_path: Path) -> None:
    pictures = []
    for name in ("one.svg", "two.svg"):
        draw(FIGURES, tmp_path / name)
        pictures.append((tmp_path / name).read_text(encoding="utf-8"))
    assert pictures[0] == pictures[1]
    assert pictures[0].count("<!-- 0.090 -->") == len(TEXTS)
    assert "Kokoro" in pictures[0] and "Coqui" not in pictures[0]


def test_the_ending_says_which_format(tmp_path: Path) -> None:
    draw(FIGURES, tmp_path / "plot.png")
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")
