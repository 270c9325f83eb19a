"""An opened document's voice and manner brought to the settings, with a word and a way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.lectern_file import Manner, Script
from app.manner import manner_of, with_manner, with_voice
from app.settings import Settings, SettingsStore
from app.ui.notice_bar import Offer
from app.values import Notice, VoiceInfo


class DocumentManner(QObject):
    """Joins documents and settings; why so is said in `app.manner`.

    `noticed` brings a notice, its kind, and an `Offer` or None.

    Args:
        voices: lists the voices that are there now.
    """

    noticed = Signal(Notice, str, object)

    def __init__(
        self,
        settings: SettingsStore,
        voices: Callable[[], Sequence[VoiceInfo]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._voices = voices

    def now(self) -> tuple[str, Manner]:
        """The voice and the manner that a document is to keep."""
        settings = self._settings.settings
        return self._in_use(settings), manner_of(settings)

    def take_over(self, script: Script, path: Path) -> None:
        """Speak as the document says, as far as it says anything and the voice is there."""
        before = wanted = self._settings.settings
        if script.manner is not None:
            wanted = with_manner(wanted, script.manner)
        names = [voice.folder.name for voice in self._voices()]
        if script.voice in names and script.voice != self._in_use(before):
            wanted = with_voice(wanted, script.voice)
        self._settings.change(wanted)
        if script.voice and script.voice not in names:
            message = f"“{path.name}” was made for the voice “{script.voice}”, which is not here."
            hint = "The present voice speaks it."
            self.noticed.emit(Notice("document-voice", message, hint), "info", None)
        if self._settings.settings != before:
            self._tell(path, before)

    def _tell(self, path: Path, before: Settings) -> None:
        def back() -> None:
            now = self._settings.settings
            mine = with_manner(now, manner_of(before))
            self._settings.change(with_voice(mine, before.voice.name))

        what = _changed(self._settings.settings, before)
        notice = Notice("document-manner", f"“{path.name}” brought its own {what}.")
        self.noticed.emit(notice, "info", Offer("Keep mine", back))

    def _in_use(self, settings: Settings) -> str:
        """The voice that speaks: the chosen one, else the first; "" when there is none."""
        names = [voice.folder.name for voice in self._voices()]
        chosen = settings.voice.name
        return chosen if chosen in names else next(iter(names), chosen)


def _changed(new: Settings, old: Settings) -> str:
    """What differs, in words: "voice, rate and pauses"."""
    pairs = {
        "voice": (new.voice.name, old.voice.name),
        "rate": (new.voice.rate, old.voice.rate),
        "pitch": (new.voice.pitch, old.voice.pitch),
        "pauses": (new.reading.pauses, old.reading.pauses),
        "skipping": (new.reading.skipping, old.reading.skipping),
    }
    *most, last = [name for name, (now, before) in pairs.items() if now != before]
    return f"{', '.join(most)} and {last}" if most else last
