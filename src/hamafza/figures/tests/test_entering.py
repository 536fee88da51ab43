"""Entering values as people do: on a phone, as a column, as a sheet."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from tests.world import World

from hamafza.figures.models import Indicator, Observation, Revision
from hamafza.figures.tests.cast import indicator, measured, year

ENTER = "/desk/figures/training/enter/"
SHEET = "/desk/figures/training/sheet"


def one(world: World, value: str, at: str = "1404", **said: Any) -> Any:
    data = {"unit": "trusted", "period": year(at), "value": value, **said}
    return world.client("trusted").post(ENTER, data)


def kept(at: str = "1404") -> int | None:
    return Observation.objects.get(period=year(at)).amount


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("۱۲٬۳۴۵", 12345),
        ("12,345", 12345),
        ("یک میلیون و دویست هزار", 1_200_000),
        ("۱۲ هزار نفر", 12_000),
        ("0", 0),
    ],
)
def test_a_number_is_read_as_people_write_it(world: World, text: str, number: int) -> None:
    indicator(world)
    assert one(world, text).status_code == 302
    assert kept() == number


@pytest.mark.parametrize(
    "text", ["", "حدود ۶۰۰", "۱۲ تا ۱۵", "1.234", "۱۲ درصد", "۷٫۵", "999999999999999999"]
)
def test_what_is_not_clear_is_not_taken_and_not_lost(world: World, text: str) -> None:
    indicator(world)
    answer = one(world, text)
    assert answer.status_code == 422
    assert f'value="{text}"' in answer.content.decode() or not text
    assert not Observation.objects.exists()


def test_a_refusal_speaks_in_the_digits_of_the_reader(world: World) -> None:
    indicator(world)
    assert "حداکثر ۰ رقم اعشار" in one(world, "۷٫۵").content.decode()


def test_ten_times_as_much_is_asked_about_and_taken_when_it_is_right(world: World) -> None:
    training = indicator(world)
    for at in ("1399", "1400", "1401", "1402", "1403"):
        measured(world, training, at, 18000 + int(at))
    asked = one(world, "195000")
    assert asked.status_code == 422
    assert "ده برابر" in asked.content.decode()
    assert 'name="sure"' in asked.content.decode()
    assert one(world, "195000", sure="on").status_code == 302
    assert kept() == 195_000


def test_another_value_needs_a_reason_and_the_old_one_stays(world: World) -> None:
    measured(world, indicator(world), "1404", 10)
    assert one(world, "11").status_code == 422
    assert one(world, "11", why="یک گواهی جا مانده بود").status_code == 302
    assert kept() == 11
    revision = Revision.objects.get()
    assert (revision.amount, revision.reason) == (10, "یک گواهی جا مانده بود")


def test_a_column_is_taken_whole_or_not_at_all(world: World) -> None:
    indicator(world)
    client, address = world.client("trusted"), "/desk/figures/training/column/trusted/"
    bad = client.post(address, {f"value-{year('1403')}": "۱۲", f"value-{year('1404')}": "شاید"})
    assert bad.status_code == 422
    assert not Observation.objects.exists()
    said = {f"value-{year('1402')}": "سنجیده نشده", f"value-{year('1403')}": "۱۲", "why": "دفتر تازه بود"}
    assert client.post(address, said).status_code == 302
    assert list(Observation.objects.order_by("period").values_list("amount", "reason")) == [
        (None, "دفتر تازه بود"),
        (12, ""),
    ]


def test_the_page_of_an_indicator_leads_to_its_column_and_the_column_to_those_of_other_units(
    world: World,
) -> None:
    indicator(world, reporting="below", unit="centre", who="head")
    page = world.client("admin").get("/desk/figures/training/").content.decode()
    assert 'href="/desk/figures/training/column/body/"' in page
    column = world.client("admin").get("/desk/figures/training/column/body/").content.decode()
    assert 'href="/desk/figures/training/column/trusted/"' in column
    assert "/column/" not in world.client("observer").get("/desk/figures/training/").content.decode()


def test_the_sheet_that_is_given_out_is_taken_back(world: World) -> None:
    training = indicator(world)
    measured(world, training, "1404", 10)
    client = world.client("trusted")
    given = client.get(f"{SHEET}.xlsx")
    book = load_workbook(io.BytesIO(b"".join(given.streaming_content) if given.streaming else given.content))
    rows = book.active
    assert rows is not None
    heads = [cell.value for cell in rows[1]]
    place = heads.index("مقدار") + 1
    period = heads.index("بازه") + 1
    for row in range(2, rows.max_row + 1):
        if str(rows.cell(row, period).value) == "1403":
            rows.cell(row, place).value = "۱۲"
    assert send(world, book).status_code == 302
    assert (kept("1403"), kept("1404")) == (12, 10)


def send(world: World, book: Any) -> Any:
    data = io.BytesIO()
    book.save(data)
    file = SimpleUploadedFile("values.xlsx", data.getvalue())
    return world.client("trusted").post(f"{SHEET}/", {"file": file})


def test_bad_cells_of_a_sheet_are_named_and_nothing_of_it_is_taken(world: World) -> None:
    indicator(world)
    text = "unit,period,value\ntrusted,1403,12\ntrusted,1404,about 5\nnowhere,1404,5\ntrusted,1403,13\n"
    file = SimpleUploadedFile("values.csv", text.encode())
    answer = world.client("trusted").post(f"{SHEET}/", {"file": file})
    assert answer.status_code == 422
    page = answer.content.decode()
    for said in ("<td>۳</td>", "about 5", "واحدی با این کد نیست", "دو بار در جدول"):
        assert said in page
    assert not Observation.objects.exists()


def test_a_definition_is_never_changed(world: World) -> None:
    training = indicator(world)
    assert training.current is not None
    with pytest.raises(TypeError):
        training.current.save()
    assert Indicator.objects.get().current == training.current
