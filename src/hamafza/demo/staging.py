"""What people play on: the desk's own pages, with a line in a timeline for each act and each refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.functional import Promise

from hamafza.demo.drill_lines import fits, reason, told
from hamafza.demo.drill_rules import Because
from hamafza.demo.hands import Hands, InProcess, Screen
from hamafza.network.models import Person
from hamafza.pages.asking import YES


class Failed(Exception):
    """The play met something else than the rules promise."""


@dataclass(kw_only=True)
class StagedPlay:
    """`log_in` gives a person's hands; `settle` is called after each step, so that the followers of the ledger have
    done what they do; `pause` is called between the steps. `rules` say what is refused, and why.
    """

    rules: ClassVar[Mapping[str, tuple[Promise, Because]]]

    tell: Callable[[str], None]
    log_in: Callable[[Person], Hands] = InProcess
    settle: Callable[[], None] = lambda: None
    pause: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        self.logged_in: dict[str, Hands] = {}
        self.refused: list[str] = []
        self.roles: dict[str, str] = {}

    def report(self) -> None:
        """Tell what was written down since the last line."""

    def hands(self, name: str) -> Hands:
        if name not in self.logged_in:
            self.logged_in[name] = self.log_in(Person.objects.get(username=name))
        return self.logged_in[name]

    def look(self, name: str, path: str) -> str:
        page = self.hands(name).get(path)
        if page.status != 200:
            raise Failed(f"{name} GET {path}: {page.status}")
        return page.text

    def post(self, name: str, path: str, data: dict[str, Any] | None = None) -> str:
        """Do it as a person does; a refusal ends the play."""
        page = self.tap(name, path, data or {})
        if page.status >= 400 or 'class="notice notice-danger"' in page.text:
            raise Failed(f"{name} POST {path}: {page.status} {reason(page)}")
        self.report()
        self.rest()
        return page.path

    def tap(self, name: str, path: str, data: dict[str, Any]) -> Screen:
        """Send a form; where the page asks first, say yes as a person would."""
        page = self.hands(name).post(path, data)
        if f'name="{YES}"' in page.text:
            page = self.hands(name).post(path, {**data, YES: "1"})
        return page

    def refuse(self, rule: str, name: str, path: str, data: dict[str, Any] | None = None) -> None:
        """Try what the rule forbids; if it is not refused, or for another reason, the play ends."""
        self.must_refuse(rule, name, self.tap(name, path, data or {}))

    def hide(self, rule: str, name: str, path: str) -> None:
        """Look at what the rule hides from this person."""
        self.must_refuse(rule, name, self.hands(name).get(path))

    def must_refuse(self, rule: str, name: str, page: Screen) -> None:
        (tried, because), language = self.rules[rule], Person.objects.get(username=name).language
        if not fits(page, because, language):
            raise Failed(f"{rule}: {name} {page.path}: {page.status} {reason(page)}")
        self.refused.append(rule)
        self.line(name, ": ".join(filter(None, (f"✗ {tried}", told(page, because, language)))))
        self.rest()

    def rest(self) -> None:
        self.settle()
        self.pause()

    def line(self, name: str, what: str) -> None:
        who = f"{name} ({self.roles[name]})" if name in self.roles else name
        self.tell(f"{timezone.localtime():%H:%M:%S}  {who:<24} {what}")
