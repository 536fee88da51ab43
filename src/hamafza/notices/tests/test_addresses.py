"""A subscription's address is hostile input: nothing inside our own networks is ever sent to."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from tests.world import World

from hamafza.notices import actions, addresses
from hamafza.notices.addresses import PublicOnly, check
from hamafza.notices.errors import BadDevice, TooManyDevices
from hamafza.notices.models import Device
from hamafza.notices.tests.push_service import Browser


@pytest.mark.parametrize(
    ("endpoint", "origin"),
    [
        ("https://fcm.googleapis.com/fcm/send/abc:def", "https://fcm.googleapis.com"),
        ("https://Updates.Push.Services.Mozilla.com/wpush/v2/x", "https://updates.push.services.mozilla.com"),
        ("https://web.push.apple.com/QK?x=1", "https://web.push.apple.com"),
        ("https://8.8.8.8/x", "https://8.8.8.8"),
    ],
)
def test_a_public_address_gives_its_origin(endpoint: str, origin: str) -> None:
    assert check(endpoint) == origin


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "x",
        "http://push.example.org/x",
        "ftp://push.example.org/x",
        "file:///etc/passwd",
        "https:///x",
        "https://user:secret@push.example.org/x",
        "https://push.example.org/x#y",
        "https://push.example.org:8443/x",
        "https://push.example.org:none/x",
        "https://localhost/x",
        "https://localhost./x",
        "https://intranet/x",
        "https://printer.local/x",
        "https://metadata.google.internal/x",
        "https://127.0.0.1/x",
        "https://127.1/x",
        "https://0x7f.0.0.1/x",
        "https://2130706433/x",
        "https://0/x",
        "https://10.0.0.1/x",
        "https://169.254.169.254/latest",
        "https://192.168.1.1/x",
        "https://100.64.0.1/x",
        "https://[::1]/x",
        "https://[fe80::1]/x",
        "https://[fd00::1]/x",
        "https://[::ffff:127.0.0.1]/x",
        "https://[::ffff:7f00:1]/x",
        "https://push.example.org/\n",
        "https://push.example.org/ x",
        "https://push.example.org/ن",
        "https://push.example.org/" + "x" * 1000,
    ],
)
def test_any_other_address_is_refused(endpoint: str) -> None:
    with pytest.raises(BadDevice):
        check(endpoint)


@pytest.mark.parametrize(
    "inside", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:10.0.0.1", "fd00::2"]
)
def test_a_name_that_leads_inside_by_now_is_not_connected_to(
    monkeypatch: pytest.MonkeyPatch, settings: Any, inside: str
) -> None:
    async def resolved(self: object, host: str, *more: object) -> list[dict[str, str]]:
        return [{"hostname": host, "host": one} for one in found]

    async def ask() -> list[str]:
        return [one["host"] for one in await PublicOnly().resolve("push.example.org", 443)]

    monkeypatch.setattr(addresses.ThreadedResolver, "resolve", resolved)
    found = [inside]
    with pytest.raises(OSError, match="no public address"):
        asyncio.run(ask())
    found = [inside, "8.8.8.8"]
    assert asyncio.run(ask()) == ["8.8.8.8"]
    settings.PUSH_PRIVATE = True
    assert asyncio.run(ask()) == found


def add(world: World, name: str, endpoint: str) -> Device:
    return actions.add_device(actor=world.as_(name), endpoint=endpoint, session="s", **Browser("").keys)


def test_a_browser_belongs_to_whoever_used_it_last(world: World) -> None:
    for name in ("officer", "officer", "trusted"):
        add(world, name, "https://push.example.org/1")
    assert Device.objects.get().person == world.people["trusted"]


def test_a_person_has_ten_devices_at_most(world: World) -> None:
    for number in range(10):
        add(world, "officer", f"https://push.example.org/{number}")
    with pytest.raises(TooManyDevices):
        add(world, "officer", "https://push.example.org/10")
    add(world, "officer", "https://push.example.org/0")
    assert Device.objects.count() == 10


def test_keys_that_cannot_be_used_are_refused_at_once(world: World) -> None:
    with pytest.raises(BadDevice):
        actions.add_device(
            actor=world.as_("officer"),
            endpoint="https://push.example.org/1",
            p256dh="x",
            auth="y",
            session="s",
        )
