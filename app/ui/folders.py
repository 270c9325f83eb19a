"""Where the dialogs for files begin: where the user was last, else where such files belong."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

TEXTS = QStandardPaths.StandardLocation.DocumentsLocation
PICTURES = QStandardPaths.StandardLocation.PicturesLocation
SOUNDS = QStandardPaths.StandardLocation.MusicLocation


def begin_in(last: str, kind: QStandardPaths.StandardLocation) -> str:
    """`last` when that is still there, else the user's own folder for `kind`, else their home."""
    usual = QStandardPaths.writableLocation(kind)
    for folder in (last, usual):
        if folder and Path(folder).is_dir():
            return folder
    return str(Path.home())
