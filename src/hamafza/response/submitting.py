"""The forms of an incident's room: which there are, what each begins with, and which action it becomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hamafza.network.access import Standing
from hamafza.newsroom.uploads import save_attachment
from hamafza.pages.refusals import NotAllowed
from hamafza.response import access, actions, afterwards, forms, helping, publishing, voices, working
from hamafza.response.helping import Wanted
from hamafza.response.models import Incident, Template
from hamafza.response.publishing import ResponseWords
from hamafza.response.working import EvidencePiece

Submit = Callable[[Standing, Incident, Any], object]
Begin = Callable[[HttpRequest, Standing, Incident], dict[str, Any]]


def nothing(_request: HttpRequest, _actor: Standing, _incident: Incident) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class StepSheet:
    """One form: its title, its fields, what it does, what it begins with, and what is said afterwards."""

    title: Promise
    form: type[forms.RoomForm]
    submit: Submit
    done: Promise
    begin: Begin = nothing
    files: bool = False
    step: str = ""  # the step or work it needs, if it is not its own name


def triage(actor: Standing, incident: Incident, form: Any) -> object:
    data = form.cleaned_data
    touches, topics = ([one.code for one in data[name]] for name in ("touches", "topics"))
    said = {name: data[name] for name in ("severity", "kind", "reason")}
    return actions.triage(actor=actor, incident=incident, touches=touches, topics=topics, **said)


def weighed(_request: HttpRequest, _actor: Standing, incident: Incident) -> dict[str, Any]:
    known = {"severity": incident.severity, "kind": incident.kind}
    coded = {name: getattr(incident, name).values_list("code", flat=True) for name in ("touches", "topics")}
    return {**known, **{name: list(codes) for name, codes in coded.items()}}


def hold(actor: Standing, incident: Incident, form: Any) -> object:
    return publishing.hold(actor=actor, incident=incident, **form.cleaned_data)


def prepared(request: HttpRequest, _actor: Standing, incident: Incident) -> dict[str, Any]:
    """The prepared text that was chosen, with the unit's name filled in."""
    found = Template.objects.filter(code=request.GET.get("template", "")).first()
    if found is None:
        return {"language": get_language() or "fa"}
    unit = incident.owner
    name = (unit.name_en or unit.name if found.language == "en" else unit.name) if unit else ""
    return {"text": found.text.replace("{unit}", name), "language": found.language}


def evidence(actor: Standing, incident: Incident, form: Any) -> object:
    data = dict(form.cleaned_data)
    upload = data.pop("file")
    unit = access.speaks_for(actor, incident)
    if upload is not None and unit is None:
        raise NotAllowed
    kept = save_attachment(actor=actor, unit=unit, file=upload) if upload is not None and unit else None
    return working.add_evidence(actor=actor, incident=incident, piece=EvidencePiece(file=kept, **data))


def write(actor: Standing, incident: Incident, form: Any) -> object:
    return publishing.write(actor=actor, incident=incident, words=ResponseWords(**form.cleaned_data))


def written(_request: HttpRequest, _actor: Standing, incident: Incident) -> dict[str, Any]:
    """The last version, or the stance that fits the class of the claim."""
    last = incident.texts.order_by("-number").first()
    names = ("stance", "headline", "fact", "why", "done", "contact", "language")
    if last is not None:
        return {name: getattr(last, name) for name in names}
    usual = {"criticism": "right", "question": "answer", "opinion": "answer", "misleading": "partly"}
    contact = f"{incident.owner}، {incident.owner.phone or incident.owner.email}" if incident.owner else ""
    return {"stance": usual.get(incident.kind, "wrong"), "contact": contact.rstrip("، ")}


def help_(actor: Standing, incident: Incident, form: Any) -> object:
    data = form.cleaned_data
    names = ("title", "kind", "count", "skill", "directs", "text")
    wanted = Wanted(**{name: data[name] for name in names}, deadline=form.deadline())
    return helping.ask_help(
        actor=actor,
        incident=incident,
        wanted=wanted,
        address=form.address(),
        override=data["override"],
        retry_key=data["retry_key"],
    )


def pack(actor: Standing, incident: Incident, form: Any) -> object:
    data = form.cleaned_data
    return helping.make_pack(
        actor=actor,
        incident=incident,
        sentences=data["sentences"],
        same_text=data["same_text"],
        address=form.address(),
        hours=form.hours(),
        override=data["override"],
        retry_key=data["retry_key"],
    )


def its_topics(_request: HttpRequest, _actor: Standing, incident: Incident) -> dict[str, Any]:
    return {"topics": list(incident.topics.values_list("code", flat=True))}


def plain(action: Callable[..., object]) -> Submit:
    """An action that takes just what the form gives."""

    def submit(actor: Standing, incident: Incident, form: Any) -> object:
        return action(actor=actor, incident=incident, **form.cleaned_data)

    return submit


SHEETS: dict[str, StepSheet] = {
    "triage": StepSheet(_("Assess"), forms.TriageForm, triage, _("Assessed."), weighed),
    "hold": StepSheet(_("Holding statement"), forms.HoldForm, hold, _("Published."), prepared),
    "evidence": StepSheet(
        _("Add evidence"),
        forms.IncidentEvidenceForm,
        evidence,
        _("Added. A second person checks it."),
        files=True,
    ),
    "write": StepSheet(_("Write the response"), forms.WriteForm, write, _("Saved."), written),
    "return": StepSheet(
        _("Send back to the writer"),
        forms.ReasonForm,
        plain(publishing.return_),
        _("Sent back with your note."),
    ),
    "emergency": StepSheet(
        _("Publish before clearance"),
        forms.ReasonForm,
        plain(publishing.publish_emergency),
        _("Published. It must be cleared within 24 hours."),
        step="publish_emergency",
    ),
    "withdraw": StepSheet(
        _("Withdraw the response"),
        forms.ReasonForm,
        plain(afterwards.withdraw),
        _("Withdrawn. The claim needs a new answer."),
    ),
    "help": StepSheet(
        _("Ask for help"),
        forms.HelpForm,
        help_,
        _("The request was sent to the matching units."),
        its_topics,
        step="ask_help",
    ),
    "pack": StepSheet(
        _("Offer a relay pack"),
        forms.PackForm,
        pack,
        _("The request was sent to volunteers."),
        step="amplify",
    ),
    "situation": StepSheet(
        _("Situation report"), forms.TextForm, plain(working.report_situation), _("The report was saved.")
    ),
    "spread": StepSheet(_("Record the spread"), forms.SpreadForm, plain(working.note_spread), _("Recorded.")),
    "close": StepSheet(_("Close"), forms.ReasonForm, plain(actions.close), _("Closed.")),
    "review": StepSheet(_("Review"), forms.ReviewForm, plain(actions.review), _("The review was saved.")),
    "reject": StepSheet(_("Reject"), forms.ReasonForm, plain(actions.reject), _("Rejected.")),
    "merge": StepSheet(_("Merge with another incident"), forms.MergeForm, plain(actions.merge), _("Merged.")),
    "escalate": StepSheet(
        _("Ask the centre to step in"), forms.ReasonForm, plain(actions.escalate), _("The centre was told.")
    ),
    "reopen": StepSheet(_("Reopen"), forms.ReasonForm, plain(actions.reopen), _("Reopened.")),
    "assign": StepSheet(_("Assign a role"), forms.AssignForm, plain(working.assign), _("Done.")),
    "explainer": StepSheet(
        _("Link an explainer"), forms.CodeForm, plain(working.link_explainer), _("Linked.")
    ),
    "voice": StepSheet(_("Add an item of your unit"), forms.CodeForm, plain(voices.add_voice), _("Added.")),
}
