"""What the voice computes in: float32, unless less is quicker and cannot be heard.

bfloat16 halves the work where the processor has instructions for it, and takes over a hundred times
as long where it has not. So it is chosen only if the processor says that it has them, a short
measurement finds it quicker, and the sound stays as close to that of float32 as is asked here.
8-bit weights are never chosen by themselves: they are quicker on many processors, but further off.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from time import perf_counter

import numpy as np
import torch

from app.speech.acoustic import Acoustic, at_rate
from app.speech.loading import Networks
from app.speech.vocoder import Vocoder
from app.values import Precision, Samples

MOST_DISTANCE_DB = 1.0
"""Between log-mels of what is chosen by itself and of float32; what is heard begins above it."""
_QUICKER = 0.9
_BANDS = 40
_FLOOR_DB = -80.0
_ROUNDS = 3
_TOKENS = tuple(range(20, 60))

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Voiced:
    """The two networks of a voice in one precision."""

    acoustic: Acoustic
    vocoder: Vocoder
    precision: Precision


def voiced(networks: Networks, wanted: Precision) -> Voiced:
    """The networks in the precision that is wanted; AUTO is what suits the processor.

    CUDA computes in float32, and so does a processor on which what is wanted does not work.
    """
    if networks.device.type == "cpu" and wanted is not Precision.AUTO:
        try:
            return _made(networks, wanted)
        except RuntimeError as error:
            _log.warning("%s does not work here: %s", wanted.value, error)
    exact = _made(networks, Precision.FLOAT32)
    if wanted is not Precision.AUTO or not has_bfloat16(networks.device):
        return exact
    brief = _made(networks, Precision.BFLOAT16)
    (sound, seconds), (other, other_seconds) = _spoken(exact), _spoken(brief)
    distance = log_mel_distance(sound, other)
    _log.info(
        "float32 takes %.4f s, bfloat16 %.4f s, %.2f dB off", seconds, other_seconds, distance
    )
    good = other_seconds < seconds * _QUICKER and distance < MOST_DISTANCE_DB
    return brief if good else exact


def has_bfloat16(device: torch.device) -> bool:
    """Whether it is a processor that says that it has instructions for it."""
    if device.type != "cpu":
        return False
    flags = torch.cpu.get_capabilities()
    return bool(flags.get("amx_bf16") or flags.get("avx512_bf16"))


def log_mel_distance(one: Samples, other: Samples) -> float:
    """Mean distance of two equally long sounds in dB, over bands on the mel scale and moments."""
    first, second = _log_mel(one), _log_mel(other)
    return float(np.abs(first - second).mean())


def _log_mel(sound: Samples) -> Samples:
    """[bands, moments] in dB; bands of equal width on the mel scale, up to half the rate."""
    window = torch.hann_window(1024)
    spectrum = torch.stft(torch.from_numpy(sound), 1024, 256, window=window, return_complex=True)
    power = spectrum.abs().numpy() ** 2 / float(window.sum()) ** 2
    top = np.log1p(22050 / 2 / 700)
    edges = np.expm1(np.linspace(0, top, _BANDS + 1)) * 700 / (22050 / 2) * 512
    starts = np.unique(np.round(edges[:-1]).astype(int))
    bands = np.add.reduceat(power, starts, axis=0)
    level: Samples = np.maximum(10 * np.log10(bands + 1e-12), _FLOOR_DB)
    return level


def _made(networks: Networks, precision: Precision) -> Voiced:
    acoustic = Acoustic(networks.model, precision, networks.pitch_statistics, networks.threads)
    return Voiced(acoustic, Vocoder(networks.generator, precision, networks.threads), precision)


def _spoken(networks: Voiced) -> tuple[Samples, float]:
    """A few tokens as sound, and the shortest time that it took."""
    seconds = []
    for _ in range(_ROUNDS):
        before = perf_counter()
        prediction = networks.acoustic.predict(_TOKENS)
        mel = networks.acoustic.decode(prediction, at_rate(prediction.natural, 1.0), 0.0)
        sound = networks.vocoder.whole(mel)
        seconds.append(perf_counter() - before)
    return sound, min(seconds)
