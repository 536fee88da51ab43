"""The board, the form and the page of a decision; what is told to whom; what it costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.world import World

from hamafza.council import calendars
from hamafza.council.models import Session
from hamafza.council.moves import SESSIONS
from hamafza.council.tests import cast as council
from hamafza.decisions import actions, clocks, queries, reporting
from hamafza.decisions.consumers import OVER, tracking
from hamafza.decisions.models import Decision
from hamafza.decisions.tests.cast import DUE, FAR, NOON, TEXT, after, decided, held
from hamafza.notices import kinds
from hamafza.notices.making import make
from hamafza.notices.models import Notice
from hamafza.reports.lines import Period, count_lines
from hamafza.wire.models import Event

pytestmark = pytest.mark.usefixtures("positions")
WHY = "منتظر نامهٔ معاونت هستیم."


def page(client: Client, row: Decision) -> str:
    return client.get(f"/desk/decisions/{row.pk}/").content.decode()


def press(client: Client, row: Decision, what: str, **said: object) -> str:
    return client.post(f"/desk/decisions/{row.pk}/{what}/", said, follow=True).content.decode()


def told() -> set[str]:
    """Who was told of what happened last."""
    kinds.discover()
    Notice.objects.all().delete()
    make(Event.objects.filter(kind__in=kinds.kinds).order_by("-pk")[0])
    return set(Notice.objects.values_list("person__username", flat=True))


def test_the_secretary_records_a_decision_in_the_session(world: World) -> None:
    session, point = held(world)
    client = world.client("secretary")
    assert "/decisions/new/" in client.get(f"/desk/council/sessions/{session.pk}/").content.decode()
    said = {"point": point.pk, "text": TEXT, "owner": "province", "helpers": ["trusted"], "due": "۱۴۶۰/۰۹/۲۳"}
    answer = client.post(f"/desk/decisions/new/{session.pk}/", said)
    row = Decision.objects.get()
    assert answer.headers["Location"] == reverse("decision", args=[row.pk])
    assert (row.owner.code, [unit.code for unit in row.helpers.all()]) == ("province", ["trusted"])
    assert str(row.due) == "2081-12-13"


def test_done_with_evidence_leads_to_a_form_that_is_open(world: World) -> None:
    row, officer = decided(world, due=FAR), world.client("officer")
    answer = row.call.answers.get(unit__code="province")
    officer.post(reverse("answer-act", args=[row.call_id, answer.pk, "accept"]))
    place = f"{reverse('call', args=[row.call_id])}#done-{answer.pk}"
    assert f'href="{place}"' in page(officer, row)
    shown = officer.get(place).content.decode()
    assert f'<details id="done-{answer.pk}" open>' in shown


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(world: World) -> None:
    session, point = held(world)
    said = {"point": point.pk, "text": TEXT, "owner": "province", "due": "۱۴۰۰/۰۱/۰۱"}
    answer = world.client("secretary").post(f"/desk/decisions/new/{session.pk}/", said)
    assert answer.status_code == 422
    assert TEXT in answer.content.decode()
    assert not Decision.objects.exists()


def test_the_owner_takes_it_on_from_the_page_and_comes_back_to_it(world: World) -> None:
    row, client = decided(world, due=FAR), world.client("officer")
    answer = actions.answer_of(row, row.owner)
    accept = reverse("answer-act", args=[row.call_id, answer.pk, "accept"])
    assert accept in page(client, row)
    back = client.post(accept, {"next": f"/desk/decisions/{row.pk}/"})
    assert back.headers["Location"].startswith(f"/desk/decisions/{row.pk}/")
    assert "واحد کار را آغاز کرد." in page(client, row)


def test_a_page_shows_the_whole_life_and_each_button_to_whose_step_it_is(world: World) -> None:
    row, officer = decided(world, due=FAR), world.client("officer")
    assert "مانع" in press(officer, row, "block", reason=WHY)
    assert WHY in page(world.client("head"), row)
    press(officer, row, "resume")
    actions.finish(actor=world.as_("officer"), decision=row, note="نامهٔ ۱۲۳", now=NOON)
    for who, seen in {"secretary": True, "head": False, "officer": False, "observer": False}.items():
        assert ("/verify/" in page(world.client(who), row)) is seen, who
    assert "بنویسید چه چیزی نشان می‌دهد" in press(world.client("secretary"), row, "verify", reason="")
    whole = press(world.client("secretary"), row, "verify", reason="رونوشت دیده شد")
    for words in ("رونوشت دیده شد", "نامهٔ ۱۲۳", WHY, "تصمیم گرفته شد.", "انجام آن تأیید شد."):
        assert words in whole


def test_an_objection_is_answered_by_the_chair_on_the_page(world: World) -> None:
    row = decided(world, due=FAR)
    press(world.client("officer"), row, "object", reason="در اختیار ما نیست")
    head = world.client("head")
    assert "در اختیار ما نیست" in page(head, row)
    press(head, row, "keep", unit=row.owner_id, reason="با معاون هماهنگ شد")
    assert "با معاون هماهنگ شد" in page(world.client("officer"), row)


def test_another_day_is_a_form_of_its_own_and_shows_both_days(world: World) -> None:
    row, head = decided(world, due=FAR), world.client("head")
    answer = head.post(f"/desk/decisions/{row.pk}/postpone/", {"due": "2080/01/01", "reason": WHY})
    assert (answer.status_code, "پس از روز پیشین" in answer.content.decode()) == (422, True)
    head.post(f"/desk/decisions/{row.pk}/postpone/", {"due": "2087/01/01", "reason": WHY})
    assert "۱۴۶۵" in page(head, row)
    assert Decision.objects.get().due.year == 2087


def test_another_decision_is_chosen_among_the_later_ones_of_the_series(world: World) -> None:
    where = held(world)
    row, later = decided(world, where, due=FAR), decided(world, where, due=FAR, text="نامهٔ دوم")
    head = world.client("head")
    assert "نامهٔ دوم" in page(head, row)
    head.post(f"/desk/decisions/{row.pk}/supersede/", {"by": later.pk, "reason": WHY})
    assert Decision.objects.get(pk=row.pk).superseded_by == later


def test_the_board_is_narrowed_chosen_from_and_taken_along(world: World) -> None:
    where = held(world)
    one = decided(world, where, due=FAR)
    other = decided(world, where, due=FAR, text="گزارش عکس‌ها آماده شود.", owner="trusted", helpers=())
    secretary, officer = world.client("secretary"), world.client("officer")
    assert "گزارش عکس‌ها" not in secretary.get("/desk/decisions/?q=مجوز").content.decode()
    assert "گزارش عکس‌ها" not in officer.get("/desk/decisions/?whose=ours").content.decode()
    assert TEXT[:20] in secretary.get(f"/desk/decisions/?series={where[0].series_id}").content.decode()
    for row, who in ((one, "officer"), (other, "trusted")):
        actions.finish(actor=world.as_(who), decision=row, note="شد", now=NOON)
    waiting = secretary.get("/desk/decisions/?whose=mine").content.decode()
    assert "گزارش عکس‌ها" in waiting
    assert '<span class="pip">۲</span>' in waiting
    secretary.post("/desk/decisions/", {"do": "verify", "pick": [one.pk, other.pk], "reason": "دیده شد"})
    assert set(Decision.objects.values_list("state", flat=True)) == {"verified"}
    assert TEXT[:20] not in secretary.get("/desk/decisions/").content.decode()
    answer = secretary.post("/desk/decisions/?state=all", {"do": "csv"})
    table = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "دیده شد" in table
    assert len(table.splitlines()) == 3


def test_the_heading_says_how_many_are_late(world: World) -> None:
    decided(world)
    Decision.objects.update(due=DUE - timedelta(days=900))
    assert "۱ تصمیم دیرکرد دارد" in world.client("head").get("/desk/decisions/").content.decode()


def test_the_first_point_of_the_next_session_says_what_became_of_the_last_decisions(world: World) -> None:
    where = held(world)
    rows = [decided(world, where, text=f"تصمیم {number}") for number in range(4)]
    for row, day in zip(rows[:3], (1, 5, 25), strict=True):
        actions.finish(actor=world.as_("officer"), decision=row, note="شد", now=after(day))
    series = where[0].series
    following = council.session(series, after(30), number=2)
    council.hearing(following, council.point(series, "پیگیری", kind="follow-up"), 0)
    tally, followed, _ended = queries.became(world.as_("head"), following, after(30))
    assert (tally.all, tally.done, tally.late, tally.in_time, tally.percent) == (4, 3, 1, 2, 50)
    assert followed[-1] == rows[3] or rows[3] in followed
    shown = world.client("head").get(f"/desk/council/sessions/{following.pk}/").content.decode()
    assert "درصد به‌موقع انجام شد" in shown
    assert "تصمیم 3" in shown


def test_who_is_told_of_what(world: World) -> None:
    row = decided(world)
    owner, helper, lead = {"officer", "colleague"}, {"trusted"}, {"head", "secretary"}
    clocks.run(after(13))
    assert told() == owner | helper
    clocks.run(after(21))
    assert told() == owner | lead
    clocks.run(after(28))
    assert told() == {"head"}
    actions.block(actor=world.as_("officer"), decision=row, reason=WHY)
    assert told() == lead
    actions.object_to(actor=world.as_("trusted"), decision=row, reason="نیرو نداریم")
    assert told() == {"head"}
    actions.release(actor=world.as_("head"), decision=row, unit=world.units["trusted"], reason="لازم نیست")
    assert told() == helper
    actions.finish(actor=world.as_("officer"), decision=row, note="شد")
    make(Event.objects.filter(kind="decisions.decision.done").get())
    assert set(
        Notice.objects.filter(kind="decisions.decision.done").values_list("person__username", flat=True)
    ) == {"secretary"}
    actions.drop(actor=world.as_("head"), decision=row, reason="دیگر لازم نیست")
    assert told() == owner


def test_what_a_person_owes_stands_in_their_calendar(world: World) -> None:
    row = decided(world, due=FAR)
    for who, seen in {"officer": True, "trusted": True, "head": False}.items():
        key = calendars.renew(actor=world.as_(who)).rstrip("/").rpartition("/")[2].removesuffix(".ics")
        file = calendars.feed(key).decode()
        assert (f"UID:decision-{row.pk}@" in file) is seen, who


def test_the_audit_trail_has_words_for_it(world: World) -> None:
    session, point = held(world)
    decided(world, (session, point), who="admin", due=FAR)
    assert "تصمیم گرفته شد." in world.client("admin").get("/desk/record/").content.decode()


def test_a_board_of_thirty_decisions_costs_as_much_as_one_of_one(
    world: World, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    where = held(world)
    for number in range(30):
        decided(world, where, text=f"تصمیم {number}", due=FAR)
    client = world.client("head")
    client.get("/desk/decisions/")
    with django_assert_max_num_queries(20):
        client.get("/desk/decisions/")


def test_a_page_with_many_helpers_costs_as_much_as_one_with_one(
    world: World, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    row = decided(world, due=FAR, helpers=("trusted", "body", "centre"))
    client = world.client("head")
    client.get(f"/desk/decisions/{row.pk}/")
    with django_assert_max_num_queries(30):
        client.get(f"/desk/decisions/{row.pk}/")


def test_the_report_of_a_unit_counts_what_was_due_and_nothing_confidential(world: World) -> None:
    where = held(world)
    rows = [decided(world, where, text=f"تصمیم {number}") for number in range(3)]
    actions.finish(actor=world.as_("officer"), decision=rows[0], note="شد", now=after(3))
    actions.finish(actor=world.as_("officer"), decision=rows[1], note="شد", now=after(25))
    hidden = council.point(where[0].series, "بودجه", confidential=True)
    council.hearing(where[0], hidden, 2)
    decided(world, (where[0], hidden), text="رقم محرمانه")
    period = Period(DUE, DUE)
    found = count_lines(world.units["province"], period)
    wanted = {"decisions-owed": 3, "decisions-done": 2, "decisions-in-time": 1, "calls-received": 0}
    assert {key: found[key] for key in wanted} == wanted
    titles = [row.title for row in reporting.rows(world.units["province"], period, "decisions-in-time", 5)]
    assert titles == ["تصمیم 0"]


def test_a_session_is_followed_until_nothing_it_decided_is_left_to_do(world: World) -> None:
    session, point = held(world)
    row, other = (decided(world, (session, point), text=text) for text in ("تصمیم یک", "تصمیم دو"))
    Session.objects.filter(pk=session.pk).update(state="minutes_approved")
    with SESSIONS.take("send", world.as_("secretary"), session):
        pass
    states = [follow(session)]
    for one in (row, other):
        actions.drop(actor=world.as_("head"), decision=one, reason="دیگر لازم نیست")
        states.append(follow(session))
    assert states == ["tracking", "tracking", "closed"]
    assert follow(session) == "closed"  # said again, nothing happens


def follow(session: Session) -> str:
    tracking(Event.objects.filter(kind__in=["council.session.minutes-sent", *OVER]).order_by("-pk")[0])
    return Session.objects.get(pk=session.pk).state


@pytest.mark.parametrize("unit", ["", "x", "99999999999999999999999999"])
def test_a_unit_that_does_not_exist_is_not_found(world: World, unit: str) -> None:
    row = decided(world, due=FAR)
    path = f"/desk/decisions/{row.pk}/release/"
    assert world.client("head").post(path, {"unit": unit, "reason": WHY}).status_code == 404


def test_what_was_written_for_a_refused_step_stands_there_again(world: World) -> None:
    row, client = decided(world, due=FAR), world.client("officer")
    press(client, row, "object", reason="در اختیار ما نیست")
    answer = client.post(f"/desk/decisions/{row.pk}/object/", {"reason": "باز هم در اختیار ما نیست"})
    assert answer.status_code == 422
    assert "باز هم در اختیار ما نیست</textarea>" in answer.content.decode()
