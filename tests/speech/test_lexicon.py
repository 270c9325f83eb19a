from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.speech.ipa import read
from app.speech.lexicon import Lexicon
from app.speech.mapped import from_text
from app.speech.normalize import normalize
from app.speech.wording import Wording
from app.values import Pronunciation, Pronunciations

JOE = "abdefhijklmnopstuvwzæðŋɐɑɔəɚɛɜɡɪɹɾʃʊʌʒʔθᵻˈˌː"
"""What the bundled voice has learnt."""


def said(text: str, *entries: Pronunciation | tuple[str, str]) -> str:
    """What `text` becomes before it is normalized."""
    made = [
        entry if isinstance(entry, Pronunciation) else Pronunciation(*entry) for entry in entries
    ]
    return Lexicon(made, JOE).apply(from_text(text))[0].text


NGUYEN = ("Nguyen", "win")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask Nguyen.", "Ask win."),
        ("nguyen NGUYEN", "win win"),
        ("(Nguyen), “Nguyen”!", "(win), “win”!"),
        ("Nguyen-Smith and_Nguyen_too", "win-Smith and_win_too"),
        ("Nguyen's and Nguyen’s, NGUYEN'S", "win's and win's, win's"),
        ("the Nguyens, the Nguyens' house", "the wins, the wins' house"),
        ("Nguyenish MyNguyen Nguyen2 2Nguyen", "Nguyenish MyNguyen Nguyen2 2Nguyen"),
        ("d'Nguyen Nguyen'll", "d'Nguyen Nguyen'll"),
        ("Nguyen\u0301 \u0301Nguyen", "Nguyen\u0301 \u0301Nguyen"),
        ("阮Nguyen先生", "阮 win 先生"),
        ("nguyen.com, @nguyen", "win.com, @win"),
    ],
)
def test_whole_words_are_found_however_they_are_written(text: str, expected: str) -> None:
    assert said(text, NGUYEN) == expected


def test_exactly_as_written_wins_over_any_case() -> None:
    entries = Pronunciation("us", "you ess", exact=True), Pronunciation("US", "uzz")
    assert said("us US Us", *entries) == "you ess uzz uzz"
    assert said("us US Us", entries[0]) == "you ess US Us"


def test_the_longest_entry_counts_across_blanks_and_lines() -> None:
    entries = ("New York", "noo york"), ("New York Times", "the times"), ("York", "yawk")
    text = "New  York\n Times, New York Post, New\u00a0York's, Old York"
    assert said(text, *entries) == "the times, noo york Post, noo york's, Old yawk"


def test_of_two_entries_for_a_word_the_later_one_counts() -> None:
    assert said("GIF", ("gif", "jif"), ("GIF", "ghif")) == "ghif"


@pytest.mark.parametrize(
    ("written", "text", "expected"),
    [
        ("C++", "C++, (C++) C++'s C++11 C+", "X, (X) X's C++11 C+"),
        (".NET", ".NET ASP.NET", "X ASP.NET"),
        ("O'Neil", "O’Neil O'Neils O'Neill", "X Xs O'Neill"),
        ("AT&T", "AT&T, at&t", "X, X"),
        ("3", "3 and 3.14 and 1,3 and 3rd", "X and 3.14 and 1,3 and 3rd"),
        ("😀", "nice😀ok", "nice X ok"),
        ("中", "我的中文", "我的 X 文"),
        ("Zoe\u0301", "Zo\u00e9 ZOÉ", "X X"),
        ("straße", "STRASSE", "X"),
        ("it", "it's don't it'll", "X's don't it'll"),
        ("gif", "Gifs GIFS", "Xs GIFS"),
        ("Doe", "Does does", "Xs does"),
        ("hi", "his", "his"),
        ("Les", "less Less", "less Less"),
        ("Lexus", "Lexuses", "Xs"),
    ],
)
def test_signs_numbers_pictures_endings(written: str, text: str, expected: str) -> None:
    assert said(text, (written, "oh")) == expected.replace("X", "oh")


@pytest.mark.parametrize(
    ("spoken", "plural"), [("win", "wins"), ("bush", "bushes"), ("S Q L", "S Q L's"), ("3", "3's")]
)
def test_the_plural_is_one_of_what_is_said(spoken: str, plural: str) -> None:
    assert said("Foos", ("Foo", spoken)) == plural


def test_an_acronym_wins_over_the_rule_for_capitals() -> None:
    text, _ = Lexicon([Pronunciation("SQL", "sequel")], JOE).apply(from_text("MySQL or SQL?"))
    assert normalize(text).text == "MySQL or sequel?"


def test_a_respelling_is_read_as_if_it_had_been_typed() -> None:
    wording = Wording(JOE)
    entries = Pronunciations.of([Pronunciation("the fee", "$12.50")])
    words, _ = wording.without_end(from_text("Pay the fee, Dr. Who."), entries)
    plain, _ = wording.without_end(from_text("Pay $12.50, Dr. Who."), Pronunciations())
    assert words.text == plain.text
    assert words.span(4, words.text.index(",")).start == len("Pay ")
    assert words.span(4, words.text.index(",")).end == len("Pay the fee")


def test_phonemes_are_handed_on_with_the_stretch_they_are_for() -> None:
    entries = [Pronunciation("Joe", "/dʒoʊ/", ipa=True), Pronunciation("bush", "bˈʊʃ", ipa=True)]
    text = "Joe's two bushes, Joe."
    _, sounds = Lexicon(entries, JOE).apply(from_text(text))
    assert [(text[s.span.start : s.span.end], s.symbols) for s in sounds] == [
        ("Joe's", "dʒoʊz"),
        ("bushes", "bˈʊʃᵻz"),
        ("Joe", "dʒoʊ"),
    ]


def test_a_voice_of_letters_and_phonemes_nobody_knows_leave_the_word_as_it_is() -> None:
    entry = Pronunciation("Joe", "/dʒoʊ/", ipa=True)
    assert Lexicon([entry], "").apply(from_text("Joe")) == (from_text("Joe"), ())
    nothing = Pronunciation("Joe", "/ǃǂ/", ipa=True)
    assert Lexicon([nothing], JOE).apply(from_text("Joe")) == (from_text("Joe"), ())


texts = st.text(st.sampled_from("abAB's ’.-3中😀\u0301\n&") | st.characters(), max_size=30)
entries = st.lists(st.builds(Pronunciation, texts, texts, st.booleans(), st.booleans()), max_size=8)


@given(entries, texts)
def test_spans_are_in_order_inside_the_text_and_apart(
    found: list[Pronunciation], text: str
) -> None:
    lexicon = Lexicon(found, JOE)
    matches = list(lexicon.find(text))
    places = [place for match in matches for place in (match.start, match.end)]
    assert places == sorted(places)
    assert all(0 <= m.start < m.end <= len(text) for m in matches)
    words, sounds = lexicon.apply(from_text(text))
    assert all(0 <= a <= b <= len(text) for a, b in zip(words.starts, words.ends, strict=True))
    assert list(words.starts) == sorted(words.starts)
    assert list(words.ends) == sorted(words.ends)
    assert len(words.text) == len(words.starts)
    spans = [(s.span.start, s.span.end) for s in sounds]
    assert spans == sorted(spans)
    assert all(a < b for a, b in spans)
    normalize(words)


@given(entries)
def test_every_usable_entry_is_found_in_its_own_text(found: list[Pronunciation]) -> None:
    for entry in found:
        if entry.written.strip() and entry.spoken.strip() and not entry.ipa:
            text = f" {entry.written} "
            assert [text[m.start : m.end] for m in Lexicon([entry], JOE).find(text)][:1] == [
                entry.written.strip()
            ]


def test_what_no_entry_is_in_is_handed_back_itself() -> None:
    text = from_text("Nothing of it here.")
    assert Lexicon([Pronunciation("Nguyen", "win")], JOE).apply(text)[0] is text


def test_many_entries_and_a_long_text_are_looked_at_once() -> None:
    class Counted(str):
        """Counts how often it is cut."""

        cuts = 0

        def __getitem__(self, key: object) -> str:
            Counted.cuts += 1
            return super().__getitem__(key)  # type: ignore[index]

    text = Counted("word12 word word word4999 and so on. " * 2000)
    few = Lexicon([Pronunciation("word12", "x")], JOE)
    many = Lexicon([Pronunciation(f"word{n}", "x") for n in range(5000)], JOE)
    assert len(list(few.find(text))) == 2000
    once, Counted.cuts = Counted.cuts, 0
    assert len(list(many.find(text))) == 4000
    assert Counted.cuts < 2 * once


def test_ipa_is_read_as_people_write_it() -> None:
    assert read("/ˈwɪn/", JOE).symbols == "wˈɪn"
    assert read("[wˈɪn]", JOE).symbols == "wˈɪn"
    assert read("ˌɪn.təˈnæʃ.ə.nəl", JOE).symbols == "ˌɪntənˈæʃənəl"
    assert read("t͡ʃɝtʃ", JOE).symbols == "tʃɜːtʃ"
    assert read("'gad:", JOE) == read("ˈɡadː", JOE)
    assert read("nuː  jˈɔːɹk", JOE).symbols == "nuː jˈɔːɹk"
    assert read("bˈʌʔn̩", JOE).symbols == "bˈʌʔn"
    assert read("ˈ", JOE).symbols == ""


def test_symbols_that_the_voice_has_not_learnt_are_named_with_the_nearest() -> None:
    assert read("ɫoʊx", JOE).instead == (("ɫ", "l"), ("x", "k"))
    assert read("ɫoʊx", JOE).symbols == "loʊk"
    found = read("ʘˈan7 X", JOE)
    assert found.symbols == "ˈan"
    assert dict(found.instead) == {"ʘ": "", "7": "", "X": ""}
    assert read("ɛ̃", JOE).instead == (("\u0303", ""),)
    assert read("rɒç", JOE + "ɒç").instead == (("r", "ɹ"),)


@given(st.text())
def test_whatever_is_given_as_ipa_only_known_symbols_are_said(text: str) -> None:
    found = read(text, JOE)
    assert set(found.symbols) <= set(JOE + " ")
    assert read(found.symbols, JOE).symbols == found.symbols
    assert not read(found.symbols, JOE).instead
