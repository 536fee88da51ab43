#!/usr/bin/env python3
"""Which small mistakes in a room would its tests not notice?

    make mutants ROOM=relay            or  .venv/bin/python tools/mutants.py relay [--most 40] [--seconds 900] [--seed 1]
    make mutants ROOM=all              a sample of the whole house; each mistake meets the tests of its own room

Works on a copy. One thing is changed at a time (`==` to `!=`, `and` to `or`, `True` to `False`, a number by one, a
condition to its opposite, a returned value to None), then the room's tests run until the first failure. A change that
no test fails for “survives”: either a test is missing, or the code says something that does not matter. The choice is random, the
same for a seed, and bounded in number and time.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "__pycache__", "*.sqlite3")
TESTED_ABOVE = {"flow": ("works", "calls"), "files": ("calls",), "record": ("network",), "pages": ("desk",)}
"""What these rooms do is seen in the rooms that use them."""
COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


def changed(node: ast.AST) -> ast.AST | None:
    """The node with one small mistake; None for one that has none."""
    match node:
        case ast.Compare(left, [first, *rest], values) if type(first) in COMPARISONS:
            return ast.Compare(left, [COMPARISONS[type(first)](), *rest], values)
        case ast.BoolOp(op, values):
            return ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not(), value):
            return value
        case ast.Constant(bool(value)):
            return ast.Constant(not value)
        case ast.Constant(int(value)):
            return ast.Constant(value + 1)
        case ast.Return(value) if value is not None and not (
            isinstance(value, ast.Constant) and value.value is None
        ):
            return ast.Return(ast.Constant(None))
    return None


class Change(ast.NodeTransformer):
    """Changes the node of a number, counted as they are met."""

    def __init__(self, number: int) -> None:
        self.number, self.line, self.before, self.after = number, 0, "", ""

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.AnnAssign | ast.arg) or not (new := changed(node)):
            return self.generic_visit(node)
        self.number -= 1
        if self.number != -1:
            return self.generic_visit(node)
        self.line, self.before, self.after = node.lineno, ast.unparse(node), ast.unparse(new)  # type: ignore[attr-defined]
        return ast.copy_location(new, node)


def possible(source: str) -> int:
    """How many mistakes a text can be given."""
    change = Change(sys.maxsize)
    change.visit(ast.parse(source))
    return sys.maxsize - change.number


def mutant(source: str, number: int) -> tuple[int, str, str, str]:
    """Line, what stood there, what stands there now, and the whole text."""
    change = Change(number)
    tree = ast.fix_missing_locations(change.visit(ast.parse(source)))
    return change.line, change.before, change.after, ast.unparse(tree)


def main() -> int:
    asked = options()
    with tempfile.TemporaryDirectory(prefix="hamafza-mutants-") as name:
        copy = Path(name) / "hamafza"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        return survey(copy, asked)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("room")
    parser.add_argument("--most", type=int, default=40, help="how many mistakes are tried (40)")
    parser.add_argument("--seconds", type=float, default=900, help="when to stop (900)")
    parser.add_argument("--seed", default="1", help="any text, like the hash of a commit")
    return parser.parse_args()


def survey(copy: Path, asked: argparse.Namespace) -> int:
    began, house = time.monotonic(), copy / "src/hamafza"
    sources = house if asked.room == "all" else house / asked.room
    patience: dict[Path, float] = {}  # by room: several times what its tests take as it is, 0 if they fail
    found: Counter[str] = Counter()
    for path, number in chosen(sources, asked):
        if time.monotonic() - began > asked.seconds:
            break
        room = house / path.relative_to(house).parts[0]
        if room not in patience:
            patience[room] = patience_with(copy, room)
        if patience[room]:
            found[tried(copy, room, path, number, patience[room])] += 1
    print(", ".join(f"{count} {end}" for end, count in found.items()))
    return 0 if all(patience.values()) else 1


def patience_with(copy: Path, room: Path) -> float:
    began = time.monotonic()
    if run(copy, room, 1800)[0] == "survived":
        return 30 + 3 * (time.monotonic() - began)
    print(f"The tests of {room.name} fail as it is, or there are none; nothing is tried there.", flush=True)
    return 0


def tried(copy: Path, room: Path, path: Path, number: int, patience: float) -> str:
    """What becomes of one mistake. Whoever doubts that it was the mistake sees which test failed first."""
    kept = path.read_text()
    line, before, after, text = mutant(kept, number)
    path.write_text(text)
    try:
        end, by = run(copy, room, patience)
    finally:
        path.write_text(kept)
    print(f"{end}: {path.relative_to(copy)}:{line}  {before}  →  {after}  {by}".rstrip(), flush=True)
    return end


def chosen(room: Path, asked: argparse.Namespace) -> list[tuple[Path, int]]:
    sources = [
        path for path in sorted(room.rglob("*.py")) if not {"tests", "migrations"} & set(path.parts[-3:])
    ]
    every = [(path, number) for path in sources for number in range(possible(path.read_text()))]
    random.Random(asked.seed).shuffle(every)
    print(
        f"{len(every)} possible mistakes in {len(sources)} files; at most {asked.most} are tried.", flush=True
    )
    return every[: asked.most]


def run(copy: Path, room: Path, patience: float) -> tuple[str, str]:
    """What becomes of the copy under the tests of a room, and the first test that fails."""
    tests = [copy / "tests/lib"] if room.name == "lib" else [room / "tests"]
    tests += [room.parent / above / "tests" for above in TESTED_ABOVE.get(room.name, ())]
    if not tests[0].exists():
        return "without tests", ""
    environment = os.environ | {"PYTHONPATH": f"{copy / 'src'}:{copy}", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-m", "not browser and not slow", *map(str, tests)]
    try:
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, text=True, timeout=patience
        )
    except subprocess.TimeoutExpired:
        return "hung", ""
    failed = re.findall(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    return ("killed", f"({failed[0]})" if failed else "") if done.returncode else ("survived", "")


if __name__ == "__main__":
    sys.exit(main())
