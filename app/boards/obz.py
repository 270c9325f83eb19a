"""A set of boards in and out: `.obz`, a zip archive of boards, pictures and a manifest.

The manifest says which board comes first and where each lies. Where it is missing or says nothing
useful, the boards are what ends in `.obf`, and the first is the one that no other leads to. What
is in the archive beside the boards is kept as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain, count
from pathlib import PurePosixPath
from typing import Any

from app.boards.board import NOTHING, Board, Book, Json
from app.boards.obf import id_in, json_object, no_board, read_board, text_in
from app.boards.obf_writing import FORMAT, as_json, write_board
from app.boards.safe_zip import packed, unpacked

MANIFEST = "manifest.json"
BOARD_SUFFIX = ".obf"


def read_book(content: bytes, name: str) -> Book:
    """The boards in an archive.

    Args:
        content: the archive.
        name: what the user knows it by.

    Raises:
        BoardError: it is damaged, unsafe or too large, or holds no board.
    """
    return book_of(unpacked(content, name), name)


def book_of(content: Mapping[str, bytes], name: str) -> Book:
    """The boards in the files of an archive, or of a folder, by their paths.

    Raises:
        BoardError: a board is damaged or too large, or there is none.
    """
    files = dict(content)
    manifest = json_object(files.pop(MANIFEST), MANIFEST) if MANIFEST in files else NOTHING
    boards: dict[str, Board] = {}
    paths: dict[str, str] = {}
    for path, id_ in _board_paths(manifest, files).items():
        board = read_board(files[path], path, id_ or PurePosixPath(path).stem)
        if board.id not in boards:  # a second one of that id cannot be reached, and is only kept
            boards[board.id], paths[board.id] = board, path
            del files[path]
    if not boards:
        raise no_board(name, "there is no board in it")
    return Book(boards, _root(manifest, boards, paths), paths, files, manifest)


def write_book(book: Book) -> bytes:
    """`book` as the content of an `.obz` file; equal books make equal files."""
    book = with_paths(book)
    boards = {path: write_board(book.boards[id_]) for id_, path in book.paths.items()}
    manifest = as_json(_manifest(book))
    return packed({MANIFEST: manifest, **boards, **book.files})


def with_paths(book: Book) -> Book:
    """`book` with a place in the archive for every board of it, and for no other."""
    paths = {id_: path for id_, path in book.paths.items() if id_ in book.boards}
    taken = {*paths.values(), *book.files, MANIFEST}
    for id_ in book.boards:
        if id_ not in paths:
            paths[id_] = _free_path(id_, taken)
            taken.add(paths[id_])
    return replace(book, paths=paths)


def _board_paths(manifest: Json, files: Mapping[str, bytes]) -> dict[str, str]:
    """Where boards lie, to their ids, which are "" where the manifest does not name them."""
    listed = _paths(manifest, "boards")
    named = {path: id_ for id_, path in listed.items() if path in files}
    others = (path for path in sorted(files) if path.lower().endswith(BOARD_SUFFIX))
    return {**named, **{path: "" for path in others if path not in named}}


def _root(manifest: Json, boards: Mapping[str, Board], paths: Mapping[str, str]) -> str:
    """The id of the board that comes first; some programs name it by its id, not by its path."""
    root = manifest.get("root")
    by_path = {path: id_ for id_, path in paths.items()}
    found = by_path.get(text_in(root), id_in(root))
    if found in boards:
        return found
    book = Book(boards, next(iter(boards)), paths)
    led_to = {
        there.id
        for board in boards.values()
        for button in board.buttons.values()
        if (there := book.follow(button)) is not None and there is not board
    }
    return next((id_ for id_ in boards if id_ not in led_to), book.root)


def _paths(manifest: Json, kind: str) -> dict[str, str]:
    paths = manifest.get("paths")
    listed = paths.get(kind) if isinstance(paths, dict) else None
    pairs = listed.items() if isinstance(listed, dict) else ()
    return {id_: path for id_, path in pairs if isinstance(path, str)}


def _manifest(book: Book) -> dict[str, Any]:
    """What was read, with the present boards and root; entries for what is gone are left out."""
    boards = {**_still_there(book, "boards"), **_new_boards(book)}
    images = {**_still_there(book, "images"), **_new_pictures(book)}
    paths = book.extra.get("paths")
    kept = dict(paths) if isinstance(paths, dict) else {}
    kept["boards"] = boards
    if images or "images" in kept:
        kept["images"] = images
    same_root = _root(book.extra, book.boards, book.paths) == book.root
    root = book.extra.get("root") if same_root else None
    fresh = {"format": FORMAT, **book.extra, "root": root or book.paths[book.root]}
    return {**fresh, "paths": kept}


def _still_there(book: Book, kind: str) -> dict[str, str]:
    there = {*book.files, *book.paths.values()}
    return {id_: path for id_, path in _paths(book.extra, kind).items() if path in there}


def _new_boards(book: Book) -> dict[str, str]:
    listed = set(_still_there(book, "boards").values())
    return {id_: path for id_, path in book.paths.items() if path not in listed}


def _new_pictures(book: Book) -> dict[str, str]:
    listed = set(_still_there(book, "images").values())
    return {
        picture.id: picture.path
        for board in book.boards.values()
        for picture in board.pictures.values()
        if picture.path in book.files and picture.path not in listed
    }


def _free_path(id_: str, taken: set[str]) -> str:
    """A place for a board, of a name that every system can hold."""
    stem = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "_" for c in id_)[:60]
    endings = chain([""], (f"-{number}" for number in count(2)))
    places = (f"boards/{stem or 'board'}{ending}{BOARD_SUFFIX}" for ending in endings)
    return next(place for place in places if place not in taken)
