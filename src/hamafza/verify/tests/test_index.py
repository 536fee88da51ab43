"""The index: derived, true to what was published, and there all the time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.access import public_items
from hamafza.newsroom.content import Content
from hamafza.newsroom.editions import editions
from hamafza.newsroom.models import Item
from hamafza.verify import actions, postings
from hamafza.verify.answers import Verdict
from hamafza.verify.models import PublishedVersion, Shelf
from hamafza.verify.queries import check
from hamafza.verify.tests.conftest import BODY, LEAD, Desk, follow
from hamafza.verify.texts import rows_of

JUST_NOW = Content(headline="خبر همین حالا", abstract="لید", body=BODY, topics=["work"])
OTHER = "این جمله را هیچ‌کس در هیچ شبکه‌ای هنوز نگفته است و نخواهد گفت."
Rows = set[tuple[int, int, int]]


def indexed() -> Rows:
    """Every posting that answers now."""
    return set(postings.fetch(f"SELECT h, d, p FROM {postings.table(postings.shelf().current)}", []))


def wanted() -> Rows:
    """Every posting there should be, worked out from the items alone."""
    ids = {one.version_id: one.pk for one in PublishedVersion.objects.all()}
    return {
        row
        for item in public_items()
        for edition in editions(item)
        for row in rows_of(ids[edition.version.pk], edition.version)
    }


def write_some(desk: Desk) -> Item:
    item = desk.publish()
    desk.correct(item, "عدد", body=BODY.replace("۳۲۰", "۳۵۰"))
    other = desk.publish(headline="خبری دیگر دربارهٔ همایش سالانهٔ روابط‌عمومی‌ها در اصفهان و شیراز", body="")
    desk.withdraw(
        desk.publish(headline="خبر سوم دربارهٔ راه‌های روستایی استان در سال گذشته", body=""), "نادرست"
    )
    return other


def test_it_holds_every_version_that_readers_saw(desk: Desk) -> None:
    write_some(desk)
    assert PublishedVersion.objects.count() == 4
    assert indexed() == wanted() != set()


def test_indexing_again_changes_nothing(desk: Desk) -> None:
    item = write_some(desk)
    before = indexed()
    actions.index(item=item)
    assert indexed() == before


def test_a_rebuild_gives_the_same_and_leaves_the_other_side_empty(desk: Desk) -> None:
    write_some(desk)
    before, seen = indexed(), []
    assert actions.rebuild(lambda done, of: seen.append((done, of))) == 3
    assert seen == [(3, 3)]
    assert indexed() == before == wanted()
    assert Shelf.objects.get().current == "b"
    assert postings.fetch(f"SELECT COUNT(*) FROM {postings.table('a')}", []) in ([(0,)], [[0]])


def test_a_rebuild_brings_back_what_was_lost(desk: Desk) -> None:
    write_some(desk)
    postings.empty("a")
    assert check(LEAD).verdict == Verdict.NONE
    actions.rebuild()
    assert check(LEAD).verdict == Verdict.WHOLE


def test_what_was_there_before_the_index_follows_by_the_clock_and_until_then_an_answer_says_so(
    desk: Desk,
) -> None:
    write_some(desk)
    before = indexed()
    PublishedVersion.objects.all().delete()
    postings.empty("a")
    Shelf.objects.update(filled_to=0)
    answer = check(LEAD)
    assert (answer.verdict, answer.complete) == (Verdict.NONE, False)
    assert [actions.catch_up(size=2) for _round in range(3)] == [2, 1, 0]
    assert check(LEAD).verdict == Verdict.WHOLE
    assert check("این جمله را هیچ‌کس در هیچ شبکه‌ای هنوز نگفته است و نخواهد گفت.").complete
    assert {(h, p) for h, _d, p in indexed()} == {(h, p) for h, _d, p in before}
    assert indexed() == wanted()


def test_what_is_published_during_a_rebuild_is_in_both(desk: Desk) -> None:
    write_some(desk)
    side = actions.begin()
    late = desk.publish(headline="خبری که در میان بازسازی نمایه منتشر شد و نباید گم شود")
    assert check(late.published.headline).verdict == Verdict.WHOLE  # type: ignore[union-attr]
    actions.fill(side, list(public_items().exclude(pk=late.pk).values_list("pk", flat=True)))
    actions.finish(side)
    assert indexed() == wanted()


def test_a_rebuild_that_was_cut_short_leaves_the_index_whole(desk: Desk) -> None:
    other = write_some(desk)
    before = indexed()
    actions.fill(actions.begin(), [other.pk])
    assert indexed() == before == wanted()
    actions.rebuild()
    assert indexed() == wanted()


def test_two_rebuilds_do_not_work_at_once(desk: Desk) -> None:
    with actions.alone(), pytest.raises(actions.Rebuilding):
        actions.rebuild()


def test_a_formula_stops_growing_but_keeps_its_first_owners(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "FULL", 3)
    for number in range(6):
        desk.publish(headline=f"خبر {number}", body=f"<p>{'متن ویژه ' * 3}{number}</p>")
    spread: dict[int, list[int]] = {}
    for number, shown, _place in indexed():
        spread.setdefault(number, []).append(shown)
    assert max(map(len, spread.values())) == 3
    first = PublishedVersion.objects.order_by("pk").first()
    assert check(LEAD).sources[0].version == first.version  # type: ignore[union-attr]


def test_embargoed_and_unpublished_texts_are_not_in_it(desk: Desk) -> None:
    desk.publish(embargoed=timezone.now() + timedelta(days=1))
    assert indexed() == set()
    assert PublishedVersion.objects.count() == 0


def test_what_was_published_just_now_is_not_said_to_match_nothing(desk: Desk) -> None:
    desk.publish()
    while actions.catch_up(size=9):
        pass
    assert check(OTHER).complete
    item = newsroom.create(
        actor=desk.world.as_("trusted"), unit=desk.world.units["trusted"], content=JUST_NOW
    )
    newsroom.publish(actor=desk.world.as_("trusted"), item=item)
    assert not check(OTHER).complete
    follow()
    while actions.catch_up(size=9):
        pass
    assert check(OTHER).complete
