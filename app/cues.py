"""Short spoken cues beside the speech: what a scan is at, told to one person in an earphone.

They have a player, a volume and a sound device of their own, and are rendered when the speech has
what it needs. The newest takes the place of the one before: where a scan was is of no use. Scans
come by the same places again and again, so the sound of the last cues is kept.

Everything here belongs to the voice thread.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from app.ports import EngineParts, PlayerPort
from app.supervision import Supervision
from app.values import (
    AudioChunk,
    DeviceLost,
    Event,
    Notice,
    Priority,
    RenderRequest,
    Samples,
    SpeakOptions,
)

MOST_BYTES = 4 << 20
"""Of the sound that is kept: some 45 seconds."""
LONGEST = 200
"""Characters of a cue at the most."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Cue:
    """What is to be said, how loud (0 to 1), and where ("" is the system's sound device)."""

    text: str
    volume: float
    device: str
    asked_at: float


@dataclass(eq=False)
class _Sound:
    """The sound of a cue, as far as it was rendered."""

    key: tuple[str, SpeakOptions]
    chunks: list[Samples] = field(default_factory=list)

    @property
    def size(self) -> int:
        return sum(chunk.nbytes for chunk in self.chunks)


class Cues:
    """Plays cues; a player is made when the first is asked for.

    Args:
        parts, emit: as for `Engine`, `emit` being its listener.
        voice: the voice that is asked.
        new_number: gives out the numbers of jobs and requests.
    """

    def __init__(
        self,
        parts: EngineParts,
        emit: Callable[[Event], None],
        voice: Supervision,
        new_number: Callable[[], int],
    ) -> None:
        self._parts, self._emit, self._voice, self._new_number = parts, emit, voice, new_number
        self._player: PlayerPort | None = None
        self._device = ""
        self._job = 0
        self._sound = _Sound(("", SpeakOptions()))
        self._open: list[int] = []
        self._kept: OrderedDict[tuple[str, SpeakOptions], _Sound] = OrderedDict()

    def cue(self, cue: Cue, options: SpeakOptions) -> None:
        """Say it in place of the cue before; nothing while the voice is not ready."""
        self.stop()
        key = (cue.text[:LONGEST], options)
        if self._voice.ready is None or not key[0].strip():
            return
        player = self._prepared(cue)
        self._job = self._new_number()
        player.begin(self._job, self._voice.sample_rate, cue.asked_at)
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
            for chunk in kept.chunks:
                player.append(self._job, chunk)
            player.end(self._job)
        else:
            self._ask(key)

    def stop(self) -> None:
        """Be silent."""
        self._give_up()
        if self._player is not None:
            self._player.stop()

    def forget(self) -> None:
        """The sound was another voice's, or is lost with it."""
        self._give_up()
        self._kept.clear()

    def close(self) -> None:
        """End the player."""
        if self._player is not None:
            self._player.close()

    # --------------------------------------------------------------- from the voice

    def on_chunk(self, chunk: AudioChunk) -> None:
        if chunk.request in self._open and self._player is not None:
            self._sound.chunks.append(chunk.samples)
            self._player.append(self._job, chunk.samples)

    def on_rendered(self, request: int) -> None:
        """A sentence is complete."""
        if request in self._open and self._player is not None:
            self._open.remove(request)
            if not self._open:
                self._player.end(self._job)
                self._keep(self._sound)

    def on_failed(self, request: int) -> bool:
        """It cannot be said; False when it is none of a cue."""
        failed = request in self._open
        if failed:
            self.stop()
        return failed

    # ------------------------------------------------------------------------ parts

    def _prepared(self, cue: Cue) -> PlayerPort:
        """The player, set as the cue wants it."""
        if self._player is None:
            self._player = self._parts.new_player(self._on_player_event)
            self._player.start()
        if cue.device != self._device:
            self._device = cue.device
            self._player.set_device(cue.device)
        self._player.set_volume(cue.volume)
        return self._player

    def _ask(self, key: tuple[str, SpeakOptions]) -> None:
        self._sound = _Sound(key)
        text, options = key
        for sentence in self._parts.split(text, 0, None, options.skipping):
            request = RenderRequest(self._new_number(), Priority.PREVIEW, sentence, options)
            self._open.append(request.id)
            self._voice.send(request)

    def _give_up(self) -> None:
        for request in self._open:
            self._parts.voice.cancel(request)
        self._open.clear()

    def _keep(self, sound: _Sound) -> None:
        self._kept[sound.key] = sound
        while sum(kept.size for kept in self._kept.values()) > MOST_BYTES:
            self._kept.popitem(last=False)

    def _on_player_event(self, event: Event) -> None:
        """Called on the second player's thread; of what it tells, a lost device is news."""
        if not isinstance(event, DeviceLost):
            return
        _log.warning("cues lost %s, fallback %s", event.device, event.fallback)
        lost = f"The sound device “{event.device}” for cues is not there"
        if event.fallback:
            message = f"{lost}; they are played on “{event.fallback}”."
        else:
            message = f"{lost}, so cues cannot be heard."
        self._emit(Notice("cues", message, "Connect it, or choose another for cues."))
