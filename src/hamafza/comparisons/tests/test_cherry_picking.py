"""Ten ways to make a comparison look better than it is. Each is refused, or stands on the page for every reader."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.world import World

from hamafza.comparisons.actions import count
from hamafza.comparisons.consumers import second_look
from hamafza.comparisons.models import DeclaredComparison
from hamafza.comparisons.tests.cast import AFTERWARDS, compared, declared, two
from hamafza.figures.models import Indicator, Observation
from hamafza.figures.tests.cast import PAPER, indicator, locked, measured
from hamafza.newsroom.actions import edit, publish
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item, ItemState
from hamafza.wire.models import Event

NEW = "/desk/comparisons/new/"


def form(**said: Any) -> dict[str, Any]:
    usual = {
        "unit": "trusted",
        "title": "آموزش و راه",
        "before_first": "1403",
        "before_last": "1403",
        "after_first": "1404",
        "after_last": "1404",
        "days": "jalali",
        "indicators": ["training", "road"],
    }
    return usual | said | {"unit": said["world"].units["trusted"].pk} if "world" in said else usual | said


def sent(world: World, **said: Any) -> Any:
    data = form(world=world, **said)
    data.pop("world")
    return world.client("trusted").post(NEW, data)


def shown(comparison: DeclaredComparison, world: World) -> str:
    """The page of the published report."""
    item = comparison.item
    assert item is not None
    if item.state != ItemState.PUBLISHED:
        item = publish(actor=world.as_("trusted"), item=item)
    return read(item)


def read(item: Item) -> str:
    return Client().get(f"/en/news/{item.code}/").content.decode()


def counted(world: World, comparison: DeclaredComparison) -> str:
    count(actor=world.as_("trusted"), comparison=comparison, now=AFTERWARDS)
    return shown(comparison, world)


def test_1_a_fall_that_is_cut_out_of_the_text_keeps_the_report_from_being_published(world: World) -> None:
    comparison, result = compared(world)
    item = comparison.item
    assert item is not None
    assert item.current is not None
    before = item.current
    fall = result.content["rows"][1]["sentence"][before.language]
    assert fall in before.body
    content = Content(**{**Content.of(before).as_dict(), "body": before.body.replace(fall, "")})
    edit(actor=world.as_("trusted"), item=item, content=content, base_number=before.number)
    client = world.client("trusted")
    client.post(reverse("item-act", args=[item.pk, "publish"]))
    item.refresh_from_db()
    assert item.state == ItemState.DRAFT
    assert "جمله‌های آمار" in client.get(reverse("item", args=[item.pk])).content.decode()


def test_2_bars_begin_at_zero_and_share_one_axis(world: World) -> None:
    page = shown(compared(world)[0], world)
    for width in ("659", "826"):  # 18,420 of 27,960, and 19 of 23
        assert f'<rect x="0" width="{width}" height="10"/>' in page
    assert page.count('<rect x="0" width="1000" height="10"/>') == 2


def test_3_windows_of_different_length_need_a_reason_that_readers_see(world: World) -> None:
    two(world)
    refused = sent(world, before_first="1402")
    assert refused.status_code == 422
    assert "طول دو دوره یکسان نیست" in refused.content.decode()
    assert not DeclaredComparison.objects.exists()
    for one in Indicator.objects.all():
        measured(world, one, "1402", 10)
        assert (
            world.client("head")
            .post(f"/desk/figures/{one.code}/lock/", {"first": "1402", "last": "1403", "link": PAPER})
            .status_code
            == 302
        )
    assert (
        sent(world, before_first="1402", unequal="the office was two years without a head").status_code == 302
    )
    for one in Indicator.objects.all():
        measured(world, one, "1404", 20)
    assert "two years without a head" in counted(world, DeclaredComparison.objects.get())


def test_4_a_baseline_is_locked_once_and_what_is_corrected_later_stands_beside_it(world: World) -> None:
    training, road = two(world)
    made = declared(world, [training, road])
    again = world.client("head").post(
        "/desk/figures/training/lock/", {"first": "1403", "last": "1403", "link": PAPER}
    )
    assert again.status_code == 422
    measured(world, training, "1403", 9000, why="دو بار شمرده شده بود")
    for one in (training, road):
        measured(world, one, "1404", 27960)
    page = counted(world, made)
    assert "from 18,420 people" in page
    assert "it would be 9,000 people now" in page


def test_5_values_of_another_definition_do_not_slip_in_and_a_change_marks_the_report(world: World) -> None:
    comparison, result = compared(world)
    page = shown(comparison, world)
    assert "Under another look" not in page
    kept = Indicator.objects.get(code="training").current
    assert kept is not None
    said = {
        name: value for name, value in vars(kept).items() if not name.startswith("_") and value is not None
    }
    said |= {"meaning": "every course, with or without a certificate", "reason": "more are counted"}
    assert world.client("trusted").post("/desk/figures/training/edit/", said).status_code == 302
    changed = Event.objects.get(kind="figures.indicator.redefined")
    second_look(changed)
    second_look(changed)
    assert comparison.item is not None
    comparison.item.refresh_from_db()
    page = read(comparison.item)
    assert page.count("Under another look") == 1
    training = Indicator.objects.get(code="training")
    measured(world, training, "1404", 90000)
    count(actor=world.as_("trusted"), comparison=comparison, now=AFTERWARDS)
    assert comparison.results.last().content["rows"][0]["after"] == result.content["rows"][0]["after"]  # type: ignore[union-attr]


def test_6_money_has_its_price_year_or_is_no_indicator(world: World) -> None:
    said = {
        "unit": world.units["trusted"].pk,
        "code": "loans",
        "name": "وام",
        "meaning": "پرداخت‌شده به روستاییان",
    }
    said |= {"source": "بانک", "measure": "money", "better": "more", "frequency": "year", "adds": "sum"}
    said |= {
        "spans": "sum",
        "reporting": "own",
        "days": "jalali",
        "scale": 1000000000,
        "decimals": 0,
        "factor": 1,
    }
    refused = world.client("trusted").post("/desk/figures/new/", said)
    assert refused.status_code == 422
    assert "به قیمت چه سالی" in refused.content.decode()
    assert world.client("trusted").post("/desk/figures/new/", said | {"price_year": 1404}).status_code == 302


def test_7_a_gap_is_no_zero(world: World) -> None:
    training, road = two(world)
    made = declared(world, [training, road])
    measured(world, training, "1404", 27960)
    empty = world.client("trusted").post(
        "/desk/figures/road/enter/", {"unit": "trusted", "period": 1404 * 12}
    )
    assert empty.status_code == 422
    said = {"unit": "trusted", "period": 1404 * 12, "reason": "the recorder was broken"}
    assert world.client("trusted").post("/desk/figures/road/enter/", said).status_code == 302
    assert Observation.objects.get(period=1404 * 12, definition=road.current).amount is None
    page = counted(world, made)
    assert "Rural road: not measured in the later window; the reason: the recorder was broken." in page
    assert '1</b><span class="report-way"' in page


def test_8_a_change_of_percents_is_told_in_percentage_points(world: World) -> None:
    said = {
        "name": "آب",
        "name_en": "Water",
        "measure": "percent",
        "adds": "mean",
        "spans": "mean",
        "decimals": 1,
    }
    water = indicator(world, "water", word="", word_en="", words_en="", **said)
    measured(world, water, "1403", "40")
    locked(world, water, "1403")
    made = declared(world, [water])
    measured(world, water, "1404", "60")
    page = counted(world, made)
    assert "Water: 20.0 percentage points higher, from 40.0 percent to 60.0 percent." in page
    assert "50.0 percent more" not in page


def test_9_the_same_units_stand_on_both_sides(world: World) -> None:
    roads = indicator(world, "roads", unit="centre", who="head", reporting="below", name_en="Roads")
    for unit, who, value in (("province", "officer", 10), ("trusted", "trusted", 90)):
        measured(world, roads, "1403", value, who=who, unit=unit)
    locked(world, roads, "1403")
    made = declared(world, [roads], "head", "centre")
    measured(world, roads, "1404", 12, who="officer", unit="province")
    count(actor=world.as_("head"), comparison=made, now=AFTERWARDS)
    assert made.item is not None
    page = read(publish(actor=world.as_("head"), item=made.item))
    assert "Roads: 2 people more, from 10 people to 12 people (20.0 percent more)." in page
    assert "1 of 3 units measured in both windows" in page


@pytest.mark.parametrize("late", [False, True])
def test_10_a_set_that_is_chosen_or_changed_after_values_were_seen_says_so_for_ever(
    world: World, late: bool
) -> None:
    training, road = two(world)
    if late:
        measured(world, training, "1404", 27960)
        measured(world, road, "1404", 23)
        assert sent(world).status_code == 302
        made = DeclaredComparison.objects.get()
        assert "Chosen after 2 of 2 values of the later window were known." in counted(world, made)
        return
    made = declared(world, [training, road])
    measured(world, training, "1404", 27960)
    measured(world, road, "1404", 23)
    address = f"/desk/comparisons/{made.pk}/set/"
    assert world.client("trusted").post(address, {"indicators": ["training"]}).status_code == 422
    said = {"indicators": ["training"], "reason": "roads are another report"}
    assert world.client("trusted").post(address, said).status_code == 302
    page = counted(world, made)
    assert "left out: Rural road; added: nothing. roads are another report" in page
    assert "Chosen after 2 of 2 values" in page


def test_words_of_an_author_that_the_figures_do_not_say_are_marked(world: World) -> None:
    comparison, _result = compared(world)
    item = comparison.item
    assert item is not None
    assert item.current is not None
    before = item.current
    added = "<p>راه روستا بهتر شد و ۵۰٬۰۰۰ نفر از آموزش روستا خبر دارند؛ ۲۳ روز.</p>"
    content = Content(**{**Content.of(before).as_dict(), "body": added + before.body})
    edit(actor=world.as_("trusted"), item=item, content=content, base_number=before.number)
    page = shown(comparison, world)
    assert "Not from the figures" in page
    assert "the number “۵۰٬۰۰۰”" in page
    assert "the number “۲۳”" not in page


def test_a_projection_is_no_result(world: World) -> None:
    found = two(world)
    made = declared(world, found)
    client = world.client("trusted")
    DeclaredComparison.objects.update(after_first=1500 * 12, after_last=1500 * 12 + 11)
    client.post(f"/desk/comparisons/{made.pk}/count/")
    assert "نتیجه نیست" in client.get(f"/desk/comparisons/{made.pk}/").content.decode()
    made.refresh_from_db()
    assert made.item is None
