"""Who gets what on every address of this room at the desk: role → status of a bare request."""

from __future__ import annotations

from hamafza.network.tests.permissions import Row, members, row

# {report} is the province's, handed in to the centre; {round} the centre's; {book} of it is made. Of one's own unit
# and of those below that one checks for the report is seen as it stands; who asked sees what was handed in.
SEE = ("observer", "officer", "colleague", "editor", "head", "admin")
HANDED = (*SEE, "secretary")
WRITE = ("officer", "colleague", "admin")
CENTRE = ("head", "secretary", "admin")
ONE = "/desk/reports/of/province/{span}/"
VERSION = "/desk/reports/{report}/1/"


def some(roles: tuple[str, ...], method: str, path: str, status: int) -> Row:
    return row(method, path, anonymous=302, **dict.fromkeys(roles, status), otherwise=404)


ROWS: list[Row] = [
    members("GET", "/desk/reports/"),
    members("GET", "/desk/reports/?state=draft&since=nonsense&page=x"),
    members("POST", "/desk/reports/", 302),
    some(SEE, "GET", "/desk/reports/choose/?unit=province&since=x&until=y", 302),
    some(SEE, "GET", ONE, 200),
    members("GET", "/desk/reports/of/province/nonsense/", 404),
    some(SEE, "GET", f"{ONE}rows/published/", 200),
    members("GET", f"{ONE}rows/nonsense/", 404),
    some(WRITE, "POST", f"{ONE}words/news/", 302),
    members("POST", f"{ONE}words/nonsense/", 404),
    some(WRITE, "POST", f"{ONE}hand-in/", 422),
    some(SEE, "GET", f"{ONE}as/html/", 200),
    some(SEE, "GET", f"{ONE}as/xlsx/", 200),
    some(HANDED, "GET", VERSION, 200),
    some(HANDED, "GET", f"{VERSION}rows/published/", 200),
    some(HANDED, "GET", f"{VERSION}as/txt/", 200),
    members("GET", "/desk/reports/{report}/9/", 404),
    some(HANDED, "POST", "/desk/reports/{report}/send-back/", 302),
    some((*CENTRE, "editor"), "GET", "/desk/reports/rounds/new/", 200),
    some((*CENTRE, "editor"), "POST", "/desk/reports/rounds/new/", 422),
    some(CENTRE, "GET", "/desk/reports/rounds/{round}/", 200),
    some(CENTRE, "POST", "/desk/reports/rounds/{round}/", 302),
    members("GET", "/desk/reports/rounds/{round}/own/", 302),
    some(CENTRE, "POST", "/desk/reports/rounds/{round}/book/", 302),
    some(CENTRE, "GET", "/desk/reports/books/{book}/html/", 200),
    members("GET", "/desk/reports/books/{book}/nonsense/", 404),
]
