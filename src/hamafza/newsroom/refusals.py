"""What is said to a person whose action was refused."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.newsroom.errors import Objection, Refused

SENTENCES: dict[str, Promise] = {
    "refused": _("A reason or a note is missing."),
    "not-allowed": _("Your role does not allow this for this unit."),
    "needs-check": _("This unit publishes after a check by a second person."),
    "own-check": _("Nobody checks what they wrote themselves."),
    "wrong-state": _("The item is not in a state where this can be done; somebody may have been quicker."),
    "code-taken": _("This news code belongs to another item."),
    "invalid": _("The item is not ready to be published."),
    "conflict": _("Somebody saved another version meanwhile."),
}


def sentence(refusal: Refused) -> str:
    """The refusal in the person's language."""
    if isinstance(refusal, Objection):
        return str(refusal)
    return str(SENTENCES.get(refusal.key, SENTENCES["refused"]))


PAGES: dict[str, Promise] = {
    "empty": _("There is nothing in this page."),
    "binary": _("This is not a text or an HTML page."),
    "too-large": _("The page is too large."),
    "no-article": _("No news text was found in this page."),
}


def page_sentence(key: str) -> str:
    """Why a page could not be read, in the person's language."""
    return str(PAGES.get(key, PAGES["no-article"]))
