"""The section "Measured" of a voice's card, written anew each time."""

from __future__ import annotations

import hashlib
import json
import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from voice.place import write_whole

TITLE = "Measured"


def command(arguments: Sequence[str], root: Path) -> str:
    """The command to repeat it, as it is typed in `root`.

    Of files elsewhere only the names are told: where they lie differs between machines.
    """
    return shlex.join(
        ["python3", "packaging/voice/evaluate.py", *(_shown(each, root) for each in arguments)]
    )


def with_section(card: str, body: str) -> str:
    """A card whose section "Measured" is `body`: in the place of the old one, or at the end."""
    section = f"## {TITLE}\n\n{body.strip()}\n"
    old = re.compile(rf"^## {TITLE}\n.*?(?=^#{{1,2}} |\Z)", re.DOTALL | re.MULTILINE)
    if found := old.search(card):
        rest = card[found.end() :]
        return card[: found.start()] + section + (f"\n{rest}" if rest else "")
    return f"{card.rstrip()}\n\n{section}".lstrip()


def write(folder: Path, body: str) -> None:
    """Put the section into the card of a voice; a checksum of the card is kept right."""
    path = folder / "CARD.md"
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    content = with_section(before, body).encode()
    write_whole(path, content)
    _pin(folder / "voice.json", path.name, content)


def _pin(voice: Path, name: str, content: bytes) -> None:
    """Note the size and the SHA-256 of a file where `voice.json` notes those of that file."""
    facts = json.loads(voice.read_text(encoding="utf-8")) if voice.is_file() else {}
    if name in facts.get("files", {}):
        digest = hashlib.sha256(content).hexdigest()
        facts["files"][name] = {"size": len(content), "sha256": digest}
        write_whole(voice, (json.dumps(facts, indent=2, ensure_ascii=False) + "\n").encode())


def _shown(argument: str, root: Path) -> str:
    path = Path(argument)
    if not path.exists():
        return argument
    whole = path.resolve()
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else path.name
