"""`lectern kiosk` without a window: a PIN that nobody remembers."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from app.kiosk import command
from app.kiosk.pin import hashed
from app.kiosk.settings import KioskSettings, load, save
from app.paths import HOME_VARIABLE


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    return tmp_path / "kiosk.json"


def _run(*words: str) -> tuple[int, str]:
    parser = argparse.ArgumentParser()
    command.add_command(parser)
    arguments = parser.parse_args(words)
    assert not command.opens_a_window(arguments)
    told: list[str] = []
    status = command.run(arguments, lambda message, hint: told.append(f"{message} {hint}"))
    return status, " ".join(told)


def test_reset_pin_forgets_the_pin_and_unlocks_and_leaves_the_rest(file: Path) -> None:
    save(KioskSettings(board="museum", started=True, locked=True, pin=hashed("1234")), file)
    status, told = _run("--reset-pin")
    assert status == 0 and "forgotten" in told
    assert load(file) == (KioskSettings(board="museum", started=True), ())


def test_without_a_pin_there_is_nothing_to_reset(file: Path) -> None:
    status, told = _run("--reset-pin")
    assert status == 0 and "No PIN" in told
    assert not file.exists()


def test_a_damaged_file_is_set_aside_with_the_pin_in_it(file: Path) -> None:
    file.write_text("{", encoding="utf-8")
    status, told = _run("--reset-pin")
    assert status == 0 and "damaged" in told
    assert not file.exists()
