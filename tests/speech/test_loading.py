"""Voices other than ours: the layout and the shape of Coqui's released LJSpeech models."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import torch

from app.errors import VoiceError
from app.speech.coqui import ForwardTTS, HifiganGenerator
from app.speech.folder import VoiceFiles, find_voices, read_voice
from app.speech.phonemes import register
from app.speech.voice import Voice
from app.values import Compute
from tests.speech.helpers import SHORT, sound_of

# isort: split
from TTS.config.shared_configs import BaseAudioConfig
from TTS.tts.configs.fast_pitch_config import FastPitchConfig
from TTS.vocoder.configs import HifiganConfig

_V2 = {
    "upsample_factors": [8, 8, 2, 2],
    "upsample_kernel_sizes": [16, 16, 4, 4],
    "upsample_initial_channel": 128,
    "resblock_kernel_sizes": [3, 7, 11],
    "resblock_dilation_sizes": [[1, 3, 5], [1, 3, 5], [1, 3, 5]],
    "resblock_type": "1",
}


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A models folder as Coqui's downloads leave it, with random weights of the released shape."""
    register()
    models = tmp_path_factory.mktemp("models")
    audio = BaseAudioConfig(sample_rate=22050, hop_length=256, num_mels=80, log_func="np.log")
    acoustic = models / "tts_models--en--ljspeech--fast_pitch"
    vocoder = models / "vocoder_models--en--ljspeech--hifigan_v2"
    acoustic.mkdir()
    vocoder.mkdir()
    config = FastPitchConfig(
        audio=audio, use_phonemes=True, phoneme_language="en-us", phonemizer="espeak"
    )
    config.audio = None
    torch.manual_seed(3)
    model = ForwardTTS(config)
    config.audio = audio
    config.save_json(str(acoustic / "config.json"))
    torch.save({"model": model.state_dict()}, acoustic / "model_file.pth")
    HifiganConfig(audio=audio, generator_model_params=_V2).save_json(str(vocoder / "config.json"))
    generator = HifiganGenerator(in_channels=80, out_channels=1, **_V2)
    weights = {f"model_g.{name}": tensor for name, tensor in generator.state_dict().items()}
    torch.save({"model": weights}, vocoder / "model_file.pth.tar")
    return models


def test_a_released_pair_is_found_and_speaks(released: Path) -> None:
    (files,), problems = find_voices([released])
    assert not problems
    assert files.vocoder_path.name == "model_file.pth.tar"
    voice = Voice(files, Compute.CPU, lambda stage, fraction: None, lambda notice: None)
    assert len(sound_of(voice, SHORT)) > 1000


def test_weights_are_never_unpickled(released: Path, tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return Path.touch, (tmp_path / "executed",)

    folder = released / "tts_models--en--ljspeech--fast_pitch"
    copy = Path(shutil.copytree(released, tmp_path / "models")) / folder.name
    torch.save({"model": Evil()}, copy / "model_file.pth")
    with pytest.raises(VoiceError, match=r"model_file\.pth"):
        Voice(read_voice(copy), Compute.CPU, lambda stage, part: None, lambda notice: None)
    assert not (tmp_path / "executed").exists()


@pytest.mark.parametrize("name", ["model_file.pth", "vocoder.pth"])
def test_a_damaged_file_is_named_even_without_checksums(
    joe: VoiceFiles, tmp_path: Path, name: str
) -> None:
    copy = Path(shutil.copytree(joe.info.folder, tmp_path / "joe"))
    (copy / "voice.json").unlink()
    (copy / name).write_bytes((copy / name).read_bytes()[:5000])
    with pytest.raises(VoiceError, match=name.replace(".", r"\.")):
        Voice(read_voice(copy), Compute.CPU, lambda stage, part: None, lambda notice: None)
