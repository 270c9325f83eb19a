"""The PIN that leads out of a locked kiosk: kept as a salted hash, and slow to guess.

Four digits are few, so two things make guessing slow: scrypt, for whoever has the file, and for
whoever stands at the screen a wait that grows with every wrong try.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from time import monotonic

LEAST_DIGITS, MOST_DIGITS = 4, 12
FREE_TRIES = 3
FIRST_WAIT_S, LONGEST_WAIT_S = 5.0, 300.0

# The parameters that RFC 7914 gives for interactive use: 16 MB and some 50 ms a try.
_COST, _BLOCK, _PARALLEL = 2**14, 8, 1
_MOST_MEMORY = 64 * 2**20


def problem_with(pin: str) -> str:
    """Why `pin` cannot be a PIN, as a sentence; "" when it can."""
    if not (pin.isascii() and pin.isdigit()):
        return "A PIN is made of digits alone."
    if not LEAST_DIGITS <= len(pin) <= MOST_DIGITS:
        return f"A PIN has {LEAST_DIGITS} to {MOST_DIGITS} digits."
    return ""


def hashed(pin: str) -> str:
    """What to keep of `pin`: "scrypt$n$r$p$salt$hash", the last two in hexadecimal."""
    salt = secrets.token_bytes(16)
    digest = _scrypt(pin, salt, _COST, _BLOCK, _PARALLEL)
    return f"scrypt${_COST}${_BLOCK}${_PARALLEL}${salt.hex()}${digest.hex()}"


def matches(pin: str, kept: str) -> bool:
    """Whether `pin` is the one that `kept` was made of; takes some 50 ms."""
    try:
        _, cost, block, parallel, salt, digest = kept.split("$")
        found = _scrypt(pin, bytes.fromhex(salt), int(cost), int(block), int(parallel))
        return hmac.compare_digest(found, bytes.fromhex(digest))
    except (ValueError, MemoryError):  # a file that somebody changed by hand
        return False


def _scrypt(pin: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    return hashlib.scrypt(
        pin.encode(), salt=salt, n=cost, r=block, p=parallel, maxmem=_MOST_MEMORY, dklen=32
    )


class Tries:
    """Counts wrong tries and says how long to wait before the next.

    After `FREE_TRIES` wrong ones each wait is twice the one before, up to five minutes. It is not
    forgotten when somebody walks away, only with the right PIN.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._wrong = 0
        self._free_at = 0.0

    def wait_s(self) -> float:
        """Seconds until the next try may be made."""
        return max(0.0, self._free_at - self._clock())

    def was_wrong(self) -> None:
        self._wrong += 1
        if self._wrong >= FREE_TRIES:
            wait = min(FIRST_WAIT_S * 2.0 ** (self._wrong - FREE_TRIES), LONGEST_WAIT_S)
            self._free_at = self._clock() + wait

    def was_right(self) -> None:
        self._wrong, self._free_at = 0, 0.0
