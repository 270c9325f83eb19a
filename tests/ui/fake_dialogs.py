"""The window's questions, answered by a test."""

from __future__ import annotations

from pathlib import Path

from app.ui.dialogs import Answer, Dialogs


class FakeDialogs(Dialogs):
    """Answers as it was set to, and keeps what was `asked`."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.to_open: Path | None = None
        self.to_save: Path | None = None
        self.audio: tuple[Path, str] | None = None
        self.subtitles: tuple[Path, str] | None = None
        self.replace = True
        self.changes = Answer.CANCEL
        self.write_over = False
        self.end_saves = True

    def text_to_open(self, folder: str) -> Path | None:
        self.asked.append("text_to_open")
        return self.to_open

    def text_to_save(self, suggestion: str, document: bool) -> tuple[Path, str] | None:
        self.asked.append(f"text_to_save {suggestion}")
        return (self.to_save, ".lectern" if document else ".txt") if self.to_save else None

    def table_to_open(self, folder: str) -> Path | None:
        self.asked.append(f"table_to_open {folder}")
        return self.to_open

    def demo_to_open(self, folder: str) -> Path | None:
        self.asked.append(f"demo_to_open {folder}")
        return self.to_open

    def table_to_save(self, suggestion: str) -> Path | None:
        self.asked.append(f"table_to_save {suggestion}")
        return self.to_save

    def audio_to_save(self, suggestion: str) -> tuple[Path, str] | None:
        self.asked.append(f"audio_to_save {suggestion}")
        return self.audio

    def subtitles_to_save(self, suggestion: str) -> tuple[Path, str] | None:
        self.asked.append(f"subtitles_to_save {suggestion}")
        return self.subtitles

    def may_replace(self, path: Path) -> bool:
        self.asked.append(f"may_replace {path.name}")
        return self.replace

    def unsaved_changes(self, title: str) -> Answer:
        self.asked.append(f"unsaved_changes {title}")
        return self.changes

    def changed_on_disk(self, title: str) -> bool:
        self.asked.append(f"changed_on_disk {title}")
        return self.write_over

    def may_end_saves(self, count: int) -> bool:
        self.asked.append(f"may_end_saves {count}")
        return self.end_saves
