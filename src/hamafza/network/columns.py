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
    "code": "کد|کد واحد|شناسه|شناسه واحد|code|unit code",
    "name": "نام|نام واحد|عنوان|عنوان واحد|واحد|name|unit|unit name|title",
    "name_en": "نام انگلیسی|نام به انگلیسی|نام لاتین|name in english|english name|name_en|name en",
    "parent": "کد بالادست|بالادست|کد واحد بالادست|واحد بالادست|مافوق|کد مافوق|زیرمجموعه|زیرمجموعهٔ"
    "|parent code|parent|belongs to|parent unit",
    "kind": "نوع|نوع واحد|kind|type|unit type",
    "trust": "اعتماد|سطح اعتماد|انتشار|trust|trust level",
    "region": "استان|منطقه|ناحیه|region|province",
    "topics": "موضوع|موضوع‌ها|موضوعات|حوزه|حوزه‌ها|topics|topic|subjects",
    "time_zone": "منطقه زمانی|منطقهٔ زمانی|time zone|timezone|tz",
    "hours": "ساعت کار|ساعت کاری|ساعت‌های کار|ساعت‌های کاری|ساعات کار|ساعات کاری|hours|working hours",
    "unit_email": "رایانامه واحد|رایانامهٔ واحد|ایمیل واحد|unit e-mail|unit email|office e-mail",
    "phone": "تلفن|شماره تلفن|تلفن واحد|telephone|phone",
    "person": "نام شخص|نام فرد|نام و نام خانوادگی|نام کامل|شخص|مسئول|person name|person|full name",
    "username": "نام کاربری|کاربر|user name|username|user|login",
    "email": "رایانامه|ایمیل|پست الکترونیک|پست الکترونیکی|رایانامه شخص|e-mail|email|mail|e-mail address",
    "role": "نقش|سمت|نقش شخص|role",
}
KINDS = {
    Unit.Kind.CENTRE: "مرکز|مرکز روابط عمومی|ستاد|centre|center",
    Unit.Kind.OFFICE: "دفتر|دفتر دستگاه|دستگاه|روابط عمومی|سازمان|office|body's office|body",
    Unit.Kind.PROVINCE: "استان|استانی|دفتر استانی|دفتر استان|province|provincial|provincial office",
    Unit.Kind.LIAISON: "رابط|رابط خبری|رابط روابط عمومی|liaison",
}
TRUSTS = {
    Unit.Trust.AT_ONCE: "بی‌درنگ|بی‌درنگ منتشر می‌کند|مستقیم|فوری|بدون بازبینی|at once|at-once|publishes at once|trusted",
    Unit.Trust.ONE_CHECK: "پس از بازبینی|پس از یک بازبینی|پس از یک بازبینی منتشر می‌کند|با بازبینی|یک بازبینی"
    "|one check|one-check|publishes after one check|checked",
}
ROLES = {
    Role.OFFICER: "کارشناس|کارشناس روابط عمومی|خبرنگار|officer",
    Role.EDITOR: "دبیر|سردبیر|ویراستار|editor",
    Role.HEAD: "رئیس|رییس|رئیس مرکز|مدیر|مدیر روابط عمومی|head|head of centre|head of center|manager",
    Role.SECRETARY: "دبیر شورا|دبیرخانه|منشی|secretary",
    Role.OBSERVER: "ناظر|observer",
}
HOURS = re.compile(r"(\d{1,2})(?:[:.٫](\d{2}))?\s*(?:-|–|—|تا|الی|to|until)\s*(\d{1,2})(?:[:.٫](\d{2}))?")


def words(table: dict[str, str]) -> dict[str, str]:
    """Every accepted spelling, folded, with what it means."""
    return {fold_tight(word): key for key, spellings in table.items() for word in spellings.split("|")}


BY_HEADING = words(HEADINGS)
BY_KIND = words({str(key.value): value for key, value in KINDS.items()})
BY_TRUST = words({str(key.value): value for key, value in TRUSTS.items()})
BY_ROLE = words({str(key.value): value for key, value in ROLES.items()})


def heading(text: str) -> str | None:
    """The column a heading names, or None."""
    return BY_HEADING.get(fold_tight(text.strip(" :*\u200c")))


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
