"""Whom a request comes from."""

from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Protocol

from multidict import MultiMapping


class IncomingRequest(Protocol):
    """What is looked at of a request before it is answered."""

    @property
    def raw_path(self) -> str: ...
    @property
    def headers(self) -> MultiMapping[str]: ...
    @property
    def remote(self) -> str | None: ...


class Proxies:
    """The proxies in front of the door whose word about the client is taken."""

    def __init__(self, trusted: tuple[str, ...]) -> None:
        self._networks: list[IPv4Network | IPv6Network] = [
            ip_network(entry, strict=False) for entry in trusted
        ]

    def trusts(self, address: str) -> bool:
        if not self._networks:
            return False
        try:
            known = ip_address(address)
        except ValueError:
            return False
        return any(known in network for network in self._networks)

    def client(self, request: IncomingRequest) -> str:
        """The address of the client: the last one in the chain that is no trusted proxy."""
        address = request.remote or ""
        if not self.trusts(address):
            return address
        for hop in reversed(",".join(request.headers.getall("X-Forwarded-For", [])).split(",")):
            if not (hop := hop.strip()):
                continue
            address = hop
            if not self.trusts(hop):
                break
        return address

    def scheme(self, request: IncomingRequest) -> str:
        if self._networks and self.trusts(request.remote or ""):
            return "https" if request.headers.get("X-Forwarded-Proto") == "https" else "http"
        return "http"
