"""Words to the model's tokens, with the word that each token belongs to.

The phonemizer gives groups of phonemes separated by spaces, and espeak-ng merges some words into
one group ("in the" becomes `ɪnðə`) and splits others. So groups and words are aligned, and a group
that holds several words is divided among them in proportion to what each is alone. What comes out
is, for every token, the index of the word that it sounds, or none: that is what word times are
made of.

Where the user says which phonemes a word has, they take the place of the group of its stand-in
(`lexicon`): espeak-ng has the words around it as they are before a real word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from app.speech.ipa import STRESS
from app.speech.lexicon import STAND_INS
from app.values import MappedText, Sounds, Span

_WORD = re.compile(r"\S*\w\S*")
_MARKS = "!'(),-.:;?"
_PUNCTUATION = frozenset(_MARKS + " ")
_BAND = 12
_STEPS = ((1, 1), (2, 1), (3, 1), (4, 1), (1, 2), (1, 3), (1, 4), (1, 0), (0, 1))
_NOBODY = -1
LONGEST = 300
"""Tokens that are rendered in one piece; the model takes 5,000 frames, a token is 2 to 15."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Token ids of a clause or a part of it, and for each the index into `words`, or -1."""

    ids: tuple[int, ...]
    words: tuple[int, ...]
    has_ends: bool
    """The first and the last token are BOS and EOS, which carry the silence at the ends."""
    symbols: tuple[str, ...] = ()
    """What each token stands for, "" for BOS and EOS; nothing for a voice with blanks between."""


def words_of(text: MappedText) -> list[tuple[str, Span]]:
    """The spoken words of a normalized clause, each with the typed stretch it stands for."""
    return [(m[0], text.span(*m.span())) for m in _WORD.finditer(text.text)]


def align(words: Sequence[str], groups: Sequence[str], alone: Callable[[str], str]) -> list[int]:
    """For every phoneme of the groups, joined by spaces, the index of its word (-1: nobody).

    Args:
        words: the spoken words, in order.
        groups: the phonemizer's groups for the whole clause, in order.
        alone: phonemes of a single word; asked for only when the counts differ.

    Method: dynamic programming over (words, groups) with one-to-one, merging and splitting steps,
    each costing the difference between the length that was expected and the length found.
    """
    if len(words) == len(groups):
        shares: list[tuple[tuple[int, ...], tuple[int, ...]]]
        shares = [((i,), (len(g),)) for i, g in enumerate(groups)]
    else:
        shares = _shares(words, groups, alone)
    owners: list[int] = []
    for indices, lengths in shares:
        if owners:
            owners.append(-1)
        for index, length in zip(indices, lengths, strict=True):
            owners += [index] * length
    return owners


def _shares(
    words: Sequence[str], groups: Sequence[str], alone: Callable[[str], str]
) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Per group, which words it holds and how many of its phonemes belong to each."""
    expected = [max(1, len(alone(word).replace(" ", ""))) for word in words]
    shares: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    for first_word, last_word, first_group, last_group in _path(expected, groups):
        held = tuple(range(first_word, last_word)) or (_NOBODY,)
        for group in groups[first_group:last_group]:
            weights = [expected[i] for i in held] if last_word > first_word else [1]
            shares.append((held, _divide(len(group), weights)))
    return shares


def _path(expected: Sequence[int], groups: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """The cheapest way through words and groups, as steps of (words from, to, groups from, to)."""
    words = (0, *accumulate(expected))
    sounds = (0, *accumulate(len(group) for group in groups))
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    slope = len(groups) / max(1, len(expected))
    for i in range(len(words)):
        near = max(0, int((i - 1) * slope) - _BAND), min(len(groups), int((i + 1) * slope) + _BAND)
        for j in range(near[0], near[1] + 1):
            found = best.get((i, j))
            for di, dj in _STEPS:
                before = best.get((i - di, j - dj))
                if before is None:
                    continue
                cost = before[0] + 0.5 * (di + dj - 2) + (0 if di and dj else 20)
                if found is None or cost < found[0]:  # else the lengths need no looking at
                    cost += abs(words[i] - words[i - di] - sounds[j] + sounds[j - dj])
                    if found is None or cost < found[0]:
                        found = (cost, (di, dj))
            if found is not None:
                best[i, j] = found
    path = []
    i, j = len(expected), len(groups)
    while (i, j) != (0, 0):
        di, dj = best[i, j][1]
        path.append((i - di, i, j - dj, j))
        i, j = i - di, j - dj
    return path[::-1]


def _divide(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split `total` in proportion to `weights`, exactly."""
    whole, done, parts = sum(weights), 0, []
    for index in range(len(weights)):
        until = round(total * sum(weights[: index + 1]) / whole)
        parts.append(until - done)
        done = until
    return tuple(parts)


class Tokenizer:
    """coqui-tts's tokenizer, kept in step with the words of the text.

    Args:
        tokenizer: a `TTSTokenizer` as the model's config asks for it.
    """

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, int | None] = {}

    def pieces(
        self, clause: MappedText, sounds: Sequence[Sounds] = ()
    ) -> tuple[list[tuple[str, Span]], list[Tokens]]:
        """The words of a normalized clause and its tokens, in pieces of `LONGEST` at most.

        `sounds` are the phonemes of those typed stretches that stand-ins are there for.
        """
        words = words_of(clause)
        given = stand_ins(words, sounds)
        groups = self._groups(clause.text, words, given)
        phonemes = " ".join(groups)
        alone = {words[index][0]: symbols for index, symbols in given.items()}
        owners = align(
            [word for word, _ in words],
            groups,
            lambda word: alone[word] if word in alone else self._phonemes(word),
        )
        if len(owners) != len(phonemes):  # a word without a sound: give up its time, not the text
            owners = (owners + [-1] * len(phonemes))[: len(phonemes)]
        tokens: list[tuple[int, int]] = []
        for symbol, owner in zip(phonemes, owners, strict=True):
            token = self._id(symbol)
            if token is not None:
                tokens.append((token, -1 if symbol in _PUNCTUATION else owner))
        if not any(owner >= 0 for _, owner in tokens):
            return words, []
        return words, [self._finish(piece) for piece in _cut(tokens, self._id(" "))]

    def symbols(self, clause: MappedText, sounds: Sequence[Sounds] = ()) -> str:
        """The phonemes of a normalized clause, without the marks of punctuation around them."""
        words = words_of(clause)
        groups = self._groups(clause.text, words, stand_ins(words, sounds))
        return " ".join(group.strip(_MARKS) for group in groups).strip()

    def _groups(
        self, text: str, words: list[tuple[str, Span]], given: Mapping[int, str]
    ) -> list[str]:
        """The groups of phonemes, those that are given in their places."""
        groups = self._phonemes(self._clean(text)).split(" ")
        if not given:
            return groups
        said = {_bare(self._phonemes(word)) for word in STAND_INS}
        places = [index for index, group in enumerate(groups) if _bare(group) in said]
        stand = [index for index, (word, _) in enumerate(words) if _letters(word) in STAND_INS]
        if len(places) != len(stand):  # espeak-ng made something else of one: word by word then
            groups = [self._phonemes(self._clean(word)) for word, _ in words]
            places, stand = list(range(len(words))), list(range(len(words)))
        for place, index in zip(places, stand, strict=True):
            if index in given:
                groups[place] = _between_marks(words[index][0], given[index])
        return groups

    def _clean(self, text: str) -> str:
        """The cleaner leaves normalized text as it is, but voices of letters need theirs."""
        cleaner = self._tokenizer.text_cleaner
        if cleaner is None or self._tokenizer.use_phonemes:
            return text
        return str(cleaner(text, lang="en"))

    def _phonemes(self, text: str) -> str:
        phonemizer = self._tokenizer.phonemizer
        if phonemizer is None or not text:
            return text
        return str(phonemizer.phonemize(text, separator=""))

    def _id(self, symbol: str) -> int | None:
        if symbol not in self._known:
            try:
                self._known[symbol] = int(self._tokenizer.characters.char_to_id(symbol))
            except KeyError:
                self._known[symbol] = None
        return self._known[symbol]

    def _finish(self, tokens: list[tuple[int, int]]) -> Tokens:
        """Blanks between and BOS and EOS around the tokens, as the config asks for them."""
        ids = [token for token, _ in tokens]
        owners = [owner for _, owner in tokens]
        if self._tokenizer.add_blank:
            ids = list(self._tokenizer.intersperse_blank_char(ids))
            owners = [owners[min(i // 2, len(owners) - 1)] for i in range(len(ids))]
        has_ends = bool(self._tokenizer.use_eos_bos)
        if has_ends:
            ids = list(self._tokenizer.pad_with_bos_eos(ids))
            owners = [-1, *owners, -1]
        names = {token: symbol for symbol, token in self._known.items()}
        symbols = () if self._tokenizer.add_blank else tuple(names.get(t, "") for t in ids)
        return Tokens(tuple(ids), tuple(owners), has_ends, symbols)


def stand_ins(words: Sequence[tuple[str, Span]], sounds: Sequence[Sounds]) -> dict[int, str]:
    """The phonemes of those words that are stand-ins for typed stretches in `sounds`, by index.

    A word's stretch may hold the marks around it as well.
    """
    given: dict[int, str] = {}
    left = iter(sounds)
    wanted = next(left, None)
    for index, (word, span) in enumerate(words):
        while wanted is not None and wanted.span.end <= span.start:
            wanted = next(left, None)
        if wanted is None:
            break
        inside = span.start <= wanted.span.start and wanted.span.end <= span.end
        if inside and _letters(word) in STAND_INS:
            given[index] = wanted.symbols
            wanted = next(left, None)
    return given


def _letters(word: str) -> str:
    return word.strip(_MARKS).lower()


def _bare(group: str) -> str:
    """Phonemes without the marks around them and those of stress."""
    return "".join(symbol for symbol in group.strip(_MARKS) if symbol not in STRESS)


def _between_marks(word: str, symbols: str) -> str:
    """The phonemes with the marks that stand around the word."""
    before = len(word) - len(word.lstrip(_MARKS))
    return word[:before] + symbols + word[len(word.rstrip(_MARKS)) :]


def _cut(tokens: list[tuple[int, int]], space: int | None) -> list[list[tuple[int, int]]]:
    """Cut a long list at a space where there is one, so that no piece is over `LONGEST`."""
    pieces = []
    while len(tokens) > LONGEST:
        at = LONGEST
        for index in range(LONGEST, LONGEST // 2, -1):
            if tokens[index][0] == space:
                at = index
                break
        pieces.append(tokens[:at])
        tokens = tokens[at:]
    return [piece for piece in [*pieces, tokens] if any(owner >= 0 for _, owner in piece)]
