"""espeak-ng's own voice: a formant synthesizer, easily understood and plainly a machine.

It is spoken by the same library that makes our phonemes. That keeps global state (the language,
what becomes of sound), so it speaks in a process of its own.
"""

from __future__ import annotations

import ctypes
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import numpy as np

from app.values import Samples

_CHARS_UTF8 = 1
_POSITION_CHARACTER = 1
_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


class EspeakVoice:
    """espeak-ng's American English, to be closed after use."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._process = ProcessPoolExecutor(1, mp_context=context)

    def speak(self, text: str) -> Samples:
        from voice.evaluation.systems import at_our_rate

        samples, rate = self._process.submit(synthesized, text).result()
        return at_our_rate(samples, rate)

    def close(self) -> None:
        """End its process."""
        self._process.shutdown()


def synthesized(text: str) -> tuple[Samples, int]:
    """A text as mono sound and its sample rate; spoils espeak-ng for other uses of this process.

    Raises:
        RuntimeError: the library does not do what it is asked for.
    """
    import espeakng_loader

    from app.speech.phonemes import Espeak

    Espeak("en-us")  # sets the library up; loaded again below, it is the same one
    library = ctypes.CDLL(str(espeakng_loader.get_library_path()))
    pieces: list[Samples] = []

    def take(samples: Any, count: int, events: int | None) -> int:
        if samples and count:
            found = np.ctypeslib.as_array(samples, (count,))
            pieces.append((found / 32768).astype(np.float32))
        return 0

    callback = _CALLBACK(take)  # kept while the library may call it
    library.espeak_SetSynthCallback(callback)
    content = text.encode() + b"\0"
    size = ctypes.c_size_t(len(content))
    failed = library.espeak_Synth(content, size, 0, _POSITION_CHARACTER, 0, _CHARS_UTF8, None, None)
    if failed or not pieces:
        raise RuntimeError(f"espeak-ng does not say {text!r}")
    return np.concatenate(pieces), int(library.espeak_ng_GetSampleRate())
