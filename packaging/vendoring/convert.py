"""Makes a voice folder of Lectern from two networks as they were released.

Weights are kept to the bit, without the optimizer; settings are kept but for the paths of the
trainer's machine, which lead nowhere here and name its user.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vendoring import card, fitting, layout, weights
from vendoring.card import Part

_PATHS: Mapping[str, object] = {
    "stats_path": None,
    "speakers_file": None,
    "d_vector_file": None,
    "language_ids_file": None,
    "phoneme_cache_path": None,
    "f0_cache_path": None,
    "energy_cache_path": None,
    "logger_uri": None,
    "output_path": "output",
    "data_path": "",
    "feature_path": "",
    "datasets": [],
}


def convert(model: Part, vocoder: Part, folder: Path, title: str) -> list[str]:
    """Make the voice in `folder`, whose name is the voice's; notes for the user.

    Raises:
        VendoringError: the two do not fit, or the weights cannot be read safely.
        OSError: the disk is full.
    """
    fitting.one_speaker(model.source.name, model.network)
    notes = fitting.check_pair(model.network, vocoder.network)
    folder.mkdir(parents=True)
    weights.write(weights.acoustic(model.network.weights), folder / "model_file.pth")
    weights.write(weights.generator(vocoder.network.weights), folder / "vocoder.pth")
    _write_config(model.network.config, folder / "config.json")
    _write_config(vocoder.network.config, folder / "vocoder_config.json")
    for document in layout.documents(model.network.folder):
        shutil.copyfile(document, folder / document.name)
    if vocoder.network.folder != model.network.folder:
        for document in layout.documents(vocoder.network.folder):
            shutil.copyfile(document, folder / f"vocoder-{document.name}")
    card.write(folder, title, model, vocoder)
    return notes


def _write_config(config: Mapping[str, Any], path: Path) -> None:
    text = json.dumps(_without_paths(config), indent=2, ensure_ascii=False) + "\n"
    path.write_bytes(text.encode("utf-8"))


def _without_paths(settings: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _without_paths(value)
        if isinstance(value, Mapping)
        else (_PATHS[name] if value and name in _PATHS else value)
        for name, value in settings.items()
    }
