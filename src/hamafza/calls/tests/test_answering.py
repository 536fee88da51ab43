"""Answering: one tap each, nothing lost, and only in one's own name."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.world import World

from hamafza.calls import actions, answering
from hamafza.calls.models import Answer, CallStep
from hamafza.calls.tests.cast import NOON, answer_of, asked, client_of
from hamafza.newsroom import actions as news
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Attachment, Item
from hamafza.pages.refusals import Invalid, NotAllowed, Refused, WrongState
from hamafza.wire.models import Event


def published(world: World, unit: str = "trusted", by: str = "trusted") -> Item:
    content = Content(headline="تیتر", abstract="لید", topics=["work"])
    item = news.create(actor=world.as_(by), unit=world.units[unit], content=content)
    return news.publish(actor=world.as_(by), item=item)


def published_by_the_province(world: World) -> Item:
    content = Content(headline="تیتر", abstract="لید", topics=["work"])
    item = news.create(actor=world.as_("officer"), unit=world.units["province"], content=content)
    item = news.submit(actor=world.as_("officer"), item=item)
    return news.publish(actor=world.as_("colleague"), item=item)


def test_one_tap_puts_a_unit_on_it_and_the_asker_hears(world: World) -> None:
    answer = answer_of(asked(world), world, "province")
    answer = answering.accept(actor=world.as_("officer"), answer=answer, now=NOON)
    assert (answer.state, answer.answered) == ("accepted", NOON)
    event = Event.objects.get(kind="calls.answer.accepted")
    assert f"unit:{world.units['centre'].pk}" in event.audiences.split()
    assert f"unit:{world.units['trusted'].pk}" not in event.audiences.split()


def test_a_second_tap_changes_nothing(world: World) -> None:
    answer = answer_of(asked(world), world, "province")
    for _tap in range(2):
        answering.accept(actor=world.as_("officer"), answer=answer, now=NOON)
    assert Event.objects.filter(kind="calls.answer.accepted").count() == 1
    assert CallStep.objects.filter(step="accept").count() == 1


def test_a_yes_may_say_what_the_unit_brings_and_from_when(world: World) -> None:
    call = asked(world, kind="help")
    answer = answer_of(call, world, "province")
    officer, act = client_of(world, "officer"), f"/desk/calls/{call.pk}/answers/{answer.pk}/accept/"
    assert act in officer.get(f"/desk/calls/{call.pk}/").content.decode()
    officer.post(act)  # one tap is enough
    starts = (timezone.localtime() + timedelta(hours=5)).replace(second=0, microsecond=0)
    officer.post(act, {"note": "دو کارشناس آب", "starts": starts.isoformat()})
    answer.refresh_from_db()
    assert (answer.state, answer.note, answer.starts) == ("accepted", "دو کارشناس آب", starts)
    board = client_of(world, "head").get(f"/desk/calls/{call.pk}/").content.decode()
    assert "دو کارشناس آب" in board
    officer.post(act, {"note": "دو کارشناس آب"})
    assert Event.objects.filter(kind="calls.answer.accepted").count() == 2
    steps = CallStep.objects.filter(step="accept")
    assert [(row.reason, row.given) for row in steps] == [
        ("", {}),
        ("دو کارشناس آب", {"starts": starts.isoformat()}),
    ]


def test_a_moment_that_has_passed_is_no_beginning(world: World) -> None:
    call = asked(world, kind="help")
    answer = answer_of(call, world, "province")
    act = f"/desk/calls/{call.pk}/answers/{answer.pk}/accept/"
    page = client_of(world, "officer").post(act, {"note": "دو کارشناس", "starts": "2020-01-01 10:00"})
    answer.refresh_from_db()
    assert answer.state == "pending"
    assert page.status_code == 422
    text = page.content.decode()
    assert f'href="#accept-{answer.pk}-starts"' in text
    assert 'value="دو کارشناس"' in text
    assert "<details open>" in text


def test_who_thinks_better_of_a_refusal_takes_its_note_back(world: World) -> None:
    answer = answer_of(asked(world), world, "province")
    answering.decline(actor=world.as_("officer"), answer=answer, note="کسی نیست", now=NOON)
    answer = answering.accept(actor=world.as_("officer"), answer=answer, now=NOON)
    assert (answer.reason, answer.note) == ("", "")


def test_opening_says_seen_once_and_only_for_those_who_may_answer(world: World) -> None:
    call = asked(world)
    client_of(world, "observer").get(f"/desk/calls/{call.pk}/")
    client_of(world, "editor").get(f"/desk/calls/{call.pk}/")
    assert answer_of(call, world, "province").state == "pending"
    for _time in range(2):
        client_of(world, "officer").get(f"/desk/calls/{call.pk}/")
    assert answer_of(call, world, "province").state == "seen"
    assert Event.objects.filter(kind="calls.answer.seen").count() == 2  # the editor's own unit, the province


@pytest.mark.parametrize("name", ["observer", "editor", "trusted", "head"])
def test_nobody_answers_for_another_unit(world: World, name: str) -> None:
    answer = answer_of(asked(world), world, "province")
    for act in (answering.accept, answering.decline, answering.done, answering.reopen):
        with pytest.raises(NotAllowed):
            act(actor=world.as_(name), answer=answer)


def test_declining_needs_no_reason(world: World) -> None:
    answer = answer_of(asked(world), world, "province")
    answer = answering.decline(actor=world.as_("officer"), answer=answer, now=NOON)
    assert answer.state == "declined"
    with pytest.raises(Invalid):
        answering.decline(actor=world.as_("officer"), answer=answer, reason="because")


def test_what_counts_as_done_is_demanded(world: World) -> None:
    item = published(world)
    answer = answer_of(asked(world, needs="item"), world, "trusted")
    actor = world.as_("trusted")
    with pytest.raises(Invalid) as refusal:
        answering.done(actor=actor, answer=answer)
    assert refusal.value.field == "item"
    answer = answering.done(actor=actor, answer=answer, item=item, now=NOON)
    assert (answer.state, answer.item) == ("done", item)
    for needs, field in (("file", "file"), ("figure", "figure")):
        other = answer_of(asked(world, needs=needs), world, "trusted")
        with pytest.raises(Invalid) as refusal:
            answering.done(actor=actor, answer=other)
        assert refusal.value.field == field


def test_an_item_of_another_unit_or_not_published_does_not_count(world: World) -> None:
    answer = answer_of(asked(world, needs="item"), world, "province")
    draft = news.create(
        actor=world.as_("officer"), unit=world.units["province"], content=Content(headline="پیش‌نویس")
    )
    withdrawn = news.withdraw(
        actor=world.as_("colleague"), item=published_by_the_province(world), reason="نادرست بود"
    )
    for item in (published(world), draft, withdrawn):
        with pytest.raises(Invalid) as refusal:
            answering.done(actor=world.as_("officer"), answer=answer, item=item)
        assert ("پس گرفته شده" in str(refusal.value)) == (item == withdrawn)


def test_a_later_answer_replaces_and_the_steps_keep_both(world: World) -> None:
    answer = answer_of(asked(world, needs="figure"), world, "trusted")
    for figure in ("۱۲", "۱۳"):
        answer = answering.done(actor=world.as_("trusted"), answer=answer, figure=figure, now=NOON)
    assert answer.figure == "۱۳"
    assert [step.given["figure"] for step in CallStep.objects.filter(step="done")] == ["۱۲", "۱۳"]


def test_the_asker_returns_with_a_note_and_confirms(world: World) -> None:
    call = asked(world)
    answer = answering.done(actor=world.as_("officer"), answer=answer_of(call, world, "province"), now=NOON)
    with pytest.raises(Invalid):
        actions.return_(actor=world.as_("head"), answer=answer, reason=" ")
    answer = actions.return_(actor=world.as_("head"), answer=answer, reason="عکس ندارد", now=NOON)
    assert (answer.state, answer.returned) == ("returned", "عکس ندارد")
    answer = answering.done(actor=world.as_("officer"), answer=answer, now=NOON)
    answer = actions.confirm(actor=world.as_("head"), answer=answer, now=NOON)
    assert answer.state == "confirmed"
    with pytest.raises(WrongState):
        answering.decline(actor=world.as_("officer"), answer=answer)


def test_the_asked_unit_does_not_confirm_itself(world: World) -> None:
    call = asked(world)
    answer = answering.done(actor=world.as_("officer"), answer=answer_of(call, world, "province"), now=NOON)
    for name in ("officer", "colleague", "editor", "trusted", "outsider"):
        with pytest.raises(NotAllowed):
            actions.confirm(actor=world.as_(name), answer=answer)
    assert actions.confirm(actor=world.as_("secretary"), answer=answer).state == "confirmed"


def test_a_closed_call_takes_no_answer_but_can_still_be_confirmed(world: World) -> None:
    call = asked(world)
    done = answering.done(actor=world.as_("officer"), answer=answer_of(call, world, "province"), now=NOON)
    actions.close(actor=world.as_("head"), call=call, now=NOON)
    with pytest.raises(WrongState):
        answering.accept(actor=world.as_("trusted"), answer=answer_of(call, world, "trusted"))
    assert actions.confirm(actor=world.as_("head"), answer=done, now=NOON).state == "confirmed"
    with pytest.raises(WrongState):
        actions.extend(actor=world.as_("head"), call=call, deadline=NOON + timedelta(days=9), now=NOON)


def test_work_is_given_to_a_colleague_and_handed_over(world: World) -> None:
    officer, colleague = world.people["officer"], world.people["colleague"]
    answer = answer_of(asked(world), world, "province")
    with pytest.raises(Invalid):
        answering.delegate(actor=world.as_("officer"), answer=answer, person=world.people["trusted"])
    answering.delegate(actor=world.as_("colleague"), answer=answer, person=officer, now=NOON)
    with pytest.raises(NotAllowed):
        answering.hand_over(
            actor=world.as_("trusted"), unit=world.units["province"], away=officer, deputy=colleague
        )
    moved = answering.hand_over(
        actor=world.as_("officer"), unit=world.units["province"], away=officer, deputy=colleague, now=NOON
    )
    assert [(one.delegated_to, one.handed_over, one.state) for one in moved] == [(colleague, True, "pending")]
    assert Event.objects.filter(kind="calls.answer.handed-over").count() == 1


def test_a_file_is_seen_by_both_sides_and_nobody_else(world: World) -> None:
    call = asked(world, needs="file")
    kept = Attachment.objects.create(
        unit=world.units["province"],
        uploaded_by=world.people["officer"],
        file="evidence/none.bin",
        name="گزارش.pdf",
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
    )
    answer = answer_of(call, world, "province")
    answering.done(actor=world.as_("officer"), answer=answer, file=kept, now=NOON)
    address = f"/desk/calls/{call.pk}/answers/{answer.pk}/file/"
    assert client_of(world, "trusted").get(address).status_code == 404
    for name in ("head", "officer"):
        with pytest.raises(FileNotFoundError):  # allowed in; this test has no bytes on disk
            client_of(world, name).get(address)


def test_refused_steps_change_nothing(world: World) -> None:
    call = asked(world)
    answer = answer_of(call, world, "province")
    with pytest.raises(Refused):
        actions.confirm(actor=world.as_("head"), answer=answer)
    before = Answer.objects.values().get(pk=answer.pk)
    assert before["state"] == "pending"
    assert not CallStep.objects.filter(answer=answer).exists()


@pytest.mark.parametrize("name", ["officer", "observer"])
def test_nobody_is_told_that_a_call_they_look_at_is_not_seen(world: World, name: str) -> None:
    call = asked(world)
    for path in ("/desk/calls/", "/desk/", f"/desk/calls/{call.pk}/"):
        page = client_of(world, name).get(path).content.decode()
        assert call.title in page
        assert "دیده نشده" not in page
    board = client_of(world, "head").get(f"/desk/calls/{call.pk}/").content.decode()
    assert "دیده نشده" in board  # those who asked want to know


def test_an_item_that_was_withdrawn_since_is_not_confirmed(world: World) -> None:
    item = published_by_the_province(world)
    call = asked(world, needs="item")
    answering.done(actor=world.as_("officer"), answer=answer_of(call, world, "province"), item=item, now=NOON)
    news.withdraw(actor=world.as_("colleague"), item=item, reason="نادرست بود")
    with pytest.raises(Invalid):
        actions.confirm(actor=world.as_("head"), answer=answer_of(call, world, "province"), now=NOON)
    assert answer_of(call, world, "province").state == "done"


def test_an_item_that_cannot_be_taken_does_not_leave_the_one_before_in_silence(world: World) -> None:
    call = asked(world, needs="item")
    first = published_by_the_province(world)
    officer = world.as_("officer")
    answering.done(actor=officer, answer=answer_of(call, world, "province"), item=first, now=NOON)
    draft = news.create(actor=officer, unit=world.units["province"], content=Content(headline="پیش‌نویس"))
    path = f"/desk/calls/{call.pk}/answers/{answer_of(call, world, 'province').pk}/done/"
    page = client_of(world, "officer").post(path, {"recent": draft.pk, "note": "دوباره"}, follow=True)
    assert "این کد، خبر منتشرشدهٔ واحد شما نیست" in page.content.decode()
    assert "نوشتهٔ شما: \u2068دوباره\u2069" in page.content.decode()  # its form does not stand there any more
    assert answer_of(call, world, "province").note == ""


def test_what_was_written_in_a_tab_left_open_is_given_back(world: World) -> None:
    call = asked(world, needs="figure")
    answering.decline(actor=world.as_("officer"), answer=answer_of(call, world, "province"), now=NOON)
    actions.close(actor=world.as_("head"), call=call, now=NOON)
    path = f"/desk/calls/{call.pk}/answers/{answer_of(call, world, 'province').pk}/done/"
    page = client_of(world, "officer").post(path, {"figure": "", "note": "سه مدرسه"}, follow=True)
    shown = page.content.decode()
    assert "سه مدرسه" in shown
    assert "نوشتهٔ شما نگه داشته شد" not in shown


def test_whoever_sends_back_without_a_word_keeps_ticks_and_whoever_goes_back_keeps_the_note(
    world: World,
) -> None:
    call = asked(world)
    for row in call.answers.all():
        Answer.objects.filter(pk=row.pk).update(state="done")
    first = call.answers.order_by("pk")[0]
    client, path = client_of(world, "head"), f"/desk/calls/{call.pk}/"
    ticked = re.compile(rf'value="{first.pk}" checked')
    page = client.post(
        path, {"do": "return", "pick": [first.pk], "reason": "."}, follow=True
    ).content.decode()
    assert ticked.search(page)
    assert not ticked.search(client.get(path).content.decode())  # once, and not for ever
    page = client.post(path, {"do": "return", "reason": "عکس کم است"}, follow=True).content.decode()
    assert "عکس کم است" in page
    wish = {"do": "return", "pick": [first.pk], "reason": "عکس کم است", "back": "1"}
    page = client.post(path, wish, follow=True).content.decode()
    assert ticked.search(page)
    assert "عکس کم است" in page
    assert set(call.answers.values_list("state", flat=True)) == {"done"}


def test_an_item_withdrawn_after_its_confirmation_is_said(world: World) -> None:
    call = asked(world, needs="item")
    item = published_by_the_province(world)
    answering.done(actor=world.as_("officer"), answer=answer_of(call, world, "province"), item=item, now=NOON)
    actions.confirm(actor=world.as_("head"), answer=answer_of(call, world, "province"), now=NOON)
    client, path = client_of(world, "head"), f"/desk/calls/{call.pk}/?share=all"
    assert "بعداً پس گرفته شد" not in client.get(path).content.decode()
    Item.objects.filter(pk=item.pk).update(state="retired")
    assert "بعداً پس گرفته شد" in client.get(path).content.decode()
    table = b"".join(client.post(path, {"do": "csv"}).streaming_content).decode()
    assert "(پس‌گرفته‌شده)" in table


def test_the_page_hands_over_to_a_colleague_and_to_nobody_else(world: World) -> None:
    officer, colleague = world.people["officer"], world.people["colleague"]
    answer = answer_of(asked(world), world, "province")
    answering.delegate(actor=world.as_("officer"), answer=answer, person=officer, now=NOON)
    client, said = client_of(world, "officer"), {"unit": "province", "away": officer.pk}
    page = client.get("/desk/calls/hand-over/").content.decode()
    assert f'<option value="{officer.pk}" selected>' in page
    for other in (world.people["trusted"].pk, officer.pk, "x", ""):
        assert client.post("/desk/calls/hand-over/", {**said, "deputy": other}).status_code == 422
    assert client.post("/desk/calls/hand-over/", {**said, "deputy": colleague.pk}).status_code == 302
    answer.refresh_from_db()
    assert answer.delegated_to == colleague
