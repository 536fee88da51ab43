"""The people of the demo. Passwords are random per data folder and noted beside the database."""

from __future__ import annotations

import copy
import secrets

from django.contrib.auth.hashers import BasePasswordHasher, PBKDF2PasswordHasher, get_hasher, make_password

from hamafza.demo.logins import keep
from hamafza.network.models import Membership, Person, Role, Unit

# user name, name, name in English, unit, role
CAST = [
    ("admin", "مدیر سامانه", "Administrator", None, None),
    ("head", "نیلوفر فرهمند", "Niloufar Farahmand", "u0", Role.HEAD),
    ("secretary", "سامان پارسا", "Saman Parsa", "u0", Role.SECRETARY),
    ("trusted", "آرش نیک‌روز", "Arash Nikrouz", "u1", Role.OFFICER),
    ("editor", "پریسا دادگر", "Parisa Dadgar", "u2", Role.EDITOR),
    ("officer", "کاوه مهرجو", "Kaveh Mehrjou", "u49", Role.OFFICER),
    ("colleague", "رها سپهری", "Raha Sepehri", "u49", Role.EDITOR),
    ("observer", "بهنام روشن", "Behnam Roshan", "u49", Role.OBSERVER),
    ("outsider", "مهمان بدون واحد", "Guest without a unit", None, None),
]
OTHERS = 60  # officers of further units, who wrote the demo's items; they cannot log in


def quick() -> BasePasswordHasher:
    """Nine passwords in no time. Slow hashing protects what people choose; these are 72 random bits each.

    Whoever logs in with one gets the usual hash then.
    """
    hasher = copy.copy(get_hasher())
    if isinstance(hasher, PBKDF2PasswordHasher):
        hasher.iterations = 1000
    return hasher


def build(units: list[Unit]) -> dict[str, Person]:
    """The cast by user name, and `officer-uN` for further units."""
    by_code = {unit.code: unit for unit in units}
    passwords = {row[0]: secrets.token_urlsafe(9) for row in CAST}
    hasher = quick()
    people = Person.objects.bulk_create(
        Person(
            username=username,
            name=name,
            name_en=name_en,
            email=f"{username}@example.org",
            password=hasher.encode(passwords[username], hasher.salt()),
            is_administrator=username == "admin",
        )
        for username, name, name_en, _unit, _role in CAST
    )
    roles = [
        (person, by_code[row[3]], row[4])
        for person, row in zip(people, CAST, strict=True)
        if row[3] and row[4]
    ]
    chosen = [unit for unit in units[3:] if unit.code != "u49"][:: len(units) // OTHERS][:OTHERS]
    further = Person.objects.bulk_create(
        Person(
            username=f"officer-{unit.code}",
            name=f"کارشناس {unit.name}",
            name_en=f"Officer, {unit.name_en}",
            password=make_password(None),
        )
        for unit in chosen
    )
    roles += [(person, unit, Role.OFFICER) for person, unit in zip(further, chosen, strict=True)]
    Membership.objects.bulk_create(Membership(person=p, unit=u, role=r) for p, u, r in roles)
    keep(passwords)
    return {person.username: person for person in (*people, *further)}
