"""The demo's pictures: scenes drawn here, each with a caption and a text for those who do not see it, in two languages."""

from __future__ import annotations

from io import BytesIO
from typing import Any, NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hamafza.demo import scenes
from hamafza.network.access import standing
from hamafza.network.models import Person, Unit
from hamafza.newsroom.uploads import save_picture


class PictureWords(NamedTuple):
    caption: str
    alt: str


class Motif(NamedTuple):
    """What is drawn, and the topics whose items may show it."""

    name: str
    topics: tuple[str, ...]
    fa: PictureWords
    en: PictureWords


MOTIFS = [
    Motif(
        "van",
        ("training", "employment", "rural"),
        PictureWords(
            "کارگاه سیار در میدان یک روستای کوهستانی. تصویر نمایشی است.",
            "خودروی سفید کارگاه با دریچهٔ باز؛ پنج نفر جلوی آن ایستاده‌اند و پشت سرشان کوه است",
        ),
        PictureWords(
            "The mobile workshop on the square of a mountain village. The picture is drawn for the demo.",
            "A white workshop van with its hatch open; five people stand before it, mountains behind them",
        ),
    ),
    Motif(
        "class",
        ("training", "ability", "labour"),
        PictureWords(
            "کلاس آموزش برق در یک مرکز مهارت‌آموزی. تصویر نمایشی است.",
            "مربی کنار تخته‌ای با نقشهٔ مدار ایستاده و چهار کارآموز پشت میزها نشسته‌اند",
        ),
        PictureWords(
            "A lesson on wiring in a training centre. The picture is drawn for the demo.",
            "A trainer beside a board with a circuit; four trainees sit at their tables",
        ),
    ),
    Motif(
        "solar",
        ("infrastructure", "rural", "health"),
        PictureWords(
            "صفحه‌های خورشیدی در کنار یک درمانگاه روستایی. تصویر نمایشی است.",
            "سه ردیف صفحهٔ خورشیدی روی تپه، خورشید بالای افق و ساختمان سفید درمانگاه در کنار آن",
        ),
        PictureWords(
            "Solar panels beside a village clinic. The picture is drawn for the demo.",
            "Three rows of solar panels on a hill, the sun above the horizon, a white clinic beside them",
        ),
    ),
    Motif(
        "hall",
        ("employment", "cooperatives", "insurance", "pensions", "welfare"),
        PictureWords(
            "میزهای پاسخ‌گویی در روز مراجعهٔ مردم. تصویر نمایشی است.",
            "سه میز با سایبان رنگی در یک تالار؛ پشت هر میز یک کارشناس و جلوی آن‌ها مراجعان ایستاده‌اند",
        ),
        PictureWords(
            "Desks on the day of open doors. The picture is drawn for the demo.",
            "Three desks with coloured awnings in a hall, an adviser behind each and visitors before them",
        ),
    ),
    Motif(
        "village",
        ("rural", "housing", "infrastructure", "welfare"),
        PictureWords(
            "خانه‌های نوساز و برج آب یک روستا در دشت. تصویر نمایشی است.",
            "شش خانه با بام سرخ، یک برج آب و جاده‌ای که از میان کشتزارهای سبز می‌گذرد",
        ),
        PictureWords(
            "New houses and the water tower of a village in the plain. The picture is drawn for the demo.",
            "Six houses with red roofs, a water tower and a road through green fields",
        ),
    ),
    Motif(
        "bench",
        ("safety", "labour", "cooperatives", "employment"),
        PictureWords(
            "کارگاه یک تعاونی با تجهیزات ایمنی. تصویر نمایشی است.",
            "دو کارگر با کلاه ایمنی زرد پشت میز کار، با ابزارهای آویخته بر دیوار و پنجره‌ای بزرگ",
        ),
        PictureWords(
            "The workshop of a cooperative, with its safety gear. The picture is drawn for the demo.",
            "Two workers in yellow helmets at a workbench, tools on the wall and a large window",
        ),
    ),
]  # fmt: skip

Entry = dict[str, Any]
Shown = dict[str, dict[str, list[Entry]]]  # by language and topic


def build(unit: Unit, person: Person) -> Shown:
    """Draw the scenes and give them as a version keeps pictures."""
    shown: Shown = {"fa": {}, "en": {}}
    for motif in MOTIFS:
        kept = stored(motif, unit, person)
        for language, words in (("fa", motif.fa), ("en", motif.en)):
            entry = {**kept, "caption": words.caption, "alt": words.alt}
            for topic in motif.topics:
                shown[language].setdefault(topic, []).append(entry)
    return shown


def stored(motif: Motif, unit: Unit, person: Person) -> Entry:
    picture = save_picture(
        actor=standing(person),
        unit=unit,
        file=SimpleUploadedFile(f"{motif.name}.jpg", encoded(scenes.draw(motif.name)), "image/jpeg"),
        in_turn=True,
    )
    return {
        "picture": picture.pk,
        "folder": picture.folder,
        "widths": picture.widths,
        "width": picture.width,
        "height": picture.height,
    }


def encoded(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=93, subsampling=0)
    return out.getvalue()
