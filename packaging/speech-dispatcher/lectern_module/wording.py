"""What is handed to the app for a message: punctuation named, words spelt, all marks kept.

The app reads a text as a person would; a screen reader's user often wants to know what is there,
sign by sign. That is done here, before the app sees the text.
"""

from __future__ import annotations

from dataclasses import dataclass

from lectern_module import characters, marked
from lectern_module.characters import Punctuation
from lectern_module.marked import Marked

_PAUSES = ".,;:!?…"
"""They are kept behind their names, so that sentences stay sentences."""
_IN_NUMBERS = ".,:/-"
"""Between two digits they belong to a number, a time or a date, which the voice reads as such."""
_APOSTROPHES = "'’"
_INVISIBLE = "\u200b"


@dataclass(frozen=True, slots=True)
class Manner:
    """How signs and letters are told."""

    punctuation: Punctuation = Punctuation.NONE
    spelling: bool = False
    capitals: bool = False


def of_text(ssml: str, manner: Manner) -> Marked:
    """The words of a SPEAK."""
    found = marked.read(ssml)
    said = Marked()
    place = 0
    for name, piece in found.pieces():
        if name:
            said.mark(name)
        for index, character in enumerate(piece, place):
            said.text += _told(found.text, index, character, manner)
        place += len(piece)
    return said


def of_character(character: str, manner: Manner) -> Marked:
    """The words of a CHAR: one character, or `space`."""
    single = " " if character == "space" else character
    return Marked(" ".join(_spelt(each, manner.capitals) for each in single))


def of_key(name: str, manner: Manner) -> Marked:
    """The words of a KEY: modifiers and a key, joined by underscores."""
    key = " " if name == "space" else name
    return Marked(
        " ".join(
            _spelt(part, manner.capitals) if len(part) == 1 else part
            for part in (characters.key_parts(key) if key.strip() else [key])
        )
    )


def of_icon(name: str) -> Marked:
    """The words of a SOUND_ICON: there are no sounds, so it is told by its name."""
    return Marked(name.replace("-", " ").replace("_", " "))


def _told(text: str, index: int, character: str, manner: Manner) -> str:
    if manner.spelling:
        return f"{_spelt(character, manner.capitals)}, " if not character.isspace() else ", "
    if character.isupper() and manner.capitals and not _within_capitals(text, index):
        return f"capital {character}"
    level = characters.LEVELS.get(character)
    if level is None or level > manner.punctuation or _belongs(text, index):
        # The app obeys tags and reads entities; here they are signs that somebody wrote.
        return character + _INVISIBLE if character in "<&" else character
    name = characters.NAMES[character]
    return f" {name}{character} " if character in _PAUSES else f" {name} "


def _belongs(text: str, index: int) -> bool:
    """Whether a sign is a part of the number or the word around it."""
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    if text[index] in _IN_NUMBERS:
        return before.isdigit() and after.isdigit()
    return text[index] in _APOSTROPHES and before.isalpha() and after.isalpha()


def _within_capitals(text: str, index: int) -> bool:
    """A word in capitals is told once."""
    return index > 0 and text[index - 1].isupper()


def _spelt(character: str, capitals: bool) -> str:
    """A character alone, by its name; letters as letters, not as the words that look like them."""
    name = characters.name_of(character)
    if name or character.isdigit():
        return name or character
    letter = f'<say-as interpret-as="characters">{character}</say-as>'
    return f"capital {letter}" if capitals and character.isupper() else letter
