"""Vendors a voice: the steps in their order.

Nothing is trusted before it is looked at, and nothing is left in the models folder before all of it
is made, equal to its pins, and has spoken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path

from environment import lock
from vendoring import (
    card,
    catalogue,
    convert,
    fitting,
    layout,
    licences,
    pins,
    source,
    staging,
    trial,
    unpack,
)
from vendoring.card import Part
from vendoring.catalogue import Release
from vendoring.failures import VendoringError
from vendoring.layout import Found, Network
from vendoring.pins import Origin, Pin, VoicePin
from vendoring.source import Source

_LIBRARIES = ("torch", "coqui-tts")
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Order:
    """What is asked for; texts are empty where the user leaves the choice to us.

    Attributes:
        model: a released name, a zip or a folder.
        vocoder: the same, instead of the one that belongs to the model.
        voice_name: the name of the voice's folder.
        title: what the window calls the voice.
        licence: of a model of the user's own.
        models: the folder that the voice is put into.
        lock: the lock file.
        cache: where downloads are kept.
        mirror: an address that holds the archives, instead of where they were released.
        update: pin anew what differs.
        pinned: fail when there is no pin.
        accept_licence: the user has read a licence that restricts.
    """

    model: str
    models: Path
    lock: Path
    cache: Path
    vocoder: str = ""
    voice_name: str = ""
    title: str = ""
    licence: str = ""
    mirror: str = ""
    update: bool = False
    pinned: bool = False
    accept_licence: bool = False


def vendor(order: Order, known: Mapping[str, Release], tell: Tell) -> Path:
    """Carry out an order; the voice's folder.

    Args:
        order: what is asked for.
        known: Coqui's released models.
        tell: told each step and what the user should know.

    Raises:
        VendoringError: it cannot be done; the models folder is as it was.
        OSError: a file cannot be read or written.
    """
    model = source.resolve(order.model, catalogue.MODELS, known)
    vocoder = _vocoder(order, model, known)
    name = source.checked_name(order.voice_name or model.voice_name)
    order.cache.mkdir(parents=True, exist_ok=True)
    waits = lock.held(order.cache / "lock", lambda: tell("Another vendoring is at work; waiting."))
    with waits:
        job = _Job(order, name, tell)
        if job.is_there():
            tell(f"The voice “{name}” is there already, as it is pinned.")
        else:
            with staging.workplace(order.cache, order.models) as folder:
                job.make(model, vocoder, folder)
    return job.target


def _vocoder(order: Order, model: Source, known: Mapping[str, Release]) -> Source | None:
    if order.vocoder:
        return source.resolve(order.vocoder, catalogue.VOCODERS, known)
    return source.default_vocoder(model, known)


class _Job:
    """One voice being vendored."""

    def __init__(self, order: Order, name: str, tell: Tell) -> None:
        self._order = order
        self._name = name
        self._tell = tell
        self._pinned = pins.load(order.lock)
        self._pin = None if order.update else self._pinned.get(name)
        self.target = order.models / name
        if order.pinned and self._pin is None:
            raise VendoringError(
                f"The voice “{name}” is not pinned in “{order.lock}”.",
                "Run the same command without --pinned once, look at the result, and commit "
                "the lock file.",
            )

    def is_there(self) -> bool:
        """Whether nothing is to be done.

        Raises:
            VendoringError: a voice of that name is there that is not ours to replace.
        """
        if not self.target.exists() or self._order.update:
            return False
        if self._pin is None:
            raise VendoringError(
                f"There is already a voice “{self._name}” in “{self._order.models}”, "
                "and the lock file does not know it.",
                "Choose another name with --voice-name, or replace it with --update.",
            )
        return self.target.is_dir() and pins.measure_folder(self.target) == self._pin.files

    def make(self, model: Source, vocoder: Source | None, work: Path) -> None:
        """Fetch, unpack, convert, compare, try, pin, and put in place."""
        self._same_origin(model, vocoder)
        for each in filter(None, (model, vocoder)):
            if each.release is not None:  # before anything is downloaded
                self._agree(each, each.release.licence)
        parts = self._parts(model, vocoder, work)
        made = work / self._name
        self._tell("Converting …")
        for note in convert.convert(*parts, made, self._order.title):
            self._tell(note)
        pin = self._as_pinned(*parts, made)
        self._tell("Loading the voice and having it speak …")
        heard = trial.speak(made, self._tell)
        self._tell(f"It spoke {heard['audio_s']:.1f} s, loudest sample {heard['loudest']:.2f}.")
        if self._pinned.get(self._name) != pin:
            pins.save(self._order.lock, {**self._pinned, self._name: pin})
        staging.put_in_place(made, self.target)

    def _same_origin(self, model: Source, vocoder: Source | None) -> None:
        """The lock file's voice may not be made from something else unawares."""
        if self._pin is None:
            return
        before = self._pin.vocoder
        pinned = (self._pin.model.source, before.source if before else "")
        asked = (model.name, vocoder.name if vocoder else "")
        if asked != pinned:
            raise VendoringError(
                f"The lock file pins “{self._name}” as made from {_both(pinned)}, "
                f"not from {_both(asked)}.",
                "Choose another name with --voice-name, or pin this one anew with --update.",
            )

    def _agree(self, each: Source, licence: str) -> None:
        said = licences.check(each.name, licence, each.release, self._order.accept_licence)
        if said:
            self._tell(said)

    def _parts(self, model: Source, vocoder: Source | None, work: Path) -> tuple[Part, Part]:
        found, archive = self._found(model, work / "model", self._pin.model if self._pin else None)
        acoustic = self._part(model, fitting.acoustic_of(model.name, found), archive)
        if vocoder is None:
            return acoustic, replace(acoustic, network=fitting.vocoder_of(model.name, found))
        origin = self._pin.vocoder if self._pin else None
        found, archive = self._found(vocoder, work / "vocoder", origin)
        network = fitting.vocoder_of(vocoder.name, found)
        return acoustic, self._part(vocoder, network, archive)

    def _part(self, each: Source, network: Network, archive: Pin | None) -> Part:
        if each.release is not None:
            return Part(each, network, archive, each.release.licence)
        licence = self._order.licence or str(card.own(network).get("licence", ""))
        self._agree(each, licence)
        return Part(each, network, archive, licence)

    def _found(self, each: Source, folder: Path, origin: Origin | None) -> tuple[Found, Pin | None]:
        """What a source holds, and the pin of its archive."""
        if each.path is not None and each.path.is_dir():
            return layout.find(each.path, each.name), None
        archive = self._fetched(each, origin.archive if origin else None)
        found = pins.measure(archive)
        if origin is not None and origin.archive not in (None, found):
            if each.path is None:
                archive.unlink()
            raise _wrong_hash(archive.name, found)
        self._tell(f"Unpacking {archive.name} …")
        unpack.unpack(archive, folder)
        return layout.find(folder, each.name), found

    def _fetched(self, each: Source, pinned: Pin | None) -> Path:
        """The archive on the disk: the user's own, one of an earlier run, or downloaded now."""
        if each.path is not None:
            return each.path
        assert each.release is not None  # what is not on the disk has a released name
        url, target = each.release.url, self._order.cache / each.release.archive
        if self._order.mirror:
            url = f"{self._order.mirror.rstrip('/')}/{each.release.archive}"
        if target.exists() and (self._order.update or (pinned and pins.measure(target) != pinned)):
            target.unlink()
        if not target.exists():
            # Here, because requests tries a socket as it is imported, and a zip at hand needs none.
            from vendoring import download

            self._tell(f"Downloading {url}")
            download.download(url, target, pinned, self._tell)
        return target

    def _as_pinned(self, model: Part, vocoder: Part, made: Path) -> VoicePin:
        """The pin of what was made.

        Raises:
            VendoringError: it is not what the lock file says.
        """
        same = vocoder.source == model.source
        pin = VoicePin(
            Origin(model.source.name, model.archive),
            None if same else Origin(vocoder.source.name, vocoder.archive),
            pins.measure_folder(made),
            {name: metadata.version(name).split("+")[0] for name in _LIBRARIES},
        )
        if self._pin is None:
            return pin
        if pin.files == self._pin.files:
            return self._pin
        raise _other_files(self._pin, pin)


def _both(names: tuple[str, str]) -> str:
    return " and ".join(name for name in names if name) if any(names) else "nothing"


def _wrong_hash(name: str, found: Pin) -> VendoringError:
    return VendoringError(
        f"“{name}” is not the archive that the lock file pins: its SHA-256 is {found.sha256}.",
        "If the release was really renewed, pin it anew with --update; else mistrust where it "
        "came from.",
    )


def _other_files(before: VoicePin, now: VoicePin) -> VendoringError:
    names = sorted(
        name
        for name in {*before.files, *now.files}
        if before.files.get(name) != now.files.get(name)
    )
    hint = "Give the same options as then, or pin the voice anew with --update."
    if before.made_with != now.made_with:
        then = ", ".join(f"{name} {version}" for name, version in before.made_with.items())
        hint = f"It was made with {then}: install those, or pin the voice anew with --update."
    return VendoringError(
        f"The voice comes out otherwise than it is pinned, in {', '.join(names)}.", hint
    )
