"""The prompts: sentences to be spoken by the teacher, and to be learnt from it.

Prose comes from plain text or HTML files of your choice (the default are Debian's `fortunes` and
`debian-handbook`, where they are installed); no text is shipped with a voice. Phrases of our own
(`phrases`) are mixed in. Long sentences are also cut into their clauses, as Lectern does when it
speaks, since the voice meets clauses far more often than sentences of thirty words.
"""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path

from app.speech.clauses import cuts
from voice.phrases import phrases
from voice.place import write_whole

DEFAULT_TEXTS = (
    Path("/usr/share/games/fortunes"),
    Path("/usr/share/doc/debian-handbook/html/en-US"),
)
PHRASE_SHARE = 0.4
"""Of all prompts; the rest is prose."""
_WORDS_OF_PROSE = 3, 28
_LONGEST = 190
_TO_READ = re.compile(r"[A-Z][A-Za-z0-9 ,.;:'!?\-\"()%$]+[.!?]")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')]?\s+(?=[A-Z\"'])")
_TAG = re.compile(r"<(script|style).*?</\1>|<[^>]+>", re.DOTALL)
_SOURCE_LINE = re.compile(r"\n\s*--.*", re.DOTALL)  # who said it, below a fortune
_UNFIT = re.compile(
    r"\b(fuck|shit|cunt|nigg|bitch|whore|cock|rape|fag|slut|pussy|dick|tits|penis|vagina)", re.I
)
_SKIPPED = frozenset({"limerick", "off", "songs-poems", "ascii-art"})


def prompts(texts: Iterable[Path], count: int, seed: int) -> list[str]:
    """`count` different prompts in random order; the same for the same texts and seed."""
    source = random.Random(seed)
    prose = sorted(set(_prose(texts)))
    source.shuffle(prose)
    wanted = round(count * (1 - PHRASE_SHARE)) if prose else 0
    chosen = dict.fromkeys(islice(_with_clauses(prose, source), wanted))
    words = sorted({w.lower() for s in prose for w in re.findall(r"[A-Za-z']{2,}", s)})
    for phrase in phrases(source, words):
        if len(chosen) >= count:
            break
        chosen[phrase] = None
    made = list(chosen)
    source.shuffle(made)
    return made


def write(path: Path, made: Sequence[str]) -> None:
    """The prompts as a JSON list."""
    write_whole(path, json.dumps(made, ensure_ascii=False, indent=0).encode())


def read(path: Path) -> list[str]:
    """What `write` wrote."""
    found: list[str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _prose(texts: Iterable[Path]) -> Iterator[str]:
    """The sentences of text and HTML files, and of those in folders, that are fit to be read."""
    for text in texts:
        for path in sorted(text.rglob("*")) if text.is_dir() else [text]:
            if path.suffix in (".dat", ".u8") or path.name in _SKIPPED or not path.is_file():
                continue
            content = path.read_text(encoding="utf-8", errors="ignore")
            if path.suffix in (".html", ".htm"):
                content = html.unescape(_TAG.sub(" ", content))
            for part in content.split("\n%\n"):
                yield from _sentences(_SOURCE_LINE.sub("", part))


def _sentences(text: str) -> Iterator[str]:
    text = text.translate({0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2014: ", ", 0x2013: "-"})
    for piece in _SENTENCE_END.split(re.sub(r"\s+", " ", text)):
        sentence = piece.strip().strip('"').strip()
        shortest, longest = _WORDS_OF_PROSE
        if (
            len(sentence) <= _LONGEST
            and shortest <= len(sentence.split()) <= longest
            and _TO_READ.fullmatch(sentence)
            and sum(c.isupper() for c in sentence) <= 0.2 * len(sentence)
            and not _UNFIT.search(sentence)
        ):
            yield sentence


def _with_clauses(sentences: Iterable[str], source: random.Random) -> Iterator[str]:
    """Every second of the sentences that Lectern would cut comes in clauses."""
    for sentence in sentences:
        places = [0, *cuts(sentence), len(sentence)]
        if len(places) == 2 or source.random() < 0.5:
            yield sentence
            continue
        for begin, end in pairwise(places):
            if part := sentence[begin:end].strip():
                yield part
