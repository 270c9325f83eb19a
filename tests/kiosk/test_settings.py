"""What the operator of a kiosk has chosen, on the disk."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from app.errors import SettingsError
from app.kiosk.pin import hashed
from app.kiosk.settings import (
    Attraction,
    Faces,
    KioskSettings,
    KioskSettingsStore,
    Limits,
    Profile,
    load,
    save,
)

FULL = KioskSettings(
    faces=Faces.TALK_FIRST,
    board="/boards/ours.obz",
    profile=Profile.PUBLIC,
    started=True,
    locked=True,
    pin=hashed("1234"),
    ceiling=0.5,
    volume=0.75,
    limits=Limits(30, 90, ("damn", "go away")),
    attraction=Attraction("Touch me", 60, True),
)


def _fail(error: SettingsError) -> None:
    raise error


def test_what_was_chosen_is_there_again(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.json"
    save(FULL, path)
    assert load(path) == (FULL, ())


def test_the_store_writes_what_was_changed(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.json"
    store = KioskSettingsStore(path, KioskSettings(), _fail)
    store.start()
    store.change(FULL)
    store.close()
    assert load(path)[0] == store.settings == FULL


def test_without_a_file_there_are_defaults_and_nothing_is_locked(tmp_path: Path) -> None:
    settings, problems = load(tmp_path / "kiosk.json")
    assert not problems
    assert not settings.is_locked
    assert not settings.started


def test_a_damaged_file_is_kept_aside_and_the_kiosk_starts(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.json"
    path.write_text("{", encoding="utf-8")
    settings, problems = load(path)
    assert settings == KioskSettings()
    assert "damaged" in problems[0]
    assert (tmp_path / "kiosk.damaged.json").exists()


def test_nonsense_is_mended_and_told(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.json"
    path.write_text(
        json.dumps({"ceiling": 7, "pin": "1234", "locked": True, "limits": {"idle_seconds": 1}})
    )
    settings, problems = load(path)
    assert settings.ceiling == 1.0
    assert settings.limits.idle_seconds == 10
    assert len(problems) == 3
    assert not settings.is_locked, "a PIN that nobody can enter must not lock"


def test_a_pin_counts_as_reset_only_when_it_was_in_the_file_and_is_taken_out(
    tmp_path: Path,
) -> None:
    path = tmp_path / "kiosk.json"
    save(KioskSettings(), path)
    locked = KioskSettings(locked=True, pin=hashed("2468"))
    store = KioskSettingsStore(path, KioskSettings(), _fail)
    store.change(locked)
    assert not store.pin_was_reset(), "it did not come into the file yet, as on a full disk"
    store.start()
    store.close()
    assert load(path)[0].is_locked
    assert not store.pin_was_reset()
    save(replace(locked, pin="", locked=False), path)
    assert store.pin_was_reset()
    for damage in ("{", '{"pin": "1234"}'):
        path.write_text(damage)
        assert not store.pin_was_reset(), damage
