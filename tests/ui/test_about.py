"""About says what runs, under which licences, and where the voice comes from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import __version__
from app.ui.about import AboutWindow, versions
from app.values import VoiceInfo
from tests.ui.accessibility import silent


@pytest.fixture
def voice(tmp_path: Path) -> VoiceInfo:
    folder = tmp_path / "joe"
    folder.mkdir()
    (folder / "CARD.md").write_text("# Voice card\n\n- Limits: <b>none</b> known.\n")
    return VoiceInfo(folder, "joe", "Joe & Co", "en-us", 22050, "CC0", "Synthetic", (-1, 1.5))


@pytest.fixture
def window(qtbot: QtBot, voice: VoiceInfo) -> Iterator[AboutWindow]:
    window = AboutWindow(lambda: voice)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    qtbot.waitUntil(lambda: window.notices.topLevelItemCount() > 1, timeout=30_000)
    yield window
    window.end()


def test_it_names_the_versions_and_the_licence(window: AboutWindow) -> None:
    text = window.versions.text()
    assert f"Lectern {__version__}" in text
    names = [name for name, _ in versions()]
    assert names == ["Lectern", "Python", "Qt", "PySide6", "PyTorch", "Coqui TTS", "System"]
    assert all(version and version != "not found" for _, version in versions())
    labels = " ".join(label.text() for label in window.findChildren(type(window.versions)))
    assert "GPL-3.0-or-later" in labels
    assert "no warranty" in labels


def test_versions_are_copied_for_a_report(window: AboutWindow) -> None:
    QGuiApplication.clipboard().clear()
    window.copy.click()
    assert QGuiApplication.clipboard().text() == window.versions.text()


def test_components_are_listed_with_their_licences(window: AboutWindow) -> None:
    rows = [window.notices.topLevelItem(i) for i in range(window.notices.topLevelItemCount())]
    licences = {row.text(0): row.text(2) for row in rows}
    assert licences["eSpeak NG"] == "GPL-3.0-or-later"
    assert all(licences.values())


def test_the_voice_tells_where_it_comes_from(window: AboutWindow, voice: VoiceInfo) -> None:
    text = window.card.toPlainText()
    for part in ("Joe & Co", "CC0", "Synthetic", "−1 to +1.5 semitones", str(voice.folder)):
        assert part in text
    assert text.index("Synthetic") < text.index("Voice card") < text.index("Limits")


def test_it_does_without_a_voice_and_without_a_card(qtbot: QtBot, tmp_path: Path) -> None:
    bare = VoiceInfo(tmp_path, "bare", "", "en-us", 22050)
    for given, expected in ((None, "No voice was found."), (bare, "does not say")):
        window = AboutWindow(lambda given=given: given)  # type: ignore[misc]
        qtbot.addWidget(window)
        window.show()
        assert expected in window.card.toPlainText()
        window.end()


def test_every_focusable_item_has_a_role_and_a_name(window: AboutWindow) -> None:
    for index in range(window.tabs.count()):
        window.tabs.setCurrentIndex(index)
        assert silent(window) == []


def test_it_does_not_block_and_fits_a_small_screen(window: AboutWindow) -> None:
    assert not window.isModal()
    assert QApplication.activeModalWidget() is None
    assert window.minimumSizeHint().width() <= 640
    assert window.minimumSizeHint().height() <= 480
