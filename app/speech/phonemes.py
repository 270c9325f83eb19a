"""Words to phonemes: grapheme-to-phoneme conversion by espeak-ng, in this process.

coqui-tts calls the `espeak-ng` program once per punctuation-separated fragment, through a
temporary file: 31 ms for a short sentence against 0.4 ms through the shared library, measured. So
the library is loaded here, from the package `espeakng-loader` (library and data for Linux, macOS
and Windows), and registered with coqui-tts in place of its own wrapper. The phonemes are the same.

espeak-ng keeps global state: all of this belongs to one thread of one process.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import espeakng_loader

from app.errors import VoiceError
from app.speech.coqui import BasePhonemizer, phonemizers

_AUDIO_OUTPUT_SYNCHRONOUS = 2
_INITIALIZE_DONT_EXIT = 0x8000
_CHARS_UTF8 = 1
_PHONEMES_IPA = 0x02
_LANGUAGE_FLAG = re.compile(r"\(.+?\)")
_REMEMBERED = 4096
"""Fragments whose phonemes are kept: words come again, and so do sentences that are prepared."""
_LONGEST_PATH = 230 if sys.platform == "win32" else 150


def _data_path() -> str:
    """The folder that holds `espeak-ng-data`, short enough for the library's fixed buffer.

    The buffer takes 160 bytes (230 on Windows) and truncates silently; a longer install path is
    reached through a symbolic link in the temporary folder.
    """
    path = str(espeakng_loader.get_data_path())
    if len(os.fsencode(path)) <= _LONGEST_PATH or sys.platform == "win32":
        return path
    link = Path(tempfile.mkdtemp(prefix="lectern-")) / "espeak-ng-data"
    link.symlink_to(path, target_is_directory=True)
    return str(link)


class Espeak:
    """The espeak-ng shared library, set to one language.

    Args:
        language: an espeak-ng voice name, such as `en-us`.

    Raises:
        VoiceError: the library or its data do not load, or do not know the language.
    """

    def __init__(self, language: str) -> None:
        try:
            self._library = ctypes.CDLL(str(espeakng_loader.get_library_path()))
        except OSError as error:
            raise VoiceError(
                f"The pronunciation library espeak-ng does not load: {error}.",
                "Install Lectern again.",
            ) from error
        self._library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        self._library.espeak_TextToPhonemes.argtypes = [
            ctypes.POINTER(ctypes.c_char_p),
            ctypes.c_int,
            ctypes.c_int,
        ]
        rate = self._library.espeak_Initialize(
            _AUDIO_OUTPUT_SYNCHRONOUS, 0, os.fsencode(_data_path()), _INITIALIZE_DONT_EXIT
        )
        if rate <= 0:
            raise VoiceError(
                "The data of the pronunciation library espeak-ng cannot be read.",
                "Install Lectern again, in a folder with a shorter path.",
            )
        if self._library.espeak_SetVoiceByName(language.encode()) != 0:
            raise VoiceError(
                f"The pronunciation library espeak-ng does not know the language {language!r}.",
                "Check phoneme_language in the voice's config.json.",
            )

    def phonemes(self, text: str) -> str:
        """IPA phonemes of `text`, words separated by spaces; punctuation is dropped.

        A NUL character would end the C string early; it is taken out.
        """
        pointer = ctypes.c_char_p(text.replace("\0", " ").encode("utf-8", "ignore"))
        clauses: list[str] = []
        while pointer.value:
            found = self._library.espeak_TextToPhonemes(
                ctypes.byref(pointer), _CHARS_UTF8, _PHONEMES_IPA
            )
            clauses.append((found or b"").decode("utf-8", "ignore").strip())
        return _LANGUAGE_FLAG.sub("", "".join(clauses))


class EspeakPhonemizer(BasePhonemizer):  # type: ignore[misc]
    """coqui-tts's phonemizer interface over the shared library. It cuts at punctuation itself."""

    def __init__(self, language: str, **options: Any) -> None:
        options["keep_puncs"] = True
        language = "en-us" if language == "en" else language
        super().__init__(language, **options)
        self._phonemes = lru_cache(_REMEMBERED)(Espeak(language).phonemes)

    @staticmethod
    def name() -> str:
        return "espeak"

    @classmethod
    def is_available(cls) -> bool:
        return True

    def version(self) -> str:
        return "1.52"

    @staticmethod
    def supported_languages() -> dict[str, str]:
        return {}

    def is_supported_language(self, language: str) -> bool:
        """Left to espeak-ng itself, which refuses a language that it does not know."""
        return True

    def forget(self) -> None:
        """Everything that was remembered; for measurements."""
        self._phonemes.cache_clear()

    def _phonemize(self, text: str, separator: str) -> str:
        return self._phonemes(text)


def register() -> None:
    """Make coqui-tts use this phonemizer; call it before any tokenizer is built."""
    phonemizers.PHONEMIZERS["espeak"] = EspeakPhonemizer
    phonemizers.DEF_LANG_TO_PHONEMIZER.update({"en": "espeak", "en-us": "espeak"})
