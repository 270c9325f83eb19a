"""Coqui's released models, from the list inside the installed coqui-tts.

The list is read as a file: importing TTS takes seconds, which `--list` and a mistyped name need
not wait for.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from vendoring.failures import VendoringError

MODELS, VOCODERS = "tts_models", "vocoder_models"
NOT_HIFIGAN, NOT_FASTPITCH = "it is no HiFi-GAN vocoder", "it is no FastPitch model"
_SPOKEN = {"fast_pitch", "fast_speech", "fastspeech2", "speedy_speech"}
# What the list does not say, and would be found out only after hundreds of megabytes.
_PROBLEMS = {
    "tts_models/en/vctk/fast_pitch": "it has several speakers, and Lectern speaks with one",
    # Its convolutions are padded after they are computed, not before.
    "tts_models/en/ljspeech/speedy-speech": "it breaks on sentences of fewer than 13 sounds",
}


@dataclass(frozen=True)
class Release:
    """A released model: `name` is kind/language/dataset/model."""

    name: str
    url: str
    licence: str = ""
    author: str = ""
    default_vocoder: str = ""
    terms_required: bool = False

    @property
    def archive(self) -> str:
        """The archive's file name."""
        return self.url.rsplit("/", 1)[-1]

    @property
    def stem(self) -> str:
        """The name as archives and Coqui's own folders bear it."""
        return self.name.replace("/", "--")

    @property
    def short(self) -> str:
        """The name without its kind, as it is typed."""
        return self.name.split("/", 1)[1]

    @property
    def problem(self) -> str:
        """Why Lectern cannot use it; empty when it can."""
        kind, _, _, model = self.name.split("/")
        if kind == VOCODERS:
            return "" if model.startswith("hifigan") else NOT_HIFIGAN
        if model.replace("-", "_").lower() not in _SPOKEN:
            return NOT_FASTPITCH
        return _PROBLEMS.get(self.name, "")


def releases(path: Path | None = None) -> dict[str, Release]:
    """All released models and vocoders that come as one zip, by name.

    Args:
        path: the list; the one inside the installed coqui-tts unless given.
    """
    if path is None:
        path = Path(str(metadata.distribution("coqui-tts").locate_file("TTS/.models.json")))
    tree = json.loads(path.read_text(encoding="utf-8"))
    found = (
        _release(f"{kind}/{language}/{dataset}/{model}", entry)
        for kind in (MODELS, VOCODERS)
        for language, datasets in tree[kind].items()
        for dataset, models in datasets.items()
        for model, entry in models.items()
        if str(entry.get("github_rls_url", "")).endswith(".zip")
    )
    return {release.name: release for release in found}


def find(text: str, kind: str, known: Mapping[str, Release]) -> Release | None:
    """The release called `text`; its kind may be left out, and "--" may stand for "/"."""
    name = text.strip().strip("/").replace("--", "/")
    return known.get(name) or known.get(f"{kind}/{name}")


def usable(kind: str, known: Mapping[str, Release]) -> list[Release]:
    return [each for each in known.values() if each.name.startswith(kind) and not each.problem]


def unknown(text: str, kind: str, known: Mapping[str, Release]) -> VendoringError:
    """The sentence for a name that is nowhere, with the nearest ones."""
    names = [release.short for release in usable(kind, known)]
    near = difflib.get_close_matches(text.removeprefix(f"{kind}/"), names, n=3, cutoff=0.4)
    what = "model" if kind == MODELS else "vocoder"
    return VendoringError(
        f"There is no released {what}, zip or folder called “{text}”.",
        f"Nearest: {', '.join(near or names[:3])}; `--list` shows all.",
    )


def listing(known: Iterable[Release]) -> str:
    """What `--list` prints: the FastPitch models and the HiFi-GAN vocoders."""
    lines = []
    for kind, title in ((MODELS, "Voices"), (VOCODERS, "Vocoders, for --vocoder")):
        lines.append(f"{title}:")
        for release in known:
            of_another_kind = release.problem in (NOT_HIFIGAN, NOT_FASTPITCH)
            if not release.name.startswith(kind) or of_another_kind:
                continue
            notes = [release.licence or "licence unknown"]
            if release.default_vocoder:
                notes.append(f"vocoder {release.default_vocoder.split('/', 1)[1]}")
            if release.problem:
                notes.append(f"not supported: {release.problem}")
            lines.append(f"  {release.short:<28} {'; '.join(notes)}")
    return "\n".join(lines)


def _release(name: str, entry: Mapping[str, Any]) -> Release:
    return Release(
        name,
        str(entry["github_rls_url"]),
        str(entry.get("license") or ""),
        str(entry.get("author") or ""),
        str(entry.get("default_vocoder") or ""),
        bool(entry.get("tos_required")),
    )
