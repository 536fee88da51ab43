"""The map of the network: units on a ring, a curve for every pair that relays. Pure geometry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from hamafza.relay.ledger import Edge, LedgerUnit

SIZE, RING, LABEL_GAP = 820, 215, 8  # of the drawing, in its own units
MOST_UNITS, MOST_EDGES, LABEL_LIMIT = 36, 160, 24  # a longer label leaves the drawing
SMALLEST, LARGEST = 5.0, 15.0
THIN, THICKER, WIDEST = 1.2, 1.3, 8.0  # a curve of one relay, what each further one adds, the limit
# What most names begin with says nothing on a map.
USUAL = ("روابط‌عمومی ", "روابط عمومی ", "PR Office, ", "PR office of ", "Public relations of ")


@dataclass(frozen=True)
class Node:
    """A unit on the ring; `turn` and `anchor` place its label so that it can be read."""

    row: LedgerUnit
    number: int
    x: float
    y: float
    radius: float
    label: str
    label_x: float
    label_y: float
    turn: float
    anchor: str

    @property
    def anchor_rtl(self) -> str:
        """The same end of the label where text runs from right to left."""
        return "start" if self.anchor == "end" else "end"


@dataclass(frozen=True)
class Curve:
    """From the unit that said it to the unit that relays it."""

    origin: Node
    by: Node
    count: int
    path: str
    width: float


@dataclass(frozen=True)
class RelayDrawing:
    """What the template draws; `left_out` units relay too, but are only in the table."""

    size: int
    nodes: list[Node]
    curves: list[Curve]
    left_out: int


def drawn(rows: Sequence[LedgerUnit], edges: Sequence[Edge]) -> RelayDrawing:
    """The busiest units in the order of the network, with the strongest curves between them."""
    chosen = sorted(rows[:MOST_UNITS], key=lambda row: (row.unit.sort_key, row.unit.code))
    most = max((row.total for row in chosen), default=1)
    nodes = {row.unit.pk: node(row, at, len(chosen), most) for at, row in enumerate(chosen)}
    inside = [edge for edge in edges if edge.origin in nodes and edge.by in nodes][:MOST_EDGES]
    curves = [curve(nodes[edge.origin], nodes[edge.by], edge.count) for edge in inside]
    # The strongest are drawn last, on top.
    return RelayDrawing(SIZE, list(nodes.values()), curves[::-1], max(0, len(rows) - len(chosen)))


def node(row: LedgerUnit, at: int, of: int, most: int) -> Node:
    angle = 2 * pi * at / max(of, 1) - pi / 2
    middle, outside = SIZE / 2, RING + LARGEST + LABEL_GAP
    degrees = angle * 180 / pi
    upside_down = cos(angle) < -1e-9
    return Node(
        row=row,
        number=at + 1,
        x=round(middle + RING * cos(angle), 1),
        y=round(middle + RING * sin(angle), 1),
        radius=round(SMALLEST + (LARGEST - SMALLEST) * sqrt(row.total / most), 1),
        label=shortened(str(row.unit)),
        label_x=round(middle + outside * cos(angle), 1),
        label_y=round(middle + outside * sin(angle), 1),
        turn=round(degrees + 180 if upside_down else degrees, 1),
        anchor="end" if upside_down else "start",
    )


def shortened(name: str) -> str:
    """The name without what it shares with most, cut in the middle: names of a kind differ at their end."""
    name = next((name.removeprefix(words) for words in USUAL if name.startswith(words)), name)
    if len(name) <= LABEL_LIMIT:
        return name
    half = (LABEL_LIMIT - 1) // 2
    return f"{name[:half].rstrip()}…{name[-half:].lstrip()}"


def curve(origin: Node, by: Node, count: int) -> Curve:
    """Bent towards the middle, and to one side, so that both directions of a pair are seen."""
    middle = SIZE / 2
    x, y = (origin.x + by.x) / 2, (origin.y + by.y) / 2
    along_x, along_y = by.x - origin.x, by.y - origin.y
    bend_x = middle + (x - middle) * 0.25 - along_y * 0.08
    bend_y = middle + (y - middle) * 0.25 + along_x * 0.08
    end_x, end_y = short_of(bend_x, bend_y, by)
    path = f"M{origin.x:.1f} {origin.y:.1f}Q{bend_x:.1f} {bend_y:.1f} {end_x:.1f} {end_y:.1f}"
    return Curve(origin, by, count, path, round(min(WIDEST, THIN + THICKER * (count - 1)), 1))


def short_of(from_x: float, from_y: float, to: Node) -> tuple[float, float]:
    """The point on the edge of a node's circle, where the arrow ends."""
    away = sqrt((to.x - from_x) ** 2 + (to.y - from_y) ** 2) or 1.0
    share = (to.radius + 3) / away
    return to.x - (to.x - from_x) * share, to.y - (to.y - from_y) * share
