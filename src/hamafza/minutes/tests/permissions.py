"""Who gets what on every address of this room: role → status of a bare request."""

from __future__ import annotations

from hamafza.network.tests.permissions import Row, members, row

# {live} is in session: head chairs, secretary keeps, editor (for the body) and trusted are members, officer listens.
# {signed} has signed minutes, {hidden} is confidential and in session. {point}, {line}, {turn}, {seat} and {motion} are
# of {live}; {comment} and {written} of {signed}. The outsider has no unit.
SEATED = ("officer", "editor", "trusted", "secretary", "head")


def seated(method: str, path: str, status: int) -> Row:
    return row(method, path, anonymous=302, **dict.fromkeys(SEATED, status), otherwise=404)


def some(roles: tuple[str, ...], method: str, path: str, status: int) -> Row:
    return row(method, path, anonymous=302, **dict.fromkeys(roles, status), otherwise=404)


LEADS = ("secretary", "head", "admin")
LIVE, MINUTES = "/desk/council/sessions/{live}/live/", "/desk/council/sessions/{signed}/minutes/"
HIDDEN = "/desk/council/sessions/{hidden}/live/"

ROWS: list[Row] = [
    members("GET", LIVE),
    members("GET", LIVE + "?point={point}"),
    members("GET", LIVE + "?point=999999", 404),
    members("GET", LIVE + "part/lines/"),
    members("GET", LIVE + "part/nonsense/", 404),
    members("POST", LIVE + "typing/", 404),
    members("POST", LIVE + "lines/", 422),
    members("GET", LIVE + "lines/{line}/"),
    members("POST", LIVE + "lines/{line}/", 422),
    members("POST", LIVE + "points/{point}/more/", 302),
    members("POST", LIVE + "points/{point}/nonsense/", 404),
    members("POST", LIVE + "floor/", 302),
    members("POST", LIVE + "turns/{turn}/end/", 302),
    members("POST", LIVE + "turns/{turn}/nonsense/", 404),
    members("POST", LIVE + "seats/{seat}/", 302),
    members("POST", LIVE + "motions/", 404),
    members("POST", LIVE + "motions/{motion}/for/", 302),
    members("POST", LIVE + "motions/{motion}/nonsense/", 404),
    some(LEADS, "GET", LIVE + "decisions/?point={point}", 200),
    some(LEADS, "POST", LIVE + "decisions/", 422),
    row("POST", LIVE + "end/", anonymous=302, outsider=404, **dict.fromkeys(LEADS, 200), otherwise=302),
    seated("GET", HIDDEN, 200),
    seated("GET", HIDDEN + "part/head/", 200),
    seated("POST", HIDDEN + "floor/", 302),
    members("GET", "/desk/council/sessions/{live}/minutes/", 404),
    members("GET", MINUTES),
    members("GET", MINUTES + "as/html/"),
    members("GET", MINUTES + "as/nonsense/", 404),
    members("POST", MINUTES + "comments/", 422),
    some((*SEATED, "admin"), "POST", MINUTES + "comments/{comment}/", 302),
    some(LEADS, "GET", MINUTES + "lines/{written}/amend/", 200),
    some(LEADS, "POST", MINUTES + "lines/{written}/amend/", 422),
    members("POST", MINUTES + "offer/", 302),
    members("POST", MINUTES + "end-comments/", 302),
    members("POST", MINUTES + "news/", 302),
    members("POST", MINUTES + "nonsense/", 404),
]
