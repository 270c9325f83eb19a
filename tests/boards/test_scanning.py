"""One switch: rows, then buttons; it waits while something is spoken, and rests when left alone."""

from __future__ import annotations

from app.boards.scanning import Group, Scanning, ScanRules, Stop

RULES = ScanRules(step_s=1.0, first_s=0.5, wait_s=2.0, rounds=2, row_rounds=2)
ROWS = (
    Group("greetings", (Stop("hello", "Hello"), Stop("bye", "Goodbye"))),
    Group("answers", (Stop("yes", "Yes"), Stop("no", "No"), Stop("later", "Later"))),
    Group("help", (Stop("help", "Help"),)),
)


class Watched:
    """A light that runs on a clock of its own, and remembers what was lit and said."""

    def __init__(self, rules: ScanRules = RULES) -> None:
        self.cues: list[str] = []
        self.now = 100.0
        self.scanning = Scanning(rules, self.cues.append)
        self.scanning.show(ROWS, self.now)

    def pass_to_next(self) -> tuple[str, ...]:
        assert self.scanning.due is not None
        self.now = self.scanning.due
        self.scanning.tick(self.now)
        return self.scanning.lit

    def press(self) -> str | None:
        return self.scanning.press(self.now)

    def start(self) -> None:
        self.scanning.start(self.now)


def test_rows_light_up_in_turn_and_are_said() -> None:
    seen = Watched()
    assert seen.scanning.lit == ()
    seen.start()
    assert seen.scanning.lit == ("hello", "bye")
    assert seen.scanning.due == 101.5, "the first one longer"
    assert seen.pass_to_next() == ("yes", "no", "later")
    assert seen.scanning.due == 102.5
    assert seen.pass_to_next() == ("help",)
    assert seen.cues == ["greetings", "answers", "help"]


def test_two_presses_choose_a_button() -> None:
    seen = Watched()
    seen.start()
    seen.pass_to_next()
    assert seen.press() is None
    assert seen.scanning.lit == ("yes",)
    assert seen.pass_to_next() == ("no",)
    assert seen.press() == "no"
    assert seen.scanning.lit == ()
    assert seen.cues == ["greetings", "answers", "Yes", "No"]


def test_a_row_of_one_needs_one_press() -> None:
    seen = Watched()
    seen.start()
    seen.pass_to_next()
    seen.pass_to_next()
    assert seen.press() == "help"


def test_it_does_not_move_before_its_time() -> None:
    seen = Watched()
    seen.start()
    seen.scanning.tick(101.4)
    assert seen.scanning.lit == ("hello", "bye")


def test_after_a_choice_it_waits_for_the_end_of_speech_and_a_moment_more() -> None:
    seen = Watched()
    seen.start()
    seen.press()
    assert seen.press() == "hello"
    seen.scanning.set_speaking(True, 100.1)
    assert seen.scanning.due is None
    seen.scanning.set_speaking(False, 104.0)
    assert seen.scanning.due == 106.0
    assert seen.pass_to_next() == ("hello", "bye")


def test_after_a_choice_that_says_nothing_it_waits_too() -> None:
    seen = Watched()
    seen.start()
    seen.press()
    seen.press()
    assert seen.scanning.due == 102.0


def test_it_stands_still_while_something_is_spoken_and_takes_no_press() -> None:
    seen = Watched()
    seen.start()
    seen.scanning.set_speaking(True, 100.5)
    assert seen.scanning.due is None
    assert seen.press() is None
    assert seen.scanning.lit == ("hello", "bye")
    seen.scanning.set_speaking(False, 110.0)
    assert seen.scanning.due == 111.0
    assert seen.pass_to_next() == ("yes", "no", "later")


def test_the_wrong_row_is_left_after_some_rounds() -> None:
    seen = Watched()
    seen.start()
    seen.press()
    lit = [seen.pass_to_next() for _ in range(4)]
    assert lit == [("bye",), ("hello",), ("bye",), ("hello", "bye")]
    assert seen.pass_to_next() == ("yes", "no", "later")


def test_it_rests_after_some_rounds_and_the_switch_wakes_it() -> None:
    seen = Watched()
    seen.start()
    for _ in range(6):
        seen.pass_to_next()
    assert seen.scanning.lit == ()
    assert seen.scanning.resting
    assert seen.scanning.due is None
    assert seen.press() is None
    assert seen.scanning.lit == ("hello", "bye")


def test_a_new_page_begins_with_its_first_row() -> None:
    seen = Watched()
    seen.start()
    seen.pass_to_next()
    seen.scanning.show([Group("", ()), ROWS[1]], seen.now)
    assert seen.scanning.lit == ("yes", "no", "later"), "an empty row is none"
    seen.scanning.show([], seen.now)
    assert seen.scanning.resting
    assert seen.press() is None


def test_a_new_page_keeps_the_wait_after_a_choice() -> None:
    seen = Watched()
    seen.start()
    seen.press()
    seen.press()
    seen.scanning.show([ROWS[1]], seen.now)
    assert seen.scanning.lit == ()
    assert seen.pass_to_next() == ("yes", "no", "later")
