"""Who gets what on every address of this room: role → status of a bare request."""

from __future__ import annotations

from hamafza.network.tests.permissions import Row, members, row

# The open council of the network (see `cast`): the head of the centre leads it, the secretary keeps it, the province
# sits there, the body's editor listens. {closed}, {closed_session} and {closed_point} belong to a confidential one.
KEEP = ("secretary", "admin")
LEAD = ("head", *KEEP)
SPEAK = ("officer", "colleague", *LEAD)
SEATED = ("editor", "officer", "colleague", "head", "secretary")
SITS = ("officer", "colleague", "secretary")  # on the seat of the province, or keeps the answers
FOUND = ("head", "secretary", "admin")


def some(roles: tuple[str, ...], method: str, path: str, status: int = 200) -> Row:
    return row(method, path, anonymous=302, **dict.fromkeys(roles, status), otherwise=404)


ROWS: list[Row] = [
    members("GET", "/desk/council/"),
    members("POST", "/desk/council/", 302),
    some(FOUND, "GET", "/desk/council/new/"),
    some(FOUND, "POST", "/desk/council/new/", 422),
    members("GET", "/desk/council/{series}/"),
    some(SEATED, "GET", "/desk/council/{closed}/"),
    some(KEEP, "GET", "/desk/council/{series}/edit/"),
    some(KEEP, "POST", "/desk/council/{series}/edit/", 422),
    some(("secretary",), "GET", "/desk/council/{closed}/edit/"),
    some(KEEP, "GET", "/desk/council/{series}/plan/"),
    some(KEEP, "POST", "/desk/council/{series}/plan/", 422),
    some(("secretary",), "GET", "/desk/council/{closed}/plan/"),
    some(KEEP, "POST", "/desk/council/{series}/end/", 200),
    some(("secretary",), "POST", "/desk/council/{closed}/end/", 200),
    members("GET", "/desk/council/{series}/seats/"),
    members("POST", "/desk/council/{series}/seats/", 302),
    some(KEEP, "GET", "/desk/council/{series}/seats/new/"),
    some(KEEP, "POST", "/desk/council/{series}/seats/new/", 422),
    some(("secretary",), "POST", "/desk/council/{closed}/seats/new/", 422),
    some(KEEP, "GET", "/desk/council/{series}/seats/many/"),
    some(KEEP, "POST", "/desk/council/{series}/seats/many/", 422),
    some(("secretary",), "POST", "/desk/council/{closed}/seats/many/", 422),
    some(SEATED, "GET", "/desk/council/{closed}/seats/"),
    some(SEATED, "POST", "/desk/council/{closed}/seats/", 302),
    some(KEEP, "POST", "/desk/council/{series}/seats/{seat}/", 302),
    some((), "POST", "/desk/council/{closed}/seats/{seat}/", 404),
    some(SPEAK, "GET", "/desk/council/{series}/points/new/"),
    some(SPEAK, "POST", "/desk/council/{series}/points/new/", 422),
    some(("officer", "colleague", "head", "secretary"), "GET", "/desk/council/{closed}/points/new/"),
    members("GET", "/desk/council/sessions/"),
    members("POST", "/desk/council/sessions/", 302),
    members("GET", "/desk/council/sessions/{session}/"),
    some(SEATED, "GET", "/desk/council/sessions/{closed_session}/"),
    members("GET", "/desk/council/sessions/{session}/session.ics"),
    some(SEATED, "GET", "/desk/council/sessions/{closed_session}/session.ics"),
    members("GET", "/desk/council/sessions/{session}/agenda/"),
    some(SEATED, "GET", "/desk/council/sessions/{closed_session}/agenda/"),
    some(KEEP, "GET", "/desk/council/sessions/{session}/move/"),
    some(KEEP, "POST", "/desk/council/sessions/{session}/move/", 422),
    some(KEEP, "GET", "/desk/council/sessions/{session}/place/"),
    some(KEEP, "POST", "/desk/council/sessions/{session}/place/", 422),
    some(KEEP, "POST", "/desk/council/sessions/{session}/order/", 302),
    some(("secretary",), "POST", "/desk/council/sessions/{closed_session}/order/", 302),
    some(LEAD, "POST", "/desk/council/sessions/{session}/step/cancel/", 302),
    some((), "POST", "/desk/council/sessions/{session}/step/plan/", 404),
    some(("head", "secretary"), "POST", "/desk/council/sessions/{closed_session}/step/cancel/", 302),
    some(KEEP, "POST", "/desk/council/sessions/{session}/hearings/{hearing}/", 302),
    some((), "POST", "/desk/council/sessions/{closed_session}/hearings/{hearing}/", 404),
    some(SEATED, "POST", "/desk/council/sessions/{session}/reply/{invitation}/", 302),
    some((), "POST", "/desk/council/sessions/{closed_session}/reply/{invitation}/", 404),
    some(SITS, "GET", "/desk/council/sessions/{session}/reply/{invitation}/substitute/"),
    some(SITS, "POST", "/desk/council/sessions/{session}/reply/{invitation}/substitute/", 302),
    members("GET", "/desk/council/points/"),
    members("POST", "/desk/council/points/", 302),
    members("GET", "/desk/council/points/{point}/"),
    some(SEATED, "GET", "/desk/council/points/{closed_point}/"),
    some(SEATED, "GET", "/desk/council/points/{secret}/"),
    some(("officer", *KEEP), "GET", "/desk/council/points/{point}/edit/"),
    some(("officer", *KEEP), "POST", "/desk/council/points/{point}/edit/", 422),
    some(SPEAK, "POST", "/desk/council/points/{point}/papers/", 422),
    some((), "GET", "/desk/council/points/{point}/papers/{paper}/", 404),
    some(SEATED, "GET", "/desk/council/points/{secret}/papers/{paper}/"),
    some(("officer", *KEEP), "POST", "/desk/council/points/{point}/step/withdraw/", 302),
    some((), "POST", "/desk/council/points/{point}/step/change/", 404),
    members("GET", "/desk/council/calendar/"),
    members("POST", "/desk/council/calendar/"),
    members("GET", "/desk/council/holidays/"),
    some(("admin",), "POST", "/desk/council/holidays/", 302),
    row("GET", "/calendar/guessed.ics", otherwise=404),
    row("GET", "/invitation/guessed/", otherwise=404),
    row("POST", "/invitation/guessed/", otherwise=404),
]
