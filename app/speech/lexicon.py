"""The user's pronunciations, put in the place of the words they are for.

It comes before the normalizer, so that an entry wins over every rule there, and what it puts in is
read as if it had been typed. Words that are said by phonemes are handed on as a stand-in, a made-up
word that passes through the normalizer and espeak-ng as any name does; the tokenizer puts the
phonemes in its place. So the words around it are said as they are before a real word.

The text is taken apart into words and single signs, and entries are looked up as sequences of
these, the longest first: the cost grows with the text, not with the number of entries.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.speech import ipa
from app.speech.mapped import cut, join, standing_for
from app.values import MappedText, Pronunciation, Sounds

STAND_INS = ("zobbin", "obbin")
"""Said in place of phonemes that begin with a consonant, and with a vowel."""

_ALONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff"
"""Scripts without blanks between words: each sign is a word."""

_PART = re.compile(
    rf"\s+|[{_ALONE}]|(?:(?![{_ALONE}])[^\W_])(?:(?![{_ALONE}])[^\W_]|[\u0300-\u036f])*|."
)
_APOSTROPHES = "'’ʼ‘＇"
_IN_NUMBERS = ".,:/"
_BLANKS = re.compile(r"\s+")
_SINGLE = re.compile(rf"[{_ALONE}]")
_SIBILANT_ENDS = ("s", "x", "z", "ch", "sh")
_SHORTEST_PLURAL = 3


@dataclass(slots=True)
class _Node:
    """Where the entries that begin with the same words part."""

    next: dict[str, _Node] = field(default_factory=dict)
    entries: dict[str, Pronunciation] = field(default_factory=dict)
    """By the way they are written when that matters, else by ""."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found at the characters `start` to `end`; `ending` is the one that was added."""

    start: int
    end: int
    entry: Pronunciation
    ending: str = ""


class Lexicon:
    """Entries to look up.

    Args:
        entries: of two for the same word the later one counts; empty ones are left out.
        symbols: the phonemes that the voice has learnt; without any, those said by phonemes
            are left out.
    """

    def __init__(self, entries: Iterable[Pronunciation], symbols: str) -> None:
        self._symbols = symbols
        self._root = _Node()
        for entry in entries:
            if entry.spoken.strip() and (symbols or not entry.ipa):
                self._add(entry)

    def _add(self, entry: Pronunciation) -> None:
        node = self._root
        written = entry.written.strip()
        for start, end in _parts(written):
            node = node.next.setdefault(_folded(written[start:end]), _Node())
        if node is not self._root:
            node.entries[_composed(written) if entry.exact else ""] = entry

    def apply(self, text: MappedText) -> tuple[MappedText, tuple[Sounds, ...]]:
        """`text` with what the entries say in place of their words, and the phonemes of some.

        Each new character stands for all that was typed of its word. Where there are phonemes, a
        stand-in is put into the text.
        """
        if not self._root.next:
            return text, ()
        pieces: list[MappedText] = []
        sounds: list[Sounds] = []
        done = 0
        for match in self.find(text.text):
            words = _with_ending(match.entry.spoken, match.ending)
            if match.entry.ipa:
                symbols = self._sounds(match)
                if not symbols:
                    continue
                sounds.append(Sounds(text.span(match.start, match.end), symbols))
                words = _stand_in(symbols, text.text[match.start])
            pieces += [
                cut(text, done, match.start),
                _apart(text, match.start),
                standing_for(text, words, match.start, match.end),
                _apart(text, match.end),
            ]
            done = match.end
        if not pieces:
            return text, ()
        return join([*pieces, cut(text, done)]), tuple(sounds)

    def _sounds(self, match: Match) -> str:
        symbols = ipa.read(match.entry.spoken, self._symbols).symbols
        return ipa.with_ending(symbols, self._symbols) if symbols and match.ending else symbols

    def find(self, text: str) -> Iterator[Match]:
        """The entries in `text`, in order, never overlapping; the longest at each place."""
        parts = _parts(text)
        index = 0
        while index < len(parts):
            found = self._longest(text, parts, index) if _begins(text, parts[index][0]) else None
            if found is None:
                index += 1
                continue
            match, index = found
            yield match

    def _longest(
        self, text: str, parts: list[tuple[int, int]], first: int
    ) -> tuple[Match, int] | None:
        """The longest entry from part `first` on, and the part after it."""
        node, best, start = self._root, None, parts[first][0]
        for index in range(first, len(parts)):
            part_start, end = parts[index]
            part = text[part_start:end]
            if (plural := self._plural(node, text, start, part_start, end)) is not None:
                best = (plural, index + 1)
            found = node.next.get(_folded(part))
            if found is None:
                break
            node = found
            entry = _chosen(node, text[start:end])
            if entry is not None and (ending := _ending(text, end)) is not None:
                length = end + len(ending)
                after = index + 1 + (2 if ending else 0)
                best = (Match(start, length, entry, ending), after)
        return best

    def _plural(self, node: _Node, text: str, start: int, last: int, end: int) -> Match | None:
        """The match when the word from `last` to `end` is the plural of an entry's last word.

        It must be written as the entry is where that has capitals, and "news" is no plural of a
        word of two letters.
        """
        for ending in ("es", "s"):
            stem = text[last:end].removesuffix(ending)
            if len(stem) < _SHORTEST_PLURAL or last + len(stem) == end or stem.endswith("s" * 2):
                continue
            found = node.next.get(_folded(stem))
            if found is None or (ending == "es") != stem.lower().endswith(_SIBILANT_ENDS):
                continue
            written = text[start : last + len(stem)]
            entry = _chosen(found, written)
            if entry is None or _ending(text, end) != "":
                continue
            if entry.written.islower() or _composed(entry.written) == _composed(written):
                return Match(start, end, entry, ending)
        return None


def with_sounds(
    text: MappedText, given: Iterable[Sounds], symbols: str
) -> tuple[MappedText, tuple[Sounds, ...]]:
    """`text` with stand-ins for the stretches whose phonemes are given, and what is said for them.

    Args:
        given: in order, with phonemes as they were written; what the voice cannot say of them
            gives way to its word.
        symbols: the phonemes that the voice has learnt.
    """
    pieces: list[MappedText] = []
    sounds: list[Sounds] = []
    done = 0
    for one in given:
        first, last = (bisect_left(text.starts, edge) for edge in (one.span.start, one.span.end))
        said = ipa.read(one.symbols, symbols).symbols if symbols and done <= first < last else ""
        if said:
            stand_in = _stand_in(said, text.text[first])
            pieces += [
                cut(text, done, first),
                _apart(text, first),
                standing_for(text, stand_in, first, last),
                _apart(text, last),
            ]
            sounds.append(Sounds(text.span(first, last), said))
            done = last
    return (join([*pieces, cut(text, done)]), tuple(sounds)) if pieces else (text, ())


def _parts(text: str) -> list[tuple[int, int]]:
    """Words, blanks (as one, however many) and single signs."""
    return [match.span() for match in _PART.finditer(text)]


def _folded(part: str) -> str:
    """What is compared, whatever the capitals."""
    if part.isascii():
        return " " if part.isspace() else part.lower()
    return unicodedata.normalize("NFC", _composed(part).casefold())


def _composed(text: str) -> str:
    """One form of each accent, apostrophe and blank."""
    if text.isascii() and not _BLANKS.search(text):
        return text
    text = unicodedata.normalize("NFC", text)
    return _BLANKS.sub(" ", "".join("'" if sign in _APOSTROPHES else sign for sign in text))


def _chosen(node: _Node, written: str) -> Pronunciation | None:
    """The entry for what is written: one for just these capitals before one for any."""
    if not node.entries:
        return None
    return node.entries.get(_composed(written)) or node.entries.get("")


def _begins(text: str, start: int) -> bool:
    """Whether a word can begin at `start`."""
    before, sign = text[start - 1 : start], text[start]
    if not before:
        return True
    last_but_one = text[max(start - 2, 0) : start - 1]
    if before in _APOSTROPHES and sign.isalpha() and last_but_one.isalpha():
        return False
    if before in _IN_NUMBERS and sign.isdigit() and last_but_one.isdigit():
        return False
    return not _joined(sign, before)


def _ending(text: str, end: int) -> str | None:
    """What of a possessive follows at `end`: "'s" or ""; None: the word goes on."""
    last, after, next_but_one = text[end - 1], text[end : end + 1], text[end + 1 : end + 2]
    if _joined(last, after):
        return None
    if after and after in _APOSTROPHES and last.isalpha() and next_but_one.isalpha():
        whole = next_but_one in "sS" and not _is_word(text[end + 2 : end + 3])
        return text[end : end + 2] if whole else None
    inside = after and after in _IN_NUMBERS and last.isdigit() and next_but_one.isdigit()
    return None if inside else ""


def _joined(edge: str, neighbour: str) -> bool:
    """Whether a word that has `edge` at its edge goes on with `neighbour`.

    Each picture and each sign of a script without blanks is a word by itself.
    """
    if not neighbour or _SINGLE.match(edge) or _SINGLE.match(neighbour):
        return False
    return _is_word(neighbour) and not _is_picture(edge)


def _is_word(sign: str) -> bool:
    return bool(sign) and (sign.isalnum() or unicodedata.category(sign)[0] == "M")


def _is_picture(sign: str) -> bool:
    return unicodedata.category(sign) == "So"


def _with_ending(spoken: str, ending: str) -> str:
    """ "win" with the "'s" or the "s" of what was typed."""
    if not ending:
        return spoken
    if ending[0] in _APOSTROPHES or not spoken[-1].isalpha() or spoken[-1].isupper():
        return f"{spoken}'s"
    return spoken + ("es" if spoken.lower().endswith(_SIBILANT_ENDS) else "s")


def _apart(text: MappedText, place: int) -> MappedText:
    """A blank that stands for nothing, where something is written against the word."""
    beside = text.text[place - 1 : place + 1] if place else ""
    sticks = len(beside) == 2 and all(_is_word(c) or _is_picture(c) for c in beside)
    return standing_for(text, " " if sticks else "", place, place)


def _stand_in(symbols: str, first: str) -> str:
    """With a capital where the word has one: the normalizer tells names by them."""
    word = STAND_INS[ipa.starts_with_vowel(symbols)]
    return word.capitalize() if first.isupper() else word
