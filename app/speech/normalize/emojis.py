"""Emoji by name, from the table of the `emoji` package (Unicode's own short names).

Skin tones are not said, a row of the same emoji is said once, and each is set off by commas.
`unicodedata.name` would need no package, but it calls ❤ a "heavy black heart", knows neither
flags nor joined emoji, and differs from one Python to the next.
"""

from __future__ import annotations

import re

from app.speech.normalize.page import READ, Page
from app.speech.normalize.symbols import WORDS
from app.speech.normalize.wording import cardinal, ordinal

_CANDIDATE = re.compile("[\u203c\u2049\u20e3\u2122-\u3299\U0001f000-\U0001faff]")
_KEYCAP = "\u20e3"
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}|\U0001f3f4[\U000e0020-\U000e007f]+")
_SKIN = re.compile(r"_(?:medium-)?(?:light|medium|dark)_skin_tone")
_THE = ("United", "Netherlands", "Philippines", "Bahamas", "Maldives", "European")


def read_emojis(page: Page) -> None:
    """Write the names of all emoji on the page."""
    if page.text.isascii() or not _CANDIDATE.search(page.text):
        return
    # Costs 40 ms to import and is seldom needed.
    from emoji import emoji_list

    last, end = "", -1
    readings = []
    for found in emoji_list(page.text):
        start, stop, typed = found["match_start"], found["match_end"], found["emoji"]
        if typed in WORDS:
            continue
        again = typed == last and not page.text[end:start].strip(" \ufe0f" + READ)
        readings.append((start, stop, "" if again else f", {_name(typed)},"))
        last, end = typed, stop
    page.read_all(readings)


def _name(typed: str) -> str:
    from emoji import EMOJI_DATA

    if _KEYCAP in typed:
        return _keycap(typed[0])
    name = EMOJI_DATA[typed]["en"].strip(":")
    if _FLAG.fullmatch(typed):
        the = "the " if name.startswith(_THE) else ""
        return f"flag of {the}{_plain(name)}"
    return _plain(_SKIN.sub("", name))


def _keycap(key: str) -> str:
    return {"#": "hash", "*": "star"}.get(key) or cardinal(int(key))


def _plain(name: str) -> str:
    """The name in letters: "1st_place_medal" -> "first place medal"."""
    name = name.replace("&", " and ").replace("’", "'")
    name = re.sub(r"(\d+)(?:st|nd|rd|th)\b", lambda m: ordinal(int(m[1])), name.replace("_", " "))
    name = re.sub(r"\d+", lambda m: cardinal(int(m[0])), name)
    return " ".join(re.sub(r"[^\w' ]", " ", name).split())
