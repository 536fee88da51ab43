"""A call that reaches many units asks first; a tap comes back to its row; what was typed survives."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.world import World

from hamafza.calls.models import Call
from hamafza.calls.tests.cast import answer_of, asked, client_of
from hamafza.calls.tests.test_answering import published
from hamafza.lib.text.digits import to_persian
from hamafza.network.models import Unit

FORM = {
    "unit": "centre",
    "kind": "cover",
    "title": "پوشش",
    "within": "72",
    "needs": "nothing",
    "escalation": "deadline",
    "urgent": "on",
    "retry_key": "k",
    "everyone": "on",
    "do": "ask",
}


def crowd(count: int) -> None:
    Unit.objects.bulk_create(
        Unit(code=f"more{n}", name=f"واحد {n}", kind="liaison", trust="checked") for n in range(count)
    )


def test_asking_more_than_twenty_units_asks_first_with_their_number(world: World) -> None:
    crowd(25)
    client = client_of(world, "head")
    number = Unit.objects.filter(active=True).count() - 1
    page = client.post("/desk/calls/new/", FORM)
    assert page.status_code == 200
    assert (
        "از " + str(number).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")) + " واحد"
        in page.content.decode()
    )
    assert 'name="title" value="پوشش"' in page.content.decode()
    assert not Call.objects.exists()
    client.post("/desk/calls/new/", {**FORM, "confirmed": "1"})
    assert Call.objects.get().answers.count() == number


def test_a_call_late_in_the_day_says_when_it_is_heard(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    crowd(25)
    monkeypatch.setattr("hamafza.calls.addressing.quiet", lambda known, now: now + timedelta(hours=9))
    page = client_of(world, "head").post("/desk/calls/new/", {**FORM, "urgent": ""}).content.decode()
    assert re.search(r"دیروقت است: با پایان ساعت‌های آرام \([^<.]+ ساعت [^<.]+\) باخبر می‌شوند", page)


def test_no_to_the_question_gives_the_form_back_as_it_was_filled_in(world: World) -> None:
    crowd(25)
    client = client_of(world, "head")
    question = client.post("/desk/calls/new/", {**FORM, "text": "با جزئیات"})
    assert 'name="back" value="1"' in question.content.decode()
    page = client.post("/desk/calls/new/", {**FORM, "text": "با جزئیات", "back": "1"})
    text = page.content.decode()
    assert page.status_code == 200
    assert 'value="پوشش"' in text
    assert "با جزئیات</textarea>" in text
    assert "error-summary" not in text
    assert 'name="confirmed"' not in text
    assert not Call.objects.exists()


def test_who_will_get_it_is_answered_first_on_the_page(world: World) -> None:
    page = client_of(world, "head").post("/desk/calls/new/", {**FORM, "do": "preview"}).content.decode()
    assert page.count("data-first") == 1
    assert page.index("واحد درخواست می‌شود") < page.index('name="title"')


def test_a_call_to_a_few_units_is_sent_at_once(world: World) -> None:
    client_of(world, "head").post("/desk/calls/new/", FORM)
    assert Call.objects.exists()


def test_closing_a_call_asks_first_and_counts_who_has_not_answered(world: World) -> None:
    call = asked(world)
    client, path = client_of(world, "head"), f"/desk/calls/{call.pk}/close/"
    assert "۳ واحد" in client.post(path).content.decode()
    call.refresh_from_db()
    assert call.state == "open"
    client.post(path, {"confirmed": "1"})
    call.refresh_from_db()
    assert call.state == "closed"


def test_who_may_not_close_it_is_not_asked(world: World) -> None:
    call = asked(world)
    page = client_of(world, "officer").post(f"/desk/calls/{call.pk}/close/")
    assert page.status_code == 302


def test_one_tap_comes_back_to_its_row(world: World) -> None:
    call = asked(world)
    answer = answer_of(call, world, "province")
    path = f"/desk/calls/{call.pk}/answers/{answer.pk}/accept/"
    officer = client_of(world, "officer")
    back = officer.post(path, {"next": "/desk/", "row": f"now-ask-{answer.pk}"})
    assert back.headers["Location"] == f"/desk/#now-ask-{answer.pk}"
    forged = officer.post(path, {"next": "https://example.org/", "row": "x' onload='"})
    assert forged.headers["Location"] == f"/desk/calls/{call.pk}/#answer-{answer.pk}"
    assert f'id="now-ask-{answer.pk}"' in officer.get("/desk/").content.decode()


def test_what_was_typed_as_an_answer_survives_a_mistake(world: World) -> None:
    call = asked(world, needs="item")
    answer = answer_of(call, world, "province")
    page = client_of(world, "officer").post(
        f"/desk/calls/{call.pk}/answers/{answer.pk}/done/",
        {"item": "999999999", "note": "یادداشت بلند", "file": SimpleUploadedFile("a.txt", b"a")},
    )
    text = page.content.decode()
    assert page.status_code == 422
    assert f'href="#done-{answer.pk}-item"' in text
    assert f'id="done-{answer.pk}-item"' in text
    assert 'value="یادداشت بلند"' in text
    assert "فایل را دوباره انتخاب کنید" in text


def test_the_field_that_must_be_chosen_stands_in_nothing_closed(world: World) -> None:
    for path in ("/desk/calls/new/", "/desk/incidents/new/"):
        text = client_of(world, "admin").get(path).content.decode()
        assert text.index('name="unit"') < text.index("<details", text.index('id="main"'))


def test_times_of_the_rules_are_hours_and_minutes(world: World) -> None:
    text = client_of(world, "admin").get("/desk/calls/rules/").content.decode()
    assert 'value="20:00"' in text
    assert "20:00:00" not in text


@pytest.mark.parametrize(
    "written",
    ["{code}", "{base}/news/{code}/", "{base}/en/news/{persian}/?from=desk#top", "/news/{persian}/"],
)
def test_an_own_item_is_named_by_its_code_or_its_address(world: World, written: str) -> None:
    item = published(world)
    call = asked(world, needs="item")
    answer = answer_of(call, world, "trusted")
    text = written.format(base=settings.BASE_URL, code=item.code, persian=to_persian(str(item.code)))
    path = f"/desk/calls/{call.pk}/answers/{answer.pk}/done/"
    assert client_of(world, "trusted").post(path, {"item": text}).status_code == 302
    answer.refresh_from_db()
    assert (answer.state, answer.item_id) == ("done", item.pk)


@pytest.mark.parametrize("written", ["https://example.org/news/{code}/", "{code}0000000000", "x" * 3000])
def test_what_is_no_address_of_an_item_here_is_said_at_the_field(world: World, written: str) -> None:
    item = published(world)
    call = asked(world, needs="nothing")
    answer = answer_of(call, world, "trusted")
    client, path = client_of(world, "trusted"), f"/desk/calls/{call.pk}/answers/{answer.pk}/done/"
    page = client.post(path, {"item": written.format(code=item.code)})
    assert page.status_code == 422
    assert f'href="#done-{answer.pk}-item">کد یا نشانی خبر' in page.content.decode()
    field = re.search(f'<input[^>]+id="done-{answer.pk}-item"[^>]*>', page.content.decode())
    assert field
    assert "maxlength" not in field[0]


def test_who_will_get_it_is_answered_before_the_rest_is_written(world: World) -> None:
    said = {**FORM, "title": "", "until": "nonsense", "do": "preview"}
    page = client_of(world, "head").post("/desk/calls/new/", said).content.decode()
    assert "error-summary" not in page
    assert page.count("data-first") == 1
    assert 'value="nonsense"' in page


def test_another_request_under_the_key_of_the_first_is_told_and_can_be_sent(world: World) -> None:
    head = client_of(world, "head")
    assert head.post("/desk/calls/new/", FORM).status_code == 302
    assert head.post("/desk/calls/new/", FORM).status_code == 302
    assert Call.objects.count() == 1
    page = head.post("/desk/calls/new/", {**FORM, "title": "درخواستی دیگر"})
    assert page.status_code == 422
    assert "این فرم پیش‌تر با متنی دیگر فرستاده شده است" in page.content.decode()
    key = re.search(r'name="retry_key" value="([^"]+)"', page.content.decode())
    assert key
    head.post("/desk/calls/new/", {**FORM, "title": "درخواستی دیگر", "retry_key": key[1]})
    assert set(Call.objects.values_list("title", flat=True)) == {"پوشش", "درخواستی دیگر"}
