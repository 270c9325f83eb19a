"""Checkpoints are read without running anything in them."""

from __future__ import annotations

import pickle
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

import app.speech.coqui  # noqa: F401  (coqui-tts cannot be imported without its placeholders)
from vendoring import weights
from vendoring.failures import VendoringError

STATE = {"a.weight": torch.arange(6.0).reshape(2, 3), "b.bias": torch.ones(2)}


class _Attack:
    """Makes a file when it is unpickled in full."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self._path,)


class _Spy:
    def __reduce__(self) -> tuple[Any, ...]:
        return eval, ("1 + 1",)


def saved(checkpoint: object, folder: Path, **options: Any) -> Path:
    path = folder / "model_file.pth"
    torch.save(checkpoint, path, **options)
    return path


def refusal(checkpoint: object, folder: Path, **options: Any) -> str:
    with pytest.raises(VendoringError) as caught:
        weights.acoustic(saved(checkpoint, folder, **options))
    assert "model_file.pth" in caught.value.message
    assert "weights_only" not in str(caught.value)  # not how to switch the protection off
    return caught.value.message


def equal(first: dict[str, torch.Tensor], second: dict[str, torch.Tensor]) -> bool:
    return list(first) == list(second) and all(torch.equal(first[n], second[n]) for n in first)


@pytest.mark.parametrize("new_form", [True, False])
def test_the_weights_are_kept_and_nothing_else(tmp_path: Path, new_form: bool) -> None:
    path = saved(
        {"model": STATE, "optimizer": {"state": torch.ones(9)}, "step": 3},
        tmp_path,
        _use_new_zipfile_serialization=new_form,
    )
    found = weights.acoustic(path)
    assert list(found) == ["model"]
    assert equal(found["model"], STATE)


def test_objects_of_the_trainer_are_passed_over(tmp_path: Path) -> None:
    from TTS.tts.configs.fast_pitch_config import FastPitchConfig

    checkpoint = {
        "config": FastPitchConfig(),
        "model": STATE,
        "model_loss": np.float64(0.25),
        "losses": np.ones(3),
        "optimizer": {"state": {0: {"step": torch.ones(1)}}, "param_groups": [{"lr": 0.1}]},
        "counts": defaultdict(list),
        "path": Path("somewhere"),
    }
    assert equal(weights.acoustic(saved(checkpoint, tmp_path))["model"], STATE)


@pytest.mark.parametrize("new_form", [True, False])
def test_an_attack_is_refused_and_does_not_happen(tmp_path: Path, new_form: bool) -> None:
    mark = tmp_path / "mark"
    options = {"_use_new_zipfile_serialization": new_form}
    refusal({"model": STATE, "x": _Attack(mark)}, tmp_path, **options)
    assert "eval" in refusal({"model": STATE, "x": _Spy()}, tmp_path, **options)
    assert not mark.exists()


@pytest.mark.parametrize(
    "checkpoint",
    [STATE, {"model": {}}, {"model": {"a": 1}}, {"model": [1]}, [1], {"model": {1: STATE}}],
    ids=str,
)
def test_what_holds_no_weights_is_refused(tmp_path: Path, checkpoint: object) -> None:
    refusal(checkpoint, tmp_path)


@pytest.mark.parametrize("content", [b"", b"PK\3\4 broken", b"not weights", pickle.dumps([1])])
def test_what_is_no_checkpoint_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model_file.pth"
    path.write_bytes(content)
    with pytest.raises(VendoringError, match="cannot be read safely"):
        weights.acoustic(path)


def test_a_generator_is_found_in_the_new_form_and_in_the_old(tmp_path: Path) -> None:
    new = {f"model_g.{name}": value for name, value in STATE.items()}
    new["model_d.weight"] = torch.ones(1000)
    for checkpoint in ({"model": new}, {"model": STATE, "model_disc": {"w": torch.ones(9)}}):
        found = weights.generator(saved(checkpoint, tmp_path))
        assert equal(found["model"], STATE)
        assert found["model_disc"] == {}


def test_the_same_weights_make_the_same_bytes(tmp_path: Path) -> None:
    whole = torch.zeros(100_000)
    state = {"a": whole[:10], "b": whole[10:20]}  # views of one storage
    for name in ("one.pth", "two.pth"):
        path = saved({"model": state, "step": len(name)}, tmp_path)
        weights.write(weights.acoustic(path), tmp_path / name)
    first, second = (tmp_path / name for name in ("one.pth", "two.pth"))
    assert first.read_bytes() == second.read_bytes()
    assert first.stat().st_size < 10_000
