"""A few months of fictional items, and some in every state on the way."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from hamafza.demo import bodies, english, pictures
from hamafza.demo import paragraphs as texts
from hamafza.demo.network import body_of
from hamafza.demo.pictures import Shown
from hamafza.demo.places import PROVINCES
from hamafza.demo.subjects import CASES
from hamafza.demo.wording import ItemWording
from hamafza.network.access import Standing, standing
from hamafza.network.models import Person, Topic, Unit
from hamafza.newsroom import actions, events
from hamafza.newsroom.content import Content
from hamafza.newsroom.markup import paragraphs
from hamafza.newsroom.models import CodeCounter, Item, ItemState, Transition, Version
from hamafza.newsroom.uses import keep_uses
from hamafza.wire.models import Event

PUBLISHED, DAYS, FIRST_CODE = 400, 150, 60_000
LEADING = 3  # items on top, beside the real page
ENGLISH_EVERY = 12  # of the newest items
Step = Transition.Step


def build(units: list[Unit], people: dict[str, Person], chance: random.Random) -> None:
    CodeCounter.objects.update_or_create(id=1, defaults={"last": FIRST_CODE})
    shown = pictures.build(units[0], people["head"])
    authors = {
        name.removeprefix("officer-"): person
        for name, person in people.items()
        if name.startswith("officer-")
    }
    authors |= {
        "u1": people["trusted"],
        "u49": people["officer"],
        "u2": people["editor"],
        "u0": people["head"],
    }
    writers = [unit for unit in units if unit.code in authors]
    bulk(list(drafts_of_news(writers, shown, chance)), authors, people["head"], chance)
    in_every_state(units, people, chance)


def drafts_of_news(
    writers: list[Unit], shown: Shown, chance: random.Random
) -> Iterator[tuple[Unit, Content]]:
    """From the oldest to the newest. Each headline is said once; the last ones are in English now and then."""
    said: set[str] = set()
    in_english = english.contents(shown["en"])
    first = PUBLISHED - ENGLISH_EVERY * len(in_english)
    for number in range(1, PUBLISHED + 1):
        if number > first and (PUBLISHED - number) % ENGLISH_EVERY == 0:
            content = in_english.pop(0)
            yield speaker(writers, content.topics[0], chance), content
            continue
        while True:
            unit = chance.choice(writers)
            content = news(unit, shown, chance)
            if content.headline not in said:
                break
        said.add(content.headline)
        yield unit, content


def speaker(writers: list[Unit], topic: str, chance: random.Random) -> Unit:
    """Somebody of a body that the topic belongs to."""
    return chance.choice([unit for unit in writers[1:] if topic in bodies.BODIES[body_of(unit)].topics])


def wording(unit: Unit, chance: random.Random) -> ItemWording:
    place = next(
        (p for p in PROVINCES if unit.region and p.code == unit.region.code), chance.choice(PROVINCES)
    )
    body = bodies.BODIES[body_of(unit)] if unit.code != "u0" else chance.choice(bodies.BODIES)
    return ItemWording(chance, province=place.name, capital=place.capital, body=body.name)


def news(unit: Unit, shown: Shown, chance: random.Random) -> Content:
    words = wording(unit, chance)
    body = bodies.BODIES[body_of(unit)] if unit.code != "u0" else chance.choice(bodies.BODIES)
    topic = chance.choice(body.topics)
    kind = chance.random()
    if kind < 0.06:
        headline, lead, lines = chance.choice(texts.STATEMENTS)
        return written(words, "statement", headline, lead, lines, [topic])
    if kind < 0.1:
        headline, lead, talk = chance.choice(texts.INTERVIEWS)
        lines = [line for question, answer in talk for line in (f"پرسش: {question}", answer)]
        return written(words, "interview", headline, lead, lines, [topic], shown=shown, chance=chance)
    case = chance.choice(CASES[topic])
    lines = [case.detail, chance.choice(texts.VOICES), chance.choice(texts.BACKGROUND)]
    profile = (
        "achievement" if kind < 0.35 else "explainer" if kind < 0.42 else "report" if kind < 0.5 else "news"
    )
    if profile == "achievement":
        lines[1:1] = chance.sample(texts.ACHIEVEMENT, 2)
    lines += chance.sample(texts.NEXT, 1 if chance.random() < 0.6 else 2)
    return written(words, profile, case.headline, case.lead, lines, [topic], shown=shown, chance=chance)


def written(
    words: ItemWording,
    profile: str,
    headline: str,
    lead: str,
    lines: list[str],
    topics: list[str],
    *,
    shown: Shown | None = None,
    chance: random.Random | None = None,
) -> Content:
    said = words.say(headline), words.say(lead), [words.say(line) for line in lines]
    fitting = (shown or {"fa": {}})["fa"].get(topics[0], [])
    some = chance is not None and fitting and chance.random() < 0.4
    evidence = []
    if profile == "achievement" and (chance is None or chance.random() < 0.8):
        figure = next(iter(words.numbers.values()), 12)
        evidence = [
            {
                "kind": "figure",
                "label": "شمار بهره‌مندان",
                "figure": f"{figure}",
                "source": f"گزارش فصلی {words.names['b']}",
            },
            {"kind": "link", "label": "گزارش کامل", "url": "https://example.org/report", "source": ""},
        ]
    return Content(
        profile=profile,
        headline=said[0],
        abstract=said[1],
        body=paragraphs(said[2]),
        place=words.names["c"],
        dateline=words.names["c"],
        topics=topics,
        evidence=evidence,
        pictures=[chance.choice(fitting)] if some and chance else [],
    )


def bulk(
    wanted: list[tuple[Unit, Content]], authors: dict[str, Person], head: Person, chance: random.Random
) -> None:
    """Published items with their versions, transitions and ledger rows, in few statements."""
    now = timezone.now()
    span = timedelta(days=DAYS).total_seconds()
    moments = sorted(working_hour(now - timedelta(seconds=chance.random() * span), now) for _ in wanted)
    items = Item.objects.bulk_create(
        Item(
            unit=unit,
            created_by=authors[unit.code],
            created=at - timedelta(minutes=25),
            versioncreated=at,
            firstpublished=at,
            is_demo=True,
        )
        for (unit, _content), at in zip(wanted, moments, strict=True)
    )
    versions = Version.objects.bulk_create(
        Version(item=item, number=1, author=item.created_by, created=item.created, **content.as_dict())
        for item, (_unit, content) in zip(items, wanted, strict=True)
    )
    keep_uses(versions)
    publish(items, versions)
    CodeCounter.objects.filter(id=1).update(last=FIRST_CODE + len(items))
    topics = dict(Topic.objects.values_list("code", "pk"))
    Item.topics.through.objects.bulk_create(
        Item.topics.through(item_id=item.pk, topic_id=topics[code])
        for item, version in zip(items, versions, strict=True)
        for code in version.topics
    )
    Transition.objects.bulk_create(
        Transition(item=item, version=version, step=step, from_state=old, to_state=new, by=by, at=at)
        for item, version in zip(items, versions, strict=True)
        for step, old, new, by, at in steps(item, head)
    )
    Event.objects.bulk_create(
        ledger_row(item, version) for item, version in zip(items, versions, strict=True)
    )


def publish(items: list[Item], versions: list[Version]) -> None:
    """The rows as they are after publication, and the same in memory."""
    first = FIRST_CODE + 1 - items[0].pk  # keys of one bulk follow one another
    own = Version.objects.filter(item=OuterRef("pk")).values("pk")[:1]
    Item.objects.filter(pk__in=[item.pk for item in items]).update(
        code=F("pk") + first, state=ItemState.PUBLISHED, current=Subquery(own), published=Subquery(own)
    )
    for item, version in zip(items, versions, strict=True):
        item.code, item.state = item.pk + first, ItemState.PUBLISHED
        item.current = item.published = version


def working_hour(at: datetime, latest: datetime) -> datetime:
    moved = at.replace(hour=4 + at.hour % 9, second=0, microsecond=0)
    return min(moved, latest - timedelta(minutes=30))


def steps(item: Item, head: Person) -> list[tuple[str, str, str, Person, datetime]]:
    made = (Step.CREATE, "", ItemState.DRAFT, item.created_by, item.created)
    if item.unit.trust == Unit.Trust.AT_ONCE:
        return [
            made,
            (Step.PUBLISH, ItemState.DRAFT, ItemState.PUBLISHED, item.created_by, item.versioncreated),
        ]
    asked = item.created + timedelta(minutes=5)
    return [
        made,
        (Step.SUBMIT, ItemState.DRAFT, ItemState.SUBMITTED, item.created_by, asked),
        (Step.PUBLISH, ItemState.SUBMITTED, ItemState.PUBLISHED, head, item.versioncreated),
    ]


def ledger_row(item: Item, version: Version) -> Event:
    payload = events.facts(item, version, item.created_by_id) | {"tags": events.public_tags(item, version)}
    return Event(
        kind=events.ItemPublished.kind,
        subject=f"item:{item.pk}",
        audiences=" ".join(sorted(("all", "public", f"unit:{item.unit_id}"))),
        payload=json.dumps(payload, ensure_ascii=False, separators=(",", ":")),
        at=item.versioncreated,
    )


def lead(head: Standing) -> None:
    """The newest items with a picture stand on top of the front page, the newest of all first, in each language."""
    for language in ("fa", "en"):
        pictured = Item.objects.filter(state=ItemState.PUBLISHED, published__language=language)
        newest = pictured.exclude(published__pictures=[]).order_by("-firstpublished")[:LEADING]
        for item in reversed(newest):
            actions.feature(actor=head, item=item, on=True)


def in_every_state(units: list[Unit], people: dict[str, Person], chance: random.Random) -> None:
    """A draft, items waiting for a check, a returned one, an embargo, an urgent one, corrections, a stone."""
    officer, trusted, head = (standing(people[name]) for name in ("officer", "trusted", "head"))
    province = next(unit for unit in units if unit.code == "u49")

    def write(actor: Any, unit: Unit) -> Item:
        item = actions.create(actor=actor, unit=unit, content=news(unit, {"fa": {}}, chance))
        Item.objects.filter(pk=item.pk).update(is_demo=True)
        item.is_demo = True
        return item

    write(officer, province)
    for _number in range(2):
        actions.submit(actor=officer, item=write(officer, province))
    back = actions.submit(actor=officer, item=write(officer, province))
    actions.return_to_author(
        actor=standing(people["colleague"]), item=back, reason="لطفاً منبع رقم‌ها را هم بنویسید."
    )
    actions.publish_urgently(
        actor=officer, item=write(officer, province), reason="هشدار بارش است و باید همین حالا به مردم برسد."
    )
    later = timezone.now() + timedelta(days=2)
    actions.publish(actor=trusted, item=write(trusted, units[1]), embargoed=later)
    for note in texts.CORRECTION_NOTES:
        item = actions.publish(actor=trusted, item=write(trusted, units[1]))
        assert item.current is not None
        old = Content.of(item.current)
        better = Content(**{**old.as_dict(), "abstract": old.abstract + " این رقم نهایی است."})
        actions.correct(actor=trusted, item=item, content=better, base_number=1, note=note)
    stone = actions.publish(actor=trusted, item=write(trusted, units[1]))
    actions.withdraw(actor=head, item=stone, reason=texts.WITHDRAWAL)
