"""Reads the pinned dependencies out of pyproject.toml.

Python 3.10 has no TOML reader, and pip learnt to read dependencies from that file without building
the project only lately. What is needed is three lists of strings, and a list of strings with
comments is written alike in TOML and in Python: so the list is cut out and read as Python, the same
way on every version. A test compares this with a real TOML reader.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from pathlib import Path

RUN = "dependencies"


def groups(pyproject: Path) -> dict[str, list[str]]:
    """The requirements of the app under "dependencies", and those of each extra under its name."""
    text = pyproject.read_text(encoding="utf-8")
    found = {RUN: _array(RUN, _section("project", text))}
    extras = _section("project.optional-dependencies", text)
    for name in re.findall(r"^([\w-]+) = \[", extras, re.MULTILINE):
        found[name] = _array(name, extras)
    return found


def pin(requirements: Sequence[str], name: str) -> str:
    """The requirement of one package, such as "torch==2.13.0"."""
    return next(line for line in requirements if re.match(rf"{name}==", line))


def _section(name: str, text: str) -> str:
    found = re.search(rf"^\[{re.escape(name)}\]\n(.*?)(?=^\[|\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def _array(name: str, section: str) -> list[str]:
    found = re.search(rf"^{re.escape(name)} = (\[.*?^\])", section, re.MULTILINE | re.DOTALL)
    values = ast.literal_eval(found[1]) if found else []
    return [str(value) for value in values]
