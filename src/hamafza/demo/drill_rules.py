"""What the timeline of the drill says: who hears of silence; what is tried, and why it must be refused."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.pages.refusals import NotAllowed, OwnWork, Refused, WrongState
from hamafza.response import limits
from hamafza.response.errors import NoEvidence, NoRebuttal, NotCleared, OneTextManyVoices

LEVELS: dict[int, Promise] = {
    limits.DEPUTY: _("to the deputies"),
    limits.CENTRE: _("to the centre"),
    limits.NETWORK: _("to the heads of the network"),
}

Because = type[Refused] | str | int
"""A refusal of the room, the field of the form that is wrong, or the page's status."""

HIDDEN = 404

RULES: dict[str, tuple[Promise, Because]] = {
    # Who is not of the incident sees nothing of it
    "stranger-looks": (_("an outsider opens the incident"), HIDDEN),
    "stranger-acts": (_("an outsider takes a step of the answering unit"), HIDDEN),
    "not-the-owner": (_("a unit answers what does not concern it"), NotAllowed),
    "not-the-helper": (_("a person whose help was not needed opens the incident"), HIDDEN),
    "another-incident": (_("a helper opens another incident"), HIDDEN),
    "released": (_("a helper opens the incident after the help has ended"), HIDDEN),
    # What is not theirs to do
    "helper-writes": (_("a helper writes the response"), HIDDEN),
    "helper-moves": (_("a helper moves the incident on"), NotAllowed),
    "observer-edits": (_("an observer edits the fact sheet"), NotAllowed),
    "observer-writes": (_("an observer writes the response"), HIDDEN),
    "clearer-from-elsewhere": (_("the clearer does not check for the answering unit"), "person"),
    # The order of the path
    "placeless": (_("a claim is reported without its place"), "where"),
    "unweighed": (_("a response is published without assessment, text or clearance"), WrongState),
    "kinds-merged": (_("an exercise is merged with a real incident"), "into"),
    "merged": (_("a merged report is continued"), WrongState),
    "rejected": (_("a report rejected before its assessment is reopened"), 422),
    "unfilled": (_("a prepared text is published with gaps"), "text"),
    "not-let-be": (_("a false claim is closed without an answer"), HIDDEN),
    # Evidence
    "no-evidence": (_("a response without evidence"), NoEvidence),
    "own-evidence": (_("somebody checks evidence that they added"), OwnWork),
    "unchecked-evidence": (_("a response with unchecked evidence"), NoEvidence),
    # What is written
    "overwrites": (_("somebody overwrites a newer text"), 409),
    "repeats-the-claim": (_("the response repeats the claim"), "why"),
    "criticism-rebutted": (_("true criticism is denied"), NoRebuttal),
    "criticism-uncorrected": (_("true criticism is answered without a correction"), "done"),
    "criticism-carried": (_("volunteers relay an answer to true criticism"), HIDDEN),
    # Clearance
    "not-a-clearer": (_("somebody who does not check for the answering unit clears"), NotAllowed),
    "own-text": (_("an author clears their own text"), OwnWork),
    "own-emergency": (_("an author clears their own text after it was published"), OwnWork),
    "weighed-higher": (_("one clearance, before the severity was raised"), NotCleared),
    "one-of-two": (_("a level 5 response is published with one of two clearances"), WrongState),
    # Each its own voice
    "one-text-ordered": (_("units are told to publish the same text"), OneTextManyVoices),
}
