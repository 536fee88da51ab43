"""What a browser would send of a form as it stands on a page, what it remembers of what it showed too."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode


def filled(page: str, form: str) -> dict[str, str]:
    """`form` is a CSS selector."""
    parts = ("input", "textarea", "option[selected]")
    found = LexborHTMLParser(page).css(", ".join(f"{form} {part}" for part in parts))
    sent = {name(one): value(one) for one in found if name(one) and is_sent(one)}
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def name(field: LexborNode) -> str:
    named = field.parent if field.tag == "option" and field.parent else field
    return named.attributes.get("name") or ""


def is_sent(field: LexborNode) -> bool:
    return field.attributes.get("type") not in ("radio", "checkbox") or "checked" in field.attributes


def value(field: LexborNode) -> str:
    picks = field.attributes.get("type") in ("radio", "checkbox")
    return (
        field.text() if field.tag == "textarea" else field.attributes.get("value") or ("on" if picks else "")
    )
