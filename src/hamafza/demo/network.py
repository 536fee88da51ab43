"""Six hundred units: the centre, its bodies, their provincial offices, and liaisons."""

from __future__ import annotations

from hamafza.demo import bodies
from hamafza.demo.places import PROVINCES
from hamafza.lib.text.collate import sort_key
from hamafza.network.models import Region, Topic, Unit

UNITS = 600


def build() -> list[Unit]:
    """Codes are `u0` (the centre) to `u599`, in this order."""
    regions = Region.objects.bulk_create(
        Region(code=place.code, name=place.name, name_en=place.name_en, position=number)
        for number, place in enumerate(PROVINCES)
    )
    topics = Topic.objects.bulk_create(
        Topic(code=one.code, name=one.name, name_en=one.name_en, mediatopic=one.mediatopic, position=number)
        for number, one in enumerate(bodies.SUBJECTS)
    )
    units = Unit.objects.bulk_create([centre(regions[0])])
    units += Unit.objects.bulk_create(offices(units[0]))
    units += Unit.objects.bulk_create(provincial(units[1:], regions))
    units += Unit.objects.bulk_create(liaisons(units[1 + len(bodies.BODIES) :], UNITS - len(units)))
    by_code = {topic.code: topic for topic in topics}
    Unit.topics.through.objects.bulk_create(
        Unit.topics.through(unit_id=unit.pk, topic_id=by_code[code].pk)
        for unit in units[1:]
        for code in bodies.BODIES[body_of(unit)].topics
    )
    return units


def named(number: int, name: str, name_en: str, **more: object) -> Unit:
    return Unit(code=f"u{number}", name=name, name_en=name_en, sort_key=sort_key(name), **more)


def centre(region: Region) -> Unit:
    return named(
        0,
        f"مرکز روابط‌عمومی {bodies.MINISTRY}",
        f"PR Centre of the {bodies.MINISTRY_EN}",
        kind=Unit.Kind.CENTRE,
        trust=Unit.Trust.AT_ONCE,
        region=region,
    )


def offices(above: Unit) -> list[Unit]:
    return [
        named(
            number,
            f"روابط‌عمومی {body.name}",
            f"PR Office, {body.name_en}",
            parent=above,
            kind=Unit.Kind.OFFICE,
            trust=Unit.Trust.AT_ONCE if body.trusted else Unit.Trust.ONE_CHECK,
        )
        for number, body in enumerate(bodies.BODIES, 1)
    ]


def provincial(above: list[Unit], regions: list[Region]) -> list[Unit]:
    first = 1 + len(above)
    pairs = [
        (office, body, region)
        for office, body in zip(above, bodies.BODIES, strict=True)
        for region in regions
    ]
    return [
        named(
            number,
            f"روابط‌عمومی {body.name} در {region.name}",
            f"{body.name_en}, {region.name_en}",
            parent=office,
            kind=Unit.Kind.PROVINCE,
            trust=Unit.Trust.AT_ONCE if body.trusted and region.position % 3 == 0 else Unit.Trust.ONE_CHECK,
            region=region,
        )
        for number, (office, body, region) in enumerate(pairs, first)
    ]


def liaisons(above: list[Unit], count: int) -> list[Unit]:
    first, step = 1 + len(bodies.BODIES) + len(above), len(above) / count
    chosen = [above[int(number * step)] for number in range(count)]
    return [
        named(
            number,
            f"رابط {bodies.BODIES[body_of(office)].liaison} {office.region.name if office.region else ''}",
            f"Liaison, {bodies.BODIES[body_of(office)].liaison_en}, {office.region.name_en if office.region else ''}",
            parent=office,
            kind=Unit.Kind.LIAISON,
            region=office.region,
        )
        for number, office in enumerate(chosen, first)
    ]


def body_of(unit: Unit) -> int:
    """Index of the body a unit belongs to, from its place in the numbering."""
    number, count = int(unit.code[1:]), len(bodies.BODIES)
    if number <= count:
        return number - 1
    if number <= count + count * len(PROVINCES):
        return (number - count - 1) // len(PROVINCES)
    return body_of(unit.parent) if unit.parent else 0
