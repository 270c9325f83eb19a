"""What may be spoken at a kiosk."""

from __future__ import annotations

from app.kiosk.rules import Rules
from app.kiosk.settings import KioskSettings, Limits, Profile

LIMITS = Limits(longest_text=20, unspoken=("damn",))


def test_in_public_long_texts_and_listed_words_are_refused_with_a_reason() -> None:
    rules = Rules(KioskSettings(profile=Profile.PUBLIC, limits=LIMITS))
    assert rules.objection("Good morning.") is None
    assert "20 characters" in (rules.objection("Good morning to everybody.") or "")
    assert "other words" in (rules.objection("Damn!") or "")


def test_the_reason_does_not_repeat_the_word() -> None:
    rules = Rules(KioskSettings(profile=Profile.PUBLIC, limits=LIMITS))
    assert "damn" not in (rules.objection("damn") or "").lower()


def test_a_person_may_say_anything() -> None:
    rules = Rules(KioskSettings(profile=Profile.PERSONAL, limits=LIMITS))
    assert rules.objection("Damn, this is a long sentence.") is None
