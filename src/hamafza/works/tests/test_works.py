"""What a unit has in hand: entered in one form, its days kept, finished with evidence, told in one tap."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.filled import filled
from tests.world import World

from hamafza.flow.clocks import tick
from hamafza.flow.models import Deadline
from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.notices import kinds
from hamafza.notices.making import make
from hamafza.notices.models import Notice
from hamafza.pages.refusals import Conflict, Invalid, ReasonMissing, WrongState
from hamafza.wire.models import Event
from hamafza.works import actions, clocks, queries  # noqa: F401 - the worker loads the clocks by itself
from hamafza.works.actions import Proof
from hamafza.works.models import Work
from hamafza.works.tests.cast import entered

pytestmark = pytest.mark.usefixtures("positions")
DAY = timedelta(days=1)


def today() -> date:
    return timezone.localdate()


def form(world: World, **said: object) -> dict[str, object]:
    return {"unit": world.units["province"].pk, "title": "کارگاه سیار", "state": "planned", **said}


def published(world: World, **said: str) -> Item:
    content = Content(
        **{"headline": "کارگاه به ۵۰ روستا رسید", "abstract": "لید", "body": "<p>متن</p>", **said}
    )
    item = newsroom.create(actor=world.as_("officer"), unit=world.units["province"], content=content)
    return newsroom.publish(actor=world.as_("colleague"), item=item)


def test_an_officer_enters_a_work_by_a_title_alone(world: World) -> None:
    client = world.client("officer")
    shown = client.get("/desk/works/new/").content.decode()
    assert f'<input type="hidden" name="unit" value="{world.units["province"].pk}"' in shown
    answer = client.post("/desk/works/new/", form(world))
    work = Work.objects.get()
    assert answer.headers["Location"] == reverse("work", args=[work.pk])
    assert (work.state, work.share, work.promised, work.entered_by.username) == (
        "planned",
        0,
        None,
        "officer",
    )


def test_days_are_typed_as_people_write_them(world: World) -> None:
    world.client("officer").post(
        "/desk/works/new/",
        form(world, state="in-progress", share="۴۰", promised="۱۴۰۵/۰۹/۱۰", whom="روستاییان"),
    )
    work = Work.objects.get()
    assert (work.state, work.share, work.promised) == ("in-progress", 40, date(2026, 12, 1))


def test_a_finished_work_is_entered_with_its_two_days(world: World) -> None:
    ended, promised = (today() - 3 * DAY).isoformat(), (today() - 10 * DAY).isoformat()
    world.client("officer").post(
        "/desk/works/new/", form(world, state="done", ended=ended, promised=promised)
    )
    work = Work.objects.get()
    assert (work.share, work.days_late, work.overdue) == (100, 7, False)


def test_what_was_typed_stays_when_something_is_refused(world: World) -> None:
    answer = world.client("officer").post("/desk/works/new/", form(world, title="کارگاه", promised="روزی"))
    assert answer.status_code == 422
    assert "کارگاه" in answer.content.decode()
    assert not Work.objects.exists()


def test_a_second_tap_enters_nothing_again(world: World) -> None:
    client, said = world.client("officer"), form(world, retry_key="k1")
    places = {client.post("/desk/works/new/", said).headers["Location"] for _tap in range(2)}
    assert places == {reverse("work", args=[Work.objects.get().pk])}
    assert Event.objects.filter(kind="works.work.planned").count() == 1


def test_another_text_under_the_key_of_the_first_is_told(world: World) -> None:
    first = entered(world, retry_key="k1", state="in-progress", share=20, promised=today() + DAY)
    said = {"state": "in-progress", "share": 20, "promised": today() + DAY}
    others: list[dict[str, object]] = [
        {"title": "کارگاه برق"},
        {"whom": "همه"},
        {"note": "با دستگاه تازه"},
        {"promised": today() + 2 * DAY},
        {"promised": None},
        {"share": 30},
        {"state": "planned"},
        {"state": "done", "ended": today()},
    ]
    for other in others:
        with pytest.raises(Conflict):
            entered(world, retry_key="k1", **{**said, **other})
    actions.progress(actor=world.as_("officer"), work=first, share=60)
    actions.promise(actor=world.as_("officer"), work=first, day=today() + 9 * DAY, reason="دستگاه نرسید")
    actions.finish(actor=world.as_("officer"), work=first)
    assert entered(world, retry_key="k1", **said) == first


def test_a_share_begins_a_work_and_does_not_end_it(world: World) -> None:
    work, officer = entered(world), world.as_("officer")
    assert actions.progress(actor=officer, work=work, share=100).state == "in-progress"
    steps = work.steps.count()
    actions.progress(actor=officer, work=work, share=100)
    assert work.steps.count() == steps


def test_a_promised_day_that_moves_keeps_the_old_one(world: World) -> None:
    work, officer = entered(world, promised=today() + 5 * DAY), world.as_("officer")
    with pytest.raises(ReasonMissing):
        actions.promise(actor=officer, work=work, day=today() + 65 * DAY)
    actions.promise(actor=officer, work=work, day=today() + 65 * DAY, reason="مصالح نرسید.")
    actions.promise(actor=officer, work=work, day=today() + 60 * DAY)
    assert [one.days_moved for one in work.promises.all()] == [0, 60, -5]
    shown = world.client("officer").get(f"/desk/works/{work.pk}/").content.decode()
    assert shown.count("<del>") == 2
    assert "مصالح نرسید." in shown


def test_a_day_that_has_passed_is_not_promised(world: World) -> None:
    for day in (today() - DAY, None):
        with pytest.raises(Invalid):
            actions.promise(actor=world.as_("officer"), work=entered(world), day=day)


def test_a_promised_day_is_changed_and_one_that_is_missing_is_set(world: World) -> None:
    officer = world.client("officer")
    promised, none = entered(world, promised=today() + 5 * DAY), entered(world, title="کارگاه بی‌وعده")
    for work, button, other in (
        (promised, "تغییر روز وعده", "تعیین روز وعده"),
        (none, "تعیین روز وعده", "تغییر روز وعده"),
    ):
        shown = officer.get(f"/desk/works/{work.pk}/").content.decode()
        assert button in shown
        assert other not in shown


def test_what_a_form_needs_is_marked(world: World) -> None:
    work = entered(world)
    shown = world.client("officer").get(f"/desk/works/{work.pk}/").content.decode()
    stop = shown.partition('id="do-stop"')[2].partition("</details>")[0]
    assert "is-needed" in stop
    answer = world.client("officer").post(f"/desk/works/{work.pk}/do/stop/", {"reason": ""})
    assert "بنویسید چرا کار متوقف می‌شود." in answer.content.decode()


def test_a_refused_step_keeps_what_was_typed(world: World) -> None:
    work = entered(world, promised=today() + DAY)
    said = {"day": (today() + 9 * DAY).isoformat(), "reason": " "}
    answer = world.client("officer").post(f"/desk/works/{work.pk}/do/promise/", said)
    assert answer.status_code == 422
    assert said["day"] in answer.content.decode()
    assert "بیشتر طول می‌کشد" in answer.content.decode()


def test_a_work_is_finished_on_the_day_it_was(world: World) -> None:
    work = entered(world, state="in-progress", share=80)
    world.client("officer").post(
        f"/desk/works/{work.pk}/do/finish/", {"day": (today() - 2 * DAY).isoformat()}
    )
    work.refresh_from_db()
    assert (work.state, work.share, work.ended) == ("done", 100, today() - 2 * DAY)


def test_nothing_is_finished_tomorrow(world: World) -> None:
    with pytest.raises(Invalid):
        actions.finish(actor=world.as_("officer"), work=entered(world), day=today() + DAY)


def test_stopping_and_reopening_say_why(world: World) -> None:
    work, officer = entered(world), world.as_("officer")
    with pytest.raises(ReasonMissing):
        actions.stop(actor=officer, work=work, reason="")
    actions.stop(actor=officer, work=work, reason="بودجه نرسید.")
    shown = world.client("observer").get(f"/desk/works/{work.pk}/").content.decode()
    assert "بودجه نرسید." in shown
    work = actions.finish(actor=officer, work=actions.resume(actor=officer, work=work))
    with pytest.raises(ReasonMissing):
        actions.reopen(actor=officer, work=work, reason="")
    assert actions.reopen(actor=officer, work=work, reason="یک روستا مانده.").ended is None


def test_a_stopped_work_takes_no_share(world: World) -> None:
    work, officer = entered(world), world.as_("officer")
    actions.stop(actor=officer, work=work, reason="بودجه نرسید.")
    with pytest.raises(WrongState):
        actions.progress(actor=officer, work=work, share=50)


# The promised day passes


def passed(work: Work) -> Work:
    """As if the day had come and gone, in office hours."""
    before = today() - DAY
    Work.objects.filter(pk=work.pk).update(promised=before)
    Deadline.objects.filter(flow="work", row=work.pk).update(rings=timezone.now() - DAY, loud=True)
    work.refresh_from_db()
    return work


def test_a_promised_day_that_passed_is_told_to_the_unit_alone_and_once(world: World) -> None:
    work = passed(entered(world, promised=today()))
    tick()
    tick()
    event = Event.objects.get(kind="works.work.overdue")
    assert "public" not in event.audiences
    kinds.discover()
    make(event)
    assert set(Notice.objects.values_list("person__username", flat=True)) == {"officer", "colleague"}
    shown = world.client("officer").get("/desk/").content.decode()
    assert work.title in shown
    assert work.title not in world.client("trusted").get("/desk/").content.decode()


def test_what_was_finished_in_time_is_not_told(world: World) -> None:
    work = entered(world, promised=today() + DAY)
    actions.finish(actor=world.as_("officer"), work=work)
    assert not Deadline.objects.filter(flow="work", row=work.pk, stopped=None).exists()


def test_another_promise_begins_the_deadline_anew(world: World) -> None:
    work = entered(world, promised=today() + DAY)
    actions.promise(actor=world.as_("officer"), work=work, day=today() + 4 * DAY, reason="باران بارید.")
    running = Deadline.objects.get(flow="work", row=work.pk, stopped=None)
    assert timezone.localtime(running.due).date() == today() + 5 * DAY


# Evidence and items


def test_a_published_item_finishes_a_work(world: World) -> None:
    work, item = entered(world), published(world)
    client = world.client("officer")
    assert work.title in client.get(f"/desk/items/{item.pk}/").content.decode()
    client.post(f"/desk/works/by-item/{item.pk}/", {"work": work.pk})
    work.refresh_from_db()
    assert (work.state, work.item_id) == ("done", item.pk)
    assert work.evidence.get().item_id == item.pk
    assert queries.finished_by(item) == [work]


def test_an_item_of_another_unit_finishes_nothing(world: World) -> None:
    other = newsroom.create(
        actor=world.as_("trusted"),
        unit=world.units["trusted"],
        content=Content(headline="خبر صندوق", abstract="لید", body="<p>متن</p>"),
    )
    other = newsroom.publish(actor=world.as_("trusted"), item=other)
    with pytest.raises(Invalid):
        actions.finish(actor=world.as_("officer"), work=entered(world), item=other)


def test_a_finished_work_becomes_an_achievement_in_one_tap(world: World) -> None:
    work = entered(world, state="done", place="طالقان", note="۴۳ روستا تا امروز.", topic=None)
    actions.prove(
        actor=world.as_("officer"),
        work=work,
        piece=Proof(label="فهرست روستاها", url="https://example.org/list"),
    )
    client = world.client("officer")
    places = {client.post(f"/desk/works/{work.pk}/draft/").headers["Location"] for _tap in range(2)}
    item = Item.objects.get()
    assert places == {reverse("item", args=[item.pk])}
    version = item.current
    assert (item.state, version.profile, version.headline) == ("draft", "achievement", work.title)
    assert "روستاییان طالقان" in version.abstract
    assert "۴۳ روستا" in version.body
    assert version.place == "طالقان"
    assert version.evidence[0]["url"] == "https://example.org/list"


def test_an_unfinished_work_is_no_achievement(world: World) -> None:
    work = entered(world)
    world.client("officer").post(f"/desk/works/{work.pk}/draft/")
    assert not Item.objects.exists()


def test_the_same_evidence_is_added_once_and_can_be_removed(world: World) -> None:
    work, officer = entered(world), world.as_("officer")
    for _tap in range(2):
        actions.prove(actor=officer, work=work, piece=Proof(url="https://example.org/list"))
    piece = work.evidence.get()
    world.client("officer").post(f"/desk/works/{work.pk}/evidence/{piece.pk}/")
    assert queries.life(work).evidence == []
    assert work.evidence.count() == 1


@pytest.mark.parametrize("url", ["javascript:alert(1)", "", "ftp://example.org"])
def test_evidence_that_is_none_is_refused(world: World, url: str) -> None:
    with pytest.raises(Invalid):
        actions.prove(actor=world.as_("officer"), work=entered(world), piece=Proof(url=url))


# The list


def test_the_list_is_narrowed_finished_and_taken_along(world: World) -> None:
    late = entered(world, promised=today() - DAY)
    entered(world, title="کارگاه برق")
    client = world.client("officer")
    shown = client.get("/desk/works/?state=overdue").content.decode()
    assert late.title in shown
    assert "کارگاه برق" not in shown
    client.post("/desk/works/", {"do": "finish", "pick": [late.pk]})
    late.refresh_from_db()
    assert late.state == "done"
    table = b"".join(client.post("/desk/works/", {"do": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert "کارگاه برق" in table


def test_the_list_of_thirty_works_costs_as_much_as_of_one(
    world: World, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    for number in range(30):
        entered(world, title=f"کار {number}")
    client = world.client("head")
    client.get("/desk/works/")
    with django_assert_max_num_queries(18):
        client.get("/desk/works/")


def test_what_was_in_hand_in_a_period_is_counted_by_state(world: World) -> None:
    unit, officer = world.units["province"], world.as_("officer")
    entered(world, state="done", ended=today() - 40 * DAY)
    entered(world, state="done", ended=today())
    entered(world, promised=today() - DAY)
    actions.stop(actor=officer, work=entered(world), reason="بودجه نرسید.")
    counted = queries.by_state(unit, today() - 30 * DAY, today())
    assert counted == {"planned": 1, "in-progress": 0, "done": 1, "stopped": 1, "overdue": 1}
    assert queries.in_period([unit], today() - 30 * DAY, today()).count() == 3


def test_a_description_is_changed_without_touching_the_days(world: World) -> None:
    work = entered(world, promised=today() + DAY)
    world.client("officer").post(f"/desk/works/{work.pk}/edit/", {"title": "کارگاه برق", "whom": ""})
    work.refresh_from_db()
    assert (work.title, work.whom, work.promised) == ("کارگاه برق", "", today() + DAY)
    assert actions.edit(actor=world.as_("officer"), work=work, title="کارگاه برق")
    assert work.steps.filter(step="edit").count() == 1


def old_form(world: World, work: Work) -> dict[str, str]:
    """What a browser would send of the page as it stands now."""
    return filled(world.client("officer").get(f"/desk/works/{work.pk}/edit/").content.decode(), "form.sheet")


def test_an_old_form_takes_nothing_back_that_a_colleague_saved(world: World) -> None:
    work = entered(world, note="گام یکم")
    old, client = old_form(world, work), world.client("officer")
    actions.edit(actor=world.as_("colleague"), work=work, note="گام دوم", place="طالقان")
    assert client.post(f"/desk/works/{work.pk}/edit/", old | {"title": "کارگاه برق"}).status_code == 302
    work.refresh_from_db()
    assert (work.title, work.note, work.place) == ("کارگاه برق", "گام دوم", "طالقان")


def test_who_changes_the_same_words_as_a_colleague_sees_theirs_and_chooses(world: World) -> None:
    work = entered(world, note="گام یکم")
    old, client, address = old_form(world, work), world.client("officer"), f"/desk/works/{work.pk}/edit/"
    actions.edit(actor=world.as_("colleague"), work=work, note="گام دوم")
    answer = client.post(address, old | {"note": "گام سوم"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "گام دوم" in page
    assert "گام سوم" in page
    work.refresh_from_db()
    assert work.note == "گام دوم"
    assert client.post(address, filled(page, "form.sheet")).status_code == 302
    work.refresh_from_db()
    assert work.note == "گام سوم"


def test_a_program_that_says_one_field_leaves_the_others_as_they_are_now(world: World) -> None:
    work, read_before = entered(world, note="گام یکم"), Work.objects.get()
    actions.edit(actor=world.as_("colleague"), work=work, note="گام دوم")
    actions.edit(actor=world.as_("officer"), work=read_before, title="کارگاه برق")
    work.refresh_from_db()
    assert (work.title, work.note) == ("کارگاه برق", "گام دوم")
