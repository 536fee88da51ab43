"""The writing form through HTTP: what a person sends, what comes back, and that nothing is lost."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from tests.world import World

from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.lead import join, part
from hamafza.newsroom.models import Draft, Item, ItemState, Picture
from hamafza.pages.moments import in_words

NEW = "/desk/items/new/"


def client_of(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name])
    return client


def photograph(name: str = "a.jpg") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (800, 600), "#0b5c5a").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def typed(**more: Any) -> dict[str, Any]:
    rows = {f"{name}-{total}_FORMS": 0 for name in ("pictures", "evidence") for total in ("TOTAL", "INITIAL")}
    words = {"unit": "province", "headline": "افتتاح کارگاه", "body": "<p>خلاصه</p><p>متن</p>"}
    return {**words, "profile": "news", "language": "fa", "base_number": 0, **rows, **more}


def read(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_first_paragraph_is_the_lead(world: World) -> None:
    client_of(world, "officer").post(NEW, typed(do="save"))
    version = Item.objects.get().current
    assert version is not None
    assert (version.abstract, version.body) == ("خلاصه", "<p>متن</p>")


@pytest.mark.parametrize(
    "text",
    [
        '<p>رقم <a href="https://example.org">این‌جا</a></p><p>متن</p>',
        "<p>۲۰ m<sup>2</sup></p><p>متن</p>",
        "<h2>میان‌تیتر</h2><p>متن</p>",
        f"<p>{'دراز ' * 400}</p><p>متن</p>",
    ],
)
def test_what_a_lead_cannot_hold_stays_in_the_body(text: str) -> None:
    abstract, body = part(text)
    assert abstract == ""
    assert "متن" in body
    assert len(body) >= len(text) - len(" ")


def test_a_text_that_nobody_touched_is_no_new_version(world: World) -> None:
    content = Content(headline="تیتر", abstract="", body="<p>یک</p><p>دو</p>", dateline="تهران", urgency=2)
    item = actions.create(actor=world.as_("officer"), unit=world.units["province"], content=content)
    client_of(world, "officer").post(
        f"/desk/items/{item.pk}/edit/",
        typed(headline="تیتر", body=join("", "<p>یک</p><p>دو</p>"), base_number=1, do="save"),
    )
    assert item.versions.count() == 1


def test_fields_that_the_form_does_not_show_survive_a_change(world: World) -> None:
    content = Content(headline="تیتر", abstract="لید", dateline="تهران", urgency=2)
    item = actions.create(actor=world.as_("officer"), unit=world.units["province"], content=content)
    data = typed(headline="تیتر تازه", base_number=1, do="save")
    client_of(world, "officer").post(f"/desk/items/{item.pk}/edit/", data)
    item.refresh_from_db()
    assert item.current is not None
    assert (item.current.headline, item.current.dateline, item.current.urgency) == ("تیتر تازه", "تهران", 2)


def test_photos_survive_a_fault_elsewhere_in_the_form(world: World) -> None:
    data = typed(headline="", new_pictures=[photograph(), photograph("b.jpg")], do="send")
    answer = client_of(world, "officer").post(NEW, data)
    kept = Picture.objects.get()  # the same bytes twice are one picture
    assert answer.status_code == 422
    rows = re.findall(rf'name="pictures-\d-picture" value="{kept.pk}"', read(answer))
    assert len(rows) == 2
    assert f"/media/{kept.folder}/" in read(answer)
    assert not Item.objects.exists()


def test_the_first_thing_on_the_page_names_each_faulty_field_with_a_link(world: World) -> None:
    client = client_of(world, "officer")
    rows = {"evidence-TOTAL_FORMS": 1, "evidence-0-kind": "figure", "evidence-0-figure": "۱۲۰"}
    data = typed(headline="", new_pictures=photograph(), do="send", **rows)
    answer = client.post(NEW, data)
    page = read(answer)
    main = page[page.index("<main") :]
    assert main.index('role="alert"') < main.index("<h1")
    assert 'href="#id_evidence-0-source"' in main
    data = typed(headline="", do="send", **rows | {"evidence-0-source": "دفتر"})
    again = read(client.post(NEW, data | {"new_pictures": photograph()}))
    for link in ("#id_headline", "#id_pictures-0-caption"):
        assert f'href="{link}"' in again


def test_a_caption_is_the_alternative_text_unless_another_is_given(world: World) -> None:
    client = client_of(world, "officer")
    pk = client.post("/desk/uploads/picture/", {"unit": "province", "file": photograph()}).json()["id"]
    row = {
        "pictures-TOTAL_FORMS": 1,
        "pictures-0-picture": pk,
        "pictures-0-ORDER": 1,
        "pictures-0-caption": "نمای کارگاه",
    }
    client.post(NEW, typed(do="save", **row))
    item = Item.objects.get()
    assert item.current is not None
    assert (item.current.pictures[0]["caption"], item.current.pictures[0]["alt"]) == ("نمای کارگاه",) * 2
    page = read(client.get(f"/desk/items/{item.pk}/edit/"))
    assert page.count("نمای کارگاه") == 1


def test_pictures_keep_the_order_the_person_gave_them(world: World) -> None:
    client = client_of(world, "officer")
    out = BytesIO()
    Image.new("RGB", (400, 400), "#884400").save(out, "JPEG")
    other = SimpleUploadedFile("b.jpg", out.getvalue(), "image/jpeg")
    first, second = (
        client.post("/desk/uploads/picture/", {"unit": "province", "file": file}).json()["id"]
        for file in (photograph(), other)
    )
    rows: dict[str, Any] = {"pictures-TOTAL_FORMS": 2}
    for number, (pk, place) in enumerate(((first, 2), (second, 1))):
        rows |= {
            f"pictures-{number}-picture": pk,
            f"pictures-{number}-ORDER": place,
            f"pictures-{number}-caption": "عکس",
        }
    client.post(NEW, typed(do="save", **rows))
    version = Item.objects.get().current
    assert version is not None
    assert [one["picture"] for one in version.pictures] == [second, first]


def test_an_upload_for_a_unit_one_does_not_write_for_is_not_found(world: World) -> None:
    answer = client_of(world, "officer").post(
        "/desk/uploads/picture/", {"unit": "trusted", "file": photograph()}
    )
    assert answer.status_code == 404
    assert not Picture.objects.exists()


def test_a_refused_upload_says_why(world: World) -> None:
    file = SimpleUploadedFile("a.jpg", b"\xff\xd8\xff no picture", "image/jpeg")
    answer = client_of(world, "officer").post("/desk/uploads/picture/", {"unit": "province", "file": file})
    assert answer.status_code == 422
    assert "JPEG" in answer.json()["error"]


def test_an_empty_form_makes_no_draft_and_says_so(world: World) -> None:
    answer = client_of(world, "officer").post(NEW, typed(headline="", body="", do="save"))
    assert answer.status_code == 422
    assert "نخست تیتر یا متنی بنویسید" in read(answer)
    assert not Item.objects.exists()


def test_an_administrator_of_a_new_network_sees_which_unit_is_missing(world: World) -> None:
    answer = client_of(world, "admin").post(NEW, typed(unit="", do="send"))
    page = read(answer)
    assert answer.status_code == 422
    assert 'href="#id_unit"' in page
    field = page.index('id="id_unit"')
    assert (
        page.rfind("<details", 0, field) <= page.rfind("</details>", 0, field)
        or "<details" not in page[:field]
    )


def test_a_kept_draft_opens_again_with_its_pictures_and_evidence(world: World) -> None:
    client = client_of(world, "officer")
    pk = client.post("/desk/uploads/picture/", {"unit": "province", "file": photograph()}).json()["id"]
    content = {
        "headline": "ناتمام",
        "body": "<p>متن</p>",
        "pictures-TOTAL_FORMS": "1",
        "pictures-0-picture": str(pk),
        "pictures-0-caption": "شرح نگه‌داشته",
        "evidence-0-kind": "link",
        "evidence-0-url": "https://example.org/a",
        "embargoed": "فردا ۹",
    }
    body = {"unit": "province", "item": "", "base_number": "0", "content": content}
    client.post("/desk/drafts/k1/", body, content_type="application/json")
    page = read(client.get(f"{NEW}?draft=k1"))
    for words in ("ناتمام", "شرح نگه‌داشته", "https://example.org/a", "فردا ۹"):
        assert words in page
    assert Draft.objects.count() == 1


# Publishing later


def tomorrow() -> str:
    return (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d 09:00")


def scheduled(world: World) -> Item:
    client_of(world, "trusted").post(NEW, typed(unit="trusted", embargoed=tomorrow(), do="send"))
    return Item.objects.get()


def test_a_scheduled_item_says_scheduled_and_when(world: World) -> None:
    item = scheduled(world)
    page = read(client_of(world, "trusted").get(f"/desk/items/{item.pk}/"))
    assert item.firstpublished is None
    assert "زمان‌بندی‌شده" in page
    assert "ساعت ۰۹:۰۰ منتشر می‌شود" in page
    assert "badge-ok" not in page
    listed = read(client_of(world, "trusted").get("/desk/items/?state=scheduled"))
    assert "افتتاح کارگاه" in listed
    assert "افتتاح کارگاه" not in read(client_of(world, "trusted").get("/desk/items/?state=published"))


def test_its_hour_can_be_moved_and_cancelled(world: World) -> None:
    item, client = scheduled(world), client_of(world, "trusted")
    later = (timezone.localtime() + timedelta(days=3)).strftime("%Y-%m-%d 14:30")
    said = read(client.post(f"/desk/items/{item.pk}/reschedule/", {"embargoed": later}, follow=True))
    item.refresh_from_db()
    assert item.embargoed is not None
    assert timezone.localtime(item.embargoed).strftime("%Y-%m-%d %H:%M") == later
    assert "جابه‌جا شد" in said
    client.post(f"/desk/items/{item.pk}/unschedule/", {"confirmed": "1"})
    item.refresh_from_db()
    assert (item.state, item.published, item.embargoed) == (ItemState.DRAFT, None, None)


def test_the_history_says_from_when_to_when_it_was_moved(world: World) -> None:
    item, client = scheduled(world), client_of(world, "trusted")
    assert item.embargoed is not None
    before, later = item.embargoed, timezone.localtime() + timedelta(days=3)
    client.post(f"/desk/items/{item.pk}/reschedule/", {"embargoed": f"{later:%Y-%m-%d} 14:30"})
    item.refresh_from_db()
    page = read(client.get(f"/desk/items/{item.pk}/"))
    assert item.embargoed is not None
    assert f"از {in_words(before)} به {in_words(item.embargoed)} جابه‌جا شد" in page
    assert f"برای {in_words(before)}" in page
    client.post(f"/desk/items/{item.pk}/unschedule/", {"confirmed": "1"})
    assert f"قرار بود {in_words(item.embargoed)} منتشر شود" in read(client.get(f"/desk/items/{item.pk}/"))


def test_cancelling_a_schedule_asks_first(world: World) -> None:
    item, client = scheduled(world), client_of(world, "trusted")
    page = read(client.post(f"/desk/items/{item.pk}/unschedule/"))
    item.refresh_from_db()
    assert item.is_scheduled
    assert item.embargoed is not None
    assert in_words(item.embargoed) in page
    assert "لغو شود؟" in page


def test_the_preview_shows_the_hour_of_publication(world: World) -> None:
    client = client_of(world, "trusted")
    page = read(client.post("/desk/items/preview/", typed(unit="trusted", embargoed=tomorrow())))
    assert "۰۹:۰۰" in page
    item = scheduled(world)
    page = read(client.post("/desk/items/preview/", typed(unit="trusted", item=item.pk, note="رقم")))
    assert "۰۹:۰۰" in page


def test_a_cancelled_item_is_never_published_by_the_clock(world: World) -> None:
    item = scheduled(world)
    client_of(world, "trusted").post(f"/desk/items/{item.pk}/unschedule/", {"confirmed": "1"})
    actions.lift_embargo(item=item)
    item.refresh_from_db()
    assert item.firstpublished is None


@pytest.mark.parametrize("name", ["officer", "observer", "secretary", "outsider"])
@pytest.mark.parametrize("what", ["reschedule", "unschedule"])
def test_a_stranger_moves_nobody_s_hour(world: World, name: str, what: str) -> None:
    item = scheduled(world)
    client_of(world, name).post(f"/desk/items/{item.pk}/{what}/", {"embargoed": tomorrow()})
    item.refresh_from_db()
    assert item.is_scheduled


def test_the_hour_a_writer_wished_holds_after_the_check(world: World) -> None:
    client_of(world, "officer").post(NEW, typed(embargoed=tomorrow(), do="send"))
    item = Item.objects.get()
    assert item.state == ItemState.SUBMITTED
    client_of(world, "colleague").post(f"/desk/items/{item.pk}/publish/")
    item.refresh_from_db()
    assert item.is_scheduled
    assert item.embargoed is not None
    assert timezone.localtime(item.embargoed).hour == 9


def test_the_checker_may_publish_at_once_all_the_same(world: World) -> None:
    client_of(world, "officer").post(NEW, typed(embargoed=tomorrow(), do="send"))
    item = Item.objects.get()
    client_of(world, "colleague").post(f"/desk/items/{item.pk}/publish/", {"when": "now"})
    item.refresh_from_db()
    assert item.firstpublished is not None


# Drafts that are thrown away


def draft(world: World) -> Item:
    client_of(world, "officer").post(NEW, typed(do="save"))
    return Item.objects.get()


def test_a_draft_of_one_s_own_is_deleted_and_brought_back(world: World) -> None:
    item, client = draft(world), client_of(world, "officer")
    assert f'action="/desk/items/{item.pk}/restore/"' in read(
        client.post(f"/desk/items/{item.pk}/discard/", follow=True)
    )
    assert "افتتاح کارگاه" not in read(client.get("/desk/items/?scope=mine"))
    assert client_of(world, "trusted").get(f"/desk/items/{item.pk}/").status_code == 404
    assert client_of(world, "colleague").get(f"/desk/items/{item.pk}/").status_code == 410
    client.post(f"/desk/items/{item.pk}/restore/")
    assert "افتتاح کارگاه" in read(client.get("/desk/items/?scope=mine"))


@pytest.mark.parametrize("name", ["colleague", "head", "admin", "observer"])
def test_nobody_deletes_the_draft_of_another(world: World, name: str) -> None:
    item = draft(world)
    client_of(world, name).post(f"/desk/items/{item.pk}/discard/")
    item.refresh_from_db()
    assert item.discarded is None


def test_what_was_sent_or_written_together_is_not_deleted(world: World) -> None:
    item = draft(world)
    actions.edit(
        actor=world.as_("colleague"),
        item=item,
        content=Content(headline="تیتر همکار", abstract="لید"),
        base_number=1,
    )
    client_of(world, "officer").post(f"/desk/items/{item.pk}/discard/")
    item.refresh_from_db()
    assert item.discarded is None


# Preview and corrections


def test_a_preview_looks_like_the_public_page_and_stores_no_item(world: World) -> None:
    answer = client_of(world, "officer").post("/desk/items/preview/", typed(new_pictures=photograph()))
    page = read(answer)
    assert answer.status_code == 200
    assert "پیش‌نمایش" in page
    assert "<h1" in page
    assert "افتتاح کارگاه" in page
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert not Item.objects.exists()


def test_the_button_of_a_correction_says_where_it_goes(world: World) -> None:
    item = draft(world)
    actions.submit(actor=world.as_("officer"), item=item)
    actions.publish(actor=world.as_("colleague"), item=item)
    page = read(client_of(world, "officer").get(f"/desk/items/{item.pk}/correct/"))
    assert "فرستادن اصلاحیه برای بازبینی" in page
    assert "انتشار اصلاحیه" not in page


def test_whoever_is_alone_is_told_that_nobody_can_check(world: World) -> None:
    for person in world.people.values():
        if person.username != "officer":
            person.is_active = False
            person.save(update_fields=["is_active"])
    said = read(client_of(world, "officer").post(NEW, typed(do="send"), follow=True))
    assert "کس دیگری" in said
    assert "بازبینی" in said


def test_somebody_else_s_version_is_the_first_thing_one_reads(world: World) -> None:
    item, client = draft(world), client_of(world, "officer")
    other = Content(headline="تیتر همکار", abstract="لید")
    actions.edit(actor=world.as_("colleague"), item=item, content=other, base_number=1)
    page = read(client.post(f"/desk/items/{item.pk}/edit/", typed(base_number=1, do="save")))
    main = page[page.index("<main") :]
    assert main.index('id="conflict"') < main.index("<h1")


def test_all_mistakes_are_told_at_once(world: World) -> None:
    rows = {"evidence-TOTAL_FORMS": 1, "evidence-0-kind": "figure", "evidence-0-figure": "۱۲۰"}
    page = read(
        client_of(world, "officer").post(
            NEW, typed(headline="", new_pictures=photograph(), do="send", **rows)
        )
    )
    for link in ("#id_headline", "#id_pictures-0-caption", "#id_evidence-0-source"):
        assert f'href="{link}"' in page


def test_a_returned_draft_says_first_why_it_came_back(world: World) -> None:
    item = draft(world)
    actions.submit(actor=world.as_("officer"), item=item)
    actions.return_to_author(actor=world.as_("colleague"), item=item, reason="نام مدیر را بنویسید")
    page = read(client_of(world, "officer").get(f"/desk/items/{item.pk}/"))
    assert page.index("نام مدیر را بنویسید") < page.index("<article")


def test_a_colleague_is_named_once_however_many_forms_they_have_open(world: World) -> None:
    item, colleague = draft(world), client_of(world, "colleague")
    for key in ("k1", "k2"):
        body = {"unit": "province", "item": str(item.pk), "base_number": "1", "content": {"headline": "ت"}}
        colleague.post(f"/desk/drafts/{key}/", body, content_type="application/json")
    page = read(client_of(world, "officer").get(f"/desk/items/{item.pk}/edit/"))
    assert page.count(f"{world.people['colleague']} ") == 1


# What others do meanwhile


def test_who_had_a_deleted_draft_open_is_told_by_whom_and_loses_nothing(world: World) -> None:
    item, colleague = draft(world), client_of(world, "colleague")
    said = {"unit": "province", "item": str(item.pk), "base_number": "1", "content": {"headline": "تیتر من"}}
    colleague.post("/desk/drafts/k1/", said, content_type="application/json")
    client_of(world, "officer").post(f"/desk/items/{item.pk}/discard/")
    answer = colleague.get(f"/desk/items/{item.pk}/")
    assert answer.status_code == 410
    assert "کارشناس البرز پیش‌نویس «افتتاح کارگاه» را حذف کرد" in read(answer)
    assert "متن</p>" not in read(answer)
    assert 'id="item"' in read(colleague.get(f"/desk/items/{item.pk}/", headers={"X-Requested-With": "live"}))
    said["content"] = {"headline": "تیتر من، کامل"}
    assert colleague.post("/desk/drafts/k1/", said, content_type="application/json").status_code == 200
    assert "تیتر من، کامل" in read(colleague.get(f"{NEW}?draft=k1"))


def test_a_text_sent_to_a_deleted_draft_becomes_a_new_item(world: World) -> None:
    item, colleague = draft(world), client_of(world, "colleague")
    edit = f"/desk/items/{item.pk}/edit/"
    client_of(world, "officer").post(f"/desk/items/{item.pk}/discard/")
    answer = colleague.post(edit, typed(headline="تیتر همکار", base_number=1, do="save"))
    assert answer.status_code == 410
    page = read(answer)
    assert "تیتر همکار" in page
    assert f'action="{NEW}"' in page
    assert "این پیش‌نویس را حذف کرد" in page
    assert "این پیش‌نویس را حذف کرد" in read(colleague.get(f"/desk/items/{item.pk}/writing/?base=1"))
    colleague.post(NEW, typed(headline="تیتر همکار", do="save"))
    assert Item.objects.exclude(pk=item.pk).get().current.headline == "تیتر همکار"  # type: ignore[union-attr]


def test_a_newer_version_is_told_while_one_writes(world: World) -> None:
    item, officer = draft(world), client_of(world, "officer")
    part = f"/desk/items/{item.pk}/writing/?base=1"
    assert "ذخیره کرد" not in read(officer.get(part))
    client_of(world, "colleague").post(f"/desk/items/{item.pk}/edit/", typed(headline="ت", base_number=1))
    assert "همکار البرز نسخهٔ تازه‌تری ذخیره کرد" in read(officer.get(part))
    assert f"/desk/items/{item.pk}/#version-2" in read(officer.get(part))
    assert "خودتان در پنجرهٔ دیگری" in read(client_of(world, "colleague").get(part))


def test_a_text_sent_after_the_item_was_published_is_shown_again(world: World) -> None:
    item = draft(world)
    actions.publish(actor=world.as_("colleague"), item=item)
    sent = typed(headline="تیتر دیر", base_number=1, do="save")
    answer = client_of(world, "officer").post(f"/desk/items/{item.pk}/edit/", sent)
    assert answer.status_code == 422
    assert "تیتر دیر" in read(answer)
