"""What a model's licence asks of those who vendor it.

Most released models may be used by anyone. Some forbid commercial use or changed copies, and a
build that bakes one in hands that on to everybody who gets it: so those have to be accepted by
name, on the command line, where a reviewer sees it.
"""

from __future__ import annotations

import re

from vendoring.catalogue import Release
from vendoring.failures import VendoringError

_RULES = (
    (r"\bNC\b|non-?commercial|\bCPML\b", "commercial use"),
    (r"\bND\b|no-?deriv", "changed copies"),
)


def restrictions(licence: str) -> list[str]:
    """What the licence forbids, in words; empty for a free one."""
    return [what for rule, what in _RULES if re.search(rule, licence, re.IGNORECASE)]


def check(name: str, licence: str, release: Release | None, accepted: bool) -> str:
    """What to tell the user of a licence.

    Raises:
        VendoringError: it has to be accepted first.
    """
    forbidden = " and ".join(restrictions(licence))
    asks = bool(forbidden) or bool(release and release.terms_required)
    if asks and not accepted:
        forbids = f", which forbids {forbidden}" if forbidden else " with terms to be agreed to"
        raise VendoringError(
            f"“{name}” is licensed under “{licence}”{forbids}.",
            "Read the licence; if your use agrees with it, run the same command again with "
            "--accept-licence.",
        )
    if forbidden:
        return f"Note: “{name}” is licensed under “{licence}”: it forbids {forbidden}."
    if not licence:
        return (
            f"Note: no licence of “{name}” is known; state it with --licence, "
            "so that it is shown with the voice."
        )
    return ""
