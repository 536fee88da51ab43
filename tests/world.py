"""The fixed cast that tests and the demo share: who is who in a small, fictional federation."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.test import Client

from hamafza.network.access import Standing, standing
from hamafza.network.models import Membership, Network, Person, Region, Role, Topic, Unit
from hamafza.wire.models import Epoch

PASSWORD = "a-long-test-password"


@dataclass
class World:
    """Units by code, people by user name."""

    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def as_(self, username: str) -> Standing:
        """The standing of one of the cast, to act with."""
        return standing(self.people[username])

    def client(self, username: str) -> Client:
        """A browser in which one of the cast has logged in; `anonymous` has not."""
        client = Client()
        if username != "anonymous":
            client.force_login(self.people[username])
        return client


def build() -> World:
    world = World()
    Epoch.objects.get_or_create(id=1)  # a test that commits leaves the ledger without
    Network.objects.update_or_create(id=1, defaults={"name": "شبکهٔ آزمون", "name_en": "Test network"})
    region = Region.objects.create(code="alborz", name="البرز", name_en="Alborz")
    topics = [("work", "کار", "Work"), ("welfare", "رفاه", "Welfare")]
    Topic.objects.bulk_create(Topic(code=code, name=name, name_en=name_en) for code, name, name_en in topics)
    unit(world, "centre", "مرکز روابط‌عمومی", "PR centre", None, Unit.Kind.CENTRE, Unit.Trust.AT_ONCE)
    unit(
        world, "body", "روابط‌عمومی سازمان", "Body's office", "centre", Unit.Kind.OFFICE, Unit.Trust.ONE_CHECK
    )
    unit(
        world,
        "province",
        "روابط‌عمومی البرز",
        "Alborz office",
        "body",
        Unit.Kind.PROVINCE,
        Unit.Trust.ONE_CHECK,
    )
    unit(
        world, "trusted", "روابط‌عمومی صندوق", "Fund's office", "centre", Unit.Kind.OFFICE, Unit.Trust.AT_ONCE
    )
    Unit.objects.filter(code="province").update(region=region)
    everyone(world)
    return world


def unit(
    world: World, code: str, name: str, name_en: str, parent: str | None, kind: Unit.Kind, trust: Unit.Trust
) -> None:
    world.units[code] = Unit.objects.create(
        code=code,
        name=name,
        name_en=name_en,
        parent=world.units[parent] if parent else None,
        kind=kind,
        trust=trust,
    )


def everyone(world: World) -> None:
    """All at once and with one hash of the one password: more than a thousand tests begin with this."""
    hashed = make_password(PASSWORD)
    memberships: list[Membership] = []

    def person(
        username: str, name: str, name_en: str, *, is_administrator: bool = False, **roles: Role
    ) -> None:
        someone = world.people[username] = Person(
            username=username,
            password=hashed,
            name=name,
            name_en=name_en,
            email=f"{username}@example.org",
            is_administrator=is_administrator,
        )
        for code, role in roles.items():
            memberships.append(Membership(person=someone, unit=world.units[code], role=role))

    person("admin", "مدیر سامانه", "Administrator", is_administrator=True)
    person("head", "رئیس مرکز", "Head of centre", centre=Role.HEAD)
    person("editor", "دبیر سازمان", "Body's editor", body=Role.EDITOR)
    person("officer", "کارشناس البرز", "Alborz officer", province=Role.OFFICER)
    person("colleague", "همکار البرز", "Alborz colleague", province=Role.EDITOR)
    person("trusted", "کارشناس صندوق", "Fund's officer", trusted=Role.OFFICER)
    person("secretary", "دبیر شورا", "Council secretary", centre=Role.SECRETARY)
    person("observer", "ناظر", "Observer", province=Role.OBSERVER)
    person("outsider", "بی‌واحد", "Outsider")
    Person.objects.bulk_create(world.people.values())
    Membership.objects.bulk_create(memberships)
