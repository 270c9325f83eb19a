"""A word dragged up in the real window: kept with the text, heard at once, and undone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from parselmouth import Sound
from PySide6.QtCore import QPoint, Qt

from app.shaping import NOTHING
from app.ui.shaping_panel import ShapingPanel
from app.values import Outline, Samples, Shape, Shaping
from tests.end_to_end.desk import Desk
from tests.end_to_end.helpers import sound_in

TEXT = "Whether it is nobler to wait for her, nobody knows. Another line."
RAISED = "nobler"


def _rendered(desk: Desk, path: Path) -> tuple[Samples, int]:
    """The text as it would be spoken now."""
    saved = desk.count("Saved")
    desk.built.bridge.engine.save(TEXT, path, shaping=desk.window.editor.typed.document.shaping)
    desk.wait_for("Saved", saved + 1)
    return sound_in(path)


def _pitch(sound: tuple[Samples, int], outline: Outline, row: int) -> float:
    """The median pitch of a word, in semitones."""
    word, (samples, rate) = outline.words[row], sound
    part = samples[word.start : word.end].astype(np.float64)
    found = Sound(part, rate).to_pitch_ac(0.005, 60, pitch_ceiling=500).selected_array["frequency"]
    return float(12 * np.log2(np.median(found[found > 0])))


def _open_panel(desk: Desk) -> ShapingPanel:
    desk.wait_until_ready()
    desk.type(TEXT)
    desk.window.editor.set_caret(3)
    desk.act("shape_sentence")
    panel = desk.window.shaping.panel
    desk.wait(lambda: RAISED in panel.model.labels)
    return panel


def _drag_up(desk: Desk, panel: ShapingPanel, row: int, semitones: float) -> None:
    view = panel.view
    start = view.visualRect(panel.model.index(row)).center()
    end = start - QPoint(0, round(semitones * view.geometry_now.per_semitone))
    desk.qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for share in (0.3, 0.7, 1.0):
        desk.qtbot.mouseMove(view.viewport(), start + (end - start) * share)
    desk.qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)


def test_a_word_dragged_up_is_heard_higher_and_undo_brings_it_back(
    desk: Desk, tmp_path: Path
) -> None:
    panel = _open_panel(desk)
    row = list(panel.model.labels).index(RAISED)
    before, outline = _rendered(desk, tmp_path / "before.wav"), panel.model.outline

    _drag_up(desk, panel, row, 4)
    shape = Shape(outline.words[row].span, pitch=4.0)
    assert desk.window.editor.typed.document.shaping == Shaping((shape,))
    foreseen = panel.model.outline
    desk.wait_for("Finished")
    spoken = desk.words_heard()
    assert (spoken[0], spoken[-1]) == ("Whether", "knows.")
    assert float(np.abs(desk.heard.samples()).max()) > 0.05

    assert panel.model.outline is not foreseen  # the voice has answered
    after, exact = _rendered(desk, tmp_path / "after.wav"), panel.model.outline
    for number in (row - 2, row, row + 2):
        moved = _pitch(after, exact, number) - _pitch(before, outline, number)
        wanted, tolerance = (4, 1) if number == row else (0, 1)
        assert moved == pytest.approx(wanted, abs=tolerance), panel.model.labels[number]
    asked = exact.words[row].tones[0].hertz / outline.words[row].tones[0].hertz
    assert 12 * np.log2(asked) == pytest.approx(4, abs=1)

    desk.qtbot.keyClick(panel.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.editor.typed.document.shaping == NOTHING
    again, _ = _rendered(desk, tmp_path / "again.wav")
    np.testing.assert_array_equal(again, before[0])
    desk.act("stop")


def test_the_panel_follows_what_is_spoken(desk: Desk) -> None:
    panel = _open_panel(desk)
    desk.window.editor.setFocus()
    desk.act("speak")
    desk.wait(lambda: panel.view._spoken == 1)
    desk.wait(lambda: "Another" in panel.model.labels)
    desk.wait_for("Finished")
    assert panel.view._spoken == -1
