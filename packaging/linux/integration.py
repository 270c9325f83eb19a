"""Adds to a built bundle what a Linux desktop wants: menu entry, icons, metadata, installer.

They lie in the bundle as they will lie in the system, under `share`, so that the archive is enough
for `install.sh` and the Debian package is made from the bundle alone.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from app import APP_ID
from icons.files import write_freedesktop
from linux import manual

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SPEECH_DISPATCHER = Path("lectern", "speech-dispatcher")
"""Where the module for speech-dispatcher lies under `share`, with what it needs of the app."""
NEEDED = ("app/__init__.py", "app/remote/__init__.py", "app/remote/lines.py", "app/remote/place.py")
# Where each file lies under `share`.
SHARED = {
    f"{APP_ID}.desktop": f"applications/{APP_ID}.desktop",
    f"{APP_ID}.metainfo.xml": f"metainfo/{APP_ID}.metainfo.xml",
    f"{APP_ID}.mime.xml": f"mime/packages/{APP_ID}.xml",
}


def add(folder: Path) -> None:
    """Put `install.sh` and `share` into the built folder."""
    share = folder / "share"
    shutil.rmtree(share, ignore_errors=True)
    for name, place in SHARED.items():
        (share / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HERE / name, share / place)
    manual_page = share / "man" / "man1" / "lectern.1"
    manual_page.parent.mkdir(parents=True)
    manual_page.write_text(manual.page(), encoding="utf-8")
    write_freedesktop(share / "icons")
    shutil.copy(HERE / "install.sh", folder)
    _add_speech_dispatcher(share / SPEECH_DISPATCHER)


def _add_speech_dispatcher(folder: Path) -> None:
    """The module, which the system's own Python runs."""
    source = HERE.parent / "speech-dispatcher"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in NEEDED:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
