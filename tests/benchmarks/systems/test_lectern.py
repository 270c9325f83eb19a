"""Lectern as the benchmark uses it: one short text through the engine, the voice and the player."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.benchmarks.first_sound import AUDIBLE, heard_at
from tests.benchmarks.host import Host
from tests.benchmarks.systems.lectern import Lectern, make
from tests.end_to_end.helpers import sound_in

TEXT = "Please come in."


@pytest.fixture(scope="module")
def lectern() -> Iterator[Lectern]:
    system = make()
    system.load()
    yield system
    system.close()


def test_it_hands_over_the_sound_of_the_text(lectern: Lectern, tmp_path: Path) -> None:
    blocks = list(lectern.speak(TEXT))
    assert [block.at for block in blocks] == sorted(block.at for block in blocks)
    spoken = np.concatenate([block.samples for block in blocks])
    seconds = lectern.render(TEXT, tmp_path / "said.wav")
    written, rate = sound_in(tmp_path / "said.wav")
    assert seconds == pytest.approx(len(written) / rate, abs=0.001)
    loud = np.flatnonzero(np.abs(spoken) > AUDIBLE), np.flatnonzero(np.abs(written) > AUDIBLE)
    assert np.ptp(loud[0]) == pytest.approx(np.ptp(loud[1]), abs=rate // 100)


def test_no_fixed_pause_is_in_what_is_rendered(lectern: Lectern, tmp_path: Path) -> None:
    once = lectern.render(TEXT, tmp_path / "once.wav")
    thrice = lectern.render(f"{TEXT} {TEXT} {TEXT}", tmp_path / "thrice.wav")
    assert thrice == pytest.approx(3 * once, rel=0.1)


def test_it_can_be_broken_off_and_asked_again(lectern: Lectern) -> None:
    long = "This sentence goes on for a while, and then another while. " * 30
    for _ in range(3):
        blocks = lectern.speak(long)
        assert heard_at(blocks) is not None
        blocks.close()  # type: ignore[attr-defined]


def test_its_host_answers_with_figures(lectern: Lectern, tmp_path: Path) -> None:
    host = Host(lectern)
    long = "This sentence goes on for a while, and then another while. " * 10
    assert host.speak(TEXT)["ms"] > 0
    assert host.speak_instead(long, TEXT)["ms"] > 0
    assert host.render(TEXT, str(tmp_path / "out.wav"))["audio_s"] > 0.5
    assert host.stream(long, 5.0)["real_time_factor"] > 0
    assert host.peak_memory()["mb"] > 100
