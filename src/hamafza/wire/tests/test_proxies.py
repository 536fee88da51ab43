"""Whose word about the client is taken."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from multidict import MultiDict

from hamafza.wire.proxies import Proxies

SAID = MultiDict({"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"})


def request_from(address: str, headers: MultiDict[str] = SAID) -> SimpleNamespace:
    return SimpleNamespace(raw_path="/", headers=headers, remote=address)


@pytest.mark.parametrize("trusted", [(), ("10.0.0.0/8",)], ids=["nobody is trusted", "others are trusted"])
def test_a_stranger_says_neither_their_address_nor_their_scheme(trusted: tuple[str, ...]) -> None:
    proxies = Proxies(trusted)
    assert proxies.client(request_from("198.51.100.9")) == "198.51.100.9"
    assert proxies.scheme(request_from("198.51.100.9")) == "http"


def test_a_trusted_proxy_says_both() -> None:
    proxies = Proxies(("10.0.0.0/8",))
    assert proxies.client(request_from("10.0.0.1")) == "192.0.2.7"
    assert proxies.scheme(request_from("10.0.0.1")) == "https"


def test_what_a_client_wrote_before_the_proxies_is_not_believed() -> None:
    chain = MultiDict({"X-Forwarded-For": "6.6.6.6, 192.0.2.7, 10.9.9.9"})
    assert Proxies(("10.0.0.0/8",)).client(request_from("10.0.0.1", chain)) == "192.0.2.7"
