"""The README's recipes for deploying with another voice say what the scripts understand."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Mapping

import pytest

from tests.packaging.conftest import ROOT
from vendoring import catalogue, command, source
from vendoring.catalogue import Release

CHAPTER = re.search(
    r"^## Deploy with another voice\n(.*?)^## ",
    (ROOT / "README.md").read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)
TEXT = CHAPTER[1] if CHAPTER else ""
LINES = [
    re.sub(r"^\s*(RUN|- run:)\s+", "", line)
    for block in re.findall(r"^```\w*\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
    if "packaging/vendor.py" in line
]


@pytest.fixture(scope="module")
def known() -> Mapping[str, Release]:
    return catalogue.releases()


def test_every_recipe_is_found() -> None:
    assert len(LINES) == 5
    assert TEXT.count("--pinned en/ljspeech/fast_pitch") == 2  # the Dockerfile and the CI


@pytest.mark.parametrize("line", LINES)
def test_a_command_of_the_readme_is_understood(line: str, known: Mapping[str, Release]) -> None:
    python, script, *arguments = shlex.split(line, comments=True)
    assert (python, script) == ("python3", "packaging/vendor.py")
    assert (ROOT / script).is_file()
    chosen = command.parser().parse_args(arguments)
    if chosen.model and not chosen.model.endswith(".zip"):
        assert source.resolve(chosen.model, catalogue.MODELS, known).release
    if chosen.vocoder:
        assert source.resolve(chosen.vocoder, catalogue.VOCODERS, known).release


def test_the_options_in_the_text_exist() -> None:
    options = {option for action in _actions() for option in action.option_strings}
    written = set(re.findall(r"(?<![\w-])--[a-z-]+", TEXT))
    assert {"--pinned", "--update", "--mirror", "--accept-licence"} <= written
    assert written - {"--from"} <= options  # Docker's own


def test_the_places_in_the_text_are_the_defaults() -> None:
    defaults = {action.dest: action.default for action in _actions()}
    for name, place in (("cache", ".bootstrap/voices"), ("lock", "packaging/voices.lock.json")):
        assert place in TEXT
        assert defaults[name] == ROOT / place


def _actions() -> list[argparse.Action]:
    return list(command.parser()._actions)
