"""Month and weekday names as pages spell them, folded, each with its number."""

_JALALI = """فروردین فروردين حمل|اردیبهشت ثور|خرداد جوزا|تیر سرطان|مرداد امرداد اسد|شهریور سنبله|مهر میزان|ابان عقرب
|اذر قوس|دی جدی|بهمن دلو|اسفند حوت"""
_LUNAR = """محرم محرم_الحرام|صفر صفر_المظفر|ربیع_الاول ربیع_اول|ربیع_الثانی ربیع_الاخر ربیع_ثانی|جمادی_الاول جمادی_الاولی جمادی_اول
|جمادی_الثانی جمادی_الثانیه جمادی_الاخر جمادی_الاخره جمادی_ثانی|رجب رجب_المرجب|شعبان شعبان_المعظم|رمضان رمضان_المبارک|شوال شوال_المکرم
|ذی_القعده ذی_قعده ذیقعده ذوالقعده ذیعقده|ذی_الحجه ذی_حجه ذیحجه ذیالحجه ذوالحجه"""
_GREGORIAN = """ژانویه جانویه جنوری ینایر کانون_الثانی january jan|فوریه فبروری فبرایر شباط february feb|مارس مارچ اذار march mar
|اوریل اپریل ابریل نیسان april apr|مه می مای مایو ایار may|ژوئن ژوین جون یونیو حزیران june jun|ژوئیه ژوییه جولای جولائی یولیو تموز july jul
|اوت اگوست اگست اغسطس august aug|سپتامبر سپتمبر سبتمبر ایلول september sept sep|اکتبر اکتوبر تشرین_الاول october oct
|نوامبر نومبر نوفمبر تشرین_الثانی november nov|دسامبر دسمبر دیسمبر کانون_الاول december dec"""
_WEEKDAYS = """دوشنبه الاثنین monday mon|سه_شنبه سهشنبه سشنبه الثلاثاء tuesday tues tue|چهار_شنبه چهارشنبه الاربعاء wednesday wed
|پنج_شنبه پنجشنبه پنشنبه الخمیس thursday thurs thur thu|جمعه ادینه الجمعه friday fri|شنبه السبت saturday sat|یک_شنبه یکشنبه الاحد sunday sun"""


def _numbered(listing: str, first: int) -> dict[str, int]:
    return {name: number for number, names in enumerate(listing.split("|"), first) for name in names.split()}


JALALI = _numbered(_JALALI, 1)
LUNAR = _numbered(_LUNAR, 1)
GREGORIAN = _numbered(_GREGORIAN, 1)
WEEKDAYS = _numbered(_WEEKDAYS, 0)

_TEENS = "یکم دوم سوم چهارم پنجم ششم هفتم هشتم نهم دهم یازدهم دوازدهم سیزدهم چهاردهم پانزدهم شانزدهم هفدهم هجدهم نوزدهم بیستم"
ORDINALS = {word: day for day, word in enumerate(_TEENS.split(), 1)} | {"اول": 1, "هیجدهم": 18, "سی_ام": 30, "سیام": 30}
ORDINALS |= {f"بیست_و_{word}": 20 + day for day, word in enumerate(_TEENS.split()[:9], 1)} | {"سی_و_یکم": 31}
"""Days written in words; ``_`` stands for a space, a half-space or nothing."""
