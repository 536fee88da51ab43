"""The demo's units and people."""

from __future__ import annotations

from dataclasses import dataclass, field

from hamafza.lib.text.collate import sort_key
from hamafza.network.models import Membership, Network, Person, Region, Role, Topic, Unit
from hamafza.project.demo import bodies, logins
from hamafza.project.demo.places import PROVINCES

UNITS = 600


@dataclass
class Cast:
    """Units by code, the body each belongs to, people by user name, and who writes for a unit."""

    units: dict[str, Unit] = field(default_factory=dict)
    body_of: dict[str, bodies.Body] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    writers: dict[int, Person] = field(default_factory=dict)


def build() -> Cast:
    cast = Cast()
    Network.objects.update_or_create(
        id=1,
        defaults={
            "name": bodies.NETWORK,
            "name_en": bodies.NETWORK_EN,
            "about": bodies.ABOUT,
            "about_en": bodies.ABOUT_EN,
            "is_demo": True,
        },
    )
    Topic.objects.bulk_create([Topic(**s._asdict(), position=n) for n, s in enumerate(bodies.SUBJECTS)])
    regions = Region.objects.bulk_create(
        [Region(code=p.code, name=p.name, name_en=p.name_en, position=n) for n, p in enumerate(PROVINCES)]
    )
    add_units(cast, regions)
    add_people(cast)
    return cast


def add_units(cast: Cast, regions: list[Region]) -> None:
    """u0 the centre, u1… the bodies, then their provincial offices, then liaisons up to u599."""
    centre = unit("u0", f"مرکز روابط‌عمومی {bodies.MINISTRY}", f"PR centre, {bodies.MINISTRY_EN}", None, Unit.Kind.CENTRE, True)
    keep(cast, [centre])
    offices = [
        unit(f"u{n}", f"روابط‌عمومی {body.name}", f"PR office, {body.name_en}", centre, Unit.Kind.OFFICE, body.trusted)
        for n, body in enumerate(bodies.BODIES, 1)
    ]
    keep(cast, offices)
    provincial: list[Unit] = []
    for office, body in zip(offices, bodies.BODIES, strict=True):
        cast.body_of[office.code] = body
        for region in regions:
            code = f"u{1 + len(offices) + len(provincial)}"
            name = f"روابط‌عمومی {body.name} در استان {region.name}"
            name_en = f"{body.name_en}, {region.name_en}"
            provincial.append(unit(code, name, name_en, office, Unit.Kind.PROVINCE, False, region))
            cast.body_of[code] = body
    keep(cast, provincial)
    liaisons: list[Unit] = []
    for n in range(UNITS - len(cast.units)):
        above = provincial[n * 7 % len(provincial)]
        body = cast.body_of[above.code]
        assert above.region is not None
        place = PROVINCES[regions.index(above.region)]
        code = f"u{len(cast.units) + n}"
        cast.body_of[code] = body
        name_en = f"Liaison, {body.liaison_en} in {place.name_en}"
        liaisons.append(unit(code, f"رابط {body.liaison} {place.capital}", name_en, above, Unit.Kind.LIAISON, False, above.region))
    keep(cast, liaisons)
    topics = {topic.code: topic for topic in Topic.objects.all()}
    through = Unit.topics.through
    through.objects.bulk_create(
        [
            through(unit_id=cast.units[code].pk, topic_id=topics[name].pk)
            for code, body in cast.body_of.items()
            for name in body.topics
        ],
        batch_size=400,
    )


def unit(
    code: str, name: str, name_en: str, parent: Unit | None, kind: str, trusted: bool, region: Region | None = None
) -> Unit:
    trust = Unit.Trust.AT_ONCE if trusted else Unit.Trust.ONE_CHECK
    return Unit(
        code=code,
        name=name,
        name_en=name_en,
        parent=parent,
        kind=kind,
        trust=trust,
        region=region,
        sort_key=sort_key(name)[:200],
    )


def keep(cast: Cast, units: list[Unit]) -> None:
    cast.units.update({made.code: made for made in Unit.objects.bulk_create(units, batch_size=60)})


def add_people(cast: Cast) -> None:
    """The fixed cast with log-ins, and an officer without one for every body's office."""
    alborz = next(u for u in cast.units.values() if u.parent == cast.units["u2"] and u.region and u.region.code == "alborz")
    roles = [
        ("admin", "مدیر سامانه", "Administrator", None, None),
        ("head", "رئیس مرکز", "Head of centre", cast.units["u0"], Role.HEAD),
        ("editor", "دبیر سازمان مهارت‌آموزی", "Editor", cast.units["u2"], Role.EDITOR),
        ("officer", "کارشناس البرز", "Officer in Alborz", alborz, Role.OFFICER),
        ("colleague", "همکار البرز", "Colleague in Alborz", alborz, Role.EDITOR),
        ("trusted", "کارشناس اشتغال", "Trusted officer", cast.units["u1"], Role.OFFICER),
        ("secretary", "دبیر شورا", "Council secretary", cast.units["u0"], Role.SECRETARY),
        ("observer", "ناظر", "Observer", alborz, Role.OBSERVER),
    ]
    passwords = logins.make([username for username, *_rest in roles])
    for username, name, name_en, place, role in roles:
        person = Person.objects.create_user(
            username=username,
            password=passwords[username],
            name=name,
            name_en=name_en,
            is_administrator=username == "admin",
        )
        cast.people[username] = person
        if place is not None and role is not None:
            Membership.objects.create(person=person, unit=place, role=role)
    for code in cast.units:
        number = int(code[1:])
        if 1 <= number <= 16:
            writer = Person(username=f"pr{number}", name=f"کارشناس واحد {number}", name_en=f"Officer {number}")
            writer.set_unusable_password()
            writer.save()
            Membership.objects.create(person=writer, unit=cast.units[code], role=Role.OFFICER)
            cast.writers[cast.units[code].pk] = writer
