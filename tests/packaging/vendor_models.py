"""Small models in the form that Coqui releases them: as its trainer saves them, with a folder
inside the zip, an optimizer beside the weights, and paths of the trainer's machine in the settings.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch

from app.speech.coqui import ForwardTTS, HifiganGenerator, load_config

ROOT = Path(__file__).resolve().parents[2]
MODEL = "tts_models--en--ljspeech--fast_pitch"
VOCODER = "vocoder_models--en--ljspeech--hifigan_v2"

_LAYERS = {"hidden_channels_ffn": 32, "num_heads": 1, "num_layers": 1, "dropout_p": 0.1}
_GENERATOR = {
    "upsample_factors": [8, 8, 4],
    "upsample_kernel_sizes": [16, 16, 8],
    "upsample_initial_channel": 16,
    "resblock_kernel_sizes": [3],
    "resblock_dilation_sizes": [[1, 2]],
    "resblock_type": "2",
    "conv_post_bias": False,
}
TRAINERS_PATH = "/srv/trainer/somebody/run"


def acoustic_config() -> dict[str, Any]:
    """Settings of a small FastPitch, with an aligner and without BOS and EOS, as released."""
    config = _settings("config.json")
    config["enable_eos_bos_chars"] = False
    config["output_path"] = TRAINERS_PATH
    config["datasets"] = [{"name": "ljspeech", "path": TRAINERS_PATH}]
    config["model_args"] |= {
        "out_channels": 80,
        "hidden_channels": 32,
        "use_aligner": True,
        "pitch_predictor_hidden_channels": 16,
        "duration_predictor_hidden_channels": 16,
        "encoder_params": _LAYERS,
        "decoder_params": _LAYERS,
    }
    return config


def vocoder_config() -> dict[str, Any]:
    """Settings of a small HiFi-GAN."""
    config = _settings("vocoder_config.json")
    config["generator_model_params"] = _GENERATOR
    config["pitch_fmax"] = 600.0
    return config


def acoustic_checkpoint(folder: Path) -> dict[str, Any]:
    """A checkpoint as the trainer leaves it; `folder` is for its settings."""
    path = folder / "config.json"
    path.write_text(json.dumps(acoustic_config()), encoding="utf-8")
    config = load_config(str(path))
    config.audio = None
    config.phonemizer = "espeak"
    torch.manual_seed(1)
    model = ForwardTTS(config)
    return {
        "config": config.to_dict(),
        "model": model.state_dict(),
        "optimizer": {"state": {0: torch.ones(1000)}, "param_groups": [{"lr": 0.1}]},
        "scaler": None,
        "step": 100,
        "model_loss": np.float64(0.5),
    }


def vocoder_checkpoint() -> dict[str, Any]:
    """A checkpoint with generator and discriminator in one; loud enough to be heard."""
    torch.manual_seed(2)
    generator = HifiganGenerator(in_channels=80, out_channels=1, **_GENERATOR)
    state = {f"model_g.{name}": value for name, value in generator.state_dict().items()}
    for name, value in state.items():
        if "conv_post" in name and name.endswith("original0"):
            value.mul_(20)
    return {"model": {**state, "model_d.0.weight": torch.ones(1000)}, "optimizer": [None]}


def released(checkpoint: Mapping[str, Any], config: Mapping[str, Any] | str, stem: str) -> bytes:
    """A zip with one folder in it."""
    weights = io.BytesIO()
    torch.save(dict(checkpoint), weights)
    text = config if isinstance(config, str) else json.dumps(config)
    return zipped({f"{stem}/model_file.pth": weights.getvalue(), f"{stem}/config.json": text})


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return made.getvalue()


def _settings(name: str) -> dict[str, Any]:
    config: dict[str, Any] = json.loads((ROOT / "models" / "joe" / name).read_text("utf-8"))
    config["audio"] |= {"num_mels": 80, "pitch_fmin": 1.0, "pitch_fmax": 640.0}
    return config
