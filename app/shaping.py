"""What is shaped by hand in a text, as a value: changed, and carried through edits of the text.

A word has at most one shape of its own, and a place one break. A shape that changes nothing is
none. Shapes follow their words by the same rules as every other span (`edits.carried`); a break
goes when the text around it is replaced.
"""

from __future__ import annotations

from dataclasses import replace

from app.edits import carried, carried_position
from app.values import Break, Edit, Shape, Shaping, Span

NOTHING = Shaping()


def shape_at(shaping: Shaping, span: Span) -> Shape:
    """The shape of exactly this stretch; one that changes nothing when there is none."""
    return next((shape for shape in shaping.shapes if shape.span == span), Shape(span))


def with_shape(shaping: Shaping, shape: Shape) -> Shaping:
    """With `shape` in place of the one that its stretch had."""
    others = [other for other in shaping.shapes if other.span != shape.span]
    if shape != Shape(shape.span):
        others.append(shape)
    others.sort(key=lambda other: (other.span.start, other.span.end))
    return replace(shaping, shapes=tuple(others))


def break_at(shaping: Shaping, position: int) -> float | None:
    """The seconds of the break there, or None."""
    return next((one.seconds for one in shaping.breaks if one.position == position), None)


def with_break(shaping: Shaping, position: int, seconds: float | None) -> Shaping:
    """With a break of `seconds` at `position`, or with none there."""
    others = [one for one in shaping.breaks if one.position != position]
    if seconds is not None:
        others.append(Break(position, max(0.0, seconds)))
    others.sort(key=lambda one: one.position)
    return replace(shaping, breaks=tuple(others))


def within(shaping: Shaping, span: Span) -> Shaping:
    """What of it lies over `span`, or at a place in it."""
    return Shaping(
        tuple(s for s in shaping.shapes if s.span.start < span.end and s.span.end > span.start),
        tuple(one for one in shaping.breaks if span.start <= one.position <= span.end),
    )


def without(shaping: Shaping, span: Span) -> Shaping:
    """Without what of it lies over `span`, or at a place in it."""
    over = within(shaping, span)
    shapes, breaks = set(over.shapes), set(over.breaks)
    return Shaping(
        tuple(shape for shape in shaping.shapes if shape not in shapes),
        tuple(one for one in shaping.breaks if one not in breaks),
    )


def first_change(before: Shaping, after: Shaping) -> int | None:
    """The first place at which the two differ; None when they are equal."""
    shapes = set(before.shapes) ^ set(after.shapes)
    breaks = set(before.breaks) ^ set(after.breaks)
    places = [shape.span.start for shape in shapes] + [one.position for one in breaks]
    return min(places, default=None)


def changes(before: Shaping, after: Shaping) -> tuple[Span, ...]:
    """The stretches in which the two differ, in order; that of a break is its place alone."""
    spans = [shape.span for shape in {*before.shapes} ^ {*after.shapes}]
    spans += [Span(one.position, one.position) for one in {*before.breaks} ^ {*after.breaks}]
    return tuple(sorted(set(spans), key=lambda span: (span.end, span.start)))


def carried_shaping(shaping: Shaping, edit: Edit) -> Shaping:
    """Where it all is after `edit`; what was over text that went is gone."""
    if shaping == NOTHING:
        return shaping
    shapes = [(carried(shape.span, edit), shape) for shape in shaping.shapes]
    breaks = {
        carried_position(one.position, edit): one
        for one in shaping.breaks
        if not edit.start < one.position < edit.start + edit.removed
    }
    # What stays where it was stays itself: there may be thousands, and this is for every key.
    return Shaping(
        tuple(
            shape if span == shape.span else replace(shape, span=span)
            for span, shape in shapes
            if span is not None and len(span)
        ),
        tuple(
            one if position == one.position else replace(one, position=position)
            for position, one in breaks.items()
        ),
    )
