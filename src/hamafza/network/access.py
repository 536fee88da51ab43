"""Who stands where: the questions every other room asks about a person."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hamafza.network.models import Membership, Person, Role, Unit
from hamafza.record import powers

Answer = TypeVar("Answer", bound=HttpResponseBase)
WRITERS = frozenset({Role.OFFICER, Role.EDITOR, Role.HEAD})
CHECKERS = frozenset({Role.EDITOR, Role.HEAD})


@dataclass(frozen=True)
class Standing:
    """A person with their roles, read once per request."""

    person: Person
    memberships: tuple[Membership, ...] = field(repr=False)

    @property
    def is_administrator(self) -> bool:
        return self.person.is_administrator

    @cached_property
    def unit_ids(self) -> frozenset[int]:
        """Units the person belongs to, in any role."""
        return frozenset(m.unit_id for m in self.memberships)

    def units_as(self, roles: Iterable[Role]) -> frozenset[int]:
        wanted = frozenset(roles)
        return frozenset(m.unit_id for m in self.memberships if m.role in wanted)

    @cached_property
    def parents(self) -> dict[int, int | None]:
        """The unit above each unit, read once."""
        return parents_of_all()

    @cached_property
    def _below(self) -> dict[frozenset[int], frozenset[int]]:
        return {}

    def below(self, roots: Iterable[int]) -> frozenset[int]:
        """The given units and everything below them, asked for once."""
        roots = frozenset(roots)
        if roots not in self._below:
            self._below[roots] = subtree(roots, self.parents) if roots else frozenset()
        return self._below[roots]

    @cached_property
    def above(self) -> frozenset[int]:
        """The person's units and every unit above them."""
        return frozenset(pk for unit in self.unit_ids for pk in chain(unit, self.parents))

    @cached_property
    def writes_for(self) -> frozenset[int]:
        """Units in whose name the person may write."""
        return self.units_as(WRITERS)

    @cached_property
    def checks_for(self) -> frozenset[int]:
        """Units whose items the person may check: their own as editor or head, and all below."""
        return self.below(self.units_as(CHECKERS))

    @cached_property
    def sees(self) -> frozenset[int]:
        """Units whose unpublished work the person sees."""
        return self.unit_ids | self.checks_for

    @cached_property
    def manages(self) -> frozenset[int]:
        """Units whose people the person may invite and change."""
        return self.below(self.units_as([Role.HEAD]))

    @property
    def audiences(self) -> tuple[str, ...]:
        """What the person hears on the wire."""
        units = sorted(self.unit_ids)
        return ("all", f"person:{self.person.pk}", *(f"unit:{pk}" for pk in units))


def parents_of_all() -> dict[int, int | None]:
    return dict(Unit.objects.order_by().values_list("pk", "parent_id"))


def subtree(roots: Iterable[int], parents: Mapping[int, int | None] | None = None) -> frozenset[int]:
    """The given units and everything below them; one query where the parents are not known yet."""
    children: dict[int | None, list[int]] = {}
    for pk, parent in (parents_of_all() if parents is None else parents).items():
        children.setdefault(parent, []).append(pk)
    found, queue = set(roots), list(roots)
    while queue:
        for child in children.get(queue.pop(), ()):
            if child not in found:
                found.add(child)
                queue.append(child)
    return frozenset(found)


def chain(unit: int, parents: Mapping[int, int | None]) -> list[int]:
    """The unit and every unit above it, nearest first."""
    found = [unit]
    while (above := parents.get(found[-1])) is not None and above not in found:
        found.append(above)
    return found


def standing(person: Person) -> Standing:
    powers.met(person.pk, administrator=person.is_administrator)
    memberships = tuple(Membership.objects.filter(person=person).select_related("unit").order_by("pk"))
    for membership in memberships:
        membership.person = person
    return Standing(person, memberships)


def standing_of(request: HttpRequest) -> Standing:
    """The standing of the request's person, read once per request. Anonymous visitors get 404."""
    known: Standing | None = getattr(request, "_standing", None)
    if known is None:
        if isinstance(request.user, AnonymousUser):
            raise Http404
        known = standing(request.user)
        request._standing = known  # type: ignore[attr-defined]
    return known


def ancestors(unit: Unit) -> list[int]:
    """The unit and every unit above it, nearest first."""
    return chain(unit.pk, parents_of_all())


# What of a unit only someone who stands above it may change: nobody raises their own trust.
FROM_ABOVE = frozenset({"parent", "trust", "kind", "active"})


# To whom an entry or a panel is shown


def belongs(actor: Standing) -> bool:
    """Whether the person has a place in the network; an account alone sees only what readers see."""
    return actor.is_administrator or bool(actor.memberships)


def writes(actor: Standing) -> bool:
    return actor.is_administrator or bool(actor.writes_for)


def checks(actor: Standing) -> bool:
    return actor.is_administrator or bool(actor.checks_for)


def administers(actor: Standing) -> bool:
    return actor.is_administrator


def member_of(request: HttpRequest) -> Standing:
    """The standing of someone who belongs to the network; an account without a unit gets 404."""
    who = standing_of(request)
    if not (who.memberships or who.is_administrator):
        raise Http404
    return who


def for_members(*methods: str) -> Callable[[Callable[..., Answer]], Callable[..., HttpResponseBase]]:
    """A view for those who belong to the network, which gets their standing after the request.

    Strangers are asked to log in, an account without a unit gets 404, and nobody keeps a copy of the page.
    """

    def wrapped(view: Callable[..., Answer]) -> Callable[..., HttpResponseBase]:
        @login_required
        @require_http_methods(list(methods))
        @never_cache
        @functools.wraps(view)
        def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> Answer:
            return view(request, member_of(request), *args, **kwargs)

        return inside

    return wrapped


def may_edit_unit(actor: Standing, unit: Unit) -> bool:
    """Change a unit and its people: administrators, its head, and the heads above it."""
    return actor.is_administrator or unit.pk in actor.manages


def stands_above(actor: Standing, unit: Unit) -> bool:
    """Administrators, and the heads of a unit above this one, not its own."""
    return actor.is_administrator or (unit.parent_id is not None and unit.parent_id in actor.manages)


def may_shut_out(actor: Standing, person: Person) -> bool:
    """Administrators; and a head whose units hold all of the person's roles. Nobody themselves."""
    if actor.person.pk == person.pk:
        return False
    if actor.is_administrator:
        return True
    units = set(person.memberships.values_list("unit_id", flat=True))
    return bool(units) and units <= actor.manages and not person.is_administrator
