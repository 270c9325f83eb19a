"""Shortcuts that are wanted twice are found, and only what differs is kept."""

from __future__ import annotations

from app.ui.actions import ACTIONS, ActionSpec
from app.ui.settings_pages.shortcuts import conflicts, keys_in_use, with_keys

SPEAK = ActionSpec("speak", "Speech", "&Speak", ("Ctrl+Return", "Ctrl+Enter"))
STOP = ActionSpec("stop", "Speech", "S&top", ("Esc",))
FIND = ActionSpec("find", "Edit", "&Find…", ("Ctrl+F",))
VOICES = ActionSpec("voices", "Tools", "&Voices…")
SPECS = (SPEAK, STOP, FIND, VOICES)


def test_the_built_in_shortcuts_do_not_clash() -> None:
    assert conflicts(ACTIONS, {}) == {}


def test_both_sides_of_a_clash_are_named() -> None:
    assert conflicts(SPECS, {"find": "Esc"}) == {"stop": (FIND,), "find": (STOP,)}
    assert conflicts(SPECS, {"find": "ctrl+enter"}) == {"speak": (FIND,), "find": (SPEAK,)}
    assert conflicts(SPECS, {"find": "", "stop": "Ctrl+F"}) == {}


def test_a_chosen_shortcut_takes_the_place_of_all_built_in_ones() -> None:
    assert keys_in_use(SPEAK, {}) == ("Ctrl+Return", "Ctrl+Enter")
    assert keys_in_use(SPEAK, {"speak": "F5"}) == ("F5",)
    assert keys_in_use(SPEAK, {"speak": ""}) == ()


def test_only_what_differs_from_the_built_in_is_kept() -> None:
    assert with_keys({}, FIND, "F4") == {"find": "F4"}
    assert with_keys({"find": "F4"}, FIND, "Ctrl+F") == {}
    assert with_keys({"find": "F4"}, FIND, "") == {"find": ""}
    assert with_keys({}, VOICES, "") == {}
    assert with_keys({"stop": "F9"}, SPEAK, "Ctrl+Return") == {"stop": "F9", "speak": "Ctrl+Return"}
