"""What stands round every public page: the network's name, the ways round the site, other languages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from hamafza.network.queries import the_network
from hamafza.pages import languages
from hamafza.portal.addresses import absolute, alternates, local

WAYS = (
    ("home", _("Home")),
    ("verify", _("Is it official?")),
    ("explainers", _("Explainers")),
    ("topics", _("Topics")),
    ("units", _("Units")),
    ("campaigns", _("Campaigns")),
    ("data", _("Data")),
    ("archive", _("Archive")),
    ("corrections", _("Corrections")),
    ("about", _("About")),
)


def frame(
    name: str, *, title: str = "", canonical: str = "", about: str = "", card: str = "", **parts: Any
) -> dict[str, Any]:
    """Context of the layout for the page `name` (with its URL parts): one query.

    `about` says in a sentence what the page has, `card` names the picture for links; both are for other places that
    show a link to it.
    """
    network = the_network()
    everywhere = alternates(name, **parts)
    others = [code for code in languages.codes() if code != get_language()]
    return {
        "network": network,
        "here": name,
        "page_title": f"{title} | {network}" if title else str(network),
        "heading": title,
        "about": about,
        "link_picture": absolute(card, **parts) if card else "",
        "canonical": canonical or absolute(name, **parts),
        "alternates": everywhere,
        "default_language": settings.LANGUAGE_CODE,
        "ways": [(way, label, local(way)) for way, label in WAYS],
        "others": [(code, languages.own_name(code), local(name, language=code, **parts)) for code in others],
        "home": local("home"),
        "feeds": [(kind, label, local("feed", kind=kind)) for kind, label in feed_kinds()],
    }


def feed_kinds() -> list[tuple[str, str]]:
    return [("rss", gettext("RSS")), ("atom", gettext("Atom")), ("json", gettext("JSON Feed"))]
