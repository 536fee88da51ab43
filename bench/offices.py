"""Formulaic offices: one titles list, one set of laws, openings and closings, and news that differ in what happened. Seeded.

Every text is made of phrases that public-relations offices really share; people, figures and towns are invented. `archive` gives
articles, `strangers` other articles of the same offices, `follow_ups` what an office writes later about the matter of an article.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bench.statements import Article


def _each(phrases: str) -> list[str]:
    return phrases.split("|")


PROVINCES = _each(
    "گیلان|مازندران|گلستان|خراسان رضوی|خراسان جنوبی|کرمان|یزد|فارس|بوشهر|هرمزگان|خوزستان|لرستان|ایلام|کرمانشاه|کردستان|همدان|مرکزی|قم|"
    "قزوین|زنجان|سمنان|اصفهان|البرز|اردبیل|آذربایجان شرقی|آذربایجان غربی|سیستان و بلوچستان|چهارمحال و بختیاری|کهگیلویه و بویراحمد"
)
TOWNS = _each(
    "نورآباد|شهرضا|خوانسار|بافق|مهریز|سراب|میانه|خلخال|رودبار|فومن|نوشهر|آمل|بجنورد|قوچان|تایباد|فردوس|جیرفت|بم|زرند|دشتستان|لنگرود|"
    "شوشتر|دزفول|الیگودرز|دره‌شهر|پاوه|بانه|ملایر|تفرش|تاکستان|ابهر|دامغان|نطنز|نظرآباد|پارس‌آباد|مرند|مهاباد|زابل|لردگان|دنا"
)
FIRST = [
    "محمد",
    "علی",
    "حسین",
    "رضا",
    "مهدی",
    "احمد",
    "سعید",
    "مریم",
    "زهرا",
    "فاطمه",
    "لیلا",
    "نرگس",
    "حمید",
    "ناصر",
    "بهرام",
    "کاوه",
    "الهام",
    "مینا",
    "یوسف",
    "عباس",
]
LAST = _each(
    "رستمی|کریمی|نوری|صادقی|یزدانی|بهرامی|اکبری|سلیمانی|فرهادی|جلالی|مرادی|شفیعی|قنبری|موسوی‌نژاد|حیدرپور|درویشی|ملکی|صفری|طاهری|اسدیان"
)
MONTHS = _each("فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند")


class Field(NamedTuple):
    """A kind of office: its name, whom it serves, what it counts, builds and teaches, and its laws."""

    name: str
    served: tuple[str, ...]
    counted: tuple[str, ...]
    built: tuple[str, ...]
    taught: tuple[str, ...]
    laws: tuple[str, ...]


def _field(name: str, served: str, counted: str, built: str, taught: str, laws: str) -> Field:
    return Field(name, *(tuple(part.split("|")) for part in (served, counted, built, taught, laws)))


FIELDS = [
    _field(
        "تعاون، کار و رفاه اجتماعی", "کارگران فصلی|کارفرمایان|مستمری‌بگیران|تعاونگران|کارجویان",
        "فرصت شغلی|پروندهٔ روابط کار|طرح اشتغال روستایی|شرکت تعاونی", "مرکز کاریابی|نمایشگاه کار و کارآفرینی|بازارچهٔ تعاونی‌ها",
        "ایمنی کار|حقوق کار|مدیریت تعاونی", "قانون حمایت از توسعه و ایجاد اشتغال پایدار در مناطق روستایی و عشایری با استفاده از منابع صندوق توسعهٔ ملی|قانون بهبود مستمر محیط کسب‌وکار",
    ),
    _field(
        "راهداری و حمل‌ونقل جاده‌ای", "رانندگان|مسافران|شرکت‌های حمل‌ونقل|روستاییان",
        "کیلومتر راه روستایی|دستگاه ماشین‌آلات راهداری|نقطهٔ حادثه‌خیز|تابلو و علامت", "راهدارخانهٔ مکانیزه|پل روستایی|مجتمع خدماتی بین‌راهی",
        "رانندگی ایمن|ایمنی راه|حمل کالای خطرناک", "قانون ایمنی راه‌ها و راه‌آهن و اصلاحیه‌های بعدی آن|آیین‌نامهٔ حمل بار و مسافر و مدیریت عبور و مرور در راه‌های کشور",
    ),
    _field(
        "آموزش و پرورش", "دانش‌آموزان|معلمان|اولیای دانش‌آموزان|سوادآموزان",
        "کلاس درس|دانش‌آموز کلاس‌اولی|نیروی تازه|مدرسهٔ عشایری", "مدرسهٔ خیرساز|سالن ورزشی دانش‌آموزی|هنرستان فنی",
        "سواد رسانه‌ای|مهارت‌های زندگی|روش تدریس", "سند تحول بنیادین آموزش و پرورش مصوب شورای عالی انقلاب فرهنگی|قانون تشکیل شوراهای آموزش و پرورش در استان‌ها، شهرستان‌ها و مناطق کشور",
    ),
    _field(
        "جهاد کشاورزی", "کشاورزان|باغداران|دامداران|زنبورداران|گندمکاران",
        "تن گندم|هکتار آبیاری نوین|تن میوهٔ شب عید|واحد گلخانه‌ای", "سردخانهٔ محصولات باغی|ایستگاه پمپاژ|کارخانهٔ خوراک دام",
        "کشت گلخانه‌ای|پرورش زنبور عسل|مبارزه با آفات", "قانون افزایش بهره‌وری بخش کشاورزی و منابع طبیعی|قانون جلوگیری از خرد شدن اراضی کشاورزی و ایجاد قطعات مناسب فنی و اقتصادی",
    ),
    _field(
        "بهزیستی", "توان‌خواهان|سالمندان|زنان سرپرست خانوار|مددجویان",
        "خانوار تحت پوشش|واحد مسکن مددجویی|وسیلهٔ کمک‌توان‌بخشی|تماس با اورژانس اجتماعی", "مرکز توان‌بخشی|مهدکودک روستایی|خانهٔ سالمندان",
        "پیشگیری از آسیب‌های اجتماعی|زبان اشاره|خانه‌داری", "قانون حمایت از حقوق معلولان مصوب مجلس شورای اسلامی|قانون حمایت از اطفال و نوجوانان",
    ),
    _field(
        "میراث فرهنگی، گردشگری و صنایع دستی", "گردشگران|هنرمندان صنایع دستی|راهنمایان گردشگری|اهالی بافت تاریخی",
        "بازدیدکننده|اقامتگاه بوم‌گردی|اثر تاریخی|کارگاه صنایع دستی", "موزهٔ مردم‌شناسی|بازارچهٔ صنایع دستی|پایگاه میراث",
        "سفال|گلیم‌بافی|راهنمایی گردشگران", "قانون حمایت از مرمت و احیای بافت‌های تاریخی ـ فرهنگی و توانمندسازی مالکان و بهره‌برداران",
    ),
    _field(
        "منابع طبیعی و آبخیزداری", "بهره‌برداران مراتع|عشایر|جنگل‌نشینان|دوستداران طبیعت",
        "هکتار جنگل‌کاری|اصلهٔ نهال|پروندهٔ زمین‌خواری|مورد آتش‌سوزی", "سد خاکی|برج دیده‌بانی|نهالستان",
        "اطفای حریق|کاشت گیاهان دارویی|مرتع‌داری", "قانون حفاظت و بهره‌برداری از جنگل‌ها و مراتع کشور و اصلاحات بعدی آن",
    ),
    _field(
        "ورزش و جوانان", "ورزشکاران|جوانان|مربیان|هیئت‌های ورزشی",
        "ورزشکار سازمان‌یافته|مدال کشوری|طرح ورزشی نیمه‌تمام|سمن جوانان", "سالن چندمنظوره|زمین چمن مصنوعی|استخر سرپوشیده",
        "داوری|مشاورهٔ ازدواج|ورزش همگانی", "قانون تسهیل ازدواج جوانان|قانون حمایت از خانواده و جوانی جمعیت",
    ),
]  # fmt: skip

HEADLINES = [
    "{count} {counted} در {province}", "افتتاح {built} در {town}", "{head}: {served} نگران نباشند", "دورهٔ {taught} در {town} برگزار شد",
    "رشد {percent} درصدی {counted} در استان {province}", "دیدار {head} با {served} {town}", "آغاز ساخت {built} {town} با {money} میلیارد ریال",
    "پیام {head} به مناسبت هفتهٔ دولت", "نشست شورای هماهنگی در {town}", "بازدید سرزده از {built} {town}",
]  # fmt: skip
LEADS = [
    "{head} از {act} در {town} خبر داد.", "{act} با حضور {head} و جمعی از مسئولان محلی در {town} انجام شد.",
    "{head} گفت: {fact}.", "{person}، {head}، با اشاره به {act} گفت: {fact}.", "آیین {act} روز {day} {month} در {town} برگزار شد.",
]  # fmt: skip
ACTS = [
    "گشایش {built}", "برگزاری دورهٔ {taught}", "تحویل {count} {counted}", "نشست با {served}", "واگذاری {built} به بخش خصوصی",
    "بازدید میدانی از {built}", "امضای تفاهم‌نامهٔ {taught}", "تجلیل از {served} نمونه",
]  # fmt: skip
OPENINGS = [
    "به گزارش {office}، {person} در این آیین با گرامیداشت یاد و خاطرهٔ شهدا گفت: {fact}.",
    "به گزارش {office}، {person} در جمع خبرنگاران اظهار داشت: {fact}.",
    "به گزارش {office}، {head} در حاشیهٔ این بازدید افزود: {fact}.",
    "{person}، {head}، در گفت‌وگو با خبرنگار ما با بیان این مطلب گفت: {fact}.",
    "به نقل از {office}، {person} در نشست شورای اداری {town} گفت: {fact}.",
]  # fmt: skip
SAYINGS = [
    "وی با بیان اینکه {fact}، افزود: {other}.", "وی با اشاره به اینکه {fact}، خاطرنشان کرد: {other}.",
    "وی تصریح کرد: {fact} و {other}.", "{last} ادامه داد: {fact}.", "این مسئول با تأکید بر اینکه {fact}، گفت: {other}.",
    "{head} در پایان ابراز امیدواری کرد که {fact}.",
]  # fmt: skip
FACTS = [
    "از ابتدای سال تاکنون {count} {counted} در استان ثبت شده است", "{count} {counted} در {town} به بهره‌برداری رسید",
    "{percent} درصد {served} {town} از این خدمات بهره‌مند شده‌اند", "برای ساخت {built} {town} {money} میلیارد ریال هزینه شده است",
    "{built} {town} تا پایان {month} آمادهٔ بهره‌برداری می‌شود", "دورهٔ {taught} با حضور {count} نفر از {served} برپا شده است",
    "مشکل {served} {town} با همراهی {town2} و دستگاه‌های اجرایی حل می‌شود", "در مقایسه با سال گذشته {percent} درصد رشد داشته‌ایم",
    "{served} می‌توانند تا {day} {month} به دفتر {town} مراجعه کنند", "کمبود {built} مهم‌ترین دغدغهٔ {served} {town} است",
    "با {why} {what}", "{why2} {what}", "{served} {town} {wish}", "{what} و {what2}",
]  # fmt: skip
WHY = _each(
    "پیگیری نمایندگان مردم در مجلس|همکاری خیران|مشارکت دهیاری‌ها|تخصیص اعتبار از محل مالیات بر ارزش افزوده|تصمیم شورای برنامه‌ریزی استان|"
    "جابه‌جایی اعتبار دو پروژهٔ راکد|کمک بانک‌های عامل|راه‌اندازی سامانهٔ تازه|بازنگری در شیوهٔ پرداخت|حضور کارشناسان در روستاها"
)
WHY2 = _each(
    "پس از سه سال وقفه|برای نخستین‌بار در استان|به‌رغم سرمای زودرس|به دلیل بالا رفتن قیمت مصالح|در پی شکایت اهالی|هم‌زمان با آغاز سال تحصیلی|"
    "با وجود کمبود نیرو|بنا بر نظر کمیسیون مادهٔ پنج|به پیشنهاد بخشدار|زودتر از برنامهٔ زمان‌بندی"
)
WHAT = _each(
    "صف‌های دفتر {town} کوتاه شده است|کار {built} {town} از سر گرفته می‌شود|سهم {served} از وام‌ها دو برابر خواهد شد|شیفت شب {built} هم دایر شد|"
    "نقشهٔ {built} در {town} تغییر کرد|بدهی پیمانکار {town} تسویه شد|آموزش {taught} به روستاهای {town} رسید|سرویس رایگان برای {served} راه افتاد|"
    "پروندهٔ {served} {town} دیگر کاغذی نیست|زمین {built} در {town} تحویل گرفته شد|تلفن گویای {town} دوباره وصل شد|نوبت‌دهی {served} اینترنتی شد"
)
WISH = _each(
    "خواستار ساعت کاری بلندتر شدند|از کندی کار {built} گله داشتند|خواستند {built} به {town2} هم برسد|از همراهی کارکنان سپاسگزاری کردند|"
    "پیشنهاد دادند دورهٔ {taught} عصرها باشد|دربارهٔ سهم خود از اعتبارها پرسیدند"
)
LAW = [
    "وی با استناد به {law} گفت: دستگاه‌های اجرایی در این زمینه مسئول‌اند.", "این طرح در چارچوب {law} اجرا می‌شود.",
    "بر اساس {law}، {served} در اولویت قرار دارند.", "وی خواستار اجرای کامل {law} در {town} شد.",
]  # fmt: skip
CLOSINGS = [
    "شایان ذکر است {head} پیش از این نیز در دیدار با {served} بر رفع مشکلات آنان تأکید کرده بود.",
    "لازم به ذکر است در این آیین از تلاش‌های خیران، دهیاران و اعضای شوراهای اسلامی تجلیل شد.",
    "گفتنی است در پایان این مراسم با اهدای لوح سپاس از برگزیدگان قدردانی شد.",
    "علاقه‌مندان می‌توانند برای آگاهی بیشتر به درگاه اینترنتی اداره‌کل {field} استان {province} مراجعه کنند.",
    "وی در پایان از همهٔ دست‌اندرکاران برگزاری این برنامه قدردانی کرد.",
]  # fmt: skip
LATER = ["پیش‌تر اعلام شده بود که ", "بر پایهٔ خبر پیشین، ", ""]


class Matter:
    """An office, and the matter it writes about; `fill` replaces the slots of a phrase, each time anew."""

    def __init__(self, chance: random.Random) -> None:
        self.field, self.province = chance.choice(FIELDS), chance.choice(PROVINCES)
        self.person = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
        self.town, self.built = chance.choice(TOWNS), chance.choice(self.field.built)

    @property
    def office(self) -> str:
        return f"روابط‌عمومی اداره‌کل {self.field.name} استان {self.province}"

    def fill(self, phrase: str, chance: random.Random) -> str:
        for _ in range(3):  # phrases stand in phrases
            if "{" not in phrase:
                break
            phrase = phrase.format_map(_Slots(self, chance))
        return phrase

    def article(self, chance: random.Random) -> Article:
        body = [chance.choice(OPENINGS), *chance.choices(SAYINGS, k=chance.randint(2, 6))]
        if chance.random() < 0.5:
            body.insert(chance.randrange(1, len(body)), chance.choice(LAW))
        if chance.random() < 0.6:
            body.append(chance.choice(CLOSINGS))
        headline, lead, *told = (
            self.fill(one, chance) for one in (chance.choice(HEADLINES), chance.choice(LEADS), *body)
        )
        return Article(headline, lead, "\n".join(told))


class _Slots(dict[str, str]):
    def __init__(self, matter: Matter, chance: random.Random) -> None:
        super().__init__()
        self.matter, self.chance = matter, chance

    def __missing__(self, name: str) -> str:
        matter, field, chance = self.matter, self.matter.field, self.chance
        fixed = {
            "office": matter.office, "head": f"مدیرکل {field.name} استان {matter.province}", "person": matter.person,
            "last": matter.person.split(" ", 1)[1], "province": matter.province, "field": field.name,
        }  # fmt: skip
        if name in fixed:
            return fixed[name]
        if name in ("town", "built") and chance.random() < 0.6:
            return getattr(matter, name)  # type: ignore[no-any-return]
        drawn = {
            "town": TOWNS, "town2": TOWNS, "built": field.built, "served": field.served, "counted": field.counted,
            "taught": field.taught, "law": field.laws, "fact": FACTS, "other": FACTS, "act": ACTS, "why": WHY, "why2": WHY2,
            "what": WHAT, "what2": WHAT, "wish": WISH, "month": MONTHS,
        }  # fmt: skip
        if name in drawn:
            return chance.choice(drawn[name])
        top = {"percent": 95, "day": 30, "money": 900, "count": 4800}[name]
        return str(chance.randint(2, top))


def archive(size: int, seed: int = 24) -> list[Article]:
    return [article for _matter, article in _made(size, seed)]


def strangers(size: int, seed: int = 25) -> list[Article]:
    """Articles of the same offices that are in no archive of another seed."""
    return archive(size, seed)


def follow_ups(of: int, size: int, seed: int = 24, later: int = 24) -> list[Article]:
    """What offices of the archive of that size write later about the same matter: new figures, some old sentences."""
    chance = random.Random(f"later {later}")
    return [_later(*one, chance) for one in chance.sample(list(_made(of, seed)), size)]


def _made(size: int, seed: int) -> Iterator[tuple[Matter, Article]]:
    chance = random.Random(seed)
    offices = [Matter(chance) for _ in range(600)]
    for _ in range(size):
        matter = chance.choice(offices)
        matter.town, matter.built = chance.choice(TOWNS), chance.choice(matter.field.built)
        town, built = matter.town, matter.built
        article = matter.article(chance)
        kept = Matter.__new__(Matter)
        kept.__dict__.update(vars(matter), town=town, built=built)
        yield kept, article


def _later(matter: Matter, before: Article, chance: random.Random) -> Article:
    """A new article on it that tells one old sentence as it was, and one with today's figures."""
    new = matter.article(chance)
    told = before.body.split("\n")[1:]
    old = chance.choice(LATER) + chance.choice(told)
    grown = _with_other_figures(chance.choice(told), chance)
    body = new.body.split("\n")
    kinds: Sequence[list[str]] = ([old], [grown], [grown, old], [])
    for line in chance.choice(kinds):
        body.insert(chance.randrange(1, len(body) + 1), line)
    headline = before.title if chance.random() < 0.2 else new.title
    return Article(headline, new.lead, "\n".join(body))


def _with_other_figures(line: str, chance: random.Random) -> str:
    return " ".join(
        str(int(word) + chance.randint(1, 60)) if word.isascii() and word.isdecimal() else word
        for word in line.split(" ")
    )
