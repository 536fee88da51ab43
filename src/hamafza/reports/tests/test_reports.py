"""A report is assembled from what is recorded, frozen when it is handed in, and answers the round that asked for it."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field
from django.urls import reverse
from django.utils import timezone
from tests.filled import filled
from tests.world import World

from hamafza.calls.actions import over
from hamafza.calls.answering import done
from hamafza.calls.models import Answer
from hamafza.network.models import Unit
from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.notices import kinds
from hamafza.notices.making import make
from hamafza.notices.models import Notice
from hamafza.pages.refusals import Conflict, Invalid, NotAllowed, ReasonMissing, Refused
from hamafza.relay.actions import relay
from hamafza.reports import actions, frozen
from hamafza.reports.lines import Period, all_lines, count_lines
from hamafza.reports.models import ReportVersion, UnitReport
from hamafza.reports.tests.cast import asked, handed_in, period
from hamafza.wire.models import Event
from hamafza.works.actions import finish
from hamafza.works.tests.cast import entered

pytestmark = pytest.mark.usefixtures("positions")
DAY = timedelta(days=1)
AS = "/desk/reports/of/province/"


def published(world: World, who: str = "officer", unit: str = "province", **said: str) -> Item:
    words = {"headline": "بیمهٔ کارگران فصلی", "abstract": "لید", "body": "<p>متن</p>", **said}
    item = newsroom.create(actor=world.as_(who), unit=world.units[unit], content=Content(**words))
    checker = "colleague" if unit == "province" else who
    return newsroom.publish(actor=world.as_(checker), item=item)


def here() -> str:
    return f"{AS}{period()}/"


def test_what_is_recorded_is_counted_and_each_number_opens_its_rows(world: World) -> None:
    item = published(world)
    published(world, profile="explainer", headline="بیمه چیست؟")
    newsroom.withdraw(actor=world.as_("head"), item=item, reason="رقم نادرست بود")
    relay(
        actor=world.as_("officer"),
        unit=world.units["province"],
        item=published(world, "trusted", "trusted", headline="خبر صندوق"),
    )
    work = finish(actor=world.as_("officer"), work=entered(world))
    client, shown = world.client("officer"), {"works-done": work.title, "relays-given": "خبر صندوق"}
    counted = count_lines(world.units["province"], period())
    assert (counted["published"], counted["explainers"], counted["withdrawn"]) == (2, 1, 1)
    assert (counted["relays-given"], counted["works-done"], counted["calls-hours"]) == (1, 1, None)
    text = client.get(here()).content.decode()
    for key, title in (shown | {"published": "بیمهٔ کارگران فصلی", "explainers": "بیمه چیست؟"}).items():
        assert reverse("report-rows", args=["province", str(period()), key]) in text
        assert title in client.get(f"{here()}rows/{key}/").content.decode()


@pytest.mark.parametrize("key", sorted(all_lines()))
def test_every_number_is_that_of_its_rows(world: World, key: str) -> None:
    """Whatever a number counts, as many rows stand behind it; times have the rows that they were taken from."""
    published(world)
    entered(world, promised=timezone.localdate() - DAY)
    asked(world, period=Period(period().since - DAY, period().until))
    counted = count_lines(world.units["province"], period())[key]
    text = world.client("officer").get(f"{here()}rows/{key}/").content.decode()
    if not all_lines()[key].hours:
        assert text.count('id="row-') == (counted or 0)


def test_the_unit_adds_words_and_changes_no_number(world: World) -> None:
    published(world)
    client, before = world.client("officer"), count_lines(world.units["province"], period())
    said = {"text": "بیش از ماه پیش.", "published": "90", "numbers": '{"published": 90}'}
    assert client.post(f"{here()}words/news/", said).status_code == 302
    assert "بیش از ماه پیش." in client.get(here()).content.decode()
    assert count_lines(world.units["province"], period()) == before
    assert "90" not in json.dumps(UnitReport.objects.get().words)


def test_old_words_do_not_take_the_place_of_what_a_colleague_saved(world: World) -> None:
    client, address = world.client("officer"), f"{here()}words/news/"
    client.post(address, {"text": "گام یکم"})
    old = filled(client.get(here()).content.decode(), "#group-news form")
    said = {"unit": world.units["province"], "period": period(), "group": "news"}
    actions.write_words(actor=world.as_("colleague"), **said, text="گام دوم")
    assert client.post(address, old).status_code == 302
    assert UnitReport.objects.get().words == {"news": "گام دوم"}
    answer = client.post(address, old | {"text": "گام سوم"})
    assert (answer.status_code, UnitReport.objects.get().words) == (422, {"news": "گام دوم"})
    page = answer.content.decode()
    assert "“\u2068گام دوم\u2069”" in page or "«\u2068گام دوم\u2069»" in page
    assert client.post(address, filled(page, "#group-news form")).status_code == 302
    assert UnitReport.objects.get().words == {"news": "گام سوم"}


def test_words_that_are_too_long_are_refused_and_kept(world: World) -> None:
    answer = world.client("officer").post(f"{here()}words/news/", {"text": "کلمه " * 1000})
    assert answer.status_code == 422
    assert answer.content.decode().count("کلمه") > 900
    assert not UnitReport.objects.exists()


# Handing in


def test_a_report_is_frozen_with_its_hash(world: World) -> None:
    published(world)
    report = handed_in(world)
    version = report.versions.get()
    assert version.sha256 == frozen.digest(version.content)
    published(world, headline="کارگاه شبانه")
    shown = world.client("officer").get(f"/desk/reports/{report.pk}/1/").content.decode()
    assert version.sha256 in shown
    assert version.content["numbers"]["published"] == 1
    assert count_lines(report.unit, period())["published"] == 2
    rows = world.client("officer").get(f"/desk/reports/{report.pk}/1/rows/published/").content.decode()
    assert "کارگاه شبانه" not in rows
    with pytest.raises(TypeError):
        version.save()


def test_what_changes_later_is_another_version_with_a_note(world: World) -> None:
    report = handed_in(world)
    published(world)
    with pytest.raises(ReasonMissing):
        handed_in(world)
    report = handed_in(world, note="یک خبر افزوده شد.")
    assert [one.number for one in report.versions.all()] == [1, 2]
    assert [one.content["numbers"]["published"] for one in report.versions.all()] == [0, 1]
    shown = world.client("officer").get(f"/desk/reports/{report.pk}/1/").content.decode()
    assert f"/desk/reports/{report.pk}/2/" in shown


def test_a_second_tap_hands_nothing_in_again(world: World) -> None:
    client = world.client("officer")
    places = {client.post(f"{here()}hand-in/").headers["Location"] for _tap in range(2)}
    assert len(places) == 1
    assert ReportVersion.objects.count() == 1
    assert Event.objects.filter(kind="reports.report.handed-in").count() == 1


def test_after_handing_in_the_page_offers_a_new_version(world: World) -> None:
    client = world.client("officer")
    assert "تحویل نسخهٔ تازه" not in client.get(here()).content.decode()
    handed_in(world)
    shown = client.get(here()).content.decode()
    assert "تحویل نسخهٔ تازه" in shown
    assert "گزارش را تحویل دهید" not in shown
    note = shown.partition('id="hand-in"')[2].partition("</form>")[0]
    assert "is-needed" in note


def test_words_said_later_are_marked_as_a_change(world: World) -> None:
    report = handed_in(world)
    actions.write_words(
        actor=world.as_("officer"), unit=report.unit, period=period(), group="asks", text="یک دوربین."
    )
    report.refresh_from_db()
    assert report.state == "changed"
    assert handed_in(world, note="خواسته افزوده شد.").state == "handed-in"


def test_a_period_that_is_not_over_is_not_handed_in(world: World) -> None:
    with pytest.raises(Invalid):
        handed_in(world, period=Period(period().since, timezone.localdate() + DAY))


# Rounds


def test_handing_in_answers_the_round(world: World) -> None:
    of = asked(world)
    client = world.client("officer")
    assert of.title in client.get("/desk/reports/").content.decode()
    own = client.get(f"/desk/reports/rounds/{of.pk}/own/").headers["Location"]
    assert own == here()
    client.post(f"{own}hand-in/")
    answer = Answer.objects.get(call=of.call_id, unit=world.units["province"])
    assert answer.state == "done"
    assert answer.note.startswith("1: ")
    board = world.client("head").get(f"/desk/reports/rounds/{of.pk}/").content.decode()
    assert "۱ از ۳ واحد" in board
    shown = world.client("head").get(f"/desk/reports/rounds/{of.pk}/?state=missing").content.decode()
    assert "روابط‌عمومی صندوق" in shown
    assert 'class="title"><bdi>روابط‌عمومی البرز' not in shown


def test_a_round_is_not_answered_without_a_report(world: World) -> None:
    answer = Answer.objects.select_related("unit", "call").get(
        call=asked(world).call_id, unit=world.units["province"]
    )
    with pytest.raises(Refused):
        done(actor=world.as_("officer"), answer=answer, note="انجام شد")
    answer.refresh_from_db()
    assert answer.state == "pending"


def test_a_report_that_was_sent_back_is_handed_in_again(world: World) -> None:
    of, report = asked(world), handed_in(world)
    with pytest.raises(ReasonMissing):
        actions.send_back(actor=world.as_("head"), report=report, reason="")
    world.client("secretary").post(f"/desk/reports/{report.pk}/send-back/", {"reason": "کارها نیامده است."})
    report.refresh_from_db()
    answer = Answer.objects.get(call=of.call_id, unit=report.unit)
    assert (report.state, answer.state) == ("changed", "returned")
    kinds.discover()
    make(Event.objects.get(kind="reports.report.sent-back"))
    told = Notice.objects.filter(kind="reports.report.sent-back")
    assert set(told.values_list("person__username", flat=True)) == {"officer", "colleague"}
    handed_in(world, note="کارها افزوده شد.")
    answer.refresh_from_db()
    assert answer.state == "done"


def test_the_unit_itself_sends_nothing_back(world: World) -> None:
    asked(world)
    report = handed_in(world)
    with pytest.raises(NotAllowed):
        actions.send_back(actor=world.as_("officer"), report=report, reason="چیزی کم است")


def test_after_the_round_is_closed_a_report_can_still_be_handed_in(world: World) -> None:

    of = asked(world)
    over(actor=world.as_("head"), call=of.call)
    assert handed_in(world).number == 1
    assert Answer.objects.get(call=of.call_id, unit=world.units["province"]).state == "pending"


def test_a_second_tap_asks_nobody_again(world: World) -> None:
    client = world.client("head")
    since, until = period().since.isoformat(), period().until.isoformat()
    said = {
        "unit": world.units["centre"].pk,
        "title": "گزارش ماه",
        "since": since,
        "until": until,
        "deadline": "۱۴۲۰/۰۱/۱۰ ساعت ۱۰:۳۰",
        "retry_key": "k",
    }
    places = {client.post("/desk/reports/rounds/new/", said).headers["Location"] for _tap in range(2)}
    assert len(places) == 1
    assert (
        Event.objects.filter(kind="calls.call.asked").count()
        + Event.objects.filter(kind="calls.call.held").count()
        == 1
    )


def test_another_text_under_the_key_of_the_first_is_told(world: World) -> None:
    deadline = timezone.now() + 5 * DAY
    first = asked(world, retry_key="k", deadline=deadline)
    others = [{"title": "گزارش فصل"}, {"deadline": deadline + DAY}, {"kinds": ("province",)}]
    for other in others:
        with pytest.raises(Conflict):
            asked(world, **{"retry_key": "k", "deadline": deadline, **other})
    assert asked(world, retry_key="k", deadline=deadline) == first


@pytest.mark.parametrize(
    "said",
    [
        {"title": " "},
        {"title": "ن" * 201},
        {"deadline": timezone.now() - DAY},
        {"period": Period(timezone.localdate(), timezone.localdate() - DAY)},
        {"period": Period(timezone.localdate() - 500 * DAY, timezone.localdate() - 2 * DAY)},
    ],
)
def test_what_cannot_be_asked_is_refused(world: World, said: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        asked(world, **said)


# Forms and budgets


@pytest.mark.parametrize("form", ["html", "xlsx", "docx", "csv", "txt"])
def test_a_report_is_taken_along_in_every_form(world: World, form: str) -> None:
    published(world)
    report = handed_in(world)
    for path in (here(), f"/desk/reports/{report.pk}/1/"):
        answer = world.client("officer").get(f"{path}as/{form}/")
        assert answer.status_code == 200
        assert len(b"".join(answer.streaming_content)) > 200  # type: ignore[attr-defined]


@pytest.mark.parametrize("days", [1, 30, 390])
def test_a_report_costs_the_same_whatever_the_period(
    world: World, days: int, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    for number in range(5):
        published(world, headline=f"خبر {number}")
    wanted = Period(timezone.localdate() - days * DAY, timezone.localdate())
    client = world.client("officer")
    client.get(f"{AS}{wanted}/")
    with django_assert_max_num_queries(12):
        count_lines(world.units["province"], wanted)
    with django_assert_max_num_queries(25):
        client.get(f"{AS}{wanted}/")


def test_nothing_in_a_report_is_typed_twice() -> None:
    """Each number names the table whose rows it counts, and the report itself has no place for a number."""
    for key, line in all_lines().items():
        assert apps.get_model(line.recorded)._meta.app_label != "reports", key
    own = {field.name for field in UnitReport._meta.get_fields() if isinstance(field, Field)}
    assert own == {
        "id",
        "unit",
        "since",
        "until",
        "state",
        "words",
        "number",
        "handed_in",
        "changed",
        "is_demo",
    }


def test_the_readme_lists_each_number_and_its_source() -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z, -]+) \| `([\w.]+)` \|$", readme, re.MULTILINE)
    listed = {key: model for keys, model in rows for key in keys.split(", ")}
    assert listed == {key: line.recorded for key, line in all_lines().items()}


def test_the_board_costs_the_same_for_many_units(world: World, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    above = world.units["body"]
    Unit.objects.bulk_create(Unit(code=f"n{n}", name=f"واحد {n}", parent=above) for n in range(120))
    of, client = asked(world), world.client("head")
    client.get(f"/desk/reports/rounds/{of.pk}/")
    with django_assert_max_num_queries(22):
        text = client.get(f"/desk/reports/rounds/{of.pk}/").content.decode()
    assert "۰ از ۱۲۳ واحد" in text
    client.get("/desk/reports/")
    with django_assert_max_num_queries(24):
        client.get("/desk/reports/")
