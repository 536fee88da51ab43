"""Public pages through the door: from memory, conditional, compressed, and dropped by the ledger."""

import gzip
import threading
from email.utils import formatdate

import brotli
import httpx
import pytest

from hamafza.door.tests.site import Installation
from hamafza.wire.tests.ledger import Ledger
from hamafza.wire.tests.processes import eventually

pytestmark = pytest.mark.slow


def test_a_second_reader_gets_the_page_from_memory(site: Installation) -> None:
    first, second = site.get("/"), site.get("/")
    assert (first.headers["X-Hamafza-Page"], second.headers["X-Hamafza-Page"]) == ("miss", "hit")
    assert first.content == second.content
    assert site.renders("home") == 1
    assert second.headers["Cache-Control"] == "public, max-age=60"
    assert "Accept-Encoding" in second.headers["Vary"]


def test_what_is_between_django_and_the_door_stays_there(site: Installation) -> None:
    for path in ("/", "/", "/cookie", "/search?q=1"):
        names = {name.lower() for name in site.get(path).headers}
        assert not {name for name in names if name.startswith("x-hamafza-")} - {"x-hamafza-page"}


def test_an_event_about_a_page_has_it_rendered_anew_once(site: Installation, ledger: Ledger) -> None:
    assert "home 1" in site.get("/").text
    ledger.append("public", subject="item:5")
    eventually(lambda: "home 2" in site.get("/").text, 2)
    ledger.append("unit:3", subject="item:99")
    ledger.append("public", subject="item:98", payload={"tags": ["archive"]})
    eventually(lambda: site.counts()["door"]["cache"]["dropped"] == 1)
    assert "home 2" in site.get("/").text
    ledger.append("public", subject="item:97", payload={"tags": ["archive", "home"]})
    eventually(lambda: "home 3" in site.get("/").text, 2)
    assert site.renders("home") == 3


def test_tags_count_only_in_public_events(site: Installation, ledger: Ledger) -> None:
    site.get("/")
    ledger.append("unit:3", subject="item:97", payload={"tags": ["home"]})
    ledger.append("public", subject="item:6")
    site.get("/stone")
    eventually(lambda: site.get("/stone").status_code == 410)
    assert "home 1" in site.get("/").text


def test_a_crowd_at_an_empty_cache_causes_one_rendering(site: Installation) -> None:
    answers: list[str] = []
    crowd = [threading.Thread(target=lambda: answers.append(site.get("/slow").text)) for _ in range(20)]
    for reader in crowd:
        reader.start()
    for reader in crowd:
        reader.join()
    assert answers == ["slow 1"] * 20
    assert site.renders("slow") == 1


def test_a_page_overtaken_by_an_event_while_rendered_is_rendered_again(
    site: Installation, ledger: Ledger
) -> None:
    answers: list[str] = []
    early = threading.Thread(target=lambda: answers.append(site.get("/slow").text))
    early.start()
    eventually(lambda: site.renders("slow after its place") == 1)
    ledger.append("public", subject="item:5")
    early.join()
    eventually(lambda: site.get("/slow").text != "slow 1")
    assert answers == ["slow 1"]


def test_whoever_has_the_page_gets_no_bytes(site: Installation) -> None:
    page = site.get("/")
    again = site.get("/", headers={"If-None-Match": page.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == page.headers["ETag"]
    assert again.headers["Cache-Control"] == "public, max-age=60"
    weak = site.get("/", headers={"If-None-Match": f'"other", W/{page.headers["ETag"]}'})
    assert weak.status_code == 304
    assert site.get("/", headers={"If-None-Match": '"other"'}).status_code == 200
    assert site.counts()["door"]["cache"]["not_modified"] == 2


def test_a_date_serves_too_unless_a_tag_says_otherwise(site: Installation) -> None:
    page = site.get("/")
    assert site.get("/", headers={"If-Modified-Since": page.headers["Last-Modified"]}).status_code == 304
    old = formatdate(0, usegmt=True)
    assert site.get("/", headers={"If-Modified-Since": old}).status_code == 200
    assert site.get("/", headers={"If-Modified-Since": "yesterday"}).status_code == 200
    both = {"If-None-Match": '"other"', "If-Modified-Since": page.headers["Last-Modified"]}
    assert site.get("/", headers=both).status_code == 200


def test_a_first_reader_with_conditions_still_fills_the_memory(site: Installation) -> None:
    assert site.get("/", headers={"If-None-Match": '"x"', "Range": "bytes=0-3"}).status_code == 200
    assert site.get("/").headers["X-Hamafza-Page"] == "hit"


def test_each_encoding_has_its_own_bytes_and_tag(site: Installation) -> None:
    with httpx.Client(base_url=site.url) as client:
        plain = client.get("/", headers={"Accept-Encoding": "identity"})
        assert "Content-Encoding" not in plain.headers
        packed = {}
        for coding in ("gzip", "br"):
            with client.stream("GET", "/", headers={"Accept-Encoding": coding}) as answer:
                assert answer.headers["Content-Encoding"] == coding
                packed[coding] = (b"".join(answer.iter_raw()), answer.headers["ETag"])
    assert gzip.decompress(packed["gzip"][0]) == plain.content
    assert brotli.decompress(packed["br"][0]) == plain.content
    assert len({plain.headers["ETag"], packed["gzip"][1], packed["br"][1]}) == 3
    assert site.renders("home") == 1
    crossed = {"Accept-Encoding": "gzip", "If-None-Match": packed["br"][1]}
    assert site.get("/", headers=crossed).status_code == 200


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip;q=0.5, br;q=0", "gzip"),
        ("*", "gzip"),
        ("gzip;q=0", None),
        ("deflate", None),
        ("br;q=nonsense, gzip", "gzip"),
        ("", None),
    ],
)
def test_the_encoding_is_one_the_reader_accepts(
    site: Installation, accepted: str, coding: str | None
) -> None:
    answer = site.get("/", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == coding


def test_a_head_request_gets_the_head_alone_and_fills_the_memory(site: Installation) -> None:
    head = httpx.head(site.url + "/")
    page = site.get("/")
    assert page.headers["X-Hamafza-Page"] == "hit"
    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Content-Length", "Content-Type"):
        assert head.headers[name] == page.headers[name]


def test_withdrawn_pages_are_remembered_as_gone(site: Installation) -> None:
    assert [site.get("/stone").status_code for _ in range(3)] == [410, 410, 410]
    assert site.renders("stone") == 1


def test_readers_with_a_cookie_or_a_token_are_never_served_from_memory(site: Installation) -> None:
    site.get("/")
    for headers in ({"Cookie": "a=b"}, {"Authorization": "Bearer x"}):
        assert "X-Hamafza-Page" not in site.get("/", headers=headers).headers
    assert site.renders("home") == 3


def test_a_page_that_sets_a_cookie_is_never_shared(site: Installation) -> None:
    cookies = [site.get("/cookie").headers["Set-Cookie"] for _ in range(3)]
    assert cookies == ["n=1", "n=2", "n=3"]


def test_a_page_nobody_called_public_is_never_shared(site: Installation) -> None:
    assert [site.get("/private").text for _ in range(3)] == ["private 1", "private 2", "private 3"]


def test_parameters_nobody_counts_do_not_cause_renderings(site: Installation) -> None:
    site.get("/")
    for number in range(10):
        assert site.get(f"/?utm={number}").headers["X-Hamafza-Page"] == "hit"
    assert site.renders("home") == 1


def test_parameters_that_count_do(site: Installation) -> None:
    assert site.get("/search?q=a").text == "found q=a"
    assert site.get("/search?utm=1&q=b").text == "found q=b"
    assert site.get("/search?q=a&fbclid=2").headers["X-Hamafza-Page"] == "hit"
    assert site.renders("search") == 2


def test_a_post_is_never_answered_from_memory(site: Installation) -> None:
    site.get("/")
    assert "X-Hamafza-Page" not in httpx.post(site.url + "/").headers


def test_memory_keeps_its_bound(ledger: Ledger) -> None:
    installation = Installation(ledger, stream=False, cache_bytes=100_000)
    try:
        installation.get("/search?q=")
        for number in range(60):
            installation.get(f"/search?q={'x' * 800}{number}")
        cache = installation.counts()["door"]["cache"]
        assert cache["bytes"] <= 100_000 + 100_000 // 16
        assert cache["evicted"] > 0
    finally:
        installation.close()
