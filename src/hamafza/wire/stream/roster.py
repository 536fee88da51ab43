"""Who is connected, and how many strangers may be."""

from collections import Counter
from typing import TypeVar

from hamafza.wire.stream.client import Client

Key = TypeVar("Key")


class Roster:
    """All connections handed over to this process, streams and polls alike."""

    def __init__(self, anonymous_total: int, anonymous_per_address: int, per_person: int) -> None:
        self.clients: set[Client] = set()
        self.persons: Counter[int] = Counter()
        self._strangers = 0
        self._addresses: Counter[str] = Counter()
        self._anonymous_total = anonymous_total
        self._anonymous_per_address = anonymous_per_address
        self._per_person = per_person

    def has_room(self, client: Client) -> bool:
        """Whoever has a ticket always has, but for more windows than one person can look at."""
        if client.grant.person is not None:
            return self.persons[client.grant.person] < self._per_person
        if not client.grant.anonymous:
            return True
        here = self._addresses.get(client.grant.address, 0)
        return self._strangers < self._anonymous_total and here < self._anonymous_per_address

    def add(self, client: Client) -> bool:
        """Whether this brought a new person in."""
        self.clients.add(client)
        grant = client.grant
        if grant.anonymous:
            self._strangers += 1
            self._addresses[grant.address] += 1
        if grant.person is None:
            return False
        self.persons[grant.person] += 1
        return self.persons[grant.person] == 1

    def remove(self, client: Client) -> bool:
        """Whether a person left with this, their last connection."""
        if client not in self.clients:
            return False
        self.clients.remove(client)
        grant = client.grant
        if grant.anonymous:
            self._strangers -= 1
            _decrement(self._addresses, grant.address)
        return grant.person is not None and _decrement(self.persons, grant.person)


def _decrement(counter: Counter[Key], key: Key) -> bool:
    counter[key] -= 1
    if counter[key] > 0:
        return False
    del counter[key]
    return True
