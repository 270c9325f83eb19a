"""Marks of markup are not spoken, and ordinary text is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.speech import markup
from app.speech.blocks import blocks
from app.values import Boundary, Skipping

NOTHING = Skipping()

MARKS = [
    ("# A heading", "A heading"),
    ("## A heading ##", "A heading"),
    ("A heading\n=========", "A heading"),
    ("Some *soft* and **loud** and ***louder*** words", "Some soft and loud and louder words"),
    ("Some _soft_ and __loud__ words", "Some soft and loud words"),
    ("**Note:**text and **a *nested* one**", "Note:text and a nested one"),
    ("*A whole. Sentence or two.* Then more.", "A whole. Sentence or two. Then more."),
    ("~~gone~~ here", "gone here"),
    ("“*quoted*” (**bracketed**)", "“quoted” (bracketed)"),
    ("use `code here` and ``more`` now", "use code here and more now"),
    ("```python\nx = 1\n```", "x = 1"),
    ("~~~\nplain\n~~~", "plain"),
    ('a [link](http://x.y/a_(b)_c "title") here', "a link here"),
    ("a [link](<http://x.y>) and [another][ref]", "a link and another"),
    ("![a cat](cat.png) sat", "a cat sat"),
    ("[![badge](a.svg)](http://b.c) works", "badge works"),
    ("see <https://example.com/a> now", "see https://example.com/a now"),
    ("Known.[^1] More[^note].", "Known. More."),
    ("[^1]: The footnote.", "The footnote."),
    ('Text\n\n[ref]: https://example.com "Title"\n\nmore', "Text\n\nmore"),
    ("* one\n* two", "one\ntwo"),
    ("- one\n- two\n+ three\n• four", "one\ntwo\nthree\nfour"),
    ("- [ ] to do\n- [x] done", "to do\ndone"),
    ("- one\n  - nested\n    more of it", "one\nnested more of it"),
    ("1. one\n2. two\n10) ten", "1. one\n2. two\n10) ten"),
    ("> quoted\n> text goes on.", "quoted text goes on."),
    (">> twice\n\n> > thrice", "twice\n\nthrice"),
    ("| A | B |\n|---|:-:|\n| 1 | 2 |", "A, B\n1, 2"),
    ("A | B\n--- | ---\n1 | 2", "A, B\n1, 2"),
    ("one\n\n---\n\ntwo", "one\n\ntwo"),
    ("One.\n\n* * *\n\nTwo.", "One.\n\nTwo."),
    (r"not \*soft\* and \_this\_", "not *soft* and _this_"),
    ("one\\\ntwo three four five six seven eight nine ten", None),
    ("<b>bold</b>, <i class='x'>it</i> and <a href=\"u\">link</a>", "bold, it and link"),
    ("one<br>two<br/>three", "one\ntwo\nthree"),
    ("<p>First.</p><p>Second.</p>", "First.\nSecond."),
    ("<ul>\n<li>one</li>\n<li>two</li>\n</ul>", "one\ntwo"),
    ("a<!-- hidden\ncomment -->b", "ab"),
    ("<img src='a.png' alt='a dog'> runs", "a dog runs"),
    ("<style>p { x }</style>text<script>x()</script>", "text"),
    ("Tom &amp; Jerry &lt;3 &quot;cheese&quot;&nbsp;!", 'Tom & Jerry <3 "cheese" !'),
    ("&#8220;Hi&#8221; &#x2014; there", "“Hi” — there"),
    ("这是**重点**内容", "这是重点内容"),
]

HARMLESS = [
    "2 * 3 * 4 = 24",
    "2*3*4 and 5 *6",
    "snake_case and _private and __init",
    "C# and F# are languages",
    "#hashtag and #1",
    "5 > 3 and 2 < 4",
    "a < b and c > d",
    "List<T> and Map<String, Int>",
    "R&D, AT&T; Q&A",
    "an asterisk * alone",
    "~/folder and ~5 and a~b",
    "fill in ____ here",
    "f(*args, **kwargs)",
    "*.txt and *.md",
    "a 5* hotel and a 4* one*",
    "first [1][2] then [3]",
    "array[0][1] = x",
    "he [the man] went",
    "a | b in prose",
    "a || b && c",
    "rock 'n' roll `n",
    "^_^ and :-)",
    "https://example.com/a_b_c/_d_/*e*",
    "C:\\Users\\name\\file.txt",
    "50% off & more",
    "me@example.com",
    ">5 people",
    "well-known state-of-the-art",
    "1990–1995 — a time",
    "x_1 + y_2 = z_3",
    "***",
]

LINES = [
    ("the exam-\nple", "the example"),
    ("a well-\nknown man", "a well-known man"),
    ("a state-of-\nthe-art thing", "a state-of-the-art thing"),
    ("the Anglo-\nSaxon king of 1990-\n1995", "the Anglo-Saxon king of 1990-1995"),
    ("*", "*"),
    ("exam\u00ad\nple", "example"),
    ("soft\u00adhyphen zero\u200bwidth \ufeffmark", "softhyphen zerowidth mark"),
    ("no\u00a0break\u202fspace\tand tab", "no break space and tab"),
    ("a\x00b\x07c\x1bd", "abcd"),
    ("lone \ud800 surrogate", "lone surrogate"),
    ("family 👨‍👩‍👧 stays", "family 👨‍👩‍👧 stays"),
    ("zero\u200dwidth\u200cjoiners", "zerowidthjoiners"),
    ("line one of a wrapped text that is long\nand goes on here.", None),
    ("windows\r\nline ends.\r\n\r\nNew one.", "windows line ends.\n\nNew one."),
    ("old mac\rline ends.", "old mac line ends."),
    ("one   two \t three", "one two three"),
    ("Milk\nBread\nButter and jam\nEggs", "Milk\n\nBread\nButter and jam\nEggs"),
    ("Jane Doe\n12 Long Road\nLondon", "Jane Doe\n\n12 Long Road\nLondon"),
    ("Dear John,\nThank you for it.\nJane", "Dear John,\nThank you for it.\nJane"),
    ("The Title\n\nThe text begins.", "The Title\n\nThe text begins."),
    (
        "The Lord of the Rings and the Hobbit in one book\nHarry Potter and the Philosopher's "
        "Stone\nThe Hobbit, or There and Back Again",
        "The Lord of the Rings and the Hobbit in one book\n\nHarry Potter and the Philosopher's "
        "Stone\nThe Hobbit, or There and Back Again",
    ),
    ("今天天气\n很好。", "今天天气很好。"),
]

WRAPPED = """\
The Title Of It All
It was a dark and stormy night; the rain fell in torrents, except at
occasional intervals, when it was checked by a violent gust of wind by Dr.
Smith which swept up the streets (for it is in London that our scene
lies), rattling along the housetops.
A Last Line"""

UNWRAPPED = (
    "The Title Of It All\n\nIt was a dark and stormy night; the rain fell in torrents, except at "
    "occasional intervals, when it was checked by a violent gust of wind by Dr. Smith which swept "
    "up the streets (for it is in London that our scene lies), rattling along the housetops."
    "\nA Last Line"
)


def joined(typed: str) -> str:
    return typed.replace("-\n", "-").replace("\\\n", "\n").replace("\n", " ")


@pytest.mark.parametrize(("typed", "read"), MARKS, ids=[case[0][:30] for case in MARKS])
def test_marks_are_not_read(typed: str, read: str | None) -> None:
    expected = typed.replace("\\\n", "\n") if read is None else read
    assert markup.plain(typed, NOTHING).text == expected


@pytest.mark.parametrize("typed", HARMLESS)
def test_ordinary_text_is_left_alone(typed: str) -> None:
    assert markup.plain(typed + " here.", NOTHING).text == typed + " here."


@pytest.mark.parametrize(("typed", "read"), LINES, ids=[repr(case[0][:30]) for case in LINES])
def test_lines_and_characters(typed: str, read: str | None) -> None:
    assert markup.plain(typed, NOTHING).text == (joined(typed) if read is None else read)


def test_a_hard_wrapped_text_is_joined_and_its_title_is_not() -> None:
    assert markup.plain(WRAPPED, NOTHING).text == UNWRAPPED


def test_long_lines_are_paragraphs_of_their_own() -> None:
    line = "This is a paragraph that somebody typed into one long line without any break at all, "
    typed = f"{line * 2}and it ends\n{line * 3}and Ends\nAnd {line * 2}"
    assert markup.plain(typed, NOTHING).text.count("\n") == 2


def test_every_character_points_at_what_was_typed() -> None:
    typed = "A **bold** [link](http://x.y) &amp; tor-\nrents\u200b fall"
    result = markup.plain(typed, NOTHING)
    assert result.text == "A bold link & torrents fall"
    for word, behind in (
        ("bold", "bold"),
        ("link", "link"),
        ("&", "&amp;"),
        ("torrents", "tor-\nrents"),
        ("fall", "fall"),
    ):
        at = result.text.index(word)
        span = result.span(at, at + len(word))
        assert typed[span.start : span.end] == behind


def test_a_part_is_read_with_what_stands_around_it() -> None:
    typed = "Some **bold words** here.\n\n# A heading"
    start, end = typed.index("words"), typed.index("heading")
    assert markup.plain(typed, NOTHING, start, end).text == "words here.\n\nA "
    assert markup.plain(typed, NOTHING, 5, 7).text == ""


def boundaries(typed: str) -> list[tuple[str, Boundary]]:
    return [
        (passage.text.text, passage.boundary)
        for block in blocks(typed)
        for passage in markup.passages(typed, block, NOTHING)
    ]


def test_what_follows_a_passage() -> None:
    assert boundaries("# One\nText here.\n\nTitle\n\n- item\n- last\n\nThe end.") == [
        ("One", Boundary.HEADING),
        ("Text here.", Boundary.PARAGRAPH),
        ("Title", Boundary.HEADING),
        ("item", Boundary.SENTENCE),
        ("last", Boundary.PARAGRAPH),
        ("The end.", Boundary.PARAGRAPH),
    ]


@given(st.text(max_size=200) | st.text(alphabet="ab *_`~[]()<>!#|>-\\\n&;1.\r\u2028", max_size=60))
def test_any_text_is_read_and_its_map_is_in_order(typed: str) -> None:
    for skipping in (NOTHING, Skipping(citations=True, brackets=True, urls=True)):
        result = markup.plain(typed, skipping)
        assert len(result.text) == len(result.starts) == len(result.ends)
        assert list(result.starts) == sorted(result.starts)
        assert list(result.ends) == sorted(result.ends)
        assert all(
            0 <= start <= end <= len(typed)
            for start, end in zip(result.starts, result.ends, strict=True)
        )
        for sign, start, end in zip(result.text, result.starts, result.ends, strict=True):
            assert not sign.isalnum() or start < end
