"""The rules that keep the app in parts: who may import whom, and what no file may hold.

They are checked on the source, so a rule is broken by the import itself, not only on the machine
where it hurts.
"""

from __future__ import annotations

import ast
import re
import subprocess

import pytest

from tests.source_tree import ROOT, Module, loaded_by, modules, part_of

TREE = modules()
MODULES = [pytest.param(module, id=name) for name, module in TREE.items()]

# Libraries that one part owns and the others do not know.
OWNERS = {
    "PySide6": "ui",
    "shiboken6": "ui",
    "torch": "speech",
    "TTS": "speech",
    "trainer": "speech",
    "coqpit": "speech",
    "espeakng_loader": "speech",
    "parselmouth": "speech",
    "sounddevice": "audio",
    "soundfile": "audio",
    "soxr": "audio",
}

# The start of the program and what joins its parts: they know everything, nothing knows them.
BUILDERS = {"__main__", "main", "desktop", "window", "kiosk_window", "demonstration"}
BUILDERS |= {"foundation", "assembly"}
VOCABULARY = {"values", "errors"}
SPECIALISTS = {"speech", "audio", "ui"}
# The text and what becomes of it: these know each other and the vocabulary.
TEXT = {"document", "edits", "shaping"}
# The door for other programs joins the voice and files by itself: it must not bring what the app
# is made of (engine, players, Qt), and nothing of the app may stand on it.
LIBRARY = "library"
IN_LIBRARY = {"speech", "audio", "paths", "ports"}
# Everything else in `app` is the middle: it knows the middle and the vocabulary.
ENDS = {*BUILDERS, *SPECIALISTS, "cli", LIBRARY}


def _may_know(importer: str, imported: str) -> bool:
    """Whether a part of the app may import another."""
    if imported in {importer, "", *VOCABULARY}:
        return True
    if importer in BUILDERS:
        return imported not in {"__main__", LIBRARY}
    if importer == LIBRARY:
        return imported in IN_LIBRARY
    if importer in TEXT:
        return imported in TEXT
    if importer in {"speech", "audio", *VOCABULARY}:  # nothing else of ours
        return False
    return imported not in ENDS


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_one_way(module: Module) -> None:
    for found in module.imports(set(TREE)):
        if found.name.split(".")[0] == "app":
            known = _may_know(module.part, part_of(found.name))
            assert known, f"{module.name} must not import {found.name}"


@pytest.mark.parametrize("module", MODULES)
def test_a_library_is_known_to_the_part_that_owns_it(module: Module) -> None:
    for found in module.imports(set(TREE)):
        owner = OWNERS.get(found.name.split(".")[0])
        assert owner in (None, module.part), f"{module.name} must not import {found.name}"


@pytest.mark.parametrize("module", MODULES)
def test_the_stock_interface_is_never_imported(module: Module) -> None:
    # TTS.api opens an IP socket as it is imported, and pulls in everything.
    names = {found.name for found in module.imports(set(TREE))}
    # Given as a string to importlib, too.
    texts = (node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant))
    names |= {text for text in texts if isinstance(text, str)}
    assert not [name for name in names if re.match(r"TTS\.api(\.\w+)*$", name)]


@pytest.mark.parametrize("start", ["__main__", "main", "cli", "engine", "audio.player", "library"])
def test_nothing_heavy_is_loaded_before_it_is_asked_for(start: str) -> None:
    loaded = loaded_by(f"app.{start}", TREE)
    heavy = {name: by for name, by in loaded.items() if name.split(".")[0] in ("torch", "TTS")}
    assert not heavy, f"importing app.{start} imports {heavy}"


@pytest.mark.parametrize(
    "start", ["__main__", "main", "cli", "engine", "speech.process", "library"]
)
def test_speaking_without_a_window_needs_no_qt(start: str) -> None:
    loaded = loaded_by(f"app.{start}", TREE)
    qt = {name: by for name, by in loaded.items() if OWNERS.get(name.split(".")[0]) == "ui"}
    assert not qt, f"importing app.{start} imports {qt}"


@pytest.mark.parametrize("name", ["markup", "sentences", "normalize", "language"])
def test_the_text_steps_are_pure(name: str) -> None:
    loaded = loaded_by(f"app.speech.{name}", TREE)
    heavy = {name: by for name, by in loaded.items() if OWNERS.get(name.split(".")[0])}
    assert not heavy, f"importing app.speech.{name} imports {heavy}"


@pytest.mark.parametrize("module", MODULES)
def test_modules_keep_no_state(module: Module) -> None:
    names = {name: node for node in module.tree.body for name in _assigned(node)}
    tables = {name for name, node in names.items() if _is_container(getattr(node, "value", None))}
    for name in tables:
        assert re.fullmatch(r"_?[A-Z][A-Z0-9_]*|__\w+__", name), (
            f"{module.name}.{name} can change: make it a constant, or pass it in"
        )
    functions = [node for node in ast.walk(module.tree) if isinstance(node, FUNCTIONS)]
    for node in (inner for function in functions for inner in ast.walk(function)):
        assert not isinstance(node, ast.Global), f"{module.name}:{node.lineno} has a global"
        changed = _changed(node) & set(names)
        assert not changed, f"{module.name}:{getattr(node, 'lineno', 0)} changes {changed}"


def test_the_folder_of_scripts_is_not_a_package() -> None:
    # As a package it would hide the library `packaging`, which torch and coqui-tts import.
    assert (ROOT / "packaging").is_dir()
    assert not (ROOT / "packaging" / "__init__.py").exists()


# Put together here, or this very file would break the rule.
DOT = r"\."
REGISTRIES = "|".join(
    name.replace(" ", DOT)
    for name in (
        "pypi org",
        "pythonhosted org",
        "download pytorch org",
        "conda anaconda org",
        "registry npmjs",
        "pypi nvidia com",
    )
)
# What a path on a developer's machine begins with; examples may speak of these people.
NOBODY = r"(?!(?:name|user|joe)\b)"
PERSONAL = (
    r"(?<![\w.~$}>-])/(?:home|Users|root|work|tmp)/" + NOBODY + r"[\w.]"
    r"|\b[A-Z]:\\+Users\\+" + NOBODY + r"\w"
)


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    found = []
    for path in _texts():
        for number, line in enumerate(path.splitlines()[1:], 1):
            if re.search(f"{REGISTRIES}|{PERSONAL}", line):
                found.append(f"{path.splitlines()[0]}:{number}: {line.strip()[:120]}")
    assert not found, "\n".join(found)


def _texts() -> list[str]:
    """The text files of the repository, each with its name as the first line.

    A voice's folder is left out: its files are other people's, byte for byte.
    """
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout, so there is no list of the repository's own files")
    texts = []
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if name.startswith("models/") or not path.is_file():
            continue
        content = path.read_bytes()
        if b"\0" not in content:
            texts.append(name + "\n" + content.decode("utf-8", errors="replace"))
    return texts


def _assigned(node: ast.stmt) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _is_container(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Call) and isinstance(value.func, (ast.Name, ast.Attribute)):
        kind = value.func.id if isinstance(value.func, ast.Name) else value.func.attr
        return kind in ("list", "dict", "set", "bytearray", "defaultdict", "deque", "Counter")
    return isinstance(value, (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp))


FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
CHANGING = {"append", "add", "extend", "insert", "pop", "popitem", "clear", "remove", "discard"}
CHANGING |= {"setdefault", "appendleft", "popleft", "sort", "reverse"}


def _changed(node: ast.AST) -> set[str]:
    """The plain names whose contents a node changes: `X[0] = 1`, `del X[0]`, `X.append(1)`."""
    places: list[ast.expr] = []
    if isinstance(node, (ast.Assign, ast.Delete)):
        places = [each.value for each in node.targets if isinstance(each, ast.Subscript)]
    elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Subscript):
        places = [node.target.value]
    elif (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CHANGING
    ):
        places = [node.func.value]
    return {place.id for place in places if isinstance(place, ast.Name)}
