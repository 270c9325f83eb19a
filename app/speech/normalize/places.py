"""States of the United States by their two letters, after a place or before a ZIP code.

Without this "Portland, OR" has a conjunction in it and "Boston, MA" a mother.
"""

from __future__ import annotations

import re

from app.speech.mapped import Piece
from app.speech.normalize.context import stop_at_end
from app.speech.normalize.page import rule
from app.speech.normalize.wording import digits

_STATES = {
    line.split(" ", 1)[0]: line.split(" ", 1)[1]
    for line in """\
AL Alabama
AK Alaska
AZ Arizona
AR Arkansas
CA California
CO Colorado
CT Connecticut
DC DC
DE Delaware
FL Florida
GA Georgia
HI Hawaii
ID Idaho
IL Illinois
IN Indiana
IA Iowa
KS Kansas
KY Kentucky
LA Louisiana
ME Maine
MD Maryland
MA Massachusetts
MI Michigan
MN Minnesota
MS Mississippi
MO Missouri
MT Montana
NE Nebraska
NV Nevada
NH New Hampshire
NJ New Jersey
NM New Mexico
NY New York
NC North Carolina
ND North Dakota
OH Ohio
OK Oklahoma
OR Oregon
PA Pennsylvania
RI Rhode Island
SC South Carolina
SD South Dakota
TN Tennessee
TX Texas
UT Utah
VT Vermont
VA Virginia
WA Washington
WV West Virginia
WI Wisconsin
WY Wyoming""".splitlines()
}


def _state(match: re.Match[str]) -> list[Piece]:
    start = len(match[1]) + 1
    pieces = [(_STATES[match[1].replace(".", "")] + stop_at_end(match), 0, start - 1)]
    if match[2]:
        pieces.append((digits(match[2]) + ("," if match[3] else ""), start, start + 5))
    if match[3]:
        pieces.append((digits(match[3]), start + 6, start + 10))
    return pieces


RULES = (
    rule(
        rf"(?<=[a-z], )({'|'.join(_STATES)}|D\.C\.)(?: (\d{{5}})(?:-(\d{{4}}))?)?"
        r"(?!\w|,\d|\.\w)",
        _state,
        ",",
    ),
)
