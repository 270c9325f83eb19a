"""Saving speech as sound: where to, how far it is, and giving up on it.

Every save has a bar of its own above the transport, so that speech and typing go on meanwhile and
several files can be saved one after another. The bar is painted, not a progress widget: those tell
screen readers of every step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QUrl, Signal
from PySide6.QtGui import QColor, QDesktopServices, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.document import Document
from app.ui.bridge import Bridge
from app.ui.dialogs import AUDIO_FORMATS, SUBTITLE_FORMATS, Dialogs
from app.ui.elided_label import ElidedLabel
from app.ui.fit_time import FitTime
from app.ui.times import clock
from app.ui.tokens import SPACE_L, SPACE_S, SPACE_XS
from app.values import Notice, Saved, SaveFailed, SaveProgress, Span

BAR_HEIGHT = 3


class SaveBar(QFrame):
    """One save: its file, how far it is, and a button to give up."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.path = path
        self.fraction = 0.0
        self.label = ElidedLabel()
        self.label.setAccessibleName(f"Saving {path.name}")
        self.cancel = QPushButton("Cancel")
        self.cancel.setProperty("quiet", True)
        self.cancel.setAccessibleName(f"Cancel saving {path.name}")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_XS, SPACE_L, SPACE_XS + BAR_HEIGHT)
        row.setSpacing(SPACE_S)
        row.addWidget(self.label, 1)
        row.addWidget(self.cancel)
        self.show_fraction(0.0)

    def show_fraction(self, fraction: float) -> None:
        self.fraction = min(max(fraction, 0.0), 1.0)
        self.label.setText(f"Saving “{self.path.name}”: {self.fraction:.0%}")
        self.update()

    def show_cancelling(self) -> None:
        self.cancel.setEnabled(False)
        self.label.setText(f"Giving up on “{self.path.name}”…")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            colour = QColor(self.palette().color(QPalette.ColorRole.Accent))
            bar = QRectF(0, self.height() - BAR_HEIGHT, self.width(), BAR_HEIGHT)
            colour.setAlpha(50)
            painter.fillRect(bar, colour)
            bar.setWidth(self.width() * self.fraction)
            colour.setAlpha(255)
            painter.fillRect(bar, colour)


class SaveAudio(QObject):
    """Asks where to, has the engine save, and shows how it goes in `area`.

    `noticed` brings the outcome, its kind, and the saved path or None; `folder_used` where.
    """

    noticed = Signal(Notice, str, object)
    folder_used = Signal(str)
    changed = Signal()

    def __init__(
        self, bridge: Bridge, dialogs: Dialogs, fit_time: FitTime, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._engine = bridge.engine
        self._dialogs = dialogs
        self._fit_time = fit_time
        self.with_subtitles = False
        """Subtitles are written beside the sound, under the same name."""
        self._bars: dict[int, SaveBar] = {}
        self.area = QWidget()
        self._column = QVBoxLayout(self.area)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.area.hide()
        bridge.save_progressed.connect(self._on_progressed)
        bridge.saved.connect(self._on_saved)
        bridge.save_failed.connect(self._on_failed)

    @property
    def running(self) -> int:
        """How many files are being saved."""
        return len(self._bars)

    @property
    def bars(self) -> tuple[SaveBar, ...]:
        return tuple(self._bars.values())

    def save(self, document: Document, span: Span | None, folder: str, title: str) -> None:
        """Ask where to, then save its text, or `span` of it, unless the user thinks better."""
        if self._is_empty(document.text, span, "save as sound"):
            return
        path = self._ask(folder, title, AUDIO_FORMATS, self._dialogs.audio_to_save)
        subtitles = path.with_suffix(".srt") if path and self.with_subtitles else None
        if path is None or (subtitles is not None and not self._may_write(subtitles)):
            return
        start, end = (0, None) if span is None else (span.start, span.end)
        job = self._engine.save(
            document.text,
            path,
            start=start,
            end=end,
            fit=self._fit_time.fit(span),
            subtitles=subtitles,
            shaping=document.shaping,
        )
        self._show_bar(job, path)

    def save_subtitles(
        self, document: Document, span: Span | None, folder: str, title: str
    ) -> None:
        """The same for subtitles alone, which need no sound."""
        if self._is_empty(document.text, span, "save as subtitles"):
            return
        path = self._ask(folder, title, SUBTITLE_FORMATS, self._dialogs.subtitles_to_save)
        if path is None:
            return
        start, end = (0, None) if span is None else (span.start, span.end)
        job = self._engine.save_subtitles(
            document.text,
            path,
            start=start,
            end=end,
            fit=self._fit_time.fit(span),
            shaping=document.shaping,
        )
        self._show_bar(job, path)

    def _is_empty(self, text: str, span: Span | None, what: str) -> bool:
        part = text if span is None else text[span.start : span.end]
        if part.strip():
            return False
        notice = Notice("nothing", f"There is no text to {what} yet.", "Type one first.")
        self.noticed.emit(notice, "info", None)
        return True

    def _show_bar(self, job: int, path: Path) -> None:
        self.folder_used.emit(str(path.parent))
        bar = SaveBar(path)
        bar.cancel.clicked.connect(lambda: self._cancel(job))
        self._bars[job] = bar
        self._column.addWidget(bar)
        self.area.show()
        self.changed.emit()

    def cancel_all(self) -> None:
        for job in tuple(self._bars):
            self._cancel(job)

    def _ask(
        self,
        folder: str,
        title: str,
        formats: Mapping[str, str],
        ask: Callable[[str], tuple[Path, str] | None],
    ) -> Path | None:
        chosen = ask(str(Path(folder) / f"{Path(title).stem}{next(iter(formats))}"))
        if chosen is None:
            return None
        path, suffix = chosen
        if path.suffix.lower() not in formats:
            path = path.with_name(path.name + suffix)
        if any(bar.path == path for bar in self._bars.values()):
            message = f"“{path.name}” is being saved already."
            self.noticed.emit(Notice("save", message, "Choose another name."), "warning", None)
            return None
        return path if self._may_write(path) else None

    def _may_write(self, path: Path) -> bool:
        return not path.exists() or self._dialogs.may_replace(path)

    def _cancel(self, job: int) -> None:
        self._bars[job].show_cancelling()
        self._engine.cancel_save(job)

    def _on_progressed(self, event: SaveProgress) -> None:
        bar = self._bars.get(event.job)
        if bar is not None and bar.cancel.isEnabled():
            bar.show_fraction(event.fraction)

    def _on_saved(self, event: Saved) -> None:
        if self._forget(event.job):
            path = Path(event.path)
            notice = Notice(f"saved {path}", f"Saved “{path.name}”, {clock(event.seconds)} long.")
            self.noticed.emit(notice, "info", path)

    def _on_failed(self, event: SaveFailed) -> None:
        if self._forget(event.job) and event.message:
            self.noticed.emit(Notice("save", event.message, event.hint), "error", None)

    def _forget(self, job: int) -> bool:
        bar = self._bars.pop(job, None)
        if bar is None:
            return False
        self._column.removeWidget(bar)
        bar.deleteLater()
        self.area.setVisible(bool(self._bars))
        self.changed.emit()
        return True


def show_in_folder(path: Path) -> None:
    """Open the folder of `path` in the desktop's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
