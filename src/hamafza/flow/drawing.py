"""Flows as pictures in Mermaid's language, made from their tables."""

from __future__ import annotations

from hamafza.flow.steps import Flow, Step


def page(flow: Flow) -> str:
    """A page of the documentation: the picture, and whose each step is."""
    lines = [
        f"# The flow of {flow.name.replace('_', ' ')}",
        "",
        "Made from the table by `python -m hamafza.flow`. Do not edit.",
        "",
        "```mermaid",
        *picture(flow),
        "```",
        "",
        "| step | whose | in | within | reason | deadlines | event |",
        "|---|---|---|---|---|---|---|",
        *(row(step) for step in flow.table),
    ]
    return "\n".join(lines) + "\n"


def row(step: Step) -> str:
    cells = (
        step.name,
        listed(step.who),
        ", ".join(state for state in step.moves if state),
        listed(step.within),
        "needed" if step.why else "",
        deadlines(step),
        f"`{step.event}`" if step.event else "",
    )
    return f"| {' | '.join(cells)} |"


def deadlines(step: Step) -> str:
    said = {"stops": step.stops, "begins": step.begins, "at": (step.rings,) if step.rings else ()}
    words = [f"{word} {', '.join(names)}" for word, names in said.items() if names]
    return "; ".join([*words, *(["ends all"] if step.ends else [])])


def picture(flow: Flow) -> list[str]:
    """Steps between the same two states share an arrow; those that stay are listed in the table only."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for step in flow.table:
        for before, after in step.moves.items():
            if before != after:
                arrows.setdefault((before, after), []).append(step.name)
    drawn = [
        f"    {before or '[*]'} --> {after}: {', '.join(names)}" for (before, after), names in arrows.items()
    ]
    made = [f"    [*] --> {flow.begins}"] if flow.begins else []
    return ["stateDiagram-v2", *made, *drawn]


def listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))
