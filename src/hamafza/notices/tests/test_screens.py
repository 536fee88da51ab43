"""The list, the count, the settings and the devices, through the addresses people use."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.samples.given import given_text
from tests.world import World

from hamafza.network.events import session_name
from hamafza.notices import actions, queries
from hamafza.notices.consumers import forget_devices
from hamafza.notices.device_views import device_label
from hamafza.notices.kinds import Message
from hamafza.notices.models import Device, Notice, NoticeUrgency, Push, Rhythm
from hamafza.notices.tests.conftest import Happen
from hamafza.notices.tests.push_service import Browser
from hamafza.wire.models import Event

LIVE = {"X-Requested-With": "live"}


def client_of(world: World, name: str = "officer") -> Client:
    client = Client()
    client.force_login(world.people[name])
    return client


def to_officer(world: World, title: str = "x", **more: Any) -> Message:
    return Message(title=title, url="/desk/items/7/", people=[world.people["officer"].pk], **more)


def text(client: Client, path: str, **headers: Any) -> str:
    return client.get(path, **headers).content.decode()


def test_the_list_shows_what_is_new_first_and_what_came_onto_the_screen_is_seen(
    world: World, happen: Happen
) -> None:
    happen(to_officer(world, "کهنه"))
    actions.see(actor=world.as_("officer"))
    happen(to_officer(world, "یکم", urgency=NoticeUrgency.HIGH, exercise=True))
    happen(to_officer(world, "<دوم>"))
    client = client_of(world)
    assert "۲ تازه" in text(client, "/desk/notices/count/")
    page = text(client, "/desk/notices/")
    places = [page.index(word) for word in ("&lt;دوم&gt;", "یکم", "کهنه")]
    assert places == sorted(places)
    assert page.count("unseen") - page.count("data-unseen") == 2
    assert "تمرین" in page
    assert "۲ تازه" in text(client, "/desk/notices/count/")  # nothing says yet that it was on the screen
    first = Notice.objects.latest("pk")
    shown = client.post("/desk/notices/seen", {"notices": [first.pk]}, content_type="application/json")
    assert shown.status_code == 204
    assert "۱ تازه" in text(client, "/desk/notices/count/")
    client.post("/desk/notices/seen")
    assert "data-unseen" not in text(client, "/desk/notices/count/")
    assert not Notice.objects.filter(seen=None).exists()
    assert json.loads(Event.objects.latest("pk").payload)["notices"]


@pytest.mark.parametrize("said", [{}, {"notices": 5}, {"notices": ["x"]}, [1]])
def test_what_cannot_be_read_marks_nothing(world: World, happen: Happen, said: Any) -> None:
    happen(to_officer(world))
    answer = client_of(world).post("/desk/notices/seen", said, content_type="application/json")
    assert answer.status_code == 400
    assert Notice.objects.filter(seen=None).count() == 1


def test_nobody_marks_the_notices_of_others(world: World, happen: Happen) -> None:
    [notice] = happen(to_officer(world))
    said = {"notices": [notice.pk]}
    client_of(world, "trusted").post("/desk/notices/seen", said, content_type="application/json")
    assert Notice.objects.filter(seen=None).count() == 1


def test_the_bell_stands_on_every_page_of_the_desk(world: World, happen: Happen) -> None:
    happen(to_officer(world))
    for path in ("/desk/", "/desk/items/", "/desk/units/", "/desk/notices/settings/"):
        assert 'data-unseen="1"' in text(client_of(world), path)
    assert "data-unseen" not in text(client_of(world, "trusted"), "/desk/")


def test_the_link_leads_to_the_screen_where_it_is_answered(world: World, happen: Happen) -> None:
    [notice] = happen(to_officer(world), mail=Rhythm.NOW)
    answer = client_of(world).get(f"/desk/notices/{notice.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, "/desk/items/7/")
    notice.refresh_from_db()
    assert notice.seen is not None
    assert notice.mail_due is None


def test_whoever_is_not_logged_in_comes_back_to_the_link_after_it(world: World, happen: Happen) -> None:
    [notice] = happen(to_officer(world))
    answer = Client().get(f"/desk/notices/{notice.pk}/")
    assert f"next=/desk/notices/{notice.pk}/" in answer["Location"]
    notice.refresh_from_db()
    assert notice.seen is None


def test_a_notice_is_seen_once_however_often_it_is_opened(world: World, happen: Happen) -> None:
    [notice] = happen(to_officer(world))
    for _time in range(2):
        client_of(world).get(f"/desk/notices/{notice.pk}/")
    assert Event.objects.filter(kind="notices.notice.seen").count() == 1


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/desk/notices/", "/desk/notices/settings/", "/desk/notices/count/"])
def test_a_page_asks_few_questions_however_long_the_list(
    world: World, happen: Happen, path: str, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(40):
        happen(to_officer(world), subject=f"item:{number}")
    client = client_of(world)
    client.get("/desk/")
    with django_assert_max_num_queries(18):
        assert client.get(path).status_code == 200


def test_settings_are_kept_per_person_and_group(world: World) -> None:
    client = client_of(world)
    said = {"push-newsroom.checks": "on", "mail-newsroom.checks": "weekly", "mail-newsroom.own": "never"}
    client.post("/desk/notices/settings/", {**said, "starts": "22:00", "ends": "06:30"})
    found = {one.group.code: (one.push, one.mail) for one in queries.choices(world.as_("officer"))}
    assert found["newsroom.checks"] == (True, "weekly")
    assert found["newsroom.own"] == (False, "never")
    quiet = queries.quiet_hours(world.as_("officer"))
    assert quiet is not None
    assert (f"{quiet.starts:%H:%M}", f"{quiet.ends:%H:%M}", quiet.urgent_breaks) == ("22:00", "06:30", False)
    assert queries.quiet_hours(world.as_("trusted")) is None
    client.post("/desk/notices/settings/", {"starts": "", "ends": ""})
    assert queries.quiet_hours(world.as_("officer")) is None


def test_half_of_quiet_hours_and_unknown_rhythms_are_not_taken(world: World) -> None:
    client = client_of(world)
    answer = client.post("/desk/notices/settings/", {"starts": "22:00", "ends": ""})
    assert (answer.status_code, "هر دو ساعت" in answer.content.decode()) == (422, True)
    client.post("/desk/notices/settings/", {"mail-newsroom.checks": "yearly"})
    found = {one.group.code: one.mail for one in queries.choices(world.as_("officer"))}
    assert found["newsroom.checks"] == Rhythm.NOW


def subscription(number: int = 1, **change: Any) -> str:
    found = {
        "endpoint": f"https://push.example.org/{number}",
        "expirationTime": None,
        "keys": Browser("").keys,
    }
    return json.dumps({**found, **change})


def post(client: Client, path: str, body: str) -> int:
    return client.post(path, body, content_type="application/json").status_code


def test_a_browser_subscribes_and_leaves(world: World) -> None:
    client = client_of(world)
    body = subscription()
    assert post(client, "/desk/notices/devices", body) == 204
    device = Device.objects.get()
    assert device.session == session_name(client.session.session_key or "")
    assert post(client_of(world, "trusted"), "/desk/notices/devices/off", body) == 204
    assert Device.objects.count() == 1  # only one's own
    assert post(client, "/desk/notices/devices/off", body) == 204
    assert Device.objects.count() == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("[]", 400),
        ("null", 400),
        ('"x"', 400),
        ("\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), 400),
        (subscription(keys=None), 400),
        (subscription(endpoint=7), 400),
        (subscription(keys={"p256dh": "x", "auth": "y"}), 422),
        (subscription(endpoint="https://127.0.0.1/x"), 422),
        (subscription(more="x" * 5000), 400),
    ],
)
def test_what_is_no_subscription_is_refused(world: World, body: str, status: int) -> None:
    assert post(client_of(world), "/desk/notices/devices", body) == status
    assert Device.objects.count() == 0


def test_logging_out_takes_the_device_along(world: World) -> None:
    client, other = client_of(world), client_of(world)
    post(client, "/desk/notices/devices", subscription(1))
    post(other, "/desk/notices/devices", subscription(2))
    client.post("/accounts/logout/")
    for event in Event.objects.filter(kind="wire.revoke"):
        forget_devices(event)
    assert [device.endpoint for device in Device.objects.all()] == ["https://push.example.org/2"]


def test_the_worker_may_serve_the_whole_desk_and_is_never_stale(world: World) -> None:
    answer = Client().get("/desk/notices/worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/desk/"
    assert "no-cache" in answer["Cache-Control"]


@pytest.mark.parametrize(("language", "direction"), [("fa", "rtl"), ("en", "ltr")])
def test_the_manifest_makes_the_desk_an_app(world: World, language: str, direction: str) -> None:
    world.people["officer"].language = language
    world.people["officer"].save()
    found = client_of(world).get("/desk/notices/app.webmanifest").json()
    assert (found["dir"], found["start_url"], found["display"]) == (direction, "/desk/", "standalone")
    assert {icon["sizes"] for icon in found["icons"]} == {"192x192", "512x512"}


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
            "Chrome · Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1",
            "Safari · iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge · Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox · Linux"),
        ("curl/8", ""),
    ],
)
def test_a_person_knows_their_devices_again(agent: str, label: str) -> None:
    assert device_label(agent) == label


def test_a_screen_that_shows_the_count_spares_the_phone(world: World, happen: Happen) -> None:
    client = client_of(world)
    post(client, "/desk/notices/devices", subscription())
    [notice] = happen(to_officer(world))
    assert Push.objects.count() == 1
    client.post("/desk/notices/delivered")
    notice.refresh_from_db()
    assert (Push.objects.count(), notice.delivered is not None, notice.seen) == (0, True, None)


@pytest.mark.parametrize("typed", [given_text("38-quiet-hours-persian-digits.txt"), "starts=١٠ شب&ends=7:00"])
def test_quiet_hours_are_taken_in_any_digits(world: World, typed: str) -> None:
    said = dict(part.split("=") for part in typed.split("&"))
    assert client_of(world).post("/desk/notices/settings/", said).status_code == 302
    quiet = queries.quiet_hours(world.as_("officer"))
    assert quiet is not None
    assert (f"{quiet.starts:%H:%M}", f"{quiet.ends:%H:%M}") == ("22:00", "07:00")


def test_quiet_hours_that_are_half_understood_are_refused(world: World) -> None:
    answer = client_of(world).post("/desk/notices/settings/", {"starts": "۱۰", "ends": "۰۷:۰۰"})
    assert (answer.status_code, "صبح است یا عصر" in answer.content.decode()) == (422, True)


def test_many_notices_about_one_thing_on_one_day_are_one_line(world: World, happen: Happen) -> None:
    for at in range(26):
        happen(to_officer(world, f"پاسخ شمارهٔ {at}"))
    Notice.objects.update(subject="call:7", kind="calls.answer.done")
    happen(to_officer(world, "چیز دیگر"))
    client = client_of(world)
    page = text(client, "/desk/notices/")
    assert "۲۶ اعلان دربارهٔ همین" in page
    assert page.count('<li id="notice-') == 2
    told = re.findall(r'data-unseen-notice="([\d ]+)"', page)
    assert sorted(len(one.split()) for one in told) == [1, 26]  # who saw the line saw them all
    Notice.objects.filter(title="پاسخ شمارهٔ 3").update(made=timezone.now() - timedelta(days=2))
    assert "۲۵ اعلان دربارهٔ همین" in text(client, "/desk/notices/")
