"""Bytes to text: which encoding a file is in, and how it ended its lines.

Order of belief: a byte order mark; then zeros at every other byte (UTF-16 without a mark); then
UTF-8, which random bytes almost never are; then, for text whose letters are mostly plain ASCII,
Windows-1252, which Western files without a mark are in; and only then a guess by
charset-normalizer, which is good at long texts in other scripts but, on short Western ones, likes
to guess a neighbour of Windows-1252.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

GUESSED_FROM = 256 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = frozenset(range(32)) - {0, 8, 9, 10, 11, 12, 13, 26, 27}
_CONTROL_BYTES = bytes(_CONTROLS)
# What Qt takes for a line end too.
_LINE_ENDS = ("\r\n", "\r", "\u2028", "\u2029", "\ufdd0", "\ufdd1")


@dataclass(frozen=True, slots=True)
class TextFormat:
    """How a text is written to a file: what is needed to write it back as it was."""

    encoding: str = "utf-8"
    bom: bytes = b""
    line_end: str = "\n"


def decode(data: bytes) -> tuple[str, TextFormat] | None:
    """The text in `data`, its lines ended by "\\n", and its format; None when it is no text."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _text(data[len(bom) :].decode(encoding, "replace"), encoding, bom)
    encoding = _utf16_without_bom(data)
    if encoding:
        return _text(data.decode(encoding, "replace"), encoding)
    if _is_binary(data):
        return None
    try:
        return _text(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        encoding = _guess(data)
        return _text(data.decode(encoding, "replace"), encoding)


def encode(text: str, form: TextFormat) -> tuple[bytes, TextFormat]:
    """`text` as bytes in `form`, or in UTF-8 when that encoding lacks a character of it."""
    lines = text if form.line_end == "\n" else text.replace("\n", form.line_end)
    try:
        return form.bom + lines.encode(form.encoding), form
    except UnicodeEncodeError:
        # A lone half of a character, which no encoding can hold, becomes a question mark.
        return lines.encode("utf-8", "replace"), TextFormat("utf-8", b"", form.line_end)


def typed(text: str) -> str:
    """`text` as the editor holds it: every line end is "\\n", and there are no NULs."""
    for line_end in _LINE_ENDS:
        text = text.replace(line_end, "\n")
    return text.replace("\0", "")


def _text(text: str, encoding: str, bom: bytes = b"") -> tuple[str, TextFormat]:
    windows = text.count("\r\n")
    counts = {
        "\n": text.count("\n") - windows,
        "\r\n": windows,
        "\r": text.count("\r") - windows,
    }
    line_end = max(counts, key=lambda end: counts[end])
    return typed(text), TextFormat(encoding, bom, line_end)


def _utf16_without_bom(data: bytes) -> str:
    sample = data[: GUESSED_FROM & ~1]
    half = len(sample) // 2
    if half < 2:
        return ""
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    if even > 0.4 and odd < 0.05:
        return "utf-16-be"
    return ""


def _is_binary(data: bytes) -> bool:
    """More than one control character in two hundred, or one NUL in fifty: no text."""
    sample = data[:GUESSED_FROM]
    controls = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    return controls * 200 > len(sample) or sample.count(0) * 50 > len(sample)


def _guess(data: bytes) -> str:
    if _is_western(data):
        return "cp1252"
    from charset_normalizer import from_bytes  # slow to import, and seldom needed

    best = from_bytes(data[:GUESSED_FROM]).best()
    return best.encoding if best is not None else "cp1252"


def _is_western(data: bytes) -> bool:
    text = data[:GUESSED_FROM].decode("cp1252", "replace")
    letters = sum(char.isalpha() for char in text)
    foreign = sum(char.isalpha() and not char.isascii() for char in text)
    return "\ufffd" not in text and foreign * 4 <= letters
