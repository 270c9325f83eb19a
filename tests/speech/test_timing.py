from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from app.speech.normalize import normalize
from app.speech.sentences import split
from app.speech.timing import united
from app.speech.tokens import words_of
from app.values import Span

spans = st.tuples(st.integers(0, 60), st.integers(0, 12)).map(lambda p: Span(p[0], p[0] + p[1]))


@given(st.lists(spans))
def test_united_stretches_rise_and_never_overlap(found: list[Span]) -> None:
    made = [span for _, span in united([("x", span) for span in found])]
    assert len(made) == len(found)
    for before, after in itertools.pairwise(made):
        assert before == after or before.end <= after.start
    for span, whole in zip(found, made, strict=True):
        assert whole.start <= span.start or not len(span)
        assert span.end <= whole.end or not len(span)


@given(
    st.text(
        alphabet=st.one_of(
            st.sampled_from("0123456789 .,:;$€%&/-'\"()\n"), st.characters(), st.sampled_from("aei")
        ),
        max_size=200,
    )
)
def test_the_words_of_any_text_have_stretches_in_order_inside_it(text: str) -> None:
    last = 0
    for sentence in split(text):
        for clause in sentence.clauses:
            found = [span for _, span in united(words_of(normalize(clause.text)))]
            for before, after in itertools.pairwise(found):
                assert before == after or before.end <= after.start
            if found:
                assert last <= found[0].start
                assert found[-1].end <= len(text)
                last = found[-1].end


def test_words_in_another_order_than_typed_stand_for_the_whole() -> None:
    words = [("five", Span(1, 2)), ("million", Span(3, 10)), ("dollars", Span(0, 1))]
    assert [span for _, span in united(words)] == [Span(0, 10)] * 3
