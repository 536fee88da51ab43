"""The parts that every screen of the desk is put together from. `/desk/style/` shows them all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext

from hamafza.pages import choosing
from hamafza.pages.templatetags.hamafza import digits, icon

register = template.Library()


@register.simple_tag
def badge(text: Any, tone: str = "") -> SafeString:
    """A state in a word: `ok`, `warn`, `danger`, `accent`, or none."""
    kind = f" badge-{tone}" if tone else ""
    return format_html('<span class="badge{}">{}</span>', kind, text)


@register.simple_tag
def dot(tone: str, text: Any = "") -> SafeString:
    """A state as a shape: full, lozenge, ring. A word stands beside it."""
    return format_html('<span class="dot dot-{}"></span> {}', tone, text)


@register.simple_tag
def pip(count: int | None, tone: str = "") -> SafeString:
    """A count in a row; nothing for none."""
    if not count:
        return SafeString()
    kind = f" pip-{tone}" if tone else ""
    return format_html('<span class="pip{}">{}</span>', kind, digits(count))


@register.simple_tag
def meter(part: float, whole: float = 100, tone: str = "") -> SafeString:
    """How much of something has passed, as a bar; the words beside it say it too."""
    share = max(0, min(100, round(100 * part / whole))) if whole else 0
    kind = f" bar-{tone}" if tone else ""
    return format_html(
        '<svg class="meter{}" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect width="{}" height="1"/></svg>',
        kind,
        share,
    )


@register.simple_tag
def stand(pieces: Iterable[tuple[str, int]]) -> SafeString:
    """One bar of several shares, each as wide as its number: `("done", 212), ("late", 96)`."""
    drawn, start = [], 0
    known = [(name, number) for name, number in pieces if number]
    for name, number in known:
        drawn.append((name, start, number))
        start += number
    rects = format_html_join("", '<rect class="{}" x="{}" width="{}" height="1"/>', drawn)
    return format_html(
        '<svg class="stand" viewBox="0 0 {} 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">{}</svg>',
        start or 1,
        rects,
    )


@register.inclusion_tag("pages/_clock.html")
def countdown(name: str, started: datetime, due: datetime) -> dict[str, Any]:
    """What is running out, in words and as a bar: on time, near, late."""
    now = timezone.now()
    whole, passed = (due - started).total_seconds(), (now - started).total_seconds()
    late = due < now
    span = timesince(due, now, depth=1) if late else timeuntil(due, now, depth=1)
    words = gettext("%(span)s late") if late else gettext("%(span)s left")
    tone = "silent" if late else "late" if passed > whole * 2 / 3 else ""
    said = digits(words % {"span": span.replace("\xa0", " ")})
    return {
        "name": name,
        "words": said,
        "late": late,
        "passed": passed,
        "whole": whole,
        "tone": tone,
        "due": due,
    }


@register.inclusion_tag("pages/_empty.html")
def empty(
    text: str, *, title: str = "", icon: str = "", href: str = "", act: str = "", soft: bool = True
) -> dict[str, Any]:
    """Nothing is here, and what one can do next."""
    return {"text": text, "title": title, "icon": icon, "href": href, "act": act, "soft": soft}


@register.inclusion_tag("pages/_pager.html", takes_context=True)
def pager(context: dict[str, Any], page: Page[Any], anchor: str = "") -> dict[str, Any]:
    """From which to which of how many, and the pages beside; the address keeps all else that it says."""
    request: HttpRequest = context["request"]
    asked = request.GET.copy()
    asked.pop("page", None)
    kept = f"{asked.urlencode()}&" if asked else ""
    return {"page": page, "kept": kept, "anchor": anchor}


@register.simple_tag
def button(
    text: Any, kind: str = "", *, name: str = "", value: str = "", symbol: str = "", why_not: str = ""
) -> SafeString:
    """A button that sends its form. `why_not`: it cannot be pressed, and says what is to be done first."""
    look = f" btn-{kind}" if kind else ""
    drawn = icon(symbol) if symbol else ""
    if why_not:
        return format_html(
            '<button class="btn{}" type="button" disabled>{} {}<span class="btn-why">{}</span></button>',
            look,
            drawn,
            text,
            why_not,
        )
    given = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html('<button class="btn{}"{}>{} {}</button>', look, given, drawn, text)


@register.inclusion_tag("pages/_filters.html")
def filters(form: Any) -> dict[str, Any]:
    """What a list may be narrowed by, and what it is narrowed by now (see `pages.lists.Filters`)."""
    return {"form": form}


@register.inclusion_tag("pages/_bulk.html", takes_context=True)
def bulk(context: dict[str, Any], listing: Any, page: Page[Any], path: str = "") -> dict[str, Any]:
    """What can be done with the chosen rows of a list (see `pages.lists.Listing`), and taking it along as a table."""
    return {
        **answers_here(context, path),
        "acts": listing.acts,
        "kept": choosing.kept(context["request"]),
        "total": page.paginator.count,
        "shown": len(page.object_list),
    }


def answers_here(context: dict[str, Any], path: str = "") -> dict[str, Any]:
    """What a form of a list needs to come back to the same list."""
    request: HttpRequest = context["request"]
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    known = {name: context.get(name) for name in ("request", "csrf_token")}
    return known | {"action": f"{path or request.path}{query}"}


@register.inclusion_tag("pages/_undo.html", takes_context=True)
def undo(context: dict[str, Any], listing: Any) -> dict[str, Any]:
    """The button that takes back what was done with the chosen rows just now, if that can be."""
    return answers_here(context) | {"taken_back": listing.taken_back}


@register.simple_tag(takes_context=True)
def tick(context: dict[str, Any], row: Any, name: Any) -> SafeString:
    """The box that chooses a row of a list; ticked, if it was chosen for what could not be done yet."""
    request: HttpRequest | None = context.get("request")
    return format_html(
        '<label class="tick"><input type="checkbox" name="pick" form="bulk" value="{}"{} data-live-keep aria-label="{}"></label>',
        row.pk,
        mark_safe(" checked") if request and row.pk in choosing.kept(request).picks else "",
        gettext("Choose: %(name)s") % {"name": name},
    )
