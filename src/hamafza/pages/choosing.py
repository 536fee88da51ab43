"""What was chosen in a list and written beside it, for the page that comes back when nothing was done with it yet."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from django.http import HttpRequest

PLACE = "chosen"  # in the session


@dataclass(frozen=True)
class Choice:
    """`act` is what was wished, `picks` are the keys of rows, `note` goes with the act."""

    act: str = ""
    picks: list[int] = field(default_factory=list)
    all: bool = False
    note: str = ""


def keep(request: HttpRequest, choice: Choice) -> None:
    request.session[PLACE] = {"path": request.path, **asdict(choice)}


def kept(request: HttpRequest) -> Choice:
    """What was kept for this page; asked twice, it is the same, and on the next page it is gone."""
    known: Choice | None = getattr(request, "kept_choice", None)
    if known is None:
        said = dict(request.session.get(PLACE) or {})
        mine = said.pop("path", "") == request.path
        if mine:
            del request.session[PLACE]
        known = Choice(**said) if mine else Choice()
        request.kept_choice = known  # type: ignore[attr-defined]
    return known
