"""A web server on loopback that gives files as a release's server does, and misbehaves as told."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Releases:
    """What the server has and how it behaves; tests change it as they go.

    Attributes:
        files: contents by name.
        ranges: whether it knows range requests.
        validators: whether it sends an ETag.
        lengths: whether it says how long a file is.
        cuts: for each answer to come, after how many bytes the connection is cut.
        status: the answer to everything, unless 0.
        content_type: of every answer.
        shifted: whether it begins a range at the wrong byte.
        seen: the requests so far, as (name, Range header or "").
    """

    files: dict[str, bytes] = field(default_factory=dict)
    ranges: bool = True
    validators: bool = True
    lengths: bool = True
    cuts: list[int] = field(default_factory=list)
    status: int = 0
    content_type: str = "application/octet-stream"
    shifted: bool = False
    seen: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""


@contextmanager
def serving() -> Iterator[Releases]:
    """A server for the time of the `with`."""
    releases = Releases()
    handler = type("Handler", (_Handler,), {"releases": releases})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    releases.url = f"http://127.0.0.1:{server.server_address[1]}/voices"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield releases
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    releases: Releases

    def do_GET(self) -> None:
        releases = self.releases
        name = self.path.rsplit("/", 1)[-1]
        wanted = self.headers.get("Range", "")
        releases.seen.append((name, wanted))
        content = releases.files.get(name)
        if releases.status or content is None:
            self.send_error(releases.status or 404)
            return
        start, status = self._start(content, wanted)
        self.send_response(status)
        self.send_header("Content-Type", releases.content_type)
        if releases.validators:
            self.send_header("ETag", _tag(content))
        if status == 416:
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if status == 206:
            said = start + 1 if releases.shifted else start
            self.send_header("Content-Range", f"bytes {said}-{len(content) - 1}/{len(content)}")
        if releases.lengths:
            self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        self._send(content[start:])

    def _start(self, content: bytes, wanted: str) -> tuple[int, int]:
        found = re.fullmatch(r"bytes=(\d+)-", wanted)
        same = self.headers.get("If-Range", _tag(content)) == _tag(content)
        if not (found and same and self.releases.ranges):
            return 0, 200
        start = int(found[1])
        return (start, 206) if start < len(content) else (0, 416)

    def _send(self, content: bytes) -> None:
        cut = self.releases.cuts.pop(0) if self.releases.cuts else len(content)
        try:
            self.wfile.write(content[:cut])
        except OSError:
            return  # whoever asked has gone, as with a full disk

    def log_message(self, format: str, *arguments: object) -> None: ...


def _tag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:16]}"'
