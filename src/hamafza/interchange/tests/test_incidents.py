"""Incidents over the API: a claim from its report to its review, and what is refused on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.world import World

from hamafza.interchange.tests.test_items import PROBLEM, Caller
from hamafza.newsroom.models import Item
from hamafza.response.models import Incident
from hamafza.response.tests.cast import claimed, published

pytestmark = pytest.mark.django_db

TEXT = {
    "stance": "wrong",
    "headline": "آب كرج سالم است",
    "fact": "هر چهل نمونهٔ امروز استاندارد است.",
    "why": "تصویر از شهر دیگری است.",
    "contact": "روابط‌عمومی البرز",
}
EVIDENCE = {
    "kind": "data",
    "label": "آزمایش",
    "source": "آزمایشگاه",
    "dated": "1405/09/03",
    "text": "کلر ۰٫۶",
}


@pytest.mark.slow
def test_a_claim_from_its_report_to_its_review(world: World) -> None:
    fund, head, officer, editor = (
        Caller(world, name) for name in ("trusted", "head", "officer", "colleague")
    )
    said = {"unit": "trusted", "claim": "مي‌گویند آب آلوده است", "where": "کانال", "touches": ["province"]}
    made = fund.post("/incidents", said, Idempotency_Key="one")
    assert made.status_code == 201, made.content
    assert fund.post("/incidents", said, Idempotency_Key="one").json()["id"] == made.json()["id"]
    one = f"/incidents/{made.json()['id']}"
    assert head.post(f"{one}/triage", {"severity": 3, "kind": "false"}).json()["state"] == "triaged"
    assert (
        officer.post(f"{one}/steps", {"do": "claim", "unit": "province"}).json()["owner"]["code"]
        == "province"
    )
    assert officer.post(f"{one}/steps", {"do": "verify"}).status_code == 200
    piece = officer.post(f"{one}/evidence", EVIDENCE).json()
    own = officer.post(f"{one}/evidence/{piece['id']}/check")
    assert (own.status_code, own.headers["Content-Type"]) == (403, PROBLEM)
    assert editor.post(f"{one}/evidence/{piece['id']}/check").json()["checked_by"]
    assert officer.post(f"{one}/response", TEXT).status_code == 200
    assert officer.post(f"{one}/steps", {"do": "ready"}).json()["state"] == "response_ready"
    assert officer.post(f"{one}/steps", {"do": "clear"}).status_code == 403
    assert "clear" in editor.get(one).json()["may"]
    assert editor.post(f"{one}/steps", {"do": "clear"}).json()["state"] == "cleared"
    shown = officer.post(f"{one}/steps", {"do": "publish"}).json()
    assert Item.objects.get(code=shown["item"]).published.headline == "آب کرج سالم است"  # type: ignore[union-attr]
    assert officer.post(f"{one}/spread", {"where": "کانال", "mentions": 3}).status_code == 200
    assert officer.post(f"{one}/situation", {"text": "آرام"}).status_code == 200
    assert officer.post(f"{one}/steps", {"do": "close", "reason": "تمام"}).json()["state"] == "closed"
    assert head.post(f"{one}/review", {"true": "سالم بود", "lessons": "زودتر"}).json()["state"] == "reviewed"
    room = fund.get(f"{one}/room").json()
    assert (room["response"]["number"], room["response"]["headline"]) == (1, "آب کرج سالم است")
    assert [row["by"] for row in room["response"]["clearances"]] == ["همکار البرز"]
    assert room["spread"]["counts"][0]["mentions"] == room["spread"]["mentions"] == 3
    assert [row["text"] for row in room["situations"]] == ["آرام"]
    assert room["review"]["lessons"] == "زودتر"
    steps = [row["step"] for row in head.get(f"{one}/transitions").json()["transitions"]]
    assert (steps[0], steps[-1]) == ("report", "review")
    assert head.get("/incidents?state=burning").json()["incidents"] == []
    assert len(head.get("/incidents").json()["incidents"]) == 1


def test_a_person_gets_a_role_and_stands_in_the_room(world: World) -> None:
    one, officer = f"/incidents/{claimed(world).pk}", Caller(world, "officer")
    before = officer.get(f"{one}/room").json()
    assert officer.post(f"{one}/people", {"person": "colleague", "role": "scribe"}).status_code == 200
    people = officer.get(f"{one}/room").json()["people"]
    assert people[-1]["role"] == "scribe"
    assert len(people) == len(before["people"]) + 1
    assert (before["response"], before["review"], before["packs"]) == (None, None, [])
    assert officer.post(f"{one}/people", {"person": "nobody", "role": "scribe"}).status_code == 422
    assert officer.post(f"{one}/people", {"person": "officer", "role": "king"}).status_code == 422
    assert (
        Caller(world, "observer").post(f"{one}/people", {"person": "officer", "role": "lead"}).status_code
        == 403
    )


def test_statements_and_packs_stand_in_the_room(world: World) -> None:
    one, officer = f"/incidents/{published(world).pk}", Caller(world, "officer")
    pack = officer.post(f"{one}/pack", {"sentences": "دو جمله برای آغاز.", "to": {"units": ["trusted"]}})
    (shown,) = officer.get(f"{one}/room").json()["packs"]
    assert (shown["call"], shown["sentences"]) == (pack.json()["call"], "دو جمله برای آغاز.")
    other = f"/incidents/{claimed(world).pk}"
    assert officer.post(f"{other}/holding", {"text": "در حال بررسی هستیم."}).status_code == 200
    (held,) = officer.get(f"{other}/room").json()["holdings"]
    assert (held["text"], held["by"]) == ("در حال بررسی هستیم.", "کارشناس البرز")


def test_a_file_becomes_evidence_with_its_hash_and_twice_is_once(world: World) -> None:
    one, officer = f"/incidents/{claimed(world).pk}", Caller(world, "officer").client
    headers = {"Idempotency-Key": "file"}

    def send(name: str, data: bytes, **more: str):  # type: ignore[no-untyped-def]
        form = {**EVIDENCE, "text": "", "file": SimpleUploadedFile(name, data)}
        return officer.post(f"/api/v1{one}/evidence-file", form, headers=more or headers)

    first, again = send("آزمایش.pdf", b"%PDF-1.4 x"), send("آزمایش.pdf", b"%PDF-1.4 x")
    assert first.status_code == 201, first.content
    assert first.json() == again.json()
    assert (first.json()["file"], len(first.json()["sha256"])) == ("آزمایش.pdf", 64)
    assert send("آزمایش.pdf", b"%PDF-1.4 y").status_code == 422  # the key was another file's
    refused = send("x.exe", b"MZ\x00\x01", **{"Idempotency-Key": "other"})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "file")
    assert Incident.objects.get().evidence.count() == 1


def test_everybody_reads_the_limits_of_clocks_and_administrators_set_them(world: World) -> None:
    head, admin = Caller(world, "head"), Caller(world, "admin")
    limits = {(row["clock"], row["severity"]): row for row in head.get("/incidents/limits").json()["limits"]}
    assert (limits["ownership", 4]["minutes"], limits["ownership", 4]["own"]) == (15, False)
    said = {"clock": "ownership", "severity": 4, "minutes": 20}
    assert head.post("/incidents/limits", said).status_code == 403
    assert {**said, "own": True} in admin.post("/incidents/limits", said).json()["limits"]


def test_two_programs_that_write_one_section_lose_nothing(world: World) -> None:
    one = f"/incidents/{claimed(world).pk}"
    officer, editor = Caller(world, "officer"), Caller(world, "colleague")
    assert officer.post(f"{one}/facts/facts", {"text": "الف", "base": 0}).json()["number"] == 1
    clash = editor.post(f"{one}/facts/facts", {"text": "ب", "base": 0})
    assert (clash.status_code, clash.json()["current"]) == (409, {"number": 1, "text": "الف"})
    assert editor.get(f"{one}/room").json()["facts"][0]["text"] == "الف"


@pytest.mark.slow
def test_help_is_asked_offered_taken_and_released(world: World) -> None:
    incident: Incident = claimed(world, by="colleague", severity=4)
    one, officer, fund = f"/incidents/{incident.pk}", Caller(world, "officer"), Caller(world, "trusted")
    deadline = (timezone.now() + timedelta(hours=5)).isoformat()
    wish = {
        "title": "کارشناس",
        "kind": "expert",
        "count": 2,
        "skill": "حسابداری",
        "to": {"units": ["trusted"]},
    }
    asked = officer.post(f"{one}/help", {**wish, "deadline": deadline})
    assert asked.json()["asked"] == 1
    assert fund.get(one).status_code == 404
    fund.post(
        f"/calls/{asked.json()['call']}/answer", {"do": "accept", "note": "یک حسابدار", "starts": deadline}
    )
    [request] = officer.get(f"{one}/room").json()["requests"]
    assert (request["kind"], request["count"], request["skill"]) == ("expert", 2, "حسابداری")
    assert officer.post(f"{one}/help", {**wish, "kind": "x", "deadline": deadline}).status_code == 422
    [offer] = officer.get(f"{one}/room").json()["offers"]
    assert (offer["code"], offer["call"], offer["note"]) == ("trusted", asked.json()["call"], "یک حسابدار")
    assert offer["starts"] is not None
    assert officer.post(f"{one}/offers/trusted/take").status_code == 200
    assert fund.get(one).status_code == 200
    assert officer.post(f"{one}/helps/trusted/release", {"thanks": "سپاس"}).status_code == 200
    assert fund.get(one).status_code == 404


def test_an_order_of_one_text_is_refused_with_its_kind(world: World) -> None:
    one = f"/incidents/{published(world).pk}"
    order = {"sentences": "یک متن برای همه است.", "to": {"units": ["body", "trusted"]}, "same_text": True}
    refused = Caller(world, "officer").post(f"{one}/pack", order)
    assert (refused.status_code, refused.json()["type"]) == (422, "urn:hamafza:problem:one-text-many-voices")
