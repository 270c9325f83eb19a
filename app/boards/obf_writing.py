"""A board to a file, from what it was read from.

Writing starts from the JSON that was read and changes only what reads differently now: a board
that nobody changed is written as the same JSON, and a changed one keeps everything else that stood
there, known to us or not.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from app.boards.board import NOTHING, Board, Button, Json, Link, Order, Picture
from app.boards.obf import (
    board_in,
    button_in,
    id_in,
    link_in,
    list_in,
    picture_in,
    text_in,
    translations_of,
)

FORMAT = "open-board-0.1"

Part = TypeVar("Part", Button, Picture)
Known = TypeVar("Known", Board, Button, Link, Picture)
Put = Callable[[dict[str, Any], Any], None]


def write_board(board: Board) -> bytes:
    """`board` as the content of an `.obf` file; what it was read from is the beginning of it."""
    return as_json({"format": FORMAT, **_written(board, board_in(board.extra), _board_puts(board))})


def as_json(data: object) -> bytes:
    """`data` as JSON that people can read, in UTF-8."""
    try:
        return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
    except UnicodeEncodeError:  # lone surrogates, which only an escape can hold
        return (json.dumps(data, indent=2) + "\n").encode("ascii")


def _written(new: Known, old: Known, puts: Mapping[str, Put]) -> dict[str, Any]:
    """What `new` was read from, with whatever differs from `old`, which reads it anew, put in."""
    raw = dict(new.extra)
    for name, put in puts.items():
        value = getattr(new, name)
        if value != getattr(old, name):
            put(raw, value)
    return raw


def _as(key: str, ids: Json = NOTHING) -> Put:
    """Puts a value under `key`, or takes the key away for one that says nothing.

    `ids`: how the file writes the ids of what is referred to.
    """

    def put(raw: dict[str, Any], value: Any) -> None:
        if value:
            raw[key] = ids.get(value, value) if ids else value
        else:
            raw.pop(key, None)

    return put


def _board_puts(board: Board) -> dict[str, Put]:
    words = translations_of(board.extra, text_in(board.extra.get("locale")))
    ids = _file_ids(board.buttons)
    pictures = _file_ids(board.pictures)

    def put_grid(raw: dict[str, Any], order: Order) -> None:
        kept = raw["grid"] if isinstance(raw.get("grid"), dict) else {}
        rows = [[None if id_ is None else ids.get(id_, id_) for id_ in row] for row in order]
        raw["grid"] = {**kept, "rows": board.rows, "columns": board.columns, "order": rows}

    def put_buttons(raw: dict[str, Any], buttons: Mapping[str, Button]) -> None:
        raw["buttons"] = _listed(
            raw.get("buttons"),
            buttons,
            lambda new: _written(new, button_in(new.extra, words), _button_puts(pictures)),
        )

    def put_pictures(raw: dict[str, Any], pictures: Mapping[str, Picture]) -> None:
        raw["images"] = _listed(
            raw.get("images"),
            pictures,
            lambda new: _written(new, picture_in(new.extra), _PICTURE_PUTS),
        )

    return {
        "id": _as("id"),
        "name": _as("name"),
        "locale": _as("locale"),
        "buttons": put_buttons,
        "order": put_grid,
        "pictures": put_pictures,
    }


def _file_ids(parts: Mapping[str, Button] | Mapping[str, Picture]) -> dict[str, Any]:
    """The ids as the file writes them, which may be integers."""
    return {id_: part.extra.get("id", id_) for id_, part in parts.items()}


def _listed(
    raw: object, parts: Mapping[str, Part], written: Callable[[Part], dict[str, Any]]
) -> list[Any]:
    """The parts as a list in the file's order, new ones last; what no part was read from stays.

    That is what has no id, or one that was there before.
    """
    found: list[Any] = []
    seen: set[str] = set()
    for item in list_in(raw):
        id_ = id_in(item.get("id")) if isinstance(item, dict) else ""
        if id_ and id_ not in seen:
            seen.add(id_)
            if id_ in parts:
                found.append(written(parts[id_]))
        else:
            found.append(item)
    return found + [written(part) for id_, part in parts.items() if id_ not in seen]


def _button_puts(pictures: Json) -> dict[str, Put]:
    return {
        "id": _as("id"),
        "label": _as("label"),
        "vocalization": _as("vocalization"),
        "background": _as("background_color"),
        "border": _as("border_color"),
        "picture_id": _as("image_id", pictures),
        "sound_id": _as("sound_id"),
        "link": _put_link,
        "actions": _put_actions,
        "hidden": _as("hidden"),
    }


def _put_link(raw: dict[str, Any], link: Link | None) -> None:
    raw.pop("load_board", None)
    if link is not None:
        raw["load_board"] = _written(link, link_in(link.extra), _LINK_PUTS)


def _put_actions(raw: dict[str, Any], actions: tuple[str, ...]) -> None:
    for key in ("action", "actions"):
        raw.pop(key, None)
    if actions:
        raw["action"] = actions[0]
    if len(actions) > 1:
        raw["actions"] = list(actions)


def _put_data(raw: dict[str, Any], data: bytes | None) -> None:
    raw.pop("data", None)
    if data is not None:
        kind = text_in(raw.get("content_type")) or "application/octet-stream"
        raw["data"] = f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


_LINK_PUTS: Mapping[str, Put] = {key: _as(key) for key in ("id", "name", "path", "url")}
_PICTURE_PUTS: Mapping[str, Put] = {
    **{key: _as(key) for key in ("id", "path", "url", "content_type", "width", "height")},
    "data": _put_data,
}
