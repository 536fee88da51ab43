"""What a step or a refusal of the drill is in its timeline: one line."""

from __future__ import annotations

import re
from html import unescape

from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from hamafza.demo.drill_rules import LEVELS, Because
from hamafza.demo.hands import Screen
from hamafza.response import limits
from hamafza.response.models import IncidentStep

SAID = re.compile(
    r'class="notice notice-danger error-summary".*?<ul>(.*?)</ul>'
    r'|<p class="notice notice-(?:danger|warn)"[^>]*role="alert"[^>]*>(.*?)</p>'
    r'|class="errorlist[^>]*>(.*?)</ul>',
    re.S,
)
TAGS = re.compile(r"<[^>]+>")


def told_of(step: IncidentStep) -> str:
    """A step in one line: what was done, where it led, who hears of it, what was said, and the clocks."""
    state = step.get_to_state_display()
    where = f"→ {state}" if step.from_state != step.to_state and state != step.says else ""
    height = limits.CENTRE if step.by else step.incident.escalated  # by hand the centre is called in
    level = f"· {LEVELS[height]}" if step.step == "escalate" else ""
    note = f"· {Truncator(step.reason).chars(60)}" if step.reason else ""
    marks = " ".join(f"{'✓' if kept else '⌛'} {name}" for name, kept in step.clock_marks)
    return " ".join(filter(None, (step.says, where, level, note, marks)))


def fits(page: Screen, because: Because, language: str) -> bool:
    """Whether the page refuses, and for this reason: a refusal, a field that is wrong, or a status."""
    if isinstance(because, int):
        return page.status == because
    if isinstance(because, str):
        return page.status == 422 and f'id="id_{because}_error"' in page.text
    with translation.override(language):
        return str(because.message) in reason(page)


def told(page: Screen, because: Because, language: str) -> str:
    """The reason in the timeline's language; nothing if only the page says it, in another one."""
    if page.status == 404:
        return _("they get “page not found”")
    if isinstance(because, int | str):
        return reason(page) if language == translation.get_language() else ""
    return str(because.message)


def reason(page: Screen) -> str:
    """What the page says against it."""
    return plain(next(("".join(parts) for parts in SAID.findall(page.text)), ""))


def plain(html: str) -> str:
    return " ".join(unescape(TAGS.sub(" ", html)).split())
