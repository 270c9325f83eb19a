"""The shape of the JSON file, the tables, and the targets."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.benchmarks import figures, machine, report
from tests.benchmarks.compare import _parser
from tests.benchmarks.rounds import Record, TextRecord
from tests.benchmarks.systems.base import NAMES
from tests.benchmarks.targets import outcomes

APP = {
    "window_s": 0.5,
    "ready_s": 2.5,
    "stall_ms_p99": 5.0,
    "stall_ms_max": 60.0,
    "underruns": 0,
    "stop_ms": 20.0,
    "anticipated_ms": 4.0,
    "gaps": 0,
}


def record(first_sound: float, factor: float, ready: float) -> Record:
    """Three rounds; first sound takes 1, 2 and 3 times as long."""
    made = Record([ready] * 3, [300.0, 400.0, 350.0], [50.0])
    for name in made.texts:
        times = [first_sound, 2 * first_sound, 3 * first_sound]
        made.texts[name] = TextRecord(times, [10 * factor] * 3, [10.0] * 3)
    return made


@pytest.fixture
def records() -> dict[str, Record]:
    return {
        "lectern": record(10.0, 0.04, 2.0),
        "stock_coqui": record(100.0, 0.081, 3.9),
        "piper": record(61.0, 0.04, 1.0),
        "kokoro": record(299.0, 0.5, 3.0),
    }


def whole(records: dict[str, Record]) -> dict[str, Any]:
    return figures.whole(machine.describe(), records, APP)


def test_the_file_has_its_shape(records: dict[str, Record]) -> None:
    found = json.loads(json.dumps(whole(records)))
    assert found.keys() == {"machine", "systems", "app"}
    assert tuple(found["systems"]) == NAMES
    for system in found["systems"].values():
        assert system.keys() == {"ready_s", "peak_memory_mb", "texts"}
        assert system["texts"].keys() == {"words3", "words15", "words40", "chapter"}
        for text in system["texts"].values():
            assert text.keys() == {
                "first_sound_ms_p50", "first_sound_ms_p95", "real_time_factor", "audio_s"
            }  # fmt: skip
    assert found["app"].keys() == {
        "window_s", "ready_s", "stall_ms_p99", "stall_ms_max", "underruns", "stop_ms",
        "anticipated_ms",
    }  # fmt: skip
    assert found["machine"].keys() == {
        "cpu", "flags", "cores", "memory_gb", "os", "python", "versions"
    }  # fmt: skip
    assert found["machine"]["versions"]["torch"]


def test_figures_are_medians_and_memory_is_the_most(records: dict[str, Record]) -> None:
    lectern = whole(records)["systems"]["lectern"]
    assert lectern["peak_memory_mb"] == 400.0
    assert lectern["texts"]["words15"] == {
        "first_sound_ms_p50": 20.0,
        "first_sound_ms_p95": 29.0,
        "real_time_factor": 0.04,
        "audio_s": 10.0,
    }


def test_without_the_window_there_is_no_app(records: dict[str, Record]) -> None:
    found = figures.whole(machine.describe(), records, None)
    assert "app" not in found
    assert not [each for each in outcomes(found) if "event loop" in each.what]


def test_targets_are_met_or_missed_by_their_ratios(records: dict[str, Record]) -> None:
    found = {(each.what, each.target): each for each in outcomes(whole(records))}
    met = {what: each.met for (what, target), each in found.items() if "Piper" in target}
    assert met == {
        "First sound, 15 words": True,  # 1/6.1
        "First sound, 40 words": False,
        "Real-time factor, chapter": False,  # equal is not below
    }
    assert found["First sound, 15 words", "at most 1/30 of Kokoro's"].reached == "1/29.9"
    assert not found["First sound, 15 words", "at most 1/30 of Kokoro's"].met
    assert found["First sound, 15 words", "at most 1/10 of Coqui TTS's"].met
    assert not found["Start to ready", "at most 1/2 of Coqui TTS's"].met
    assert not found["Longest wait of the event loop, worst", "below 50 ms"].met
    assert found["Speak pressed, prepared text", "within 5 ms"].met


@pytest.mark.parametrize(
    ("sentence", "inside", "met"),
    [(100.0, 110.0, True), (100.0, 111.0, False), (10.0, 13.0, True), (10.0, 13.5, False)],
)
def test_the_chapter_begins_as_soon_as_its_first_sentence(
    records: dict[str, Record], sentence: float, inside: float, met: bool
) -> None:
    texts = records["lectern"].texts
    texts["words15"].first_sound_ms = [sentence]
    texts["chapter"].first_sound_ms = [inside]
    (found,) = [each for each in outcomes(whole(records)) if each.what == "First sound, chapter"]
    assert found.met is met


def test_a_system_alone_can_be_measured(records: dict[str, Record]) -> None:
    alone = {"piper": records["piper"]}
    found = figures.whole(machine.describe(), alone, None)
    assert outcomes(found) == []
    assert "| Piper |" in report.markdown(found, alone, None)


def test_the_tables_tell_all_of_it(records: dict[str, Record]) -> None:
    table = report.markdown(whole(records), records, APP)
    assert "| 15 words | 20 (29) | 200 (290), 10.0× | 122 (177), 6.1× | 598 (867), 29.9× |" in table
    assert "0.040 (0.040 to 0.040)" in table
    assert "| gaps | 0 |" in table
    assert table.count("**missed**") == sum(not each.met for each in outcomes(whole(records)))
    for part in table.split("\n\n")[1:]:
        assert len({line.count("|") for line in part.strip().splitlines()}) == 1


def test_systems_are_chosen_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert _parser().parse_args(["--systems", "lectern,piper"]).systems == ["lectern", "piper"]
    assert _parser().parse_args([]).systems == list(NAMES)
    with pytest.raises(SystemExit):
        _parser().parse_args(["--systems", "lectern,festival"])
    assert "there is no festival" in capsys.readouterr().err
