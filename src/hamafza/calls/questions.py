"""What is asked before a call reaches many units or ends for them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hamafza.calls import states
from hamafza.calls.addressing import Preview
from hamafza.calls.models import Call
from hamafza.pages.asking import Confirmation
from hamafza.pages.moments import in_words
from hamafza.pages.templatetags.hamafza import digits

MANY = 20


def ask_many(title: str, preview: Preview) -> Confirmation:
    """More units than one reads through by eye."""
    number = len(preview.units)
    said = {"count": digits(number), "title": title}
    effects = [_("“%(title)s” goes to every one of these units, and each is waited for.") % said]
    if preview.held_until is not None:
        late = _("It is late: they will be told when the quiet hours end, on %(when)s.")
        effects.append(late % {"when": in_words(preview.held_until)})
    else:
        effects.append(_("Their people are told at once."))
    if full := len(preview.full):
        text = ngettext(
            "%(count)s of them has been asked enough today.",
            "%(count)s of them have been asked enough today.",
            full,
        )
        effects.append(text % {"count": digits(full)})
    return Confirmation(
        ngettext("Ask %(count)s unit?", "Ask %(count)s units?", number) % said,
        effects,
        ngettext("Ask %(count)s unit", "Ask %(count)s units", number) % said,
        reverse("call-new"),
    )


def remind_many(call: Call, waiting: int) -> Confirmation:
    title = ngettext("Remind %(count)s unit?", "Remind %(count)s units?", waiting)
    effects = [_("Their people are told once more that “%(title)s” waits.") % {"title": call.title}]
    back = reverse("call", args=[call.pk])
    return Confirmation(title % {"count": digits(waiting)}, effects, _("Remind them"), back)


def close(call: Call) -> Confirmation:
    waiting = waiting_for(call)
    text = ngettext(
        "%(count)s unit has not answered and is no longer waited for.",
        "%(count)s units have not answered and are no longer waited for.",
        waiting,
    )
    effects = [
        text % {"count": digits(waiting)},
        _("All units are told. A call that is closed stays closed."),
    ]
    back = reverse("call", args=[call.pk])
    return Confirmation(_("Close “%(title)s”?") % {"title": call.title}, effects, _("Close the call"), back)


def waiting_for(call: Call) -> int:
    return call.answers.filter(state__in=states.UNANSWERED).count()
