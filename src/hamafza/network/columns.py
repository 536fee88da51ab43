"""What the headings and words of a network table may be called, in Persian and English."""

from __future__ import annotations

import re
from datetime import time

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.lib.text.digits import to_latin
from hamafza.lib.text.fold import fold_tight
from hamafza.network.models import Role, Unit

TITLES: dict[str, str | Promise] = {
    "code": _("code"),
    "name": _("name"),
    "name_en": _("name in English"),
    "parent": _("parent code"),
    "kind": _("kind"),
    "trust": _("trust"),
    "region": _("region"),
    "topics": _("topics"),
    "time_zone": _("time zone"),
    "hours": _("hours"),
    "unit_email": _("unit e-mail"),
    "phone": _("telephone"),
    "person": _("person name"),
    "username": _("user name"),
    "email": _("e-mail"),
    "role": _("role"),
}
HEADINGS = {
    "code": "کد|کد واحد|کد دفتر|کد سازمانی|شناسه|شناسه واحد|شناسهٔ واحد|code|unit code|identifier|id",
    "name": "نام|نام واحد|نام دفتر|نام سازمان|عنوان|عنوان واحد|واحد|دفتر|name|unit|unit name|office|title",
    "name_en": "نام انگلیسی|نام به انگلیسی|نام لاتین|نام واحد به انگلیسی|name in english|english name|name en",
    "parent": "کد بالادست|بالادست|بالادستی|کد بالادستی|کد واحد بالادست|واحد بالادست|واحد بالادستی|مافوق"
    "|کد مافوق|والد|کد والد|واحد والد|کد مادر|واحد مادر|زیرمجموعه|زیرمجموعهٔ"
    "|parent code|parent|belongs to|parent unit|parent unit code",
    "kind": "نوع|نوع واحد|نوع دفتر|kind|type|unit type|unit kind",
    "trust": "اعتماد|سطح اعتماد|انتشار|نحوه انتشار|نحوهٔ انتشار|شیوه انتشار|شیوهٔ انتشار|trust|trust level",
    "region": "استان|نام استان|منطقه|ناحیه|محل|region|province",
    "topics": "موضوع|موضوع‌ها|موضوعات|حوزه|حوزه‌ها|زمینه|زمینه‌ها|حوزه فعالیت|topics|topic|subjects|fields",
    "time_zone": "منطقه زمانی|منطقهٔ زمانی|time zone|tz",
    "hours": "ساعت کار|ساعت کاری|ساعت اداری|ساعت‌های کار|ساعت‌های کاری|ساعات کار|ساعات کاری"
    "|hours|working hours|office hours",
    "unit_email": "رایانامه واحد|رایانامهٔ واحد|ایمیل واحد|unit e-mail|unit email|office e-mail|office email",
    "phone": "تلفن|شماره تلفن|تلفن واحد|شماره تماس|تلفن تماس|telephone|phone|tel",
    "person": "نام شخص|نام فرد|نام و نام خانوادگی|نام کامل|شخص|مسئول|نام مسئول|نام کارشناس|نام کاربر"
    "|person name|person|full name|contact person",
    "username": "نام کاربری|کاربر|شناسه کاربری|شناسهٔ کاربری|user name|user|login",
    "email": "رایانامه|نشانی رایانامه|ایمیل|نشانی ایمیل|آدرس ایمیل|پست الکترونیک|پست الکترونیکی"
    "|رایانامه شخص|رایانامهٔ شخص|e-mail|mail|e-mail address|person e-mail",
    "role": "نقش|سمت|نقش شخص|مسئولیت|role|position",
}
KINDS = {
    Unit.Kind.CENTRE: "مرکز|مرکز روابط عمومی|ستاد|وزارتخانه|centre|center|headquarters",
    Unit.Kind.OFFICE: "دفتر|دفتر دستگاه|دستگاه|روابط عمومی|روابط عمومی دستگاه|سازمان|شرکت|صندوق|مؤسسه|بنیاد|اداره کل|ادارهٔ کل"
    "|office|body's office|body|organisation|organization|agency",
    Unit.Kind.PROVINCE: "استان|استانی|دفتر استانی|دفتر استان|روابط عمومی استان|اداره کل استان|ادارهٔ کل استان"
    "|province|provincial|provincial office",
    Unit.Kind.LIAISON: "رابط|رابط خبری|رابط روابط عمومی|liaison",
}
TRUSTS = {
    Unit.Trust.AT_ONCE: "بی‌درنگ|بی‌درنگ منتشر می‌کند|مستقیم|انتشار مستقیم|فوری|بدون بازبینی|بدون بازبینی منتشر می‌کند|بدون تأیید"
    "|مورد اعتماد|کامل|بله|at once|publishes at once|publishes without a check|direct|immediate|trusted|full|yes",
    Unit.Trust.ONE_CHECK: "پس از بازبینی|پس از یک بازبینی|پس از یک بازبینی منتشر می‌کند|با بازبینی"
    "|یک بازبینی|با تأیید|پس از تأیید|عادی|خیر"
    "|one check|publishes after one check|after one check|check|checked|normal|no",
}
ROLES = {
    Role.OFFICER: "کارشناس|کارشناس روابط عمومی|مسئول|مسئول روابط عمومی|رابط|خبرنگار|officer|reporter",
    Role.EDITOR: "دبیر|سردبیر|دبیر خبر|ویراستار|editor",
    Role.HEAD: "رئیس|رئیس مرکز|رئیس واحد|مدیر|مدیر واحد|مدیرکل|مدیر روابط عمومی|سرپرست"
    "|head|head of unit|head of centre|head of center|manager|director",
    Role.SECRETARY: "دبیر شورا|دبیرخانه|منشی|secretary",
    Role.OBSERVER: "ناظر|observer",
}
HOURS = re.compile(r"(\d{1,2})(?:[:.٫](\d{2}))?\s*(?:-|–|—|تا|الی|to|until)\s*(\d{1,2})(?:[:.٫](\d{2}))?")


def plain(text: str) -> str:
    """The word without its spacing, its hyphens, and notes in brackets: "E-mail (work)" is "email"."""
    return fold_tight(re.sub(r"\([^)]*\)|[-_:*.]", "", text))


def words(table: dict[str, str]) -> dict[str, str]:
    """Every accepted spelling, made plain, with what it means."""
    return {plain(word): key for key, spellings in table.items() for word in spellings.split("|")}


BY_HEADING = words(HEADINGS)
BY_KIND = words({str(key.value): value for key, value in KINDS.items()})
BY_TRUST = words({str(key.value): value for key, value in TRUSTS.items()})
BY_ROLE = words({str(key.value): value for key, value in ROLES.items()})


def heading(text: str) -> str | None:
    """The column a heading names, or None."""
    return BY_HEADING.get(plain(text))


def hours(text: str) -> tuple[time, time] | None:
    """«۷:۳۰ تا ۱۵:۳۰» as two times, the first before the second, or None."""
    found = HOURS.fullmatch(to_latin(text).strip())
    if found is None:
        return None
    parts = [int(part or 0) for part in found.groups()]
    try:
        opens, closes = time(parts[0], parts[1]), time(parts[2], parts[3])
    except ValueError:
        return None
    return (opens, closes) if opens < closes else None
