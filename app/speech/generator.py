"""HiFi-GAN's generator over [T, C], rendering no more than is asked for.

The weights are those of coqui-tts's `HifiganGenerator` and so is the result, up to float rounding;
only the arithmetic is arranged otherwise:

- Convolutions are matrix products (`app.speech.layers`). With a row for each moment, a transposed
  convolution of stride s is one too: a row becomes s rows by a change of shape.
- What a part of the sound depends on is wide where the signal is slow and cheap, and narrow where
  it is fast and dear. So the signal is cropped before every stage to what the rest can reach.

HiFi-GAN: Kong et al. 2020, https://arxiv.org/abs/2010.05646.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch.nn import functional

from app.speech.layers import Convolution, padded, product
from app.speech.mel import Mel
from app.values import Precision

_SLOPE = 0.1
_LAST_SLOPE = 0.01


class Upsampling:
    """`nn.ConvTranspose1d` over [T, C_in] after the activation: T rows to T * factor.

    Every input row makes `factor` rows at its place, and as many at each of the next places as the
    kernel is longer than the factor.
    """

    def __init__(self, layer: Any, precision: Precision, scale: float) -> None:
        weight = layer.weight.detach() * scale  # [C_in, C_out, kernel]
        (self.factor,), (self._crop,), (size,) = layer.stride, layer.padding, layer.kernel_size
        self._parts = math.ceil(size / self.factor)
        self.reach = self._parts - 1
        """Input rows on either side that reach into an output row."""
        weight = functional.pad(weight, (0, self._parts * self.factor - size))
        channels, self._width, _ = weight.shape
        blocks = weight.reshape(channels, self._width, self._parts, self.factor)
        flat = blocks.permute(3, 1, 2, 0).reshape(self.factor * self._width, -1)
        self._product = product(flat, layer.bias.detach().repeat(self.factor), precision)

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        """[T, C_in] to [T * factor, C_out]."""
        rows, extra = x.shape[0], self._parts - 1
        active = functional.pad(functional.leaky_relu(x, _SLOPE), (0, 0, extra, extra))
        seen = [active[extra - part : extra - part + rows + extra] for part in range(self._parts)]
        long = self._product(torch.cat(seen, 1)).view(-1, self._width)
        return long[self._crop : self._crop + rows * self.factor]


class Residual:
    """`ResBlock1` or `ResBlock2`: convolutions whose result is added to what they were given."""

    def __init__(self, block: Any, precision: Precision) -> None:
        rows = (block.convs1, block.convs2) if hasattr(block, "convs1") else (block.convs,)
        steps = zip(*rows, strict=True)
        self._steps = [[Convolution(layer, precision) for layer in step] for step in steps]
        self.reach = sum(layer.padding for step in self._steps for layer in step)

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        for step in self._steps:
            inner = x
            for layer in step[:-1]:
                inner = layer(inner, _SLOPE)
            x = step[-1].beside(x, inner, _SLOPE)
        return x


class Stage:
    """One upsampling and the sum of the residual blocks after it.

    The stock generator divides the sum by the number of blocks; that factor is in the weights of
    the layer that follows, which an activation without an offset allows.
    """

    def __init__(self, upsampling: Upsampling, blocks: list[Residual], reach: int) -> None:
        self.upsampling = upsampling
        self._blocks = blocks
        widest = max(block.reach for block in blocks)
        self.reach = math.ceil((widest + reach) / upsampling.factor) + upsampling.reach
        """Input rows on either side that reach into an output row of the generator."""

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        x = self.upsampling(x)
        total = self._blocks[0](x)
        for block in self._blocks[1:]:
            total.add_(block(x))
        return total


class _ToSamples:
    """The last convolution, [T, C] to [T]: every tap at once, then a sum along the diagonals."""

    def __init__(self, layer: Any, scale: float) -> None:
        self.reach = int(layer.padding[0])
        self._taps: torch.Tensor = layer.weight.detach()[0] * scale  # [C, kernel]
        self._bias = None if layer.bias is None else layer.bias.detach()

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        count = self._taps.shape[1]
        taps = padded(x, self.reach, _LAST_SLOPE) @ self._taps
        sound = taps.as_strided((x.shape[0], count), (count, count + 1)).sum(1)
        return sound if self._bias is None else sound + self._bias


class Generator:
    """A HiFi-GAN generator whose weight norm is folded in.

    Args:
        model: `HifiganGenerator` in evaluation mode.
        precision: of the matrix products; INT8 is taken as FLOAT32, since samples need more.
    """

    def __init__(self, model: Any, precision: Precision) -> None:
        if precision is Precision.INT8:
            precision = Precision.FLOAT32
        share = 1.0 / model.num_kernels
        self._first = Convolution(model.conv_pre, precision)
        self._last = _ToSamples(model.conv_post, share)
        self._stages: list[Stage] = []
        reach = self._last.reach
        for index in reversed(range(model.num_upsamples)):
            blocks = model.resblocks[index * model.num_kernels : (index + 1) * model.num_kernels]
            upsampling = Upsampling(model.ups[index], precision, share if index else 1.0)
            residual = [Residual(block, precision) for block in blocks]
            self._stages.insert(0, Stage(upsampling, residual, reach))
            reach = self._stages[0].reach
        self.context: int = reach + self._first.padding
        """Mel frames on either side that reach into a frame's samples."""
        self.hop: int = math.prod(stage.upsampling.factor for stage in self._stages)
        """Samples per mel frame."""

    def __call__(self, mel: Mel, start: int, end: int) -> torch.Tensor:
        """The samples of frames `start` to `end` of a mel [T, C]: (end - start) * hop of them."""
        left = max(0, start - self.context)
        x = self._first(mel[left : end + self.context])
        scale, offset = 1, left  # rows per frame, and how many of them come before `x`
        for stage in self._stages:
            first = max(offset, start * scale - stage.reach)
            x = x[first - offset : end * scale + stage.reach - offset]
            x = stage(x)
            scale *= stage.upsampling.factor
            offset = first * stage.upsampling.factor
        first = max(offset, start * scale - self._last.reach)
        sound = self._last(x[first - offset : end * scale + self._last.reach - offset])
        return torch.tanh(sound[start * scale - first : end * scale - first])
