"""A player that plays nothing: for saving to files, where no sound device is needed or wanted."""

from __future__ import annotations

from collections.abc import Sequence

from app.values import Mark, PlayerPosition, Samples


class SilentPlayer:
    """Takes everything and keeps nothing."""

    def start(self) -> None: ...

    def close(self) -> None: ...

    def begin(self, job: int, sample_rate: int, asked_at: float) -> None: ...

    def append(self, job: int, samples: Samples, marks: Sequence[Mark] = ()) -> None: ...

    def end(self, job: int, marks: Sequence[Mark] = ()) -> None: ...

    def cut(self, job: int, at: int) -> bool:
        return False

    def seek(self, job: int, sample: int, asked_at: float) -> bool:
        return False

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def stop(self, job: int | None = None) -> PlayerPosition:
        return self.position()

    def set_volume(self, volume: float) -> None: ...

    def set_device(self, name: str) -> None: ...

    def set_lead_in(self, milliseconds: int) -> None: ...

    def prepare(self, sample_rate: int) -> None: ...

    def position(self) -> PlayerPosition:
        return PlayerPosition(0, 0, 0, 0, 0, False)
