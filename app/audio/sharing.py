"""Two players, one PortAudio: what they must not do at the same time, they do in turn.

PortAudio's streams are independent of each other, but opening and closing one is not, nor is
starting the library again, which ends every stream there is. So these wait for each other, and the
library is not started again while another player has a stream: a device that was plugged in
meanwhile is then found later.
"""

from __future__ import annotations

import logging
import threading

from app.audio.output import Output
from app.values import Samples

_log = logging.getLogger(__name__)


class Sharing:
    """What the outputs of one program share."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.open: set[Output] = set()

    def output(self, output: Output) -> SharedOutput:
        """`output` as one of several."""
        return SharedOutput(output, self)


class SharedOutput:
    """An `Output` that minds the others. Its calls come from one thread, as those of any."""

    def __init__(self, output: Output, sharing: Sharing) -> None:
        self._output, self._sharing = output, sharing

    @property
    def name(self) -> str:
        return self._output.name

    @property
    def latency(self) -> int:
        return self._output.latency

    def open(self, device: str, sample_rate: int) -> None:
        with self._sharing.lock:
            self._output.open(device, sample_rate)
            self._sharing.open.add(self)

    def refresh(self) -> None:
        with self._sharing.lock:
            if self._sharing.open:
                _log.info("another player has a stream: the devices are not looked for again")
            else:
                self._output.refresh()

    def start(self) -> None:
        self._output.start()

    def write_available(self) -> int:
        return self._output.write_available()

    def buffered(self) -> int:
        return self._output.buffered()

    def write(self, samples: Samples) -> None:
        self._output.write(samples)

    def abort(self) -> None:
        self._output.abort()

    def close(self) -> None:
        with self._sharing.lock:
            self._output.close()
            self._sharing.open.discard(self)

    def abandon(self) -> None:
        self._output.abandon()
