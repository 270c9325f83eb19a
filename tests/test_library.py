"""The library: what another program gets of the voice, blocking and with asyncio."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.errors import AudioFileError, NothingToSayError, UsageError, VoiceError
from app.library import Compute, Precision, SpeakOptions, Voice, aload, load, voices
from tests.source_tree import ROOT

TEXT = "The kettle is on. There is tea for everybody."


@pytest.fixture(scope="module")
def voice() -> Iterator[Voice]:
    with load(compute=Compute.CPU, precision=Precision.FLOAT32) as voice:
        yield voice


def whole(voice: Voice, text: str = TEXT, options: SpeakOptions | None = None) -> np.ndarray:
    return np.concatenate(list(voice.stream(text, options)))


def test_the_sound_comes_in_pieces_of_mono_float32(voice: Voice) -> None:
    pieces = list(voice.stream(TEXT))
    assert len(pieces) > 4
    assert {piece.dtype for piece in pieces} == {np.dtype(np.float32)}
    assert {piece.ndim for piece in pieces} == {1}
    sound = np.concatenate(pieces)
    assert 2.0 < len(sound) / voice.sample_rate < 6.0
    assert 0.05 < np.abs(sound).max() <= 1.0


def test_the_first_piece_of_a_book_needs_no_more_than_its_first_sentence(voice: Voice) -> None:
    book = voice.stream(TEXT + " And so on." * 100_000)
    assert np.array_equal(next(book), next(voice.stream(TEXT)))


def test_options_are_heard(voice: Voice) -> None:
    slow, fast = (len(whole(voice, TEXT, SpeakOptions(rate=rate))) for rate in (0.8, 2.0))
    assert 2.2 < slow / fast < 2.8


def test_what_makes_no_sense_is_refused_before_anything_is_rendered(voice: Voice) -> None:
    with pytest.raises(UsageError, match=r"The rate must be from 0\.5 to 4, not 9"):
        voice.stream(TEXT, SpeakOptions(rate=9.0))


def test_a_text_without_words_is_silent_and_no_file(voice: Voice, tmp_path: Path) -> None:
    assert list(voice.stream(" \n ")) == []
    with pytest.raises(NothingToSayError):
        voice.save(" \n ", tmp_path / "nothing.wav")
    assert list(tmp_path.iterdir()) == []


def test_a_file_holds_what_is_streamed(voice: Voice, tmp_path: Path) -> None:
    seconds = voice.save(TEXT, tmp_path / "tea.flac")
    heard, rate = soundfile.read(tmp_path / "tea.flac", dtype="float32")
    assert rate == voice.sample_rate and seconds == len(heard) / rate
    # The one is rendered in short chunks, the other in long ones, and kept in 16 bits.
    assert np.allclose(heard, whole(voice), atol=2e-4)


def test_a_file_of_an_unknown_kind_is_refused(voice: Voice, tmp_path: Path) -> None:
    with pytest.raises(AudioFileError):
        voice.save(TEXT, tmp_path / "tea.txt")


def test_streams_on_several_threads_do_not_disturb_each_other(voice: Voice) -> None:
    texts = ["One for sorrow.", "Two for joy.", "Three for a girl."]
    alone = [whole(voice, text) for text in texts]
    together: dict[int, np.ndarray] = {}
    threads = [
        threading.Thread(target=lambda n=n, t=t: together.update({n: whole(voice, t)}))
        for n, t in enumerate(texts)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    for n in range(len(texts)):  # rounded otherwise where another number of threads computed
        np.testing.assert_allclose(together[n], alone[n], atol=2e-5)


def test_a_stream_can_be_given_up(voice: Voice) -> None:
    stream = voice.stream(TEXT)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert len(whole(voice)) > voice.sample_rate


def test_a_closed_voice_says_so() -> None:
    voice = load(compute=Compute.CPU, precision=Precision.FLOAT32)
    begun = voice.stream(TEXT)
    next(begun)
    voice.close()
    for use in (lambda: voice.stream(TEXT), lambda: next(begun)):
        with pytest.raises(VoiceError, match="The voice was closed"):
            use()


def test_a_voice_that_is_not_there_is_named() -> None:
    assert voices()
    with pytest.raises(VoiceError, match="no voice called “nobody”"):
        load("nobody")


def test_asyncio_goes_on_while_it_renders(voice: Voice, tmp_path: Path) -> None:
    async def both() -> tuple[np.ndarray, int, float]:
        turns, done = 0, asyncio.Event()

        async def other() -> None:
            nonlocal turns
            while not done.is_set():
                turns += 1
                await asyncio.sleep(0)

        beside = asyncio.create_task(other())
        pieces = [piece async for piece in voice.astream(TEXT)]
        seconds = await voice.asave(TEXT, tmp_path / "tea.wav")
        done.set()
        await beside
        return np.concatenate(pieces), turns, seconds

    sound, turns, seconds = asyncio.run(both())
    np.testing.assert_allclose(sound, whole(voice), atol=2e-5)
    assert turns > 100
    assert seconds == soundfile.info(tmp_path / "tea.wav").duration


def test_a_save_that_is_cancelled_leaves_what_was_there(voice: Voice, tmp_path: Path) -> None:
    file = tmp_path / "tea.wav"
    file.write_text("as it was")

    async def cancelled() -> None:
        task = asyncio.create_task(voice.asave(TEXT * 1000, file))
        await anext(voice.astream(TEXT))  # its turn comes after the first piece of the save
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled())
    assert [path.name for path in tmp_path.iterdir()] == ["tea.wav"]
    assert file.read_text() == "as it was"


def test_loading_with_asyncio() -> None:
    async def first() -> int:
        async with await aload(compute=Compute.CPU, precision=Precision.FLOAT32) as voice:
            return len(await anext(voice.astream("Hello.")))

    assert asyncio.run(first()) > 0


def test_it_needs_no_window_no_sound_device_and_no_network(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from app.library import load\n"
        "assert 'torch' not in sys.modules\n"
        "with load() as voice: voice.save('Hello.', 'hello.wav')\n"
        "assert not {'PySide6', 'sounddevice'} & set(sys.modules)\n"
    )
    assert _run(program, tmp_path).returncode == 0  # the tests' guard refuses IP sockets


def test_the_example_in_the_readme_runs_as_it_stands(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    examples = [
        code
        for code in re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
        if "app.library" in code
    ]
    assert len(examples) == 2  # blocking, and with asyncio
    for code in examples:
        done = _run(code, tmp_path)
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()


def _run(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    found = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": found},
        capture_output=True,
        text=True,
        timeout=120,
    )
