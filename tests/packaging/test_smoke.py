"""The smoke test passes on the real build, and fails, in clear lines, on what it is to find."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from smoke import contents, machine, tracing
from smoke.report import Report
from tests.packaging.conftest import ROOT

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux")
BUNDLE = Path("/opt/Über uns/Lectern")
# As strace writes them: bytes outside ASCII as octal numbers.
START = r'1 execve("/opt/\303\234ber uns/Lectern/Lectern", ["Lectern"], 0x1 /* 3 vars */) = 0'


def _smoke_test(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "packaging" / "smoke_test.py", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@linux_only
def test_the_build_works_on_a_machine_with_nothing_installed(built_bundle: Path) -> None:
    if missing := machine.missing_tools():
        pytest.skip(f"not on this system: {', '.join(missing)}")
    done = _smoke_test(built_bundle)
    print(done.stdout)  # the figures, with `pytest -rP`
    assert done.returncode == 0, done.stdout
    assert "All is well." in done.stdout


@linux_only
def test_what_is_no_bundle_is_told(tmp_path: Path) -> None:
    done = _smoke_test(tmp_path)
    assert done.returncode == 1
    assert f"{tmp_path} is no bundle" in done.stdout or "the smoke test needs" in done.stdout


# --------------------------------------------------------------------------- the contents


def _faults(bundle: Path, archive: Path | None = None) -> list[str]:
    report = Report()
    contents.check(bundle, archive, report)
    return report.faults


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A folder with all that the test looks for, and next to nothing in it."""
    bundle = tmp_path / "Lectern"
    for name in (*contents.NEEDED, "_internal/models/a voice/model_file.pth"):
        (bundle / name).parent.mkdir(parents=True, exist_ok=True)
        (bundle / name).write_text(name)
    (tmp_path / "archive.tar.xz").write_text("packed")
    return bundle


@linux_only
def test_a_whole_bundle_has_no_faults(whole: Path) -> None:
    assert _faults(whole, whole.parent / "archive.tar.xz") == []
    assert _faults(whole) == [f"there is no archive beside {whole}"]


@linux_only
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("_internal/torch/bin/torch_shm_manager", "torch/bin is in the bundle"),
        ("_internal/torch/test/cpp", "torch/test is in the bundle"),
        ("_internal/PySide6/Qt/lib/libQt6Qml.so.6", "does not belong"),
        ("_internal/libasound.so.2", "does not belong"),
        ("_internal/numba/core.so", "does not belong"),
    ],
)
def test_what_does_not_belong_is_named(whole: Path, name: str, told: str) -> None:
    (whole / name).parent.mkdir(parents=True, exist_ok=True)
    (whole / name).write_text("something")
    [fault] = _faults(whole, whole.parent / "archive.tar.xz")
    assert told in fault
    assert name in fault


@linux_only
def test_a_second_copy_of_a_library_is_named_and_a_link_is_none(whole: Path) -> None:
    inside = whole / "_internal"
    (inside / "torch").mkdir()
    (inside / "torch" / "libgomp.so.1").write_text("one build")
    (inside / "libgomp-040039e1-0352e75f.so.1").write_text("another build")
    (inside / "libgomp.so").symlink_to("torch/libgomp.so.1")
    [fault] = _faults(whole, whole.parent / "archive.tar.xz")
    assert "second copy" in fault


@linux_only
def test_what_is_missing_or_too_large_is_told(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "MOST_UNPACKED", 10)
    monkeypatch.setattr(contents, "MOST_PACKED", 1)
    (whole / contents.NEEDED[0]).unlink()
    shutil.rmtree(whole / "_internal" / "models")
    faults = _faults(whole, whole.parent / "archive.tar.xz")
    assert f"{contents.NEEDED[0]} is missing in the bundle" in faults
    assert "there is no voice in the bundle" in faults
    assert sum("larger than" in fault for fault in faults) == 2


# ------------------------------------------------------------------------------ the traces


def _traced(tmp_path: Path, *lines: str) -> tracing.Trace:
    path = tmp_path / "trace"
    path.write_text("\n".join([*lines, ""]))
    return tracing.read(path, BUNDLE)


def test_ip_sockets_are_seen_and_others_are_not(tmp_path: Path) -> None:
    trace = _traced(
        tmp_path,
        "1 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3",  # while the machine was set up
        START,
        "1 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3",
        "2 socket(AF_INET6, SOCK_DGRAM, IPPROTO_IP) = -1 EAFNOSUPPORT",
    )
    assert trace.sockets == ("2 socket(AF_INET6, SOCK_DGRAM, IPPROTO_IP) = -1 EAFNOSUPPORT",)


def test_what_comes_from_outside_the_bundle_is_told_apart(tmp_path: Path) -> None:
    trace = _traced(
        tmp_path,
        START,
        r'1 openat(AT_FDCWD, "/opt/\303\234ber uns/Lectern/_internal/libportaudio.so.2", 0) = 3',
        '1 openat(AT_FDCWD, "/usr/lib/libX11.so.6", O_RDONLY|O_CLOEXEC) = 3',
        '1 openat(AT_FDCWD, "/usr/lib/libportaudio.so.2", O_RDONLY) = -1 ENOENT (No such file)',
        '1 openat(AT_FDCWD, "/usr/lib/libespeak-ng.so.1", O_RDONLY|O_CLOEXEC) = 4',
        '2 execve("/usr/bin/ldconfig", ["ldconfig"], 0x1) = -1 ENOENT (No such file)',
        '2 execve("/sbin/ldconfig", ["ldconfig"], 0x1 /* 5 vars */) = 0',
    )
    assert trace.programs == ("/sbin/ldconfig",)
    assert trace.foreign == ("/usr/lib/libespeak-ng.so.1",)
    assert trace.libraries == ("/usr/lib/libX11.so.6", "/usr/lib/libespeak-ng.so.1")
    report = Report()
    tracing.judge(trace, "a program", report)
    assert len(report.faults) == 2


def test_a_trace_without_the_program_proves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no start"):
        _traced(tmp_path, '1 execve("/bin/sh", ["sh"], 0x1) = 0')


# ----------------------------------------------------------------------------- the machine


@linux_only
def test_the_machine_has_no_python_no_network_and_no_writable_bundle(tmp_path: Path) -> None:
    if missing := machine.missing_tools():
        pytest.skip(f"not on this system: {', '.join(missing)}")
    source = tmp_path / "source" / "Lectern"
    (source / "_internal").mkdir(parents=True)
    script = source / "Lectern"
    script.write_text(
        '#!/bin/sh\necho "$0"\ncat /proc/net/dev | wc -l\n'
        f'test -s "{Path(sys.executable).resolve()}" || echo "no python"\n'
        f'test -e "{ROOT}/app" || echo "no checkout"\n'
        'touch "${0%/*}/mine" 2>/dev/null || echo "bundle closed"\n'
        'touch "$HOME/mine" 2>/dev/null || echo "home closed"\n'
        'touch "$TMPDIR/mine" && echo "temporary open"\n'
    )
    script.chmod(0o755)
    place = machine.Machine.make(source, tmp_path / "work", {})
    for writable in (True, False):
        command = place.command("Lectern", home=tmp_path / "home", writable=writable)
        done = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ))
        lines = done.stdout.splitlines()
        assert lines[0] == str(tmp_path / "work" / machine.NAME / "Lectern" / "Lectern")
        assert lines[1] == "3"  # two lines of heading, and the loopback that nobody brought up
        closed = [] if writable else ["home closed"]
        wanted = ["no python", "no checkout", "bundle closed", *closed, "temporary open"]
        assert lines[2:] == wanted, done.stderr
