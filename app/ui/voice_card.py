"""Tells about one voice: its facts, its licence, where it comes from, and its card."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from PySide6.QtWidgets import QTextBrowser

from app.values import VoiceInfo

LARGEST_CARD = 200_000
_HEADING = re.compile(r"^#", re.MULTILINE)
UNKNOWN = "The voice’s folder does not say."


class VoiceCard(QTextBrowser):
    """A page to read. Its links lead nowhere: Lectern opens nothing outside the computer."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName("About the voice")
        self.document().setDocumentMargin(12)

    def show_voice(self, voice: VoiceInfo | None) -> None:
        """Show `voice`, or that there is none."""
        if voice is None:
            self.setPlainText("No voice was found.")
            return
        self.setHtml(voice_html(voice))
        card = read_card(voice.folder)
        if card:
            cursor = self.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            cursor.insertBlock()
            cursor.insertMarkdown(_HEADING.sub("###", card))  # below the voice's own title
        self.moveCursor(self.textCursor().MoveOperation.Start)


def voice_html(voice: VoiceInfo) -> str:
    """The facts of `voice` that its folder tells, as HTML."""
    low, high = voice.pitch_range
    facts = [
        ("Language", voice.language),
        ("Sample rate", f"{voice.sample_rate:,} Hz"),
        ("Its own pitch range", _pitches(low, high)),
        ("Licence", voice.licence or UNKNOWN),
        ("Provenance", voice.provenance or UNKNOWN),
        ("Folder", str(voice.folder)),
    ]
    rows = "".join(f"<p><b>{name}.</b> {escape(text)}</p>" for name, text in facts if text)
    return f"<h2>{escape(voice.title or voice.name)}</h2>{rows}"


def read_card(folder: Path) -> str:
    """The voice's card as Markdown, "" when it has none that can be read."""
    try:
        with (folder / "CARD.md").open(encoding="utf-8", errors="replace") as file:
            return file.read(LARGEST_CARD)
    except OSError:
        return ""


def _pitches(low: float, high: float) -> str:
    text = f"{low:+g} to {high:+g} semitones"
    return text.replace("-", "−") if low or high else ""
