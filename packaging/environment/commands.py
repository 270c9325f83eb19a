"""The sub-commands of bootstrap.py.

A sub-command says what it needs and what it starts; setting up is the same for all. A new one is a
new line in COMMANDS.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from environment import failures, place, system, virtual
from environment.failures import SetupError
from environment.place import Place
from environment.progress import Progress

TORCH_INDEX = "--torch-index"
TORCH_INDEX_VARIABLE = "LECTERN_TORCH_INDEX"
INTERRUPTED = 130  # what a shell reports for a program that Ctrl-C ended

# Like `python -m`, but from whatever folder the user is in: files on the command line are relative
# to it, and an `app` of somebody else's in it must not be taken for ours.
START_MODULE = (
    "import runpy, sys; sys.path[0] = {root!r}; "
    "runpy.run_module({module!r}, run_name='__main__', alter_sys=True)"
)

# A tool of ours: a package in `packaging` with a module `command`.
START_TOOL = (
    "import sys; sys.path[0] = {packaging!r}; "
    "from {tool}.command import main; sys.exit(main(sys.argv[1:]))"
)

ABOUT_TORCH = f"""\
  {TORCH_INDEX} URL   take torch from this package index, and stay with it from then on;
                      "{virtual.DEFAULT_INDEX}" goes back to the ordinary one. The environment
                      variable {TORCH_INDEX_VARIABLE} does the same.
                      Why: on Linux the ordinary torch carries CUDA for NVIDIA cards, some 3 GB to
                      download and 6 GB on the disk. The CPU-only build has a tenth of that and
                      speaks as well; torch's own installation page gives the address of its index
                      (choose "CPU" there).
"""


@dataclass(frozen=True)
class Command:
    """A sub-command.

    Attributes:
        summary: one line for the help.
        extras: the extras of pyproject.toml that it needs.
        needs: what it needs of the system.
        python: the arguments for the environment's Python, made from the checkout and the
            arguments of the user.
        from_root: whether it starts in the checkout's root, not where the user is.
    """

    summary: str
    extras: tuple[str, ...]
    needs: tuple[system.Need, ...]
    python: Callable[[Path, Sequence[str]], list[str]]
    from_root: bool


def _app(root: Path, arguments: Sequence[str]) -> list[str]:
    return ["-c", START_MODULE.format(root=str(root), module="app"), *arguments]


def _bench(root: Path, arguments: Sequence[str]) -> list[str]:
    module = "tests.benchmarks.compare"
    return ["-c", START_MODULE.format(root=str(root), module=module), *arguments]


def _tool(name: str) -> Callable[[Path, Sequence[str]], list[str]]:
    def python(root: Path, arguments: Sequence[str]) -> list[str]:
        return ["-c", START_TOOL.format(packaging=str(root / "packaging"), tool=name), *arguments]

    return python


def _pytest(root: Path, arguments: Sequence[str]) -> list[str]:
    return ["-m", "pytest", *arguments]


COMMANDS: Mapping[str, Command] = {
    "run": Command("start Lectern; arguments after it go to the app", (), system.RUN, _app, False),
    "test": Command(
        "run the tests; arguments after it go to pytest, --long adds the soaks",
        ("test", "build", "voice"),
        system.TEST,
        _pytest,
        True,
    ),
    "build": Command(
        "make the app that runs with nothing installed, in the folder dist",
        ("build",),
        system.BUILD,
        _tool("build"),
        True,
    ),
    "bench": Command(
        "measure Lectern beside other systems; --quick takes three minutes, --help says more",
        ("test", "bench"),
        system.TEST,
        _bench,
        False,
    ),
    "vendor": Command(
        "put another voice into the models folder, at build time; --help after it says how",
        (),
        (),
        _tool("vendoring"),
        False,
    ),
    "voice": Command(
        "make a voice of your own, which takes hours; --help after it says how",
        ("voice",),
        (),
        _tool("voice"),
        False,
    ),
    "evaluate": Command(
        "measure how good a voice is, beside other systems; --help after it says how",
        ("voice",),
        (),
        _tool("voice.evaluation"),
        False,
    ),
}


@dataclass(frozen=True)
class Request:
    """What the user asked for; `command` is empty when it was the help."""

    command: str
    arguments: tuple[str, ...] = ()
    torch_index: str | None = None


def main(arguments: Sequence[str]) -> int:
    """Sets up and starts what is asked for.

    Returns:
        The exit status, when there is one to return: on POSIX the process becomes what it starts.
    """
    here = place.here()
    try:
        request = parse(arguments, os.environ)
        if not request.command:
            sys.stdout.write(usage())
            return 0
        command = COMMANDS[request.command]
        show = Progress()
        system.ensure(here, command.needs, show)
        virtual.ensure(here, command.extras, request.torch_index, show)
        return _start(here, command, request.arguments)
    except SetupError as failure:
        return _report(here, failure)
    except OSError as error:
        return _report(here, SetupError(failures.from_os(error)))
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted. The same command goes on where this one stopped.\n")
        return INTERRUPTED


def parse(arguments: Sequence[str], variables: Mapping[str, str]) -> Request:
    """Understands the command line.

    Our one option may stand before the sub-command or among its arguments, up to a "--"; all else
    after the sub-command is left to the app or to pytest, `--help` too.

    Raises:
        SetupError: it makes no sense as given.
    """
    rest = list(arguments)
    torch_index = variables.get(TORCH_INDEX_VARIABLE) or None
    end = rest.index("--") if "--" in rest else len(rest)
    at = 0
    while at < end:
        name, equals, value = rest[at].partition("=")
        if name != TORCH_INDEX:
            at += 1
            continue
        taken = 1 if equals else 2
        value = value if equals else "".join(rest[at + 1 : min(at + 2, end)])
        if not value or value.startswith("-"):
            raise _misuse(f"{TORCH_INDEX} needs an address")
        torch_index = value
        del rest[at : at + taken]
        end -= taken
    if rest and rest[0] in ("-h", "--help"):
        return Request("")
    if not rest or rest[0] not in COMMANDS:
        raise _misuse(
            f"there is no sub-command {rest[0]!r}" if rest else "a sub-command is missing"
        )
    return Request(rest[0], tuple(rest[1:]), torch_index)


def usage() -> str:
    """The help."""
    names = "|".join(COMMANDS)
    lines = [f"  {name:<18}  {command.summary}\n" for name, command in COMMANDS.items()]
    return (
        f"usage: python3 packaging/bootstrap.py [{TORCH_INDEX} URL] {names} [ARGUMENT ...]\n\n"
        "Sets Lectern up in the folder .venv, once, and starts it.\n\n"
        + "".join(lines)
        + "\n"
        + ABOUT_TORCH
    )


def _misuse(problem: str) -> SetupError:
    cause = failures.Cause(f"bootstrap.py: {problem}.", usage().splitlines()[0])
    return SetupError(cause, exit_code=2)


def _start(here: Place, command: Command, arguments: Sequence[str]) -> int:
    line = [str(here.python), *command.python(here.root, arguments)]
    # So that Python processes which the app starts find it too, wherever they are started.
    paths = [str(here.root), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(paths)
    if command.from_root:
        os.chdir(here.root)
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform != "win32":
        os.execv(line[0], line)
    with subprocess.Popen(line) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue  # the console sent it to the app as well, whose answer counts


def _report(here: Place, failure: SetupError) -> int:
    cause = failure.cause
    sys.stderr.write(f"\n{cause.message}\n{cause.hint}\n" if cause.hint else f"{cause.message}\n")
    if failure.exit_code == 1 and here.log.exists():
        sys.stderr.write(f"The log is {here.log}\n")
    return failure.exit_code
