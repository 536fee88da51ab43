"""Writing the index. Everything here can be done again at any time; a killed process loses nothing.

Items are read and analysed outside the transaction; inside it their heads are read again, so that what
is written is never older than what another writer wrote before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max

from hamafza.archive.analysis import (
    ANALYSIS_VERSION,
    AnalysedText,
    as_shown,
    of_version,
    pack,
    source_keys,
    unpack,
)
from hamafza.archive.engines import Engine, Old, Posting, engine
from hamafza.archive.models import Index, IndexedItem, Term
from hamafza.network.models import Topic
from hamafza.newsroom.models import Item, ItemState, Version

BATCH = 200
HEADS = ("pk", "code", "state", "unit_id", "firstpublished", "published_id", "current_id")
ENTRY_FIELDS = ("version", "generation", "public", "unit", "at", "facets", "words", "more", "terms")
ASKED = 800  # words in one question to the database


@dataclass(frozen=True)
class Head:
    """What of an item decides about its entry, besides the text of its version."""

    item: int
    code: int | None
    state: str
    unit: int
    firstpublished: datetime | None
    published: int | None
    current: int | None

    @property
    def version(self) -> int | None:
        """What readers saw last; of unpublished work the current version."""
        shown = self.published if self.state in (ItemState.PUBLISHED, ItemState.RETIRED) else None
        return shown or self.current

    @property
    def public(self) -> bool:
        """Whether every reader may find it now. A withdrawn item's page stays, but is not found."""
        return self.state == ItemState.PUBLISHED and self.firstpublished is not None


@dataclass
class Vocabulary:
    """Numbers of terms that are known already; a long rebuild asks the database once for each word."""

    numbers: dict[str, int] = field(default_factory=dict)
    unshown: set[int] = field(default_factory=set)
    """Terms of which no public writing is kept yet."""

    def of(self, words: Iterable[str]) -> dict[str, int]:
        """Numbers of the words; new words get one."""
        wanted = set(words)
        missing = sorted(wanted - self.numbers.keys())
        self.learn(missing)
        if new := [word for word in missing if word not in self.numbers]:
            Term.objects.bulk_create([Term(word=word) for word in new], batch_size=300, ignore_conflicts=True)
            self.learn(new)
        return {word: self.numbers[word] for word in wanted}

    def learn(self, words: list[str]) -> None:
        for start in range(0, len(words), ASKED):
            rows = Term.objects.filter(word__in=words[start : start + ASKED])
            for word, pk, shown in rows.values_list("word", "pk", "shown"):
                self.numbers[word] = pk
                if not shown:
                    self.unshown.add(pk)


def heads(items: Iterable[int]) -> list[Head]:
    return [Head(*row) for row in Item.objects.filter(pk__in=list(items)).values_list(*HEADS)]


def index(items: list[int], *, vocabulary: Vocabulary | None = None) -> int:
    """Bring the entries of these items up to date, in one transaction; how many were written."""
    before = heads(items)
    documents = analysed(one.version for one in before)
    with transaction.atomic():
        door = engine()
        door.lock()
        return write(door, items, documents, vocabulary or Vocabulary())


def analysed(versions: Iterable[int | None]) -> dict[int, tuple[Version, AnalysedText]]:
    wanted = [pk for pk in versions if pk is not None]
    return {one.pk: (one, of_version(one)) for one in Version.objects.filter(pk__in=wanted)}


def write(
    door: Engine, items: list[int], documents: dict[int, tuple[Version, AnalysedText]], vocabulary: Vocabulary
) -> int:
    state, _made = Index.objects.get_or_create(id=1)
    now = heads(items)
    late = [one.version for one in now if one.version and one.version not in documents]
    documents = {**documents, **(analysed(late) if late else {})}
    known = {entry.item: entry for entry in IndexedItem.objects.filter(item__in=items)}
    made = [one for one in now if one.version]
    topics = dict(Topic.objects.values_list("code", "pk"))
    texts = [documents[one.version or 0] for one in made]
    numbers = vocabulary.of(every_word(texts))
    entries, postings = [], []
    for one, (version, document) in zip(made, texts, strict=True):
        posting = posting_of(one, version, document, numbers, topics)
        entry = entry_of(one, version, document, numbers, posting, state.generation)
        if one.item not in known or differs(known[one.item], entry):
            entries.append(entry)
            postings.append(posting)
    gone = set(known) - {one.item for one in made}
    changed = {entry.item for entry in entries} | gone
    old = [known[pk] for pk in sorted(changed & known.keys())]
    door.drop([old_of(entry) for entry in old])
    door.put(postings)
    if gone:
        IndexedItem.objects.filter(item__in=gone).delete()
    IndexedItem.objects.bulk_create(
        entries, batch_size=80, update_conflicts=True, unique_fields=["item"], update_fields=ENTRY_FIELDS
    )
    count(door, old, entries)
    show(texts, made, vocabulary)
    return len(entries)


def every_word(texts: list[tuple[Version, AnalysedText]]) -> Iterator[str]:
    for version, document in texts:
        yield from document.weights
        yield from source_keys(version.source)


def posting_of(
    one: Head, version: Version, document: AnalysedText, numbers: dict[str, int], topics: dict[str, int]
) -> Posting:
    facets = [f"u{one.unit}", f"p{version.profile}"]
    facets += [f"t{topics[code]}" for code in version.topics if code in topics]
    facets += [f"s{numbers[key]}" for key in sorted(source_keys(version.source))]
    if one.code is not None:
        facets.append(f"c{one.code}")
    compounds = [numbers[key] for key in document.compounds]
    return Posting(one.item, [numbers[key] for key in document.sequence], compounds, facets)


def entry_of(
    one: Head,
    version: Version,
    document: AnalysedText,
    numbers: dict[str, int],
    posting: Posting,
    generation: int,
) -> IndexedItem:
    return IndexedItem(
        item=one.item,
        version=version.pk,
        generation=generation,
        public=one.public,
        unit=one.unit,
        at=int((one.firstpublished or version.created).timestamp()),
        facets=" ".join(posting.facets),
        words=len(posting.sequence),
        more=len(posting.others) + len(posting.facets),
        terms=pack({numbers[key]: n for key, n in document.weights.items()}),
    )


def differs(known: IndexedItem, entry: IndexedItem) -> bool:
    names = ("version", "generation", "public", "unit", "at", "facets")
    return any(getattr(known, name) != getattr(entry, name) for name in names)


def old_of(entry: IndexedItem) -> Old:
    terms = [number for number, _n in unpack(bytes(entry.terms))]
    return Old(entry.item, terms, entry.words, entry.more, entry.facets.split())


def count(door: Engine, old: list[IndexedItem], new: list[IndexedItem]) -> None:
    """Keep the numbers that ranking needs: of public items only, so that nothing hidden shows in them."""
    change: Counter[int] = Counter()
    items = words = 0
    for sign, entries in ((-1, old), (1, new)):
        for entry in entries:
            if entry.public:
                items, words = items + sign, words + sign * entry.words
                for number, _n in unpack(bytes(entry.terms)):
                    change[number] += sign
    rows = sorted((pk, n) for pk, n in change.items() if n)
    if rows:
        door.count(rows)
    if items or words:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE archive_index SET public = public + %s, words = words + %s WHERE id = 1",
                [items, words],
            )


def show(texts: list[tuple[Version, AnalysedText]], made: list[Head], vocabulary: Vocabulary) -> None:
    """Keep how public items write a word, for suggestions."""
    written: dict[int, str] = {}
    for one, (_version, document) in zip(made, texts, strict=True):
        if one.public:
            for key, word in document.shown.items():
                number = vocabulary.numbers[key]
                if number in vocabulary.unshown:
                    written.setdefault(number, word)
    rows = [(as_shown(word), pk) for pk, word in sorted(written.items())]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany("UPDATE archive_term SET shown = %s WHERE id = %s AND shown = ''", rows)
    vocabulary.unshown -= written.keys()


# Rebuilding, while everything runs


def begin_rebuild(*, from_scratch: bool = False) -> None:
    """Mark every entry as old. `from_scratch` also empties the index: nothing is found until it is full."""
    with transaction.atomic():
        door = engine()
        door.lock()
        state, _made = Index.objects.get_or_create(id=1)
        state.analysis, state.generation = ANALYSIS_VERSION, state.generation + 1
        state.reached, state.done = 0, False
        if from_scratch:
            door.clear()
            IndexedItem.objects.all().delete()
            Term.objects.all().delete()
            state.public = state.words = 0
        state.save()


def step(*, size: int = BATCH, vocabulary: Vocabulary | None = None) -> int:
    """Index the next items of a rebuild, and remember in the same transaction how far it has come.

    How many items were looked at; 0: the index is complete.
    """
    state, _made = Index.objects.get_or_create(id=1)
    if state.analysis != ANALYSIS_VERSION:
        begin_rebuild()
        state.refresh_from_db()
    if state.done:
        return 0
    following = Item.objects.filter(pk__gt=state.reached).order_by("pk")
    items = list(following.values_list("pk", flat=True)[:size])
    documents = analysed(one.version for one in heads(items))
    with transaction.atomic():
        door = engine()
        door.lock()
        if items:
            write(door, items, documents, vocabulary or Vocabulary())
            mine = Index.objects.filter(id=1, generation=state.generation, reached=state.reached)
            mine.update(reached=items[-1])
        else:
            drop_orphans(door)
            Index.objects.filter(id=1, generation=state.generation).update(done=True)
    return len(items)


def drop_orphans(door: Engine) -> None:
    """Take out entries whose item is no more."""
    alive = Item.objects.values("pk")
    orphans = list(IndexedItem.objects.exclude(item__in=alive))
    door.drop([old_of(entry) for entry in orphans])
    count(door, orphans, [])
    IndexedItem.objects.filter(item__in=[entry.item for entry in orphans]).delete()


def rebuild_progress() -> tuple[int, int]:
    """How many items a rebuild has done, and how many there are; by their numbers."""
    state = Index.objects.filter(id=1).first()
    last = Item.objects.aggregate(last=Max("pk"))["last"] or 0
    if state is None:
        return 0, last
    return (last, last) if state.done else (min(state.reached, last), last)
