"""Loads the two networks of a voice through coqui-tts, lightly.

`TTS.api.TTS(...)` builds the vocoder's discriminator (70 million parameters that inference never
uses), parses the configs twice and computes librosa's mel filters, which drags in numba: seconds
that a listener waits for. The same library's `ForwardTTS` and `HifiganGenerator` are loaded here
directly from the same files. Weights are read with `weights_only`, never unpickled.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from app.errors import DeviceError, VoiceError
from app.speech import phonemes
from app.speech.coqui import ForwardTTS, HifiganGenerator, load_config
from app.speech.folder import VoiceFiles
from app.speech.threads import Threads
from app.speech.tokens import Tokenizer
from app.values import Compute


def choose_device(compute: Compute) -> torch.device:
    """Where to compute. CUDA is taken only when a kernel really ran there.

    Raises:
        DeviceError: CUDA was asked for by name and does not work; the message says why.
    """
    if compute is Compute.CPU:
        return torch.device("cpu")
    if not torch.cuda.is_available():
        if compute is Compute.AUTO:
            return torch.device("cpu")
        built = torch.version.cuda is not None
        raise DeviceError(
            "CUDA was asked for, but "
            + ("no working NVIDIA card was found." if built else "this build has none in it."),
            "Speaking goes on with the CPU.",
        )
    try:
        torch.ones(8, device="cuda").mul(2).sum().item()
    except RuntimeError as error:
        if compute is Compute.AUTO:
            return torch.device("cpu")
        raise DeviceError(
            f"CUDA was asked for, but it does not work: {_first_line(error)}.",
            "Speaking goes on with the CPU.",
        ) from error
    return torch.device("cuda")


@dataclass(frozen=True)
class Networks:
    """The two networks of a voice as coqui-tts loads them, and where they compute."""

    model: Any
    """`ForwardTTS`, in evaluation mode."""
    generator: Any
    """`HifiganGenerator`, in evaluation mode, its weight norm folded in."""
    tokenizer: Tokenizer
    pitch_statistics: tuple[float, float]
    device: torch.device
    threads: Threads


def load(voice: VoiceFiles, device: torch.device, threads: Threads) -> Networks:
    """The networks of `voice` on `device`.

    Raises:
        VoiceError: a checkpoint or a config is damaged, or they do not fit each other.
    """
    model = _load_acoustic(voice)
    generator = _load_vocoder(voice, channels=int(model.args.out_channels))
    return Networks(
        model.to(device),
        generator.to(device),
        Tokenizer(model.tokenizer),
        voice.pitch_statistics,
        device,
        threads,
    )


def _load_acoustic(voice: VoiceFiles) -> Any:
    phonemes.register()
    config = _config(voice, voice.config_path)
    config.audio = None  # else the model builds an AudioProcessor: librosa, numba, 1.3 s
    if config.use_phonemes:
        config.phonemizer = "espeak"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = ForwardTTS(config)
            model.load_checkpoint(config, str(_local(voice.model_path)), eval=True)
    except VoiceError:
        raise
    except Exception as error:
        raise _damaged(voice, voice.model_path, error) from error
    return model


def _load_vocoder(voice: VoiceFiles, channels: int) -> Any:
    """The generator; the discriminator is never built. `channels` are those of the mel."""
    config = _config(voice, voice.vocoder_config_path)
    parameters = dict(config.generator_model_params)
    try:
        generator = HifiganGenerator(in_channels=channels, out_channels=1, **parameters)
        state = torch.load(_local(voice.vocoder_path), map_location="cpu", weights_only=True)
        generator.load_state_dict(_generator_weights(state["model"]))
        generator.eval()
        generator.remove_weight_norm()
    except Exception as error:
        raise _damaged(voice, voice.vocoder_path, error) from error
    return generator


def _generator_weights(state: dict[str, Any]) -> dict[str, Any]:
    """Of a new checkpoint (`model_g.` and `model_d.` in one) or an old one (generator alone)."""
    prefix = "model_g."
    found = {key[len(prefix) :]: value for key, value in state.items() if key.startswith(prefix)}
    return found or state


def _config(voice: VoiceFiles, path: Path) -> Any:
    try:
        return load_config(str(_local(path)))
    except Exception as error:
        raise _damaged(voice, path, error) from error


def _local(path: Path) -> Path:
    """coqui-tts opens URLs as well: only files of this machine get that far."""
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing")
    return path


def _damaged(voice: VoiceFiles, path: Path, error: Exception) -> VoiceError:
    if isinstance(error, VoiceError):
        return error
    return VoiceError(
        f"The file {path} of the voice “{voice.info.name}” does not load: {_first_line(error)}.",
        "Install Lectern again, or restore the file from a backup.",
    )


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")[:200]
