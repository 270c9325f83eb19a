"""One plain form for what can be typed in many: quotes, blanks, wide letters, other scripts.

After this the rules need to know only ASCII, Latin letters with accents, the dashes and the
symbols. Text that is ASCII already, nearly all there is, passes untouched.

espeak-ng's English voice spells Cyrillic and says "Chinese letter" for Chinese, so letters of
other scripts are written in Latin ones (`anyascii`), which it can at least pronounce. Accented
Latin letters it knows, and they stay.
"""

from __future__ import annotations

import re
import unicodedata

from app.speech.mapped import Piece, sub
from app.speech.normalize.word_list import in_order
from app.values import MappedText

_CONTROLS = dict.fromkeys([*range(32), *range(127, 160)], " ")

_FORMS = {
    **dict.fromkeys("‘’‚‛ʼʻ´", "'"),
    **dict.fromkeys("“”„‟«»‹›〝〞", '"'),
    **dict.fromkeys("‐‑⁃﹣－", "-"),
    **dict.fromkeys("―⸺⸻—", "—"),
    **dict.fromkeys("‒–", "–"),
    **dict.fromkeys("。．｡", "."),
    **dict.fromkeys("，、､،", ","),
    **dict.fromkeys("；؛", ";"),
    **dict.fromkeys("？؟⁇", "?"),
    **dict.fromkeys("！‼", "!"),
    "：": ":",
    "⁈": "?",
    "⁉": "?",
    "…": "...",
    "‥": "...",
    "⁄": "/",
    "∕": "/",
    "∶": ":",
    "¦": "|",
    "º": "°",
    "˚": "°",
    "ª": "a",
    "∗": "*",
    "⋅": "·",
    "∙": "·",
    **{chr(0x2080 + digit): str(digit) for digit in range(10)},
    "№": "#",
    "℃": "°C",
    "℉": "°F",
    "㎞": "km",
    "㎏": "kg",
    "㎝": "cm",
    "㎜": "mm",
    "㎡": "m²",
    "ẞ": "SS",
}
_KEPT_INVISIBLE = frozenset("\u200d\ufe0f\u20e3") | {chr(tag) for tag in range(0xE0020, 0xE0080)}
"""Parts of emoji; those that belong to none are dropped with what nobody reads."""

_UNITS = {"\u03bc": "\u00b5", "\u00b5": "\u00b5", "\u03a9": "\u03a9", "\u2126": "\u03a9"}
"""Micro and ohm, which look like letters and are needed whole by the rule for units."""

_GREEK = dict(
    zip(
        "αβγδεζηθικλνξοπρστυφχψω",
        in_order(
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda nu zai omicron pi rho "
            "sigma tau upsilon phi chi psi omega"
        ),
        strict=True,
    )
)
"""Spelled so that espeak-ng says them right: it reads "xi" as eleven."""

_UNUSUAL = re.compile(r"[^\x20-\x7e]+")
_ACCENTED = re.compile(r"[^\W\d_][\u0300-\u036f]+")


def fold(clause: MappedText) -> MappedText:
    """`clause` with one form for each thing; the map is kept character by character."""
    if not clause.text.isprintable():
        text = clause.text.translate(_CONTROLS)
        clause = MappedText(text, clause.starts, clause.ends)
    if clause.text.isascii():
        return _graves(clause)
    composed = sub(_ACCENTED, lambda match: unicodedata.normalize("NFC", match[0]), clause)
    return _graves(sub(_UNUSUAL, _fold_run, composed))


def _graves(clause: MappedText) -> MappedText:
    if "`" not in clause.text:
        return clause
    return MappedText(clause.text.replace("`", "'"), clause.starts, clause.ends)


def _fold_run(match: re.Match[str]) -> list[Piece] | None:
    pieces = []
    for offset, character in enumerate(match[0]):
        position = match.start() + offset
        folded = _fold_character(character, match.string, position)
        pieces.append((folded, offset, offset + 1))
    return pieces


def _fold_character(character: str, text: str, position: int) -> str:
    if character in _FORMS:
        return _FORMS[character]
    code = ord(character)
    if 0xC0 <= code <= 0x17F or character in _KEPT_INVISIBLE:
        return character
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category in ("Zs", "Zl", "Zp"):
        return " "
    if category in ("Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Mc", "Me"):
        return _sign(character) if category in ("Mn", "Mc") else ""
    if (
        category[0] == "L"
        or category == "Nl"
        or 0xFF00 <= code <= 0xFFEF
        or 0x2460 <= code < 0x2474
    ):
        return _letters(character, text, position)
    return character


def _letters(character: str, text: str, position: int) -> str:
    """A letter of another script, or a Latin one in another shape, in plain Latin letters."""
    if not _among_letters(text, position):
        if character in _UNITS:
            return _UNITS[character]
        if name := _GREEK.get(character.lower()):
            return f" {name} "
    plain = unicodedata.normalize("NFKC", character)
    if plain.isascii():
        return plain
    return _transliterated(plain)


def _sign(character: str) -> str:
    """A vowel sign of an Indic or Semitic script; accents that nothing composes with are lost."""
    return "" if unicodedata.combining(character) == 230 else _transliterated(character)


def _transliterated(text: str) -> str:
    # Costs 30 ms to import and is hardly ever needed.
    from anyascii import anyascii

    latin = "".join(character for character in anyascii(text) if character.isalpha()).lower()
    # Each Chinese character is a syllable; run together they are not pronounceable.
    return f"{latin} " if unicodedata.name(text[0], "").startswith("CJK") else latin


def _among_letters(text: str, position: int) -> bool:
    before = text[position - 1 : position]
    after = text[position + 1 : position + 2]
    return any(character.isalpha() and not character.isascii() for character in (before, after))
