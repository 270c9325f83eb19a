"""What the listener hears next: the job's sound with fades and volume, and its events.

All decisions that need no device are made here, without threads and without a clock, so that they
can be tested sample by sample. The player asks for frames, hands them to the device, and reports
how much of them is still waiting there; the feed turns that into the place heard and the events.

A command that ends what plays (pause, stop, seek, another job) leaves a fade-out of 5 ms behind,
made of the samples that would have come next. The device plays it after the little it holds. When
it holds too much for that, the player drops it, and the feed goes back to the first sample that
was not heard.

A job, what follows a seek, and what comes after all was played, begins with its first audible
sample: the silence that a voice puts before a sentence would only be waited for. Samples keep
their numbers all the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.audio.timeline import Timeline
from app.audio.track import SILENCE, Track, rising
from app.values import Event, Mark, PlayerPosition, Samples

FADE_S = 0.005
JOIN_S = 0.004
KEPT_S = 60.0
AUDIBLE = 0.00316
"""-50 dBFS: 30 dB below speech."""
LEAD_S = 0.002
"""What is played of the silence before the first audible sample."""
MOST_SKIPPED_S = 0.06
DEFAULT_RATE = 22050


class Feed:
    """The state of playing. Not safe for threads: its owner locks."""

    def __init__(self) -> None:
        self.job = 0
        self.sample_rate = DEFAULT_RATE
        self.asked_at = 0.0
        self.paused = False
        self.ended = True
        self.started = False  # a sample was taken since the job began, or went elsewhere
        self.interrupted = False  # what waits in the device should not be heard for long
        self._gain = self._volume = 1.0
        self._timeline = Timeline()
        self._tail = SILENCE  # a fade-out, to be handed over before anything else
        self._sounding = False  # the last thing handed over was sound
        self._forget()

    # ------------------------------------------------------------------------ commands

    def begin(self, job: int, sample_rate: int, asked_at: float) -> None:
        """Another job takes the place of what plays."""
        self._break_off()
        self.job, self.sample_rate, self.asked_at = job, sample_rate, asked_at
        self.paused = self.ended = self.started = False
        self._forget()

    def append(self, job: int, samples: Samples, marks: Sequence[Mark]) -> None:
        if job == self.job:
            self._track.append(samples)
            self._track.mark(marks)

    def end(self, job: int, marks: Sequence[Mark]) -> None:
        if job == self.job and not self.ended:
            self.ended = True
            self._track.finish(self._next)
            self._track.mark(marks)

    def cut(self, job: int, at: int) -> bool:
        if job != self.job or at < self._next:
            return False
        self._was_awaited = self.ended and self._next >= self._track.end
        self._track.cut(at)
        self.ended = self._complete = False
        return True

    def seek(self, job: int, sample: int, asked_at: float) -> bool:
        if job != self.job or not self._track.start <= sample <= self._track.end:
            return False
        if not self.paused:
            self._break_off()
        else:
            self._timeline.hush()
        self._next = self._heard = self._fired = sample
        self.asked_at = asked_at
        self._complete = self.started = False
        self._fade_in_again()
        return True

    def pause(self) -> None:
        if self.job and not self.paused:
            self._fade_out()
            self.paused = True
            self._fade_in_again()

    def resume(self) -> None:
        self.paused = False

    def stop(self) -> None:
        self._break_off()
        self.job = 0
        self.paused, self.ended = False, True
        self._forget()

    def set_volume(self, volume: float) -> None:
        self._volume = min(max(volume, 0.0), 1.0)

    # ----------------------------------------------------------------------- questions

    def ready(self) -> bool:
        """There is something to hand to the device now."""
        return bool(self._tail.size) or self._sound_ready()

    def sound_ready(self) -> bool:
        """There is sound of the job to play now, apart from a fade-out."""
        return self._sound_ready() and not self._tail.size

    def starved(self) -> bool:
        """The job was heard and is not at its end, and nothing of it is there to be played."""
        return bool(self.job) and self.started and not (self.ended or self.paused or self.ready())

    def resting(self) -> bool:
        """Nothing is to be played until a command comes."""
        return not self.job or self.paused or (self.ended and self._next >= self._track.end)

    def position(self) -> PlayerPosition:
        track = self._track
        return PlayerPosition(
            self.job, self._heard, self._next, track.end, track.start, self.paused
        )

    # -------------------------------------------------------------------------- output

    def take(self, frames: int) -> Samples:
        """Up to `frames` (> 0) samples to hand to the device now; empty when there are none."""
        if self._tail.size:
            piece, self._tail = self._tail[:frames], self._tail[frames:]
            self._timeline.silence(piece.size)
            return piece
        if not self._sound_ready():
            return SILENCE
        if not self.started or self._was_awaited:
            self._skip_silence()
            self._was_awaited = False
        block = self._track.read(self._next, frames)
        self._timeline.sound(block.size, self._next)
        self._next += block.size
        if not self._sounding:
            self._gain = self._volume  # there is nothing for a step to be heard against
        self._sounding = self.started = True
        return self._shaped(block)

    def silence(self, frames: int) -> Samples:
        """Frames of silence, handed to the device in place of sound."""
        self._timeline.silence(frames)
        if self._sounding:
            self._sounding = False
            self._fade_in_again()
        return np.zeros(frames, np.float32)

    def advance(self, waiting: int) -> list[Event]:
        """The events of what was heard meanwhile; `waiting` frames are not heard yet."""
        events: list[Event] = []
        for _, end in self._timeline.heard(waiting):
            if end > self._fired:
                events += self._track.events(self._fired, end)
                self._fired = end
            self._heard = end
        if self._all_heard():
            events += self._track.events(self._fired, None)
            self._complete = True
        self._track.forget_before(self._heard - int(KEPT_S * self.sample_rate))
        return events

    def drop(self) -> None:
        """The device forgot what was waiting: go on from the first sample not heard."""
        unheard = self._timeline.drop()
        if unheard is not None:
            self._next = unheard
        self._tail = SILENCE
        self._sounding = self.interrupted = False
        self._fade_in_again()

    # ------------------------------------------------------------------------- details

    def _forget(self) -> None:
        self._track = Track(int(JOIN_S * self.sample_rate))
        self._next = self._heard = self._fired = 0
        self._complete = False  # the marks at the end were heard
        self._was_awaited = False  # what comes next comes after an end that was none
        self._rise = self._risen = 0

    def _sound_ready(self) -> bool:
        return bool(self.job) and not self.paused and self._next < self._track.end

    def _skip_silence(self) -> None:
        coming = self._track.gather(self._next, int(MOST_SKIPPED_S * self.sample_rate))
        audible = np.flatnonzero(np.abs(coming) > AUDIBLE)
        if audible.size:
            self._next += max(int(audible[0]) - int(LEAD_S * self.sample_rate), 0)

    def _all_heard(self) -> bool:
        reached = bool(self.job) and self.ended and self._heard >= self._track.end
        return reached and not self.paused and not self._complete

    def _break_off(self) -> None:
        self._fade_out()
        self._timeline.hush()

    def _fade_out(self) -> None:
        self.interrupted = self.interrupted or self._timeline.sounding
        if self._sounding:
            coming = self._track.gather(self._next, self._fade)
            self._tail = self._shaped(coming) * rising(coming.size, coming.size)[::-1]
            self._sounding = False

    def _fade_in_again(self) -> None:
        self._rise = self._fade if self._next else 0
        self._risen = 0

    @property
    def _fade(self) -> int:
        return int(FADE_S * self.sample_rate)

    def _shaped(self, block: Samples) -> Samples:
        """The block with the fade-in that is under way, and the volume."""
        count = min(self._rise - self._risen, block.size)
        if count > 0:
            block = block.copy()
            block[:count] *= rising(count, self._rise, self._risen)
            self._risen += count
        if self._gain != self._volume:
            return block * self._ramp(block.size)
        return block if self._gain == 1.0 else block * np.float32(self._gain)

    def _ramp(self, count: int) -> Samples:
        """Gains on the way to the volume that was asked for, at most 1 in the time of a fade."""
        steps = np.arange(1, count + 1, dtype=np.float32) / self._fade
        if self._volume > self._gain:
            gains = np.minimum(self._gain + steps, self._volume)
        else:
            gains = np.maximum(self._gain - steps, self._volume)
        if count:
            reached = abs(self._volume - self._gain) * self._fade <= count
            self._gain = self._volume if reached else float(gains[-1])
        ramp: Samples = gains.astype(np.float32)
        return ramp
