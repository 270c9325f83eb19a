"""Downloads a file, and goes on where an earlier attempt was cut.

What has come is kept in `<name>.part`, and in `<name>.part.json` what the server called that
version of the file. The next request asks for the rest of just that version (Range and If-Range,
RFC 9110, sections 13.1.5 and 14.2); a server that has another one by now, or knows no ranges, sends
the whole, and the file is begun anew. Proxies, certificates and redirects are left to requests,
which comes with coqui-tts.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from requests import exceptions
from tqdm import tqdm

from ending import disk_full, from_os
from vendoring.failures import VendoringError
from vendoring.pins import Pin

TIMEOUT = (15.0, 60.0)  # seconds to connect, and without a byte
ATTEMPTS = 5
LARGEST = 4 << 30
_BLOCK = 1 << 16
_AGAIN = "Check the network, then run the same command again: it goes on where it stopped."


class _CutError(Exception):
    """The connection ended before the file did."""


@dataclass
class _Part:
    """What has come of a file so far."""

    target: Path

    @property
    def path(self) -> Path:
        return self.target.with_name(self.target.name + ".part")

    @property
    def _facts(self) -> Path:
        return self.target.with_name(self.target.name + ".part.json")

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def begin(self, url: str, validator: str, total: int | None) -> None:
        facts = {"url": url, "validator": validator, "total": total}
        self.path.write_bytes(b"")
        self._facts.write_text(json.dumps(facts), encoding="utf-8")

    def facts(self, url: str) -> dict[str, Any]:
        """What is known of a part of this very address; empty when there is none."""
        try:
            facts = dict(json.loads(self._facts.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return {}
        return facts if facts.get("url") == url and self.size else {}

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)
        self._facts.unlink(missing_ok=True)

    def finish(self) -> None:
        self.path.replace(self.target)
        self._facts.unlink(missing_ok=True)


def download(url: str, target: Path, pinned: Pin | None, tell: Callable[[str], None]) -> None:
    """Bring the file at `url` to `target`, which is there whole or not at all.

    Args:
        url: where from, http or https.
        target: where to; its folder exists.
        pinned: what is expected; its size is compared before anything is fetched.
        tell: told what the user should know.

    Raises:
        LecternError: it cannot be done; what has come is kept for the next call.
    """
    part = _Part(target)
    for attempt in range(ATTEMPTS):
        before = part.size
        try:
            _attempt(url, part, pinned)
        except _CutError as cut:
            if attempt + 1 == ATTEMPTS or part.size <= before:
                raise _was_cut(url, part.size) from cut
            tell(f"The connection was cut after {_megabytes(part.size)}; going on from there.")
        except exceptions.RequestException as error:
            raise _unreachable(url, error) from error
        except OSError as error:
            raise from_os(_named(error, part.path)) from error
        else:
            part.finish()
            return


def _attempt(url: str, part: _Part, pinned: Pin | None) -> None:
    facts = part.facts(url)
    if facts and facts["total"] == part.size:
        return
    headers = {"Accept-Encoding": "identity"}
    if facts and (facts["validator"] or pinned):
        headers["Range"] = f"bytes={part.size}-"
        if facts["validator"]:
            headers["If-Range"] = facts["validator"]
    with requests.get(url, headers=headers, stream=True, timeout=TIMEOUT) as response:
        goes_on = response.status_code == 206 and _begins_at(response, part.size)
        if "Range" in headers and not goes_on and response.status_code in (206, 416):
            part.discard()  # another file by now, or a server that counts otherwise
            return _attempt(url, part, pinned)
        _check(url, response)
        total = _total(response, part.size if goes_on else 0)
        if not goes_on:
            part.begin(url, _validator(response), total)
        _refuse_size(url, total, pinned, part)
        _receive(response, part, total)
    if total is not None and part.size < total:
        raise _CutError


def _receive(response: requests.Response, part: _Part, total: int | None) -> None:
    bar = tqdm(
        total=total,
        initial=part.size,
        unit="B",
        unit_scale=True,
        desc=part.target.name,
        mininterval=0.1 if sys.stderr.isatty() else 10,
    )
    with part.path.open("ab") as file, bar:
        blocks = response.iter_content(_BLOCK)
        while True:
            try:
                block = next(blocks, b"")
            except exceptions.RequestException as error:
                raise _CutError from error
            if not block:
                return
            if file.tell() + len(block) > (total or LARGEST):
                raise _too_large(response.url)
            file.write(block)
            bar.update(len(block))


def _check(url: str, response: requests.Response) -> None:
    host, file = _host(url), url.rsplit("/", 1)[-1]
    status = response.status_code
    if status in (404, 410):
        raise VendoringError(
            f"{host} has no file “{file}” (HTTP {status}).",
            "Check the address given with --mirror, or the name.",
        )
    if status in (401, 403, 407):
        raise VendoringError(
            f"{host} refuses to give “{file}” (HTTP {status}).",
            "Check what the server or the proxy asks for; a user and a password go into .netrc.",
        )
    if status not in (200, 206):
        raise VendoringError(f"{host} answered HTTP {status}.", f"Try later. {_AGAIN}")
    if url.startswith("https:") and not response.url.startswith("https:"):
        raise VendoringError(
            f"{host} sends on to an address without encryption ({_host(response.url)}).",
            "Use another server with --mirror.",
        )
    if response.headers.get("Content-Type", "").startswith("text/html"):
        raise VendoringError(
            f"{host} answered with a web page instead of “{file}”.",
            "Check --mirror, and whether the network asks you to log in.",
        )


def _refuse_size(url: str, total: int | None, pinned: Pin | None, part: _Part) -> None:
    if total is None:
        return
    if pinned is not None and total != pinned.size:
        part.discard()
        raise VendoringError(
            f"{_host(url)} offers “{part.target.name}” with {total:,} bytes; the lock file pins "
            f"one of {pinned.size:,}.",
            "If the release was really renewed, pin it anew with --update; else mistrust it.",
        )
    if total > LARGEST:
        part.discard()
        raise _too_large(url)
    if shutil.disk_usage(part.target.parent).free < total - part.size:
        raise disk_full(part.target.parent)


def _begins_at(response: requests.Response, size: int) -> bool:
    found = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", ""))
    return found is not None and int(found[1]) == size


def _total(response: requests.Response, have: int) -> int | None:
    length = response.headers.get("Content-Length", "")
    return have + int(length) if length.isdigit() else None


def _validator(response: requests.Response) -> str:
    """What If-Range may hold: a strong ETag, or a date."""
    tag: str = response.headers.get("ETag", "")
    if tag and not tag.startswith("W/"):
        return tag
    date: str = response.headers.get("Last-Modified", "")
    return date


def _unreachable(url: str, error: exceptions.RequestException) -> VendoringError:
    host = _host(url)
    if isinstance(error, exceptions.SSLError):
        return VendoringError(
            f"{host} could not be reached safely: its certificate was not accepted.",
            "Check the computer's clock and the proxy; REQUESTS_CA_BUNDLE names a file of "
            "certificates to trust.",
        )
    if isinstance(error, (exceptions.InvalidURL, exceptions.InvalidSchema, ValueError)):
        return VendoringError(
            f"“{url}” is not an address that can be downloaded from.",
            "Give --mirror an address with http:// or https://; archives on a disk are named "
            "themselves.",
        )
    if isinstance(error, exceptions.Timeout):
        return VendoringError(f"{host} does not answer.", _AGAIN)
    return VendoringError(
        f"{host} could not be reached.",
        "Check the network and the proxy settings, or name another server with --mirror.",
    )


def _was_cut(url: str, size: int) -> VendoringError:
    return VendoringError(
        f"The connection to {_host(url)} was cut after {_megabytes(size)}.", _AGAIN
    )


def _too_large(url: str) -> VendoringError:
    return VendoringError(
        f"{_host(url)} sends more than was announced, or than {LARGEST >> 30} GiB.",
        "Check the address; a voice is much smaller.",
    )


def _named(error: OSError, path: Path) -> OSError:
    """A failed write does not know its file's name."""
    return error if error.filename else OSError(error.errno, error.strerror, str(path))


def _host(url: str) -> str:
    return re.sub(r"^\w+://(?:[^/@]*@)?([^/]*).*", r"\1", url)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
