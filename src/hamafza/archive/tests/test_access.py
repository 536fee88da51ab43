"""What one may not see is not found, not counted, not suggested."""

from __future__ import annotations

import pytest

from hamafza.archive.access import PUBLIC, Audience, audience_of
from hamafza.archive.indexing import index
from hamafza.archive.models import Index, Term
from hamafza.archive.queries import as_json, search
from hamafza.archive.tests.conftest import Archive
from hamafza.newsroom import actions

SECRET = "زمردنشان"


def audiences(archive: Archive) -> dict[str, Audience]:
    names = ("admin", "head", "editor", "officer", "observer", "trusted", "outsider")
    return {"public": PUBLIC, **{name: audience_of(archive.world.as_(name)) for name in names}}


def who_finds(archive: Archive, query: str) -> set[str]:
    return {name for name, audience in audiences(archive).items() if search(query, audience=audience).total}


def test_a_draft_is_found_by_its_unit_and_those_above(archive: Archive) -> None:
    archive.write(SECRET, unit="province", by="officer")
    assert who_finds(archive, SECRET) == {"admin", "head", "editor", "officer", "observer"}


def test_an_embargoed_item_is_found_inside_only_until_its_hour(archive: Archive) -> None:
    item = archive.publish(SECRET, embargo_days=1)
    assert who_finds(archive, SECRET) == {"admin", "head", "trusted"}
    item.embargoed = None
    item.save()
    actions.lift_embargo(item=item)
    archive.follow()
    assert who_finds(archive, SECRET) == set(audiences(archive))


def test_a_withdrawn_item_is_no_longer_found_by_readers(archive: Archive) -> None:
    item = archive.publish(SECRET)
    assert "public" in who_finds(archive, SECRET)
    archive.withdraw(item)
    assert who_finds(archive, SECRET) == {"admin", "head", "trusted"}
    assert who_finds(archive, str(item.code)) == {"admin", "head", "trusted"}


def test_a_waiting_correction_is_not_found(archive: Archive) -> None:
    item = archive.publish("خبر", "<p>متن</p>")
    unit = archive.world.units["trusted"]
    unit.trust = unit.Trust.ONE_CHECK
    unit.save()
    archive.correct(item, body=f"<p>{SECRET}</p>")
    assert who_finds(archive, SECRET) == set()


@pytest.mark.slow
@pytest.mark.parametrize("hide", ["draft", "embargo", "withdrawn"])
def test_hidden_items_change_nothing_that_readers_get(archive: Archive, hide: str) -> None:
    """Results, scores, counts, facets, suggestions and problems are the same with and without them."""
    for number in range(4):
        archive.publish(f"بازنشستگان {number}", "<p>متن خبر</p>", topics=["work"])
    queries = (
        "بازنشستگان",
        "بازنشتگان",
        SECRET,
        f"{SECRET[:-1]}د",
        "متن",
        "-متن",
        "topic:work",
        "بازنشستگان متن",
    )
    before = [as_json(search(query, facets=True)) for query in queries]
    numbers = Index.objects.values_list("public", "words").get()
    for _ in range(4):
        if hide == "draft":
            archive.write(SECRET, "<p>متن بازنشستگان</p>", topics=["work"], source="منبع پنهان")
        elif hide == "embargo":
            archive.publish(SECRET, "<p>متن بازنشستگان</p>", topics=["work"], embargo_days=1)
        else:
            archive.withdraw(archive.publish(SECRET, "<p>متن بازنشستگان</p>", topics=["work"]))
    after = [as_json(search(query, facets=True)) for query in queries]
    for one, other in zip(before, after, strict=True):
        for said in (one, other):
            said["items"] = [(hit["id"], round(hit["score"], 3)) for hit in said["items"]]
    assert after == before
    assert Index.objects.values_list("public", "words").get() == numbers
    assert not Term.objects.filter(word__contains=SECRET[:5], df__gt=0).exists()


def test_an_item_hidden_since_it_was_indexed_is_not_shown(archive: Archive) -> None:
    item = archive.publish(SECRET)
    actions.withdraw(actor=archive.world.as_("trusted"), item=item, reason="اشتباه")  # the index is behind
    assert search(SECRET).items == []
    index([item.pk])
    assert search(SECRET).total == 0


def test_an_officer_sees_what_the_newsroom_shows_them(archive: Archive) -> None:
    """Search and the newsroom's own list agree on what is visible."""
    from hamafza.newsroom.access import visible
    from hamafza.newsroom.models import ItemState

    archive.write("آزمون", unit="province", by="officer")
    archive.publish("آزمون")
    archive.publish("آزمون", embargo_days=2)
    archive.withdraw(archive.publish("آزمون"))
    for name in ("admin", "head", "editor", "officer", "observer", "trusted", "outsider"):
        actor = archive.world.as_(name)
        found = {one.item.pk for one in search("آزمون", audience=audience_of(actor)).items}
        listed = visible(actor)
        stones = listed.filter(state=ItemState.RETIRED).exclude(unit__in=actor.sees)
        if actor.is_administrator:
            stones = stones.none()
        assert found == set(listed.values_list("pk", flat=True)) - set(stones.values_list("pk", flat=True)), (
            name
        )
