"""Lectern beside what a user would take instead: `python3 packaging/bootstrap.py bench`.

    bench [--quick] [--systems lectern,piper] [--no-app] [--json FILE] [--markdown FILE]
          [--plot FILE]

Figures are told, never asserted: machines differ, and shared ones are noisy. What counts is the
ratios within one run. How each system is used is told in `systems/`, what is timed in
`first_sound.py` and `host.py`, and what the window is put through in `app_figures.py`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import app_figures, app_plan, figures, machine, report, rounds
from tests.benchmarks.systems.base import NAMES


def main(arguments: Sequence[str] | None = None) -> None:
    asked = _parser().parse_args(arguments)
    records = rounds.measure(asked.systems, rounds.QUICK if asked.quick else rounds.FULL, _say)
    app = None
    if asked.app:
        app = app_figures.measure(app_plan.QUICK if asked.quick else app_plan.FULL, _say)
    found = figures.whole(machine.describe(), records, app)
    table = report.markdown(found, records, app)
    print(table)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    if asked.markdown:
        asked.markdown.write_text(table, encoding="utf-8")
    if asked.plot:
        from tests.benchmarks import plot  # matplotlib takes its time to load

        plot.draw(found, asked.plot)


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="bench", description=(__doc__ or "").splitlines()[0])
    made.add_argument("--quick", action="store_true", help="under three minutes; less exact")
    made.add_argument(
        "--systems", type=_names, default=list(NAMES), help=f"some of {','.join(NAMES)}"
    )
    made.add_argument("--no-app", dest="app", action="store_false", help="without the window")
    made.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file")
    made.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables to a file")
    made.add_argument("--plot", type=Path, metavar="FILE", help="draw first sound (.svg or .png)")
    return made


def _names(value: str) -> list[str]:
    names = [name for name in value.split(",") if name]
    if unknown := set(names) - set(NAMES):
        raise argparse.ArgumentTypeError(f"there is no {', '.join(sorted(unknown))}")
    return names


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
