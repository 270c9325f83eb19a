"""The command that makes Lectern known to speech-dispatcher."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from app import screen_reader
from tests.end_to_end.helpers import lectern
from tests.source_tree import ROOT

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="speech-dispatcher is there on Linux only"
)


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {
        "XDG_DATA_HOME": str(tmp_path / "share"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "LECTERN_HOME": str(tmp_path / "lectern"),
    }


def link_in(tmp_path: Path) -> Path:
    return tmp_path / "libexec" / "speech-dispatcher-modules" / screen_reader.MODULE


def test_it_is_linked_where_speech_dispatcher_looks_and_removed(
    tmp_path: Path, home: dict[str, str]
) -> None:
    for _ in range(2):  # again is no mistake
        done = lectern("speech-dispatcher", "--install", environment=home)
        assert done.returncode == 0, done.stderr
    module = link_in(tmp_path).resolve()
    assert module == ROOT / "packaging" / "speech-dispatcher" / "sd_lectern"
    assert os.access(module, os.X_OK)
    assert b"spd-say -o lectern" in done.stdout
    assert b"AddModule" not in done.stdout
    assert lectern("speech-dispatcher", "--remove", environment=home).returncode == 0
    assert not link_in(tmp_path).is_symlink()


def test_a_configuration_that_names_its_modules_is_told_of(
    tmp_path: Path, home: dict[str, str]
) -> None:
    own = tmp_path / "config" / "speech-dispatcher" / "speechd.conf"
    own.parent.mkdir(parents=True)
    own.write_text('# AddModule "x"\nAddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"\n')
    done = lectern("speech-dispatcher", "--install", environment=home)
    assert f'AddModule "lectern" "{link_in(tmp_path)}"' in done.stdout.decode()


def test_a_file_of_somebody_elses_is_left_alone(tmp_path: Path, home: dict[str, str]) -> None:
    link_in(tmp_path).parent.mkdir(parents=True)
    link_in(tmp_path).write_text("mine")
    done = lectern("speech-dispatcher", "--install", environment=home)
    assert done.returncode == 1 and b"somebody else's" in done.stderr
    assert link_in(tmp_path).read_text() == "mine"
