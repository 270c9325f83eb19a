from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import pytest

from app.document import Document
from app.errors import AudioFileError
from app.ports import AudioWriter
from app.values import (
    Compute,
    Edit,
    Event,
    Finished,
    FirstSound,
    Notice,
    Pronounced,
    Pronunciation,
    Pronunciations,
    Samples,
    Saved,
    SaveFailed,
    SaveProgress,
    SentenceStarted,
    SpeakOptions,
    State,
    StateChanged,
    Underrun,
    VoiceDied,
    VoiceFailed,
    VoiceReady,
    WordStarted,
)
from tests.engine_bench import PER_CHARACTER, RATE, Bench

TEXT = "One two three. Four five six. Seven eight nine."
WORDS = ["One", "two", "three.", "Four", "five", "six.", "Seven", "eight", "nine."]


def states(events: list[Event]) -> list[State]:
    return [event.state for event in events if isinstance(event, StateChanged)]


def test_a_text_is_spoken_from_its_first_word_to_its_last() -> None:
    bench = Bench()
    job = bench.speak(TEXT)
    bench.hear_all()
    assert bench.heard_words(TEXT) == WORDS
    assert states(bench.events) == [State.SPEAKING, State.IDLE]
    kinds = [type(event) for event in bench.events if not isinstance(event, VoiceReady)]
    assert kinds.index(FirstSound) < kinds.index(SentenceStarted) < kinds.index(Finished)
    assert Finished(job, len(TEXT), 0, complete=True) in bench.events


def test_what_is_asked_before_the_voice_is_ready_is_spoken_when_it_is() -> None:
    bench = Bench(ready=False)
    bench.speak(TEXT)
    assert bench.engine.snapshot().state is State.WAITING
    assert bench.voice.requests == []
    bench.voice.be_ready()
    bench.settle()
    assert bench.engine.snapshot().state is State.SPEAKING
    bench.hear_all()
    assert bench.heard_words(TEXT) == WORDS


def test_how_a_word_is_said_is_told_while_another_text_is_spoken() -> None:
    bench = Bench()
    bench.speak(TEXT)
    number = bench.engine.pronounce("Nguyen")
    bench.hear_all()
    assert Pronounced(number, "nguyen") in bench.events
    assert bench.heard_words(TEXT) == WORDS


def test_changed_pronunciations_are_heard_from_the_next_word_on() -> None:
    bench = Bench()
    bench.speak(TEXT)
    bench.hear(15)
    said = Pronunciations.of([Pronunciation("seven", "sefen")])
    bench.engine.set_options(SpeakOptions(pronunciations=said))
    bench.settle()
    bench.hear_all()
    changed = [r for r in bench.voice.requests if r.options.pronunciations == said]
    assert changed[0].start == TEXT.index("two")
    assert bench.heard_words(TEXT) == WORDS


def test_only_what_was_asked_for_is_spoken() -> None:
    bench = Bench()
    bench.speak(TEXT, start=TEXT.index("five"), end=TEXT.index("eight"))
    bench.hear_all()
    assert bench.heard_words(TEXT) == ["five", "six.", "Seven"]


def test_speaking_again_replaces_what_is_spoken() -> None:
    bench = Bench()
    bench.speak(TEXT)
    bench.hear(10)
    second = bench.speak("Other words.")
    bench.hear_all()
    assert bench.heard_words("Other words.")[-2:] == ["Other", "words."]
    finished = [event for event in bench.events if isinstance(event, Finished)]
    assert [event.job for event in finished] == [second]


def test_stop_says_where_it_stopped_and_nothing_after_it() -> None:
    bench = Bench()
    job = bench.speak(TEXT)
    bench.hear(8 * PER_CHARACTER)
    bench.engine.stop()
    bench.settle()
    told = len(bench.events)
    assert bench.events[-2:] == [
        Finished(job, TEXT.index("three"), 0, complete=False, heard=TEXT.index(" three")),
        StateChanged(State.IDLE, 0),
    ]
    bench.voice.release()
    bench.settle()
    assert len(bench.events) == told
    assert bench.player.take == 0


def test_pause_and_resume() -> None:
    bench = Bench()
    bench.speak(TEXT)
    bench.hear(30)
    bench.engine.pause()
    bench.settle()
    assert bench.player.paused
    bench.engine.resume()
    bench.settle()
    assert not bench.player.paused
    bench.hear_all()
    assert bench.heard_words(TEXT) == WORDS
    assert states(bench.events) == [State.SPEAKING, State.PAUSED, State.SPEAKING, State.IDLE]


def test_only_so_much_is_rendered_ahead() -> None:
    bench = Bench()
    bench.speak("Ten letters here. " * 400)
    ahead = len(bench.player.samples) / RATE
    assert 20 <= ahead < 30
    bench.hear(5 * RATE)
    assert len(bench.player.samples) / RATE >= 25


@pytest.mark.parametrize(("heard", "expected"), [(10, "Four"), (16 * PER_CHARACTER, "Seven")])
def test_next_sentence(heard: int, expected: str) -> None:
    bench = Bench()
    bench.speak(TEXT)
    bench.hear(heard)
    bench.engine.next_sentence()
    bench.settle()
    assert bench.ahead(TEXT)[0] == expected


def test_next_sentence_at_the_last_one_goes_on() -> None:
    bench = Bench()
    bench.speak(TEXT, start=TEXT.index("Seven"))
    bench.hear(10)
    bench.engine.next_sentence()
    bench.settle()
    bench.hear_all()
    assert bench.heard_words(TEXT) == ["Seven", "eight", "nine."]


def test_previous_sentence_is_the_one_before_at_a_start_and_this_one_later() -> None:
    bench = Bench()
    text = "Alpha beta. Gamma delta epsilon zeta."
    bench.speak(text, start=text.index("Gamma"))
    bench.hear(5)
    bench.engine.previous_sentence()
    bench.settle()
    assert bench.ahead(text)[0] == "Alpha"
    bench.hear(len("Alphabeta.Gammadeltaepsilon") * PER_CHARACTER + 5)
    bench.engine.previous_sentence()
    bench.settle()
    assert bench.ahead(text)[0] == "Gamma"


def test_going_to_a_place_keeps_the_job() -> None:
    bench = Bench()
    job = bench.speak(TEXT)
    bench.engine.go_to(TEXT.index("eight"))
    bench.settle()
    bench.hear_all()
    assert bench.heard_words(TEXT) == ["eight", "nine."]
    assert Finished(job, len(TEXT), 0, complete=True) in bench.events


def test_a_new_rate_is_heard_from_the_next_word_and_nothing_twice() -> None:
    bench = Bench()
    bench.speak(TEXT)
    bench.hear(15)
    bench.engine.set_options(SpeakOptions(rate=2.0))
    bench.settle()
    assert bench.voice.requests[-1].options.rate == 2.0
    bench.hear_all()
    assert bench.heard_words(TEXT) == WORDS
    changed = [r for r in bench.voice.requests if r.options.rate == 2.0]
    assert changed[0].start == TEXT.index("two")


def test_a_new_rate_before_any_sound_replaces_what_was_asked() -> None:
    bench = Bench()
    bench.voice.held = True
    bench.speak(TEXT)
    bench.engine.set_options(SpeakOptions(rate=2.0))
    bench.settle()
    bench.voice.held = False
    bench.voice.release()
    bench.settle()
    bench.hear_all()
    assert bench.heard_words(TEXT) == WORDS


def test_a_cut_that_comes_too_late_is_made_later() -> None:
    bench = Bench()
    bench.speak(TEXT)
    bench.hear(15)
    bench.player.refuse_cuts = True
    bench.engine.set_options(SpeakOptions(rate=2.0))
    bench.settle()
    bench.player.refuse_cuts = False
    bench.hear(30)
    assert bench.voice.requests[-1].options.rate == 2.0
    bench.hear_all()
    assert bench.heard_words(TEXT) == WORDS


# ---------------------------------------------------------------------------- editing


class _Typing:
    """A document whose edits reach the engine, as the window does it."""

    def __init__(self, bench: Bench, text: str) -> None:
        self.bench, self.document = bench, Document(text)

    def type(self, text: str) -> None:
        edit = self.document.replace(text)
        assert edit is not None
        self.bench.engine.update_text(text, edit, self.document.revision)
        self.bench.settle()


def test_text_changed_ahead_is_heard_as_changed() -> None:
    bench = Bench()
    typing = _Typing(bench, TEXT)
    bench.speak(TEXT)
    bench.hear(10)
    typing.type(TEXT.replace("Seven eight", "Eleven twelve"))
    assert bench.ahead(typing.document.text)[-3:] == ["Eleven", "twelve", "nine."]


def test_a_change_in_the_sentence_being_spoken_is_heard_if_it_is_ahead() -> None:
    bench = Bench()
    text = "Alpha beta gamma delta epsilon zeta."
    typing = _Typing(bench, text)
    bench.speak(text)
    bench.hear(20)
    typing.type(text.replace("epsilon", "omega"))
    bench.hear_all()
    heard = [event for event in bench.events if type(event).__name__ == "WordStarted"]
    words = []
    for event in heard:
        source = text if event.revision == 0 else typing.document.text  # type: ignore[union-attr]
        words.append(source[event.span.start : event.span.end])  # type: ignore[union-attr]
    assert words == ["Alpha", "beta", "gamma", "delta", "omega", "zeta."]


def test_changes_behind_the_voice_do_not_disturb_it() -> None:
    bench = Bench()
    typing = _Typing(bench, TEXT)
    bench.speak(TEXT)
    bench.hear(18 * PER_CHARACTER)
    before = list(bench.player.samples)
    typing.type("And so: " + TEXT)
    typing.type(typing.document.text.replace("two", "2"))
    assert bench.player.samples[: len(before)] == before
    bench.hear_all()
    assert bench.heard_words(TEXT)[-3:] == WORDS[-3:]


@pytest.mark.parametrize("pieces", [[" Ten."], [" ", "T", "e", "n."], ["\n\n", "Ten."]])
def test_text_added_at_the_end_is_spoken_too(pieces: list[str]) -> None:
    bench = Bench()
    typing = _Typing(bench, TEXT)
    bench.speak(TEXT)
    bench.hear(10)
    for piece in pieces:
        typing.type(typing.document.text + piece)
    assert bench.ahead(typing.document.text)[-1] == "Ten."
    bench.hear_all()
    assert bench.engine.snapshot().state is State.IDLE


def test_a_selection_grows_with_what_is_typed_into_it_and_ends_where_it_ended() -> None:
    bench = Bench()
    end = TEXT.index(" Seven")
    typing = _Typing(bench, TEXT)
    bench.speak(TEXT, start=0, end=end)
    typing.type(TEXT.replace("five", "five and a half"))
    bench.hear_all()
    spans = [event.span for event in bench.events if isinstance(event, SentenceStarted)]
    assert typing.document.text[spans[-1].start : spans[-1].end] == "Four five and a half six."


def test_deleting_everything_ends_it() -> None:
    bench = Bench()
    typing = _Typing(bench, TEXT)
    bench.speak(TEXT)
    bench.hear(10)
    typing.type("")
    bench.hear_all()
    assert bench.engine.snapshot().state is State.IDLE


def _spoken(bench: Bench, typing: _Typing, texts: list[str]) -> list[str]:
    """The words heard, each in the revision of the text that it counts in."""
    heard = [event for event in bench.events if isinstance(event, WordStarted)]
    return [texts[event.revision][event.span.start : event.span.end] for event in heard]


def _typed(bench: Bench, heard: int, old: str, new: str, *, start: int = 0) -> list[str]:
    """The words heard when `old` becomes `new` after `heard` samples."""
    typing = _Typing(bench, old)
    bench.speak(old, start=start)
    bench.hear(heard)
    typing.type(new)
    bench.hear_all()
    return _spoken(bench, typing, [old, new])


@pytest.mark.parametrize("heard", [5, 10 * PER_CHARACTER, 35 * PER_CHARACTER])
@pytest.mark.parametrize("gap", [" ", "\n\n\n\n"])
def test_a_sentence_put_in_ahead_is_spoken(heard: int, gap: str) -> None:
    old = gap.join(["One two three.", "Four five six.", "Seven eight nine.", "Ten ten ten."])
    at = old.index("Ten ") - len(gap) // 2
    for place in {at, old.index("Ten "), old.index("nine.") + 5}:
        new = old[:place] + " New words. " + old[place:]
        words = _typed(Bench(), heard, old, new)
        assert words[-5:] == ["New", "words.", "Ten", "ten", "ten."]
        assert "".join(words).count("nine.") == 1


def test_a_word_put_in_before_the_next_one_is_spoken() -> None:
    old = "Alpha beta gamma delta epsilon."
    new = old.replace("gamma", "and gamma")
    words = _typed(Bench(), 6 * PER_CHARACTER, old, new)
    assert words == ["Alpha", "beta", "and", "gamma", "delta", "epsilon."]


def test_a_sentence_added_behind_the_last_word_of_the_present_one_is_spoken() -> None:
    old = "Alpha beta. Gamma delta."
    new = "Alpha beta. More of it. Gamma delta."
    words = _typed(Bench(), 6 * PER_CHARACTER, old, new)
    assert words == ["Alpha", "beta.", "More", "of", "it.", "Gamma", "delta."]


def test_letters_added_to_the_word_being_spoken_are_behind() -> None:
    old = "Alpha beta gamma delta."
    words = _typed(Bench(), 6 * PER_CHARACTER, old, old.replace("beta", "betas"))
    assert words == ["Alpha", "beta", "gamma", "delta."]


def test_nothing_is_spoken_of_what_is_put_in_before_the_start() -> None:
    bench = Bench()
    bench.voice.held = True
    typing = _Typing(bench, TEXT)
    bench.speak(TEXT, start=TEXT.index("Seven"))
    new = "Zero. " + TEXT
    typing.type(new)
    bench.voice.held = False
    bench.voice.release()
    bench.settle()
    bench.hear_all()
    assert _spoken(bench, typing, [TEXT, new]) == ["Seven", "eight", "nine."]


def test_what_is_still_being_rendered_is_not_lost_by_a_change_after_it() -> None:
    bench = Bench()
    bench.voice.held = True
    typing = _Typing(bench, TEXT)
    bench.speak(TEXT)
    first = bench.voice._rendered(bench.voice.requests[0])
    bench.voice.messages += first[:1]
    bench.settle()
    new = TEXT.replace("five", "5")
    typing.type(new)
    bench.voice.messages.extend(first[1:])
    bench.voice._waiting = [r for r in bench.voice._waiting if r is not bench.voice.requests[0]]
    bench.voice.held = False
    bench.voice.release()
    bench.settle()
    bench.hear_all()
    words = _spoken(bench, typing, [TEXT, new])
    assert words == ["One", "two", "three.", "Four", "5", "six.", "Seven", "eight", "nine."]


def test_a_change_in_what_is_being_rendered_is_heard() -> None:
    bench = Bench()
    bench.voice.held = True
    text = "Alpha beta gamma delta. Epsilon."
    typing = _Typing(bench, text)
    bench.speak(text)
    first = bench.voice._rendered(bench.voice.requests[0])
    bench.voice.messages += first[:1]
    bench.settle()
    bench.hear(4 * PER_CHARACTER)  # so far that no word ahead is known well enough to cut there
    new = text.replace("delta", "omega")
    typing.type(new)
    bench.voice.messages.extend(first[1:])
    bench.voice._waiting.pop(0)
    bench.voice.held = False
    bench.settle()
    bench.voice.release()
    bench.settle()
    bench.hear_all()
    assert _spoken(bench, typing, [text, new]) == ["Alpha", "beta", "gamma", "omega.", "Epsilon."]


def test_a_new_rate_after_a_full_stop_was_put_in_behind_repeats_nothing() -> None:
    bench = Bench()
    old, new = "Alpha beta gamma delta epsilon.", "Alpha. Beta gamma delta epsilon."
    typing = _Typing(bench, old)
    bench.speak(old)
    bench.hear(11 * PER_CHARACTER)
    typing.type(new)
    bench.engine.set_options(SpeakOptions(rate=2.0))
    bench.settle()
    bench.hear_all()
    assert _spoken(bench, typing, [old, new]) == ["Alpha", "beta", "gamma", "delta", "epsilon."]


def test_the_place_is_kept_through_any_number_of_edits_while_paused() -> None:
    bench = Bench()
    typing = _Typing(bench, TEXT)
    bench.speak(TEXT)
    bench.hear(16 * PER_CHARACTER + 1)
    bench.engine.pause()
    bench.settle()
    for _ in range(600):
        typing.type("a" + typing.document.text)
    position = bench.engine.snapshot().position
    assert typing.document.text[position : position + 4] == "five"
    assert bench.engine.snapshot().revision == typing.document.revision


# ------------------------------------------------------------------------------ saving


class _File:
    def __init__(self, full_after: int = 10**9) -> None:
        self.written = 0
        self.outcome = "open"
        self._full_after = full_after

    def write(self, samples: Samples) -> None:
        if self.written >= self._full_after:
            raise AudioFileError("The disk is full.", "Make room.")
        self.written += len(samples)

    def commit(self) -> None:
        self.outcome = "committed"

    def abort(self) -> None:
        self.outcome = "aborted"


PATH = Path("speech.wav")
SAMPLES = sum(len(word) for word in WORDS) * PER_CHARACTER


def test_saving_writes_all_and_tells_how_far_it_is() -> None:
    bench = Bench()
    file = bench.files[PATH] = _File()
    job = bench.engine.save(TEXT, PATH)
    bench.settle()
    assert file.outcome == "committed"
    assert file.written == SAMPLES
    assert bench.events[-1] == Saved(job, str(PATH), SAMPLES / RATE)
    fractions = [event.fraction for event in bench.events if isinstance(event, SaveProgress)]
    assert fractions == sorted(fractions)
    assert 0 < fractions[0] <= fractions[-1] <= 1


def test_saving_while_speaking_disturbs_neither() -> None:
    bench = Bench()
    file = bench.files[PATH] = _File()
    bench.speak(TEXT)
    bench.engine.save(TEXT, PATH)
    bench.settle()
    bench.hear_all()
    assert file.written == SAMPLES
    assert bench.heard_words(TEXT) == WORDS


def test_a_save_asked_before_ready_waits() -> None:
    bench = Bench(ready=False)
    file = bench.files[PATH] = _File()
    bench.engine.save(TEXT, PATH)
    bench.settle()
    assert file.written == 0
    bench.voice.be_ready()
    bench.settle()
    assert file.outcome == "committed"


def test_a_cancelled_save_leaves_no_file() -> None:
    bench = Bench()
    file = bench.files[PATH] = _File()
    bench.voice.held = True
    job = bench.engine.save(TEXT, PATH)
    bench.settle()
    bench.engine.cancel_save(job)
    bench.settle()
    assert file.outcome == "aborted"
    assert bench.events[-1] == SaveFailed(job, "")


def test_a_full_disk_ends_the_save_with_its_message() -> None:
    bench = Bench()
    file = bench.files[PATH] = _File(full_after=50)
    job = bench.engine.save(TEXT, PATH)
    bench.settle()
    assert file.outcome == "aborted"
    assert bench.events[-1] == SaveFailed(job, "The disk is full.", "Make room.")


def test_saving_nothing_says_so() -> None:
    bench = Bench()
    file = bench.files[PATH] = _File()
    bench.engine.save("   \n ", PATH)
    bench.settle()
    failed = bench.events[-1]
    assert isinstance(failed, SaveFailed)
    assert "nothing" in failed.message
    assert file.outcome == "aborted"


# ----------------------------------------------------------------------- when it breaks


def test_the_voice_dies_in_mid_sentence_and_speech_goes_on_where_it_was() -> None:
    bench = Bench()
    bench.voice.held = True
    bench.speak(TEXT)
    first = bench.voice._rendered(bench.voice.requests[0])
    bench.voice.messages += first[:2]  # two words, then the end
    bench.settle()
    bench.voice.messages.append(VoiceDied("it was killed"))
    bench.settle()
    assert len(bench.voice.loaded) == 2
    assert any(isinstance(e, Notice) and e.key == "voice-restart" for e in bench.events)
    bench.voice.held = False
    bench.voice._waiting.clear()
    bench.voice.be_ready()
    bench.settle()
    bench.hear_all()
    assert bench.heard_words(TEXT) == WORDS
    assert len(bench.player.samples) == 0


def test_the_voice_dies_in_mid_save_and_the_file_is_whole() -> None:
    bench = Bench()
    file = bench.files[PATH] = _File()
    bench.voice.held = True
    bench.engine.save(TEXT, PATH)
    bench.settle()
    bench.voice.messages += bench.voice._rendered(bench.voice.requests[0])[:1]
    bench.voice.messages.append(VoiceDied("it was killed"))
    bench.settle()
    bench.voice.held = False
    bench.voice._waiting.clear()
    bench.voice.be_ready()
    bench.settle()
    assert file.outcome == "committed"
    assert file.written == SAMPLES


def test_a_voice_that_dies_again_and_again_is_given_up() -> None:
    bench = Bench()
    bench.speak(TEXT)
    for _ in range(4):
        bench.voice.messages.append(VoiceDied("it crashed"))
        bench.settle()
    failed = [event for event in bench.events if isinstance(event, VoiceFailed)]
    assert len(failed) == 1
    assert "it crashed" in failed[0].message
    assert bench.engine.snapshot().state is State.IDLE


def test_a_voice_that_does_not_load_ends_what_waits_for_it() -> None:
    bench = Bench(ready=False)
    bench.files[PATH] = _File()
    bench.speak(TEXT)
    job = bench.engine.save(TEXT, PATH)
    bench.settle()
    bench.voice.messages.append(VoiceFailed("It is damaged.", "Install again."))
    bench.settle()
    assert SaveFailed(job, "It is damaged.", "Install again.") in bench.events
    assert bench.engine.snapshot().state is State.IDLE


def test_another_voice_goes_on_with_the_text() -> None:
    bench = Bench()
    bench.speak(TEXT)
    bench.hear(16 * PER_CHARACTER)
    bench.engine.set_voice(Path("voices/other"), Compute.CPU)
    bench.settle()
    assert bench.voice.loaded[-1] == (Path("voices/other"), Compute.CPU)
    bench.voice.be_ready()
    bench.settle()
    bench.hear_all()
    assert bench.heard_words(TEXT)[-5:] == ["five", "six.", "Seven", "eight", "nine."]


def test_nothing_to_say_is_said() -> None:
    bench = Bench()
    bench.speak(" ... ")
    bench.hear_all()
    assert any(isinstance(e, Notice) and e.key == "nothing" for e in bench.events)
    assert bench.engine.snapshot().state is State.IDLE


def test_underruns_are_told_of_the_job_they_happen_in() -> None:
    bench = Bench()
    job = bench.speak(TEXT)
    bench.engine.on_player_event(Underrun(bench.player.take))
    bench.engine.on_player_event(Underrun(12345))
    assert [e for e in bench.events if isinstance(e, Underrun)] == [Underrun(job)]


def test_an_edit_of_a_finished_job_is_no_matter() -> None:
    bench = Bench()
    bench.speak(TEXT)
    bench.hear_all()
    bench.engine.update_text("x", Edit(0, len(TEXT), 1), 1)
    bench.settle()
    assert bench.engine.snapshot().state is State.IDLE


def test_a_place_chosen_while_waiting_is_where_it_starts() -> None:
    bench = Bench(ready=False)
    bench.speak(TEXT)
    bench.engine.go_to(TEXT.index("Seven"))
    bench.settle()
    assert bench.engine.snapshot().state is State.WAITING
    bench.voice.be_ready()
    bench.settle()
    bench.hear_all()
    assert bench.heard_words(TEXT) == ["Seven", "eight", "nine."]


def test_going_on_is_possible_while_the_voice_is_started_again() -> None:
    bench = Bench()
    bench.speak(TEXT)
    bench.voice.messages.append(VoiceDied("it was killed"))
    bench.settle()
    bench.engine.next_sentence()
    bench.settle()
    bench.voice._waiting.clear()
    bench.voice.be_ready()
    bench.settle()
    bench.hear_all()
    assert bench.heard_words(TEXT) == WORDS[3:]


def test_what_an_earlier_take_still_had_to_tell_is_dropped() -> None:
    bench = Bench()
    bench.speak(TEXT)
    late = [mark.event for mark in bench.player.marks]
    bench.engine.go_to(TEXT.index("Four"))
    bench.settle()
    told = len(bench.events)
    for event in late:
        bench.engine.on_player_event(event)
    bench.settle()
    assert bench.events[told:] == []
    assert bench.engine.snapshot().position == TEXT.index("Four")


def test_an_end_that_is_told_while_more_is_typed_is_not_the_end() -> None:
    bench = Bench()
    typing = _Typing(bench, TEXT)
    bench.speak(TEXT)
    end = bench.player.marks[-1].event
    bench.voice.held = True
    typing.type(TEXT + " Ten.")
    bench.engine.on_player_event(end)
    bench.settle()
    assert bench.engine.snapshot().state is State.SPEAKING
    bench.voice.release()
    bench.settle()
    bench.hear_all()
    assert bench.heard_words(TEXT + " Ten.")[-1] == "Ten."


def test_going_to_the_end_is_not_nothing_to_say() -> None:
    bench = Bench()
    bench.speak(TEXT)
    bench.hear(20)
    bench.engine.go_to(len(TEXT))
    bench.settle()
    bench.hear_all()
    assert bench.engine.snapshot().state is State.IDLE
    assert not any(isinstance(event, Notice) for event in bench.events)


def test_another_voice_that_dies_while_it_loads_still_says_the_rest_itself() -> None:
    bench = Bench()
    bench.speak(TEXT)
    bench.hear(16 * PER_CHARACTER + 1)
    bench.engine.set_voice(Path("voices/other"), Compute.CPU)
    bench.settle()
    bench.voice.messages.append(VoiceDied("it was killed"))
    bench.settle()
    asked = len(bench.voice.requests)
    bench.voice.be_ready()
    bench.settle()
    assert not bench.player.paused
    assert len(bench.voice.requests) > asked
    assert bench.ahead(TEXT)[0] == "five"


def test_the_same_voice_elsewhere_goes_on_exactly() -> None:
    bench = Bench()
    bench.speak(TEXT)
    bench.hear(16 * PER_CHARACTER + 1)
    sound = list(bench.player.samples)
    bench.engine.set_voice(bench.voice.loaded[-1][0], Compute.CPU)
    bench.settle()
    assert bench.player.paused
    bench.voice.be_ready()
    bench.settle()
    assert not bench.player.paused
    assert bench.player.samples == sound


def test_resuming_while_another_voice_loads_waits_for_it() -> None:
    bench = Bench()
    bench.speak(TEXT)
    bench.hear(10)
    bench.engine.pause()
    bench.engine.set_voice(Path("voices/other"), Compute.CPU)
    bench.engine.resume()
    bench.settle()
    assert bench.player.paused
    bench.voice.be_ready()
    bench.settle()
    assert not bench.player.paused


def test_a_pause_outlives_another_voice() -> None:
    bench = Bench()
    bench.speak(TEXT)
    bench.hear(10)
    bench.engine.set_voice(Path("voices/other"), Compute.CPU)
    bench.engine.pause()
    bench.settle()
    bench.voice.be_ready()
    bench.settle()
    assert bench.player.paused
    assert bench.engine.snapshot().state is State.PAUSED


def test_a_file_is_spoken_by_one_voice_throughout() -> None:
    bench = Bench()
    first = bench.files[PATH] = _File()
    bench.voice.held = True
    bench.engine.save(TEXT, PATH)
    bench.settle()
    bench.voice.messages += bench.voice._rendered(bench.voice.requests[0])
    bench.settle()
    second = bench.files[PATH] = _File()
    bench.engine.set_voice(Path("voices/other"), Compute.CPU)
    bench.settle()
    bench.voice.held = False
    bench.voice._waiting.clear()
    bench.voice.be_ready()
    bench.settle()
    assert first.outcome == "aborted"
    assert second.outcome == "committed"
    assert second.written == SAMPLES


def test_what_is_asked_of_a_voice_that_failed_is_answered() -> None:
    bench = Bench(ready=False)
    failure = VoiceFailed("It is damaged.", "Install again.")
    bench.voice.messages.append(failure)
    bench.settle()
    speaking = bench.speak(TEXT)
    saving = bench.engine.save(TEXT, PATH)
    bench.settle()
    assert bench.events.count(failure) == 2
    assert Finished(speaking, 0, 0, complete=False, heard=0) in bench.events
    assert SaveFailed(saving, "It is damaged.", "Install again.") in bench.events
    assert bench.engine.snapshot().state is State.IDLE
    bench.engine.set_voice(Path("voices/other"), Compute.CPU)
    bench.speak(TEXT)
    bench.voice.be_ready()
    bench.settle()
    bench.hear_all()
    assert bench.heard_words(TEXT) == WORDS


# ----------------------------------------------------------------------- faults of ours


def _running(bench: Bench, work: Callable[[], None]) -> list[BaseException]:
    """Run the engine for real while `work` is done; what it ended with."""
    ended: list[BaseException] = []

    def run() -> None:
        try:
            bench.engine.run()
        except Exception as error:
            ended.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        work()
    finally:
        bench.engine.close()
        thread.join(30)
    assert not thread.is_alive()
    return ended


def _until(condition: Callable[[], bool]) -> None:
    deadline = monotonic() + 30
    while not condition():
        assert monotonic() < deadline, "it never came"
        sleep(0.001)


def _breaks(path: Path, sample_rate: int) -> AudioWriter:
    raise RuntimeError("a fault")


def test_a_fault_ends_the_work_with_a_message_and_not_the_engine() -> None:
    bench = Bench()
    bench.opening = _breaks
    file = _File()

    def work() -> None:
        job = bench.engine.save(TEXT, PATH)
        _until(lambda: any(isinstance(e, SaveFailed) and e.job == job for e in bench.events))
        bench.opening = lambda path, rate: file
        bench.engine.save(TEXT, PATH)
        _until(lambda: file.outcome == "committed")

    assert _running(bench, work) == []
    failed = next(event for event in bench.events if isinstance(event, SaveFailed))
    assert "RuntimeError" in failed.message


def test_faults_again_and_again_end_the_engine_and_all_that_it_started() -> None:
    bench = Bench()
    bench.opening = _breaks
    closed: list[str] = []
    bench.voice.close = lambda: closed.append("voice")  # type: ignore[method-assign]
    bench.player.close = lambda: closed.append("player")  # type: ignore[method-assign]

    def work() -> None:
        for _ in range(4):
            job = bench.engine.save(TEXT, PATH)
            _until(lambda j=job: any(getattr(e, "job", 0) == j for e in bench.events))
        _until(lambda: len(closed) == 2)

    ended = _running(bench, work)
    assert [type(error) for error in ended] == [RuntimeError]


def test_an_odd_text_does_not_spoil_the_estimate_for_the_next() -> None:
    bench = Bench()
    typical = bench.engine.snapshot().seconds_per_character
    bench.speak("Seven hundred odd words that take very long. " * 30)
    learnt = bench.engine.snapshot().seconds_per_character
    assert learnt > 1.1 * typical
    bench.voice.held = True
    bench.speak(TEXT)
    assert bench.engine.snapshot().seconds_per_character == typical
