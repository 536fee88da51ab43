"""The index can be made anew at any time, and always says what the items say."""

from __future__ import annotations

import pytest
from django.db import connection

from hamafza.archive import indexing
from hamafza.archive.analysis import unpack
from hamafza.archive.clocks import catch_up
from hamafza.archive.expressions import term_key
from hamafza.archive.indexing import begin_rebuild, rebuild_progress, step
from hamafza.archive.models import Index, IndexedItem, Term
from hamafza.archive.queries import search
from hamafza.archive.tests.conftest import Archive

pytestmark = pytest.mark.slow

Row = tuple[int, bool, str, tuple[tuple[str, int], ...]]


def entries() -> dict[int, Row]:
    """What the entries say, whatever the numbers of their terms."""
    words = dict(Term.objects.values_list("pk", "word"))
    return {
        one.item: (
            one.version,
            one.public,
            " ".join(f"s{words[int(f[1:])]}" if f[0] == "s" else f for f in one.facets.split()),
            tuple(sorted((words[pk], n) for pk, n in unpack(bytes(one.terms)))),
        )
        for one in IndexedItem.objects.all()
    }


def in_full_text() -> set[tuple[int, str]]:
    """Item and key of everything the database's own index holds."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT item, lexeme FROM archive_fts, unnest(keys)")
        else:
            cursor.execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.archive_seen USING fts5vocab(main, archive_fts, instance)"
            )
            cursor.execute("SELECT DISTINCT doc, term FROM temp.archive_seen")
        return set(cursor.fetchall())


def consistent() -> None:
    """The entries, the full-text index and the counts agree with one another."""
    wanted: set[tuple[int, str]] = set()
    df: dict[int, int] = {}
    for one in IndexedItem.objects.all():
        terms = [pk for pk, _n in unpack(bytes(one.terms))]
        wanted |= {(one.item, key) for key in (*map(term_key, terms), *one.facets.split())}
        if one.public:
            for pk in terms:
                df[pk] = df.get(pk, 0) + 1
    assert in_full_text() == wanted
    assert dict(Term.objects.filter(df__gt=0).values_list("pk", "df")) == df
    public = list(IndexedItem.objects.filter(public=True).values_list("words", flat=True))
    assert Index.objects.values_list("public", "words").get() == (len(public), sum(public))


@pytest.fixture
def filled(archive: Archive) -> Archive:
    for number in range(9):
        archive.publish(f"خبر {number}", f"<p>روابط‌عمومی واژهٔ{number} مشترک</p>", source=f"منبع {number}")
    archive.write("پیش‌نویس", unit="province", by="officer")
    return archive


def finish() -> None:
    while step(size=3):
        pass


def test_the_index_that_followed_the_ledger_is_the_one_made_anew(filled: Archive) -> None:
    first = filled.publish("نخست", "<p>متن نخست</p>")
    filled.correct(first, body="<p>متن دوم</p>", headline="دوم")
    filled.withdraw(filled.publish("پس‌گرفته"))
    followed = entries()
    consistent()
    begin_rebuild(from_scratch=True)
    assert search("خبر").total == 0
    finish()
    consistent()
    assert entries() == followed


def test_a_rebuild_hides_nothing_while_it_runs(filled: Archive) -> None:
    before = [one.item.pk for one in search("مشترک").items]
    begin_rebuild()
    while step(size=2):
        assert [one.item.pk for one in search("مشترک").items] == before
    consistent()
    assert rebuild_progress()[0] == rebuild_progress()[1]


def test_what_is_published_during_a_rebuild_is_in_it(filled: Archive) -> None:
    begin_rebuild()
    step(size=2)
    new = filled.publish("تازه", "<p>در میانه</p>")
    step(size=2)
    filled.correct(new, body="<p>اصلاح‌شده در میانه</p>")
    finish()
    consistent()
    assert search("اصلاح‌شده").total == 1


def test_a_correction_between_reading_and_writing_wins(
    filled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rebuild that read an item before it was corrected does not write the old text over the new."""
    item = filled.publish("خبر", "<p>قدیم</p>")
    begin_rebuild()
    read = indexing.analysed
    done: list[bool] = []

    def corrected_meanwhile(versions):  # type: ignore[no-untyped-def]
        found = read(versions)
        if not done:
            done.append(True)
            filled.correct(item, body="<p>جدید</p>")
        return found

    monkeypatch.setattr(indexing, "analysed", corrected_meanwhile)
    while step(size=100):
        pass
    consistent()
    assert (search("قدیم").total, search("جدید").total) == (0, 1)


def test_a_batch_that_dies_leaves_no_trace_and_the_clock_goes_on(
    filled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_rebuild(from_scratch=True)
    step(size=3)
    reached, before = Index.objects.get().reached, entries()

    def die(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(indexing, "count", die)
        with pytest.raises(KeyboardInterrupt):
            step(size=3)
    assert (Index.objects.get().reached, entries()) == (reached, before)
    consistent()
    for _ in range(3):
        catch_up()
    consistent()
    assert len(entries()) == 10


def test_another_analysis_makes_every_entry_anew(filled: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    finish()
    generation = Index.objects.get().generation
    monkeypatch.setattr(indexing, "ANALYSIS_VERSION", 99)
    catch_up()
    catch_up()
    state = Index.objects.get()
    assert (state.analysis, state.generation, state.done) == (99, generation + 1, True)
    assert set(IndexedItem.objects.values_list("generation", flat=True)) == {generation + 1}
    consistent()


def test_the_same_event_twice_changes_nothing(filled: Archive) -> None:
    before = entries()
    filled.followed = 0
    filled.follow()
    assert entries() == before
    consistent()
