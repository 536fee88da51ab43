#!/usr/bin/env python3
"""What it takes to ring 600 phones: notices made, pushes encrypted, signed, sent and settled.

    .venv/bin/python bench/push.py [--rounds 3] [--phones 600] [--json]

The push service is the tests' own, in a thread of this process: it checks every signature and decrypts
every push, so the figures hold both sides' work. The goal: 600 in at most 3 s.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
GOAL = 3.0  # seconds for 600


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--phones", type=int, default=600)
    asked.add_argument("--json", action="store_true")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        start(folder)
        rounds = measure(options.rounds, options.phones)
    medians = {name: round(statistics.median(one[name] for one in rounds), 3) for name in rounds[0]}
    report = {"phones": options.phones, "rounds": rounds, "medians": medians}
    print(json.dumps(report) if options.json else table(report))
    return 0 if medians["seconds"] <= GOAL * options.phones / 600 else 1


def start(folder: str) -> None:
    """A network of its own in a new data folder, on SQLite as it is installed."""
    os.environ |= {"HAMAFZA_DATA": folder, "HAMAFZA_PUSH_PRIVATE": "1"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "hamafza.project.settings"
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def measure(count: int, phones: int) -> list[dict[str, float]]:
    from hamafza.network.models import Membership, Person, Role, Unit
    from hamafza.notices import vapid
    from hamafza.notices.encryption import point
    from hamafza.notices.models import Device
    from hamafza.notices.tests.push_service import running

    unit = Unit.objects.create(code="all", name="all")
    people = Person.objects.bulk_create(Person(username=f"p{n}", name="x") for n in range(phones))
    Membership.objects.bulk_create(Membership(person=one, unit=unit, role=Role.OFFICER) for one in people)
    with running(point(vapid.key().public_key())) as service:
        for one in people:
            browser = service.browser()
            Device.objects.create(
                person=one, endpoint=service.origin + browser.path, session="s", **browser.keys
            )
        rounds = [one_round(unit.pk, phones) for _round in range(count)]
        shown = sum(len(browser.shown) for browser in service.browsers.values())
        assert (shown, service.refused) == (phones * count, []), (shown, service.refused[:3])
    return rounds


def one_round(unit: int, phones: int) -> dict[str, float]:
    from django.db import transaction

    from hamafza.notices import kinds
    from hamafza.notices.kinds import Message
    from hamafza.notices.making import make
    from hamafza.notices.models import NoticeUrgency, Push
    from hamafza.notices.pushing import send_due
    from hamafza.wire.actions import append
    from hamafza.wire.events import Probe

    message = Message(
        title="پاسخ فوری: شایعهٔ تعطیلی تکذیب شد", url="/desk/", units=[unit], urgency=NoticeUrgency.HIGH
    )
    kinds.group("bench", "bench")
    kinds.kinds[Probe.kind] = kinds.NoticeKind("bench", lambda event: [message])
    with transaction.atomic():
        event = append(Probe(subject="probe", audiences=("all",)))
    began = time.perf_counter()
    make(event)
    made, cpu = time.perf_counter(), time.process_time()
    sent = send_due()
    seconds, cpu = time.perf_counter() - made, time.process_time() - cpu
    assert (sent, Push.objects.count()) == (phones, 0)
    return {
        "making": made - began,
        "seconds": seconds,
        "per_second": phones / seconds,
        "cpu_ms": 1000 * cpu / phones,
    }


def table(report: dict[str, object]) -> str:
    medians = report["medians"]
    assert isinstance(medians, dict)
    return (
        f"{report['phones']} phones: {medians['seconds']:.2f} s ({medians['per_second']:.0f}/s),"
        f" CPU of both sides {medians['cpu_ms']:.2f} ms each; notices made in {medians['making']:.2f} s"
    )


if __name__ == "__main__":
    sys.exit(main())
