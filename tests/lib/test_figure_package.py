"""Figures as others get them: a package that can be counted again, and a catalogue that portals harvest."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from hamafza.lib.figures.catalogue import (
    CatalogueDataset,
    CatalogueFile,
    CataloguePublisher,
    DataCatalogue,
    catalogue,
)
from hamafza.lib.figures.package import PackageNote, write_package
from hamafza.lib.figures.records import (
    NOT_MEASURED,
    BarRecord,
    BaselineRecord,
    BreakRecord,
    FigureRecord,
    IndicatorRecord,
    ObservationRecord,
    SentenceRecord,
    SetRecord,
    UnitRecord,
)
from tests import recount

Rows = dict[type[FigureRecord], list[FigureRecord]]
NOW = datetime(2026, 3, 21, 9, 30, tzinfo=UTC)
SHAPES = Path(__file__).parents[1] / "samples" / "standards" / "dcat-ap-3.0.1-shapes.ttl"
NOTE = PackageNote(
    name="report-1405-7",
    title="گزارش تطبیقی",
    description="کارنامهٔ دو دوره",
    version="1",
    created=NOW,
    homepage="https://example.ir/news/7/",
    publisher="شبکهٔ نمونه",
    license_name="CC-BY-4.0",
    license_address="https://creativecommons.org/licenses/by/4.0/",
)
UNITS = ("tehran", "yazd", "qom")
MONTHS = ("1404-01", "1404-02")
VISITORS = IndicatorRecord(
    code="visitors", version=2, name="بازدیدکنندگان", name_en="Visitors", meaning="=هر بازدید یک بار", meaning_en="",
    numerator="", denominator="", source="دبیرخانه", measure="count", word="نفر", word_en="person", words_en="people",
    scale=1, decimals=0, factor=1, better="more", adds="sum", spans="sum", frequency="month", calendar="jalali",
    price_year=None, owner="tehran", signs="qom", reporting="own", reason="تعریف روشن‌تر شد", at=NOW,
)  # fmt: skip
DONE = replace(
    VISITORS, code="done", version=1, name="سهم انجام‌شده", name_en="Share done", measure="percent", word="", word_en="",
    words_en="", decimals=1, factor=100, adds="ratio", numerator="انجام‌شده", denominator="مصوب", reason="",
)  # fmt: skip
COST = replace(DONE, code="cost", name="هزینه", name_en="Cost", measure="money", decimals=2, factor=1, better="less",
               adds="mean", spans="last", price_year=1400, word="ریال", word_en="rial", words_en="rials")  # fmt: skip
BEFORE = {"visitors": (100, 200, 300), "done": (5, 10, 6), "cost": ("2.50", "3.50", "9")}
AFTER = {"visitors": ((40, 50), (90, 110), (100, None)), "done": ((5, 6), (4, 4), (3, 6)),
         "cost": (("1", "1.25"), ("2", "4.80"), ("1", "1"))}  # fmt: skip
BASES = {"visitors": 0, "done": 10, "cost": 0}


def observations(one: IndicatorRecord) -> Iterator[ObservationRecord]:
    for unit, values in zip(UNITS, AFTER[one.code], strict=True):
        for period, value in zip(MONTHS, values, strict=True):
            number = None if value is None else Decimal(value)
            yield ObservationRecord(
                indicator=one.code, version=one.version, unit=unit, period=period, revision=1,
                state="measured" if value is not None else "not-measured", value=number,
                base=Decimal(BASES[one.code]) if BASES[one.code] else None,
                reason="" if value is not None else "سامانه خاموش بود", changed_because="", document_sha256="ab" * 32, link="",
                entered=NOW, checked=None,
            )  # fmt: skip


def baselines(one: IndicatorRecord) -> Iterator[BaselineRecord]:
    for unit, value in zip(UNITS, BEFORE[one.code], strict=True):
        amount, base = Decimal(value), Decimal(BASES[one.code] * 2)
        yield BaselineRecord(one.code, one.version, "1402-01", "1402-02", unit, 2, amount, base, amount, base / 2, NOW,
                             "cd" * 32, "")  # fmt: skip


def told(one: IndicatorRecord, before: str, after: str, change: str, percent: str | None, went: str, units: int,
         sentences: dict[str, str], axis: tuple[str, str], bars: tuple[tuple[int, int], tuple[int, int]]) -> Rows:  # fmt: skip
    direction, verdict = went.split()
    said = [
        SentenceRecord("7", one.code, one.version, language, sentence, Decimal(before), Decimal(after), Decimal(change),
                       None if percent is None else Decimal(percent), None, None, direction, verdict, units, 3)
        for language, sentence in sentences.items()
    ]  # fmt: skip
    drawn = [
        BarRecord(
            "7", one.code, one.version, window, Decimal(value), Decimal(axis[0]), Decimal(axis[1]), *bar
        )
        for window, value, bar in zip(("before", "after"), (before, after), bars, strict=True)
    ]
    return {SentenceRecord: list(said), BarRecord: list(drawn)}


def report() -> Rows:
    """Three indicators of three units, counted by hand; Qom did not measure its visitors in one month."""
    indicators = [VISITORS, DONE, COST]
    rows: Rows = {
        UnitRecord: [UnitRecord(code, code, code.title()) for code in UNITS],
        IndicatorRecord: list(indicators),
        BreakRecord: [BreakRecord("visitors", "1403-05", "شمارش دستی کنار گذاشته شد")],
        ObservationRecord: [row for one in indicators for row in observations(one)],
        BaselineRecord: [row for one in indicators for row in baselines(one)],
        SetRecord: [
            SetRecord("7", 1, n, one.code, one.version, "1402-01", "1402-02", "1404-01", "1404-02", "", "", "", NOW,
                      "ef" * 32, 0, 18, "")
            for n, one in enumerate(indicators, 1)
        ],
        SentenceRecord: [],
        BarRecord: [],
    }  # fmt: skip
    parts = [
        told(VISITORS, "300", "290", "-10", "-3.3", "down worse", 2,
             {"fa": "بازدیدکنندگان: ۱۰ نفر کمتر، از ۳۰۰ به ۲۹۰ نفر (۳٫۳ درصد کمتر).",
              "en": "Visitors: 10 people less, from 300 to 290 (3.3 percent less)."},
             ("0", "300"), ((0, 1000), (0, 967))),
        told(DONE, "35.0", "46.7", "11.7", None, "up better", 3,
             {"fa": "سهم انجام‌شده: ۱۱٫۷ واحد درصد بیشتر، از ۳۵٫۰ به ۴۶٫۷ درصد."}, ("0", "100"), ((0, 350), (0, 467))),
        told(COST, "5.00", "2.35", "-2.65", "-53.0", "down better", 3,
             {"en": "Cost: 2.65 rials less, from 5.00 to 2.35 (53.0 percent less), at prices of 1400."},
             ("0", "5.00"), ((0, 1000), (0, 470))),
    ]  # fmt: skip
    for part in parts:
        for kind, found in part.items():
            rows[kind] += found
    return rows


def packed(rows: Rows) -> bytes:
    kept = io.BytesIO()
    write_package(kept, NOTE, rows)
    return kept.getvalue()


def counted_again(rows: Rows) -> list[str]:
    return recount.differences(recount.Package(io.BytesIO(packed(rows))))


def text_of(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def test_the_same_records_give_the_same_bytes() -> None:
    elsewhere = timezone(timedelta(hours=3, minutes=30))
    rows = report()
    moved = [replace(row, at=row.at.astimezone(elsewhere)) for row in rows[IndicatorRecord]]  # type: ignore[attr-defined,type-var]
    assert packed(report()) == packed(rows | {IndicatorRecord: moved})


def test_a_package_counted_again_from_its_values_has_no_difference(tmp_path: Path) -> None:
    assert counted_again(report()) == []
    kept = tmp_path / "report.zip"
    kept.write_bytes(packed(report()))
    done = subprocess.run([sys.executable, "-I", recount.__file__, kept], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, "Counted again: no difference.")


def test_what_was_not_measured_is_said_and_is_no_zero() -> None:
    lines = text_of(packed(report()), "observations.csv").splitlines()
    missing = [line for line in lines if line.startswith("visitors,2,qom,1404-02")]
    assert [line.split(",")[5:7] for line in missing] == [["not-measured", NOT_MEASURED]]


def test_a_text_in_the_package_is_no_formula() -> None:
    assert ",'=هر بازدید یک بار," in text_of(packed(report()), "indicators.csv")


def test_a_table_without_rows_has_its_head() -> None:
    assert text_of(packed({}), "bars.csv").startswith("comparison,indicator,version,window,value")


def changed(rows: Rows, kind: type[FigureRecord], place: int, **values: object) -> Rows:
    found = list(rows[kind])
    found[place] = replace(found[place], **values)  # type: ignore[type-var]
    return rows | {kind: found}


@pytest.mark.parametrize(
    ("kind", "place", "values", "said"),
    [
        (SentenceRecord, 0, {"after": Decimal(390)}, "after"),
        (SentenceRecord, 0, {"direction": "up"}, "direction"),
        (SentenceRecord, 0, {"verdict": "better"}, "verdict"),
        (SentenceRecord, 0, {"percent": Decimal("-3.4")}, "percent"),
        (SentenceRecord, 0, {"sentence": "بازدیدکنندگان: از ۳۰۰ به ۳۹۰ نفر."}, "390"),
        (SentenceRecord, 0, {"sentence": "بازدیدکنندگان: ۱۰ نفر کمتر."}, "lacks"),
        (SentenceRecord, 2, {"percent": Decimal("33.4")}, "percent"),  # percent of percent
        (BarRecord, 1, {"length": 867}, "length"),
        (BarRecord, 1, {"axis_low": Decimal(280)}, "axis_low"),
        (ObservationRecord, 0, {"value": Decimal(41)}, "after"),
        (ObservationRecord, 5, {"value": Decimal(0), "state": "measured"}, "units"),  # a gap as zero
        (BaselineRecord, 0, {"amount": Decimal(101)}, "before"),
        (BaselineRecord, 2, {"periods": 1}, None),  # Qom was not compared anyway
        (BaselineRecord, 0, {"periods": 1}, "units"),  # other units on the two sides
        (IndicatorRecord, 2, {"spans": "sum"}, "after"),  # another definition
    ],
)
def test_what_does_not_follow_from_the_values_is_found(
    kind: type[FigureRecord], place: int, values: dict[str, object], said: str | None
) -> None:
    found = counted_again(changed(report(), kind, place, **values))
    assert any(said in one for one in found) if said else found == []


def test_a_fall_that_is_left_out_is_found() -> None:
    rows = report()
    hidden = rows | {
        kind: [row for row in rows[kind] if row.indicator != "visitors"]  # type: ignore[attr-defined]
        for kind in (SentenceRecord, BarRecord)
    }
    assert counted_again(hidden) == ["visitors: in the set, but not in the report"]


def test_the_newest_revision_of_a_value_counts() -> None:
    rows = report()
    first = rows[ObservationRecord][0]
    rows[ObservationRecord].append(
        replace(first, revision=2, value=Decimal(60), changed_because="شمارش دوباره")
    )  # type: ignore[type-var]
    assert any("after is '290', counted 310" in one for one in counted_again(rows))


def test_a_file_that_was_changed_is_noticed() -> None:
    whole = zipfile.ZipFile(io.BytesIO(packed(report())))
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, whole.read(name) + (b"x" if name == "units.csv" else b""))
    with pytest.raises(AssertionError, match=r"units\.csv"):
        recount.Package(kept)


def validated(tmp_path: Path, data: bytes) -> list[str]:
    library = pytest.importorskip("frictionless", reason="requirements/open-data.txt is not installed")
    zipfile.ZipFile(io.BytesIO(data)).extractall(tmp_path)
    with library.system.use_context(trusted=True):
        judged = library.validate(str(tmp_path / "datapackage.json"), type="package")
    return sorted(
        {error.type for task in judged.tasks for error in task.errors} | {e.type for e in judged.errors}
    )


def test_frictionless_accepts_the_package(tmp_path: Path) -> None:
    assert validated(tmp_path, packed(report())) == []


def test_frictionless_finds_a_row_that_names_no_unit(tmp_path: Path) -> None:
    rows = changed(report(), ObservationRecord, 0, unit="nowhere")
    assert validated(tmp_path, packed(rows)) == ["foreign-key"]


def test_frictionless_finds_a_value_twice(tmp_path: Path) -> None:
    rows = report()
    rows[ObservationRecord].append(rows[ObservationRecord][0])
    assert validated(tmp_path, packed(rows)) == ["primary-key"]


NETWORK = CataloguePublisher("https://example.ir/", {"fa": "شبکهٔ نمونه", "en": "Sample network"})
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
ZIP = CatalogueFile("https://example.ir/data/visitors.zip", {"fa": "بستهٔ داده", "en": "Data package"}, "application/zip",
                    12_345, "ab" * 32, "https://specs.frictionlessdata.io/data-package/")  # fmt: skip
CSV = CatalogueFile("https://example.ir/data/visitors.csv", {"fa": "جدول"}, "text/csv")
DATASET = CatalogueDataset(
    address="https://example.ir/data/visitors/", identifier="visitors", title={"fa": "بازدیدکنندگان", "en": "Visitors"},
    description={"fa": "هر بازدید یک بار", "en": ""}, publisher=NETWORK, landing_page="https://example.ir/data/visitors/page/",
    issued=NOW, modified=NOW, license=LICENSE, version="2", keywords=(("fa", "بازدید"), ("fa", "مردم"), ("en", "visits")),
    frequency="month", begins=date(2023, 3, 21), ends=date(2026, 3, 20), files=(ZIP, CSV),
)  # fmt: skip
CATALOGUE = DataCatalogue(
    address="https://example.ir/data/", title={"fa": "داده‌های باز", "en": "Open data"},
    description={"fa": "آنچه شبکه می‌سنجد", "en": "What the network measures"}, publisher=NETWORK,
    homepage="https://example.ir/data/page/", license=LICENSE, modified=NOW, datasets=(DATASET,),
)  # fmt: skip


def conforms(one: DataCatalogue) -> tuple[bool, str]:
    library = pytest.importorskip("pyshacl", reason="requirements/open-data.txt is not installed")
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(data=json.dumps(catalogue(one)), format="json-ld")
    shapes = rdflib.Graph().parse(SHAPES)
    fine, _graph, text = library.validate(graph, shacl_graph=shapes, advanced=True)
    return bool(fine), str(text)


def test_the_catalogue_conforms_to_dcat_ap() -> None:
    fine, text = conforms(CATALOGUE)
    assert fine, text


def test_a_network_without_data_has_a_catalogue_that_conforms() -> None:
    fine, text = conforms(replace(CATALOGUE, datasets=()))
    assert fine, text


def test_a_dataset_without_a_title_does_not_conform() -> None:
    fine, text = conforms(replace(CATALOGUE, datasets=(replace(DATASET, title={}),)))
    assert not fine
    assert "title" in text


def test_the_catalogue_says_what_a_harvester_reads() -> None:
    said = catalogue(CATALOGUE)["dcat:dataset"][0]
    assert said["dct:accrualPeriodicity"]["@id"].endswith("frequency/MONTHLY")
    assert [one["@value"] for one in said["dct:description"]] == ["هر بازدید یک بار"]
    assert [one.get("dcat:byteSize") for one in said["dcat:distribution"]] == [
        {"@value": "12345", "@type": "xsd:nonNegativeInteger"}, None]  # fmt: skip
