"""Who gets what at the portal's addresses: everybody the same."""

from __future__ import annotations

ROLES = ("anonymous", "outsider", "observer", "officer", "colleague", "editor", "head", "admin")


def everybody(status: int) -> dict[str, int]:
    return dict.fromkeys(ROLES, status)


OPEN = [
    "/",
    "/en/",
    "/fragments/latest/",
    "/card.jpg",
    "/en/card.jpg",
    "/units/trusted/card.jpg",
    "/topics/work/card.jpg",
    "/explainers/",
    "/units/",
    "/units/trusted/",
    "/fragments/units/trusted/",
    "/units/province/relays/",
    "/fragments/units/province/relays/",
    "/units/province/works/",
    "/relays/{relay}/",
    "/en/relays/{relay}/",
    "/fragments/relays/{relay}/",
    "/feeds/units/province/atom",
    "/topics/",
    "/topics/work/",
    "/fragments/topics/work/",
    "/news/{shown}/",
    "/en/news/{shown}/",
    "/news/{shown}/print/",
    "/news/{shown}/versions/",
    "/news/{shown}/card.jpg",
    "/search/",
    "/search/?q=x&after=nonsense",
    "/archive/",
    "/archive/1401/",
    "/archive/1401/05/",
    "/archive/1401/05/23/",
    "/archive/2022/08/14/",
    "/corrections/",
    "/verify/",
    "/en/verify/",
    "/about/",
    "/feeds/rss",
    "/feeds/atom",
    "/feeds/json",
    "/feeds/units/trusted/rss",
    "/feeds/topics/work/json",
    "/sitemap.xml",
    "/sitemap-pages.xml",
    "/sitemap-items-0.xml",
    "/sitemap-news.xml",
    "/robots.txt",
    "/manifest.webmanifest",
]
HIDDEN = [
    "/.well-known/security.txt",
    "/news/{withheld}/",
    "/news/{withheld}/print/",
    "/news/{withheld}/card.jpg",
    "/news/{withheld}/versions/",
    "/news/{shown}/original/",
    "/news/{shown}/original.bin",
    "/news/{shown}/evidence/1/",
    "/news/{withdrawn}/card.jpg",
    "/news/{withdrawn}/original.bin",
    "/units/nobody/",
    "/units/nobody/relays/",
    "/units/trusted/works/",
    "/units/province/relays/?page=2",
    "/relays/999999/",
    "/fragments/relays/999999/",
    "/relays/{waiting}/",
    "/topics/nothing/",
    "/archive/1401/13/",
    "/archive/1401/12/30/",
    "/archive/1401/00/",
    "/media/no/such.webp",
]
GONE = ["/news/{withdrawn}/", "/news/{withdrawn}/print/", "/news/{withdrawn}/versions/", "/relays/{fallen}/"]

ROWS = [
    *(("GET", address, everybody(200)) for address in OPEN),
    *(("GET", address, everybody(404)) for address in HIDDEN),
    *(("GET", address, everybody(410)) for address in GONE),
    ("GET", "/favicon.ico", everybody(302)),
    ("POST", "/verify/", everybody(200)),
    ("POST", "/", everybody(405)),
    ("POST", "/news/{shown}/", everybody(405)),
]
