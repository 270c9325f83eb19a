"""FastPitch's feed-forward transformer blocks over [T, C], and what predicts durations and pitch.

The weights are those of coqui-tts's modules and so are the results, up to float rounding. What is
left out is what only training needs: masks of a batch, dropout, and attention weights averaged for
plots, for which torch's `MultiheadAttention` takes its slow way. Convolutions are matrix products
(`app.speech.layers`).

FastPitch: Lancucki 2021, https://arxiv.org/abs/2006.06873.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import torch
from torch.nn import functional

from app.speech.layers import Convolution, product
from app.speech.mel import Mel
from app.values import Precision

Network = Callable[[torch.Tensor], torch.Tensor]
"""[T, C_in] to [T, C_out]."""


class _Seen(NamedTuple):
    """The input of a layer, [T, C], and what its heads make of that, [1, heads, T, C / heads]."""

    x: torch.Tensor
    query: torch.Tensor
    key: torch.Tensor
    value: torch.Tensor


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
        self._reach = self._wider.padding + self._back.padding

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        return self.rows(self.look(x), 0, x.shape[0])

    def look(self, x: torch.Tensor) -> _Seen:
        """What every row needs of all rows."""
        rows, channels = x.shape
        split = self._into(x).view(rows, 3, self._heads, channels // self._heads)
        query, key, value = split.permute(1, 2, 0, 3).unsqueeze(1)
        return _Seen(x, query, key, value)

    def rows(self, seen: _Seen, first: int, last: int) -> torch.Tensor:
        """The rows from `first` to before `last`.

        They are made with as many beside them as the convolutions reach, and those are left out:
        at a cut, the convolutions' zeros stand in for rows that there are.
        """
        left, right = max(0, first - self._reach), last + self._reach
        x = seen.x[left:right]
        query = seen.query[:, :, left:right]
        heard = functional.scaled_dot_product_attention(query, seen.key, seen.value)[0]
        x = self._norms[0](x + self._out_of(heard.transpose(0, 1).reshape(x.shape)))
        out: torch.Tensor = self._norms[1](self._back.beside(x, self._wider(x), slope=0.0))
        return out[first - left : last - left]


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
    layers = _layers(module.encoder, Precision.FLOAT32)
    return _through(layers) if layers else _stock(module)


def decoder(module: Any, precision: Precision) -> Callable[[torch.Tensor], Mel]:
    """coqui-tts's `Decoder` of `ForwardTTS`."""
    inner = module.decoder
    layers = _layers(getattr(inner, "transformer_block", None), precision)
    if not layers:
        stock = _stock(module)
        return lambda x: Mel.of(stock(x))
    before, last, to_mel = _through(layers[:-1]), layers[-1], Convolution(inner.postnet)

    def decode(x: torch.Tensor) -> Mel:
        seen, frames, reach = last.look(before(x)), x.shape[0], to_mel.padding

        def part(first: int, end: int) -> torch.Tensor:
            left = max(0, first - reach)
            rows = last.rows(seen, left, min(frames, end + reach))
            return to_mel(rows)[first - left : end - left]

        return Mel(frames, part)

    return decode


def _layers(module: Any, precision: Precision) -> list[_Layer]:
    """The layers of an `FFTransformerBlock`; none for a module of another kind."""
    return [_Layer(layer, precision) for layer in getattr(module, "fft_layers", ())]


def _through(layers: Sequence[_Layer]) -> Network:
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
