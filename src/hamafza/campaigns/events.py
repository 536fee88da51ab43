"""What happens in campaigns, as others hear it. Subjects are `campaign:ID` and `slot:ID`."""

from __future__ import annotations

from dataclasses import dataclass

from hamafza.campaigns.states import CAMPAIGN, SLOT
from hamafza.wire.facts import Facts

ORGANISERS = "campaigns.organisers.changed"
OBJECTIVES = "campaigns.objectives.changed"
GRID = "campaigns.grid.changed"  # days and themes


@dataclass(frozen=True, kw_only=True)
class CampaignFacts(Facts, kinds=(*CAMPAIGN.kinds, ORGANISERS, OBJECTIVES, GRID)):
    """`late` names the deadline that ran out, `tags` the public pages that it touches."""

    campaign: int
    unit: int
    state: str
    by: int | None
    late: str | None = None
    day: str | None = None
    tags: list[str] | None = None


@dataclass(frozen=True, kw_only=True)
class SlotFacts(Facts, kinds=SLOT.kinds):
    """A slot as it stands after the step. `unit` has it, or had it before this step."""

    slot: int
    campaign: int
    day: str
    theme: int
    unit: int | None
    state: str
    evidence: str
    sequence: int  # of versions of the slot
    by: int | None
    tags: list[str] | None = None
