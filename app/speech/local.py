"""The voice in this process: what the command line uses, and the option `--in-process`.

Work is done inside `receive`, on the thread that calls it, a step at a time.
"""

from __future__ import annotations

import threading
from collections import deque
from pathlib import Path

from app.speech.service import Cancel, Close, Load, Pronounce, SetPriority, VoiceService
from app.values import Compute, Precision, Priority, Pronunciations, VoiceMessage, VoiceRequest


class LocalVoice:
    """The voice port of the engine, without a process of its own."""

    def __init__(self) -> None:
        self._messages: deque[VoiceMessage] = deque()
        self._service = VoiceService(self._messages.append)
        self._load: Load | None = None
        self._awake = threading.Event()

    def load(self, folder: Path, compute: Compute, precision: Precision = Precision.AUTO) -> None:
        self._load = Load(folder, compute, precision)

    def render(self, request: VoiceRequest) -> None:
        self._service.handle(request)

    def cancel(self, request: int) -> None:
        self._service.handle(Cancel(request))

    def set_priority(self, request: int, priority: Priority) -> None:
        self._service.handle(SetPriority(request, priority))

    def pronounce(self, request: int, text: str, pronunciations: Pronunciations) -> None:
        self._service.handle(Pronounce(request, text, pronunciations))

    def receive(self, timeout: float) -> VoiceMessage | None:
        """The next message. Without one, do a step of work; without work, wait."""
        if self._messages:
            return self._messages.popleft()
        if self._load is not None:
            command, self._load = self._load, None
            self._service.handle(command)
        elif self._service.busy:
            self._service.step()
        else:
            self._awake.wait(timeout)
            self._awake.clear()
        return self._messages.popleft() if self._messages else None

    def wake(self) -> None:
        """Make a waiting `receive` return; from any thread."""
        self._awake.set()

    def close(self) -> None:
        self._service.handle(Close())
