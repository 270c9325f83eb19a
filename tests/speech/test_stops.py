"""Sentences end where a person would end them: a table of what people really type."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.speech import stops

SENTENCES: list[list[str]] = [
    ["Hello there.", "How are you?"],
    ["Dr. Smith went home.", "He was tired."],
    ["Mr. and Mrs. Jones live at No. 5, Elm St. in Boston."],
    ["Prof. A. B. Carter met Gen. Lee."],
    ["He left at 3:30 p.m.", "He came back at 5 a.m.", "Nobody saw him."],
    ["We meet at 3 p.m. Monday."],
    ["The call is at 9 a.m. Eastern on Friday."],
    ["Use a tool, e.g. a hammer, or i.e. something heavy."],
    ["Some fruits (e.g. Granny Smith apples) are sour."],
    ["He lives in the U.S.", "He likes it."],
    ["The U.S. Government said no.", "Then it said yes."],
    ["She has a Ph.D. in physics.", "It took six years."],
    ["She holds an M.A.", "She also teaches."],
    ["J. R. R. Tolkien wrote it.", "C. S. Lewis read it."],
    ["J.R.R. Tolkien wrote it."],
    ["Samuel L. Jackson is here.", "George W. Bush is not."],
    ["See p. 12 and pp. 14-16.", "Then see Fig. 3."],
    ["Read vol. 2, ch. 3 of the book.", "It is short."],
    ["He said no.", "Then he left."],
    ["No.", "I will not."],
    ["Apple Inc. announced it.", "The price fell."],
    ["He works for Apple Inc.", "The pay is good."],
    ["Smith & Co. Ltd. was founded in 1901."],
    ["Ali vs. Frazier was a fight.", "Nobody slept."],
    ["Bring pens, paper, etc.", "Then sit down."],
    ["Bring pens, paper, etc. and sit down."],
    ["Bring pens, etc.", "Mary will help."],
    ["Pi is 3.14159.", "Version 2.0.1 is out."],
    ["It costs $3.50.", "That is cheap."],
    ["Visit www.example.com.", "It is free."],
    ["Visit https://example.com/a.b?c=d.", "Then leave."],
    ["Write to joe.bloggs@example.co.uk.", "He answers."],
    ["Open main.py and run it.", "Node.js is needed."],
    ["Wait... what?", "Who said that?"],
    ["I thought... I don't know."],
    ["It was over...", "The rain had stopped."],
    ["Well … maybe.", "Perhaps not."],
    ["Then . . . nothing happened."],
    ["What?!", "You can't be serious!"],
    ["Really?", "Yes!", "No!!!", "Fine."],
    ["'Stop!' he said.", "She did."],
    ['"Stop!" he said.', '"Why?" she asked.'],
    ["“Stop!” John said.", "“Why?”", "She ran."],
    ['"I am here."', '"So am I."'],
    ["“It is late,” she said.", "“Go home.”"],
    ["He said, “Go home.”", "Then he left."],
    ["“Stop!", "Don't move!” he said."],
    ['She asked, "Is it true?" and left.'],
    ["He came (it was late!) and sat.", "Nobody spoke."],
    ["The real (?) John came.", "He sat."],
    ["It rained.", "(It always rains.)", "We left."],
    ["It rained (as always.).", "We left."],
    ["This is well known.[1]", "This is not.[2, 3]", "The end."],
    ["1. First open the lid."],
    ["1. First open the lid.", "2. Then close it."],
    ["Steps: 1. Open the lid.", "2. Close it."],
    ["a. The first point.", "b. The second point."],
    ["IV. The fourth chapter"],
    ["2.1. Methods and data"],
    ["I have 2.", "She has 3."],
    ["It was 1999.", "The world was waiting."],
    ["Louis XIV.", "He was king."],
    ["We tried plan A.", "Then we tried plan B.", "It failed."],
    ["You are taller than I.", "John is not."],
    ["Take vitamin C.", "It helps."],
    ["The iPhone sold well.", "iPads did not."],
    ["hello there.", "i am fine.", "how are you?"],
    ["It was approx. five metres."],
    ["St. Peter came to St. Louis.", "The crowd cheered."],
    ["He lives on Main St.", "He likes it."],
    ["On Jan. 5 and Feb. 12, 2024, it snowed.", "Then it thawed."],
    ["It opens in Dec.", "The date is not known."],
    ["Sat. and Sun. are free.", "Mon. is not."],
    ["He sat.", "She stood."],
    ["The cat sat.", "Mary stood."],
    ["Smith et al. (2004) showed it.", "Jones et al. disagreed."],
    ["Martin Luther King Jr. spoke.", "The crowd listened."],
    ["He is John Smith Jr.", "His father is Sr."],
    ["Washington, D.C. is hot.", "The summers are long."],
    ["She moved to Washington, D.C.", "It was hot."],
    ["The temperature was -5.5 degrees.", "Snow fell."],
    ["Is it 5 p.m.?", "No, it is 6 p.m.!"],
    ["Yahoo! is a company.", "So is Google."],
    ['He shouted "Fire!"', "Everybody ran."],
    ["Great 😀!", "See you."],
    ["Hello 😀.", "See you."],
    ["It is 20 °C.", "It is warm."],
    ["It ended with a dash —"],
    ["He ran.", "— She did not."],
    ["Who?", "Me?", "Yes, you."],
    ["The U.K. and the U.S.A. agreed.", "They signed."],
    ["This is sentence one.", "This is sentence two.", "And three?", "Four!"],
    ["The file is 1.5 GB.", "It is big."],
    ["He got 95.", "10 people got more."],
    ["See sec. 4.2.", "It explains why."],
    ["In Eq. 5 we see it.", "QED."],
    ["Rev. Martin spoke to Sgt. Pepper and Lt. Dan."],
    ["He weighed 5 lb.", "She weighed six."],
    ["Mt. Everest is high.", "Ft. Knox is not."],
    ["She is 5 ft. 3 in. tall."],
    ["He arrived (at 5 p.m.), then left."],
    ["“Who goes there?”", "No answer came."],
    ["今天天气很好。", "我们去公园吧！", "你来吗？"],
    ["「行こう。」", "彼は言った。"],
    ["هل أنت بخير؟", "نعم۔", "شكرا."],
    ["यह पहला वाक्य है।", "यह दूसरा है।"],
    ["Это первое.", "Это второе!", "А это?"],
    ["¿Qué hora es?", "¡Vamos!", "Son las dos."],
    ["Γεια σου.", "Τι κάνεις;"],
    ["The company (Acme Corp.) closed.", "Nobody cared."],
    ["“We won!” the captain said.", "“At last.”"],
    ["I like it.", "And you?", '"Me too," he said.'],
    ['She said: "Stop."', "'No,' I said."],
    ["The end."],
    ["Chapter 1. The Beginning"],
    ["O'Brien vs. Smith, No. 12-345, was decided."],
    ["AT&T grew.", "R&D did too."],
    ["Mr.Smith came.", "He sat."],
    ["We saw it on CNN.", "It was true."],
    ["He gave me £5.", "I gave him €6."],
    ["“Yes.”", "“No.”", "“Maybe.”"],
    ["Two issues: a) cost; b) time.", "Both matter."],
    ["I paid $5.", "He paid $6."],
    ["He was born on 5 Jan. 1990 in Rome.", "She was not."],
    ["The No. 1 song won.", "No. 2 did not."],
    ["Did she say “no”?", "He wondered."],
    ["(See p. 5.)", "Then go on."],
    ["Wow!!!", "That’s great."],
    ["Take, e.g., this.", "Or that."],
    ["E. coli is a germ.", "So is S. aureus."],
    ["M. Night Shyamalan made it.", "Tel. 555-0100 is his."],
    ["She shouted, “Wait!” and ran.", "He didn’t."],
    ["Hello!", "— Hello, said he.", "— Fine?"],
    ["He met Mr. T. and Ms. Lee.", "They talked."],
    ["Bob asked, “Why?”", "Nobody knew."],
    ["It is 5 p.m.", "I am late."],
    ["No?", "No."],
    ["He is in the army (U.S.).", "She is in the navy."],
    ["The score was 3-2.", "We won 4:1 last time."],
    ["Step 1. Open it.", "Step 2. Close it."],
]


def cut(line: str) -> list[str]:
    places = [0, *stops.ends(line), len(line)]
    return [line[a:b].strip() for a, b in pairwise(places)]


@pytest.mark.parametrize("sentences", SENTENCES, ids=lambda sentences: sentences[0][:40])
def test_a_line_is_cut_as_a_person_would(sentences: list[str]) -> None:
    blank = "" if sentences[0][0] > "\u2e7f" else " "
    assert cut(blank.join(sentences)) == sentences


@given(st.text(max_size=80) | st.text(alphabet="Aab1 .!?…()[]\"'“”\n。", max_size=40))
def test_ends_rise_inside_any_line(line: str) -> None:
    places = list(stops.ends(line))
    assert places == sorted(set(places))
    assert all(0 < place < len(line) for place in places)


@given(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=4))
def test_what_comes_before_does_not_change_the_cut(paragraphs: list[list[str]]) -> None:
    """Locality: a cut depends on what stands around it alone."""
    last = paragraphs[-1]
    if last[0][0] > "\u2e7f" or not last[0][0].isupper():
        return
    line = "This came before it, whatever it is. " + " ".join(last)
    assert cut(line)[1:] == last
