"""The way of the minutes: comments, the signature with its hash, amendments, and the news of the meeting."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.world import World

from hamafza.council.models import Session
from hamafza.decisions import actions as decisions
from hamafza.flow.models import Deadline
from hamafza.lib.calendar.jalali import date_fa
from hamafza.lib.formats.print_view import read_page
from hamafza.minutes import approving, drafting, frozen
from hamafza.minutes.errors import CommentsOpen, CommentsUnanswered
from hamafza.minutes.models import Amendment, Minutes
from hamafza.minutes.tests import cast
from hamafza.minutes.tests.cast import later
from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.checks import hard
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.pages.refusals import Conflict, Invalid, NotAllowed, SentBefore
from hamafza.wire.models import Event

pytestmark = pytest.mark.django_db


def test_the_chair_signs_after_the_days_for_comments(world: World) -> None:
    session = cast.offered(world, comments_days=3)
    assert Deadline.objects.filter(flow="session", row=session.pk, name="comments", stopped=None).exists()
    with pytest.raises(CommentsOpen):
        approving.sign(actor=world.as_("head"), session=session, now=later(24 * 60))
    minutes = approving.sign(actor=world.as_("head"), session=session, now=later(4 * 24 * 60))
    assert (minutes.signed_by, minutes.session.state) == (world.people["head"], "minutes_approved")


def test_a_comment_waits_for_an_answer_before_the_signature(world: World) -> None:
    session = cast.offered(world)
    line = session.lines.first()
    one = approving.comment(actor=world.as_("trusted"), session=session, line=line, text="۱۲۴ بود", key="k")
    again = approving.comment(actor=world.as_("trusted"), session=session, line=line, text="۱۲۴ بود", key="k")
    assert one == again
    with pytest.raises(CommentsUnanswered):
        approving.sign(actor=world.as_("head"), session=session, now=later(100))
    approving.settle(actor=world.as_("secretary"), comment=one, answer="درست شد")
    approving.sign(actor=world.as_("head"), session=session, now=later(100))


def test_an_answer_is_kept_whole_or_refused_and_never_cut(world: World) -> None:
    session = cast.offered(world)
    one = approving.comment(actor=world.as_("trusted"), session=session, text="۱۲۴ بود")
    address = f"/desk/council/sessions/{session.pk}/minutes/comments/{one.pk}/"
    secretary, head = world.client("secretary"), world.client("head")
    assert "الف" * 200 in secretary.post(address, {"answer": "الف" * 200}, follow=True).content.decode()
    one.refresh_from_db()
    assert one.settled is None
    secretary.post(address, {"answer": "درست شد"})
    for answer, said in (("نه", "درست شد"), ("درست شد", "")):
        page = head.post(address, {"answer": answer}, follow=True).context["messages"]
        assert said in "".join(map(str, page))
    one.refresh_from_db()
    assert (one.answer, one.settled_by) == ("درست شد", world.people["secretary"])
    with pytest.raises(Conflict):
        approving.settle(actor=world.as_("head"), comment=one, answer="نه")


def test_the_same_comment_under_the_same_key_about_another_line_is_no_second_tap(world: World) -> None:
    session = cast.offered(world)
    first, second = session.lines.all()[:2]
    trusted = world.as_("trusted")
    approving.comment(actor=trusted, session=session, line=first, text="۱۲۴ بود", key="k")
    with pytest.raises(SentBefore):
        approving.comment(actor=trusted, session=session, line=second, text="۱۲۴ بود", key="k")


@pytest.mark.parametrize("name", ["secretary", "trusted", "officer"])
def test_nobody_but_the_chair_signs(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        approving.sign(actor=world.as_(name), session=cast.offered(world), now=later(100))


def test_the_hash_is_that_of_the_signed_words(world: World) -> None:
    minutes = cast.signed(world)
    assert frozen.is_whole(minutes)
    minutes.content["points"][1]["lines"][0]["text"] = "همه پر شده است"
    assert not frozen.is_whole(minutes)


def test_an_amendment_leaves_what_was_signed_and_is_sealed_itself(world: World) -> None:
    minutes = cast.signed(world)
    line = minutes.session.lines.order_by("pk").first()
    assert line is not None
    secretary = world.as_("secretary")
    for text in ("۱۲۴ از ۱۴۶ برنامه پر شده است", "۱۲۵ از ۱۴۶ برنامه پر شده است"):
        approving.amend(actor=secretary, minutes=minutes, line=line, after=text, reason="شمارش دوباره")
    minutes.refresh_from_db()
    assert frozen.is_whole(minutes)
    assert minutes.content["points"][1]["lines"][0]["text"] == "۱۲۳ از ۱۴۶ برنامه پر شده است"
    assert [one.before for one in minutes.amendments.all()][1] == "۱۲۴ از ۱۴۶ برنامه پر شده است"
    Amendment.objects.filter(number=1).update(after="۱۴۶ از ۱۴۶")
    assert not frozen.is_whole(minutes)


def test_a_name_in_an_amended_line_stays_in_its_text(world: World) -> None:
    minutes = cast.signed(world)
    line = minutes.session.lines.first()
    assert line is not None
    after = "@سارا احمدی: ده خانه"
    made = approving.amend(
        actor=world.as_("head"), minutes=minutes, line=line, after=after, reason="شنیدن دوباره"
    )
    assert made.after == after


def test_an_amendment_says_why(world: World) -> None:
    minutes = cast.signed(world)
    line = minutes.session.lines.first()
    assert line is not None
    with pytest.raises(Invalid):
        approving.amend(actor=world.as_("head"), minutes=minutes, line=line, after="دیگر", reason=" ")


# The news of the meeting


def news(world: World, **said: object) -> Item:
    return drafting.draft_news(actor=world.as_("head"), minutes=cast.signed(world, **said))


def test_the_news_has_the_open_points_and_quotes_what_was_said_as_a_quotation(world: World) -> None:
    version = news(world, secret=True).current
    assert version is not None
    told = f"{version.headline} {version.abstract} {version.body}"
    assert version.headline == "نشست شورای هماهنگی روابط‌عمومی برگزار شد"
    assert "گفت: «باید در لحظه وارد میدان شویم»." in told
    assert "بودجه" not in told
    assert "نهصد" not in told
    assert hard(Content.of(version)) == []


def test_a_point_that_became_confidential_after_the_signature_is_left_out_too(world: World) -> None:
    minutes = cast.signed(world)
    point = cast.hearing(minutes.session, 2).point
    point.confidential = True
    point.save()
    version = drafting.draft_news(actor=world.as_("head"), minutes=minutes).current
    assert version is not None
    assert "عکاسی" not in f"{version.abstract} {version.body}"


def test_what_was_decided_is_signed_with_the_lines_and_told_in_the_news(world: World) -> None:
    session = cast.running(world)
    cast.line(world, session)
    cast.decided(world, session)
    approving.end(actor=world.as_("secretary"), session=session, now=later(60))
    approving.offer(actor=world.as_("secretary"), session=session)
    minutes = approving.sign(actor=world.as_("head"), session=session, now=later(61))
    assert [one["owner"] for one in minutes.content["points"][1]["decisions"]] == ["روابط‌عمومی صندوق"]
    version = drafting.draft_news(actor=world.as_("head"), minutes=minutes).current
    assert version is not None
    assert "در این نشست مقرر شد هفت خانه تا پایان ماه پر شود." in version.body


def test_a_decision_that_another_one_replaced_is_not_told_beside_it(world: World) -> None:
    session = cast.running(world)
    cast.line(world, session)
    old, new = cast.decided(world, session), cast.decided(world, session, text="هشت خانه پر شود")
    decisions.supersede(actor=world.as_("head"), decision=old, by=new, reason="شمارش دوباره")
    cast.decided(world, session, text="نامهٔ دوم برود")
    decisions.drop(actor=world.as_("head"), decision=session.decisions.get(number=3), reason="لازم نیست")
    body = drafted_from(world, session)
    assert "در این نشست مقرر شد هشت خانه پر شود." in body
    assert "هفت خانه تا پایان" not in body
    assert "نامهٔ دوم" not in body


def drafted_from(world: World, session: Session) -> str:
    secretary = world.as_("secretary")
    approving.end(actor=secretary, session=session, now=later(60))
    approving.offer(actor=secretary, session=session)
    minutes = approving.sign(actor=world.as_("head"), session=session, now=later(61))
    version = drafting.draft_news(actor=world.as_("head"), minutes=minutes).current
    assert version is not None
    return version.body


def page(world: World, session: Session, name: str = "head") -> str:
    client = world.client(name)
    answer = client.get(reverse("session-minutes", args=[session.pk]))
    return answer.content.decode()


def test_the_page_has_the_days_of_decisions_in_the_calendar_of_its_reader(world: World) -> None:
    session = cast.running(world)
    due = cast.decided(world, session).due
    approving.end(actor=world.as_("secretary"), session=session, now=later(60))
    told = page(world, session)
    assert due.isoformat() not in told
    assert date_fa(due) in told


def test_who_taps_twice_gets_the_same_draft_also_after_somebody_edited_it(world: World) -> None:
    item = news(world)
    assert item.current is not None
    edited = Content.of(item.current)
    newsroom.edit(
        actor=world.as_("head"),
        item=item,
        content=Content(**{**edited.as_dict(), "kicker": "شورا"}),
        base_number=1,
    )
    again = drafting.draft_news(actor=world.as_("head"), minutes=Minutes.objects.get())
    assert again == item


def test_an_amended_line_is_told_as_it_was_amended(world: World) -> None:
    minutes = cast.signed(world)
    line = minutes.session.lines.order_by("pk").first()
    assert line is not None
    approving.amend(
        actor=world.as_("head"),
        minutes=minutes,
        line=line,
        after="۱۲۴ از ۱۴۶ برنامه پر شد",
        reason="شمارش دوباره",
    )
    version = drafting.draft_news(actor=world.as_("head"), minutes=minutes).current
    assert version is not None
    assert "۱۲۴ از ۱۴۶" in version.body
    assert "۱۲۳ از ۱۴۶" not in version.body


def test_what_is_published_of_it_is_read_by_whoever_imports_the_page(world: World) -> None:
    item = newsroom.publish(actor=world.as_("head"), item=news(world))
    page = world.client("anonymous").get(f"/news/{item.code}/print/")
    read = read_page(b"".join(page) if page.streaming else page.content, content_type="text/html")
    assert item.published is not None
    assert read.headline == item.published.headline
    assert read.abstract == item.published.abstract
    assert read.source == "مرکز روابط‌عمومی"
    assert len(read.body) == item.published.body.count("<p>")


def test_nothing_of_a_confidential_session_becomes_news(world: World) -> None:
    minutes = cast.signed(world)
    Session.objects.update(confidential=True)
    minutes.refresh_from_db()
    with pytest.raises(NotAllowed):
        drafting.draft_news(actor=world.as_("head"), minutes=Minutes.objects.get())


def test_only_those_who_read_the_draft_hear_of_comments_on_it(world: World) -> None:
    session = cast.offered(world)
    one = approving.comment(actor=world.as_("trusted"), session=session, text="۱۲۴ بود")
    approving.settle(actor=world.as_("secretary"), comment=one, answer="درست شد")
    for event in Event.objects.filter(kind__startswith="minutes.comment."):
        hearers = event.audiences.split()
        assert f"person:{world.people['trusted'].pk}" in hearers
        assert not {"all", f"person:{world.people['colleague'].pk}"} & {*hearers}


def test_an_event_about_a_confidential_point_is_told_to_members_alone(world: World) -> None:
    session = cast.running(world, secret=True)
    cast.line(world, session, "رقم بودجه", number=3)
    audiences = Event.objects.filter(kind="minutes.line.written").latest("pk").audiences.split()
    people = {f"person:{person.pk}" for name, person in world.people.items()}
    assert audiences
    assert set(audiences) < people
    assert f"person:{world.people['colleague'].pk}" not in audiences
