"""The window's remote control, put together: the socket, and the media keys of a Linux desktop."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app import __version__
from app.pronunciations import PronunciationStore
from app.remote.hub import Hub
from app.settings import SettingsStore
from app.ui.application import Relay
from app.ui.bridge import Bridge
from app.ui.remote.desk import WindowDesk
from app.ui.remote.server import RemoteServer

if TYPE_CHECKING:
    from app.remote.mpris import MediaPlayer


class RemoteControl:
    """Lets other programs use `bridge`'s engine, from `start` until the bridge is closed.

    Args:
        name: of the socket.
        window, open_path, settings, pronunciations: as for `WindowDesk`.
        toggle: speaks, pauses or goes on, as the window's own button.
    """

    def __init__(
        self,
        name: str,
        bridge: Bridge,
        window: QWidget,
        open_path: Callable[[Path], None],
        settings: SettingsStore,
        pronunciations: PronunciationStore,
        toggle: Callable[[], None],
    ) -> None:
        self.desk = WindowDesk(
            window, open_path, settings, pronunciations, lambda call: self.server.run(call)
        )
        self._hub = Hub(bridge.engine, self.desk, __version__)
        self.server = RemoteServer(name, self._hub)
        self.player: MediaPlayer | None = None
        self._toggled = Relay(lambda _: toggle())
        bridge.follow(self.server.tell)
        if sys.platform == "linux":
            from app.remote.mpris import MediaPlayer  # D-Bus, which others have not

            self.player = MediaPlayer(
                bridge.engine, lambda: self._toggled.tell(None), self.desk.show
            )
            bridge.follow(self.player.tell)
        bridge.closing.connect(self.close)

    def start(self) -> None:
        self.server.start()
        if self.player is not None:
            self.player.start()

    def close(self) -> None:
        """Before the engine: nothing may be asked of it any more."""
        self.server.close()
        if self.player is not None:
            self.player.close()
