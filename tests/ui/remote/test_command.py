"""`say --remote` in this process, against a server that listens."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.remote import command
from app.remote.protocol import Source
from tests.ui.remote.serving import Plain, Serving, serving

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="its clients are Unix sockets"),
    pytest.mark.usefixtures("qapp"),
]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serving]:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with serving() as made:
        monkeypatch.setattr("app.remote.client.socket_name", lambda: made.name)
        yield made


def jobs(served: Serving) -> list[dict[str, object]]:
    client = Plain(served.name)
    answer = client.ask(command="queue")
    client.close()
    assert answer is not None
    found: list[dict[str, object]] = answer["jobs"]
    return found


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["say", "--remote", "Hello."], True),
        (["say", "Hello.", "--remote"], True),
        (["say", "Hello."], False),
        (["say", "--", "--remote"], False),
        (["kiosk", "--remote"], False),
        ([], False),
    ],
)
def test_which_command_line_is_meant(arguments: list[str], meant: bool) -> None:
    assert command.is_meant(arguments) is meant


def test_a_text_is_said_as_asked(served: Serving) -> None:
    assert command.main(["say", "--remote", "--after", "Two", "words."]) == 0
    [job] = jobs(served)
    assert (job["text"], job["when"]) == ("Two words.", "after")


def test_a_long_text_goes_in_pieces(served: Serving) -> None:
    text = "Ein längerer Satz. " * 60_000
    assert command.main(["say", "--remote", text]) == 0
    [job] = jobs(served)
    assert job["length"] == len(text)


def test_what_is_copied_is_looked_up_by_the_app(served: Serving) -> None:
    window = served.bench.window
    real, seen = window.fetch, []

    def fetch(source: Source, take: object) -> None:
        seen.append(source)
        served.server.run(lambda: take("What was copied."))  # type: ignore[operator]

    window.fetch = fetch  # type: ignore[method-assign]
    assert command.main(["say", "--remote", "--clipboard"]) == 0
    window.fetch = real  # type: ignore[method-assign]
    assert seen == [Source.CLIPBOARD]
    assert [job["text"] for job in jobs(served)] == ["What was copied."]


@pytest.mark.parametrize(
    ("option", "said"), [("--clipboard", "copied"), ("--selection", "selected")]
)
def test_on_wayland_what_is_copied_is_looked_up_here(
    served: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str, said: str
) -> None:
    paste = tmp_path / "wl-paste"
    paste.write_text(
        '#!/bin/sh\ncase "$*" in *--primary*) printf selected;; *) printf copied;; esac'
    )
    paste.chmod(0o755)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert command.main(["say", "--remote", option]) == 0
    assert [job["text"] for job in jobs(served)] == [said]


def test_stop_is_silence(served: Serving) -> None:
    assert command.main(["say", "--remote", "--stop"]) == 0


def test_two_sources_make_no_sense(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["say", "--remote", "--clipboard", "A text."]) == 2
    assert "Give a text to say" in capsys.readouterr().err


def test_an_app_that_is_not_there_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("app.remote.client.socket_name", lambda: str(tmp_path / "none"))
    assert command.main(["say", "--remote", "Hello."]) == 1
    assert "is not running" in capsys.readouterr().err
