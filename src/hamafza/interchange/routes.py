"""How a room says its operations: the address, the shape of the answer, and in a line what it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ninja import Router, Schema

from hamafza.interchange.idempotency import idempotent

View = Callable[..., Any]


class Routes(Router):
    """The operations of a room; `interchange` adds them to the API."""

    def reads(self, path: str, shape: Any, summary: str) -> Callable[[View], View]:
        return self.get(path, response=shape, summary=summary)

    def acts(self, path: str, shape: type[Schema], summary: str, *, made: str = "") -> Callable[[View], View]:
        """It has its effect once for an `Idempotency-Key`. `made` is the address of what it makes."""
        status = 201 if made else 200

        def added(view: View) -> View:
            once = idempotent(view, shape, status=status, made=made)
            return self.post(path, response={status: shape}, summary=summary)(once)

        return added
