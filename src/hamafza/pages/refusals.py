"""Why an action was refused: the one family of refusals of the house, and where a page shows them.

A room adds a class only for what is special to it. No room translates another's refusal: it passes through,
the page says it, and the API answers with its key and status.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar

from django.contrib import messages
from django.forms import BaseForm, FileField
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.lib.text.bidi import isolate_name
from hamafza.pages.fields import RETRY_KEY, new_key

Done = TypeVar("Done")


WRITTEN = ("reason", "note", "text", "thanks", "figure", "answer")
"""Fields beside a button into which one writes."""


class AnyIssue(Protocol):
    """One thing to mend; `str()` is the sentence."""

    @property
    def field(self) -> str: ...


class Refused(Exception):
    """Nothing was changed. `str()` is the message in the language of the moment.

    `key` names the kind of refusal for programs, `status` is its status over the API, `field` names what to
    mend, if it is one field, and `issues` if there are several. With `wait` the same may be tried again after
    so many seconds.
    """

    key = "refused"
    status = 422
    wait = 0
    message: str | Promise = _("This is not possible.")

    def __init__(
        self, message: str | Promise | None = None, *, field: str = "", issues: Iterable[AnyIssue] = ()
    ) -> None:
        self.message = message if message is not None else type(self).message
        self.field = field
        self.issues = tuple(issues)
        super().__init__(self.message)

    def __str__(self) -> str:
        return str(self.message)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What to mend, field by field. Empty if it is no matter of a field."""
        if self.issues:
            return [(issue.field, str(issue)) for issue in self.issues]
        return [(self.field, str(self))] if self.field else []

    @property
    def sentences(self) -> list[str]:
        """What is said to a person who sees no form."""
        return [text for _field, text in self.errors] or [str(self)]

    def facts(self) -> dict[str, Any]:
        """What else a program is told."""
        return {}


class NotAllowed(Refused):
    """The person may see the thing but not do this with it."""

    key, status = "not-allowed", 403
    message = _("Your role does not allow this.")


class OwnWork(NotAllowed):
    """Nobody checks or clears their own work."""

    key = "own-work"
    message = _("You cannot check what you wrote or added yourself. A second person checks it.")


class WrongState(Refused):
    """The step does not exist from the present state."""

    key, status = "wrong-state", 409
    message = _("This is no longer possible; somebody else may have acted first.")


class Conflict(Refused):
    """Somebody saved another version meanwhile; both are kept."""

    key, status = "conflict", 409
    message = _("Somebody has saved a newer version.")


class SentBefore(Conflict):
    """The retry key is that of another text, as after going back in the browser."""

    message = _("This form was sent before with another text. Send it again to enter this one too.")


class Invalid(Refused):
    """Something is missing or does not fit."""

    key = "invalid"
    message = _("Something is missing.")


class ReasonMissing(Invalid):
    key = "reason-missing"
    message = _("Write the reason or the note.")


class Objection(Refused):
    """A room above objects to what readers would see."""

    key = "objection"


class UploadRefused(Refused):
    """The file cannot be taken. With `wait`, it may be sent again, unchanged."""

    key = "upload-refused"

    def __init__(self, message: str | Promise, wait: int = 0) -> None:
        super().__init__(message, field="file")
        self.wait = wait


# Where a page shows them


def say(request: HttpRequest, act: Callable[[], object], done: str | Promise = "") -> bool:
    """Do what a button asks for and say what was done, or why not. Whether it was done.

    What was done is said by `done`, or by what `act` gives.
    """
    try:
        said = act()
        messages.success(request, str(done or said))
    except Refused as refusal:
        refuse(request, *refusal.sentences)
        return False
    return True


def refuse(request: HttpRequest, *sentences: str) -> None:
    """Say why nothing was done, and give back what was written: the page that comes next has no form with it."""
    for sentence in sentences:
        messages.error(request, sentence)
    for name in WRITTEN:
        if words := request.POST.get(name, "").strip():
            messages.warning(
                request, _("Not sent. What you wrote: %(words)s") % {"words": isolate_name(words)}
            )


def attempt(form: BaseForm, act: Callable[[], Done], *beside: BaseForm) -> Done | None:
    """Do what a form asks for. If it is refused, the form, or one beside it, says why at the field it concerns."""
    try:
        return act()
    except Refused as refusal:
        blame(form, refusal, *beside)
        renew(form)
        return None


def renew(form: BaseForm) -> None:
    """Give the next try a key of its own: with this one nothing was made, or something else was."""
    if RETRY_KEY in form.fields:
        again = QueryDict(mutable=True)
        again.update(form.data)
        again[form.add_prefix(RETRY_KEY)] = new_key()
        form.data = again


def blame(form: BaseForm, refusal: Refused, *beside: BaseForm) -> None:
    for field, sentence in refusal.errors or [("", str(refusal))]:
        meant = next((one for one in (form, *beside) if place(one, field)), form)
        meant.add_error(place(meant, field), sentence)


def place(form: BaseForm, field: str) -> str | None:
    """The field of this form that is meant; what is said of a file concerns the form's own, however it is called."""
    if field == "file" and field not in form.fields:
        return next((name for name, one in form.fields.items() if isinstance(one, FileField)), None)
    return field if field in form.fields else None
