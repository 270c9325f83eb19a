"""Finds voices in folders and knows their files, without loading any of them.

Two layouts are understood. Ours keeps everything in one folder: `model_file.pth`, `config.json`,
`vocoder.pth`, `vocoder_config.json` and `voice.json`. Coqui's released models keep the acoustic
model and the vocoder in folders side by side (`tts_models--en--ljspeech--fast_pitch`,
`vocoder_models--en--ljspeech--hifigan_v2`), each with `model_file.pth` and `config.json`.

`voice.json` is ours and optional: name, language, licence, provenance, pitch statistics, and the
size and SHA-256 of every file. This module imports neither torch nor TTS, so the window may use it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from app.errors import VoiceError
from app.values import VoiceInfo

FAST_PITCH_FAMILY = frozenset({"fast_pitch", "fast_speech", "fastspeech2", "speedy_speech"})
_WEIGHTS = ("model_file.pth", "model_file.pth.tar")
_ENGLISH = "abdefhijklmnopstuvwzæðŋɐɑɔəɚɛɜɡɪɹɾʃʊʌʒʔθᵻˈˌː"
"""What espeak-ng writes for more than two in a thousand of a hundred thousand American words."""
_REINSTALL = "Install Lectern again, or restore the file from a backup."


@dataclass(frozen=True, slots=True)
class VoiceFiles:
    """A voice on the disk: the four paths that coqui-tts takes, and what `voice.json` says.

    `pitch_statistics` are mean and deviation of F0 in Hz, (0, 0) when unknown. `pitch_response` is
    how much F0 moved, measured, for each semitone asked of the model, downwards and upwards.
    `pitch_heard` is the F0 that is heard, measured, over the one that the model predicts.
    `checksums` maps file names to (size in bytes, SHA-256), and is empty without a `voice.json`.
    """

    info: VoiceInfo
    model_path: Path
    config_path: Path
    vocoder_path: Path
    vocoder_config_path: Path
    pitch_statistics: tuple[float, float]
    pitch_response: tuple[float, float]
    pitch_heard: float
    checksums: Mapping[str, tuple[int, str]]


def find_voices(folders: Iterable[Path]) -> tuple[tuple[VoiceFiles, ...], tuple[VoiceError, ...]]:
    """All voices in the given folders, in order of folder and name, and what is wrong with others.

    A voice in an earlier folder hides one of the same name in a later folder.
    """
    voices: dict[str, VoiceFiles] = {}
    problems: list[VoiceError] = []
    for folder in folders:
        try:
            inside = sorted(path for path in folder.iterdir() if path.is_dir())
        except OSError:
            continue
        for path in inside:
            try:
                if path.name not in voices and _looks_like_a_voice(path):
                    voices[path.name] = read_voice(path)
            except VoiceError as problem:
                problems.append(problem)
            except OSError as error:
                problems.append(_unreadable(path, path, error))
    return tuple(voices.values()), tuple(problems)


def choose(folders: Iterable[Path], name: str) -> VoiceFiles:
    """The voice called `name`, or the first one when `name` is empty.

    Raises:
        VoiceError: there is no such voice, or it is incomplete.
    """
    if name and _is_file(Path(name) / "config.json"):
        return read_voice(Path(name))
    folders = list(folders)
    voices, problems = find_voices(folders)
    for voice in voices:
        if not name or voice.info.name == name:
            return voice
    for problem in problems:
        if not name or f"“{name}”" in problem.message:
            raise problem
    places = ", ".join(str(folder) for folder in folders)
    if not name:
        raise VoiceError(f"No voice was found in {places}.", "Install Lectern again.")
    known = ", ".join(voice.info.name for voice in voices) or "none"
    raise VoiceError(
        f"There is no voice called “{name}” in {places}.", f"The voices there: {known}."
    )


def read_voice(folder: Path) -> VoiceFiles:
    """Describe the voice in `folder`.

    Raises:
        VoiceError: a file is missing or cannot be understood; the message names it.
    """
    config = _read_json(folder, folder / "config.json")
    kind = config.get("model")
    if not isinstance(kind, str) or kind not in FAST_PITCH_FAMILY:
        raise VoiceError(
            f"The voice “{folder.name}” is of the kind {kind!r}, which Lectern cannot speak with.",
            "Use a FastPitch voice of Coqui TTS.",
        )
    with _understood(folder, folder / "config.json"):
        sample_rate = _positive(config.get("audio", {}).get("sample_rate", 22050))
        vocoder_path, vocoder_config_path = _vocoder(folder, config)
    card_path = folder / "voice.json"
    card = _read_json(folder, card_path) if card_path.is_file() else {}
    with _understood(folder, card_path):
        return _described(
            folder, config, card, sample_rate, _weights(folder), vocoder_path, vocoder_config_path
        )


def _described(
    folder: Path,
    config: Mapping[str, Any],
    card: Mapping[str, Any],
    sample_rate: int,
    model_path: Path,
    vocoder_path: Path,
    vocoder_config_path: Path,
) -> VoiceFiles:
    """What the config and the card say; whatever a card of another shape raises, the caller sees.

    Without a card, all of it has a default.
    """
    pitch = card.get("pitch", {})
    low, high = pitch.get("range_semitones", (0.0, 0.0))
    down, up = pitch.get("response", (1.0, 1.0))
    language = str(card.get("language", config.get("phoneme_language") or "en-us"))
    info = VoiceInfo(
        folder=folder,
        name=folder.name,
        title=str(card.get("title", folder.name)),
        language=language,
        sample_rate=sample_rate,
        licence=str(card.get("licence", "")),
        provenance=str(card.get("provenance", "")),
        pitch_range=(float(low), float(high)),
        symbols=_learnt(config, language),
    )
    return VoiceFiles(
        info=info,
        model_path=model_path,
        config_path=folder / "config.json",
        vocoder_path=vocoder_path,
        vocoder_config_path=vocoder_config_path,
        pitch_statistics=(float(pitch.get("mean_hz", 0)), float(pitch.get("deviation_hz", 0))),
        pitch_response=(float(down), float(up)),
        pitch_heard=float(pitch.get("heard", 1.0)),
        checksums={
            name: (int(entry["size"]), str(entry["sha256"]))
            for name, entry in card.get("files", {}).items()
        },
    )


def _learnt(config: Mapping[str, Any], language: str) -> str:
    """The phonemes that a voice has learnt: "" when it takes letters.

    Coqui's vocabulary has room for all of the IPA, but an English voice has met only what espeak-ng
    writes for English; for the rest its model holds random numbers.
    """
    if not config.get("use_phonemes"):
        return ""
    characters = config.get("characters") or {}
    listed = str(characters.get("phonemes") or characters.get("characters") or "")
    if not language.startswith("en"):
        return listed
    british = "" if language == "en-us" else "ɒ"
    return "".join(symbol for symbol in _ENGLISH + british if not listed or symbol in listed)


def verify(voice: VoiceFiles) -> None:
    """Compare every file with the size and the SHA-256 that `voice.json` gives.

    Raises:
        VoiceError: a file is missing or is not the one that was vendored; the message names it.
    """
    for name, (size, digest) in voice.checksums.items():
        path = voice.info.folder / name
        try:
            actual = path.stat().st_size
            if actual != size:
                raise VoiceError(
                    f"The file {path} of the voice “{voice.info.name}” is damaged: it has "
                    f"{actual:,} bytes and should have {size:,}.",
                    _REINSTALL,
                )
            with path.open("rb") as file:
                found = sha256(file)
        except OSError as error:
            raise _unreadable(voice.info.folder, path, error) from error
        if found != digest:
            raise VoiceError(
                f"The file {path} of the voice “{voice.info.name}” is damaged: its SHA-256 is "
                "not the one in voice.json.",
                _REINSTALL,
            )


def sha256(file: BinaryIO) -> str:
    """The SHA-256 of an open file from here to its end, in hexadecimal."""
    digest = hashlib.sha256()
    while block := file.read(1 << 20):
        digest.update(block)
    return digest.hexdigest()


def _looks_like_a_voice(folder: Path) -> bool:
    """Not a vocoder's own folder, and not a folder of something else."""
    if folder.name.startswith("vocoder_models--"):
        return False
    return any((folder / name).exists() for name in ("config.json", "voice.json", *_WEIGHTS))


def _weights(folder: Path) -> Path:
    for name in _WEIGHTS:
        if (folder / name).is_file():
            return folder / name
    raise VoiceError(
        f"The voice “{folder.name}” has no acoustic model: {folder / _WEIGHTS[0]} is missing.",
        _REINSTALL,
    )


def _vocoder(folder: Path, config: Mapping[str, Any]) -> tuple[Path, Path]:
    """The vocoder in the same folder, or the one beside it that takes this model's mels."""
    if (folder / "vocoder.pth").is_file() and (folder / "vocoder_config.json").is_file():
        return folder / "vocoder.pth", folder / "vocoder_config.json"
    wanted = config.get("audio", {})
    for beside in sorted(folder.parent.glob("vocoder_models--*"), reverse=True):
        other = beside / "config.json"
        if not other.is_file():
            continue
        vocoder = _read_json(beside, other)
        has = vocoder.get("audio", {})
        same = all(wanted.get(k) == has.get(k) for k in ("num_mels", "sample_rate", "hop_length"))
        if same and vocoder.get("generator_model") == "hifigan_generator":
            return _weights(beside), other
    missing = [n for n in ("vocoder.pth", "vocoder_config.json") if not (folder / n).is_file()]
    raise VoiceError(
        f"The voice “{folder.name}” has no vocoder: {' and '.join(missing)} missing in {folder}.",
        "Put a HiFi-GAN vocoder that takes the same mels beside it, or install Lectern again.",
    )


@contextmanager
def _understood(folder: Path, path: Path) -> Iterator[None]:
    """JSON can be whole and yet hold something else than what is looked for in it."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise VoiceError(
            f"The file {path} of the voice “{folder.name}” is damaged: "
            f"what it says makes no sense ({type(error).__name__}: {error}).",
            _REINSTALL,
        ) from error


def _positive(value: Any) -> int:
    number = int(value)
    if number <= 0:
        raise ValueError(f"{number} is not above zero")
    return number


def _is_file(path: Path) -> bool:
    """Also of a name that is no path at all, such as one that is too long."""
    try:
        return path.is_file()
    except OSError:
        return False


def _read_json(folder: Path, path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _unreadable(folder, path, error) from error
    except (ValueError, RecursionError) as error:
        raise VoiceError(
            f"The file {path} of the voice “{folder.name}” is damaged: {error}.", _REINSTALL
        ) from error
    if not isinstance(found, dict):
        raise VoiceError(
            f"The file {path} of the voice “{folder.name}” is damaged: it holds no settings.",
            _REINSTALL,
        )
    return found


def _unreadable(folder: Path, path: Path, error: OSError) -> VoiceError:
    if isinstance(error, FileNotFoundError):
        return VoiceError(
            f"The voice “{folder.name}” is incomplete: {path} is missing.", _REINSTALL
        )
    return VoiceError(
        f"The file {path} of the voice “{folder.name}” cannot be read: {error.strerror}.",
        "Check the permissions of the folder, or install Lectern again.",
    )
