"""Small illustrations for the demo: drawn landscapes, so that no picture shows a real place or person."""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 960, 540
WIDTHS = [320, 640, 960]
Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Scene:
    """A picture to draw: sky from top to bottom, land, what stands on it, and what it shows in words."""

    top: Colour
    bottom: Colour
    land: Colour
    motif: Callable[[ImageDraw.ImageDraw, random.Random, Colour], None]
    alt: str
    alt_en: str


@dataclass(frozen=True)
class Drawn:
    """A picture on disk: `folder` is below the media root."""

    folder: str
    sha256: str
    scene: Scene


def fields(draw: ImageDraw.ImageDraw, chance: random.Random, land: Colour) -> None:
    for row in range(9):
        y = 350 + row * 22
        shade = tuple(min(255, part + (18 if row % 2 else -6) * (row // 2 + 1)) for part in land)
        draw.polygon([(0, y), (WIDTH, y - 46), (WIDTH, y - 22), (0, y + 26)], fill=shade)


def roofs(draw: ImageDraw.ImageDraw, chance: random.Random, land: Colour) -> None:
    x = 40
    while x < WIDTH - 120:
        wide, high = chance.randint(70, 130), chance.randint(60, 120)
        y = 430 + chance.randint(-24, 34)
        wall = tuple(min(255, part + chance.randint(50, 90)) for part in land)
        draw.rectangle((x, y - high, x + wide, y), fill=wall)
        draw.polygon([(x - 8, y - high), (x + wide / 2, y - high - 42), (x + wide + 8, y - high)], fill=(176, 88, 66))
        draw.rectangle((x + wide * 0.4, y - high * 0.5, x + wide * 0.6, y), fill=(94, 66, 52))
        x += wide + chance.randint(10, 46)


def workshop(draw: ImageDraw.ImageDraw, chance: random.Random, land: Colour) -> None:
    for n in range(5):
        x = 150 + n * 130
        draw.polygon([(x, 300), (x + 130, 250), (x + 130, 420), (x, 420)], fill=(92, 104, 118))
        draw.rectangle((x + 30, 340, x + 92, 376), fill=(236, 206, 120))
    draw.rectangle((700, 150, 734, 300), fill=(120, 94, 88))


def road(draw: ImageDraw.ImageDraw, chance: random.Random, land: Colour) -> None:
    draw.polygon([(390, HEIGHT), (560, HEIGHT), (508, 330), (490, 330)], fill=(86, 88, 94))
    for n in range(6):
        y = 350 + n * 32
        draw.rectangle((497 - n, y, 500 + n, y + 10 + n * 2), fill=(240, 232, 200))
    for x in range(60, WIDTH, 150):
        draw.rectangle((x + 4, 330, x + 8, 372), fill=(90, 70, 54))
        draw.ellipse((x - 20, 270, x + 32, 344), fill=(58, 110 + x // 30, 78))


def water(draw: ImageDraw.ImageDraw, chance: random.Random, land: Colour) -> None:
    draw.rectangle((0, 400, WIDTH, HEIGHT), fill=(64, 124, 160))
    for _ in range(50):
        x, y = chance.randint(0, WIDTH), chance.randint(408, HEIGHT)
        draw.line((x, y, x + chance.randint(30, 110), y), fill=(128, 180, 204), width=2)
    for x in (240, 400, 560, 720):
        draw.rectangle((x, 330, x + 26, 430), fill=(150, 142, 132))
    draw.rectangle((180, 312, 806, 336), fill=(170, 160, 148))


def panels(draw: ImageDraw.ImageDraw, chance: random.Random, land: Colour) -> None:
    for row in range(3):
        for column in range(6):
            x, y = 90 + column * 138 + row * 14, 360 + row * 58
            draw.polygon([(x, y), (x + 106, y - 14), (x + 118, y + 26), (x + 12, y + 42)], fill=(34, 62, 108))
            draw.line((x + 6, y + 20, x + 112, y + 6), fill=(110, 146, 190), width=2)
            draw.line((x + 53, y - 7, x + 65, y + 34), fill=(110, 146, 190), width=2)


SCENES = [
    Scene((86, 156, 206), (238, 226, 196), (112, 146, 84), fields, "نگارهٔ کشتزارهای پلکانی در پای کوه", "Drawing of terraced fields below a mountain"),
    Scene((240, 176, 120), (252, 230, 190), (150, 112, 80), roofs, "نگارهٔ خانه‌های روستایی هنگام غروب", "Drawing of village houses at sunset"),
    Scene((120, 140, 170), (226, 228, 232), (104, 110, 108), workshop, "نگارهٔ کارگاهی با پنجره‌های روشن", "Drawing of a workshop with lit windows"),
    Scene((98, 170, 216), (232, 240, 242), (126, 150, 92), road, "نگارهٔ راهی روستایی میان درختان", "Drawing of a rural road between trees"),
    Scene((70, 130, 180), (212, 232, 238), (108, 130, 104), water, "نگارهٔ پلی بر رودخانه", "Drawing of a bridge over a river"),
    Scene((60, 120, 190), (250, 236, 190), (166, 146, 104), panels, "نگارهٔ پنل‌های خورشیدی در دشت", "Drawing of solar panels on a plain"),
    Scene((54, 62, 110), (232, 156, 120), (70, 64, 84), roofs, "نگارهٔ روستا در تاریک‌روشن شامگاه", "Drawing of a village at dusk"),
    Scene((150, 200, 220), (246, 246, 240), (188, 190, 176), road, "نگارهٔ راه کوهستانی در روز برفی", "Drawing of a mountain road on a snowy day"),
]


def draw_all(media: Path) -> list[Drawn]:
    """Draw every scene into the media folder, in all widths. The same scenes give the same files."""
    return [save(paint(scene, number), scene, media) for number, scene in enumerate(SCENES)]


def paint(scene: Scene, number: int) -> Image.Image:
    chance = random.Random(number)  # noqa: S311 - a drawing, not a secret
    mask = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    picture = Image.composite(
        Image.new("RGB", (WIDTH, HEIGHT), scene.bottom), Image.new("RGB", (WIDTH, HEIGHT), scene.top), mask
    )
    draw = ImageDraw.Draw(picture)
    x = chance.randint(120, 820)
    draw.ellipse((x, 60, x + 84, 144), fill=(255, 244, 214))
    for ridge in range(3):
        shade = tuple(
            (sky * (2 - ridge) + land * (ridge + 1)) // 3
            for sky, land in zip(scene.bottom, scene.land, strict=True)
        )
        draw.polygon(mountains(chance, 210 + ridge * 52, 70 - ridge * 12), fill=shade)
    draw.rectangle((0, 370, WIDTH, HEIGHT), fill=scene.land)
    scene.motif(draw, chance, scene.land)
    return picture.filter(ImageFilter.GaussianBlur(0.6))


def mountains(chance: random.Random, base: int, height: int) -> list[tuple[int, int]]:
    points = [(0, HEIGHT)]
    points += [(x, base + chance.randint(-height, height)) for x in range(0, WIDTH + 80, 80)]
    return [*points, (WIDTH, HEIGHT)]


def save(picture: Image.Image, scene: Scene, media: Path) -> Drawn:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=80)
    digest = hashlib.sha256(buffer.getvalue()).hexdigest()
    folder = f"pictures/{digest[:2]}/{digest[:32]}"
    (media / folder).mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        sized = picture.resize((width, HEIGHT * width // WIDTH), Image.Resampling.LANCZOS)
        sized.save(media / folder / f"{width}.webp", "WEBP", quality=78)
    return Drawn(folder, digest, scene)
