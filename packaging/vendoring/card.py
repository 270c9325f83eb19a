"""Writes what a voice folder says of itself: `voice.json` for the app, `CARD.md` for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vendoring.layout import Network, read_config
from vendoring.pins import Pin, measure_folder
from vendoring.source import Source


@dataclass(frozen=True)
class Part:
    """One of the two networks: where it comes from, its archive, its licence."""

    source: Source
    network: Network
    archive: Pin | None
    licence: str

    @property
    def origin(self) -> str:
        """Where it comes from, in words; the same on every machine."""
        release = self.source.release
        if release is None:
            return f"“{self.source.name}”"
        by = f" by {release.author}" if release.author else ""
        return f"{release.name}{by}, released by Coqui ({release.url})"


def write(folder: Path, title: str, model: Part, vocoder: Part) -> None:
    """Write both into a folder that holds everything else; `title` may be empty."""
    said = own(model.network)
    together = said.get("provenance") if vocoder.source == model.source else ""
    card = {
        "name": folder.name,
        "title": title or said.get("title") or _title(model.source),
        "language": said.get("language") or model.network.config.get("phoneme_language") or "en-us",
        "sample_rate": int(model.network.config["audio"]["sample_rate"]),
        "licence": _joined(model.licence, vocoder.licence),
        "provenance": together or _joined(model.origin, vocoder.origin),
    }
    if pitch := said.get("pitch") or _pitch(model.network):
        card["pitch"] = pitch
    if not (folder / "CARD.md").exists():
        _write_text(folder / "CARD.md", _text(card))
    files = {name: asdict(pin) for name, pin in measure_folder(folder).items()}
    content = json.dumps({**card, "files": files}, indent=2, ensure_ascii=False)
    _write_text(folder / "voice.json", content + "\n")


def _write_text(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))  # the same bytes on every system


def own(network: Network) -> dict[str, Any]:
    """What a voice that is in our layout already says of itself; empty for others."""
    path = network.folder / "voice.json"
    return read_config(path) if path.is_file() else {}


def _pitch(network: Network) -> Mapping[str, float]:
    """The statistics of F0 in Hz, when they came with the model; Coqui's releases hold none."""
    path = network.folder / "pitch.json"
    found = read_config(path) if path.is_file() else {}
    names = {"mean_hz": found.get("mean_hz"), "deviation_hz": found.get("std_hz")}
    return {name: float(value) for name, value in names.items() if isinstance(value, int | float)}


def _joined(model: str, vocoder: str) -> str:
    model, vocoder = model or "not stated", vocoder or "not stated"
    return model if model == vocoder else f"FastPitch: {model}. Vocoder: {vocoder}."


def _title(source: Source) -> str:
    if source.release is None:
        return source.voice_name
    _, _, dataset, model = source.release.name.split("/")
    return f"{dataset.capitalize()} ({model})"


def _text(card: Mapping[str, Any]) -> str:
    return (
        f"# {card['title']}\n\n- Language: {card['language']}\n- Licence: {card['licence']}\n"
        f"- Origin: {card['provenance']}\n- The checkpoints were reduced to their weights, and "
        "paths of the machine they were trained on were taken out of the settings.\n"
    )
