"""The configs of our voices, in coqui-tts's own classes: what they are, and how large."""

from __future__ import annotations

from typing import Any

from voice.coqui import (
    BaseAudioConfig,
    FastPitchConfig,
    ForwardTTSArgs,
    HifiganConfig,
    IPAPhonemes,
)

SAMPLE_RATE, FFT, HOP, MELS = 22050, 1024, 256, 80
TOKENS: int = IPAPhonemes().num_chars
PITCH_HZ = 60.0, 500.0

V3: dict[str, Any] = {
    "upsample_factors": [8, 8, 4],
    "upsample_kernel_sizes": [16, 16, 8],
    "upsample_initial_channel": 256,
    "resblock_kernel_sizes": [3, 5, 7],
    "resblock_dilation_sizes": [[1, 2], [2, 6], [3, 12]],
    "resblock_type": "2",
}
"""HiFi-GAN V3 (Kong et al. 2020, https://arxiv.org/abs/2010.05646): the smallest and fastest."""


def acoustic(channels: int, width: int, layers: int) -> FastPitchConfig:
    """FastPitch from espeak-ng's phonemes to `channels` of a mel or of a decoder's latents.

    BOS and EOS carry the silence at the ends.
    """
    characters = IPAPhonemes()
    vocabulary = characters.to_config()
    vocabulary.characters_class = "TTS.tts.utils.text.characters.IPAPhonemes"
    stack = {
        "hidden_channels_ffn": 4 * width,
        "num_heads": 2,
        "num_layers": layers,
        "dropout_p": 0.05,
    }
    args = ForwardTTSArgs(
        num_chars=characters.num_chars,
        out_channels=channels,
        hidden_channels=width,
        use_aligner=False,
        encoder_params=dict(stack),
        decoder_params=dict(stack),
    )
    return FastPitchConfig(
        model_args=args,
        audio=_audio(channels),
        use_phonemes=True,
        phoneme_language="en-us",
        phonemizer="espeak",
        text_cleaner="phoneme_cleaners",
        enable_eos_bos_chars=True,
        add_blank=False,
        characters=vocabulary,
    )


def vocoder(channels: int, **generator: Any) -> HifiganConfig:
    """A HiFi-GAN generator that takes `channels`; `generator` changes V3's parameters."""
    return HifiganConfig(generator_model_params={**V3, **generator}, audio=_audio(channels))


def _audio(channels: int) -> BaseAudioConfig:
    made = BaseAudioConfig(
        sample_rate=SAMPLE_RATE,
        fft_size=FFT,
        win_length=FFT,
        hop_length=HOP,
        num_mels=channels,
        mel_fmin=0.0,
        mel_fmax=8000,
        spec_gain=1.0,
        log_func="np.log",
        ref_level_db=20,
        preemphasis=0.0,
        signal_norm=False,
        do_trim_silence=False,
        power=1.5,
        griffin_lim_iters=60,
    )
    made.pitch_fmin, made.pitch_fmax = PITCH_HZ
    return made
