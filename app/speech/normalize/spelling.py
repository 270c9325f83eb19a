"""Letters said one by one.

espeak-ng names the letters of a word it cannot pronounce ("HTML") with one stress for the whole,
as people do, but reads "USPS" as a word, and a lone "A" as the article. So a word that it spells
by itself stays whole, any other is taken apart, and the letter A is written "eigh".
"""

from __future__ import annotations

import re

from app.speech.normalize.word_list import listed
from app.speech.normalize.wording import code, plural

SPELLED_BY_ESPEAK = listed("""
    AC ADHD AI AOL API ATM ATV BCE BSE CEO CFO CIA CPU CTO DIY DNA DOJ EDT EST EU FBI FDA GDP
    GI GMO GPA GPU HBO HIV IBM ID IEEE IOS IP IRS ISBN ISP IT LA LAPD MBA MIT MRI NBA NSA NYPD
    OCD OECD OEM OMG OS PSA RBI RNA SUV TBA UCLA UFO UI UK UN UPC URL US USA USB USD USDA
    USSR UTC UV
    """)
_RUNS = re.compile(r"[^\W\d_]+|\d+")


def spell(letters: str, ending: str = "") -> str:
    """ "EPA" -> "E P eigh", "CD" with the ending "s" -> "C D's".

    Args:
        letters: the letters, in either case.
        ending: "s" for a plural or "'s" for a possessive.
    """
    upper = letters.upper()
    if not ending and len(upper) > 1 and (_consonants(upper) or upper in SPELLED_BY_ESPEAK):
        return upper
    names = " ".join("eigh" if letter == "A" else letter for letter in upper)
    return f"{names}'s" if ending else names


def _consonants(upper: str) -> bool:
    return upper.isascii() and not any(letter in "AEIOUY" for letter in upper)


def letters_and_digits(text: str) -> str:
    """A name made of both: "MP3" -> "MP three", "x86" -> "x eighty six"."""
    words = []
    for run in _RUNS.findall(text):
        if run.isdecimal():
            words.append(code(run))
        elif run == "s" and words:
            words[-1] = plural(words[-1])
        else:
            words.append(letter_run(run))
    return " ".join(words)


def letter_run(run: str) -> str:
    """Letters from the middle of a name: spelled when they are few capitals, else a word."""
    if run in ("a", "A"):
        return "eigh"
    if run.isupper() and 1 < len(run) <= 3:
        return spell(run)
    return run
