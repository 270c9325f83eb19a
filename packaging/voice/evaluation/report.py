"""The figures as tables in Markdown: for the screen and for the card alike."""

from __future__ import annotations

from collections.abc import Sequence

from voice.evaluation.pitch_follow import Shift
from voice.evaluation.results import Result

_WHOLE = ("System", "Words wrong", "Letters wrong", "Sounds wrong", "DNSMOS", "Speech", "P.808")
_MELODY = ("System", "F0", "F0 varies by", "Questions end higher by", "Sounds a second")
_PITCH = ("Asked", "Moved", "Mean error", "Worst error", "Words wrong")
_NONE = "–"
_MELODY_EXPLAINED = (
    "F0 (its median, and its standard deviation in semitones), by how many semitones the last "
    "voiced 0.2 s lie higher in questions than in prose, and speed without pauses"
)
_LENGTH_EXPLAINED = "; length without pauses against {}, and how far single sentences are from it"


def report(results: Sequence[Result], shifts: Sequence[Shift], teacher: Result | None) -> str:
    """All tables; the first of the results is the voice that is judged."""
    parts = [
        _explained(results[0]),
        overall(results),
        "Words / sounds wrong, by kind of sentence:",
        by_kind(results),
        _MELODY_EXPLAINED + (_LENGTH_EXPLAINED.format(teacher.name) if teacher else "") + ":",
        melodies(results, teacher),
    ]
    if shifts:
        parts += ["The model's own pitch, in semitones:", pitch(shifts)]
    return "\n\n".join(parts)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; the first column is text, the others are figures."""
    ruler = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ruler, *rows))


def overall(results: Sequence[Result]) -> str:
    """What was understood, and DNSMOS; one row for each system."""
    return table(_WHOLE, [_row(result) for result in results])


def by_kind(results: Sequence[Result]) -> str:
    """Words and sounds that were heard wrong, of each kind of sentences."""
    kinds = list(dict.fromkeys(row.sentence.kind for row in results[0].rows))
    rows = [[each.name, *(_wrong(each.of(kind)) for kind in kinds)] for each in results]
    return table(["System", *kinds], rows)


def melodies(results: Sequence[Result], teacher: Result | None) -> str:
    """F0 and speed, and the lengths against a teacher's."""
    head = [*_MELODY, *(["Length"] if teacher else [])]
    return table(head, [_melody(result, teacher) for result in results])


def pitch(shifts: Sequence[Shift]) -> str:
    """How the voice followed; one row for each shift."""
    return table(_PITCH, [_shift(shift) for shift in shifts])


def mistakes(result: Result) -> str:
    """What was understood otherwise than it was meant, a line for each sentence."""
    return "\n".join(
        f"- {row.sentence.text} → {row.heard.text or '(nothing)'}"
        for row in result.rows
        if row.heard.sounds.wrong
    )


def _explained(result: Result) -> str:
    return (
        f"{len(result.rows)} sentences outside the training text, heard by Whisper tiny.en; "
        "“sounds” are phonemes, by which words that sound alike are the same. DNSMOS is of prose, "
        "questions and long sentences."
    )


def _row(result: Result) -> list[str]:
    errors = (result.words, result.letters, result.sounds)
    found = result.quality
    opinions = (found.overall, found.speech, found.p808) if found else ()
    return [
        result.name,
        *(f"{each.percent:.1f} %" for each in errors),
        *([f"{each:.2f}" for each in opinions] or [_NONE] * 3),
    ]


def _melody(result: Result, teacher: Result | None) -> list[str]:
    lift = result.lift
    row = [
        result.name,
        f"{result.median_hertz:.0f} Hz",
        f"{result.spread:.1f}",
        _NONE if lift is None else f"{lift:+.1f}",
        f"{result.sounds_a_second:.1f}",
    ]
    if teacher is not None:
        longer, unlike = result.length_against(teacher)
        row.append(f"{100 * longer:.0f} % (± {100 * (unlike - 1):.0f} %)")
    return row


def _shift(shift: Shift) -> list[str]:
    figures = (shift.mean_error, shift.worst_error)
    return [
        f"{shift.asked:+g}",
        f"{shift.mean:+.2f}",
        *(f"{each:.2f}" for each in figures),
        _NONE if shift.words is None else f"{shift.words.percent:.1f} %",
    ]


def _wrong(result: Result) -> str:
    return f"{result.words.percent:.1f} / {result.sounds.percent:.1f} %"
