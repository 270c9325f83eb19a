"""Convolutions and linear layers over [T, C], a row for each moment, as matrix products.

torch's own 1-D convolution takes [1, C, T] and hands it to oneDNN, which reaches less than half of
what the processor can do with so few channels, and compiles a kernel for every length it has not
seen. With a row for each moment, tap k of a convolution is one product of the input, shifted by k
rows, with a [C_in, C_out] matrix; BLAS adds it to the output in place, and is as fast for a length
seen for the first time. The results are the same up to float rounding.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable

import torch
from torch import nn
from torch.nn import functional

from app.values import Precision

Product = Callable[[torch.Tensor], torch.Tensor]
"""[T, K] to [T, N], the bias added."""


def padded(x: torch.Tensor, rows: int, slope: float = 1.0, brief: bool = False) -> torch.Tensor:
    """`x` [T, C] between `rows` rows of zeros, negative values multiplied by `slope`.

    Args:
        brief: as bfloat16.
    """
    dtype = torch.bfloat16 if brief else x.dtype
    out = x.new_empty((x.shape[0] + 2 * rows, x.shape[1]), dtype=dtype)
    inner = out[rows : rows + x.shape[0]]
    out[:rows] = 0
    out[rows + x.shape[0] :] = 0
    if slope == 1.0:
        inner.copy_(x)
    elif brief:
        inner.copy_(functional.leaky_relu(x, slope))
    else:
        torch.ops.aten.leaky_relu.out(x, slope, out=inner)
    return out


def product(weight: torch.Tensor, bias: torch.Tensor, precision: Precision) -> Product:
    """A linear layer with `weight` [N, K] and `bias` [N], computed as `precision` says."""
    if precision is Precision.INT8:
        return _eight_bit(weight, bias)
    if precision is Precision.BFLOAT16:
        brief = weight.t().to(torch.bfloat16).contiguous()
        return lambda x: (x.to(torch.bfloat16) @ brief).float().add_(bias)
    matrix = weight.t().contiguous()
    return lambda x: torch.addmm(bias, x, matrix)


def _eight_bit(weight: torch.Tensor, bias: torch.Tensor) -> Product:
    """Weights in 8 bits with a scale for each output; inputs quantized as they come."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch means to move quantized tensors to a new package
        scales = weight.abs().amax(1).clamp_min(1e-8).double() / 127
        zeros = torch.zeros(len(scales), dtype=torch.int64)
        quantized = torch.quantize_per_channel(weight, scales, zeros, 0, torch.qint8)
        packed = torch.ops.quantized.linear_prepack(quantized, bias)

    def multiply(x: torch.Tensor) -> torch.Tensor:
        result: torch.Tensor = torch.ops.quantized.linear_dynamic(x, packed, False)
        return result

    return multiply


class Convolution:
    """`nn.Conv1d` of stride 1 over [T, C_in].

    Args:
        layer: the layer whose weights are taken; zero padding.
        scale: what its weights are multiplied by, not its bias.
        precision: what it is computed in; float32 in and out in any case.
    """

    def __init__(
        self, layer: nn.Conv1d, precision: Precision = Precision.FLOAT32, scale: float = 1.0
    ) -> None:
        weight = layer.weight.detach() * scale
        (self._size,), (self._dilation,) = layer.kernel_size, layer.dilation
        self.padding = int(layer.padding[0])
        self._brief = precision is Precision.BFLOAT16
        no_bias = weight.new_zeros(weight.shape[0])
        self._bias = no_bias if layer.bias is None else layer.bias.detach()
        self._taps = [weight[:, :, tap].t().contiguous() for tap in range(self._size)]
        self._product: Product | None = None
        if precision is not Precision.FLOAT32:
            flat = weight.permute(0, 2, 1).reshape(weight.shape[0], -1)
            self._product = product(flat, self._bias, precision)

    def __call__(self, x: torch.Tensor, slope: float = 1.0) -> torch.Tensor:
        """[T, C_in] to [T, C_out]; negative inputs are multiplied by `slope` first."""
        shifted = self._shifted(x, slope)
        if self._product is not None:
            return self._product(torch.cat(shifted, 1))
        out = torch.addmm(self._bias, shifted[0], self._taps[0])
        for rows, tap in zip(shifted[1:], self._taps[1:], strict=True):
            out.addmm_(rows, tap)
        return out

    def beside(self, base: torch.Tensor, x: torch.Tensor, slope: float = 1.0) -> torch.Tensor:
        """The same, added to `base` [T, C_out], which stays as it is."""
        shifted = self._shifted(x, slope)
        if self._product is not None:
            return self._product(torch.cat(shifted, 1)).add_(base)
        out = base + self._bias
        for rows, tap in zip(shifted, self._taps, strict=True):
            out.addmm_(rows, tap)
        return out

    def _shifted(self, x: torch.Tensor, slope: float) -> list[torch.Tensor]:
        """The input as each tap sees it."""
        whole = padded(x, self.padding, slope, self._brief)
        reach = self._dilation * (self._size - 1)
        rows = whole.shape[0] - reach
        return [whole[at : at + rows] for at in range(0, reach + 1, self._dilation)]
