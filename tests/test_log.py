"""Whatever goes wrong is in the log and told once; nothing the user typed is."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from app import log as log_module
from app.log import Crash, Log, level_from
from app.tracebacks import describe

TYPED = "my secret diary"


@contextmanager
def logging_to(
    file: Path, on_crash: Callable[[Crash], None] | None = None, level: int = logging.INFO
) -> Iterator[Log]:
    log = Log(file, on_crash, level)
    assert log.start() == ""
    try:
        yield log
    finally:
        log.close()


def raised(error: BaseException) -> BaseException:
    try:
        raise error
    except BaseException as caught:
        return caught


def test_a_line_has_milliseconds_process_thread_and_module(tmp_path: Path) -> None:
    with logging_to(tmp_path / "lectern.log"):
        logging.getLogger("app.speech").info("loaded in %.3f s", 1.5)
    line = (tmp_path / "lectern.log").read_text()
    when = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}"
    what = r"INFO +\d+ \[MainThread\] app\.speech: loaded in 1\.500 s\n"
    assert re.fullmatch(f"{when} {what}", line)


def test_the_size_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_module, "LARGEST_LOG", 2000)
    with logging_to(tmp_path / "lectern.log"):
        for _ in range(500):
            logging.getLogger("app").info("x" * 50)
    sizes = [path.stat().st_size for path in tmp_path.glob("lectern.log*")]
    assert len(sizes) == 1 + log_module.KEPT_LOGS
    assert max(sizes) <= 2000


def test_a_log_that_cannot_be_renamed_is_written_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held_open(*_args: object) -> None:
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(log_module, "LARGEST_LOG", 200)
    with logging_to(tmp_path / "lectern.log"):
        monkeypatch.setattr("os.rename", held_open)
        for number in range(10):
            logging.getLogger("app").info("line %d", number)
    assert "line 9" in (tmp_path / "lectern.log").read_text()


def test_an_error_on_a_thread_is_logged_and_told_once(tmp_path: Path) -> None:
    crashes: list[Crash] = []

    def fail() -> None:
        raise RuntimeError("the engine fell over")

    with logging_to(tmp_path / "lectern.log", crashes.append) as log:
        for _ in range(3):
            thread = threading.Thread(target=fail, name="playback")
            thread.start()
            thread.join()
    assert len(crashes) == 1
    assert crashes[0].summary == "RuntimeError: the engine fell over"
    assert "in fail" in crashes[0].details
    assert crashes[0].log_file == log.file
    text = log.file.read_text()
    assert text.count("RuntimeError: the engine fell over") == 3
    assert "[playback]" in text


def test_the_main_hook_logs_and_tells_but_not_for_ctrl_c(tmp_path: Path) -> None:
    crashes: list[Crash] = []
    with logging_to(tmp_path / "lectern.log", crashes.append):
        for error in (raised(TypeError("wrong type")), raised(KeyboardInterrupt())):
            sys.excepthook(type(error), error, error.__traceback__)
    assert [crash.summary for crash in crashes] == ["TypeError: wrong type"]
    assert "KeyboardInterrupt" not in (tmp_path / "lectern.log").read_text()


def test_a_callback_that_fails_does_not_hide_the_error(tmp_path: Path) -> None:
    def broken(_crash: Crash) -> None:
        raise OSError("no display")

    with logging_to(tmp_path / "lectern.log", broken):
        error = raised(RuntimeError("first"))
        sys.excepthook(type(error), error, error.__traceback__)
    text = (tmp_path / "lectern.log").read_text()
    assert "RuntimeError: first" in text
    assert "OSError: no display" in text


def test_an_error_in_a_destructor_is_logged(tmp_path: Path) -> None:
    class Fragile:
        def __del__(self) -> None:
            raise RuntimeError("in a destructor")

    with logging_to(tmp_path / "lectern.log"):
        fragile = Fragile()
        del fragile
    assert "RuntimeError: in a destructor" in (tmp_path / "lectern.log").read_text()


def test_everything_is_as_before_after_closing(tmp_path: Path) -> None:
    def state() -> tuple[object, ...]:
        return (
            sys.excepthook,
            threading.excepthook,
            sys.unraisablehook,
            logging.raiseExceptions,
            list(logging.getLogger().handlers),
            [logging.getLogger(name).level for name in ("", "app", "TTS")],
        )

    before = state()
    with logging_to(tmp_path / "lectern.log"):
        assert state() != before
    assert state() == before


@pytest.mark.parametrize("kind", [ValueError, KeyError, IndexError, AssertionError, re.error])
def test_messages_that_may_quote_the_text_are_left_out(
    tmp_path: Path, kind: type[Exception]
) -> None:
    with logging_to(tmp_path / "lectern.log"):
        try:
            try:
                raise kind(TYPED)
            except kind as error:
                raise RuntimeError("while speaking") from error
        except RuntimeError:
            logging.getLogger("app").exception("failed")
    text = (tmp_path / "lectern.log").read_text()
    assert TYPED not in text
    assert kind.__name__ in text
    assert "RuntimeError: while speaking" in text


def test_coqui_warnings_that_quote_the_sentence_are_not_logged(tmp_path: Path) -> None:
    with logging_to(tmp_path / "lectern.log"):
        logging.getLogger("TTS.tts.utils.text.tokenizer").warning(TYPED)
        logging.getLogger("TTS").error("a real error")
        warnings.warn("a library is old", DeprecationWarning, stacklevel=1)
    text = (tmp_path / "lectern.log").read_text()
    assert TYPED not in text
    assert "a real error" in text


def test_while_it_is_discreet_not_even_the_debug_level_quotes(tmp_path: Path) -> None:
    def fail(message: str) -> None:
        try:
            raise ValueError(message)
        except ValueError:
            logging.getLogger("app").exception("failed")

    with logging_to(tmp_path / "lectern.log", level=logging.DEBUG) as log:
        with log.discreet():
            logging.getLogger("app").debug(TYPED)
            logging.getLogger("TTS").debug(TYPED)
            fail(TYPED)
        fail("whole message")
        logging.getLogger("app").debug("details")
    text = (tmp_path / "lectern.log").read_text()
    assert TYPED not in text
    assert "whole message" in text and "details" in text


def test_at_debug_level_everything_is_there(tmp_path: Path) -> None:
    with logging_to(tmp_path / "lectern.log", level=logging.DEBUG):
        logging.getLogger("TTS.tts").debug(TYPED)
        try:
            raise ValueError("whole message")
        except ValueError:
            logging.getLogger("app").exception("failed")
    text = (tmp_path / "lectern.log").read_text()
    assert TYPED in text
    assert "ValueError: whole message" in text


def test_describe_ends_when_causes_go_in_a_circle() -> None:
    first, second = raised(RuntimeError("a")), raised(RuntimeError("b"))
    first.__context__, second.__context__ = second, first
    assert describe(first).count("RuntimeError: a") == 1


@pytest.mark.parametrize(
    ("value", "level"),
    [("debug", logging.DEBUG), (" WARNING ", logging.WARNING), ("nonsense", logging.INFO)],
)
def test_the_level_comes_from_the_environment(value: str, level: int) -> None:
    assert level_from({"LECTERN_LOG": value}) == level
    assert level_from({}) == logging.INFO


def test_what_qt_prints_is_logged_and_the_old_handler_comes_back(tmp_path: Path) -> None:
    class Kind(Enum):
        QtWarningMsg = 1
        QtDebugMsg = 0

    installed: list[Any] = []

    def install(handler: Any) -> str:
        installed.append(handler)
        return "the handler before"

    with logging_to(tmp_path / "lectern.log") as log:
        log.install_qt_handler(install)
        installed[0](Kind.QtWarningMsg, None, "QPixmap: it is 100% null")
        installed[0](Kind.QtDebugMsg, None, "chatter")
    text = (tmp_path / "lectern.log").read_text()
    assert "WARNING" in text
    assert "app.qt: QPixmap: it is 100% null" in text
    assert "chatter" not in text
    assert installed[1] == "the handler before"


def test_missing_standard_streams_are_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    with logging_to(tmp_path / "lectern.log"):
        print("nowhere")
        print("nowhere", file=sys.stderr)
        sys.stdout.write("nowhere")
    assert sys.stdout is None


def test_a_folder_that_cannot_be_written_is_said_and_survived(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    log = Log(tmp_path / "file" / "lectern.log")
    problem = log.start()
    logging.getLogger("app").error("goes nowhere")
    log.close()
    assert str(log.file) in problem


def test_a_native_crash_is_in_the_log_of_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "lectern.log"
    code = (
        "import faulthandler, pathlib, sys; from app.log import Log; "
        "Log(pathlib.Path(sys.argv[1])).start(); faulthandler._sigabrt()"
    )
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, timeout=60)
    assert done.returncode != 0
    with logging_to(file):
        pass
    assert "Fatal Python error" in file.read_text()
    before = file.read_text().count("Fatal Python error")
    with logging_to(file):
        pass
    assert file.read_text().count("Fatal Python error") == before
