"""Words that turn the meaning of what stands beside them: units, frames, speech, given names."""

import re
from functools import lru_cache

from hamafza.lib.calendar.names import GREGORIAN, JALALI, LUNAR, WEEKDAYS
from hamafza.lib.reuse.words import key
from hamafza.lib.text.fold import fold
from hamafza.lib.text.lexicon import lexicon


def _keys(words: str) -> frozenset[str]:
    return frozenset(key(word.replace("_", "\u200c")) for word in words.split())


_UNITS = _keys(
    "ریال تومان تومن دلار یورو پوند درهم دینار لیر یوان روبل ین فرانک سنت ارز درصد درجه"
    " میلی_متر سانتی_متر متر کیلومتر مترمربع مترمکعب هکتار گرم میلی_گرم کیلو کیلوگرم تن لیتر بشکه"
    " وات کیلووات مگاوات گیگاوات ساعت دقیقه ثانیه روز روزه هفته ماه ماهه سال ساله"
    " نفر خانوار خانواده دستگاه فقره"
    " rial rials toman tomans dollar dollars euro euros percent metre metres meter meters kilometre kilometres km kg ton"
    " tons litre litres hectare hectares hour hours day days week weeks month months year years people families"
)
_FRAMES = _keys(
    "فیک گویا انگار شنیده شنیده_ها شنیده_شده واقعا اگر شاید ممکن بعید منتفی لغو متوقف توقف تعلیق مشکوک قرار می_تواند می_توانند نشر_اکاذیب طنز شوخی"
    " فرضا مثلا مبادا خلاف وارونه توهم فریب کلاهبرداری هشدار اصلاحیه پیشنهاد درخواست پیش_بینی باید شرط"
    " fake false hoax rumour rumor lie lies allegedly reportedly denied denies deny untrue claim claims claimed debunked"
    " perhaps maybe might may could supposedly satire cancelled canceled wrong scam"
)
_FRAME_STEMS = tuple(
    fold(stem)
    for stem in (
        "دروغ", "شایعه", "شایعات", "تکذیب", "جعل", "کذب", "اکاذیب", "ساختگی", "نادرست", "غلط", "اشتباه", "ادعا", "مدعی",
        "احتمال", "ظاهرا", "بی‌اساس", "غیرواقع", "بزرگنمایی", "سانسور", "افترا",
    )
)  # fmt: skip
_SAYING = _keys(
    "گفت گفته گفتند افزود تأکید اظهار تصریح خاطرنشان یادآور اعلام نوشت توضیح بیان نقل گزارش سخنگوی سخنگو"
    " said says told added stated wrote according"
)
_GIVEN = _keys(
    "محمد احمد علی حسن حسین رضا مهدی امیر عباس محسن مجید سعید حمید وحید فرید مسعود محمود مصطفی مرتضی ابراهیم اسماعیل"
    " اکبر اصغر جواد صادق باقر کاظم هادی جعفر یوسف یعقوب داود سلیمان ناصر منصور بهرام بهروز بهزاد فرهاد فرزاد شهرام"
    " کامران کیوان آرش آرمان پیمان پویا سینا نیما امین ایمان عرفان زهرا فاطمه مریم معصومه نرگس سارا لیلا مینا"
    " نازنین الهام سمیه طاهره زینب رقیه پروین شیرین مهناز فریبا ناهید محمدرضا علیرضا غلامرضا حمیدرضا"
)
_CONTACT = _keys("تماس تلفن شماره واتساپ لینک کارت واریز کدملی پیامک کلیک www http https")
SHORT = 2
"""Letters: dictionaries list nearly everything so short, so only what people write is a word («در», and no «دژ»)."""
_ENDINGS = ("هایی", "های", "ها", "ی", "ای", "ان", "م", "ش", "شان", "ند", "ست", "تر", "ترین")


_DATE_WORD = re.compile(
    "(?:{})".format("|".join(names.pattern for names in (JALALI, LUNAR, GREGORIAN, WEEKDAYS))), re.IGNORECASE
)


def is_month_or_weekday(key: str) -> bool:
    """Whether a key is such a name, alone or with «ماه»."""
    return _DATE_WORD.fullmatch(key) is not None or _DATE_WORD.fullmatch(key.removesuffix("ماه")) is not None


def is_unit(key: str) -> bool:
    """Whether a word (by its key) says of what there is so much: money, measures, time, people."""
    return key in _UNITS or (key.endswith("ی") and key[:-1] in _UNITS)


def is_frame(key: str) -> bool:
    """Whether a word (by its key) calls what it stands by untrue, uncertain or yet to come.

    >>> [is_frame(fold(word)) for word in ("دروغ", "شایعه‌ای", "تکذیب", "کتاب")]
    [True, True, True, False]
    """
    return key in _FRAMES or key.startswith(_FRAME_STEMS)


def is_saying(key: str) -> bool:
    """Whether a word may end «X گفت»."""
    return key in _SAYING


def is_given_name(key: str) -> bool:
    return key in _GIVEN


def is_contact(key: str) -> bool:
    """Whether a word asks the reader to call, to pay or to follow a link, or is a number to call."""
    return key in _CONTACT or (key.isdigit() and len(key) >= 7)


@lru_cache(maxsize=1)
def _dictionary() -> frozenset[str]:
    lists = lexicon()
    words = (
        set(lists.spellings) | lists.solid | lists.nouns | lists.adjectives | lists.verb_forms
        | lists.participles | lists.others | _FRAMES | _UNITS | _GIVEN
    )  # fmt: skip
    return frozenset(fold(word).replace("\u200c", "") for word in words)


@lru_cache(maxsize=1)
def _often() -> frozenset[str]:
    return frozenset(map(fold, lexicon().others))


@lru_cache(maxsize=1 << 14)
def is_word(key: str) -> bool:
    """Whether a word (by its key) is one, as it is or with an ending: then it is no misspelling of another.

    >>> [is_word(word) for word in ("تاکید", "اعدام", "کارگزاری", "کارگغر")]
    [True, True, True, False]
    """
    known = _dictionary()
    if len(key) <= SHORT and key not in _often():
        return False
    if key in known or key.removeprefix("نمی").removeprefix("می") in known:
        return True
    return any(
        len(key) > len(end) + 2 and key.endswith(end) and key[: -len(end)] in known for end in _ENDINGS
    )
