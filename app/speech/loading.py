"""Loads the two networks of a voice through coqui-tts, lightly.

`TTS.api.TTS(...)` builds the vocoder's discriminator (70 million parameters that inference never
uses), parses the configs twice and computes librosa's mel filters, which drags in numba: seconds
that a listener waits for. The same library's `ForwardTTS` and `HifiganGenerator` are loaded here
directly from the same files. Weights are read with `weights_only`, never unpickled.
"""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import Any

import torch

from app.errors import DeviceError, VoiceError
from app.speech import phonemes
from app.speech.acoustic import Acoustic
from app.speech.coqui import ForwardTTS, HifiganGenerator, load_config
from app.speech.folder import VoiceFiles
from app.speech.tokens import Tokenizer
from app.speech.vocoder import Vocoder
from app.values import Compute, Precision

MOST_THREADS = 4


def use_processor() -> None:
    """Set the number of threads; to be called once, in the thread that computes."""
    torch.set_num_threads(min(MOST_THREADS, os.cpu_count() or 1))


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


def load_acoustic(
    voice: VoiceFiles, device: torch.device, precision: Precision
) -> tuple[Acoustic, Tokenizer, int]:
    """The acoustic model, its tokenizer, and its number of mel channels.

    Raises:
        VoiceError: the checkpoint or its config is damaged or does not fit.
    """
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
    model.to(device)
    acoustic = Acoustic(model, precision, voice.pitch_statistics)
    return acoustic, Tokenizer(model.tokenizer), int(model.args.out_channels)


def load_vocoder(
    voice: VoiceFiles, channels: int, device: torch.device, precision: Precision
) -> Vocoder:
    """The vocoder's generator, weight norm folded in; the discriminator is never built.

    Args:
        channels: mel channels of the acoustic model.

    Raises:
        VoiceError: the checkpoint or its config is damaged or does not fit the acoustic model.
    """
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
    return Vocoder(generator.to(device), precision)


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
