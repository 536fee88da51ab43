"""Another unit's confidential file: eight callers try to use its number in six ways."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from hamafza.calls import actions as calls
from hamafza.calls import answering
from hamafza.calls.addressing import Address
from hamafza.calls.models import Answer
from hamafza.calls.tests.cast import NOON, answer_of, question
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Attachment, Item, Picture, Version
from hamafza.newsroom.rows import facts
from hamafza.pages.refusals import Refused
from hamafza.response.actions import Report, report
from hamafza.response.models import Evidence, Incident
from hamafza.response.working import EvidencePiece, add_evidence
from tests.attacks.callers import EVERYBODY, Program, browser, confidential
from tests.world import World

UNIT_OF = {
    "officer": "province",
    "colleague": "province",
    "editor": "body",
    "trusted": "trusted",
    "head": "centre",
    "secretary": "centre",
    "observer": "province",
    "outsider": "province",
}


@pytest.fixture
def secret(world: World) -> Attachment:
    """A file of a unit none of the eight works in."""
    from hamafza.network.models import Unit

    other = Unit.objects.create(code="other", name="واحد دیگر", parent=world.units["centre"])
    world.units["other"] = other
    return confidential(world, "admin", "other")


def own_unit(world: World, username: str) -> str:
    return UNIT_OF[username]


def api_create(world: World, username: str, file: Attachment) -> None:
    piece = {"kind": "file", "file": str(file.pk), "label": "سند"}
    for body in (piece, {**piece, "sha256": file.sha256, "name": "x.pdf"}):
        Program(world, username).post(
            "/items",
            {"unit": own_unit(world, username), "headline": "تیتر", "abstract": "لید", "evidence": [body]},
        )


def api_change(world: World, username: str, file: Attachment) -> None:
    unit = world.units[own_unit(world, username)]
    item = actions.create(actor=world.as_("admin"), unit=unit, content=Content(headline="تیتر"))
    Program(world, username).patch(
        f"/items/{item.pk}",
        {"base_version": 1, "evidence": [{"kind": "file", "file": str(file.pk), "label": "سند"}]},
    )


def form_new(world: World, username: str, file: Attachment) -> None:
    rows = {
        "evidence-TOTAL_FORMS": 1,
        "evidence-INITIAL_FORMS": 0,
        "evidence-0-kind": "file",
        "evidence-0-label": "سند",
        "evidence-0-attachment": file.pk,
        "pictures-TOTAL_FORMS": 0,
        "pictures-INITIAL_FORMS": 0,
    }
    browser(world, username).post(
        "/desk/items/new/",
        {"unit": own_unit(world, username), "headline": "تیتر", "abstract": "لید", "do": "save", **rows},
    )


def answer_of_a_call(world: World, username: str, file: Attachment) -> None:
    code = own_unit(world, username)
    call = calls.ask(
        actor=world.as_("admin"),
        unit=world.units["other"],
        question=question(needs="file"),
        address=Address(units=(code,)),
        now=NOON,
    )
    answering.done(actor=world.as_(username), answer=answer_of(call, world, code), file=file, now=NOON)


def capture_of_a_claim(world: World, username: str, file: Attachment) -> None:
    said = Report(claim="ادعا", where="کانال", capture=file)
    report(actor=world.as_(username), unit=world.units[own_unit(world, username)], report=said)


def evidence_of_an_incident(world: World, username: str, file: Attachment) -> None:
    said = Report(claim="ادعا", where="کانال", touches=tuple(set(UNIT_OF.values())))
    incident = report(actor=world.as_("admin"), unit=world.units["centre"], report=said)
    Incident.objects.filter(pk=incident.pk).update(state="verifying", severity=2, kind="false")
    incident.refresh_from_db()
    piece = EvidencePiece(kind="document", label="سند", source="واحد", dated="۱۴۰۵", file=file)
    add_evidence(actor=world.as_(username), incident=incident, piece=piece)


USES: tuple[Callable[[World, str, Attachment], None], ...] = (
    api_create,
    api_change,
    form_new,
    answer_of_a_call,
    capture_of_a_claim,
    evidence_of_an_incident,
)


def used(file: Attachment) -> list[Any]:
    """Everything that shows or lends the file."""
    versions = [
        version
        for version in Version.objects.all()
        if any(file.pk == one.get("file") or str(file.pk) == one.get("file") for one in version.evidence)
        or file.sha256 in str(version.evidence)
    ]
    return [
        *versions,
        *Answer.objects.filter(file=file),
        *Incident.objects.filter(capture=file),
        *Evidence.objects.filter(file=file),
    ]


@pytest.mark.parametrize("username", EVERYBODY)
@pytest.mark.parametrize("use", USES, ids=lambda use: use.__name__)
def test_nobody_uses_a_file_of_another_unit(
    world: World, secret: Attachment, username: str, use: Callable[[World, str, Attachment], None]
) -> None:
    with suppress(Refused):
        use(world, username, secret)
    assert used(secret) == []


def test_the_hash_of_a_file_in_other_words_does_not_open_it(world: World, secret: Attachment) -> None:
    content = Content(
        headline="تیتر",
        abstract="لید",
        evidence=[{"kind": "link", "label": secret.sha256, "url": "https://example.org/", "source": ""}],
    )
    item = actions.create(actor=world.as_("trusted"), unit=world.units["trusted"], content=content)
    actions.publish(actor=world.as_("trusted"), item=item)
    assert browser(world, "officer").get(f"/desk/files/{secret.pk}/").status_code == 404


def test_nobody_shows_a_picture_of_another_unit(world: World) -> None:
    picture = Picture.objects.create(
        unit=world.units["body"], uploaded_by=world.people["editor"], sha256="0" * 64,
        folder="pictures/00/0000", widths=[320], width=320, height=200,
    )  # fmt: skip
    content = Content(headline="تیتر", pictures=[{**facts(picture), "alt": "چیزی", "caption": ""}])
    with pytest.raises(Refused):
        actions.create(actor=world.as_("officer"), unit=world.units["province"], content=content)
    assert not Item.objects.exists()


def test_one_may_use_ones_own_file_over_the_api_and_what_is_stored_is_what_the_file_is(world: World) -> None:
    mine = confidential(world, "trusted", "trusted")
    piece = {"kind": "file", "file": mine.pk, "label": "سند"}
    program, words = Program(world, "trusted"), {"unit": "trusted", "headline": "تیتر", "abstract": "لید"}
    lying = program.post("/items", {**words, "evidence": [{**piece, "sha256": "f" * 64, "name": "x"}]})
    assert lying.status_code == 422
    made = program.post("/items", {**words, "evidence": [piece]})
    assert made.status_code == 201, made.content
    stored = made.json()["evidence"][0]
    assert (stored["file"], stored["sha256"], stored["name"]) == (mine.pk, mine.sha256, "plans.pdf")


def test_evidence_that_lacks_a_field_is_shown_or_refused_but_breaks_no_page(world: World) -> None:
    program = Program(world, "trusted")
    for piece in (
        {},
        {"kind": "file"},
        {"kind": "link"},
        {"label": "x"},
        {"kind": "odd", "url": "https://a.ir"},
    ):
        made = program.post(
            "/items",
            {"unit": "trusted", "headline": "ت", "abstract": "ل", "publish": True, "evidence": [piece]},
        )
        assert made.status_code in {201, 422}
        if made.status_code == 201:
            assert browser(world, "trusted").get(f"/desk/items/{made.json()['id']}/").status_code == 200
