"""Reads the app's modules without running them: who imports whom, and when."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Import:
    """An import of one module, `early` when it happens as the importing module is loaded."""

    name: str
    early: bool


@dataclass(frozen=True)
class Module:
    """A module of the app by its dotted name."""

    name: str
    path: Path

    @property
    def part(self) -> str:
        """What of the app it belongs to: a package below `app`, or itself."""
        return part_of(self.name)

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text(encoding="utf-8"), str(self.path))

    def imports(self, known: set[str]) -> Iterator[Import]:
        """All imports, those inside functions too; those for type checkers only count as late.

        Args:
            known: the names of the app's modules, to tell `from app.speech import voice` (a module)
                from `from app.values import Span` (not one).
        """
        late = _nodes_run_late(self.tree)
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield Import(alias.name, node not in late)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.path}: write the whole name of {node.module}"
                whole = [f"{node.module}.{alias.name}" for alias in node.names]
                modules = [name for name in whole if name in known]
                for name in modules or [str(node.module)]:
                    yield Import(name, node not in late)


def part_of(name: str) -> str:
    """The part of the app that a dotted name belongs to; empty for `app` itself."""
    return name.split(".")[1] if "." in name else ""


def modules() -> dict[str, Module]:
    """The app's modules by name; a package stands under its own name."""
    found = {}
    for path in sorted((ROOT / "app").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = Module(name, path)
    return found


def loaded_by(start: str, tree: dict[str, Module]) -> dict[str, str]:
    """Every module that importing `start` imports, ours and others', with the one it is for."""
    assert start in tree, f"there is no {start}"
    reached = {start: ""}
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in tree:
            continue
        wanted = [found.name for found in tree[name].imports(set(tree)) if found.early]
        parents = [each.rsplit(".", 1)[0] for each in wanted if each in tree and "." in each]
        for each in [*wanted, *parents]:
            if each not in reached:
                reached[each] = name
                waiting.append(each)
    return reached


def _nodes_run_late(tree: ast.Module) -> set[ast.AST]:
    late: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) or (
            isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        ):
            late.update(ast.walk(node))
    return late
