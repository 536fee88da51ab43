"""What to look for, as a small tree of keys, and how each database says it.

`None` stands for "nothing can match"; it swallows what it is joined to by `every` and falls out of `some`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    """One key anywhere in the document: a term's or a facet's."""

    name: str


@dataclass(frozen=True)
class Sequence:
    """Keys one after another in the text."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Some:
    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Every:
    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Without:
    """What matches `wanted` and not `unwanted`."""

    wanted: Expression
    unwanted: Expression


Expression = Key | Sequence | Some | Every | Without


def term_key(number: int) -> str:
    """A term's name in both databases: a letter and digits, whatever the word is written with."""
    return f"k{number}"


def sequence(names: Iterable[str]) -> Expression:
    names = tuple(names)
    return Key(names[0]) if len(names) == 1 else Sequence(names)


def some(parts: Iterable[Expression | None]) -> Expression | None:
    known = tuple(dict.fromkeys(part for part in parts if part is not None))
    return known[0] if len(known) == 1 else Some(known) if known else None


def every(parts: Iterable[Expression | None]) -> Expression | None:
    parts = tuple(dict.fromkeys(parts))
    known = tuple(part for part in parts if part is not None)
    if not known or len(known) < len(parts):
        return None
    return known[0] if len(known) == 1 else Every(known)


def fts5(one: Expression) -> str:
    """The query string of SQLite's FTS5; a sequence is looked for in the text's column only."""
    match one:
        case Key(name):
            return f'"{name}"'
        case Sequence(names):
            return '({text}: "' + " ".join(names) + '")'
        case Some(parts):
            return "(" + " OR ".join(map(fts5, parts)) + ")"
        case Every(parts):
            return "(" + " AND ".join(map(fts5, parts)) + ")"
        case Without(wanted, unwanted):
            return f"({fts5(wanted)} NOT {fts5(unwanted)})"


def tsquery(one: Expression) -> str:
    """The literal of PostgreSQL's `tsquery`."""
    match one:
        case Key(name):
            return f"'{name}'"
        case Sequence(names):
            return "(" + " <-> ".join(f"'{name}'" for name in names) + ")"
        case Some(parts):
            return "(" + " | ".join(map(tsquery, parts)) + ")"
        case Every(parts):
            return "(" + " & ".join(map(tsquery, parts)) + ")"
        case Without(wanted, unwanted):
            return f"({tsquery(wanted)} & !{tsquery(unwanted)})"
