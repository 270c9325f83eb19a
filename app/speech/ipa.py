"""The phonemes of the International Phonetic Alphabet, as people write them, for one voice.

People copy them from dictionaries: between slashes, with ties, dots between syllables and the
stress mark at the start of the syllable. A voice has learnt what espeak-ng writes, which is plainer
and has the stress mark before the vowel. What the voice has never met is worse than left out: its
model holds a random sound for it. So each of these gives way to the nearest that the voice knows,
and is told of.
"""

from __future__ import annotations

import re
import unicodedata

from app.values import IpaReading

STRESS = "ˈˌ"
VOICELESS = frozenset("ptkcqʔfθsʃçxχħhɸʂɕ")
"""Consonants without a pitch of their own."""
VOWELS = frozenset("iyɨʉɯuɪʏʊeøɘəɵɤoɛœɜɞʌɔæɐaɶɑɒᵻɚɝ")

_SAME = str.maketrans(
    {"g": "ɡ", "'": "ˈ", "’": "ˈ", "′": "ˈ", ":": "ː", "ʤ": "dʒ", "ʧ": "tʃ", "ʦ": "ts", "ʣ": "dz"}
    | {"ʨ": "tɕ", "ʥ": "dʑ", "ɝ": "ɜː", "ɷ": "ʊ", "ɩ": "ɪ", "‿": " "}
)
"""Other ways to write the same sound."""

_SILENT = frozenset("/[](){}|‖.-‑‐·\u0361\u035c\u0329\u032f")
"""What encloses, parts and ties; and the marks of syllabic consonants and gliding vowels."""

_NEAREST = {
    "ɫ": "l",
    "ɬ": "l",
    "ɭ": "l",
    "ʟ": "l",
    "ʎ": "lj",
    "r": "ɹ",
    "ɻ": "ɹ",
    "ʁ": "ɹ",
    "ʀ": "ɹ",
    "ɽ": "ɾ",
    "ɺ": "ɾ",
    "x": "k",
    "χ": "k",
    "q": "k",
    "c": "k",
    "ɟ": "ɡ",
    "ɢ": "ɡ",
    "ɣ": "ɡ",
    "ʝ": "j",
    "ç": "h",
    "ħ": "h",
    "ɦ": "h",
    "ʍ": "w",
    "ɥ": "w",
    "ɰ": "w",
    "ɸ": "f",
    "β": "v",
    "ʋ": "v",
    "ɱ": "m",
    "ɲ": "nj",
    "ɳ": "n",
    "ɴ": "ŋ",
    "ʈ": "t",
    "ɖ": "d",
    "ɾ": "d",
    "ʂ": "ʃ",
    "ɕ": "ʃ",
    "ʐ": "ʒ",
    "ʑ": "ʒ",
    "ɒ": "ɑː",
    "ɶ": "a",
    "œ": "ɜː",
    "ø": "ɜː",
    "ɞ": "ɜː",
    "ɤ": "ʌ",
    "ɐ": "ə",
    "ɘ": "ə",
    "ɵ": "ə",
    "ɨ": "ɪ",
    "ᵻ": "ɪ",
    "ʉ": "uː",
    "ɯ": "uː",
    "y": "uː",
    "ʏ": "ʊ",
    "ɚ": "əɹ",
    "ˑ": "ː",
}

_BLANKS = re.compile(r"\s+")
_LENGTHS = re.compile("ːː+")


def read(text: str, known: str) -> IpaReading:
    """What a voice that has learnt `known` says for `text`; any Unicode is taken.

    Symbols it has learnt stay, in their order; the stress marks go to the vowel that they are for.
    """
    plain = unicodedata.normalize("NFC", text.strip().strip("/[]")).translate(_SAME)
    # Precomposed letters hide a sound and a sign on it; "ç" alone is a sound of its own.
    plain = "".join(c if c == "ç" else unicodedata.normalize("NFD", c) for c in plain)
    found: list[str] = []
    instead: dict[str, str] = {}
    for symbol in plain:
        if symbol in known and symbol not in _SILENT:
            found.append(symbol)
        elif symbol.isspace():
            found.append(" ")
        elif symbol not in _SILENT:
            nearest = _NEAREST.get(symbol, "")
            instead[symbol] = nearest = nearest if set(nearest) <= set(known) else ""
            found.append(nearest)
    said = _BLANKS.sub(" ", _stressed(_LENGTHS.sub("ː", "".join(found)))).strip()
    return IpaReading(said, tuple(instead.items()))


def _stressed(symbols: str) -> str:
    """Each stress mark just before the vowel of its syllable; without a vowel it goes."""
    if not any(mark in symbols for mark in STRESS):
        return symbols
    said: list[str] = []
    waiting = ""
    for symbol in symbols:
        if symbol in STRESS:
            waiting = symbol
            continue
        if symbol in VOWELS and waiting:
            said.append(waiting)
        if symbol in VOWELS or symbol == " ":
            waiting = ""
        said.append(symbol)
    return "".join(said)


def with_ending(symbols: str, known: str) -> str:
    """`symbols` with the ending of an English plural or possessive."""
    last = symbols[-1:]
    if last in "szʃʒ":
        return symbols + ("ᵻ" if "ᵻ" in known else "ɪ") + "z"
    return symbols + ("s" if last in "ptkfθ" else "z")


def starts_with_vowel(symbols: str) -> bool:
    """Whether "the" before it is said as before "apple"."""
    return symbols.lstrip(STRESS)[:1] in VOWELS
