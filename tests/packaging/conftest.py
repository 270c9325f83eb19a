"""Checkouts to try the real bootstrap.py in, with a pip and an apt-get that only note their calls.

The pretended pip stands in an environment that is made without one, which takes a tenth of a
second; everything else is the real thing, each time in a process of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD_DEADLINE_S = 2400
"""For the build and a test of it, on a machine that is busy."""

PIP = """
import json, sys
from pathlib import Path
checkout = Path({root!r})
told = json.loads((checkout / "pip.json").read_text())
with (checkout / "calls").open("a") as file:
    file.write(json.dumps(sys.argv[1:]) + "\\n")
if "--version" in sys.argv:
    print("pip", told["version"], "from here")
else:
    print(told["says"])
    sys.exit(told["status"])
"""

PYPROJECT = """\
[project]
name = "lectern"
dependencies = [
  "torch==2.13.0",  # what the voices compute with
  "numpy==2.4.6; python_version >= '3.11'",
]

[project.optional-dependencies]
test = [
  "pytest==9.2.0",
]
voice = [
  "tqdm==4.70.1",
]
build = [
  "pyinstaller==6.22.3",
]
"""

ECHO = "import json, os, sys\nprint(json.dumps([os.getcwd(), sys.argv[1:]]))\n"


@dataclass
class Checkout:
    """A folder with our scripts, a small pyproject.toml, and an app that says how it was called."""

    root: Path
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def python(self) -> Path:
        if sys.platform == "win32":
            return self.root / ".venv" / "Scripts" / "python.exe"
        return self.root / ".venv" / "bin" / "python"

    @property
    def stamp(self) -> dict[str, object]:
        text = (self.root / ".venv" / "lectern.json").read_text()
        return dict(json.loads(text))

    def make_environment(self, *, pip: str = "26.3", says: str = "", status: int = 0) -> None:
        """Makes .venv with a pip that prints `says` and ends with `status`."""
        self.tell_pip(pip, says, status)
        venv.create(self.root / ".venv", with_pip=False)
        package = self._site_packages() / "pip"
        package.mkdir()
        (package / "__init__.py").touch()
        (package / "__main__.py").write_text(PIP.format(root=str(self.root)))

    def tell_pip(self, version: str = "26.3", says: str = "", status: int = 0) -> None:
        """Tells the pretended pip what to do from now on."""
        told = {"version": version, "says": says, "status": status}
        (self.root / "pip.json").write_text(json.dumps(told))

    def pip_calls(self) -> list[list[str]]:
        """The arguments of pip's calls so far, other than those that ask for its version."""
        file = self.root / "calls"
        lines = file.read_text().splitlines() if file.exists() else []
        return [call for call in map(json.loads, lines) if call != ["--version"]]

    def bootstrap(
        self, *arguments: str, prelude: str = "", cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Runs the script; `prelude` is Python that is run before it in the same process."""
        script = str(self.root / "packaging" / "bootstrap.py")
        code = (
            f"import runpy, sys\nsys.path[0] = {str(Path(script).parent)!r}\n{prelude}\n"
            f"sys.argv = {[script, *arguments]!r}\nrunpy.run_path({script!r}, run_name='__main__')"
        )
        variables = {**os.environ, **self.variables}
        variables.pop("LECTERN_TORCH_INDEX", None)
        variables.update(self.variables)
        command = [sys.executable, "-c", code] if prelude else [sys.executable, script, *arguments]
        return subprocess.run(
            command, cwd=cwd or self.root, capture_output=True, text=True, env=variables
        )

    def add_package(self, name: str, *, whole: bool = True) -> Path:
        """Puts an installed package into the environment; not whole: as an interrupted pip does."""
        folder = self._site_packages()
        (folder / f"{name}.py").write_text("answer = 42\n" if whole else "")
        info = folder / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "RECORD").write_text(f"{name}.py,,12\n{name}-1.0.dist-info/RECORD,,\n")
        (info / "INSTALLER").write_text("pip\n")
        return info

    def _site_packages(self) -> Path:
        if sys.platform == "win32":
            return self.root / ".venv" / "Lib" / "site-packages"
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        return self.root / ".venv" / "lib" / version / "site-packages"


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A checkout without an environment, on a system that has all that is needed."""
    root = tmp_path / "a checkout"  # with a blank in its name, as people's folders have
    shutil.copytree(
        ROOT / "packaging", root / "packaging", ignore=shutil.ignore_patterns("__pycache__")
    )
    (root / "pyproject.toml").write_text(PYPROJECT)
    (root / "app").mkdir()
    (root / "app" / "__init__.py").touch()
    (root / "app" / "__main__.py").write_text(ECHO)
    system = root / "packaging" / "environment" / "system.py"
    text = system.read_text(encoding="utf-8")
    system.write_text(text + "\nRUN = BUILD = TEST = ()\n", encoding="utf-8")
    return Checkout(root)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whichever test is the first to need the build waits for it."""
    for item in items:
        if "built_bundle" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.timeout(BUILD_DEADLINE_S), append=False)


@pytest.fixture(scope="session")
def built_bundle() -> Path:
    """The packaged app of this checkout; made when what it is made of has changed."""
    from build import command

    command.main([])
    return command.BUNDLE
