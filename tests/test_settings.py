"""The settings survive, are mended when they make no sense, and reach those who subscribed."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest

from app.errors import SettingsError
from app.settings import (
    PATTERNS,
    RANGES,
    Look,
    Motion,
    Reading,
    Settings,
    SettingsStore,
    Sound,
    Theme,
    VoiceChoice,
    load,
    save,
)
from app.values import Compute, Pauses, Precision, Skipping, SpeakOptions

CHANGED = Settings(
    sound=Sound("Kopfhörer (USB)", 250, 0.4),
    reading=Reading(Pauses(10, 20, 30, 40), Skipping(citations=True, urls=True)),
    voice=VoiceChoice("joe", Compute.CPU, 1.75, -2.5, Precision.INT8),
    look=Look(Theme.DARK, "P052", 22, 1.8, "#ffcc00", Motion.NONE),
    keys={"speak": "F5", "stop": ""},
)


def test_a_missing_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "settings.json") == (Settings(), ())


def test_every_setting_survives(tmp_path: Path) -> None:
    for section in fields(Settings):
        assert getattr(CHANGED, section.name) != getattr(Settings(), section.name)
    save(CHANGED, tmp_path / "settings.json")
    assert load(tmp_path / "settings.json") == (CHANGED, ())


def test_a_damaged_file_gives_the_defaults_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"sound": {"volume": 0.')
    settings, problems = load(path)
    assert settings == Settings()
    assert len(problems) == 1
    assert "settings.damaged.json" in problems[0]


def test_values_out_of_range_are_clamped_each_with_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    data = {
        "sound": {"volume": 9, "lead_in_ms": -5},
        "voice": {"rate": 0.1, "compute": "tpu"},
        "look": {"highlight": "red", "font_size": 12},
    }
    path.write_text(json.dumps(data))
    settings, problems = load(path)
    assert settings == Settings(
        sound=Sound(volume=1.0), voice=VoiceChoice(rate=0.5), look=Look(font_size=12)
    )
    assert len(problems) == 5


def test_ranges_and_patterns_name_settings_that_exist() -> None:
    for name in (*RANGES, *PATTERNS):
        value: object = Settings()
        for part in name.split("."):
            value = getattr(value, part)
        low, high = RANGES.get(name, (0, 0))
        assert name in PATTERNS or (isinstance(value, (int, float)) and low <= value <= high)


def test_speak_options_hold_what_the_user_chose() -> None:
    assert CHANGED.speak_options() == SpeakOptions(
        1.75, -2.5, Pauses(10, 20, 30, 40), Skipping(citations=True, urls=True)
    )


def test_a_change_reaches_subscribers_and_the_file(tmp_path: Path) -> None:
    heard: list[tuple[Settings, Settings]] = []
    store = SettingsStore(tmp_path / "settings.json", Settings(), pytest.fail)
    store.start()
    unsubscribe = store.subscribe(lambda new, old: heard.append((new, old)))
    store.change(CHANGED)
    store.change(CHANGED)
    unsubscribe()
    store.change(replace(CHANGED, sound=Sound()))
    store.close()
    assert heard == [(CHANGED, Settings())]
    assert load(tmp_path / "settings.json") == (replace(CHANGED, sound=Sound()), ())


def test_a_change_is_clamped(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.json", Settings(), pytest.fail)
    store.change(replace(Settings(), sound=Sound(volume=3.0)))
    assert store.settings.sound.volume == 1.0


def test_a_home_that_cannot_be_written_is_reported_and_the_change_holds(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("not a folder")
    problems: list[SettingsError] = []
    store = SettingsStore(tmp_path / "home" / "settings.json", Settings(), problems.append)
    store.start()
    store.change(CHANGED)
    store.close()
    assert store.settings == CHANGED
    assert len(problems) == 1
    assert "home" in problems[0].message
