"""Setting up: the real script, in checkouts of its own."""

from __future__ import annotations

import ast
import importlib.metadata
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import app
from environment import commands, failures, requirements, system
from environment.failures import SetupError
from environment.pip import Activity
from environment.progress import Progress
from tests.packaging.conftest import ROOT, Checkout

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux")


# ------------------------------------------------------------------------- what is started


def test_arguments_reach_the_app_from_wherever_the_user_is(
    checkout: Checkout, tmp_path: Path
) -> None:
    checkout.make_environment()
    other = tmp_path / "elsewhere"
    (other / "app").mkdir(parents=True)
    (other / "app" / "__main__.py").write_text("raise SystemExit('the wrong app')")
    done = checkout.bootstrap("run", "say", "-o", "out.wav", "two words", "--", "-x", cwd=other)
    assert done.returncode == 0, done.stderr
    where, arguments = json.loads(done.stdout)
    assert Path(where) == other
    assert arguments == ["say", "-o", "out.wav", "two words", "--", "-x"]


def test_the_exit_status_is_the_apps(checkout: Checkout) -> None:
    checkout.make_environment()
    (checkout.root / "app" / "__main__.py").write_text("raise SystemExit(7)")
    assert checkout.bootstrap("run").returncode == 7


def test_the_app_is_what_the_process_becomes(checkout: Checkout) -> None:
    checkout.make_environment()
    (checkout.root / "app" / "__main__.py").write_text("import os; print(os.getppid())")
    if sys.platform == "win32":
        pytest.skip("Windows has no exec")
    assert int(checkout.bootstrap("run").stdout) == os.getpid()


def test_the_tests_start_in_the_checkout_with_their_arguments(
    checkout: Checkout, tmp_path: Path
) -> None:
    checkout.make_environment()
    (checkout.root / "pytest.py").write_text(
        "import json, os, sys\nprint(json.dumps([os.getcwd(), sys.argv[1:]]))\n"
    )
    done = checkout.bootstrap("test", "--long", "-k", "speak", cwd=tmp_path)
    assert json.loads(done.stdout) == [str(checkout.root), ["--long", "-k", "speak"]]


# --------------------------------------------------------------------------- command line


def test_help_names_every_sub_command_and_says_why_torch_has_an_index(checkout: Checkout) -> None:
    done = checkout.bootstrap("--help")
    assert done.returncode == 0
    for word in [*commands.COMMANDS, "--torch-index", "LECTERN_TORCH_INDEX", "CPU", "CUDA"]:
        assert word in done.stdout
    assert not (checkout.root / ".venv").exists()


@pytest.mark.parametrize("arguments", [[], ["fly"], ["--torch-index"], ["run", "--torch-index"]])
def test_misuse_ends_with_two_and_a_word_on_it(checkout: Checkout, arguments: list[str]) -> None:
    done = checkout.bootstrap(*arguments)
    assert done.returncode == 2
    assert "usage:" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "variables", "expected"),
    [
        (["run"], {}, ("run", (), None)),
        (["--torch-index", "U", "run", "say"], {}, ("run", ("say",), "U")),
        (["run", "--torch-index=U", "say"], {}, ("run", ("say",), "U")),
        (["test", "-x", "--torch-index", "U"], {}, ("test", ("-x",), "U")),
        (["run"], {"LECTERN_TORCH_INDEX": "V"}, ("run", (), "V")),
        (["run"], {"LECTERN_TORCH_INDEX": ""}, ("run", (), None)),
        (["--torch-index", "U", "run"], {"LECTERN_TORCH_INDEX": "V"}, ("run", (), "U")),
        (["run", "say", "--", "--torch-index", "U"], {}, None),
        (["run", "--help"], {}, ("run", ("--help",), None)),
        (["--help"], {}, ("", (), None)),
    ],
)
def test_our_option_is_told_from_the_apps_arguments(
    arguments: list[str],
    variables: dict[str, str],
    expected: tuple[str, tuple[str, ...], str | None] | None,
) -> None:
    request = commands.parse(arguments, variables)
    if expected is None:
        expected = ("run", tuple(arguments[1:]), None)
    assert (request.command, request.arguments, request.torch_index) == expected


# ------------------------------------------------------------------------------ installing


def test_what_is_pinned_is_installed_and_only_once(checkout: Checkout) -> None:
    checkout.make_environment()
    first = checkout.bootstrap("run")
    assert first.returncode == 0, first.stderr
    assert "Installing the dependencies" in first.stderr
    (call,) = checkout.pip_calls()
    assert call[0] == "install"
    assert call[call.index("--constraint") + 1].endswith("constraints.txt")
    assert call[-2:] == ["torch==2.13.0", "numpy==2.4.6; python_version >= '3.11'"]
    (checkout.root / "calls").unlink()

    second = checkout.bootstrap("run")
    assert second.returncode == 0
    assert second.stderr == ""
    assert not (checkout.root / "calls").exists(), "pip was called with nothing to do"


def test_the_tests_need_more_than_the_app(checkout: Checkout) -> None:
    checkout.make_environment()
    (checkout.root / "pytest.py").touch()
    checkout.bootstrap("run")
    checkout.bootstrap("test")
    checkout.bootstrap("run")
    assert ["pytest==9.2.0" in call for call in checkout.pip_calls()] == [False, True]


def test_a_changed_pin_is_installed(checkout: Checkout) -> None:
    checkout.make_environment()
    checkout.bootstrap("run")
    pyproject = checkout.root / "pyproject.toml"
    pyproject.write_text(pyproject.read_text().replace("numpy==2.4.6", "numpy==2.4.7"))
    checkout.bootstrap("run")
    assert any("numpy==2.4.7" in word for word in checkout.pip_calls()[1])


def test_a_comment_or_a_settings_change_installs_nothing(checkout: Checkout) -> None:
    checkout.make_environment()
    checkout.bootstrap("run")
    with (checkout.root / "pyproject.toml").open("a") as file:
        file.write("\n[tool.ruff]  # how we check\nline-length = 100\n")
    checkout.bootstrap("run")
    assert len(checkout.pip_calls()) == 1


def test_an_old_pip_is_renewed_first(checkout: Checkout) -> None:
    checkout.make_environment(pip="23.0.1")
    checkout.bootstrap("run")
    renewed, _ = checkout.pip_calls()
    assert renewed[-1].startswith("pip==")


def test_torch_comes_from_the_chosen_index_and_stays_with_it(checkout: Checkout) -> None:
    checkout.make_environment()
    checkout.bootstrap("--torch-index", "file:///one", "run")
    torch, rest = checkout.pip_calls()
    assert torch[torch.index("--index-url") + 1] == "file:///one"
    assert "torch==2.13.0" in torch
    assert "--no-deps" in torch
    assert "--index-url" not in rest
    assert stamped(checkout) == "file:///one"

    checkout.bootstrap("run")
    assert len(checkout.pip_calls()) == 2, "without the option, what is there is kept"

    checkout.variables["LECTERN_TORCH_INDEX"] = "file:///two"
    checkout.bootstrap("run")
    assert "file:///two" in checkout.pip_calls()[2]
    assert "--force-reinstall" in checkout.pip_calls()[2], "the version alone tells no difference"

    del checkout.variables["LECTERN_TORCH_INDEX"]
    checkout.bootstrap("--torch-index", "default", "run")
    assert "--index-url" not in checkout.pip_calls()[4]
    assert stamped(checkout) == ""


def stamped(checkout: Checkout) -> object:
    return checkout.stamp["torch_index"]


def test_a_new_pin_for_torch_comes_from_the_index_chosen_before(checkout: Checkout) -> None:
    checkout.make_environment()
    checkout.bootstrap("--torch-index", "file:///one", "run")
    pyproject = checkout.root / "pyproject.toml"
    pyproject.write_text(pyproject.read_text().replace("torch==2.13.0", "torch==2.14.0"))
    checkout.bootstrap("run")
    torch = checkout.pip_calls()[2]
    assert "torch==2.14.0" in torch
    assert torch[torch.index("--index-url") + 1] == "file:///one"


def test_an_interrupted_installation_is_gone_through_again_and_mended(checkout: Checkout) -> None:
    checkout.make_environment(status=1)
    assert checkout.bootstrap("run").returncode == 1
    whole = checkout.add_package("whole")
    short = checkout.add_package("short", whole=False)
    unfinished = checkout.add_package("unfinished")
    (unfinished / "INSTALLER").unlink()
    checkout.tell_pip()
    done = checkout.bootstrap("run")
    assert done.returncode == 0
    assert "Mending short" in done.stderr
    assert whole.exists()
    assert not short.exists(), "pip must not take it for installed"
    assert not unfinished.exists(), "pip must not take it for installed"
    assert len(checkout.pip_calls()) == 2


def test_a_failed_renewal_is_not_taken_for_done(checkout: Checkout) -> None:
    checkout.make_environment()
    checkout.bootstrap("run")
    checkout.tell_pip(status=1)
    assert checkout.bootstrap("--torch-index", "file:///one", "run").returncode == 1
    checkout.tell_pip()
    done = checkout.bootstrap("run")
    assert "Installing the dependencies" in done.stderr


def test_an_environment_of_another_python_is_made_anew(checkout: Checkout) -> None:
    checkout.make_environment()
    checkout.bootstrap("run")
    stamp = checkout.root / ".venv" / "lectern.json"
    stamp.write_text(json.dumps({**checkout.stamp, "python": "3.9-elsewhere"}))
    done = checkout.bootstrap("run", prelude=NO_ENSUREPIP + NOT_ROOT)
    assert "another Python (3.9-elsewhere)" in done.stderr


def test_an_environment_without_its_python_is_made_anew(checkout: Checkout) -> None:
    checkout.make_environment()
    checkout.bootstrap("run")
    checkout.python.unlink()
    done = checkout.bootstrap("run", prelude=NO_ENSUREPIP + NOT_ROOT)
    assert "Making the environment" in done.stderr


def test_a_fresh_environment_has_a_pip_that_starts(checkout: Checkout) -> None:
    # The real pip, told to look at nothing: it must get as far as saying that it found nothing.
    checkout.variables |= {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
    done = checkout.bootstrap("run")
    assert "Making the environment" in done.stderr
    assert "The package index has no pip==" in done.stderr
    assert done.returncode == 1
    assert checkout.python.exists()


# -------------------------------------------------------------------------------- failures

NOT_ROOT = "import os; os.geteuid = lambda: 1000\n"
ROOT_USER = "import os; os.geteuid = lambda: 0\n"
NO_ENSUREPIP = "import sys; sys.modules['ensurepip'] = None\n"


@pytest.mark.parametrize("version", [(2, 7), (3, 9), (3, 14)])
def test_an_unsuitable_python_is_told_which_will_do(
    checkout: Checkout, version: tuple[int, int]
) -> None:
    done = checkout.bootstrap("run", prelude=f"sys.version_info = {(*version, 0)!r}")
    assert done.returncode == 1
    assert "Lectern runs on Python 3.10 to 3.13" in done.stderr
    assert f"this is Python {version[0]}.{version[1]}" in done.stderr
    assert "Traceback" not in done.stderr


def test_any_python_can_read_the_script_that_judges_it() -> None:
    text = (ROOT / "packaging" / "bootstrap.py").read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 4))
    for node in ast.walk(tree):
        assert not isinstance(node, (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncWith))
        if isinstance(node, ast.FunctionDef):
            assert node.returns is None
            assert all(argument.annotation is None for argument in node.args.args)
            assert not node.args.kwonlyargs
    assert text.isascii()


def test_the_versions_it_takes_are_those_of_the_project() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'requires-python = ">=3.10,<3.14"' in text
    script = (ROOT / "packaging" / "bootstrap.py").read_text(encoding="utf-8")
    assert "OLDEST = (3, 10)\nNEWEST = (3, 13)\n" in script


@pytest.mark.parametrize(
    ("says", "cause"),
    [
        ("ERROR: Could not install: [Errno 28] No space left on device", "The disk is full."),
        ("OSError: [Errno 13] Permission denied: 'x'", "cannot be written to"),
        (
            "NewConnectionError: Temporary failure in name resolution\n"
            "ERROR: No matching distribution found for torch==2.13.0",
            "index could not be reached",
        ),
        ("ERROR: No matching distribution found for torch==2.13.0", "has no torch==2.13.0 for"),
        ("SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED", "certificate was not accepted"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "package is damaged"),
        ("ERROR: Failed building wheel for x", "no ready-made build"),
        ("ERROR: Something nobody foresaw.", "failed: Something nobody foresaw."),
    ],
)
def test_when_pip_gives_up_the_cause_and_the_next_step_are_named(
    checkout: Checkout, says: str, cause: str
) -> None:
    checkout.make_environment(says=says, status=1)
    done = checkout.bootstrap("run")
    assert done.returncode == 1
    assert cause in done.stderr
    assert "same command" in done.stderr or "system" in done.stderr or "right" in done.stderr
    assert "Traceback" not in done.stderr
    log = Path(done.stderr.rsplit("The log is ", 1)[1].strip())
    assert says.splitlines()[-1] in log.read_text()
    assert done.stdout == ""


def test_a_place_that_cannot_be_written_is_named_without_a_traceback(checkout: Checkout) -> None:
    (checkout.root / ".bootstrap").write_text("a file where a folder must be")
    done = checkout.bootstrap("run")
    assert done.returncode == 1
    assert str(checkout.root / ".bootstrap") in done.stderr
    assert "same command again" in done.stderr
    assert "Traceback" not in done.stderr


@linux_only
@pytest.mark.parametrize("of_debian", [True, False])
def test_without_ensurepip_the_next_step_is_named(checkout: Checkout, of_debian: bool) -> None:
    prefix = "sys.base_prefix = '/usr'\n" if of_debian else "sys.base_prefix = '/opt/python'\n"
    with_apt(checkout)
    done = checkout.bootstrap("run", prelude=NO_ENSUREPIP + NOT_ROOT + prefix)
    assert done.returncode == 1
    assert "ensurepip is missing" in done.stderr
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    assert (f"sudo apt-get install -y {package}" in done.stderr) == of_debian
    assert "Traceback" not in done.stderr


@linux_only
def test_root_gets_ensurepip_installed(checkout: Checkout) -> None:
    apt_calls = with_apt(checkout)
    checkout.variables |= {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
    checkout.bootstrap("run", prelude=NO_ENSUREPIP + ROOT_USER + "sys.base_prefix = '/usr'\n")
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    assert f"install -y --no-install-recommends {package}" in apt_calls.read_text()
    assert checkout.python.exists(), "and goes on"


def test_an_operating_system_error_is_a_sentence() -> None:
    assert failures.from_os(OSError(28, "x")) == failures.FULL
    assert failures.from_os(PermissionError(13, "x")) == failures.NOT_WRITABLE
    assert "(that one)" in failures.from_os(OSError(5, "Input/output error", "that one")).message


# ------------------------------------------------------------------------ system libraries


def with_apt(checkout: Checkout, *, status: int = 0) -> Path:
    """Puts an apt-get on the PATH, and nothing else; returns the file that notes its calls."""
    folder = checkout.root / "bin"
    folder.mkdir()
    calls = checkout.root / "apt calls"
    calls.touch()
    script = folder / "apt-get"
    script.write_text(f"#!/bin/sh\necho \"$@\" >> '{calls}'\nexit {status}\n")
    script.chmod(0o755)
    checkout.variables["PATH"] = str(folder)
    return calls


def needing(checkout: Checkout, *packages: str) -> None:
    """Makes the app need programs that no system has."""
    needs = ", ".join(f"Need({name!r}, SOUND, programs=('no-{name}',))" for name in packages)
    path = checkout.root / "packaging" / "environment" / "system.py"
    path.write_text(path.read_text(encoding="utf-8") + f"RUN = ({needs},)\n", encoding="utf-8")


@linux_only
def test_who_is_not_root_gets_the_command_and_the_app(checkout: Checkout) -> None:
    checkout.make_environment()
    calls = with_apt(checkout)
    needing(checkout, "liba1", "libb2")
    done = checkout.bootstrap("run", prelude=NOT_ROOT)
    assert "\n  sudo apt-get install -y liba1 libb2\n" in done.stderr
    assert "no sound can be played" in done.stderr
    assert calls.read_text() == ""
    assert done.returncode == 0
    assert json.loads(done.stdout)[1] == []


@linux_only
def test_root_gets_them_installed(checkout: Checkout) -> None:
    checkout.make_environment()
    calls = with_apt(checkout)
    needing(checkout, "liba1", "libb2")
    script = checkout.root / "bin" / "apt-get"
    # An apt that does what it is told: the programs that were missing are there afterwards.
    text = script.read_text().replace("exit 0", "")
    folder = checkout.root / "bin"
    for name in ("no-liba1", "no-libb2"):
        text += f"printf '#!/bin/sh\\n' > '{folder}/{name}'\n/bin/chmod 755 '{folder}/{name}'\n"
    script.write_text(text)
    done = checkout.bootstrap("run", prelude=ROOT_USER)
    assert calls.read_text().splitlines() == [
        "-o DPkg::Lock::Timeout=120 install -y --no-install-recommends liba1 libb2"
    ]
    assert "Missing" not in done.stderr
    assert done.returncode == 0


@linux_only
def test_what_apt_refused_is_not_asked_for_at_every_start(checkout: Checkout) -> None:
    checkout.make_environment()
    calls = with_apt(checkout, status=100)
    needing(checkout, "liba1")
    first = checkout.bootstrap("run", prelude=ROOT_USER)
    words = [re.sub("-o .*=120 ", "", line).split()[0] for line in calls.read_text().splitlines()]
    assert words == ["install", "update", "install"], "the lists may only have been old"
    second = checkout.bootstrap("run", prelude=ROOT_USER)
    assert len(calls.read_text().splitlines()) == 3
    for done in (first, second):
        assert "sudo apt-get install -y liba1" in done.stderr
        assert done.returncode == 0


@linux_only
def test_other_systems_get_the_names(checkout: Checkout) -> None:
    checkout.make_environment()
    needing(checkout, "liba1")
    checkout.variables["PATH"] = str(checkout.root)
    done = checkout.bootstrap("run")
    assert "Missing on this system: liba1." in done.stderr
    assert "apt-get" not in done.stderr
    assert done.returncode == 0


@linux_only
def test_what_is_here_is_found_and_what_is_not_is_not() -> None:
    here = [
        system.Need("libc6", system.SOUND, library="libc.so.6"),
        system.Need("coreutils", system.TESTS, programs=("no-such-program", "ls")),
    ]
    gone = [
        system.Need("x", system.SOUND, library="libno-such-library.so.1"),
        system.Need("y", system.TESTS, programs=("no-such-program",)),
        system.Need("z", system.TESTS, files=("no-such-folder/*.so",)),
    ]
    assert system.find_missing([*here, *gone]) == gone


def test_the_tests_need_what_the_app_needs_and_more() -> None:
    packages = [need.package for need in system.TEST]
    assert set(system.RUN) < set(system.TEST)
    assert len(packages) == len(set(packages))


# --------------------------------------------------------------------------------- the pins


def test_pyproject_is_read_like_toml() -> None:
    tomllib = pytest.importorskip("tomllib", reason="Python 3.10 has no reader to compare with")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    expected = {"dependencies": project["dependencies"], **project["optional-dependencies"]}
    assert requirements.groups(ROOT / "pyproject.toml") == expected


def test_every_dependency_is_pinned_and_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for group in requirements.groups(ROOT / "pyproject.toml").values():
        assert group
        for line in group:
            assert re.match(r"[\w-]+==\d", line)
            assert re.search(rf'"{re.escape(line)}", +# \w', text), f"{line} says no reason"


def test_the_limits_do_not_contradict_the_pins() -> None:
    limits = _pins((ROOT / "packaging" / "constraints.txt").read_text().splitlines())
    groups = requirements.groups(ROOT / "pyproject.toml")
    wanted = _pins([line for lines in groups.values() for line in lines])
    assert limits
    shared = limits.keys() & wanted.keys()  # what an extra wants and coqui-tts brings with it
    assert {name: limits[name] for name in shared} == {name: wanted[name] for name in shared}


def test_what_is_installed_is_what_is_pinned() -> None:
    groups = requirements.groups(ROOT / "pyproject.toml")
    wanted = _pins([*groups["dependencies"], *groups["test"]])
    limits = _pins((ROOT / "packaging" / "constraints.txt").read_text().splitlines())
    found = {_plain(each.name): each.version for each in importlib.metadata.distributions()}
    for name, version in wanted.items():
        assert found[name].split("+")[0] == version
    for name in found.keys() & limits.keys():
        assert found[name] == limits[name]


def test_torchs_companions_stay_away() -> None:
    # They are linked with CUDA and break a CPU-only torch; the voices do not need them.
    names = {_plain(each.name) for each in importlib.metadata.distributions()}
    assert not names & {"torchaudio", "torchcodec"}


def test_the_version_is_the_apps() -> None:
    assert f'\nversion = "{app.__version__}"\n' in (ROOT / "pyproject.toml").read_text()


def test_the_build_machine_runs_the_command_of_the_readme(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("a shell script")
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "python3").write_text('#!/bin/sh\necho "$PWD: $*"\nexit 3\n')
    (programs / "python3").chmod(0o755)
    path = os.pathsep.join([str(programs), os.environ["PATH"]])
    done = subprocess.run(
        [tmp_path / ".ci" / "run"],
        cwd=programs,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": path},
    )
    assert done.stdout == f"{tmp_path}: packaging/bootstrap.py test\n"
    assert done.returncode == 3


def _pins(lines: Sequence[str]) -> dict[str, str]:
    """Names and versions of the lines that hold for this Python."""
    found = {}
    for line in lines:
        pin, _, marker = line.partition(";")
        old = "<" in marker
        if pin.startswith("#") or (marker and old != (sys.version_info < (3, 11))):
            continue
        name, _, version = pin.strip().partition("==")
        found[_plain(name)] = version
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


# --------------------------------------------------------------------------------- progress


def test_what_pip_is_at_is_told_from_its_output(tmp_path: Path) -> None:
    activity = Activity(tmp_path)
    told = [
        activity.after(line)
        for line in (
            "Collecting torch==2.13.0",
            "  Downloading https://an.index/some/where/torch-2.13.0-cp311-linux.whl (883.2 MB)",
            "Progress 250 of 1000",
            "",
            "Installing collected packages: six, torch",
        )
    ]
    (tmp_path / "six-1.17.0.dist-info").mkdir()
    told.append(activity.after(""))
    assert told == [
        "looking for torch==2.13.0",
        "downloading torch-2.13.0, 883.2 MB",
        "downloading torch-2.13.0, 883.2 MB, 25 %",
        "downloading torch-2.13.0, 883.2 MB",
        "unpacking, 0 of 2",
        "unpacking, 1 of 2",
    ]


class Stream(io.StringIO):
    """A stream that says it is a terminal, or is not."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def test_a_terminal_has_one_line_that_moves() -> None:
    stream = Stream(True)
    progress = Progress(stream)
    progress.stage("Installing")
    progress.update("downloading torch")
    progress.done()
    assert "\r" in stream.getvalue()
    assert stream.getvalue().count("\n") == 1
    lines = [line.rstrip() for line in stream.getvalue().split("\r")]
    assert max(map(len, lines)) < shutil.get_terminal_size().columns
    assert lines[-1].startswith("  Installing")


def test_elsewhere_there_are_plain_lines() -> None:
    stream = Stream(False)
    progress = Progress(stream)
    progress.stage("Installing")
    progress.update("downloading torch")
    progress.done()
    assert stream.getvalue() == "Installing ...\n"


def test_two_set_ups_at_once_wait_for_each_other(checkout: Checkout) -> None:
    checkout.make_environment()
    notes = checkout.root / ".bootstrap"
    notes.mkdir()
    hold = (
        "import sys; sys.path.insert(0, 'packaging')\n"
        "from pathlib import Path; from environment import lock\n"
        "with lock.held(Path('.bootstrap/lock'), lambda: None):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold],
        cwd=checkout.root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "held\n"
        script = [sys.executable, "packaging/bootstrap.py", "run"]
        with subprocess.Popen(
            script, cwd=checkout.root, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
        ) as second:
            assert second.stderr is not None
            assert "Another set-up is at work" in second.stderr.readline()
            assert checkout.pip_calls() == []
            holder.stdin.close()
            second.stderr.read()
            assert second.wait() == 0
    assert len(checkout.pip_calls()) == 1


def test_an_unknown_sub_command_is_a_usage_error() -> None:
    with pytest.raises(SetupError) as caught:
        commands.parse(["build-a-boat"], {})
    assert caught.value.exit_code == 2
