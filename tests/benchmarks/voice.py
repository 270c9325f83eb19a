"""Where the voice's own time goes: its start, and each step from a sentence to its first sound.

    python -m tests.benchmarks.voice [--rounds 40] [--starts 5] [--json FILE] [precision ...]

The precisions that are named (float32 when none is) are measured in one process, in turns, so that
a machine whose other work comes and goes is as fair to one as to the other. Each figure has its
shortest time, which is nearest to that of an idle machine, and its median. Starts are measured in
processes of their own, with the processor's time beside the clock's.

What is measured: `words` (normalization, phonemes, tokens; nothing remembered), `predict` (encoder,
durations, pitch), `decode` (the mel), `first_chunk`, and `first_sound`, which is all of them;
`next_chunk`; and `real_time_factor` over the whole sentence.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SENTENCE = "The quick brown fox jumps over the lazy dog while seventeen visitors wait in the lobby."
START = """
import json, sys
from time import perf_counter, process_time
began = perf_counter()
from tests.benchmarks.voice import make_voice
voice = make_voice(sys.argv[1])
stages = {name: seconds for name, seconds in voice.stages}
print(json.dumps({"ready_s": perf_counter() - began, "processor_s": process_time()} | stages))
"""


def make_voice(precision: str) -> Any:
    """The bundled voice, on the processor."""
    from app.speech.environment import prepare_environment

    prepare_environment()
    before = perf_counter()
    from app.speech.folder import read_voice
    from app.speech.voice import Voice
    from app.values import Compute, Precision

    importing = perf_counter() - before
    files = read_voice(ROOT / "models" / "joe")
    wanted = Precision(precision)
    voice = Voice(files, Compute.CPU, lambda stage, part: None, lambda notice: None, wanted)
    voice.stages.insert(0, ("importing", importing))
    return voice


def starts(precision: str, count: int) -> dict[str, Any]:
    """A voice made ready in `count` fresh processes."""
    found: dict[str, list[float]] = defaultdict(list)
    for _ in range(count):
        command = [sys.executable, "-c", START, precision]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        for name, seconds in json.loads(done.stdout).items():
            found[name].append(seconds)
    return {name: _summary(values, 1.0) for name, values in found.items()}


def steps(precisions: list[str], rounds: int) -> dict[str, Any]:
    """Each step of the sentence, all precisions in turns."""
    voices = {name: make_voice(name) for name in precisions}
    found: dict[str, dict[str, list[float]]] = {name: defaultdict(list) for name in voices}
    for _ in range(rounds):
        for name, voice in voices.items():
            for step, seconds in _one_round(voice).items():
                found[name][step].append(seconds)
    return {
        name: {
            step: _summary(values, 1.0 if step == "real_time_factor" else 1000.0)
            for step, values in taken.items()
        }
        for name, taken in found.items()
    }


def _one_round(voice: Any) -> dict[str, float]:
    """Seconds of each step. The parts of the voice are timed where they are, not taken apart."""
    from app.speech.sentences import split
    from app.values import Priority, RenderRequest, SpeakOptions

    spans: dict[str, list[float]] = defaultdict(list)
    originals = {}
    for owner, name in ((voice._acoustic, "predict"), (voice._acoustic, "decode")):
        originals[owner, name] = getattr(owner, name)
        setattr(owner, name, _timed(originals[owner, name], spans[name]))
    originals[voice._vocoder, "part"] = voice._vocoder.part
    voice._vocoder.part = _timed(voice._vocoder.part, spans["part"])
    _forget(voice)
    (sentence,) = split(SENTENCE)
    began, first, samples = perf_counter(), 0.0, 0
    for chunk in voice.render(RenderRequest(1, Priority.PLAYING, sentence, SpeakOptions())):
        if chunk is not None:
            first = first or perf_counter() - began
            samples += len(chunk.samples)
    whole = perf_counter() - began
    for (owner, name), original in originals.items():
        setattr(owner, name, original)
    predict, decode, chunk_s = spans["predict"][0], spans["decode"][0], spans["part"][0]
    return {
        "words": first - predict - decode - chunk_s,
        "predict": predict,
        "decode": decode,
        "first_chunk": chunk_s,
        "first_sound": first,
        "next_chunk": spans["part"][2],
        "real_time_factor": whole / (samples / voice.files.info.sample_rate),
    }


def _forget(voice: Any) -> None:
    """As if the sentence had never been spoken."""
    voice._tokenizer._tokenizer.phonemizer.forget()


def _timed(function: Any, spans: list[float]) -> Any:
    def timed(*arguments: Any) -> Any:
        before = perf_counter()
        try:
            return function(*arguments)
        finally:
            spans.append(perf_counter() - before)

    return timed


def _summary(values: list[float], factor: float) -> dict[str, float]:
    return {
        "min": round(min(values) * factor, 4),
        "median": round(statistics.median(values) * factor, 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("precisions", nargs="*", default=["float32"], metavar="precision")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--json", type=Path, help="write the figures to a file as well")
    arguments = parser.parse_args()
    figures = {
        "start": {name: starts(name, arguments.starts) for name in arguments.precisions},
        "milliseconds": steps(arguments.precisions, arguments.rounds),
    }
    print(json.dumps(figures, indent=2))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
