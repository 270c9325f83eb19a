"""The figures as tables in Markdown: for the screen and for the card alike."""

from __future__ import annotations

from collections.abc import Sequence

from voice.evaluation.results import Result

_WHOLE = (
    "System",
    "Words wrong",
    "Letters wrong",
    "Sounds wrong",
    "DNSMOS overall / speech / P.808",
    "F0",
    "F0 varies by",
    "Questions end higher by",
    "Sounds a second",
)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; the first column is text, the others are figures."""
    ruler = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ruler, *rows))


def overall(results: Sequence[Result]) -> str:
    """One row for each system."""
    return table(_WHOLE, [_row(result) for result in results])


def by_kind(results: Sequence[Result]) -> str:
    """Words and sounds that were heard wrong, of each kind of sentences."""
    kinds = list(dict.fromkeys(row.sentence.kind for row in results[0].rows))
    rows = [[each.name, *(_wrong(each.of(kind)) for kind in kinds)] for each in results]
    return table(["Words / sounds wrong", *kinds], rows)


def mistakes(result: Result) -> str:
    """What was understood otherwise than it was meant, a line for each sentence."""
    return "\n".join(
        f"- {row.sentence.text} → {row.heard.text or '(nothing)'}"
        for row in result.rows
        if row.heard.sounds.wrong
    )


def _row(result: Result) -> list[str]:
    quality, lift = result.quality, result.lift
    return [
        result.name,
        f"{result.words.percent:.1f} %",
        f"{result.letters.percent:.1f} %",
        f"{result.sounds.percent:.1f} %",
        f"{quality.overall:.2f} / {quality.speech:.2f} / {quality.p808:.2f}" if quality else "–",
        f"{result.median_hertz:.0f} Hz",
        f"{result.spread:.1f} st",
        "–" if lift is None else f"{lift:+.1f} st",
        f"{result.sounds_a_second:.1f}",
    ]


def _wrong(result: Result) -> str:
    return f"{result.words.percent:.1f} / {result.sounds.percent:.1f} %"
