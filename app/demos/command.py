"""`lectern demo`: its options, and the playlist that it names."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from app.demos.playlist import Playlist, read
from app.errors import DemoError


def add_command(parser: argparse.ArgumentParser) -> None:
    """The options of the command `demo`."""
    parser.add_argument("file", type=Path, help="a playlist: JSON, as the README says")


def play(
    arguments: argparse.Namespace,
    tell: Callable[[str, str], None],
    show: Callable[[Playlist], int],
) -> int:
    """Read the playlist and `show` it; the exit status. What is wrong with it is told."""
    try:
        return show(read(arguments.file))
    except DemoError as error:
        tell(error.message, error.hint)
        return error.exit_code
