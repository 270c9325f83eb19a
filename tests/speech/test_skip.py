"""What a listener asked to leave out is left out, and nothing else."""

from __future__ import annotations

import pytest

from app.speech import markup
from app.values import Skipping

CITATIONS = [
    ("Known [1], and more [12, 13]. Then [1–3].", "Known, and more. Then."),
    ("True (Smith, 2004; Jones et al., 1999).", "True."),
    ("True (see Smith & Jones, 2004, p. 12), he said.", "True, he said."),
    ("True (van der Berg et al. 1987a, 1989).", "True."),
    ("Smith (2004) showed it.", "Smith (2004) showed it."),
    ("The war (May, 1945) ended (World Cup 1998).", "The war (May, 1945) ended (World Cup 1998)."),
    ("An aside (as he said in 2004) stays.", "An aside (as he said in 2004) stays."),
    ("A claim.[citation needed] Another.[note 2]", "A claim. Another."),
    ("Raised marks.¹ More words² and m² stay.", "Raised marks. More words and m² stay."),
    ("A list [milk] stays.", "A list [milk] stays."),
]

BRACKETS = [
    ("He came (it was late) and sat.", "He came and sat."),
    ("He came (it was (very) late [so]), and sat {x}.", "He came, and sat."),
    ("Two sentences. (Here. There.) Done.", "Two sentences. Done."),
    ("1) first, 2) second :)", "1) first, 2) second :)"),
    ("Never closed (it was late.", "Never closed (it was late."),
]

URLS = [
    ("See https://example.com/a?b=c. Then go.", "See. Then go."),
    ("See www.example.com, or (http://a.b/c) now.", "See, or now."),
    ("See example.com/page for more.", "See for more."),
    ("We like example.com and me@example.com.", "We like example.com and me@example.com."),
    ("Either and/or is fine.", "Either and/or is fine."),
    ("A [link](http://a.b/c) keeps its text.", "A link keeps its text."),
]


@pytest.mark.parametrize(("typed", "read"), CITATIONS)
def test_citations(typed: str, read: str) -> None:
    assert markup.plain(typed, Skipping(citations=True)).text == read


@pytest.mark.parametrize(("typed", "read"), BRACKETS)
def test_bracketed_text(typed: str, read: str) -> None:
    assert markup.plain(typed, Skipping(brackets=True)).text == read


@pytest.mark.parametrize(("typed", "read"), URLS)
def test_web_addresses(typed: str, read: str) -> None:
    assert markup.plain(typed, Skipping(urls=True)).text == read


@pytest.mark.parametrize("typed", [case[0] for case in CITATIONS + BRACKETS + URLS[:-1]])
def test_nothing_is_left_out_unasked(typed: str) -> None:
    assert markup.plain(typed, Skipping()).text == typed
