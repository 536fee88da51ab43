"""Every step there is between the states of an item, and whose it is."""

from __future__ import annotations

from typing import Any

from hamafza.flow.steps import CLOCK, Flow, Step, stays, to
from hamafza.pages.refusals import ReasonMissing

DRAFT, SUBMITTED, PUBLISHED, RETIRED = STATES = ("draft", "submitted", "published", "retired")
UNPUBLISHED = (DRAFT, SUBMITTED)

# Whose step it is: who writes on the item, who checks it, who needs no check, who heads, who began it
WRITER, CHECKER, TRUSTED, HEAD, AUTHOR = (
    frozenset({name}) for name in ("writer", "checker", "trusted", "head", "author")
)
BY_CLOCK = frozenset({CLOCK})


def step(name: str, moves: dict[str, str], who: frozenset[str], event: str, **more: Any) -> Step:
    return Step(name=name, moves=moves, who=who, event=f"newsroom.item.{event}", **more)


WHY = ReasonMissing.message
ITEM = Flow(
    "item",
    STATES,
    (
        step("create", to(DRAFT, ""), AUTHOR, "edited"),
        step("import", {**to(DRAFT, "", DRAFT), PUBLISHED: PUBLISHED}, AUTHOR, "edited"),
        step("edit", stays(*UNPUBLISHED), WRITER, "edited"),
        step("submit", {DRAFT: SUBMITTED, **stays(PUBLISHED)}, WRITER, "submitted"),
        step("return", {SUBMITTED: DRAFT, **stays(PUBLISHED)}, CHECKER, "returned", why=WHY),
        step("publish", to(PUBLISHED, *UNPUBLISHED, PUBLISHED), WRITER | CHECKER | TRUSTED, "published"),
        step("urgent", to(PUBLISHED, *UNPUBLISHED), WRITER, "published", why=WHY),
        step("check", stays(PUBLISHED), CHECKER, "checked"),
        step("correct", stays(PUBLISHED), WRITER, "corrected", why=WHY),
        step("withdraw", to(RETIRED, PUBLISHED), CHECKER | TRUSTED, "withdrawn", why=WHY),
        step("schedule", to(PUBLISHED, *UNPUBLISHED, PUBLISHED), CHECKER | TRUSTED, "scheduled"),
        step("unschedule", to(DRAFT, PUBLISHED), WRITER | CHECKER | TRUSTED, "unscheduled"),
        step("discard", stays(DRAFT), AUTHOR, "discarded"),
        step("restore", stays(DRAFT), AUTHOR, "edited"),
        step("feature", stays(PUBLISHED), HEAD, "featured", records=False, acts=False),
        step("lift", stays(*STATES), BY_CLOCK, "published", records=False),
        step("overdue", stays(*STATES), BY_CLOCK, "check-overdue", records=False),
    ),
)
