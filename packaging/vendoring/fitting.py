"""Whether Lectern can speak with a model, and whether a vocoder takes its mels."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from vendoring.failures import VendoringError
from vendoring.layout import Found, Network
from vendoring.pins import measure

# How mels are scaled after the logarithm. Lectern scales nothing between the two networks.
_SCALING = ("ref_level_db", "min_level_db", "symmetric_norm", "max_norm")
# What the two should share for the best sound; a vocoder copes with small differences.
_SHAPE = ("fft_size", "win_length", "mel_fmin", "mel_fmax", "spec_gain", "log_func", "preemphasis")


def one_speaker(name: str, acoustic: Network) -> None:
    """Raises VendoringError when the model wants to be told who speaks."""
    settings = [acoustic.config, acoustic.config.get("model_args") or {}]
    for each in settings:
        asks = each.get("use_speaker_embedding") or each.get("use_d_vector_file")
        if asks or int(each.get("num_speakers") or 0) > 1:
            raise VendoringError(
                f"“{name}” has several speakers, and Lectern speaks with models of one.",
                "Use a model of one speaker; `--list` shows the released ones.",
            )


def acoustic_of(name: str, found: Found) -> Network:
    """The acoustic model that was found; VendoringError when there is none."""
    if found.acoustic is not None:
        return found.acoustic
    if found.vocoder is not None:
        raise VendoringError(
            f"“{name}” holds a vocoder and no acoustic model.",
            "Name the FastPitch model first and this one with --vocoder.",
        )
    if found.others:
        raise VendoringError(
            f"“{name}” is of the kind “{found.others[0]}”, which Lectern cannot speak with.",
            "Use a FastPitch model of Coqui TTS; `--list` shows the released ones.",
        )
    raise VendoringError(f"“{name}” holds no config.json.", "Name an archive that holds a model.")


def vocoder_of(name: str, found: Found) -> Network:
    """The vocoder that was found; VendoringError when there is none."""
    if found.vocoder is not None:
        return found.vocoder
    kind = f"is of the kind “{found.others[0]}”" if found.others else "holds no vocoder"
    raise VendoringError(
        f"“{name}” {kind}; Lectern needs a HiFi-GAN vocoder.",
        "Name one with --vocoder; `--list` shows the released ones.",
    )


def check_pair(acoustic: Network, vocoder: Network) -> list[str]:
    """Notes on small differences between a model's mels and a vocoder's.

    Raises:
        VendoringError: they do not fit.
    """
    ours, theirs = _audio(acoustic), _audio(vocoder)
    parameters = vocoder.config.get("generator_model_params") or {}
    channels = (acoustic.config.get("model_args") or {}).get("out_channels")
    pairs = {
        "mel channels": (channels or ours.get("num_mels"), theirs.get("num_mels")),
        "sample rate": (ours.get("sample_rate"), theirs.get("sample_rate")),
        "hop": (ours.get("hop_length"), math.prod(parameters.get("upsample_factors") or [0])),
    }
    for what, (first, second) in pairs.items():
        if first != second:
            raise _unfit(f"the model's {what} is {first}, the vocoder's {second}")
    if _scaling(acoustic) != _scaling(vocoder):
        raise _unfit("they scale their mels differently (signal_norm)")
    return [
        f"Note: {name} is {ours.get(name)} in the model and {theirs.get(name)} in the vocoder; "
        "the voice may sound the worse for it."
        for name in _SHAPE
        if ours.get(name) != theirs.get(name)
    ]


def _audio(network: Network) -> Mapping[str, Any]:
    audio = network.config.get("audio")
    return audio if isinstance(audio, Mapping) else {}


def _scaling(network: Network) -> object:
    """Nothing when mels are not scaled, else what they are scaled by."""
    audio = _audio(network)
    if not audio.get("signal_norm"):
        return None
    if statistics := network.beside(audio.get("stats_path")):
        return measure(statistics)
    return tuple(audio.get(name) for name in _SCALING)


def _unfit(reason: str) -> VendoringError:
    return VendoringError(
        f"The vocoder does not fit the model: {reason}.",
        "Name the vocoder that the model was made for with --vocoder.",
    )
