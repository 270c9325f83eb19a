"""FastPitch's feed-forward transformer blocks over [T, C], and what predicts durations and pitch.

The weights are those of coqui-tts's modules and so are the results, up to float rounding. What is
left out is what only training needs: masks of a batch, dropout, and attention weights averaged for
plots, for which torch's `MultiheadAttention` takes its slow way. Convolutions are matrix products
(`app.speech.layers`).

FastPitch: Lancucki 2021, https://arxiv.org/abs/2006.06873.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch.nn import functional

from app.speech.layers import Convolution, product
from app.values import Precision

Network = Callable[[torch.Tensor], torch.Tensor]
"""[T, C_in] to [T, C_out]."""


class _Layer:
    """One `FFTransformer`: self-attention, then two convolutions, each with a residual.

    The stock layer adds the attention's result twice; the factor is in the weights here.
    """

    def __init__(self, layer: Any, precision: Precision) -> None:
        attention = layer.self_attn
        self._heads = int(attention.num_heads)
        weight, bias = attention.in_proj_weight.detach(), attention.in_proj_bias.detach()
        self._into = product(weight, bias, precision)
        weight, bias = attention.out_proj.weight.detach(), attention.out_proj.bias.detach()
        self._out_of = product(2 * weight, 2 * bias, precision)
        self._wider = Convolution(layer.conv1, precision)
        self._back = Convolution(layer.conv2, precision)
        self._norms = (layer.norm1, layer.norm2)

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        x = self._norms[0](x + self._attention(x))
        out: torch.Tensor = self._norms[1](self._back.beside(x, self._wider(x), slope=0.0))
        return out

    def _attention(self, x: torch.Tensor) -> torch.Tensor:
        rows, channels = x.shape
        split = self._into(x).view(rows, 3, self._heads, channels // self._heads)
        query, key, value = split.permute(1, 2, 0, 3).unsqueeze(1)
        seen = functional.scaled_dot_product_attention(query, key, value)[0]
        return self._out_of(seen.transpose(0, 1).reshape(rows, channels))


class Predictor:
    """coqui-tts's `DurationPredictor`, which predicts pitch as well: [T, C] to [T], in float32.

    Two convolutions with ReLU and layer norm, then a weighted sum.
    """

    def __init__(self, predictor: Any) -> None:
        pairs = ((predictor.conv_1, predictor.norm_1), (predictor.conv_2, predictor.norm_2))
        self._layers = [(Convolution(layer), _ChannelNorm(norm)) for layer, norm in pairs]
        self._weights: torch.Tensor = predictor.proj.weight.detach().reshape(-1)
        self._bias: torch.Tensor = predictor.proj.bias.detach()

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        for convolution, norm in self._layers:
            x = norm(convolution(x).relu_())
        return x @ self._weights + self._bias


class _ChannelNorm:
    """coqui-tts's own `LayerNorm`, over the channels of [T, C]."""

    def __init__(self, norm: Any) -> None:
        self._gain, self._offset = norm.gamma.detach().reshape(-1), norm.beta.detach().reshape(-1)
        self._epsilon = float(norm.eps)

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        shape = self._gain.shape
        return functional.layer_norm(x, shape, self._gain, self._offset, self._epsilon)


def encoder(module: Any) -> Network:
    """coqui-tts's `Encoder` of `ForwardTTS`, always in float32, since durations follow from it."""
    return _blocks(module.encoder, Precision.FLOAT32) or _stock(module)


def decoder(module: Any, precision: Precision) -> Network:
    """coqui-tts's `Decoder` of `ForwardTTS`."""
    inner = module.decoder
    blocks = _blocks(getattr(inner, "transformer_block", None), precision)
    if blocks is None:
        return _stock(module)
    to_mel = Convolution(inner.postnet)
    return lambda x: to_mel(blocks(x))


def _blocks(module: Any, precision: Precision) -> Network | None:
    """An `FFTransformerBlock`; None for a module of another kind."""
    if not hasattr(module, "fft_layers"):
        return None
    layers = [_Layer(layer, precision) for layer in module.fft_layers]

    def run(x: torch.Tensor) -> torch.Tensor:
        for layer in layers:
            x = layer(x)
        return x

    return run


def _stock(module: Any) -> Network:
    """Encoders and decoders of other kinds as they are, with nothing masked."""

    def run(x: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = module(x.t()[None], x.new_ones((1, 1, x.shape[0])), g=None)
        return out[0].t()

    return run
