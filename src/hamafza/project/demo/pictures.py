"""Simple landscapes, drawn here, as the demo's pictures."""

from __future__ import annotations

import random
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from hamafza.network.access import standing
from hamafza.network.models import Person, Unit
from hamafza.newsroom.uploads import save_picture

SIZE = (1280, 720)
SCENES = [
    ("آسمان روشن و تپه‌های سبز", (198, 226, 239), [(122, 168, 116), (84, 138, 92), (52, 102, 70)]),
    ("غروب بر فراز کوه‌ها", (247, 206, 160), [(190, 122, 104), (128, 84, 92), (74, 56, 78)]),
    ("دشت زرد زیر آسمان آبی", (176, 212, 236), [(226, 196, 120), (204, 164, 88), (164, 124, 66)]),
    ("شب و رشته‌کوه", (44, 62, 92), [(38, 56, 76), (28, 42, 58), (18, 28, 40)]),
    ("دریا و ساحل", (206, 232, 236), [(92, 160, 180), (66, 132, 156), (222, 206, 168)]),
]


def build(unit: Unit, person: Person, chance: random.Random) -> list[dict[str, Any]]:
    """Draw the scenes and give them as a version keeps pictures."""
    actor, kept = standing(person), []
    for number, (title, sky, hills) in enumerate(SCENES):
        out = BytesIO()
        landscape(sky, hills, chance).save(out, "PNG")
        picture = save_picture(
            actor=actor,
            unit=unit,
            file=SimpleUploadedFile(f"scene-{number}.png", out.getvalue(), "image/png"),
        )
        kept.append(
            {
                "picture": picture.pk,
                "folder": picture.folder,
                "widths": picture.widths,
                "width": picture.width,
                "height": picture.height,
                "caption": f"نگارهٔ نمونه: {title}",
                "alt": f"نقاشی ساده‌ای از {title}",
            }
        )
    return kept


def landscape(
    sky: tuple[int, int, int], hills: list[tuple[int, int, int]], chance: random.Random
) -> Image.Image:
    image = Image.new("RGB", SIZE, sky)
    draw = ImageDraw.Draw(image)
    width, height = SIZE
    sun = chance.randint(200, width - 200)
    draw.ellipse((sun - 60, 90, sun + 60, 210), fill=tuple(min(255, part + 40) for part in sky))
    for layer, colour in enumerate(hills):
        base = height * (0.45 + 0.17 * layer)
        tops = [(x, base - chance.randint(0, 110)) for x in range(-80, width + 161, 160)]
        draw.polygon([(-80, height), *tops, (width + 160, height)], fill=colour)
    return image
