"""What the timeline of the drill says: who hears of silence; what is tried, and why it must be refused."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.response import limits
from hamafza.response.errors import (
    NoEvidence,
    NoRebuttal,
    NotAllowed,
    NotCleared,
    OneTextManyVoices,
    OwnWork,
    Refused,
    WrongState,
)

LEVELS: dict[int, Promise] = {
    limits.DEPUTY: _("to those who stand in"),
    limits.CENTRE: _("to the centre"),
    limits.NETWORK: _("to the heads of the network"),
}

Because = type[Refused] | str | int
"""A refusal of the room, the field of the form that is wrong, or the page's status."""

HIDDEN = 404

RULES: dict[str, tuple[Promise, Because]] = {
    # Who is not of the incident sees nothing of it
    "stranger-looks": (_("a stranger looks into the room"), HIDDEN),
    "stranger-acts": (_("a stranger does the owner's step"), HIDDEN),
    "not-the-owner": (_("a unit owns what does not concern it"), NotAllowed),
    "not-the-helper": (_("whose help was not needed looks into the room"), HIDDEN),
    "another-incident": (_("a helper looks into another incident"), HIDDEN),
    "released": (_("a released helper looks into the room"), HIDDEN),
    # What is not theirs to do
    "helper-writes": (_("a helper writes the response"), HIDDEN),
    "helper-moves": (_("a helper moves the incident"), NotAllowed),
    "observer-edits": (_("an observer edits the fact sheet"), NotAllowed),
    "observer-writes": (_("an observer writes the response"), HIDDEN),
    "clearer-from-elsewhere": (_("somebody is to clear who does not check for the owner"), "person"),
    # The order of the path
    "placeless": (_("a claim is reported without where it is said"), "where"),
    "unweighed": (_("a response is published that nobody weighed, wrote or cleared"), WrongState),
    "kinds-merged": (_("an exercise is merged with a real incident"), "into"),
    "merged": (_("a merged report goes on"), WrongState),
    "rejected": (_("a report rejected before it was weighed is opened again"), 422),
    "unfilled": (_("a prepared text goes out with its gaps"), "text"),
    "not-let-be": (_("a false claim is closed without an answer"), HIDDEN),
    # Evidence
    "no-evidence": (_("a rebuttal without evidence"), NoEvidence),
    "own-evidence": (_("somebody checks the evidence they entered"), OwnWork),
    "unchecked-evidence": (_("a rebuttal with evidence that nobody checked"), NoEvidence),
    # What is written
    "overwrites": (_("somebody saves over what another wrote meanwhile"), 409),
    "repeats-the-claim": (_("the response says the claim again"), "why"),
    "criticism-rebutted": (_("true criticism is rebutted"), NoRebuttal),
    "criticism-uncorrected": (_("true criticism is answered without a correction"), "done"),
    "criticism-carried": (_("volunteers carry an answer to true criticism on"), HIDDEN),
    # Clearance
    "not-a-clearer": (_("who does not check for the owner clears"), NotAllowed),
    "own-text": (_("an author clears their own text"), OwnWork),
    "own-emergency": (_("an author clears their own text after it was published"), OwnWork),
    "weighed-higher": (_("one clearance, and then it was weighed higher"), NotCleared),
    "one-of-two": (_("a grave response is published with one of two clearances"), WrongState),
    # Each its own voice
    "one-text-ordered": (_("units are ordered to publish one text"), OneTextManyVoices),
}
