from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import TextFileError
from app.pronunciation_csv import entries_in, read_file, text_of, told, write_file
from app.pronunciations import Case, Entries, Entry, Kind, arranged
from tests.test_pronunciations import JOE, NGUYEN, SQL, lists

NASTY = Entry('"say, what?"; so', "it's so", note="=1+1; \U0001f600, 'x'")


@given(lists)
def test_what_is_exported_is_imported_again(found: Entries) -> None:
    assert entries_in(text_of(found)) == (found, ())


def test_a_file_comes_back_and_has_the_mark_that_tells_excel_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    found = arranged([NGUYEN, SQL, JOE, NASTY])
    write_file(path, found)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfword,say as,kind,case,enabled,note\r\n")
    assert read_file(path) == (found, ())


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("header", ["", "Word{}Say as\n", "\ufeffword{}pronunciation\n"])
def test_two_columns_are_a_word_and_a_respelling(separator: str, header: str) -> None:
    text = header.format(separator) + f"Nguyen{separator}win\n\nGIF{separator}jif\n"
    assert entries_in(text) == ((NGUYEN, Entry("GIF", "jif")), ())


def test_a_pronunciation_between_slashes_is_ipa() -> None:
    assert entries_in("Joe,/dʒˈoʊ/")[0] == (Entry("Joe", "/dʒˈoʊ/", Kind.IPA),)
    assert entries_in("word;ipa\nJoe;dʒˈoʊ")[0] == (Entry("Joe", "dʒˈoʊ", Kind.IPA),)


def test_excel_in_europe_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "excel.csv"
    path.write_bytes("sep=;\r\nWort;x\r\nZoë;zo ee\r\n".encode("cp1252"))
    assert read_file(path)[0] == (Entry("Wort", "x"), Entry("Zoë", "zo ee"))


def test_columns_are_found_by_their_names() -> None:
    text = "Note,Case,Say as,Word,Something\nhi,exact,sequel,SQL,?\n"
    assert entries_in(text)[0] == (Entry("SQL", "sequel", case=Case.EXACT, note="hi"),)


def test_bad_rows_are_named_by_their_line_and_the_others_are_taken() -> None:
    text = (
        "word,say as,kind,case,enabled,note\n"
        "Nguyen,win\n"
        ",nothing\n"
        '\n"a\nb",two lines,song\n'
        "SQL,sequel,respelling,sometimes\n"
        "GIF,jif,,,perhaps\n"
        "PNG,ping,,,,note,too much\n"
        "Joe,\n"
        "last,lahst\n"
    )
    found, problems = entries_in(text)
    assert [entry.word for entry in found] == ["Nguyen", "last"]
    assert [problem.split(":")[0] for problem in problems] == [
        "Line 3",
        "Line 5",
        "Line 7",
        "Line 8",
        "Line 9",
        "Line 10",
    ]
    assert "song" in problems[1]
    assert "respelling or ipa" in problems[1]


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    entries_in(text)


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "voice.csv"
    path.write_bytes(bytes(range(256)) * 40)
    with pytest.raises(TextFileError):
        read_file(path)
    with pytest.raises(TextFileError, match="cannot be written"):
        write_file(tmp_path / "none" / "mine.csv", (NGUYEN,))


def test_of_many_problems_the_first_are_told() -> None:
    assert told([f"Line {n}: bad." for n in range(20)]).splitlines()[-1] == "And 12 more."
    assert told(["Line 1: bad."]) == "Line 1: bad."
