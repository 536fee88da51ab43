"""Who gets what on every address of this room: role → status of a bare request."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import patch

from django.http import HttpResponse
from django.shortcuts import render
from django.test import Client

ROLES = (
    "anonymous",
    "outsider",
    "observer",
    "officer",
    "colleague",
    "editor",
    "trusted",
    "secretary",
    "head",
    "admin",
)
Row = tuple[str, str, dict[str, int]]


def row(method: str, path: str, *, otherwise: int, **said: int) -> Row:
    """One line of the table; `otherwise` is for every role that is not named."""
    return method, path, {role: said.get(role, otherwise) for role in ROLES}


def members(method: str, path: str, status: int = 200) -> Row:
    """Everybody who belongs to the network."""
    return row(method, path, anonymous=302, outsider=404, otherwise=status)


def managers(method: str, path: str, status: int = 200) -> Row:
    """Of the cast: the head of the centre, above all units, and the administrator."""
    return row(method, path, anonymous=302, outsider=404, head=status, admin=status, otherwise=403)


def administrators(method: str, path: str, status: int = 200) -> Row:
    return row(method, path, anonymous=302, outsider=404, admin=status, otherwise=403)


def anyone_in(method: str, path: str, status: int = 200) -> Row:
    """Everybody with an account: their own."""
    return row(method, path, anonymous=302, otherwise=status)


def unlike(rows: list[Row], client: Client, role: str, names: dict[str, object]) -> list[str]:
    """The lines of a table that do not hold for a role; `names` fill its paths."""
    with patch("hamafza.desk.errors.render", once_per_status()):
        return [
            f"{method} {path}: {status}, not {wanted[role]}"
            for method, path, wanted in rows
            if (status := client.generic(method, path.format(**names)).status_code) != wanted[role]
        ]


def once_per_status() -> Callable[..., HttpResponse]:
    """Refusals of one role look the same and carry the whole desk: the first 403 and 404 are rendered."""
    rendered: set[int] = set()

    def answer(*of: object, status: int, **more: object) -> HttpResponse:
        if status in rendered:
            return HttpResponse(status=status)
        rendered.add(status)
        return render(*of, status=status, **more)

    return answer


# {unit} is the province's, {person} its officer, {membership} the officer's, {invitation} one to the
# province, {topic} and {region} the first of their lists.
ROWS: list[Row] = [
    row("GET", "/accounts/login/", anonymous=200, otherwise=302),
    row("GET", "/accounts/logout/", anonymous=302, otherwise=200),
    row("GET", "/accounts/inactive/", otherwise=200),
    row("GET", "/accounts/password/reset/", otherwise=200),
    row("GET", "/accounts/password/reset/done/", otherwise=200),
    row("GET", "/accounts/password/reset/key/1-forged/", otherwise=200),
    row("GET", "/accounts/password/reset/key/done/", otherwise=200),
    row("GET", "/accounts/signup/", otherwise=404),
    row("GET", "/accounts/email/", otherwise=404),
    anyone_in("GET", "/accounts/password/change/"),
    anyone_in("GET", "/accounts/sessions/"),
    anyone_in("GET", "/accounts/profile/"),
    anyone_in("GET", "/accounts/address/forged/", 302),
    anyone_in("POST", "/accounts/address/forged/", 302),
    row("POST", "/accounts/language/", otherwise=404),
    row("GET", "/accounts/language/", otherwise=405),
    anyone_in("POST", "/accounts/tokens/", 302),
    anyone_in("POST", "/accounts/tokens/999999/revoke", 404),
    row("GET", "/accounts/invitations/unknown/", otherwise=404),
    anyone_in("POST", "/accounts/invitations/unknown/join", 404),
    members("GET", "/desk/units/"),
    members("GET", "/desk/units/?q=x"),
    members("POST", "/desk/units/", 302),
    members("POST", "/desk/people/", 302),
    managers("GET", "/desk/units/new"),
    administrators("GET", "/desk/units/import"),
    administrators("POST", "/desk/units/import/apply", 302),
    administrators("GET", "/desk/units/import/sample.fa.csv"),
    administrators("GET", "/desk/units/import/sample.none", 404),
    members("GET", "/desk/units/{unit}/"),
    members("GET", "/desk/units/999999/", 404),
    managers("GET", "/desk/units/{unit}/edit"),
    managers("POST", "/desk/units/{unit}/edit"),
    managers("POST", "/desk/units/{unit}/invite", 422),
    managers("GET", "/desk/people/invite"),
    members("GET", "/desk/choose/unit?among=active&q=x"),
    members("GET", "/desk/choose/unit?among=nothing", 404),
    members("GET", "/desk/choose/person?among=active&q=x"),
    managers("POST", "/desk/units/{unit}/members", 422),
    managers("POST", "/desk/memberships/{membership}/end"),
    managers("POST", "/desk/invitations/{invitation}/withdraw"),
    members("GET", "/desk/people/"),
    members("GET", "/desk/people/{person}/"),
    managers("POST", "/desk/people/{person}/active"),
    administrators("POST", "/desk/people/{person}/administrator"),
    administrators("GET", "/desk/network/"),
    administrators("GET", "/desk/topics/"),
    administrators("GET", "/desk/topics/{topic}/"),
    administrators("GET", "/desk/regions/"),
    administrators("GET", "/desk/regions/{region}/"),
]
