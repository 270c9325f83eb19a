"""What clients ask, and what they are told, over the real engine."""

from __future__ import annotations

import json

import pytest

from app.remote.hub import MOST_CLIENTS
from app.remote.lines import LONGEST_LINE
from app.remote.protocol import Source
from app.remote.texts import MOST_JOBS, MOST_UNHEARD
from app.values import State
from tests.engine_bench import span_of
from tests.remote.bench import Peer, RemoteBench

TEXT = "One is here. Two is there."


@pytest.fixture
def bench() -> RemoteBench:
    return RemoteBench()


@pytest.fixture
def peer(bench: RemoteBench) -> Peer:
    return bench.peer()


def test_a_text_is_spoken_and_its_client_told_of_it(bench: RemoteBench, peer: Peer) -> None:
    assert peer.ask("subscribe", id="s") == {"id": "s", "ok": True}
    job = peer.ask("say", id=1, text=TEXT)["job"]
    bench.hear_all()
    told = peer.take()
    assert {line["job"] for line in told} == {job}
    assert [line["event"] for line in told][:3] == ["started", "sentence", "word"]
    words = [TEXT[line["start"] : line["end"]] for line in told if line["event"] == "word"]
    assert words == TEXT.split()
    assert told[-1] == {"event": "finished", "job": job, "complete": True, "heard": len(TEXT)}
    assert [line["event"] for line in told].count("finished") == 1


def test_who_did_not_subscribe_is_told_nothing(bench: RemoteBench, peer: Peer) -> None:
    other = bench.peer()
    other.ask("subscribe")
    peer.ask("say", text=TEXT)
    bench.hear_all()
    assert peer.told == other.told == []


def test_everybodys_events_only_on_wish(bench: RemoteBench, peer: Peer) -> None:
    peer.ask("subscribe", events=["finished"], everybody=True)
    bench.speak("The window's own.")
    bench.hear_all()
    assert [line["event"] for line in peer.take()] == ["finished"]


def test_stop_tells_up_to_where_it_was_heard(bench: RemoteBench, peer: Peer) -> None:
    peer.ask("subscribe", events=["finished"])
    job = peer.ask("say", text=TEXT)["job"]
    bench.hear_characters(len("One is "))
    finished = peer.ask("stop", id=2)
    answer = peer.told.pop(0)
    heard = span_of(TEXT, "is").end
    assert answer == {"id": 2, "ok": True, "job": job, "heard": heard}
    assert finished == {"event": "finished", "job": job, "complete": False, "heard": heard}


def test_stop_of_nothing_is_answered(peer: Peer) -> None:
    assert peer.ask("stop", id=1) == {"id": 1, "ok": True, "job": None, "heard": None}
    assert peer.ask("stop", id=2, job=77) == {"id": 2, "ok": True, "job": None, "heard": None}


def test_stop_ends_the_windows_own_text_as_well(bench: RemoteBench, peer: Peer) -> None:
    job = bench.speak(TEXT)
    bench.hear_characters(len("One is "))
    assert peer.ask("stop")["job"] == job
    assert bench.engine.snapshot().state is State.IDLE


def test_stop_of_one_job_goes_on_with_the_next(bench: RemoteBench, peer: Peer) -> None:
    first = peer.ask("say", text=TEXT)["job"]
    second = peer.ask("say", text="Later.", when="after")["job"]
    assert [job["job"] for job in peer.ask("queue")["jobs"]] == [first, second]
    assert peer.ask("stop", job=first)["job"] == first
    peer.ask("subscribe")
    bench.hear_all()
    assert peer.take()[-1]["job"] == second


def test_what_is_replaced_is_told_to_its_client(bench: RemoteBench, peer: Peer) -> None:
    peer.ask("subscribe", events=["finished"])
    jobs = [peer.ask("say", text=TEXT)["job"], peer.ask("say", text="B.", when="after")["job"]]
    bench.hear_characters(len("One is "))
    bench.speak("The window says something else.")
    told = peer.take()
    assert [(line["job"], line["complete"]) for line in told] == [(n, False) for n in jobs]
    assert told[0]["heard"] == TEXT.index("here")
    assert peer.ask("queue")["jobs"] == []


def test_an_urgent_text_interrupts_and_replaces_only_an_urgent_one(
    bench: RemoteBench, peer: Peer
) -> None:
    peer.ask("subscribe", events=["finished"])
    below = peer.ask("say", text=TEXT)["job"]
    bench.hear_characters(len("One is "))
    first = peer.ask("say", text="File.", when="urgent")["job"]
    peer.write(b'{"command": "say", "text": "Edit.", "when": "urgent"}\n')
    told = peer.take()
    second = next(line["job"] for line in told if "event" not in line)
    assert {"event": "finished", "job": first, "complete": False, "heard": 0} in told
    bench.hear_all()
    assert [line["job"] for line in peer.take()] == [second, below]


def test_pause_and_resume(bench: RemoteBench, peer: Peer) -> None:
    peer.ask("say", text=TEXT)
    peer.ask("pause")
    assert peer.ask("status")["state"] == "paused"
    peer.ask("resume")
    assert peer.ask("status")["state"] == "speaking"


def test_next_and_previous_sentence(bench: RemoteBench, peer: Peer) -> None:
    peer.ask("say", text=TEXT)
    bench.hear_characters(3)
    peer.ask("next")
    bench.hear(bench.player.place + 15)
    assert peer.ask("status")["position"] == TEXT.index("Two")
    peer.ask("previous")
    bench.hear(bench.player.place + 15)
    assert peer.ask("status")["position"] == 0


def test_a_text_waits_after_another_unless_the_window_was_paused(
    bench: RemoteBench, peer: Peer
) -> None:
    bench.speak(TEXT)
    bench.engine.pause()
    bench.settle()
    job = peer.ask("say", text="Now.", when="after")["job"]
    assert bench.engine.snapshot().job == job


def test_status_tells_of_the_voice(bench: RemoteBench, peer: Peer) -> None:
    told = peer.ask("status", id=5)
    assert told["ready"] is True
    assert (told["state"], told["job"], told["version"]) == ("idle", None, "1.2.3")


def test_rate_pitch_and_volume_are_the_texts_own(bench: RemoteBench, peer: Peer) -> None:
    peer.ask("say", text=TEXT, rate=3, volume=0.5)
    request = bench.voice.requests[-1]
    assert (request.options.rate, request.options.pitch) == (3.0, 1.0)
    [shape] = request.sentence.shapes
    assert shape.gain == pytest.approx(-6.02, abs=0.01)


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"rate": 9}, "rate"),
        ({"pitch": -7}, "pitch"),
        ({"volume": 2}, "volume"),
        ({"text": "A.", "rate": float("nan")}, "rate"),
    ],
)
def test_what_is_out_of_range_is_refused(peer: Peer, fields: dict[str, object], word: str) -> None:
    answer = peer.ask("say", id=1, **{"text": "A.", **fields})
    assert answer["id"] == 1 and not answer["ok"] and word in answer["error"]


# ------------------------------------------------------------------------------ streams


def test_a_stream_is_spoken_and_ends(bench: RemoteBench, peer: Peer) -> None:
    peer.ask("subscribe", events=["finished"])
    job = peer.ask("say")["job"]
    assert peer.ask("append", job=job, text="One is here. Two")["ok"]
    assert peer.ask("append", job=job, text=" is there.")["ok"]
    assert peer.ask("end", job=job)["ok"]
    bench.hear_all()
    assert peer.take() == [{"event": "finished", "job": job, "complete": True, "heard": len(TEXT)}]
    assert bench.heard_words(TEXT) == TEXT.split()


def test_nobody_else_writes_in_a_stream(bench: RemoteBench, peer: Peer) -> None:
    job = peer.ask("say")["job"]
    other = bench.peer()
    for command in ("append", "end"):
        fields = {"text": "Not mine."} if command == "append" else {}
        assert not other.ask(command, id=1, job=job, **fields)["ok"]
    peer.ask("end", job=job)
    assert "no text that is being written" in peer.ask("append", job=job, text="x")["error"]


def test_a_client_that_leaves_ends_its_stream_and_not_its_text(
    bench: RemoteBench, peer: Peer
) -> None:
    watcher = bench.peer()
    watcher.ask("subscribe", events=["finished"], everybody=True)
    job = peer.ask("say")["job"]
    peer.ask("append", job=job, text="Half a sentence")
    assert peer.client is not None
    bench.hub.leave(peer.client)
    bench.settle()
    bench.hear_all()
    assert watcher.take()[-1]["complete"] is True
    assert bench.heard_words("Half a sentence") == ["Half", "a", "sentence"]


# ------------------------------------------------------------------- lines of all kinds


def test_plain_lines_are_spoken_one_after_another_without_an_answer(
    bench: RemoteBench, peer: Peer
) -> None:
    peer.write(b"One is here.\nTwo ")
    peer.write("is there, café.\r\n\n".encode())
    assert peer.told == []
    assert [job["text"] for job in bench.peer().ask("queue")["jobs"]] == [
        "One is here.",
        "Two is there, café.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b'{"command": "sing"}',
        b'{"command": 7}',
        b"{}",
        b'{"command": "say", "text": 7}',
        b'{"command": "say", "tekst": "a"}',
        b'{"command": "say", "text": "a", "from": "clipboard"}',
        b'{"command": "say", "text": "a", "when": "never"}',
        b'{"command": "append", "job": true, "text": "a"}',
        b'{"command": "append", "text": "a"}',
        b'{"command": "stop", "job": 1.5}',
        b'{"command": "subscribe", "events": ["word", ["x"]]}',
        b'{"command": "status", "id": {"a": 1}}',
        b'{"command": "status", "id": "' + b"x" * 300 + b'"}',
        b'{"a":' * 50_000,
        b"\xff\xfe spoken",
        b"x" * (LONGEST_LINE + 1),
    ],
)
def test_a_malformed_line_is_answered_with_an_error_and_the_next_one_counts(
    peer: Peer, line: bytes
) -> None:
    peer.write(line + b"\n")
    [answer] = peer.take()
    assert answer["ok"] is False and answer["error"].endswith(".")
    assert len(json.dumps(answer)) < 1000
    assert peer.ask("status", id=1)["ok"]


def test_half_a_character_in_json_is_mended(bench: RemoteBench, peer: Peer) -> None:
    peer.write(b'{"command": "say", "text": "a \\ud800 b"}\n')
    assert bench.peer().ask("queue")["jobs"][0]["text"] == "a \ufffd b"


# --------------------------------------------------------------------------- half-closed


def test_a_half_closed_client_is_told_what_it_waits_for_and_then_closed(
    bench: RemoteBench, peer: Peer
) -> None:
    peer.write(b'{"command": "subscribe", "events": ["finished"]}\n')
    peer.write(b'{"command": "say", "text": "Hello."}')  # and no end of the line
    peer.write(b"")
    assert not peer.finished
    bench.hear_all()
    assert [line.get("event") for line in peer.take()] == [None, None, "finished"]
    assert peer.finished


def test_a_half_closed_client_without_wishes_is_closed_at_once(
    bench: RemoteBench, peer: Peer
) -> None:
    peer.write(b"Hello.\n")
    peer.write(b"")
    assert peer.finished
    bench.hear_all()
    assert bench.heard_words("Hello.") == ["Hello."]


# ----------------------------------------------------------------------- toggle, sources


def test_toggle_speaks_and_then_is_silent(bench: RemoteBench, peer: Peer) -> None:
    assert peer.ask("say", text=TEXT, toggle=True)["job"] is not None
    bench.peer().ask("say", text="Later.", when="after")
    assert peer.ask("say", text=TEXT, toggle=True) == {"ok": True, "job": None, "stopped": True}
    assert bench.engine.snapshot().state is State.IDLE
    assert peer.ask("queue")["jobs"] == []


def test_the_clipboard_is_looked_up_by_the_window(bench: RemoteBench, peer: Peer) -> None:
    peer.write(b'{"command": "say", "id": 3, "from": "clipboard", "toggle": true}\n')
    peer.write(b"")
    [(source, take)] = bench.window.fetches
    assert source is Source.CLIPBOARD and peer.told == [] and not peer.finished
    take("What was copied.")
    bench.settle()
    assert peer.take()[0]["id"] == 3
    assert peer.finished
    bench.hear_all()
    assert bench.heard_words("What was copied.") == ["What", "was", "copied."]


def test_an_empty_selection_is_an_error(bench: RemoteBench, peer: Peer) -> None:
    peer.write(b'{"command": "say", "from": "selection"}\n')
    bench.window.fetches[0][1](" \n")
    assert "no text in the selection" in peer.take()[0]["error"]


def test_the_window_is_asked_to_open_and_to_show(bench: RemoteBench, peer: Peer) -> None:
    assert peer.ask("open", path="/a/b.txt")["ok"] and peer.ask("show")["ok"]
    assert bench.window.asked == ["open /a/b.txt", "show"]


# -------------------------------------------------------------------------------- limits


def test_there_is_an_end_to_clients(bench: RemoteBench) -> None:
    peers = [bench.peer() for _ in range(MOST_CLIENTS)]
    late = bench.peer()
    assert late.client is None and late.finished and not late.take()[0]["ok"]
    assert peers[0].client is not None
    bench.hub.leave(peers[0].client)
    assert bench.peer().client is not None


def test_there_is_an_end_to_what_waits(bench: RemoteBench, peer: Peer) -> None:
    bench.voice.held = True
    job = peer.ask("say")["job"]
    piece = "x" * 500_000
    for _ in range(MOST_UNHEARD // len(piece)):
        assert peer.ask("append", job=job, text=piece)["ok"]
    assert "Too much waits" in peer.ask("append", job=job, text=piece)["error"]


def test_there_is_an_end_to_how_many_wait(bench: RemoteBench, peer: Peer) -> None:
    bench.voice.held = True
    peer.write(b"Again.\n" * (MOST_JOBS + 1))
    assert ["Too much waits" in line["error"] for line in peer.take()] == [True]


def test_a_screen_readers_quick_says_and_stops_leave_nothing(
    bench: RemoteBench, peer: Peer
) -> None:
    peer.ask("subscribe", events=["finished"])
    for number in range(500):
        peer.write(
            b'{"command": "say", "text": "Item %d.", "when": "urgent"}\n' % number
            + b'{"command": "stop"}\n'
        )
    told = peer.take()
    assert sum(line.get("event") == "finished" for line in told) == 500
    assert sum("heard" in line and "event" not in line for line in told) == 500
    assert bench.engine.snapshot().state is State.IDLE
    assert peer.ask("queue")["jobs"] == []
