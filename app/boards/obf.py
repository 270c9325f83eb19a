"""A board from a file: Open Board Format 0.1, which is JSON (openboardformat.org).

Reading is tolerant: ids may be integers, the grid may be missing or of another size than it says,
links and pictures may say nothing useful. Only what is no board at all, or absurdly large, is
refused. `obf_writing` writes.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from app.boards.board import NOTHING, Board, Button, Json, Link, Order, Picture
from app.errors import BoardError

MOST_CELLS = 100
"""Rows, and columns, of a board."""
MOST_BUTTONS = 5_000

Part = TypeVar("Part", Button, Picture)


def read_board(content: bytes, name: str, id_: str = "") -> Board:
    """The board in a file's `content`.

    Args:
        content: JSON in UTF-8, with or without a byte order mark, or in UTF-16.
        name: what the user knows the file by.
        id_: the board's id if the file gives none.

    Raises:
        BoardError: it is damaged, is no board, or is too large.
    """
    raw = json_object(content, name)
    if not {"buttons", "grid", "format"} & set(raw):
        raise no_board(name, "it holds neither buttons nor a grid")
    board = board_in(raw)
    if max(board.rows, board.columns) > MOST_CELLS or len(board.buttons) > MOST_BUTTONS:
        raise BoardError(
            f"The board in “{name}” has more than {MOST_CELLS} rows or columns, "
            f"or more than {MOST_BUTTONS:,} buttons.",
            "Split it into pages in the program that made it.",
        )
    return board if board.id else replace(board, id=id_)


def json_object(content: bytes, name: str) -> dict[str, Any]:
    """The JSON object in `content`.

    Raises:
        BoardError: it is none.
    """
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise no_board(name, str(error)) from error
    if not isinstance(data, dict):
        raise no_board(name, "it holds no JSON object")
    return data


def id_in(value: object) -> str:
    """An id as a string; "" for what can be none."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    return str(value)


def text_in(value: object) -> str:
    return value if isinstance(value, str) else ""


def board_in(raw: Json) -> Board:
    locale = text_in(raw.get("locale"))
    words = translations_of(raw, locale)
    buttons = _by_id(raw.get("buttons"), lambda item: button_in(item, words))
    order = _order(raw.get("grid"), tuple(buttons))
    return Board(
        id=id_in(raw.get("id")),
        name=_translated(raw.get("name"), words),
        locale=locale,
        rows=len(order),
        columns=len(order[0]),
        order=order,
        buttons=buttons,
        pictures=_by_id(raw.get("images"), picture_in),
        extra=raw,
    )


def _by_id(data: object, read: Callable[[Json], Part]) -> dict[str, Part]:
    """The parts in a list of JSON objects; the first of each id, since a second cannot be meant."""
    found: dict[str, Part] = {}
    for item in data if isinstance(data, list) else ():
        if isinstance(item, dict):
            part = read(item)
            if part.id:
                found.setdefault(part.id, part)
    return found


def button_in(raw: Json, words: Mapping[str, str]) -> Button:
    link = raw.get("load_board")
    return Button(
        id=id_in(raw.get("id")),
        label=_translated(raw.get("label"), words),
        vocalization=_translated(raw.get("vocalization"), words),
        background=text_in(raw.get("background_color")) or None,
        border=text_in(raw.get("border_color")) or None,
        picture_id=id_in(raw.get("image_id")),
        sound_id=id_in(raw.get("sound_id")),
        link=link_in(link) if isinstance(link, dict) and link else None,
        actions=_actions(raw),
        hidden=raw.get("hidden") is True,
        extra=raw,
    )


def _actions(raw: Json) -> tuple[str, ...]:
    """`actions`, for which `action` stands in apps that know one only."""
    several = raw.get("actions")
    if isinstance(several, list) and several:
        return tuple(action for action in several if isinstance(action, str) and action)
    one = text_in(raw.get("action"))
    return (one,) if one else ()


def link_in(raw: Json) -> Link:
    return Link(
        id=id_in(raw.get("id")),
        name=text_in(raw.get("name")),
        path=text_in(raw.get("path")),
        url=text_in(raw.get("url")),
        extra=raw,
    )


def picture_in(raw: Json) -> Picture:
    data, kind = _embedded(text_in(raw.get("data")))
    return Picture(
        id=id_in(raw.get("id")),
        data=data,
        path=text_in(raw.get("path")),
        url=text_in(raw.get("url")),
        content_type=text_in(raw.get("content_type")) or kind,
        width=_whole(raw.get("width")),
        height=_whole(raw.get("height")),
        extra=raw,
    )


def _embedded(uri: str) -> tuple[bytes | None, str]:
    """The bytes in a `data:` URI and their type; None when there are none, or no readable ones."""
    head, comma, body = uri.partition(",")
    if not comma or not head.startswith("data:") or not head.endswith(";base64"):
        return None, ""
    try:
        return base64.b64decode(body) or None, head[len("data:") : -len(";base64")].split(";")[0]
    except (binascii.Error, ValueError):
        return None, ""


def _order(grid: object, ids: tuple[str, ...]) -> Order:
    """The grid in full rows; without one, the buttons in reading order in about a square.

    What is larger than a board may be is cut off after the first row or column too many.
    """
    most = MOST_CELLS + 1
    data = grid if isinstance(grid, dict) else {}
    rows = [list_in(row)[:most] for row in list_in(data.get("order"))[:most]]
    height, width = (min(_whole(data.get(key)), most) for key in ("rows", "columns"))
    if not rows:
        width = max(width or math.ceil(math.sqrt(len(ids))), 1)
        rows = [list(ids[at : at + width]) for at in range(0, len(ids), width)]
    height, width = max(height, len(rows), 1), max(width, *map(len, rows), 1)
    rows += [[] for _ in range(height - len(rows))]
    return tuple(
        tuple(id_in(row[at]) or None if at < len(row) else None for at in range(width))
        for row in rows
    )


def translations_of(raw: Json, locale: str) -> Json:
    """What the board's `strings` put in place of its texts in its own language."""
    strings = raw.get("strings")
    words = strings.get(locale) if isinstance(strings, dict) else None
    return words if isinstance(words, dict) else NOTHING


def _translated(value: object, words: Mapping[str, str]) -> str:
    text = text_in(value)
    return text_in(words.get(text)) or text


def _whole(value: object) -> int:
    """A count out of a number or its digits; 0 for what is none, and never more than a billion."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return 0
    try:
        return int(min(max(float(value), 0.0), 1e9))
    except (ValueError, OverflowError):
        return 0


def list_in(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def no_board(name: str, reason: str) -> BoardError:
    """What is told of a file that cannot be one of boards."""
    return BoardError(
        f"“{name}” is damaged or no phrase board: {reason}.",
        "Export it once more from the program that made it, as .obf or .obz.",
    )
