"""What can go wrong while setting up, each as a cause and a next step.

Nobody should have to read pip's or apt's output to learn that the disk is full: the well-known
causes are recognised in it, and the whole of it stays in the log for the others.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cause:
    """What happened, one sentence that names the cause, and what to do next."""

    message: str
    hint: str


class SetupError(Exception):
    """Setting up cannot go on; the cause is for the user to read."""

    def __init__(self, cause: Cause, exit_code: int = 1) -> None:
        super().__init__(cause.message, cause.hint)
        self.cause = cause
        self.exit_code = exit_code


FULL = Cause(
    "The disk is full.",
    "Free some space (a CPU-only set-up takes about 2.5 GB, one with CUDA about 8 GB), then run "
    "the same command again: it goes on where it stopped.",
)
NOT_WRITABLE = Cause(
    "Lectern's folder, or the folder for temporary files, cannot be written to.",
    "Give yourself the right to write there, or copy Lectern to a folder of your own.",
)
NO_NETWORK = Cause(
    "The package index could not be reached.",
    "Check the network connection (and the proxy settings, if you need a proxy), then run the "
    "same command again: it goes on where it stopped.",
)

# In this order: a full disk also makes downloads fail, and a missing network ends in "no matching
# distribution".
_KNOWN: tuple[tuple[str, Cause], ...] = (
    (r"No space left on device|Errno 28|WinError 112|Disk quota exceeded", FULL),
    (r"Permission denied|Errno 13|Read-only file system|WinError 5\b", NOT_WRITABLE),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerificationError",
        Cause(
            "The package index could not be reached safely: its certificate was not accepted.",
            "Check the computer's clock, and the proxy if there is one, then run the same "
            "command again.",
        ),
    ),
    (
        r"name resolution|NewConnectionError|Failed to establish|ConnectTimeout|ReadTimeout|"
        r"ConnectionError|ProxyError|getaddrinfo|Network is unreachable|Connection refused|"
        r"Connection reset|Connection aborted|timed out|ProtocolError|IncompleteRead",
        NO_NETWORK,
    ),
    (
        r"DO NOT MATCH THE HASHES|BadZipFile|is not a zip file",
        Cause(
            "A downloaded package is damaged.",
            "Run the same command again; if it fails again, remove pip's cache with "
            "`python3 -m pip cache purge`.",
        ),
    ),
    (
        r"Failed building wheel|Failed to build|subprocess-exited-with-error|error: command '",
        Cause(
            "A package has no ready-made build for this computer, and building it failed.",
            "Use a common system (64-bit Linux, Windows, or macOS on Apple silicon) and a Python "
            "from 3.10 to 3.13.",
        ),
    ),
)


def diagnose(output: Sequence[str]) -> Cause:
    """The cause behind what pip printed before it gave up.

    Args:
        output: pip's lines, oldest first.
    """
    text = "\n".join(output)
    for pattern, cause in _KNOWN:
        if re.search(pattern, text):
            return cause
    missing = re.search(r"No matching distribution found for (\S+)", text)
    if missing:
        return Cause(
            f"The package index has no {missing[1]} for this computer and this Python.",
            "Use a common system (64-bit Linux, Windows, or macOS on Apple silicon) and a Python "
            "from 3.10 to 3.13; if you chose an index for torch, check its address.",
        )
    last = next((line for line in reversed(output) if line.startswith("ERROR")), "")
    said = last.removeprefix("ERROR:").strip() or (output[-1].strip() if output else "no message")
    return Cause(
        f"Installing the dependencies failed: {said.rstrip('.')}.",
        "The log says more; running the same command again goes on where it stopped.",
    )


def from_os(error: OSError) -> Cause:
    """The cause behind an error of the operating system."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return FULL
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return NOT_WRITABLE
    where = f" ({error.filename})" if error.filename else ""
    return Cause(
        f"Setting up failed: {error.strerror or error}{where}.",
        "Run the same command again; if it fails again, remove the folder .venv first.",
    )
