"""Vendoring as a whole: the real command, from a server on loopback to a voice that speaks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import torch

from app.speech.folder import read_voice, verify
from tests.packaging import vendor_models as made
from tests.packaging.conftest import ROOT, Checkout
from tests.packaging.vendor_models import MODEL, VOCODER
from tests.packaging.vendor_server import Releases, serving
from vendoring import staging
from vendoring.command import main

NAME = "en/ljspeech/fast_pitch"
VOICE = "ljspeech-fast_pitch"


@dataclass(frozen=True)
class Archives:
    """The bytes of two releases, and what they were made from."""

    model: bytes
    vocoder: bytes
    checkpoint: dict[str, Any]
    generator: dict[str, Any]


@dataclass
class Bench:
    """The command with folders of its own."""

    root: Path
    capture: pytest.CaptureFixture[str]
    options: list[str] = field(default_factory=list)
    said: str = ""

    @property
    def models(self) -> Path:
        return self.root / "models"

    @property
    def lock(self) -> dict[str, Any]:
        path = self.root / "voices.lock.json"
        return dict(json.loads(path.read_text("utf-8"))["voices"]) if path.exists() else {}

    def arguments(self, *arguments: str) -> list[str]:
        places = {"--models": "models", "--lock": "voices.lock.json", "--cache": "cache"}
        where = [word for name, path in places.items() for word in (name, str(self.root / path))]
        return [*arguments, *where, *self.options]

    def vendor(self, *arguments: str) -> int:
        """Run it; the exit status. What it said on standard error is in `said`."""
        status = main(self.arguments(*arguments))
        self.said = self.capture.readouterr().err
        return status

    def fails(self, *arguments: str) -> str:
        """Run what must fail; what it said. The models folder is as it was."""
        before = content(self.models)
        assert self.vendor(*arguments) == 1
        assert content(self.models) == before
        assert "Traceback" not in self.said
        return self.said

    def file(self, name: str, content: bytes) -> str:
        path = self.root / name
        path.write_bytes(content)
        return str(path)


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="session")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Archives:
    checkpoint = made.acoustic_checkpoint(tmp_path_factory.mktemp("model"))
    generator = made.vocoder_checkpoint()
    return Archives(
        made.released(checkpoint, made.acoustic_config(), MODEL),
        made.released(generator, made.vocoder_config(), VOCODER),
        checkpoint,
        generator,
    )


@pytest.fixture
def bench(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Bench:
    return Bench(tmp_path, capsys)


@pytest.fixture
def server(archives: Archives, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Iterator[Releases]:
    """A mirror that holds both archives, and that the bench uses."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving() as releases:
        releases.files = {f"{MODEL}.zip": archives.model, f"{VOCODER}.zip": archives.vocoder}
        bench.options = ["--mirror", releases.url]
        yield releases


@pytest.fixture
def zips(archives: Archives, bench: Bench) -> tuple[str, str]:
    """Both archives as files of the user's own, under names that say nothing."""
    return bench.file("mine.zip", archives.model), bench.file("tones.zip", archives.vocoder)


# ------------------------------------------------------------------------ from a server


@pytest.mark.loopback
def test_a_release_becomes_a_voice_that_speaks(
    bench: Bench, server: Releases, archives: Archives
) -> None:
    assert bench.vendor(NAME) == 0, bench.said
    assert "It spoke" in bench.said
    folder = bench.models / VOICE
    assert sorted(path.name for path in bench.models.iterdir()) == [VOICE]
    assert {path.name for path in folder.iterdir()} == {
        *("model_file.pth", "config.json", "vocoder.pth", "vocoder_config.json"),
        *("voice.json", "CARD.md"),
    }
    voice = read_voice(folder)
    verify(voice)
    assert len(voice.checksums) == 5
    assert voice.info.sample_rate == 22050
    assert voice.info.language == "en-us"
    assert "apache 2.0" in voice.info.licence
    assert f"tts_models/{NAME}" in voice.info.provenance
    assert "hifigan_v2" in voice.info.provenance
    state = torch.load(folder / "model_file.pth", weights_only=True)
    assert list(state) == ["model"]
    for name, value in archives.checkpoint["model"].items():
        assert torch.equal(state["model"][name], value)
    assert made.TRAINERS_PATH not in (folder / "config.json").read_text("utf-8")


@pytest.mark.loopback
def test_a_later_run_gets_the_same_bytes(bench: Bench, server: Releases) -> None:
    assert bench.vendor(f"tts_models/{NAME}") == 0, bench.said
    first, lock = content(bench.models), bench.lock
    assert lock[VOICE]["model"]["archive"]["size"] == len(server.files[f"{MODEL}.zip"])
    assert set(lock[VOICE]["files"]) == {path.split("/")[1] for path in first}

    server.seen.clear()
    assert bench.vendor(NAME, "--pinned") == 0
    assert "is there already" in bench.said
    shutil.rmtree(bench.models)
    assert bench.vendor(NAME, "--pinned") == 0, bench.said
    assert not server.seen  # the archives were kept
    assert content(bench.models) == first

    shutil.rmtree(bench.root / "cache")
    (bench.models / VOICE / "vocoder.pth").write_bytes(b"damaged")
    assert bench.vendor(NAME, "--pinned") == 0, bench.said
    assert len(server.seen) == 2
    assert content(bench.models) == first
    assert bench.lock == lock


@pytest.mark.loopback
def test_other_bytes_than_pinned_are_refused_until_they_are_pinned_anew(
    bench: Bench, server: Releases
) -> None:
    assert bench.vendor(NAME) == 0, bench.said
    shutil.rmtree(bench.root / "cache")
    shutil.rmtree(bench.models)
    bench.models.mkdir()
    other = made.vocoder_checkpoint()
    other["model"]["model_g.conv_pre.bias"] += 0.5
    changed = made.released(other, made.vocoder_config(), VOCODER)
    assert len(changed) == len(server.files[f"{VOCODER}.zip"])
    server.files[f"{VOCODER}.zip"] = changed
    lock = bench.lock
    said = bench.fails(NAME)
    assert f"“{VOCODER}.zip” is not the archive that the lock file pins" in said
    assert "--update" in said
    assert bench.lock == lock
    assert bench.vendor(NAME, "--update") == 0, bench.said
    before, after = (each[VOICE]["vocoder"]["archive"]["sha256"] for each in (lock, bench.lock))
    assert before != after
    assert bench.vendor(NAME, "--pinned") == 0, bench.said


@pytest.mark.loopback
def test_a_call_goes_on_where_the_last_was_cut(bench: Bench, server: Releases) -> None:
    bench.models.mkdir()
    server.cuts = [100_000, *[0] * 5]
    said = bench.fails(NAME)
    assert "was cut after" in said
    assert not bench.lock
    server.seen.clear()
    server.cuts.clear()
    assert bench.vendor(NAME) == 0, bench.said
    assert server.seen[0][1].startswith("bytes=")


@pytest.mark.loopback
def test_a_download_beyond_what_may_be_written(bench: Bench, server: Releases) -> None:
    pytest.importorskip("resource")
    bench.models.mkdir()
    server.lengths = False
    done = started(bench.arguments(NAME), "import resource as r\nr.setrlimit(1, (65536, 65536))\n")
    assert done.returncode == 1
    assert "is full, or you may not use more of it" in done.stderr
    assert "Traceback" not in done.stderr
    assert not content(bench.models)


@pytest.mark.loopback
@pytest.mark.parametrize("share", [0.5, 1.5, 2.3], ids=["download", "unpack", "convert"])
def test_a_full_disk(bench: Bench, server: Releases, archives: Archives, share: float) -> None:
    """A disk that holds `share` times what the archives do."""
    disk = bench.root / "disk"
    disk.mkdir()
    size = int(share * (len(archives.model) + len(archives.vocoder)))
    mount = f'mount -t tmpfs -o size={size} none "$0" && "$@"'
    mounted = ["unshare", "--mount", "sh", "-c", mount, str(disk)]
    if shutil.which("unshare") is None or subprocess.run([*mounted, "true"]).returncode:
        pytest.skip("no small disk can be made here")
    bench.options += ["--models", str(disk / "models"), "--cache", str(disk / "cache")]
    show = (
        f"import atexit, os\natexit.register(lambda: print(os.listdir({str(disk / 'models')!r})))\n"
    )
    done = started(bench.arguments(NAME), show, mounted)
    assert done.returncode == 1
    assert "is full, or you may not use more of it" in done.stderr, done.stderr
    assert ("Converting" in done.stderr) == (share > 2)
    assert "Traceback" not in done.stderr
    assert done.stdout == "[]\n"


def started(
    arguments: list[str], prelude: str, before: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, after some Python."""
    code = (
        f"import sys\nsys.path[:1] = [{str(ROOT / 'packaging')!r}, {str(ROOT)!r}]\n{prelude}"
        f"from vendoring.command import main\nsys.exit(main({arguments!r}))"
    )
    return subprocess.run([*before, sys.executable, "-c", code], capture_output=True, text=True)


# ----------------------------------------------------------------- from this computer


def test_zips_of_ones_own(bench: Bench, zips: tuple[str, str]) -> None:
    model, vocoder = zips
    options = ["--voice-name", "anna", "--title", "Anna", "--licence", "CC0-1.0"]
    assert bench.vendor(model, "--vocoder", vocoder, *options) == 0, bench.said
    voice = read_voice(bench.models / "anna")
    assert (voice.info.title, voice.info.licence) == ("Anna", "CC0-1.0")
    assert bench.lock["anna"]["model"]["source"] == "mine.zip"
    assert bench.lock["anna"]["vocoder"]["source"] == "tones.zip"


def test_coquis_own_folders_side_by_side(bench: Bench, archives: Archives) -> None:
    from vendoring.unpack import unpack

    for name, zipped in ((MODEL, archives.model), (VOCODER, archives.vocoder)):
        unpack(Path(bench.file(f"{name}.zip", zipped)), bench.root / "unpacked" / name)
        shutil.move(bench.root / "unpacked" / name / name, bench.root / name)
        (bench.root / f"{name}.zip").unlink()
    assert bench.vendor(str(bench.root / MODEL)) == 0, bench.said
    assert "apache 2.0" in read_voice(bench.models / VOICE).info.licence
    assert bench.lock[VOICE]["vocoder"]["source"] == "vocoder_models/en/ljspeech/hifigan_v2"


def test_a_voice_of_lecterns_layout_keeps_what_it_says_of_itself(bench: Bench) -> None:
    joe = ROOT / "models" / "joe"
    assert bench.vendor(str(joe), "--voice-name", "joseph") == 0, bench.said
    old, new = read_voice(joe), read_voice(bench.models / "joseph")
    for fact in ("title", "language", "sample_rate", "licence", "provenance", "pitch_range"):
        assert getattr(new.info, fact) == getattr(old.info, fact)
    assert new.pitch_statistics == old.pitch_statistics
    assert new.pitch_response == old.pitch_response
    assert new.pitch_heard == old.pitch_heard
    assert (bench.models / "joseph" / "CARD.md").read_bytes() == (joe / "CARD.md").read_bytes()
    for file in ("model_file.pth", "vocoder.pth"):
        before, after = (
            torch.load(folder / file, weights_only=True)["model"]
            for folder in (joe, bench.models / "joseph")
        )
        assert list(before) == list(after)
        assert all(torch.equal(before[name], after[name]) for name in before)


@pytest.mark.parametrize("weights", ["model_file.pth.tar", "best_model.pth", "checkpoint_2000.pth"])
def test_settings_with_comments_and_weights_under_other_names(
    bench: Bench, zips: tuple[str, str], archives: Archives, weights: str
) -> None:
    folder = bench.root / "trained"
    folder.mkdir()
    torch.save(archives.checkpoint, folder / weights)
    torch.save({"model": {}}, folder / "checkpoint_1000.pth")
    (folder / "speakers.pth").write_bytes(b"")
    text = json.dumps(made.acoustic_config(), indent=1)
    (folder / "config.json").write_text("// FastPitch\n" + text, encoding="utf-8")
    assert bench.vendor(str(folder), "--vocoder", zips[1]) == 0, bench.said
    assert "no licence" in bench.said
    assert read_voice(bench.models / "trained").info.language == "en-us"


def test_on_another_disk_the_folder_is_still_renamed(tmp_path: Path) -> None:
    other = Path("/dev/shm")
    if not other.is_dir() or other.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no other disk here")
    models = other / f"lectern-{os.getpid()}"
    try:
        with staging.workplace(tmp_path, models) as folder:
            assert folder.stat().st_dev == models.stat().st_dev
            (folder / "voice").mkdir()
            assert not list(models.glob("*/config.json"))
            staging.put_in_place(folder / "voice", models / "voice")
        assert [path.name for path in models.iterdir()] == ["voice"]
    finally:
        shutil.rmtree(models, ignore_errors=True)


# ----------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["en/ljspech/fastpitch"], "Nearest: en/ljspeech/fast_pitch"),
        (["en/ljspeech/vits"], "it is no FastPitch model"),
        (["en/vctk/fast_pitch"], "it has several speakers"),
        (["en/ljspeech/speedy-speech"], "fewer than 13 sounds"),
        ([NAME, "--vocoder", "en/ljspeech/multiband-melgan"], "it is no HiFi-GAN vocoder"),
        ([NAME, "--vocoder", "en/ljspeech/hifi"], "Nearest: en/ljspeech/hifigan_v2"),
        (["https://example.org/a.zip"], "an address, and a name is needed"),
        (["./missing.zip"], "There is no released model, zip or folder"),
        ([NAME, "--voice-name", "../joe"], "cannot be the name of a voice"),
        ([NAME, "--voice-name", "vocoder_models--x"], "cannot be the name of a voice"),
        ([NAME, "--pinned"], "is not pinned"),
        ([__file__], "neither a zip nor a folder"),
    ],
)
def test_what_makes_no_sense_is_answered_before_anything_is_fetched(
    bench: Bench, arguments: list[str], says: str
) -> None:
    assert says in bench.fails(*arguments)
    assert not bench.models.exists()


def test_a_voice_that_is_not_ours_is_not_replaced(bench: Bench, zips: tuple[str, str]) -> None:
    folder = bench.models / "joe"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    said = bench.fails(zips[0], "--vocoder", zips[1], "--voice-name", "joe")
    assert "There is already a voice “joe”" in said
    assert "--update" in said


def test_a_pinned_voice_is_not_made_from_something_else(
    bench: Bench, zips: tuple[str, str]
) -> None:
    assert bench.vendor(zips[0], "--vocoder", zips[1], "--voice-name", "anna") == 0, bench.said
    shutil.rmtree(bench.models / "anna")
    said = bench.fails(zips[0], "--vocoder", str(ROOT / "models" / "joe"), "--voice-name", "anna")
    assert "pins “anna” as made from mine.zip and tones.zip" in said
    said = bench.fails(zips[0], "--vocoder", zips[1], "--voice-name", "anna", "--title", "Anna")
    assert "comes out otherwise than it is pinned" in said


@pytest.mark.parametrize("licence", ["CC BY-NC-ND 4.0", "CC-BY-NC 4.0", "CPML"])
def test_a_licence_that_restricts_has_to_be_accepted(
    bench: Bench, zips: tuple[str, str], licence: str
) -> None:
    order = [zips[0], "--vocoder", zips[1], "--licence", licence]
    said = bench.fails(*order)
    assert f"licensed under “{licence}”, which forbids commercial use" in said
    assert ("changed copies" in said) == ("ND" in licence)
    assert bench.vendor(*order, "--accept-licence") == 0, bench.said
    assert "forbids commercial use" in bench.said
    assert licence in read_voice(bench.models / "mine").info.licence


def _several_speakers(config: dict[str, Any]) -> None:
    config["model_args"]["use_speaker_embedding"] = True


def _another_kind(config: dict[str, Any]) -> None:
    config["model"] = "vits"


def _other_rate(config: dict[str, Any]) -> None:
    config["audio"]["sample_rate"] = 16000


def _scaled_mels(config: dict[str, Any]) -> None:
    config["audio"]["signal_norm"] = True


def _other_shape(config: dict[str, Any]) -> None:
    config["model_args"]["hidden_channels"] = 64


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_several_speakers, "has several speakers"),
        (_another_kind, "of the kind “vits”"),
        (_other_rate, "the model's sample rate is 16000, the vocoder's 22050"),
        (_scaled_mels, "scale their mels differently"),
        (_other_shape, "Lectern cannot speak with it"),
    ],
)
def test_a_model_that_lectern_cannot_speak_with(
    bench: Bench, archives: Archives, zips: tuple[str, str], change: Any, says: str
) -> None:
    config = made.acoustic_config()
    change(config)
    zipped = made.released(archives.checkpoint, config, "odd")
    assert says in bench.fails(bench.file("odd.zip", zipped), "--vocoder", zips[1])
    assert not bench.lock


def test_a_voice_that_fails_is_told_in_one_sentence_and_the_next_step(
    bench: Bench, archives: Archives, zips: tuple[str, str]
) -> None:
    config = made.acoustic_config()
    _other_shape(config)
    path = bench.file("odd.zip", made.released(archives.checkpoint, config, "odd"))
    done = started(bench.arguments(path, "--vocoder", zips[1]), "")
    assert done.returncode == 1
    *steps, message, hint = done.stderr.splitlines()
    assert message.startswith("The voice was made, but Lectern cannot speak with it: ")
    assert hint.startswith("Nothing was installed")
    assert all(step.endswith(" …") or step.startswith("Note: ") for step in steps)


def test_a_vocoder_that_makes_no_sound(
    bench: Bench, archives: Archives, zips: tuple[str, str]
) -> None:
    silent = {name: value * 0 for name, value in archives.generator["model"].items()}
    for name in silent:
        if name.endswith("original1"):  # the direction of a weight, which may not be nothing
            silent[name] = archives.generator["model"][name]
    zipped = made.released({"model": silent}, made.vocoder_config(), VOCODER)
    assert "makes no sound" in bench.fails(zips[0], "--vocoder", bench.file("mute.zip", zipped))


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"a/readme.txt": "x"}, "holds no config.json"),
        ({"a/config.json": '{"model": "fast_pitch"}'}, "holds no weights beside its config.json"),
        ({"a/config.json": '{"model": '}, "The settings in “config.json” cannot be understood"),
        ({"a/config.json": "[1]"}, "it holds no settings"),
        ({"a/../../b": "x"}, "would be written outside the folder"),
    ],
)
def test_an_archive_without_what_is_needed(
    bench: Bench, zips: tuple[str, str], files: dict[str, str], says: str
) -> None:
    path = bench.file("poor.zip", made.zipped(files))
    assert says in bench.fails(path, "--vocoder", zips[1])


def test_a_vocoder_is_no_voice_and_a_voice_needs_one(bench: Bench, zips: tuple[str, str]) -> None:
    assert "holds a vocoder and no acoustic model" in bench.fails(zips[1])
    assert "Name one with --vocoder" in bench.fails(zips[0])
    assert "holds no vocoder" in bench.fails(zips[0], "--vocoder", zips[0])


def test_a_damaged_lock_file_is_told_and_kept(bench: Bench, zips: tuple[str, str]) -> None:
    path = bench.root / "voices.lock.json"
    path.write_text('{"voices": {"a": 1}}')
    assert "is damaged" in bench.fails(zips[0], "--vocoder", zips[1])
    assert path.read_text() == '{"voices": {"a": 1}}'


def test_what_a_killed_run_left_is_removed(bench: Bench, zips: tuple[str, str]) -> None:
    for old in (bench.root / "cache" / "work-old" / "mine", bench.models / ".vendoring" / "mine"):
        old.mkdir(parents=True)
        (old / "config.json").touch()
    assert bench.vendor(zips[0], "--vocoder", zips[1]) == 0, bench.said
    assert [path.name for path in bench.models.iterdir()] == ["mine"]
    assert [path.name for path in (bench.root / "cache").iterdir()] == ["lock"]


def test_two_runs_wait_for_each_other(bench: Bench, zips: tuple[str, str]) -> None:
    """The second finds what the first has made, and says so."""
    results: list[int] = []
    order = bench.arguments(zips[0], "--vocoder", zips[1])
    threads = [threading.Thread(target=lambda: results.append(main(order))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [0, 0]
    assert "is there already" in bench.capture.readouterr().err


# -------------------------------------------------------------------------- the door


def test_the_list_names_what_can_be_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    shown = capsys.readouterr().out
    assert "en/ljspeech/fast_pitch       apache 2.0; vocoder en/ljspeech/hifigan_v2" in shown
    assert "en/vctk/fast_pitch           CC BY-NC-ND 4.0; not supported" in shown
    assert "en/ljspeech/vits" not in shown


@pytest.mark.parametrize("arguments", [[], [NAME, "--update", "--pinned"], [NAME, "--no-such"]])
def test_a_slip_shows_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: vendor.py" in capsys.readouterr().err


def test_the_script_starts_the_command_in_the_environment(checkout: Checkout) -> None:
    checkout.make_environment()
    echo = "import json, os\ndef main(a):\n    print(json.dumps([os.getcwd(), a]))\n    return 3\n"
    (checkout.root / "packaging" / "vendoring" / "command.py").write_text(echo)
    script = checkout.root / "packaging" / "vendor.py"
    other = checkout.root.parent
    done = subprocess.run(
        [sys.executable, script, NAME, "--models", "here"],
        cwd=other,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 3, done.stderr
    assert json.loads(done.stdout) == [str(other), [NAME, "--models", "here"]]
