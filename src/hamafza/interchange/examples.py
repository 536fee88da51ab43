"""Examples in the description of the API, made from the shapes themselves: they cannot fall behind."""

from __future__ import annotations

from typing import Any

Shape = dict[str, Any]

# What a field of this name may say, whatever shape it is in.
TELLING: dict[str, Any] = {
    "abstract": "از امروز کارگران فصلی هم بیمه می‌شوند.",
    "body": "<p>ثبت‌نام در درگاه صندوق باز است.</p>",
    "body_html": "<p>ثبت‌نام در درگاه صندوق باز است.</p>",
    "body_text": "ثبت‌نام در درگاه صندوق باز است.",
    "byline": "مریم احمدی",
    "ceiling": 5,
    "claim": "می‌گویند آب آلوده است.",
    "code": "alborz",
    "contact": "روابط‌عمومی البرز",
    "dated": "۱۴۰۵/۹/۳",
    "dateline": "کرج",
    "fact": "هر چهل نمونهٔ امروز استاندارد است.",
    "figure": "۱۲۰ نفر",
    "file": 7,
    "folder": "pictures/3f/3f2a",
    "headline": "بیمهٔ کارگران فصلی آغاز شد",
    "id": 12,
    "item": 140509,
    "label": "نتیجهٔ آزمایش",
    "link": "https://example.org/report",
    "mentions": 40,
    "name": "روابط‌عمومی البرز",
    "name_en": "Alborz office",
    "next": "https://news.example.org/api/v1/items?before=12",
    "note": "شمار کارگران ۱۲۰ نفر است.",
    "origin_url": "https://news.example.org/news/140509/",
    "person": "maryam",
    "pk": 12,
    "picture": 3,
    "place": "کرج",
    "q": "بیمه",
    "quiet_from": "22:00:00",
    "quiet_until": "07:00:00",
    "reason": "رقم نادرست بود.",
    "regions": "alborz",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "since": "2026-11-24T10:30:00Z",
    "source": "صندوق بیمه",
    "source_url": "https://example.org/report",
    "text": "ثبت‌نام در درگاه صندوق باز است.",
    "title": "پوشش افتتاح درمانگاه",
    "topics": "work",
    "topic": "work",
    "unit": "alborz",
    "units": "alborz",
    "url": "https://news.example.org/news/140509/",
    "why": "تصویر از شهر دیگری است.",
    "width": 1280,
    "widths": 640,
}
PLAIN: dict[str, Any] = {"string": "متن", "integer": 1, "number": 0.5, "boolean": False, "null": None}
FORMATS = {
    "date": "2030-01-20",
    "date-time": "2030-01-20T10:30:00+03:30",
    "time": "22:00:00",
    "binary": "(the bytes of the file)",
}


def example(shape: Shape, shapes: dict[str, Shape], name: str = "") -> Any:
    """A value of the shape."""
    shape = resolved(shape, shapes)
    if "examples" in shape:
        return shape["examples"][0]
    if "properties" in shape:
        return {key: example(one, shapes, key) for key, one in shape["properties"].items()}
    if shape.get("type") == "array":
        parts = shape.get("prefixItems") or [shape.get("items", {})]
        return [example(one, shapes, name) for one in parts]
    if shape.get("type") == "object":
        return {"some": example(shape["additionalProperties"], shapes)} if said(shape) else {}
    return scalar(shape, name)


def resolved(shape: Shape, shapes: dict[str, Shape]) -> Shape:
    """The shape itself: what a reference names, and of several the first that says something."""
    if "$ref" in shape:
        return resolved(shapes[shape["$ref"].rpartition("/")[2]], shapes)
    for several in ("anyOf", "allOf"):
        if several in shape:
            return resolved(next(one for one in shape[several] if one.get("type") != "null"), shapes)
    return shape


def said(shape: Shape) -> bool:
    return isinstance(shape.get("additionalProperties"), dict) and bool(shape["additionalProperties"])


def scalar(shape: Shape, name: str) -> Any:
    if "enum" in shape:
        return next((one for one in shape["enum"] if one), shape["enum"][0])
    if "const" in shape:
        return shape["const"]
    kind = shape.get("type", "string")
    telling = TELLING.get(name)
    if isinstance(telling, {"string": str, "integer": int}.get(kind, ())):
        return telling[: shape.get("maxLength")] if isinstance(telling, str) else telling
    if shape.get("format") in FORMATS:
        return FORMATS[shape["format"]]
    if shape.get("default") not in (None, "", []):
        return shape["default"]
    return shape.get("minimum", PLAIN[kind])
