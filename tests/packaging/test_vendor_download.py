"""Downloads over a real connection that is cut, resumed, refused and lied to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packaging.vendor_server import Releases, serving
from vendoring.failures import VendoringError
from vendoring.pins import Pin, measure

pytestmark = pytest.mark.loopback
CONTENT = bytes(range(256)) * 4000  # a megabyte
NAME = "model.zip"
ATTEMPTS = 5


def download(url: str, target: Path, pinned: Pin | None = None) -> None:
    from vendoring import download  # not above: requests tries a socket as it is imported

    assert download.ATTEMPTS == ATTEMPTS
    download.download(url, target, pinned, lambda text: None)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Releases]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving() as releases:
        releases.files[NAME] = CONTENT
        yield releases


def fetch(server: Releases, folder: Path, pinned: Pin | None = None) -> bytes:
    download(f"{server.url}/{NAME}", folder / NAME, pinned)
    assert [path.name for path in folder.iterdir()] == [NAME]
    return (folder / NAME).read_bytes()


def failure(server: Releases, folder: Path, pinned: Pin | None = None) -> VendoringError:
    with pytest.raises(VendoringError) as caught:
        download(f"{server.url}/{NAME}", folder / NAME, pinned)
    assert not (folder / NAME).exists()
    assert caught.value.hint
    return caught.value


def test_a_file_comes_whole(server: Releases, tmp_path: Path) -> None:
    assert fetch(server, tmp_path) == CONTENT
    assert server.seen == [(NAME, "")]


def test_a_cut_connection_is_taken_up_where_it_was_cut(server: Releases, tmp_path: Path) -> None:
    server.cuts = [300_000, 200_000]
    assert fetch(server, tmp_path) == CONTENT
    first, second, third = [range_ for _, range_ in server.seen]
    assert first == ""
    assert 0 < int(second[6:-1]) <= 300_000 < int(third[6:-1]) <= 500_000


def test_the_next_call_goes_on_when_this_one_gave_up(server: Releases, tmp_path: Path) -> None:
    server.cuts = [400_000, *[0] * ATTEMPTS]
    problem = failure(server, tmp_path)
    assert "was cut after" in problem.message
    assert "goes on where it stopped" in problem.hint
    server.seen.clear()
    server.cuts.clear()
    assert fetch(server, tmp_path) == CONTENT
    assert len(server.seen) == 1
    assert int(server.seen[0][1][6:-1]) > 300_000


def test_a_server_that_always_cuts_is_given_up(server: Releases, tmp_path: Path) -> None:
    server.cuts = [70_000] * 50
    failure(server, tmp_path)
    assert len(server.seen) == ATTEMPTS


def test_a_server_that_knows_no_ranges_sends_all_again(server: Releases, tmp_path: Path) -> None:
    server.ranges = False
    server.cuts = [400_000]
    assert fetch(server, tmp_path) == CONTENT
    assert len(server.seen) == 2


def test_a_file_that_changed_in_between_is_begun_anew(server: Releases, tmp_path: Path) -> None:
    server.cuts = [400_000, 0]
    failure(server, tmp_path)
    server.files[NAME] = CONTENT[::-1]
    assert fetch(server, tmp_path) == CONTENT[::-1]


def test_without_a_name_for_its_version_a_file_is_not_pieced_together(
    server: Releases, tmp_path: Path
) -> None:
    server.validators = False
    server.cuts = [400_000]
    assert fetch(server, tmp_path) == CONTENT
    assert [range_ for _, range_ in server.seen] == ["", ""]


def test_a_part_from_the_wrong_place_is_not_pasted_in(server: Releases, tmp_path: Path) -> None:
    server.cuts = [400_000]
    server.shifted = True
    assert fetch(server, tmp_path) == CONTENT


def test_a_part_that_is_longer_than_the_file_is_begun_anew(
    server: Releases, tmp_path: Path
) -> None:
    server.cuts = [400_000, 0]
    failure(server, tmp_path)
    with (tmp_path / f"{NAME}.part").open("ab") as part:
        part.write(CONTENT)
    assert fetch(server, tmp_path) == CONTENT


def test_a_part_of_another_server_is_not_used(server: Releases, tmp_path: Path) -> None:
    server.cuts = [400_000, 0]
    failure(server, tmp_path)
    server.seen.clear()
    download(f"{server.url}/again/{NAME}", tmp_path / NAME)
    assert (tmp_path / NAME).read_bytes() == CONTENT
    assert server.seen == [(NAME, "")]


def test_a_file_of_another_size_than_pinned_is_not_fetched(
    server: Releases, tmp_path: Path
) -> None:
    problem = failure(server, tmp_path, Pin(5, "0" * 64))
    assert "1,024,000 bytes" in problem.message
    assert "--update" in problem.hint
    assert not list(tmp_path.iterdir())


def test_a_file_without_a_length_comes_whole(server: Releases, tmp_path: Path) -> None:
    server.lengths = False
    assert fetch(server, tmp_path) == CONTENT
    assert measure(tmp_path / NAME).size == len(CONTENT)


@pytest.mark.parametrize(
    ("status", "says"),
    [(404, "has no file “model.zip”"), (403, "refuses to give"), (503, "answered HTTP 503")],
)
def test_a_refusal_is_told(server: Releases, tmp_path: Path, status: int, says: str) -> None:
    server.status = status
    assert says in failure(server, tmp_path).message


def test_a_page_to_log_in_is_no_archive(server: Releases, tmp_path: Path) -> None:
    server.content_type = "text/html; charset=utf-8"
    assert "a web page instead" in failure(server, tmp_path).message


def test_nobody_there(server: Releases, tmp_path: Path) -> None:
    with serving() as gone:
        pass
    problem = failure(gone, tmp_path)
    assert "could not be reached" in problem.message
    assert "--mirror" in problem.hint


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "file:///archives", "archives", "http://"])
def test_an_address_of_another_kind(tmp_path: Path, url: str) -> None:
    with pytest.raises(VendoringError, match="is not an address"):
        download(f"{url}/{NAME}", tmp_path / NAME)
