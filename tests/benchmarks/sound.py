"""How long the player takes to be heard, and to be silent: `python -m tests.benchmarks.sound`.

The sound goes through PortAudio and a private PulseAudio, and is timed where the monitor of the
sink is recorded, so that the recording's own delay (some 10 ms) counts too.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable

import numpy as np

from app.audio.level import LEAST_S, MOST_S, Level
from app.audio.output import PortAudioOutput
from app.audio.player import Player
from tests.signals import speech_like
from tests.sound_server import QUIET, Recording, SoundServer

ROUNDS = 12


def main() -> None:
    with SoundServer() as server:
        os.environ.update(server.environment)
        with server.recording() as recording:
            for level in (LEAST_S, MOST_S):
                player = Player(PortAudioOutput(), lambda event: None, level=Level(level, level))
                player.start()
                player.prepare()
                starts, stops = _measure(player, recording, Player.stop)
                _, pauses = _measure(player, recording, Player.pause)
                print(f"kept in the buffer: {level * 1000:.0f} ms")
                print(f"  append to sound   {figures(starts)}")
                print(f"  stop to silence   {figures(stops)}")
                print(f"  pause to silence  {figures(pauses)}")
                print(f"  afterwards {player._level.seconds * 1000:.0f} ms were kept")
                player.close()


def _measure(
    player: Player, recording: Recording, end: Callable[[Player], None]
) -> tuple[list[float], list[float]]:
    starts, stops = [], []
    sound = speech_like(5.0)
    chance = random.Random(1)
    for job in range(1, ROUNDS + 1):
        player.stop()
        before = recording.wait_for_silence(0.1) if job > 1 else recording.samples()
        asked = time.perf_counter()
        player.begin(job, recording.rate, asked)
        player.append(job, sound)
        recording.wait_for(_sounds_after(before.size))
        starts.append(recording.first_sound_after(asked) - asked)
        enough = before.size + int(chance.uniform(0.4, 0.5) * recording.rate)
        recording.wait_for(_longer_than(enough))
        asked = time.perf_counter()
        end(player)
        recording.wait_for_silence(0.15)
        stops.append(recording.last_sound_at() - asked)
    return starts, stops


def _sounds_after(size: int) -> Callable[[np.ndarray], bool]:
    return lambda samples: bool((np.abs(samples[size:]) > QUIET).any())


def _longer_than(size: int) -> Callable[[np.ndarray], bool]:
    return lambda samples: samples.size > size


def figures(seconds: list[float]) -> str:
    low, middle, high = np.percentile(np.array(seconds) * 1000, (0, 50, 100))
    return f"{low:5.0f} {middle:5.0f} {high:5.0f} ms (least, median, most of {len(seconds)})"


if __name__ == "__main__":
    main()
