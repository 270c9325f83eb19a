"""Pasted HTML: tags of known names and comments go, entities become the characters they name.

Only what is plainly HTML is touched: a tag needs a known name and both its brackets, an entity
its semicolon. "a < b", "List<T>" and "R&D" stay. A parser (html.parser) keeps no map back to the
typed characters and takes every "<" before a letter for a tag.
"""

from __future__ import annotations

import html
import re

from app.speech import mapped
from app.values import MappedText

FORCED_BREAK = "\u2029"
"""What a tag that ends a line leaves: a line break that no hard-wrapped line has."""

_BREAKING = (
    "address|article|aside|blockquote|body|br|center|dd|details|div|dl|dt|figcaption|figure|"
    "footer|form|h[1-6]|head|header|hr|html|li|main|nav|ol|p|pre|section|summary|table|tbody|"
    "tfoot|thead|title|tr|ul"
)
_INLINE = (
    "a|abbr|b|big|button|cite|code|del|dfn|em|font|i|ins|kbd|label|mark|meta|link|q|s|samp|small|"
    "span|strike|strong|sub|sup|time|tt|u|var|video|audio|iframe|input|img|svg|path|picture|source"
)
_REST = r"(?:\s[^<>]{0,1000})?\s*/?>"
_COMMENT = re.compile(r"<!--.*?-->|<!doctype[^<>]{0,200}>", re.DOTALL | re.IGNORECASE)
_UNSPOKEN = re.compile(r"<(script|style)\b[^<>]{0,1000}>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_IMAGE = re.compile(r"<img\s[^<>]{0,1000}?\balt=(?:\"([^\"<>]*)\"|'([^'<>]*)')[^<>]{0,1000}>", re.I)
_BREAK = re.compile(rf"</?(?:{_BREAKING}){_REST}", re.IGNORECASE)
_CELL = re.compile(rf"</?t[dh]{_REST}", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_INLINE}){_REST}", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def plain(text: MappedText) -> MappedText:
    """`text` without HTML; line breaks made by tags are `FORCED_BREAK`."""
    if "<" in text.text:
        text = mapped.sub(_COMMENT, "", text)
        text = mapped.sub(_UNSPOKEN, "", text)
        text = mapped.sub(_IMAGE, _alternative, text)
        text = mapped.sub(_BREAK, FORCED_BREAK, text)
        text = mapped.sub(_CELL, " ", text)
        text = mapped.sub(_TAG, "", text)
    if "&" in text.text:
        text = mapped.sub(_ENTITY, _named, text)
    return text


def _alternative(match: re.Match[str]) -> list[mapped.Piece]:
    group = 1 if match[1] is not None else 2
    start, end = (place - match.start() for place in match.span(group))
    return [(match[group], start, end)]


def _named(match: re.Match[str]) -> str | None:
    character = html.unescape(match[0])
    if character == match[0]:
        return None
    return " " if character.isspace() else character
