"""The two tables of who follows whom, as the documentation shows them."""

from __future__ import annotations

from collections.abc import Iterable

from hamafza.decisions.states import CALL_FOLLOWS, DECISION, DECISION_FOLLOWS, LATE, Follows


def decision_follows() -> list[str]:
    head = ["| the owner's answer | the decision | after the due day |", "|---|---|---|"]
    return head + [
        f"| {answer} | {step} | {LATE.get(step, step)} |" for answer, step in DECISION_FOLLOWS.items()
    ]


def call_follows() -> list[str]:
    head = [
        "| the decision | from | to | the call | the owner's answer | the helpers' answers |",
        "|---|---|---|---|---|---|",
    ]
    return head + [row(name, CALL_FOLLOWS.get(name, Follows())) for name in DECISION.steps]


def row(name: str, follows: Follows) -> str:
    moves = DECISION.steps[name].moves
    before = ", ".join(state for state in moves if state)
    after = ", ".join(dict.fromkeys(moves.values()))
    return f"| {name} | {before} | {after} | {follows.call} | {follows.owner} | {follows.helpers} |"


def drawn(text: str) -> str:
    """The page with both tables as they are now."""
    text = filled(text, "decision follows", decision_follows())
    return filled(text, "call follows", call_follows())


def filled(text: str, name: str, lines: Iterable[str]) -> str:
    before, _mark, rest = text.partition(f"<!-- {name} -->\n")
    after = rest[rest.index("<!-- end -->") :]
    return f"{before}<!-- {name} -->\n" + "\n".join(lines) + f"\n{after}"
