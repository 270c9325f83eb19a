"""Two outputs on one library: opened in turn, and not started again under each other."""

from __future__ import annotations

import pytest

from app.audio.sharing import Sharing
from app.errors import SoundError
from tests.fakes import FakeOutput


def test_the_library_is_not_started_again_while_another_stream_is_open() -> None:
    sharing = Sharing()
    first, second = FakeOutput(), FakeOutput()
    ours, theirs = sharing.output(first), sharing.output(second)
    theirs.open("", 22050)
    ours.refresh()
    assert "refresh" not in first.calls
    theirs.close()
    ours.refresh()
    assert "refresh" in first.calls


def test_a_stream_that_did_not_open_holds_up_nobody() -> None:
    sharing = Sharing()
    first, second = FakeOutput(), FakeOutput("speakers")
    ours, theirs = sharing.output(first), sharing.output(second)
    with pytest.raises(SoundError):
        theirs.open("headphones", 22050)
    second.close()
    ours.refresh()
    assert "refresh" in first.calls
