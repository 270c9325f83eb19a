"""The module for speech-dispatcher, line by line: what it answers, and what it asks of the app.

The app is a fake here; `tests/end_to_end/test_speech_dispatcher.py` has the real one, and the real
speech-dispatcher.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from lectern_module import characters, marked, settings, wording
from lectern_module.characters import Punctuation
from lectern_module.journal import Journal
from lectern_module.module import Module
from lectern_module.settings import Settings
from lectern_module.wording import Manner

ALL, MOST, SOME, NONE = (
    Punctuation.ALL,
    Punctuation.MOST,
    Punctuation.SOME,
    Punctuation.NONE,
)


class FakeApp:
    def __init__(self, problem: str = "", starts: bool = False) -> None:
        self.problem, self.connected = problem, not (problem or starts)
        self.asked: list[dict[str, Any]] = []

    def find(self) -> str:
        return self.problem

    def ask(self, command: str, **fields: Any) -> None:
        assert self.connected
        if "text" in fields:  # what all have in common
            fields["text"] = fields["text"].removesuffix('<break time="100ms"/>')
        self.asked.append({"command": command, **fields})


class Talk:
    """The module between a fake app and us as speech-dispatcher."""

    def __init__(self, app: FakeApp | None = None) -> None:
        self.app, self.told = app or FakeApp(), list[str]()
        self.module = Module(lambda lines: self.told.extend(lines.split("\n")), self.app, Journal())

    def say(self, *lines: str) -> list[str]:
        """What is told after these lines."""
        before = len(self.told)
        for line in lines:
            self.module.on_line(line)
        return self.told[before:]

    def hear(self, **told: Any) -> list[str]:
        """What is told after this from the app."""
        before = len(self.told)
        self.module.on_told(told)
        return self.told[before:]


@pytest.fixture
def talk() -> Talk:
    return Talk()


# ------------------------------------------------------------------------- the protocol


def test_it_is_loaded_as_speech_dispatcher_loads_a_module(talk: Talk) -> None:
    assert talk.say("INIT")[-1] == "299 OK LOADED SUCCESSFULLY"
    # The server first offers to play the sound itself.
    assert talk.say("AUDIO", "audio_output_method=server", ".") == [
        "207 OK RECEIVING AUDIO SETTINGS",
        "303 ERROR INVALID PARAMETER OR VALUE",
    ]
    assert talk.say("AUDIO", "audio_output_method=pulse,alsa", ".")[-1].startswith("203 OK")
    assert talk.say("LOGLEVEL", "log_level=3", ".")[-1].startswith("203 OK")
    voices = talk.say("LIST VOICES")
    assert voices[-1] == "200 OK VOICE LIST SENT"
    assert voices[:-1] and all(len(voice.split("\t")) == 3 for voice in voices[:-1])
    assert talk.say("QUIT") == ["210 OK QUIT"]
    assert talk.module.ended


def test_when_the_app_cannot_be_had_the_init_says_what_to_do() -> None:
    talk = Talk(FakeApp("Lectern does not run. Start it, then restart speech-dispatcher."))
    assert talk.say("INIT") == [
        "399-Lectern does not run. Start it, then restart speech-dispatcher.",
        "399 ERR CANT INIT MODULE",
    ]
    assert talk.module.ended


def test_a_message_is_spoken_from_begin_to_end_with_its_marks(talk: Talk) -> None:
    ssml = '<speak><mark name="a"/>Two &lt; <mark name="b"/>words.<mark name="__spd_0"/></speak>'
    assert talk.say("SPEAK", ssml, ".") == ["202 OK RECEIVING MESSAGE", "200 OK SPEAKING"]
    (asked,) = talk.app.asked
    assert asked["text"].replace("\u200b", "") == "Two < words."
    assert (asked["when"], asked["rate"], asked["volume"]) == ("urgent", 1.0, 1.0)
    assert talk.hear(id=asked["id"], ok=True, job=7) == []
    assert talk.hear(event="started", job=7) == ["701 BEGIN"]
    assert talk.hear(event="word", job=7, start=0, end=3) == ["700-a", "700 INDEX MARK"]
    second = asked["text"].index("words")
    assert talk.hear(event="word", job=7, start=second, end=second + 5) == [
        "700-b",
        "700 INDEX MARK",
    ]
    assert talk.hear(event="finished", job=7, complete=True) == [
        "700-__spd_0",
        "700 INDEX MARK",
        "702 END",
    ]


def test_lines_that_begin_with_a_dot_come_as_they_were(talk: Talk) -> None:
    talk.say("SPEAK", "<speak>one", "..", "..net", "</speak>", ".")
    assert talk.app.asked[0]["text"] == "one\n.\n.net\n"


def test_stop_is_told_at_once_and_the_app_is_stopped(talk: Talk) -> None:
    talk.say("SPEAK", "<speak>Hello.</speak>", ".")
    talk.hear(id=1, ok=True, job=7)
    talk.hear(event="started", job=7)
    assert talk.say("STOP") == ["703 STOP"]
    assert talk.app.asked[-1] == {"command": "stop", "job": 7}
    assert talk.hear(event="word", job=7, start=0, end=5) == []
    assert talk.hear(event="finished", job=7, complete=False) == []
    assert talk.say("STOP") == []


def test_a_stop_before_the_app_has_answered_follows_the_answer(talk: Talk) -> None:
    talk.say("SPEAK", "<speak>Hello.</speak>", ".")
    assert talk.say("STOP") == ["701 BEGIN", "703 STOP"]
    talk.say("SPEAK", "<speak>Again.</speak>", ".")
    talk.hear(id=1, ok=True, job=7)
    assert talk.app.asked[-1] == {"command": "stop", "job": 7}
    talk.hear(id=2, ok=True, job=8)
    assert talk.hear(event="started", job=8) == ["701 BEGIN"]


def test_a_pause_ends_the_message_which_is_asked_for_again(talk: Talk) -> None:
    talk.say("SPEAK", "<speak>Hello.</speak>", ".")
    talk.hear(id=1, ok=True, job=7)
    talk.hear(event="started", job=7)
    assert talk.say("PAUSE") == ["704 PAUSE"]
    assert talk.app.asked[-1]["command"] == "stop"


def test_stopped_in_lectern_is_told(talk: Talk) -> None:
    talk.say("SPEAK", "<speak>Hello.</speak>", ".")
    talk.hear(id=1, ok=True, job=7)
    assert talk.hear(event="finished", job=7, complete=False) == ["701 BEGIN", "703 STOP"]


def test_what_the_app_refuses_ends_at_once(talk: Talk) -> None:
    talk.say("SPEAK", '<speak><mark name="a"/>…</speak>', ".")
    assert talk.hear(id=1, ok=False, error="No.") == [
        "701 BEGIN",
        "700-a",
        "700 INDEX MARK",
        "702 END",
    ]


def test_nothing_is_said_of_an_empty_message(talk: Talk) -> None:
    assert talk.say("SPEAK", "<speak> </speak>", ".")[-1] == "301 ERROR CANT SPEAK"
    assert talk.app.asked == []


def test_an_app_that_is_starting_is_asked_for_the_last_message_alone() -> None:
    talk = Talk(FakeApp(starts=True))
    for word in ("One", "Two", "Three"):
        talk.say("SPEAK", f"<speak>{word}.</speak>", ".")
        if word != "Three":
            talk.say("STOP")
    talk.app.connected = True
    talk.module.on_connected()
    assert [asked["text"] for asked in talk.app.asked] == ["Three."]


def test_an_app_that_ends_ends_the_message(talk: Talk) -> None:
    talk.say("SPEAK", "<speak>Hello.</speak>", ".")
    talk.hear(id=1, ok=True, job=7)
    talk.module.on_lost()
    assert talk.told[-1] == "703 STOP"


def test_what_an_ending_app_took_is_asked_of_the_next_one_once(talk: Talk) -> None:
    talk.say("SPEAK", "<speak>Hello.</speak>", ".")
    talk.module.on_lost()
    assert [asked["text"] for asked in talk.app.asked] == ["Hello."] * 2
    assert talk.told[-1] == "200 OK SPEAKING"
    talk.module.on_lost()
    assert talk.told[-1] == "703 STOP"


def test_what_is_unknown_or_makes_no_sense_is_refused(talk: Talk) -> None:
    assert talk.say("SING") == ["300 ERR UNKNOWN COMMAND"]
    assert talk.say("SET", "rate=fast", ".")[-1].startswith("303")
    assert talk.say("SET", "rate=101", ".")[-1].startswith("303")
    assert talk.say("SET", "rate=NULL", "pitch=0", ".")[-1].startswith("303")


def test_debug_writes_what_is_done_and_no_word_of_the_text(talk: Talk, tmp_path: Path) -> None:
    file = tmp_path / "debug"
    assert talk.say(f"DEBUG ON {file} ") == ["200 OK DEBUGGING ON"]
    talk.say("SPEAK", "<speak>secret</speak>", ".")
    assert talk.say("DEBUG OFF ") == ["200 OK DEBUGGING OFF"]
    assert "SPEAK" in file.read_text() and "secret" not in file.read_text()
    assert talk.say(f"DEBUG ON {tmp_path}/no/such/folder ")[0].startswith("303")


# ----------------------------------------------------------------------------- settings


def test_settings_are_taken_in_the_apps_units(talk: Talk) -> None:
    given = ("rate=50", "pitch=-100", "volume=0", "synthesis_voice=NULL", "language=en-US")
    assert talk.say("SET", *given, ".")[-1] == "203 OK SETTINGS RECEIVED"
    talk.say("SPEAK", "<speak>Hello.</speak>", ".")
    asked = talk.app.asked[0]
    assert (asked["rate"], asked["pitch"], asked["volume"]) == (2.0, -6.0, 0.5)


@pytest.mark.parametrize(("value", "rate"), [(-100, 0.5), (0, 1.0), (100, 4.0)])
def test_the_rate_reaches_from_the_slowest_to_the_fastest(value: int, rate: float) -> None:
    found = settings.changed(Settings(), {"rate": str(value)})
    assert found is not None and found.rate == rate


def test_a_setting_keeps_the_others(talk: Talk) -> None:
    talk.say("SET", "punctuation_mode=all", "spelling_mode=off", ".")
    talk.say("SET", "rate=0", ".")
    talk.say("SPEAK", "<speak>Oh!</speak>", ".")
    assert talk.app.asked[0]["text"].split() == ["Oh", "exclamation", "mark!"]


# -------------------------------------------------------------------------------- words


def words(text: str, level: Punctuation) -> str:
    said = wording.of_text(text, Manner(level)).text
    return " ".join(said.replace("\u200b", "").split())


def test_each_level_names_more() -> None:
    text = 'Wait - "50% off", (really)!'
    assert words(text, NONE) == text
    assert words(text, SOME) == 'Wait - "50 percent off", (really)!'
    assert words(text, MOST) == (
        "Wait dash quote 50 percent off quote , left paren really right paren !"
    )
    assert words(text, ALL) == (
        "Wait dash quote 50 percent off quote comma, "
        "left paren really right paren exclamation mark!"
    )


@pytest.mark.parametrize("text", ["3.14", "12:30", "1,000", "12/25/2024", "don't", "$5"])
def test_signs_within_numbers_and_words_belong_to_them(text: str) -> None:
    assert words(text, ALL) == text


def test_every_level_holds_the_one_below() -> None:
    text = "".join(characters.LEVELS)
    told = [
        sum(name in words(text, level) for name in characters.NAMES.values())
        for level in Punctuation
    ]
    assert told == sorted(told) and told[0] == 0


def test_marks_stay_before_their_words_whatever_is_named() -> None:
    ssml = '<mark name="0"/>a%, <mark name="1"/>(b) <mark name="2"/>c'
    for manner in (Manner(), Manner(ALL), Manner(ALL, spelling=True), Manner(capitals=True)):
        said = wording.of_text(ssml, manner)
        for mark, letter in zip(said.marks, "abc", strict=True):
            rest = re.sub(r"</?say-as[^>]*>|left paren|\W", "", said.text[mark.position :])
            assert rest.startswith(letter), (manner, said)


def test_what_somebody_wrote_is_no_tag_for_the_app() -> None:
    said = wording.of_text("&lt;break time=&quot;9s&quot;/&gt; &amp;amp;", Manner())
    assert "<break" not in said.text and "&amp;" not in said.text
    assert said.text.replace("\u200b", "") == '<break time="9s"/> &amp;'


def test_broken_ssml_is_read_as_far_as_it_goes() -> None:
    found = marked.read('<speak>1 < 2 <mark name="m">and <b>so</b> on & on <script>x</script>')
    assert found.text == "1 < 2 and so on & on x"
    assert [(mark.name, mark.position) for mark in found.marks] == [("m", 6)]


def letters(*told: str) -> str:
    return "".join(
        f'<say-as interpret-as="characters">{one}</say-as>' if len(one) == 1 else one
        for one in told
    )


def test_characters_are_told_by_name_and_letters_as_letters() -> None:
    def told(character: str, manner: Manner = Manner()) -> str:  # noqa: B008
        return wording.of_character(character, manner).text

    assert told("a") == letters("a")
    assert told("A") == letters("A")
    assert told("A", Manner(capitals=True)) == letters("capital ", "A")
    assert told("7") == "7"
    assert told("space") == told(" ") == "space"
    assert told(".") == "dot"
    assert told("$") == "dollar"
    assert told("¶") == "pilcrow sign"
    assert told("😀") == "😀"


def test_keys_are_told_by_their_parts() -> None:
    def told(key: str) -> str:
        return wording.of_key(key, Manner()).text

    assert told("control_alt_delete") == "control alt delete"
    assert told("shift_a") == letters("shift ", "a")
    assert told("kp-7") == "keypad 7"
    assert told("kp-+") == "keypad plus"
    assert told("f12") == letters("f", " 12")
    assert told("prior") == "page up"
    assert told("double-quote") == "quote"
    assert told("num-lock") == "num lock"
    assert told("_") == "underscore"
    assert told("space") == "space"


def test_a_word_is_spelt_letter_by_letter() -> None:
    said = wording.of_text("Ab 1", Manner(spelling=True, capitals=True))
    assert said.text == letters("capital ", "A", ", ", "b", ", ", ", ", "1", ", ").replace(
        '<say-as interpret-as="characters">1</say-as>', "1"
    )


def test_a_sound_icon_is_told_by_its_name(talk: Talk) -> None:
    talk.say("SOUND_ICON", "new-mail", ".")
    assert talk.app.asked[0]["text"] == "new mail"


@pytest.mark.parametrize("command", ["CHAR", "KEY"])
def test_characters_and_keys_are_messages(talk: Talk, command: str) -> None:
    assert talk.say(command, "a", ".")[-1] == "200 OK SPEAKING"
    assert talk.app.asked[0]["text"] == letters("a")
