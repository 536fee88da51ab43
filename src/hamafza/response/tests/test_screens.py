"""The pages of incidents, through HTTP, as people use them."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.world import World

from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.response.models import Evidence, FactVersion, Incident
from hamafza.response.submitting import SHEETS
from hamafza.response.tests import cast
from hamafza.response.tests.cast import client_of

pytestmark = pytest.mark.django_db


def test_a_claim_is_reported_on_one_page_and_burns_for_those_on_duty(world: World) -> None:
    sent = client_of(world, "trusted").post(
        "/desk/incidents/new/",
        {
            "claim": "مي‌گويند آب آلوده است",
            "where": "کانال محلی",
            "unit": "trusted",
            "touches": ["province"],
            "capture": SimpleUploadedFile("shot.png", b"\x89PNG\r\n\x1a\n0000"),
            "retry_key": "one",
        },
    )
    incident = Incident.objects.get()
    assert sent.headers["Location"] == f"/desk/incidents/{incident.pk}/"
    assert incident.claim == "می‌گویند آب آلوده است"
    assert incident.capture is not None
    assert len(incident.capture.sha256) == 64
    assert incident.claim in client_of(world, "head").get("/desk/incidents/").content.decode()
    assert client_of(world, "officer").get(f"/desk/incidents/{incident.pk}/capture/").status_code == 200


def test_another_claim_under_the_key_of_the_first_is_told_and_can_be_sent(world: World) -> None:
    client = client_of(world, "trusted")
    form = {"claim": "آب آلوده است", "where": "کانال محلی", "unit": "trusted", "retry_key": "one"}
    for _tap in range(2):
        assert client.post("/desk/incidents/new/", form).status_code == 302
    assert Incident.objects.count() == 1
    for other in ({"claim": "برق قطع می‌شود"}, {"where": "روزنامه"}, {"touches": ["province"]}):
        page = client.post("/desk/incidents/new/", {**form, **other})
        assert page.status_code == 422
        assert "این فرم پیش‌تر با متنی دیگر فرستاده شده است" in page.content.decode()
    page = client.post("/desk/incidents/new/", {**form, "claim": "برق قطع می‌شود"})
    key = re.search(r'name="retry_key" value="([^"]+)"', page.content.decode())
    assert key
    client.post("/desk/incidents/new/", {**form, "claim": "برق قطع می‌شود", "retry_key": key[1]})
    assert Incident.objects.count() == 2


def test_a_second_tap_adds_no_second_piece_of_evidence(world: World) -> None:
    incident = cast.claimed(world)
    form = {
        "kind": "document",
        "label": "گزارش",
        "source": "آزمایشگاه",
        "dated": "۱۴۰۴",
        "text": "آب سالم است",
    }
    for _tap in range(2):
        client_of(world, "officer").post(f"/desk/incidents/{incident.pk}/form/evidence/", form)
    assert Evidence.objects.count() == 1


def test_a_known_claim_is_shown_before_it_is_reported_again(world: World) -> None:
    cast.triaged(world)
    page = client_of(world, "head").post(
        "/desk/incidents/new/", {"claim": "آب شهر کرج آلوده است", "do": "compare"}
    )
    assert page.status_code == 200
    assert cast.CLAIM in page.content.decode()
    assert Incident.objects.count() == 1


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_every_form_opens_where_it_belongs(world: World, name: str) -> None:
    fitting = {
        "triage": cast.reported, "reject": cast.reported, "merge": cast.triaged, "hold": cast.claimed,
        "write": cast.verifying, "emergency": cast.verifying, "return": cast.cleared, "pack": cast.published,
        "voice": cast.published, "withdraw": cast.published, "close": cast.published, "review": None, "reopen": None,
    }.get(name, cast.claimed)  # fmt: skip
    incident = fitting(world) if fitting else ended(world)
    page = client_of(world, "admin").get(f"/desk/incidents/{incident.pk}/form/{name}/")
    assert page.status_code in {200, 404}
    assert page.status_code == 200 or name == "voice"  # the administrator writes for no unit
    if name not in {"voice"}:
        refused = client_of(world, "admin").post(f"/desk/incidents/{incident.pk}/form/{name}/", {})
        assert refused.status_code == 422


def ended(world: World) -> Incident:
    from hamafza.response import actions

    return actions.close(actor=world.as_("officer"), incident=cast.published(world), reason="تمام")


@pytest.mark.slow
def test_the_room_is_read_in_every_state(world: World) -> None:
    for make in (
        cast.reported,
        cast.triaged,
        cast.claimed,
        cast.verifying,
        cast.ready,
        cast.published,
        ended,
    ):
        incident = make(world)
        for path in ("", "audit/", "part/head/", "part/aid/"):
            assert client_of(world, "officer").get(f"/desk/incidents/{incident.pk}/{path}").status_code == 200
        Incident.objects.filter(pk=incident.pk).update(item=None, answered=None, state="rejected")
    assert client_of(world, "officer").get("/desk/incidents/?over=1").status_code == 200


def test_one_tap_moves_it_and_a_refusal_is_said(world: World) -> None:
    incident = cast.triaged(world)
    officer = client_of(world, "officer")
    assert officer.post(f"/desk/incidents/{incident.pk}/claim/").status_code == 302
    page = officer.post(f"/desk/incidents/{incident.pk}/publish/", follow=True)
    incident.refresh_from_db()
    assert incident.state == "claimed"
    assert "notice-danger" in page.content.decode()


def test_a_response_is_published_after_a_question_that_names_the_claim(world: World) -> None:
    incident = cast.cleared(world)
    client, path = client_of(world, "officer"), f"/desk/incidents/{incident.pk}/publish/"
    page = client.post(path)
    assert incident.claim in page.content.decode()
    incident.refresh_from_db()
    assert incident.item_id is None
    client.post(path, {"confirmed": "1"})
    incident.refresh_from_db()
    assert incident.item_id is not None


def test_evidence_is_entered_with_a_file_and_checked_by_another(world: World) -> None:
    incident = cast.verifying(world)
    officer, colleague = client_of(world, "officer"), client_of(world, "colleague")
    data = {"kind": "document", "label": "برگه", "source": "آزمایشگاه", "dated": "امروز"}
    file = SimpleUploadedFile("lab.pdf", b"%PDF-1.4 x")
    assert (
        officer.post(f"/desk/incidents/{incident.pk}/form/evidence/", {**data, "file": file}).status_code
        == 302
    )
    piece = Evidence.objects.get()
    officer.post(f"/desk/incidents/{incident.pk}/evidence/{piece.pk}/check/")
    piece.refresh_from_db()
    assert piece.checked is None
    colleague.post(f"/desk/incidents/{incident.pk}/evidence/{piece.pk}/check/")
    piece.refresh_from_db()
    assert piece.checked_by == world.people["colleague"]
    got = colleague.get(f"/desk/incidents/{incident.pk}/evidence/{piece.pk}/file/")
    assert b"".join(got.streaming_content) == b"%PDF-1.4 x"  # type: ignore[attr-defined]


def test_two_who_write_the_same_section_lose_nothing(world: World) -> None:
    incident = cast.claimed(world)
    officer, colleague = client_of(world, "officer"), client_of(world, "colleague")
    path = f"/desk/incidents/{incident.pk}/facts/facts/"
    assert officer.post(path, {"text-0": "۴۰ نمونه"}).status_code == 302
    clash = colleague.post(path, {"text-0": "۳۰ نمونه"})
    assert clash.status_code == 409
    assert "۴۰ نمونه" in clash.content.decode()
    assert "۳۰ نمونه" in clash.content.decode()
    assert 'name="text-1"' in clash.content.decode()
    assert colleague.post(path, {"text-1": "۴۰ نمونه، نه ۳۰"}).status_code == 302
    assert (
        officer.post(f"/desk/incidents/{incident.pk}/facts/wording/", {"text-0": "آب سالم است"}).status_code
        == 302
    )
    assert FactVersion.objects.count() == 3


def explainer(world: World, headline: str, topic: str) -> Item:
    content = Content(profile="explainer", headline=headline, abstract="هر روز.", topics=[topic])
    item = newsroom.create(actor=world.as_("trusted"), unit=world.units["trusted"], content=content)
    return newsroom.publish(actor=world.as_("trusted"), item=item)


@pytest.mark.slow
def test_explainers_are_offered_by_topic_in_the_room_and_beside_the_response(world: World) -> None:
    fitting = explainer(world, "آب شهر چگونه آزمایش می‌شود؟", "work")
    other = explainer(world, "وام چگونه پرداخت می‌شود؟", "welfare")
    gone = explainer(world, "آب از کجا می‌آید؟", "work")
    newsroom.withdraw(actor=world.as_("trusted"), item=gone, reason="کهنه")
    incident, officer = cast.verifying(world, topics=()), client_of(world, "officer")
    places = [f"/desk/incidents/{incident.pk}/", f"/desk/incidents/{incident.pk}/form/write/"]
    links = {f"/desk/items/{item.pk}/" for item in (fitting, other, gone)}

    def offered() -> list[set[str]]:
        return [{link for link in links if link in officer.get(place).content.decode()} for place in places]

    assert offered() == [set(), set()]
    weighed = {"severity": "3", "kind": "false", "touches": ["province"], "topics": ["work"]}
    head = client_of(world, "head")
    assert head.post(f"/desk/incidents/{incident.pk}/form/triage/", weighed).status_code == 302
    assert offered() == [{f"/desk/items/{fitting.pk}/"}] * 2
    form = head.get(f"/desk/incidents/{incident.pk}/form/triage/").content.decode()
    assert re.search('value="work"[^>]* checked', form)


def test_a_prepared_text_is_filled_with_the_units_name(world: World) -> None:
    incident = cast.claimed(world)
    page = client_of(world, "officer").get(f"/desk/incidents/{incident.pk}/form/hold/?template=holding-fa")
    assert world.units["province"].name in page.content.decode()
    left = client_of(world, "officer").post(
        f"/desk/incidents/{incident.pk}/form/hold/", {"text": "می‌دانیم: {known}", "language": "fa"}
    )
    assert left.status_code == 422


def test_whether_a_claim_is_known_is_answered_first_and_nothing_else_is_judged(world: World) -> None:
    client = client_of(world, "officer")
    said = {"claim": "آب شهر کرج آلوده است", "link": "no address", "where": "کانال", "do": "compare"}
    page = client.post("/desk/incidents/new/", said).content.decode()
    assert page.count("data-first") == 1
    assert "error-summary" not in page
    assert 'aria-invalid="true"' not in page
    assert page.index("data-first") < page.index('name="claim"')
    for kept in ("آب شهر کرج آلوده است</textarea>", 'value="no address"', 'value="کانال"'):
        assert kept in page


def test_comparing_without_a_claim_asks_for_the_claim_alone(world: World) -> None:
    page = client_of(world, "officer").post("/desk/incidents/new/", {"claim": "", "do": "compare"})
    assert list(page.context["form"].errors) == ["claim"]
    assert not page.context["compared"]
