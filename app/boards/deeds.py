"""What a button does when it is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from app.boards.board import BACK, BACKSPACE, CLEAR, HOME, SPACE, SPEAK, Board, Book, Button

COMMANDS = frozenset({SPEAK, CLEAR, BACKSPACE, SPACE, HOME, BACK})
BAR_COMMANDS = frozenset({SPEAK, CLEAR, BACKSPACE, SPACE})
"""Those that mean the sentence bar."""
_LEADING = frozenset({HOME, BACK})


@dataclass(frozen=True, slots=True)
class Deed:
    """In this order: `spells` letters into the sentence, carries out `commands`, `says` a phrase,
    and goes `to` the board of that id. What is "" or empty is not done.
    """

    says: str = ""
    spells: str = ""
    commands: tuple[str, ...] = ()
    to: str = ""


def deed(button: Button, book: Book) -> Deed:
    """What `button` does in `book`.

    A button that leads somewhere says only what was written to be spoken, and one that acts says
    nothing; actions that mean nothing here are as if they were not there.
    """
    commands = tuple(action for action in button.actions if action in COMMANDS)
    spells = "".join(action[1:] for action in button.actions if action.startswith("+"))
    board = book.follow(button)
    leads = board is not None or (bool(commands) and _LEADING.issuperset(commands))
    unless_it_acts = "" if commands or spells else button.spoken
    says = button.vocalization if leads else unless_it_acts
    return Deed(says, spells, commands, "" if board is None else board.id)


def uses_bar(board: Board) -> bool:
    """Whether buttons of a board put a sentence together, however phrases are spoken."""
    return any(
        action in BAR_COMMANDS or action.startswith("+")
        for _, _, button in board.cells()
        for action in button.actions
    )
