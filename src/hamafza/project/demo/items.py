"""About four hundred fictional items over the last five months, each with its history."""

from __future__ import annotations

import json
import random
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from hamafza.lib.text.digits import to_persian
from hamafza.network.access import standing
from hamafza.network.models import Topic, Unit
from hamafza.newsroom import actions, events
from hamafza.newsroom.content import Content
from hamafza.newsroom.markup import paragraphs
from hamafza.newsroom.models import CodeCounter, Item, Picture, Profile, State, Transition, Version
from hamafza.project.demo import english, explainers
from hamafza.project.demo import paragraphs as texts
from hamafza.project.demo.bodies import Body
from hamafza.project.demo.cast import Cast
from hamafza.project.demo.drawing import HEIGHT, WIDTH, WIDTHS, Drawn
from hamafza.project.demo.places import PROVINCES, Province
from hamafza.project.demo.subjects import CASES
from hamafza.wire.actions import poke
from hamafza.wire.models import Event

PUBLISHED, DAYS = 380, 150


@dataclass
class Number:
    """A number that is drawn once per item, from the range its first mention names."""

    chance: random.Random
    persian: bool
    value: int | None = None

    def __format__(self, span: str) -> str:
        if self.value is None:
            low, high = map(int, span.split("-"))
            self.value = self.chance.randint(low, high)
        return to_persian(str(self.value)) if self.persian else str(self.value)


@dataclass
class Pen:
    """Fills the words of one item."""

    chance: random.Random
    body: Body
    place: Province
    persian: bool = True
    words: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words = {letter: Number(self.chance, self.persian) for letter in "abdef"}
        self.words |= {"c": self.place.capital}
        self.words |= {"p": self.place.name, "b": self.body.name} if self.persian else {"p": self.place.name_en, "b": self.body.name_en}

    def fill(self, text: str) -> str:
        return text.format_map(self.words)

    def one(self, choices: list[str]) -> str:
        return self.fill(self.chance.choice(choices))


def write(pen: Pen, topic: str, number: int) -> Content:
    """The number-th item's content."""
    if not pen.persian:
        subject, headline, lead, body = english.ITEMS[number % len(english.ITEMS)]
        return content(pen, Profile.NEWS, subject, headline, lead, body)
    if number % 29 == 7 and topic in explainers.EXPLAINERS:
        headline, lead, asked = explainers.EXPLAINERS[topic]
        return content(pen, Profile.EXPLAINER, topic, headline, lead, [], asked)
    if number % 19 == 3:
        return content(pen, Profile.STATEMENT, topic, *pen.chance.choice(texts.STATEMENTS))
    if number % 13 == 5:
        return content(pen, Profile.REPORT, topic, *pen.chance.choice(texts.REPORTS))
    if number % 17 == 6:
        headline, lead, asked = pen.chance.choice(texts.INTERVIEWS)
        return content(pen, Profile.INTERVIEW, topic, headline, lead, [], asked)
    if number % 16 == 9:
        return content(pen, Profile.PHOTO, topic, *pen.chance.choice(texts.PHOTOS), pen.chance.sample(texts.PHOTO_TEXT, 3))
    case = pen.chance.choice(CASES[topic])
    more = [pen.chance.choice(texts.VOICES), pen.chance.choice(texts.BACKGROUND), *pen.chance.sample(texts.NEXT, 2)]
    if number % 4 == 1:
        body = [case.detail, *pen.chance.sample(texts.ACHIEVEMENT, 3), more[0]]
        evidence = [{"kind": "figure", "label": pen.fill("گزارش فصلی {b}"), "source": pen.fill("{b}، استان {p}")}]
        return replace(content(pen, Profile.ACHIEVEMENT, topic, case.headline, case.lead, body), evidence=evidence)
    return content(pen, Profile.NEWS, topic, case.headline, case.lead, [case.detail, *more])


def content(
    pen: Pen, profile: str, topic: str, headline: str, lead: str, body: list[str], asked: list[tuple[str, str]] = []
) -> Content:
    # The lead and headline name the ranges of the numbers, so they come first.
    head, opening = pen.fill(headline), pen.fill(lead)
    text = paragraphs([pen.fill(line) for line in body])
    text += "".join(f"\n<h3>{pen.fill(q)}</h3>\n{paragraphs([pen.fill(a)])}" for q, a in asked)
    return Content(
        profile=profile,
        language="fa" if pen.persian else "en",
        headline=head,
        abstract=opening,
        body=text.strip(),
        place=pen.place.capital if pen.persian else pen.place.name_en,
        topics=[topic],
    )


def add_pictures(cast: Cast, drawn: list[Drawn]) -> list[tuple[Picture, Drawn]]:
    made = Picture.objects.bulk_create(
        [
            Picture(
                unit=cast.units["u0"],
                uploaded_by=cast.people["admin"],
                sha256=one.sha256,
                folder=one.folder,
                widths=WIDTHS,
                width=WIDTH,
                height=HEIGHT,
            )
            for one in drawn
        ]
    )
    return list(zip(made, drawn, strict=True))


def add_items(cast: Cast, drawn: list[Drawn]) -> None:
    """Everything that is published already, in the order of its time."""
    chance = random.Random(1401)  # noqa: S311 - texts, not secrets
    pictures = add_pictures(cast, drawn)
    now = timezone.now()
    times = sorted(now - timedelta(minutes=5) - timedelta(days=DAYS) * chance.random() ** 1.4 for _ in range(PUBLISHED))
    offices = [unit for unit in cast.units.values() if unit.code in cast.body_of and unit.region_id]
    found: list[tuple[Unit, Content, datetime]] = []
    seen: set[str] = set()
    for number, when in enumerate(times):
        for _try in range(40):
            unit = chance.choice(offices)
            body = cast.body_of[unit.code]
            place = next(p for p in PROVINCES if unit.region and p.code == unit.region.code)
            pen = Pen(chance, body, place, persian=number % 24 != 11)
            written = write(pen, chance.choice(body.topics), number)
            if written.headline not in seen:
                break
        seen.add(written.headline)
        if written.profile == Profile.PHOTO or number % 3 == 0:
            chosen = chance.sample(pictures, 3 if written.profile == Profile.PHOTO else 1)
            fa = written.language == "fa"
            written = replace(
                written,
                pictures=[
                    {"picture": p.pk, "caption": "", "alt": d.scene.alt if fa else d.scene.alt_en} for p, d in chosen
                ],
            )
        found.append((unit, written, when))
    store(cast, found)


def store(cast: Cast, found: list[tuple[Unit, Content, datetime]]) -> None:
    """Items, versions, transitions and events of published items, in few statements."""
    counter, _made = CodeCounter.objects.get_or_create(id=1)
    author, checker = cast.people["editor"], cast.people["head"]
    by = {unit.pk: cast.writers.get(unit.parent_id or 0, author) for unit, _content, _when in found}
    items = Item.objects.bulk_create(
        [Item(unit=unit, created_by=by[unit.pk], created=when, is_demo=True) for unit, _c, when in found],
        batch_size=50,
    )
    rows = list(zip(items, found, strict=True))
    versions = Version.objects.bulk_create(
        [
            Version(item=item, number=1, author=by[unit.pk], created=when, **asdict(content))
            for item, (unit, content, when) in rows
        ],
        batch_size=50,
    )
    topics = {topic.code: topic.pk for topic in Topic.objects.all()}
    steps: list[Transition] = []
    told: list[Event] = []
    links = []
    for (item, (unit, content, when)), version in zip(rows, versions, strict=True):
        counter.last += 1
        item.code, item.state = counter.last, State.PUBLISHED
        item.current = item.published = version
        item.firstpublished = item.versioncreated = item.checked = when
        at_once = unit.trust == Unit.Trust.AT_ONCE
        item.submitted = None if at_once else when - timedelta(minutes=40)
        create = (Transition.Step.CREATE, "", State.DRAFT, by[unit.pk], when - timedelta(minutes=60))
        submit = (Transition.Step.SUBMIT, State.DRAFT, State.SUBMITTED, by[unit.pk], when - timedelta(minutes=40))
        publish = (Transition.Step.PUBLISH, State.DRAFT if at_once else State.SUBMITTED, State.PUBLISHED, checker, when)
        steps += [
            Transition(item=item, version=version, step=step, from_state=a, to_state=b, by=who, at=at)
            for step, a, b, who, at in ([create, publish] if at_once else [create, submit, publish])
        ]
        payload = events.facts(item, version, checker.pk) | {"tags": events.public_tags(item, version)}
        above = chain(unit)
        told.append(
            Event(
                kind=events.ItemPublished.kind,
                subject=f"item:{item.pk}",
                audiences=" ".join(sorted({"public", "all", *(f"unit:{pk}" for pk in above)})),
                payload=json.dumps(payload, ensure_ascii=False, separators=(",", ":")),
                at=when,
            )
        )
        links += [Item.topics.through(item_id=item.pk, topic_id=topics[code]) for code in content.topics]
    names = ["code", "state", "current", "published", "firstpublished", "versioncreated", "checked", "submitted"]
    Item.objects.bulk_update(items, names, batch_size=50)
    Item.topics.through.objects.bulk_create(links, batch_size=300)
    Transition.objects.bulk_create(steps, batch_size=100)
    counter.save()
    Event.objects.bulk_create(told, batch_size=100)
    transaction.on_commit(poke, robust=True)


def chain(unit: Unit | None) -> list[int]:
    found = []
    while unit is not None:
        found.append(unit.pk)
        unit = unit.parent
    return found


def add_moving(cast: Cast) -> None:
    """What is under way: corrections, a stone, an embargo, checks waiting, drafts. All by the actions."""
    admin, trusted, officer = (standing(cast.people[name]) for name in ("admin", "trusted", "officer"))
    chance = random.Random(7)  # noqa: S311 - texts, not secrets
    old = list(Item.objects.filter(is_demo=True, state=State.PUBLISHED, published__language="fa").order_by("-pk")[20:23])
    for item, note in zip(old, texts.CORRECTION_NOTES, strict=False):
        assert item.current is not None
        fixed = Content.of(item.current)
        fixed = replace(fixed, abstract=f"{fixed.abstract} رقم‌ها بر پایهٔ گزارش پایانی است.")
        actions.correct(actor=admin, item=item, content=fixed, base_number=1, note=note)
    actions.withdraw(actor=admin, item=old[2], reason=texts.WITHDRAWAL)
    alborz = officer.memberships[0].unit
    place = next(p for p in PROVINCES if p.code == "alborz")
    made = []
    for number in range(8):
        pen = Pen(chance, cast.body_of[alborz.code], place)
        item = actions.create(actor=officer, unit=alborz, content=write(pen, "training", number * 4))
        made.append(item.pk)
        if number < 5:
            actions.submit(actor=officer, item=item)
    pen = Pen(chance, cast.body_of["u1"], place)
    item = actions.create(actor=trusted, unit=cast.units["u1"], content=write(pen, "employment", 2))
    actions.publish(actor=trusted, item=item, embargoed=timezone.now() + timedelta(hours=20))
    Item.objects.filter(pk__in=[*made, item.pk]).update(is_demo=True)
