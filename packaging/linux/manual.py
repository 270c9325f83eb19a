"""The manual page of the command line, made from its own help so that it cannot fall behind."""

from __future__ import annotations

from argparse_manpage.manpage import Manpage

from app import __version__
from app.main import parser


def page() -> str:
    """The page, in man's own form."""
    made = Manpage(parser())
    made.description = "speak text, at once and offline"
    made.source = f"Lectern {__version__}"
    made.manual = "User Commands"
    made.date = ""  # the day of the build would make every build another
    return str(made)
