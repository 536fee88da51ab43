"""Who a text is credited to, and the names that open it: «به گزارش …», «تهران - ایرنا -», «شبکه … (شارا)-||»."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from hamafza.lib.text.fold import fold_level, fold_tight

_AGENCIES = (
    "ایرنا|ایسنا|مهر|فارس|تسنیم|ایلنا|ایکنا|پانا|شبستان|برنا|میزان|دانشجو|صدا و سیما|صداوسیما|موج|خانه ملت|شفقنا|حوزه|رسا|تقریب|آنا|انا|ایمنا|ابنا|رضوی"
    "|باشگاه خبرنگاران جوان|باشگاه خبرنگاران|خبر آنلاین|خبرآنلاین|خبرانلاین|تابناک|عصر ایران|اقتصادآنلاین|دولت|جماران|شانا|شاتا|ایتنا|پول نیوز|کنا|آریا|اریا"
)
_AGENCY_NAME = re.compile(rf"خبرگزاری\b|(?:{_AGENCIES})\Z")
_FOREIGN = re.compile(
    r"فرانسه|رویترز|اسوشیتدپرس|اسوشیتد پرس|شینهوا|اسپوتنیک|تاس|اناتولی|ریانووستی|نووستی|بلومبرگ|بی بی سی|سی ان ان|الجزیره|المیادین|یونهاپ|کیودو|دویچه وله|العربیه|المنار|سانا|کونا|واس|قنا|اینترفاکس"
)
_GOES_ON = r"\s?(?:کار و رفاه|معدن و تجارت|تحقیقات و فناوری|درمان و اموزش|گردشگری و صنایع|معادن و کشاورزی|کار و تامین|صنایع و معادن)"
"""What follows a comma inside the name of an office."""
_BREAK = (
    rf"(?=\s?(?:[،,](?!{_GOES_ON})|[؛;:()«»\"]|\sبه نقل|\sو به نقل|\sاز\s|\sدر\s|\sکه\s|\sبا\s|\sطی\s|\Z|\.))"
)
_KIND = r"(?:خبرگزاری|خبر گزاری|پایگاه(?: خبری| اطلاع\s?رسانی)?|پایگاه اطلاع\u200cرسانی|روابط ?\u200c?عمومی|اداره(?: کل)? روابط ?\u200c?عمومی|مرکز روابط ?\u200c?عمومی|شبکه|روزنامه|سایت|وب ?\u200c?سایت|پرتال|هفته ?نامه|باشگاه|شبکه خبری|واحد خبر|مرکز اطلاع\s?رسانی|تارنمای|سازمان(?! ملل)|وزارت|شرکت|بنیاد|صندوق|دانشگاه|شهرداری|استانداری|اداره کل)"
_REPORTED = re.compile(
    r"به\s?\u200c?گزارش\s(?:(?:خبرنگار|خبرنگاران|سرویس|گروه|اعزامی|روز \S+|اجتماعی|سیاسی|اقتصادی|فرهنگی|ورزشی|علمی|بین ?الملل|استانها|استان ها)\s){0,4}"
    rf"(?P<name>{_KIND}[\s\u200c]\S.{{0,90}}?|(?:{_AGENCIES})){_BREAK}"
)
_QUOTED = re.compile(rf"به\s?نقل\s?از\s(?P<name>{_KIND}[\s\u200c]\S.{{0,90}}?|(?:{_AGENCIES})){_BREAK}")
_ENGLISH = re.compile(
    r"\b(?:according to|as reported by|quoted by|reports?)\s(?:the\s)?(?P<name>[A-Z][\w.&'-]*(?:\s(?:of|for|and|the|[A-Z][\w.&'-]*)){0,7})"
)
_MINISTRY = re.compile(r"(?:وزارت|وزیر) تعاون\Z")
_MINISTRY_REST = re.compile(r"\s?،\s?کار و رفاه اجتماعی")
_SEPARATOR = r"[\s\u200c]*[-–—:|/ـ]{1,4}[\s|]*"
_PLACED = re.compile(
    rf"(?P<place>[^\W\d_][^\d.،,:؛()|/-]{{1,24}}?){_SEPARATOR}(?:خبرگزاری\s)?(?P<name>{_AGENCIES}){_SEPARATOR}(?=\S)"
    rf"|(?P<place2>[^\W\d_][^\d.،,:؛()|/-]{{1,24}}?)\s?\((?:خبرگزاری\s)?(?P<name2>{_AGENCIES})\){_SEPARATOR}(?=\S)"
)
_AGENCY_FIRST = re.compile(
    rf"(?P<name>خبرگزاری\s[^\W\d_]+|(?:{_AGENCIES})(?=\s?/))(?:{_SEPARATOR}(?P<place>(?:گروه|سرویس)?[^\d.،,:؛()|/-]{{2,24}}))?\s?[:؛-]{{1,2}}\s?(?=\S)"
)
_LATIN_PLACED = re.compile(
    r"(?P<place>[A-Z][A-Za-z .'-]{1,30}?)(?:,\s[A-Z][a-z]+\.?\s\d{1,2})?\s?\(?(?P<name>IRNA|ISNA|MNA|FNA|PANA|AP|AFP|REUTERS|Reuters|Xinhua)?\)?\s?[–—-]{1,2}\s(?=[A-Z\"“])"
)
_NETWORK = re.compile(
    r"(?P<name>[^|.؟!:«»]{4,90}?\(\s?(?P<short>[^()\d]{2,20}?)\s?\))[\s\u200c]*[-–—:|]{1,4}[\s|-]*"
)
_SPEAKER = re.compile(
    r"(?:سخنگو|رییس|رئیس|مدیر|معاون|وزیر|استاندار|فرماندار|شهردار|دبیر|نماینده|سرپرست|عضو|کارشناس|مشاور)[\s\u200c]?"
)
_PLACES = (
    "تهران|مشهد|اصفهان|شیراز|تبریز|کرج|قم|اهواز|کرمانشاه|ارومیه|رشت|زاهدان|همدان|کرمان|یزد|اردبیل|بندرعباس|اراک|زنجان|سنندج|قزوین"
    "|خرم ?اباد|گرگان|ساری|بجنورد|بوشهر|بیرجند|ایلام|شهرکرد|سمنان|یاسوج|البرز|فارس|خوزستان|گیلان|گلستان|مازندران|هرمزگان|لرستان"
    "|کردستان|مرکزی|خراسان رضوی|خراسان شمالی|خراسان جنوبی|اذربایجان شرقی|اذربایجان غربی|سیستان و بلوچستان|چهارمحال و بختیاری"
    "|کهگیلویه و بویراحمد"
)
_PLACE_ALONE = re.compile(rf"(?P<place>{_PLACES})\s?[-–—]\s?(?=\S)")
_AGENCY_AND_PLACE = re.compile(rf"(?P<name>{_AGENCIES})\s?/\s?(?P<place>{_PLACES})\s?[:؛-]?\s(?=\S)")
_UNBRACKETED = re.compile(r"(?P<name>[^|.؟!:«»()-]{10,70}?)\s?(?:-?\s?\|{1,3}|[-–—:])[\s|-]*")
_ORGANISATION = re.compile(
    r"شبکه|پایگاه|خبرگزاری|پرتال|پورتال|سایت|مرکز|روابط|سازمان|وزارت|شرکت|اداره|بنیاد|موسسه|انجمن|network|agency|office|news|portal",
    re.IGNORECASE,
)
_KNOWN = "شبکهاطلاعرسانیروابطعمومیایران"


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands before the first word of a text."""

    end: int
    """Where the text itself begins."""
    dateline: str | None = None
    network: str | None = None
    agency: str | None = None


def opening(text: str, known: str = "") -> Opening:
    """Network or agency prefix of a paragraph; ``end`` is 0 when there is none.

    `known` is the site's own name from the title, matched loosely: on real pages it is misspelt and glued.
    """
    flat = fold_level(text[:160])
    return (
        _network_first(text, flat, known)
        or _place_first(text, flat)
        or _agency_first(text, flat)
        or _loose_network(text, flat, known)
        or Opening(0)
    )


def _network_first(text: str, flat: str, known: str) -> Opening | None:
    """«شبکه اطلاع‌رسانی روابط عمومی ایران (شارا)-||»."""
    found = _NETWORK.match(flat)
    if found and _SPEAKER.match(flat):
        return None
    if not found or not (_ORGANISATION.search(found["name"]) or _alike(found["name"], known)):
        return None
    return Opening(found.end(), _typed(text, found, "name"), _typed(text, found, "short"))


def _place_first(text: str, flat: str) -> Opening | None:
    """«تهران - ایرنا -», «تهران (پانا) -», «TEHRAN (IRNA) –»."""
    found = _PLACED.match(flat) or _LATIN_PLACED.match(flat) or _AGENCY_AND_PLACE.match(flat)
    if not found:
        alone = _PLACE_ALONE.match(flat)
        return alone and Opening(alone.end(), _typed(text, alone, "place"))
    turned = found.groupdict().get("place2")
    place, name = ("place2", "name2") if turned else ("place", "name")
    return Opening(found.end(), _typed(text, found, place), None, _typed(text, found, name))


def _agency_first(text: str, flat: str) -> Opening | None:
    """«خبرگزاری فارس:», «ایسنا/خراسان رضوی»."""
    found = _AGENCY_FIRST.match(flat)
    return found and Opening(found.end(), _typed(text, found, "place"), None, _typed(text, found, "name"))


def _loose_network(text: str, flat: str, known: str) -> Opening | None:
    """The network's name without its short name in brackets."""
    found = _UNBRACKETED.match(flat)
    if not found or not _alike(found["name"], known):
        return None
    return Opening(found.end(), _typed(text, found, "name"), "شارا" if _alike(found["name"], "") else None)


def _typed(text: str, found: re.Match[str], group: str) -> str | None:
    """A group of a match in folded text, as it was typed."""
    return text[found.start(group) : found.end(group)].strip() if found[group] else None


def _alike(name: str, known: str) -> bool:
    """Whether a name is the network's, give or take a few letters."""
    tight = fold_tight(re.sub(r"\(.*", "", name))
    for other in (_KNOWN, fold_tight(known)):
        if len(other) >= 8 and len(tight) >= 8 and SequenceMatcher(None, tight, other).ratio() >= 0.85:
            return True
    return False


def is_agency(name: str) -> bool:
    """Whether a name is a news agency's, so that a page of its own may well credit it.

    >>> is_agency("خبرگزاري فارس"), is_agency("ایسنا"), is_agency("شارا")
    (True, True, False)
    """
    return bool(_AGENCY_NAME.match(fold_level(name)))


def credited(text: str) -> str | None:
    """The agency or office a paragraph credits, as typed; None when it names none, or only a foreign wire
    that the page quotes rather than republishes."""
    flat = fold_level(text[:400])
    for pattern in (_REPORTED, _QUOTED):
        for match in pattern.finditer(flat):
            if not _FOREIGN.search(match["name"]):
                end = match.end("name")
                if _MINISTRY.search(match["name"]) and (rest := _MINISTRY_REST.match(flat, end)):
                    end = rest.end()
                return text[match.start("name") : end].strip(" ،,:؛")
    english = _ENGLISH.search(text[:400])
    return english["name"].strip(" .,") if english else None
