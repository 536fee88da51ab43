"""`import-page`: reading a news page, with or without storing it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from hamafza.lib.formats.page import NewsPage, PageError
from hamafza.lib.formats.print_view import MAX_BYTES, read_page
from hamafza.project.failures import Failure, UnusableInput
from hamafza.project.words import gettext as _

FIELDS = (
    "news_code",
    "site",
    "kicker",
    "headline",
    "abstract",
    "body",
    "dateline",
    "source",
    "published_at",
    "original_url",
)


def messages() -> dict[str, str]:
    return {
        "empty": _("the page is empty"),
        "binary": _("this is another kind of file, not a text or HTML page"),
        "too-large": _("the page is larger than 2 MB"),
        "no-article": _("no article text was found in it"),
    }


def show(file: str) -> int:
    """Print the page's fields as JSON. Needs no Django and stores nothing."""
    data = read(file)
    print_json(parsed(file, data))
    return 0


def take_in(file: str, *, unit: str | None, publish: bool | None, as_json: bool) -> int:
    """Import the page as an administrator and print its code and address, or its fields."""
    from hamafza.newsroom.importing import import_page
    from hamafza.pages.refusals import Refused
    from hamafza.project.commands import people

    data = read(file)
    page = parsed(file, data)
    owner = people.find_unit(unit)
    at_once = owner.trust == owner.Trust.AT_ONCE
    try:
        item = import_page(
            actor=people.acting_administrator(),
            unit=owner,
            data=data,
            filename="" if file == "-" else file,
            publish=at_once if publish is None else publish,
        )
    except Refused as refusal:
        raise Failure(refusals().get(refusal.key, str(refusal))) from refusal
    if as_json:
        print_json(page)
    else:
        from hamafza.project.commands.addresses import address_of

        print(item.code or "–", address_of(item))
    return 0


def refusals() -> dict[str, str]:
    return {
        "code-taken": _("Another item already has the news code of this page."),
        "not-allowed": _("The unit is not active; nobody can write for it."),
        "own-work": _("This unit publishes after a check by a second person. Import the page as a draft."),
        "invalid": _("The page has no headline or text. Import it as a draft and complete it."),
    }


def read(file: str) -> bytes:
    """At most a little over 2 MB of the file; that much is refused later."""
    try:
        if file == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with Path(file).open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnusableInput(f"{file}: {error.strerror}") from error


def parsed(file: str, data: bytes) -> NewsPage:
    try:
        return read_page(data, filename="" if file == "-" else file)
    except PageError as error:
        raise UnusableInput(f"{file}: {messages().get(error.key, error.message)}") from error


def print_json(page: NewsPage) -> None:
    fields = page.as_json()
    print(json.dumps({name: fields[name] for name in FIELDS}, ensure_ascii=False, indent=1))
