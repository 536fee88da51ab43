"""Who gets what on every address of this room at the desk: role → status of a bare request."""

from __future__ import annotations

from hamafza.network.tests.permissions import Row, members, row

# The fund reports, the province owns: their people, those above them, and those on duty.
SEE = ("observer", "officer", "colleague", "editor", "trusted", "head", "admin")
REPORT = ("officer", "colleague", "editor", "trusted", "secretary", "head", "admin")


def seen(method: str, path: str, status: int, **said: int) -> Row:
    """For everybody who sees the incident."""
    return row(method, path, **{"anonymous": 302, **dict.fromkeys(SEE, status), **said}, otherwise=404)


def some(roles: tuple[str, ...], method: str, path: str, status: int) -> Row:
    return row(method, path, anonymous=302, **dict.fromkeys(roles, status), otherwise=404)


# {incident} is the province's, being verified; {hidden} is the centre's own, reported by it. {piece} is checked
# evidence without a file, {answer} an answer to another call, {help} of no incident.
ROWS: list[Row] = [
    members("GET", "/desk/incidents/"),
    members("GET", "/desk/incidents/?over=1&page=x"),
    members("GET", "/desk/incidents/?severity=x&unit=y&since=z&sort=w"),
    members("POST", "/desk/incidents/", 302),
    some(REPORT, "GET", "/desk/incidents/new/", 200),
    some(REPORT, "POST", "/desk/incidents/new/", 422),
    members("GET", "/desk/incidents/rules/"),
    some(("admin",), "POST", "/desk/incidents/rules/", 302),
    seen("GET", "/desk/incidents/{incident}/", 200),
    some(("secretary", "head", "admin"), "GET", "/desk/incidents/{hidden}/", 200),
    some(("secretary", "head", "admin"), "GET", "/desk/incidents/{hidden}/part/facts/", 200),
    members("GET", "/desk/incidents/999999/", 404),
    seen("GET", "/desk/incidents/{incident}/part/head/", 200),
    seen("GET", "/desk/incidents/{incident}/part/nonsense/", 404),
    seen("GET", "/desk/incidents/{incident}/audit/", 200),
    seen("GET", "/desk/incidents/{incident}/capture/", 404),
    some(("officer", "colleague", "admin"), "GET", "/desk/incidents/{incident}/form/write/", 200),
    some(("officer", "colleague", "head", "admin"), "POST", "/desk/incidents/{incident}/form/spread/", 422),
    some(("head", "admin"), "GET", "/desk/incidents/{incident}/form/triage/", 200),
    seen("GET", "/desk/incidents/{incident}/form/nonsense/", 404),
    seen("POST", "/desk/incidents/{incident}/facts/facts/", 404),
    seen("GET", "/desk/incidents/{incident}/evidence/{piece}/file/", 404),
    seen("POST", "/desk/incidents/{incident}/evidence/{piece}/check/", 302),
    seen("POST", "/desk/incidents/{incident}/offers/{answer}/take/", 404),
    seen("POST", "/desk/incidents/{incident}/helps/1/release/", 404),
    seen("POST", "/desk/incidents/{incident}/nonsense/", 404),
    seen("POST", "/desk/incidents/{incident}/publish/", 302),
    row("GET", "/desk/incidents/{incident}/publish/", anonymous=302, otherwise=405),
]
