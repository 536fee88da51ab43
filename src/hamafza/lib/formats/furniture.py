"""Lines of a page that are not the article: shares, navigation, lists of other news, end marks.

Every pattern is read against `fold_level` text.
"""

import re

from hamafza.lib.text.fold import fold_level, fold_tight

_SHARES = (
    "ارسال به|ارسال با|چاپ خبر|چاپ مطلب|چاپ این صفحه|این را به اشتراک بگذارید|به اشتراک بگذارید|این خبر را به اشتراک بگذارید|ارسال این خبر|ارسال خبر|پیامک|اس ام اس|فیس ?بوک|تویتر|توییتر|تلگرام|واتس ?اپ|واتساپ|اینستاگرام|ایتا|بله|سروش|سروش پلاس|روبیکا|گپ|ای گپ|ایکس|لینکدین|لینکداین"
    "|کلوب|گوگل پلاس|پینترست|ایمیل|ارسال ایمیل|پست الکترونیک|اشتراک گذاری|به اشتراک بگذارید|اشتراک|چاپ|پرینت|نسخه چاپی|نسخه قابل چاپ|ذخیره"
    "|ارسال به دوستان|ارسال برای دوستان|کپی لینک|لینک کوتاه|کپی|دانلود|بازنشر|sms|facebook|twitter|x|telegram|whatsapp|instagram"
    "|linkedin|e-?mail|share|share this|share this story|share on|follow us|این مطلب را به اشتراک بگذارید|share on|print|print version|copy link|save|pdf|pinterest|reddit|tumblr|viber|skype|rss"
)
_NAVIGATION = (
    "نسخه اصلی|برگشت به خبرها|بازگشت به خبرها|بازگشت به اخبار|بازگشت|برگشت|صفحه اصلی|صفحه نخست|خانه|اخبار|ارشیو|ارشیو اخبار|تماس با ما"
    "|درباره ما|پیوندها|جستجو|ورود|عضویت|بازگشت به بالا|بازگشت به صفحه اصلی|نظر بدهید|ارسال نظر|خبر بعدی|خبر قبلی|مطلب بعدی|مطلب قبلی|بعدی|قبلی"
    "|ادامه مطلب|original version|back to news|back to top|back|home|news|archive|contact us|about us|search|log ?in|menu|next|previous|skip to content"
    "|leave a comment|full version|older|newer|gallery|video|photo|فیلم|عکس|گالری|ویدئو|ویدیو|چندرسانه ای|گزارش تصویری"
)
_LONGEST_FIRST = "|".join(sorted(f"{_SHARES}|{_NAVIGATION}".split("|"), key=len, reverse=True))
_PIECE = re.compile(rf"(?<![^\W_])(?:{_LONGEST_FIRST})(?![^\W_])", re.IGNORECASE)
_END = re.compile(
    r"[\s*/.•-]*(?:انتهای\s?(?:پیام|خبر|مطلب|متن)|پایان\s?(?:پیام|خبر)|end of (?:the )?(?:message|story))\b.{0,12}",
    re.IGNORECASE,
)
_END_CODE = re.compile(r"[\s*/.]*(?:انتهای\s?پیام)?\s?/?\s?[\d\w]{0,6}\s?/\s?[\d\w]{0,6}\s?")
_OTHER_NEWS = re.compile(
    r"(?:بیشتر بخوانید|بیشتر بدانید|همچنین بخوانید|بخوانید|اخبار مرتبط|خبرهای مرتبط|مطالب مرتبط|مطالب پیشنهادی|در همین زمینه|در همین رابطه"
    r"|مطلب مرتبط|خبر مرتبط|پربازدیدترین|پربازدیدها|پربیننده|پر ?بحث|اخرین اخبار|تازه ترین|جدیدترین|پیشنهاد (?:ما|سردبیر)|اخبار پیشنهادی|سایر اخبار|گزارش خطا"
    r"|read more|see also|related|more news|most read|latest news|you may also|recommended)",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"(?:\d{1,4}\s)?(?:نظرات?|نظرات کاربران|نظر شما|دیدگاه(?:\s?ها|\u200cها)?(?:ی کاربران)?|دیدگاه خود را|ارسال نظر|ثبت نظر|پاسخ دهید|دیدگاهتان را"
    r"|comments?|leave a (?:reply|comment)|\d{1,4} (?:comments?|دیدگاه|نظر))\b",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"©|copyright|all rights reserved|کلیه حقوق|تمامی? حقوق|حقوق مادی|استفاده از (?:مطالب|محتوا|اخبار)|نقل (?:مطالب|اخبار) با|طراحی و (?:تولید|اجرا|توسعه)"
    r"|powered by|بازنشر مطالب",
    re.IGNORECASE,
)
_TAGS = re.compile(
    r"(?:برچسب|بر چسب|تگ|کلید ?واژه|کلمات کلیدی|واژه های کلیدی|tags?|keywords?|کلید\u200cواژه)[\s\u200c]?(?:ها|های این خبر|های خبر)?\s?[:؛|]\s?",
    re.IGNORECASE,
)
_BREADCRUMB = re.compile(r"^[^.؟!]{0,80}(?:\s[»›>]\s[^.؟!]{0,60}){1,8}$")
_NO_WORD = re.compile(r"[\W\d_]*\Z")
_LABEL_ONLY = re.compile(
    r"(?:(?:\d{1,4}|بدون|هیچ) (?:دیدگاه|نظر|comments?)\Z|no comments\Z|کد خبر|کد مطلب|تاریخ|تاریخ انتشار|تاریخ خبر|زمان|ساعت|سرویس|گروه|منبع|نویسنده|تعداد بازدید|بازدید|اندازه (?:قلم|متن|فونت)|سایز متن|الف|ا ا|a a)\s?:?\s?[\d\s،,-]*\Z",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?:منبع(?: خبر)?|source)\s?[:：]\s?(?P<name>[^:/|]{2,60})\Z", re.IGNORECASE)
_ABOUT_PAGE = re.compile(
    r"(?:منبع(?: خبر)?|دسته[\s\u200c]?بندی|سرویس|گروه خبری|category|section|نویسنده|خبرنگار|گزارشگر|تهیه و تنظیم|گزارش از|به قلم|لینک(?: کوتاه| مطلب| خبر)?|نشانی(?: کوتاه)?|پیوند|source|by|link|url"
    r"|short ?link)\s?[:：]\s?\S.{0,200}\Z",
    re.IGNORECASE,
)
_VISITS = re.compile(
    r"(?:تعداد )?(?:بازدید|مشاهده|دفعات نمایش|views?|hits?)\s?[:：]?\s?[\d,٬]{1,9}|[\d,٬]{1,9}\s(?:بازدید|مشاهده|views?)\b",
    re.IGNORECASE,
)


def is_share_or_navigation(line: str) -> bool:
    """Whether a line is nothing but share links and navigation («پیامک - فیس بوک - تویتر»).

    >>> is_share_or_navigation("نسخه اصلی - برگشت به خبرها")
    True
    """
    flat = fold_level(line).replace("\u200c", " ").strip()
    if len(flat) > 200 or not _PIECE.search(flat):
        return False
    return not any(c.isalnum() for c in _PIECE.sub("", flat))


def is_clutter(line: str) -> bool:
    """Whether a line carries no words of the article at all."""
    flat = fold_level(line)
    return (
        bool(_NO_WORD.match(flat))
        or is_share_or_navigation(line)
        or bool(_LABEL_ONLY.match(flat))
        or (len(flat) < 160 and bool(_BREADCRUMB.match(flat)) and "»" in flat and "«" not in flat)
        or (len(flat) < 60 and bool(_VISITS.search(flat)) and len(_VISITS.sub("", flat).strip(" |-،:")) < 12)
    )


_INVOCATION = re.compile(
    r"(?:بسم(?:ه|ک) ?تعالی|بسم الله|به نام (?:خدا|او|حق|انکه|خالق|یزدان)|هو ?ال[^\W\d_]+\Z|باسمه)"
)


def is_invocation(line: str) -> bool:
    """Whether a line is the pious word above a letter («بسمه تعالی»).

    >>> is_invocation("بسمه تعالی"), is_invocation("بیمه")
    (True, False)
    """
    return len(line) <= 40 and bool(_INVOCATION.match(fold_level(line).replace("\u200c", " ").strip(" *«")))


def is_about_page(line: str) -> bool:
    """Whether a line names the source, the author or the address and says nothing else."""
    return len(line) <= 240 and bool(_ABOUT_PAGE.match(fold_level(line).strip(" *-–|")))


def named_source(line: str) -> str | None:
    """X of a «منبع: X» line, as typed."""
    match = _SOURCE.match(fold_level(line)) if len(line) <= 80 else None
    return line[match.start("name") :].strip() if match else None


def ends_article(line: str) -> bool:
    """Whether the article is over at this line: end mark, comments, other news, rights."""
    flat = fold_level(line).strip(" -–—|:•*#")
    if _END.match(flat) or (len(flat) < 20 and "/" in flat and _END_CODE.fullmatch(flat)):
        return True
    if len(flat) > 150:
        return False
    bare = flat.rstrip(" :؟?!.»")
    return (
        bool(_COMMENTS.match(flat) and len(bare) < 60)
        or bool(_OTHER_NEWS.match(flat) and len(bare) < 24)
        or bool(_COPYRIGHT.search(flat))
    )


def is_other_news(line: str) -> bool:
    """Whether a line points to another article («بیشتر بخوانید: …»)."""
    flat = fold_level(line).strip(" -–—|•*#")
    return bool(_OTHER_NEWS.match(flat)) and (":" in flat[:30] or len(flat) < 40)


def without_end_mark(line: str) -> str:
    """A paragraph without the end mark that was typed onto its end."""
    flat = fold_level(line)
    if match := re.search(r"[\s/.]*انتهای\s?(?:پیام|خبر)\s?/?\s?[\w]{0,8}/?\Z", flat):
        return line[: match.start()].rstrip() + (
            "." if flat[match.start() : match.start() + 1] == "." else ""
        )
    return line


def tags_of(line: str) -> tuple[str, ...]:
    """Tags of a «برچسب‌ها: …» line; empty for any other."""
    if match := _TAGS.match(fold_level(line)):
        pieces = re.split(r"[،,؛;|#•/]+", line[match.end() :])
        return tuple(dict.fromkeys(piece.strip() for piece in pieces if fold_tight(piece)))
    return ()


def is_tag_line(line: str) -> bool:
    """Whether a line lists tags or opens such a list."""
    return bool(_TAGS.match(fold_level(line)))
