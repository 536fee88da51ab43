"""Month, weekday and day names as pages spell them, each with its number."""

import re

_GAP = r"[ \u200c]?"


class Spellings:
    """Spellings of a few numbered names; ``_`` in a spelling stands for a space, a half-space or nothing.

    Spellings are folded (ی, ک, ا, ه) and lower case.
    """

    def __init__(self, spellings: str, first: int = 1) -> None:
        rows = spellings.split("|")
        self._numbers = {
            name.replace("_", ""): n for n, row in enumerate(rows, first) for name in row.split()
        }
        longest_first = sorted((name for row in rows for name in row.split()), key=len, reverse=True)
        self.pattern = "|".join(re.escape(name).replace("_", _GAP) for name in longest_first)
        """Alternatives of a regular expression, the longest first."""

    def number(self, written: str) -> int:
        """The number of a name that `pattern` matched."""
        return self._numbers[re.sub(r"[ \u200c]", "", written.lower())]


JALALI = Spellings(
    "فروردین حمل farvardin|اردیبهشت ثور ordibehesht|خرداد جوزا khordad|تیر سرطان tir|مرداد امرداد اسد mordad"
    "|شهریور سنبله shahrivar|مهر میزان mehr|ابان عقرب aban|اذر قوس azar|دی جدی dey|بهمن دلو bahman|اسفند حوت esfand"
)
LUNAR = Spellings(
    "محرم محرم_الحرام|صفر صفر_المظفر|ربیع_الاول ربیع_اول|ربیع_الثانی ربیع_الاخر ربیع_ثانی|جمادی_الاول جمادی_الاولی جمادی_اول"
    "|جمادی_الثانی جمادی_الثانیه جمادی_الاخر جمادی_الاخره جمادی_ثانی|رجب رجب_المرجب|شعبان شعبان_المعظم|رمضان رمضان_المبارک"
    "|شوال شوال_المکرم|ذی_القعده ذی_قعده ذو_القعده ذی_العقده|ذی_الحجه ذی_حجه ذو_الحجه"
)
GREGORIAN = Spellings(
    "ژانویه جانویه جنوری ینایر january jan|فوریه فبروری فبرایر شباط february feb|مارس مارچ اذار march mar"
    "|اوریل اپریل ابریل نیسان april apr|مه می مای مایو ایار may|ژوین جون یونیو حزیران june jun"
    "|ژوییه ژوئیه جولای جولایی یولیو تموز july jul|اوت اگوست اگست اغسطس august aug"
    "|سپتامبر سپتمبر سبتمبر ایلول september sept sep|اکتبر اکتوبر تشرین_الاول october oct"
    "|نوامبر نومبر نوفمبر تشرین_الثانی november nov|دسامبر دسمبر دیسمبر december dec"
)
WEEKDAYS = Spellings(
    "دو_شنبه الاثنین monday mon|سه_شنبه الثلاثاء tuesday tues tue|چهار_شنبه الاربعاء wednesday wed"
    "|پنج_شنبه پن_شنبه الخمیس thursday thurs thur thu|جمعه ادینه الجمعه friday fri|شنبه السبت saturday sat"
    "|یک_شنبه الاحد sunday sun",
    first=0,
)
"""Numbered as `date.weekday`: Monday is 0."""

_TENS = "یکم دوم سوم چهارم پنجم ششم هفتم هشتم نهم"
ORDINALS = Spellings(
    "|".join(
        [f"{word} {'اول' if word == 'یکم' else ''}" for word in _TENS.split()]
        + [
            "دهم",
            "یازدهم",
            "دوازدهم",
            "سیزدهم",
            "چهاردهم",
            "پانزدهم",
            "شانزدهم",
            "هفدهم",
            "هجدهم هیجدهم",
            "نوزدهم",
            "بیستم",
        ]
        + [f"بیست_و_{word}" for word in _TENS.split()]
        + ["سی_ام", "سی_و_یکم"]
    )
)
"""Days of the month in words."""
