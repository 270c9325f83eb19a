from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import VoiceError
from app.speech.folder import VoiceFiles, choose, find_voices, read_voice, verify
from tests.damage import flip_a_bit


@pytest.fixture
def copy(joe: VoiceFiles, tmp_path: Path) -> Path:
    """A copy of the bundled voice that a test may damage."""
    return Path(shutil.copytree(joe.info.folder, tmp_path / "models" / "joe"))


def test_the_bundled_voice_is_whole(joe: VoiceFiles) -> None:
    assert set(joe.checksums) >= {
        "model_file.pth",
        "config.json",
        "vocoder.pth",
        "vocoder_config.json",
    }
    verify(joe)
    assert joe.info.licence
    assert joe.info.provenance
    assert (joe.info.folder / "CARD.md").is_file()


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1000])


@pytest.mark.parametrize("damage", [flip_a_bit, _truncate, Path.unlink])
@pytest.mark.parametrize("name", ["model_file.pth", "vocoder.pth", "config.json"])
def test_damage_is_named(copy: Path, damage: Callable[[Path], None], name: str) -> None:
    damage(copy / name)
    with pytest.raises(VoiceError) as caught:
        verify(read_voice(copy))
    assert name in caught.value.message
    assert caught.value.hint


def test_a_voice_without_vocoder_says_so(copy: Path) -> None:
    (copy / "vocoder.pth").unlink()
    with pytest.raises(VoiceError, match=r"no vocoder: vocoder\.pth"):
        read_voice(copy)


def test_a_voice_without_our_card_still_loads(copy: Path) -> None:
    (copy / "voice.json").unlink()
    voice = read_voice(copy)
    verify(voice)
    assert voice.info.title == "joe"
    assert voice.info.sample_rate == 22050


@pytest.mark.parametrize(
    ("name", "entry", "value"),
    [
        ("config.json", "model", ["fast_pitch"]),
        ("config.json", "audio", None),
        ("config.json", "audio", {"sample_rate": 0}),
        ("config.json", "audio", {"sample_rate": "fast"}),
        ("voice.json", "pitch", [1, 2]),
        ("voice.json", "pitch", {"range_semitones": [1]}),
        ("voice.json", "pitch", {"mean_hz": None}),
        ("voice.json", "files", ["model_file.pth"]),
        ("voice.json", "files", {"model_file.pth": {"size": 3}}),
    ],
)
def test_settings_that_make_no_sense_are_named_and_hide_no_other_voice(
    copy: Path, name: str, entry: str, value: object
) -> None:
    shutil.copytree(copy, copy.parent / "whole")
    settings = json.loads((copy / name).read_text())
    settings[entry] = value
    (copy / name).write_text(json.dumps(settings))
    voices, (problem,) = find_voices([copy.parent])
    assert [voice.info.name for voice in voices] == ["whole"]
    assert "“joe”" in problem.message
    assert problem.hint


@pytest.mark.parametrize("content", [b"", b"\xff\xfe{", b"[" * 100_000, b"null", b'{"model"'])
def test_json_that_is_none_is_named(copy: Path, content: bytes) -> None:
    (copy / "voice.json").write_bytes(content)
    with pytest.raises(VoiceError, match=r"voice\.json"):
        read_voice(copy)


def test_a_vocoder_of_another_kind_of_mel_is_not_taken(copy: Path) -> None:
    beside = copy.parent / "vocoder_models--en--ljspeech--hifigan_v2"
    beside.mkdir()
    shutil.move(copy / "vocoder.pth", beside / "model_file.pth")
    config = json.loads((copy / "vocoder_config.json").read_text())
    (copy / "vocoder_config.json").unlink()
    (beside / "config.json").write_text(json.dumps(config))
    assert read_voice(copy).vocoder_path == beside / "model_file.pth"
    config["audio"]["num_mels"] = 80
    (beside / "config.json").write_text(json.dumps(config))
    with pytest.raises(VoiceError, match="no vocoder"):
        read_voice(copy)


def test_folders_of_other_things_are_passed_over(copy: Path) -> None:
    models = copy.parent
    (models / "notes").mkdir()
    (models / "README.md").write_text("x")
    (models / "vits").mkdir()
    (models / "vits" / "config.json").write_text('{"model": "vits"}')
    voices, problems = find_voices([models, models / "missing"])
    assert [voice.info.name for voice in voices] == ["joe"]
    assert ["vits" in problem.message for problem in problems] == [True]


def test_choosing_names_what_there_is(copy: Path) -> None:
    assert choose([copy.parent], "").info.name == "joe"
    assert choose([copy.parent], str(copy)).info.folder == copy
    with pytest.raises(VoiceError, match="anna") as caught:
        choose([copy.parent], "anna")
    assert "joe" in caught.value.hint
    with pytest.raises(VoiceError, match="no voice called"):
        choose([copy.parent], "too long a name " * 1000)
    with pytest.raises(VoiceError, match="No voice was found"):
        choose([copy.parent / "joe" / "nothing"], "")


def test_choosing_a_damaged_voice_says_what_is_wrong_with_it(copy: Path) -> None:
    (copy / "config.json").write_text("{")
    with pytest.raises(VoiceError, match=r"config\.json"):
        choose([copy.parent], "joe")
