"""What a program sends, with a body that is right: only the role decides."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

SOON, LATER = ((datetime.now(UTC) + timedelta(days=days)).isoformat() for days in (2, 5))
TO = {"units": ["trusted"]}
WHY = {"reason": "رقم نادرست بود"}
CHANGE = {"base_version": 1, "headline": "بیمهٔ کارگران فصلی"}
EVIDENCE = {
    "kind": "data",
    "label": "آزمایش",
    "source": "آزمایشگاه",
    "dated": "1405/09/03",
    "text": "کلر ۰٫۶",
}
RESPONSE = {
    "stance": "wrong",
    "headline": "آب کرج سالم است",
    "fact": "هر چهل نمونهٔ امروز استاندارد است.",
    "why": "تصویر از شهر دیگری است.",
    "contact": "روابط‌عمومی البرز",
}
CALL = {"unit": "centre", "kind": "cover", "title": "پوشش افتتاح", "deadline": SOON, "urgent": True, "to": TO}
HELP = {"title": "کارشناس", "kind": "expert", "skill": "حسابداری", "deadline": SOON, "to": TO}
AMENDED = {"text": "۱۲۴ برنامه", "reason": "شمارش دوباره"}
RULES = {"ceiling": 3, "quiet_from": "21:00", "quiet_until": "06:30", "remind_hours": 12}
ONE = "/incidents/{incident}"
LIVE = "/sessions/{live}/live"
SEATS, LEADS = "head secretary editor trusted", "admin head secretary"
NO_SEAT = "colleague observer outsider"
SPEAK, INVITED = "admin head secretary colleague officer", "head secretary editor colleague officer"
DECISION = {"session": "{deciding}", "point": "{decided_at}", "text": "نامه فرستاده شود", "owner": "province"}
DECISION |= {"due": LATER[:10]}
FUND = "admin trusted"
INDICATOR = {
    "unit": "province",
    "code": "roads",
    "name": "راه",
    "meaning": "روزهای بسته",
    "source": "دفتر راه",
}
VALUE = {"unit": "trusted", "period": "1402", "value": "17900"}
BASELINE = {"first": "1402", "last": "1402", "link": "https://example.org/statistics"}
COMPARED = {"unit": "trusted", "title": "دو سال", "indicators": ["training"]}
COMPARED |= {"before": ["1403-01", "1403-12"], "after": ["1404-01", "1404-12"]}
PROBLEM = {"unit": "province", "kind": "budget", "title": "دوربین نداریم", "cost": "هر ماه اجاره می‌کنیم"}


PNG = bytes.fromhex(  # one pixel
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0f01f0005000201"
    "5d9f1c6a0000000049454e44ae426082"
)
PDF = b"%PDF-1.4 table\n%%EOF"


EVERYBODY = "admin head secretary editor colleague officer observer trusted outsider"
MEMBERS = "admin head secretary editor colleague officer observer trusted"
INVOLVED = "admin head editor colleague officer observer trusted"
INSIDE = "admin head editor colleague officer observer"
PROVINCE = "admin head colleague officer"
WRITERS = "admin colleague officer"
ASKERS = "admin head secretary"
FAR = "secretary outsider"
STRANGERS = "trusted outsider"
OUTSIDE = "secretary trusted outsider"

NOT_ASKERS = "editor colleague officer observer trusted outsider"
MONTH = {
    "since": (date.today() - timedelta(days=40)).isoformat(),
    "until": (date.today() - timedelta(days=10)).isoformat(),
}
SPAN = f"since={MONTH['since']}&until={MONTH['until']}"
ROUND = {"unit": "centre", "title": "گزارش ماه", "deadline": SOON}

# method, path, a right body, status for those who may, who they are, and for whom it is not there; all others: 403
WRITING: list[tuple[str, str, Any, int, str, str]] = [
    ("POST", "/items", {"unit": "province", "headline": "خبر", "abstract": "لید"}, 201, WRITERS, ""),
    ("PATCH", "/items/{draft}", CHANGE, 200, "admin head editor colleague officer", OUTSIDE),
    ("POST", "/items/{draft}/submit", None, 200, "admin head editor colleague officer", OUTSIDE),
    ("POST", "/items/{sent}/publish", None, 200, "admin head editor colleague", OUTSIDE),
    ("POST", "/items/{sent}/return", WHY, 200, "admin head editor colleague", OUTSIDE),
    ("POST", "/items/{urgent}/check", None, 200, "admin head editor colleague", ""),
    ("POST", "/items/{shown}/correct", {**CHANGE, "note": "شمار افتاده بود"}, 200, "admin head trusted", ""),
    ("POST", "/items/{shown}/withdraw", WHY, 200, "admin head trusted", ""),
    ("POST", "/items/{shown}/relay", {"unit": "province"}, 201, WRITERS, ""),
    ("POST", LIVE + "/points/{heard}/step", {"do": "more"}, 200, LEADS, "outsider"),
    ("POST", LIVE + "/floor", None, 200, SEATS, "outsider"),
    ("POST", LIVE + "/turns/{turn}/step", {"do": "end"}, 200, LEADS + " trusted", "outsider"),
    ("POST", LIVE + "/attendance", {"presence": "present"}, 200, SEATS + " officer", "admin " + NO_SEAT),
    ("POST", LIVE + "/motions", {"hearing": "{heard}", "text": "رأی"}, 200, LEADS, "outsider"),
    ("POST", LIVE + "/motions/{motion}/vote", {"choice": "for"}, 200, SEATS, "outsider"),
    ("POST", LIVE + "/motions/{motion}/close", None, 200, LEADS, "outsider"),
    ("POST", LIVE + "/lines", {"hearing": "{heard}", "text": "سطر"}, 201, LEADS, "outsider"),
    ("POST", LIVE + "/lines/{line}", {"base": 1, "text": "سطر دیگر"}, 200, LEADS, "outsider"),
    ("POST", LIVE + "/end", None, 200, LEADS, "outsider"),
    ("POST", "/councils/{council}/sessions", {"starts": LATER}, 201, "admin secretary", "outsider"),
    ("POST", "/councils/{council}/points", {"kind": "report", "title": "گزارش"}, 201, SPEAK, "outsider"),
    (
        "POST",
        "/sessions/{coming}/move",
        {"starts": LATER, "reason": "سفر"},
        200,
        "admin secretary",
        "outsider",
    ),
    ("POST", "/sessions/{coming}/step", {"do": "lock"}, 200, "admin secretary", "outsider"),
    ("POST", "/sessions/{coming}/order", {"hearings": []}, 200, "admin secretary", "outsider"),
    ("POST", "/sessions/{coming}/reply", {"reply": "come"}, 200, INVITED, "outsider"),
    ("POST", "/points/{raised}/step", {"do": "end"}, 200, "admin head secretary", "outsider"),
    ("POST", "/sessions/{ended}/minutes/step", {"do": "offer"}, 200, "admin secretary", NO_SEAT),
    ("POST", "/sessions/{commented}/minutes/comments", {"text": "نه"}, 201, "admin " + SEATS, NO_SEAT),
    ("POST", "/sessions/{commented}/minutes/comments/{comment}/settle", {}, 200, LEADS, NO_SEAT),
    ("POST", "/sessions/{signed}/minutes/lines/{written}/amend", AMENDED, 200, LEADS, "outsider"),
    ("POST", "/sessions/{signed}/minutes/news", {}, 200, "head secretary", "outsider"),
    ("POST", "/indicators", INDICATOR, 201, WRITERS, ""),
    ("POST", "/indicators/training/values", {"values": [VALUE]}, 200, FUND, "outsider"),
    ("POST", "/indicators/training/calls", {"period": "1401", "deadline": LATER}, 200, FUND, "outsider"),
    ("POST", "/indicators/training/baselines", BASELINE, 200, "admin head", "outsider"),
    ("POST", "/comparisons", COMPARED, 201, FUND, ""),
    ("POST", "/comparisons/{comparison}/count", None, 200, FUND, "outsider"),
    ("POST", "/works", {"unit": "province", "title": "کارگاه سیار"}, 201, WRITERS, ""),
    ("PATCH", "/works/{work}", {"title": "کارگاه برق"}, 200, WRITERS, OUTSIDE),
    ("POST", "/works/{work}/step", {"do": "progress", "share": 40}, 200, WRITERS, OUTSIDE),
    ("POST", "/works/{work}/evidence", {"url": "https://example.org/list"}, 200, WRITERS, OUTSIDE),
    ("POST", "/works/{work}/evidence/{proof}/remove", None, 200, WRITERS, OUTSIDE),
    ("POST", "/works/{finished}/draft", None, 200, WRITERS, OUTSIDE),
    ("POST", "/units/province/report/words", {**MONTH, "group": "asks", "text": "دوربین"}, 200, WRITERS, ""),
    ("POST", "/units/province/report/hand-in", {**MONTH, "note": "دوربین"}, 200, WRITERS, ""),
    ("POST", "/reports/{report}/send-back", WHY, 200, ASKERS, STRANGERS),
    ("POST", "/report-rounds", {**ROUND, **MONTH}, 201, ASKERS, ""),
    ("POST", "/report-rounds/{round}/book", None, 200, ASKERS, NOT_ASKERS),
    ("POST", "/units/province/works", {"public": True}, 200, "admin head editor colleague", ""),
    ("POST", "/relays/{relay}/withdraw", WHY, 200, "admin head", ""),
    ("POST", "/relays/{relay}/take-over", None, 200, "admin head", ""),
    ("POST", "/relays/{relay}/follow", {"follow": True}, 200, "admin head", ""),
    ("POST", "/relays/{waiting}/clear", None, 200, "admin head editor colleague", OUTSIDE),
    ("POST", "/relays/{waiting}/return", WHY, 200, "admin head editor colleague", OUTSIDE),
    ("POST", "/calls", CALL, 201, ASKERS, ""),
    ("POST", "/calls/preview", {"unit": "centre", "to": TO}, 200, ASKERS, ""),
    (
        "POST",
        "/calls/hand-over",
        {"unit": "province", "away": "officer", "deputy": "colleague"},
        200,
        PROVINCE,
        "",
    ),
    ("POST", "/calls/rules", RULES, 200, "admin", ""),
    ("POST", "/calls/{call}/answer", {"do": "accept", "unit": "province"}, 200, WRITERS, STRANGERS),
    ("POST", "/calls/{done}/answers/province/confirm", None, 200, ASKERS, STRANGERS),
    ("POST", "/calls/{done}/answers/province/return", WHY, 200, ASKERS, STRANGERS),
    ("POST", "/calls/{call}/remind", None, 200, ASKERS, STRANGERS),
    ("POST", "/calls/{call}/extend", {"deadline": LATER}, 200, ASKERS, STRANGERS),
    ("POST", "/calls/{call}/close", None, 200, ASKERS, STRANGERS),
    ("POST", "/calls/{call}/cancel", WHY, 200, ASKERS, STRANGERS),
    (
        "POST",
        "/incidents",
        {"unit": "province", "claim": "می‌گویند آب آلوده است", "where": "کانال"},
        201,
        WRITERS,
        "",
    ),
    ("POST", "/incidents/limits", {"clock": "ownership", "severity": 4, "minutes": 20}, 200, "admin", ""),
    ("POST", ONE + "/people", {"person": "colleague", "role": "scribe"}, 200, PROVINCE, FAR),
    (
        "POST",
        ONE + "/triage",
        {"severity": 4, "kind": "false", "reason": "گسترده‌تر شد"},
        200,
        "admin head",
        FAR,
    ),
    ("POST", ONE + "/steps", {"do": "escalate", "reason": "به کمک نیاز داریم"}, 200, PROVINCE, FAR),
    ("POST", ONE + "/merge", {"into": "{answered}"}, 200, "admin head", FAR),
    ("POST", ONE + "/holding", {"text": "در حال بررسی هستیم."}, 200, WRITERS, FAR),
    ("POST", ONE + "/evidence", EVIDENCE, 201, WRITERS, FAR),
    ("POST", ONE + "/evidence-file", {**EVIDENCE, "file": PDF}, 201, WRITERS, FAR),
    ("POST", ONE + "/evidence/{piece}/check", None, 200, "admin head editor colleague", FAR),
    ("POST", ONE + "/facts/facts", {"text": "چهل نمونه", "base": 0}, 200, PROVINCE, FAR),
    ("POST", ONE + "/response", RESPONSE, 200, WRITERS, FAR),
    ("POST", ONE + "/help", HELP, 201, PROVINCE, FAR),
    ("POST", "/incidents/{offered}/offers/trusted/take", None, 200, PROVINCE, FAR),
    ("POST", "/incidents/{offered}/offers/trusted/pass", None, 200, PROVINCE, FAR),
    ("POST", "/incidents/{helped}/helps/trusted/release", None, 200, PROVINCE, FAR),
    ("POST", ONE + "/situation", {"text": "آرام است"}, 200, PROVINCE, FAR),
    ("POST", ONE + "/spread", {"where": "کانال", "mentions": 3}, 200, PROVINCE, FAR),
    ("POST", "/incidents/{answered}/pack", {"sentences": "دو جمله برای آغاز.", "to": TO}, 201, WRITERS, FAR),
    ("POST", "/incidents/{closed}/review", {"true": "سالم بود", "lessons": "زودتر"}, 200, PROVINCE, FAR),
    ("POST", "/incidents/{answered}/explainers", {"item": "{explainer}"}, 200, PROVINCE, FAR),
    ("POST", "/incidents/{answered}/voices", {"item": "{own}"}, 200, WRITERS, FAR),
    ("POST", "/decisions", DECISION, 201, "admin head secretary", "outsider"),
    ("POST", "/decisions/{decision}/step", {"do": "block", **WHY}, 200, "colleague officer", "outsider"),
    ("POST", "/problems", PROBLEM, 201, WRITERS, ""),
    ("POST", "/problems/{problem}/join", {"unit": "trusted"}, 200, "admin trusted", "outsider"),
    ("POST", "/problems/{problem}/step", {"do": "take-up"}, 200, "admin head editor", "outsider"),
    ("POST", "/pictures", {"unit": "province", "file": PNG}, 201, WRITERS, ""),
    ("POST", "/files", {"unit": "province", "file": PDF}, 201, WRITERS, ""),
    ("POST", "/verify", {"text": "بیمهٔ کارگران"}, 200, EVERYBODY, ""),
    ("POST", "/wire/ticket", None, 200, EVERYBODY, ""),
    ("POST", "/wire/probe", {"text": "x"}, 201, "admin", ""),
]

# The same for what changes nothing.
READING: list[tuple[str, str, Any, int, str, str]] = [
    ("GET", "/me", None, 200, EVERYBODY, ""),
    ("GET", "/units", None, 200, EVERYBODY, ""),
    ("GET", "/units/province", None, 200, EVERYBODY, ""),
    ("GET", "/topics", None, 200, EVERYBODY, ""),
    ("GET", "/items", None, 200, EVERYBODY, ""),
    ("GET", "/items/{draft}", None, 200, INSIDE, OUTSIDE),
    ("GET", "/items/{shown}", None, 200, EVERYBODY, ""),
    (
        "GET",
        "/items/{shown}/versions",
        None,
        200,
        "admin head trusted",
        "secretary editor colleague officer observer outsider",
    ),
    ("GET", "/search?q=x", None, 200, EVERYBODY, ""),
    ("GET", "/wire", None, 200, EVERYBODY, ""),
    ("GET", "/wire?unit=province", None, 200, INSIDE, OUTSIDE),
    ("GET", "/wire/events", None, 200, EVERYBODY, ""),
    ("GET", LIVE, None, 200, MEMBERS, "outsider"),
    ("GET", LIVE + "/lines", None, 200, MEMBERS, "outsider"),
    ("GET", "/sessions/{signed}/minutes", None, 200, MEMBERS, "outsider"),
    ("GET", "/councils", None, 200, EVERYBODY, ""),
    ("GET", "/councils/{council}", None, 200, MEMBERS, "outsider"),
    ("GET", "/sessions", None, 200, EVERYBODY, ""),
    ("GET", "/sessions/{coming}", None, 200, MEMBERS, "outsider"),
    ("GET", "/points", None, 200, EVERYBODY, ""),
    ("GET", "/points/{raised}", None, 200, MEMBERS, "outsider"),
    ("GET", "/holidays", None, 200, MEMBERS, "outsider"),
    ("GET", f"/units/province/report?{SPAN}", None, 200, INSIDE, OUTSIDE),
    ("GET", "/reports", None, 200, EVERYBODY, ""),
    ("GET", "/reports/{report}/versions/1", None, 200, f"{INSIDE} secretary", STRANGERS),
    ("GET", "/report-rounds/{round}", None, 200, ASKERS, NOT_ASKERS),
    ("GET", "/report-books/{book}", None, 200, ASKERS, NOT_ASKERS),
    ("GET", "/indicators", None, 200, EVERYBODY, ""),
    ("GET", "/indicators/training", None, 200, MEMBERS, "outsider"),
    ("GET", "/indicators/training/values", None, 200, MEMBERS, "outsider"),
    ("GET", "/comparisons", None, 200, EVERYBODY, ""),
    ("GET", "/comparisons/{comparison}", None, 200, MEMBERS, "outsider"),
    ("GET", "/works", None, 200, EVERYBODY, ""),
    ("GET", "/works/{work}", None, 200, INSIDE, OUTSIDE),
    ("GET", "/relays", None, 200, EVERYBODY, ""),
    ("GET", "/relays/{relay}", None, 200, EVERYBODY, ""),
    ("GET", "/relays/{waiting}", None, 200, INSIDE, OUTSIDE),
    ("GET", "/relays/suggestions", None, 200, MEMBERS, "outsider"),
    ("GET", "/relays/ledger", None, 200, MEMBERS, "outsider"),
    ("GET", "/calls", None, 200, EVERYBODY, ""),
    ("GET", "/calls/rules", None, 200, MEMBERS, "outsider"),
    ("GET", "/calls/{call}", None, 200, "admin head secretary editor colleague officer observer", STRANGERS),
    (
        "GET",
        "/calls/{call}/answers",
        None,
        200,
        "admin head secretary editor colleague officer observer",
        STRANGERS,
    ),
    ("GET", "/decisions", None, 200, EVERYBODY, ""),
    ("GET", "/decisions/{decision}", None, 200, MEMBERS, "outsider"),
    ("GET", "/problems", None, 200, EVERYBODY, ""),
    ("GET", "/problems/alike?text=x", None, 200, MEMBERS, "outsider"),
    ("GET", "/problems/{problem}", None, 200, MEMBERS, "outsider"),
    ("GET", "/incidents", None, 200, EVERYBODY, ""),
    ("GET", "/incidents/limits", None, 200, MEMBERS, "outsider"),
    ("GET", ONE, None, 200, INVOLVED, FAR),
    ("GET", ONE + "/transitions", None, 200, INVOLVED, FAR),
    ("GET", ONE + "/room", None, 200, INVOLVED, FAR),
    ("GET", "/pictures/{picture}", None, 200, INSIDE, OUTSIDE),
    ("GET", "/files/{file}", None, 200, INSIDE, OUTSIDE),
]
