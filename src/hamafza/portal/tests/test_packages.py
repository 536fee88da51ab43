"""A report that anybody can count again, and what portals of open data harvest."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import recount
from tests.world import World

from hamafza.comparisons.actions import change_set, count
from hamafza.comparisons.models import DeclaredComparison
from hamafza.comparisons.tests.cast import AFTERWARDS, MEASURED, compared, declared, two
from hamafza.figures.actions import show
from hamafza.figures.entering import check_values
from hamafza.figures.models import Indicator, Observation
from hamafza.figures.tests.cast import indicator, locked, measured
from hamafza.network.models import Unit
from hamafza.newsroom.actions import publish, withdraw

SHAPES = Path(recount.__file__).parent / "samples" / "standards" / "dcat-ap-3.0.1-shapes.ttl"
Row = dict[str, str]


def published(world: World, comparison: DeclaredComparison) -> int:
    assert comparison.item is not None
    item = publish(actor=world.as_("trusted"), item=comparison.item)
    return item.code or 0


@pytest.fixture
def code(world: World) -> int:
    return published(world, compared(world)[0])


def package(code: int, language: str = "") -> bytes:
    answer = Client().get(f"{language}/news/{code}/data.zip")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    return answer.content


def opened(data: bytes) -> recount.Package:
    return recount.Package(io.BytesIO(data))


def test_a_report_counted_again_from_its_package_has_no_difference(code: int) -> None:
    found = opened(package(code))
    assert recount.differences(found) == []
    said = [row["sentence"] for row in found.rows["sentences"] if row["language"] == "en"]
    assert len(said) == 2
    page = Client().get(f"/en/news/{code}/").content.decode()
    assert all(re.sub(r"\W+", " ", one) in re.sub(r"\W+", " ", re.sub("<[^>]*>", "", page)) for one in said)


def test_the_page_of_a_report_leads_to_its_package(code: int) -> None:
    assert f'href="/news/{code}/data.zip"' in Client().get(f"/news/{code}/").content.decode()


def test_both_addresses_of_a_package_give_the_same_bytes(code: int) -> None:
    assert package(code) == package(code, "/en")


def many(world: World) -> DeclaredComparison:
    """A ratio and heads of two offices, an indicator that nobody measured later, and one of which a unit lacks a value."""
    reading: dict[str, Any] = {"unit": "centre", "who": "head", "reporting": "below"}
    share = indicator(world, "share", name="سهم پاسخ", name_en="Answered", measure="percent", adds="ratio", factor=100,
                      decimals=1, numerator="پاسخ", denominator="پرسش", **reading)  # fmt: skip
    heads = indicator(world, "heads", name="آموزش سرانه", factor=1000, denominator="نفر", **reading)
    lost = indicator(world, "lost", name="بازدید", **reading)
    for unit, who, values in (("trusted", "trusted", (30, 45)), ("province", "officer", (9, 6))):
        for at, value in zip(("1403", "1404"), values, strict=True):
            said: dict[str, Any] = {"who": who, "unit": unit, "now": MEASURED}
            measured(world, share, at, value, among=60, **said)
            measured(world, heads, at, value, among=12000, **said)
            measured(world, lost, at, value if at == "1403" else None, **said)
    measured(world, share, "1403", 7, among=10, unit="body", who="admin", now=MEASURED)
    for one in (share, heads, lost):
        locked(world, one, "1403")
    made = declared(world, [share, heads, lost], who="head", unit="centre")
    count(actor=world.as_("head"), comparison=made, now=AFTERWARDS)
    return made


def published_of(world: World, made: DeclaredComparison, who: str = "head") -> int:
    assert made.item is not None
    return publish(actor=world.as_(who), item=made.item).code or 0


def test_ratios_heads_and_what_is_missing_are_counted_again_without_a_difference(world: World) -> None:
    found = opened(package(published_of(world, many(world))))
    assert recount.differences(found) == []
    told = {row["indicator"]: row for row in found.rows["sentences"] if row["language"] == "fa"}
    assert (told["share"]["before"], told["share"]["after"], told["share"]["units"]) == ("32.5", "42.5", "2")
    assert (told["heads"]["per_head_before"], told["heads"]["per_head_after"]) == ("1.6", "2.1")
    assert (told["lost"]["before"], told["lost"]["after"]) == ("39", recount.NOT_MEASURED)


def test_what_is_changed_after_counting_does_not_change_the_package(world: World, code: int) -> None:
    before = package(code)
    training = Indicator.objects.get(code="training")
    check_values(actor=world.as_("admin"), rows=list(Observation.objects.all()))
    measured(world, training, "1404", 30000, why="شمارش دوباره")
    measured(world, training, "1402", 9)
    comparison = DeclaredComparison.objects.get()
    change_set(
        actor=world.as_("trusted"), comparison=comparison, indicators=[training], reason="راه جدا گزارش می‌شود"
    )
    Unit.objects.filter(code="trusted").update(active=False)
    assert package(code) == before


def test_a_value_that_was_revised_before_counting_stands_with_every_revision(world: World) -> None:
    training, road = two(world)
    made = declared(world, [training, road])
    rows = [measured(world, training, "1404", 2796, now=MEASURED)]
    check_values(actor=world.as_("admin"), rows=rows, now=MEASURED)
    measured(world, training, "1404", 27960, why="یک رقم افتاده بود", now=MEASURED)
    measured(world, road, "1404", 23, now=MEASURED)
    count(actor=world.as_("trusted"), comparison=made, now=AFTERWARDS)
    found = opened(package(published(world, made)))
    assert recount.differences(found) == []
    revisions = [
        row
        for row in found.rows["observations"]
        if row["indicator"] == "training" and row["period"] == "1404"
    ]
    names = ("revision", "value", "changed_because", "checked")
    assert [tuple(row[name] for name in names) for row in revisions] == [
        ("1", "2796", "", "2026-05-01T00:00:00Z"),
        ("2", "27960", "یک رقم افتاده بود", ""),
    ]


def test_every_set_that_was_declared_before_counting_is_in_the_package(world: World) -> None:
    training, road = two(world)
    made = declared(world, [training, road])
    change_set(
        actor=world.as_("trusted"), comparison=made, indicators=[training], reason="راه جدا گزارش می‌شود"
    )
    measured(world, training, "1404", 27960, now=MEASURED)
    count(actor=world.as_("trusted"), comparison=made, now=AFTERWARDS)
    found = opened(package(published(world, made)))
    assert recount.differences(found) == []
    assert [(row["number"], row["indicator"]) for row in found.rows["sets"]] == [
        ("1", "training"),
        ("1", "road"),
        ("2", "training"),
    ]
    assert {row["indicator"] for row in found.rows["observations"]} == {"training"}


def test_a_unit_that_was_not_asked_is_not_in_the_package(world: World) -> None:
    found = opened(package(published_of(world, many(world))))
    assert {row["code"] for row in found.rows["units"]} == {"body", "province", "trusted"}


def test_no_person_is_named_in_a_package(world: World, code: int) -> None:
    archive = zipfile.ZipFile(io.BytesIO(package(code)))
    text = "".join(
        archive.read(name).decode() for name in archive.namelist() if name.endswith("observations.csv")
    )
    assert "27960" in text
    assert not any(one.name and one.name in text for one in world.people.values())


def test_a_withdrawn_report_has_no_package_and_is_in_no_list(world: World, code: int) -> None:
    item = DeclaredComparison.objects.get().item
    assert item is not None
    withdraw(actor=world.as_("trusted"), item=item, reason="نادرست بود")
    assert Client().get(f"/news/{code}/data.zip").status_code == 410
    assert f"/news/{code}/" not in Client().get("/data/").content.decode()
    assert f"/news/{code}/" not in Client().get("/data/catalogue.jsonld").content.decode()


def test_a_package_takes_few_queries_however_many_indicators_and_units_it_has(world: World) -> None:
    few, more = published(world, compared(world)[0]), published_of(world, many(world))
    asked = []
    for code in (few, more):
        with CaptureQueriesContext(connection) as queries:
            package(code)
        asked.append(len(queries))
    assert max(asked) <= 18
    assert asked[0] == asked[1]


def test_frictionless_accepts_the_package(world: World, tmp_path: Path) -> None:
    library = pytest.importorskip("frictionless", reason="requirements/open-data.txt is not installed")
    zipfile.ZipFile(io.BytesIO(package(published_of(world, many(world))))).extractall(tmp_path)
    with library.system.use_context(trusted=True):
        judged = library.validate(str(tmp_path / "datapackage.json"), type="package")
    assert judged.valid, judged.flatten(["type", "message"])


@pytest.fixture
def catalogue(world: World, code: int) -> dict[str, Any]:
    show(actor=world.as_("trusted"), indicator=Indicator.objects.get(code="training"))
    answer = Client().get("/data/catalogue.jsonld")
    assert answer["Content-Type"] == "application/ld+json"
    found: dict[str, Any] = json.loads(answer.content)
    return found


def files(catalogue: dict[str, Any]) -> Iterator[str]:
    for one in catalogue["dcat:dataset"]:
        for form in one["dcat:distribution"]:
            yield form["dcat:downloadURL"]["@id"]


def test_the_catalogue_names_the_files_of_each_public_indicator_and_report(
    catalogue: dict[str, Any], code: int
) -> None:
    base = catalogue["foaf:homepage"]["@id"].removesuffix("/data/")
    wanted = ["/data/indicators/training.csv", "/data/indicators/training.xlsx", f"/news/{code}/data.zip"]
    assert list(files(catalogue)) == [base + one for one in wanted]
    assert all(Client().get(one).status_code == 200 for one in wanted)


def test_open_data_lead_to_the_catalogue(catalogue: dict[str, Any]) -> None:
    page = Client().get("/data/").content.decode()
    assert (
        '<link rel="alternate" type="application/ld+json" title="DCAT-AP" href="/data/catalogue.jsonld">'
        in page
    )


def test_the_catalogue_conforms_to_dcat_ap(catalogue: dict[str, Any]) -> None:
    library = pytest.importorskip("pyshacl", reason="requirements/open-data.txt is not installed")
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(data=json.dumps(catalogue), format="json-ld")
    fine, _graph, text = library.validate(graph, shacl_graph=rdflib.Graph().parse(SHAPES), advanced=True)
    assert fine, text
