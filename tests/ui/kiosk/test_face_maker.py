"""What the kiosk's faces remember: one person's own, in files; in public nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.boards.starter_boards import PERSONAL, open_starter
from app.errors import SettingsError
from app.kiosk.settings import KioskSettings, Profile
from app.ui.boards.board_face import BoardFace
from app.ui.kiosk.face import Face
from app.ui.kiosk.face_maker import FaceMaker
from app.ui.kiosk.talk_face import TalkFace
from tests.ui.voice_desk import VoiceDesk


@pytest.fixture
def voice(qtbot: QtBot) -> Iterator[VoiceDesk]:
    desk = VoiceDesk(qtbot)
    yield desk
    desk.close()


def _used(qtbot: QtBot, maker: FaceMaker, profile: Profile) -> list[Face]:
    """The faces for `profile`, after something was touched and something typed."""
    settings = KioskSettings(profile=profile)
    maker.prepare(settings)
    faces = maker.make(settings, open_starter(PERSONAL))
    for face in faces:
        qtbot.addWidget(face.widget)
    board, talk = faces
    assert isinstance(board, BoardFace) and isinstance(talk, TalkFace)
    target = next(each for each in board.widget.view.targets if each.says)
    board.hands.chosen.emit(target.name)
    talk.line.setText("Quetzalcoatl")
    talk.say()
    return faces


def test_only_one_person_is_remembered_in_files(
    qtbot: QtBot, voice: VoiceDesk, tmp_path: Path
) -> None:
    phrases, talk = tmp_path / "phrases.json", tmp_path / "talk.json"
    for profile in (Profile.PUBLIC, Profile.PERSONAL):
        maker = FaceMaker(voice.speaker, voice.engine.cue, phrases, talk, _fail)
        faces = _used(qtbot, maker, profile)
        maker.close()
        kept = profile is Profile.PERSONAL
        assert (phrases.exists(), talk.exists()) == (kept, kept)
        for face in faces:
            face.close()


def test_what_was_remembered_and_is_damaged_is_told(
    qtbot: QtBot, voice: VoiceDesk, tmp_path: Path
) -> None:
    told: list[SettingsError] = []
    phrases, talk = tmp_path / "phrases.json", tmp_path / "talk.json"
    for file in (phrases, talk):
        file.write_text("{")
    maker = FaceMaker(voice.speaker, voice.engine.cue, phrases, talk, told.append)
    maker.prepare(KioskSettings())
    maker.close()
    assert ["phrases.json" in told[0].message, "talk.json" in told[1].message] == [True, True]


def _fail(error: SettingsError) -> None:
    raise error
