"""A plainly fictional ministry: its topics and its bodies."""

from __future__ import annotations

from typing import NamedTuple

NETWORK = "شبکهٔ خبر وزارت کار و آبادانی نمونه"
NETWORK_EN = "News Network of the Example Ministry of Work and Development"
MINISTRY = "وزارت کار و آبادانی نمونه"
MINISTRY_EN = "Example Ministry of Work and Development"
ABOUT = (
    "این شبکه نمایشی است: وزارتخانه، سازمان‌ها و خبرهای آن ساختگی‌اند تا نشان داده شود که "
    "هم‌افزا چگونه کار می‌کند. تنها خبری که نشان «نمونه» ندارد از یک صفحهٔ واقعی وارد شده است."
)
ABOUT_EN = (
    "This network is a demonstration: its ministry, its bodies and their news are fictional and show how "
    "Hamafza works. The only item without the “demo” mark was imported from a real page."
)


class Subject(NamedTuple):
    """A topic: code, names, and the IPTC Media Topic it stands nearest to."""

    code: str
    name: str
    name_en: str
    mediatopic: str


class DemoBody(NamedTuple):
    """A body of the ministry: `trusted` bodies publish at once; `liaison` is where its liaisons sit."""

    name: str
    name_en: str
    topics: tuple[str, ...]
    trusted: bool
    liaison: str
    liaison_en: str


SUBJECTS = [
    Subject("employment", "اشتغال", "Employment", "medtop:20000509"),
    Subject("training", "مهارت‌آموزی", "Vocational training", "medtop:20001216"),
    Subject("labour", "روابط کار", "Labour relations", "medtop:20000524"),
    Subject("safety", "ایمنی کار", "Safety at work", "medtop:20000522"),
    Subject("insurance", "بیمهٔ اجتماعی", "Social insurance", "medtop:20000520"),
    Subject("pensions", "بازنشستگی", "Pensions", "medtop:20000532"),
    Subject("welfare", "رفاه", "Welfare", "medtop:20000817"),
    Subject("health", "سلامت", "Health", "medtop:07000000"),
    Subject("cooperatives", "تعاون", "Cooperatives", "medtop:20001278"),
    Subject("housing", "مسکن", "Housing", "medtop:20000628"),
    Subject("rural", "روستا", "Rural life", "medtop:20000210"),
    Subject("infrastructure", "آب و راه", "Water and roads", "medtop:20001245"),
    Subject("ability", "توان‌بخشی", "Rehabilitation", "medtop:20000791"),
]

BODIES = [
    DemoBody(
        "سازمان اشتغال نمونه",
        "Example Employment Organisation",
        ("employment",),
        True,
        "مرکز کاریابی",
        "job centre",
    ),
    DemoBody(
        "سازمان مهارت‌آموزی نمونه",
        "Example Training Organisation",
        ("training",),
        False,
        "مرکز آموزش",
        "training centre",
    ),
    DemoBody(
        "صندوق بیمهٔ روستایی نمونه",
        "Example Rural Insurance Fund",
        ("insurance", "rural"),
        True,
        "شعبهٔ بیمهٔ روستایی",
        "rural insurance branch",
    ),
    DemoBody(
        "صندوق بازنشستگی نمونه",
        "Example Pension Fund",
        ("pensions",),
        False,
        "کانون بازنشستگان",
        "pensioners' club",
    ),
    DemoBody(
        "سازمان رفاه خانوادهٔ نمونه",
        "Example Family Welfare Organisation",
        ("welfare",),
        False,
        "خانهٔ خانواده",
        "family house",
    ),
    DemoBody(
        "سازمان سلامت کار نمونه",
        "Example Occupational Health Organisation",
        ("safety", "health"),
        False,
        "درمانگاه طب کار",
        "occupational clinic",
    ),
    DemoBody(
        "سازمان تعاون نمونه",
        "Example Cooperatives Organisation",
        ("cooperatives",),
        True,
        "اتحادیهٔ تعاونی‌ها",
        "cooperatives' union",
    ),
    DemoBody(
        "شرکت آب روستایی نمونه",
        "Example Rural Water Company",
        ("infrastructure", "rural"),
        False,
        "تصفیه‌خانه",
        "waterworks",
    ),
    DemoBody(
        "سازمان مسکن کارگران نمونه",
        "Example Workers' Housing Organisation",
        ("housing",),
        False,
        "شهرک کارگری",
        "workers' estate",
    ),
    DemoBody(
        "سازمان توان‌بخشی نمونه",
        "Example Rehabilitation Organisation",
        ("ability",),
        True,
        "مرکز توان‌بخشی",
        "rehabilitation centre",
    ),
    DemoBody(
        "سازمان راه روستایی نمونه",
        "Example Rural Roads Organisation",
        ("infrastructure",),
        False,
        "راهدارخانه",
        "road depot",
    ),
    DemoBody(
        "بانک کارآفرینی نمونه",
        "Example Enterprise Bank",
        ("employment", "cooperatives"),
        False,
        "شعبهٔ کارآفرینی",
        "enterprise branch",
    ),
    DemoBody(
        "سازمان درمان کارگران نمونه",
        "Example Workers' Health Service",
        ("health",),
        True,
        "درمانگاه",
        "clinic",
    ),
    DemoBody(
        "مرکز آمار کار نمونه",
        "Example Labour Statistics Centre",
        ("labour", "employment"),
        True,
        "پایگاه آمار",
        "statistics post",
    ),
    DemoBody(
        "سازمان فرهنگ و ورزش کارگران نمونه",
        "Example Workers' Sports Organisation",
        ("welfare",),
        False,
        "مجموعهٔ ورزشی",
        "sports complex",
    ),
    DemoBody(
        "سازمان بازرسی کار نمونه",
        "Example Labour Inspectorate",
        ("labour", "safety"),
        False,
        "دفتر بازرسی",
        "inspection office",
    ),
]
