"""The list of components is what is really needed, each with a licence."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from app.notices import ROOTS, components, version_of

REPOSITORY = Path(__file__).resolve().parent.parent


def test_the_roots_are_what_the_project_asks_for() -> None:
    project = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    block = project.split("\ndependencies = [", 1)[1].split("\n]", 1)[0]
    asked = {Requirement(line).name.lower() for line in re.findall(r'^  "(.*?)",', block, re.M)}
    assert set(ROOTS) == asked


def test_every_component_has_a_name_and_a_licence_in_one_line() -> None:
    found = components()
    for component in found:
        assert component.name
        assert component.licence
        assert "\n" not in component.licence
    names = [component.name for component in found]
    assert names == sorted(names, key=str.casefold)
    assert len(names) == len(set(names))


def test_what_is_needed_by_what_is_needed_is_there_and_test_tools_are_not() -> None:
    licences = {component.name: component.licence for component in components()}
    assert {"torch", "coqui-tts", "Qt", "Python", "shiboken6", "coqpit-config"} <= set(licences)
    assert licences["eSpeak NG"] == "GPL-3.0-or-later"
    assert "LGPL-3.0-only" in licences["Qt"]
    assert not {"pytest", "ruff", "mypy"} & set(licences)


def test_what_is_not_installed_is_left_out() -> None:
    def nothing(name: str) -> metadata.Distribution:
        raise metadata.PackageNotFoundError(name)

    assert [component.name for component in components(nothing)] == ["OpenMoji", "Python"]


def test_versions_are_those_installed() -> None:
    assert version_of("torch") == metadata.version("torch")
    assert version_of("no-such-thing") == ""


def test_nothing_heavy_is_imported() -> None:
    code = (
        "import sys; from app.notices import components; components(); "
        "print([name for name in ('torch', 'TTS', 'PySide6', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.stdout.strip() == "[]", done.stderr
