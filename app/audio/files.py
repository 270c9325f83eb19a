"""Sound to files: WAV, FLAC, OGG and MP3 by the ending of the name, and WAV as a stream.

libsndfile encodes; Python writes, through a file of ours that libsndfile is given as virtual. So
an error of the disk is seen where it happens, with the system's own number, where libsndfile
would only write less, or fail silently when it closes. Errors inside its callbacks are kept, not
raised: an exception cannot pass through C.

OGG holds Vorbis: Opus takes no 22,050 Hz. Everything is handed over in blocks of 4096 samples,
because libsndfile's Vorbis encoder takes the memory for a whole block from the stack and crashes
on blocks of a minute or so.

Sixteen bits: full scale is 32767, beyond it is clipped. A file and a stream of the same sound
hold the same samples.
"""

from __future__ import annotations

import errno
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import numpy as np
import numpy.typing as npt
import soundfile

from app.audio.atomic import AtomicFile, explained
from app.errors import AudioFileError
from app.values import Samples

FORMATS = {
    ".wav": ("WAV", "PCM_16"),
    ".flac": ("FLAC", "PCM_16"),
    ".ogg": ("OGG", "VORBIS"),
    ".oga": ("OGG", "VORBIS"),
    ".mp3": ("MP3", "MPEG_LAYER_III"),
}
LARGEST_WAV = 0xFFFF_FFFF - 1024
"""Bytes of samples; the sizes in a WAV header have 32 bits."""
_BLOCK = 4096
_UNKNOWN = 0xFFFF_FFFF
# Windows calls a pipe without a reader an invalid argument.
_NO_READER = (errno.EPIPE, errno.EINVAL) if sys.platform == "win32" else (errno.EPIPE,)


class AudioWriter(Protocol):
    """Where rendered sound is written; used from one thread.

    After an error, and after `commit` or `abort`, nothing more may be written.
    """

    def write(self, samples: Samples) -> None:
        """Add mono float32 samples in -1..1. May raise AudioFileError."""

    def commit(self) -> None:
        """All was written: finish. May raise AudioFileError, and leaves nothing behind then."""

    def abort(self) -> None:
        """Give up and leave nothing behind. Raises nothing; may come at any time."""


def open_writer(path: Path, sample_rate: int, largest: int = LARGEST_WAV) -> AudioWriter:
    """A file to write sound to, in the format that the ending of its name says.

    Args:
        largest: how many bytes of samples a WAV file may have.

    Raises:
        AudioFileError: the ending is unknown, or the place cannot be written to.
    """
    known = FORMATS.get(path.suffix.lower())
    if known is None:
        endings = ", ".join(FORMATS)
        raise AudioFileError(
            f'The ending of "{path.name}" names no format that can be written.',
            f"Use one of {endings}.",
        )
    file = AtomicFile(path)
    sink = _Sink(file.open())
    kind, subtype = known
    try:
        encoder = soundfile.SoundFile(sink, "w", sample_rate, 1, subtype=subtype, format=kind)
    except (soundfile.SoundFileError, ValueError, TypeError) as error:
        file.discard()
        raise _failure(path, sink, error) from error
    return FileWriter(file, sink, encoder, largest if kind == "WAV" else None)


class FileWriter:
    """An `AudioWriter` to a file that appears under its name when it is committed."""

    def __init__(self, file: AtomicFile, sink: _Sink, encoder: Any, limit: int | None) -> None:
        self._file = file
        self._sink = sink
        self._encoder = encoder
        self._limit = limit
        self._integers = encoder.subtype == "PCM_16"
        self._bytes = 0

    def write(self, samples: Samples) -> None:
        if self._limit is not None and self._bytes + 2 * samples.size > self._limit:
            self.abort()
            raise AudioFileError(
                f'"{self._file.path.name}" would be larger than a WAV file can be (4 GiB).',
                "Save it as FLAC, OGG or MP3, or in parts.",
            )
        self._bytes += 2 * samples.size
        for block in _blocks(samples):
            self._encode(to_integers(block) if self._integers else block)

    def commit(self) -> None:
        self._close_encoder()
        self._file.commit()

    def abort(self) -> None:
        try:
            self._encoder.close()
        except (soundfile.SoundFileError, AssertionError):
            pass  # it is thrown away
        finally:
            self._file.discard()

    def _encode(self, block: npt.NDArray[Any]) -> None:
        try:
            self._encoder.write(block)
            failure: Exception | None = None
        except (soundfile.SoundFileError, AssertionError) as error:
            failure = error  # soundfile asserts that all was written
        self._check(failure)

    def _close_encoder(self) -> None:
        try:
            self._encoder.close()
            failure: Exception | None = None
        except soundfile.SoundFileError as error:
            failure = error
        self._check(failure)

    def _check(self, failure: Exception | None) -> None:
        if failure is not None or self._sink.error is not None:
            self.abort()
            raise _failure(self._file.path, self._sink, failure) from failure


class StreamWriter:
    """An `AudioWriter` of WAV to a pipe, as it is rendered; its length is left open.

    Players and encoders read such a stream until it ends. A reader that goes away early ends
    the writing quietly: `broken` is true then, and what is still written goes nowhere.
    """

    def __init__(self, stream: BinaryIO, sample_rate: int) -> None:
        self.broken = False
        self._stream = stream
        self._header = wav_header(sample_rate)

    def write(self, samples: Samples) -> None:
        self._begin()
        for block in _blocks(samples):
            self._put(to_integers(block).astype("<i2").tobytes())

    def commit(self) -> None:
        self._begin()

    def abort(self) -> None:
        pass  # what was read by others cannot be taken back

    def _begin(self) -> None:
        header, self._header = self._header, b""
        self._put(header)

    def _put(self, data: bytes) -> None:
        if self.broken or not data:
            return
        try:
            self._stream.write(data)
            self._stream.flush()
        except OSError as error:
            if error.errno in _NO_READER:
                self.broken = True
                return
            raise explained(error, Path("standard output")) from error


def to_integers(samples: Samples) -> npt.NDArray[np.int16]:
    """Sixteen-bit samples, rounded; what is louder than full scale is clipped."""
    scaled = np.rint(samples * np.float32(32767.0))
    integers: npt.NDArray[np.int16] = np.clip(scaled, -32768, 32767).astype(np.int16)
    return integers


def wav_header(sample_rate: int) -> bytes:
    """The header of a mono 16-bit WAV stream of unknown length."""
    layout = struct.pack("<IHHIIHH", 16, 1, 1, sample_rate, 2 * sample_rate, 2, 16)
    size = struct.pack("<I", _UNKNOWN)
    return b"RIFF" + size + b"WAVEfmt " + layout + b"data" + size


def _blocks(samples: Samples) -> Iterator[Samples]:
    for start in range(0, samples.size, _BLOCK):
        yield samples[start : start + _BLOCK]


class _Sink:
    """A file for libsndfile that keeps the first error, since none can pass through it."""

    def __init__(self, stream: BinaryIO) -> None:
        self.error: OSError | None = None
        self._stream = stream

    def write(self, data: bytes) -> int:
        try:
            return self._stream.write(data) if self.error is None else 0
        except OSError as error:
            self.error = error
            return 0

    def seek(self, offset: int, whence: int = 0) -> int:
        try:
            return self._stream.seek(offset, whence)
        except OSError as error:  # seeking writes what Python still holds
            self.error = self.error or error
            return 0

    def tell(self) -> int:
        return self._stream.tell()


def _failure(path: Path, sink: _Sink, error: Exception | None) -> AudioFileError:
    if sink.error is not None:
        return explained(sink.error, path)
    message = f'"{path.name}" cannot be encoded: {error}.'
    return AudioFileError(message, "Choose another format.")
