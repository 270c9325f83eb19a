"""Names of files, paths, options of commands, and identifiers from programs.

They are read part by part like addresses: "my_file.txt" is "my underscore file dot TXT", with
each part standing for its own typed part.
"""

from __future__ import annotations

import re

from app.speech.mapped import Piece
from app.speech.normalize.contacts import parts
from app.speech.normalize.page import Reading, rule
from app.speech.normalize.spelling import spell
from app.speech.normalize.word_list import listed

_SPELLED = listed(
    "txt pdf csv tsv xml html htm css js ts rs rb cpp hpp cs php sql png svg bmp mpg mp exe dll "
    "sh md db rtf ppt pptx xls xlsx ogg wmv mkv tgz gz xz whl cfg yml srt vtt so c h r"
)
_SAID = listed(
    "doc docx odt epub json yaml toml ini conf log bat zip rar tar deb rpm iso jpg jpeg gif webp "
    "tiff ico wav flac avi mov java kt go swift lua tex bak tmp lock spec app dat bin jar ipynb "
    "mp3 mp4 m4a m4b 7z py bz2 h5 pth onnx mid"
)
_SAID_AS = {"jpg": "J peg", "gif": "gif", "jpeg": "J peg", "wav": "wave", "png": "PNG"}

_EXTENSION = "|".join(sorted(_SPELLED | _SAID, key=len, reverse=True))


def _file(match: re.Match[str]) -> Reading:
    """A file's name, perhaps with folders before it."""
    return _path_parts(match[0])


def _path(match: re.Match[str]) -> Reading:
    return _path_parts(match[0].rstrip(".,;:!?"))


def _path_parts(text: str) -> list[Piece]:
    pieces = parts(text)
    dot = text.rfind(".")
    extension = text[dot + 1 :]
    lower = extension.lower()
    if dot < 0 or lower not in _SPELLED | _SAID_AS.keys():
        return pieces
    words = _SAID_AS.get(lower) or spell(extension)
    return [*(piece for piece in pieces if piece[2] <= dot + 1), (words, dot + 1, len(text))]


def _drive(match: re.Match[str]) -> Reading:
    """ "C:\\Users" -> "C colon backslash Users"."""
    return parts(match[0].rstrip(".,;:!?"))


def _option(match: re.Match[str]) -> Reading:
    return parts(match[0])


def _identifier(match: re.Match[str]) -> Reading:
    """ "foo_bar" with its underscore; those around it are marks of something else."""
    start = len(match[0]) - len(match[0].lstrip("_"))
    end = len(match[0].rstrip("_"))
    return [piece for piece in parts(match[0]) if start <= piece[1] < end]


def _dotted(match: re.Match[str]) -> Reading:
    """ "Node.js" is "Node dot JS"; but "end.Next" lacks a blank."""
    before, after = match.string[match.start() - 1], match.string[match.end() : match.end() + 2]
    return "." if before.islower() and after.istitle() else "dot"


RULES = (
    rule(r"(?<!\w)[A-Za-z]:\\[^\s\"<>|*?\x00]*", _drive, "\\"),
    rule(r"(?<![^\s(\"'])(?:~|\.{1,2})?/[A-Za-z][\w.@+-]*(?:/[\w.@+-]+)*/?(?![\w/])", _path, "/"),
    rule(
        rf"(?<![\w./@-])(?:[\w-]+/){{0,20}}\w[\w-]*(?:\.\w[\w-]*){{0,5}}\.(?:{_EXTENSION})(?![\w-])",
        _file,
        ".",
    ),
    rule(r"(?<!\S)(?:--[a-z](?:[a-z0-9-]*[a-z0-9])?|-[A-Za-z])(?=[\s.,;=)]|$)", _option, "-"),
    rule(r"(?<!\w)(?=\w*[^\W_]_+[^\W_])\w+", _identifier, "_"),
    rule(r"(?<![\w.])\.(?=[A-Za-z]{2,}(?![\w.]))(?!\.)", lambda match: "dot", "."),
    rule(r"(?<=[A-Za-z]{2})\.(?=[A-Za-z]{2})", _dotted, "."),
)
