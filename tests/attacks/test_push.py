"""Push services that lead inside: every way to write an inner address."""

from __future__ import annotations

import pytest

from hamafza.notices import addresses
from hamafza.notices.errors import BadDevice

INSIDE = (
    "[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[ff02::1]",
    "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[::ffff:a9fe:a9fe]", "[::127.0.0.1]",
    "[64:ff9b::127.0.0.1]", "[64:ff9b::10.0.0.1]", "[64:ff9b::169.254.169.254]", "[64:ff9b:1::10.0.0.1]",
    "[2002:7f00:1::]", "[2002:a00:1::]", "[2002:a9fe:a9fe::]", "[2002:c0a8:101::1]",
    "[2001:0:7f00:1::1]", "[::ffff:0:127.0.0.1]",
    "127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.1.1", "100.64.0.1", "0.0.0.0", "224.0.0.1", "2130706433",
    "0x7f.1", "127.1", "localhost", "a.localhost", "x.internal",
)  # fmt: skip


@pytest.mark.parametrize("host", INSIDE)
def test_an_inner_address_is_refused_in_every_form(host: str) -> None:
    with pytest.raises(BadDevice):
        addresses.check(f"https://{host}/push/1")


@pytest.mark.parametrize("host", [one.strip("[]") for one in INSIDE if one[0] == "["])
def test_so_it_is_when_a_name_resolves_to_it(host: str) -> None:
    assert not addresses.is_public(host)


@pytest.mark.parametrize(
    "host",
    ["push.example.org", "8.8.8.8", "[2a00:1450:4001:81b::200a]", "[64:ff9b::8.8.8.8]", "[2002:808:808::1]"],
)
def test_public_ones_are_taken(host: str) -> None:
    assert addresses.check(f"https://{host}/push/1") == f"https://{host}"
