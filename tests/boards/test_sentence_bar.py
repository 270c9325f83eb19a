"""A sentence from buttons: words, letters, taking back, and saying it again."""

from __future__ import annotations

from app.boards.sentence_bar import MOST_CHARACTERS, Item, SentenceBar

I_WANT = Item("I want", "I want")
WATER = Item("water", "some water")


def bar_of(*items: Item) -> SentenceBar:
    bar = SentenceBar()
    for item in items:
        bar.add(item)
    return bar


def test_pieces_are_joined_as_they_are_spoken() -> None:
    assert bar_of(I_WANT, WATER, Item(",", ","), Item("please", "please")).text == (
        "I want some water, please"
    )


def test_letters_grow_to_a_word_until_a_space() -> None:
    bar = bar_of(I_WANT)
    for letter in ("t", "e", "a"):
        bar.spell(letter)
    bar.space()
    bar.spell("n")
    assert bar.text == "I want tea n"
    assert [item.label for item in bar.items] == ["I want", "tea", "n"]


def test_backspace_takes_a_letter_or_a_piece() -> None:
    bar = bar_of(I_WANT)
    bar.spell("te")
    bar.backspace()
    assert bar.text == "I want t"
    bar.backspace()
    assert bar.text == "I want"
    bar.backspace()
    bar.backspace()
    assert bar.items == ()


def test_everything_can_be_undone() -> None:
    bar = bar_of(I_WANT, WATER)
    bar.backspace()
    bar.clear()
    bar.undo()
    assert bar.text == "I want"
    bar.undo()
    assert bar.text == "I want some water"
    bar.undo()
    bar.undo()
    assert bar.items == ()
    assert not bar.can_undo
    bar.undo()
    assert bar.items == ()


def test_what_was_spoken_stays_and_the_next_button_begins_a_new_sentence() -> None:
    bar = bar_of(I_WANT, WATER)
    assert bar.speak() == "I want some water"
    assert bar.speak() == "I want some water"
    bar.add(I_WANT)
    assert bar.text == "I want"
    bar.undo()
    assert bar.text == "I want some water"
    bar.add(Item("now", "now"))
    assert bar.text == "I want some water now", "taken up again"


def test_a_sentence_may_go_on_after_it_was_spoken() -> None:
    bar = SentenceBar(begin_anew=False)
    bar.add(I_WANT)
    bar.speak()
    bar.add(WATER)
    assert bar.text == "I want some water"


def test_speak_on_an_empty_bar_repeats_what_was_said_last() -> None:
    bar = SentenceBar()
    assert bar.speak() == ""
    bar.said("Good morning")
    assert bar.speak() == "Good morning"
    bar.add(WATER)
    assert bar.speak() == "some water"
    bar.clear()
    assert bar.speak() == "some water"


def test_the_next_person_finds_nothing() -> None:
    bar = bar_of(I_WANT)
    bar.speak()
    bar.forget()
    assert (bar.items, bar.to_speak, bar.can_undo) == ((), "", False)


def test_a_sentence_does_not_grow_for_ever() -> None:
    bar = SentenceBar()
    for _ in range(MOST_CHARACTERS):
        bar.add(WATER)
        bar.spell("x")
    assert len(bar.text) <= MOST_CHARACTERS
