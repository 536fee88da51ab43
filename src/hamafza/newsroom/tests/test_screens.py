"""Items at the desk, through HTTP: who may press what, and what a person is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from tests.samples.given import given_text
from tests.world import World

from hamafza.network.models import Person
from hamafza.network.tests.permissions import ROLES
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item, ItemState
from hamafza.newsroom.tests.screen_rows import ROWS


@pytest.fixture
def speak_english(world: World) -> World:
    for person in world.people.values():
        person.language = "en"
        person.save(update_fields=["language"])
    return world


def client_of(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name])
    return client


def draft(world: World, by: str = "officer", unit: str = "province", **more: object) -> Item:
    texts = {"headline": "افتتاح کارگاه", "abstract": "خلاصهٔ خبر", "topics": ["work"], **more}
    return actions.create(actor=world.as_(by), unit=world.units[unit], content=Content(**texts))  # type: ignore[arg-type]


def submitted(world: World, **more: object) -> Item:
    return actions.submit(actor=world.as_("officer"), item=draft(world, **more))


def published(world: World) -> Item:
    return actions.publish(actor=world.as_("trusted"), item=draft(world, "trusted", "trusted"))


def press(world: World, name: str, item: Item, what: str, **typed: str) -> str:
    """Press a button and read the page that follows."""
    client = client_of(world, name)
    return client.post(f"/desk/items/{item.pk}/{what}/", typed, follow=True).content.decode()


def state(item: Item) -> str:
    return Item.objects.get(pk=item.pk).state


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_what_the_table_says(world: World, role: str) -> None:
    client = Client()
    if role != "anonymous":
        client.force_login(world.people[role])
    names = {"draft": draft(world).pk, "waiting": submitted(world).pk, "shown": published(world).pk}
    wrong = [
        f"{method} {path}: {status}, not {wanted[role]}"
        for method, path, wanted in ROWS
        if (status := client.generic(method, path.format(**names)).status_code) != wanted[role]
    ]
    assert wrong == []


BUTTONS = {
    "officer": {"urgent"},
    "observer": set(),
    "colleague": {"publish", "return", "urgent"},
    "editor": {"publish", "return", "urgent"},
    "head": {"publish", "return", "urgent"},
    "admin": {"publish", "return", "urgent"},
}


@pytest.mark.parametrize("role", BUTTONS)
def test_a_waiting_item_offers_each_role_its_buttons(world: World, role: str) -> None:
    item = submitted(world)
    page = client_of(world, role).get(f"/desk/items/{item.pk}/").content.decode()
    offered = {
        name
        for name in ("submit", "publish", "return", "urgent", "check", "withdraw", "feature")
        if f'action="/desk/items/{item.pk}/{name}/"' in page
    }
    assert offered == BUTTONS[role]


def test_an_item_goes_from_draft_to_the_public_through_two_people(speak_english: World) -> None:
    item = draft(speak_english)
    assert "Sent for a check." in press(speak_english, "officer", item, "submit")
    assert "Published." in press(speak_english, "colleague", item, "publish")
    assert state(item) == ItemState.PUBLISHED


def test_an_embargo_typed_in_the_persian_calendar_holds_the_item_back(world: World) -> None:
    item = submitted(world)
    press(world, "colleague", item, "publish", embargoed="۱۴۹۹/۰۹/۰۳ ۱۴:۳۰")
    item.refresh_from_db()
    assert item.embargoed is not None
    assert (item.embargoed.year, item.firstpublished) == (2120, None)


def test_an_embargo_that_cannot_be_read_publishes_nothing_and_says_why(world: World) -> None:
    item = submitted(world)
    assert "notice-danger" in press(world, "colleague", item, "publish", embargoed="فردا شاید")
    assert state(item) == ItemState.SUBMITTED


@pytest.mark.parametrize(
    ("name", "until"),
    [
        ("03-embargo-24.txt", "2027-03-02T00:00:00+03:30"),
        ("04-embargo-bare-afternoon.txt", "2027-03-01T14:00:00+03:30"),
    ],
)
def test_the_whole_of_an_embargo_is_understood(world: World, name: str, until: str) -> None:
    item = submitted(world)
    press(world, "colleague", item, "publish", embargoed=given_text(name))
    item.refresh_from_db()
    assert item.embargoed == datetime.fromisoformat(until)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("۱۴۹۹/۰۹/۰۳", "چه ساعتی؟"),
        ("۱۴۹۹/۰۹/۰۳ ساعت ۲", "صبح است یا عصر؟"),
        ("۳۱ مهر ۱۴۹۹ ۱۰:۰۰", "چنین روزی نیست"),
        ("۱۴۰۱/۰۹/۰۳ ۱۴:۳۰", "این زمان گذشته است"),
    ],
)
def test_half_an_embargo_is_asked_about_and_never_filled_in(world: World, typed: str, said: str) -> None:
    item = submitted(world)
    assert said in press(world, "colleague", item, "publish", embargoed=typed)
    assert state(item) == ItemState.SUBMITTED


@pytest.mark.parametrize(
    ("who", "what", "said"),
    [
        ("officer", "publish", "This unit publishes after a check by a second person."),
        ("officer", "return", "Your role does not allow this."),
        ("observer", "submit", "Your role does not allow this."),
        ("colleague", "return", "Write the reason or the note."),
        ("colleague", "check", "This is no longer possible"),
    ],
)
def test_a_refusal_is_said_in_words(speak_english: World, who: str, what: str, said: str) -> None:
    item = submitted(speak_english)
    assert said in press(speak_english, who, item, what)
    assert state(item) == ItemState.SUBMITTED


def test_nobody_checks_their_own_item(speak_english: World) -> None:
    item = actions.submit(actor=speak_english.as_("colleague"), item=draft(speak_english, "colleague"))
    said = press(speak_english, "colleague", item, "publish")
    assert "You cannot check what you wrote or added yourself. A second person checks it." in said
    assert "You wrote this yourself. A second person checks it." in said


def test_an_item_without_a_headline_is_not_sent_and_says_what_is_missing(speak_english: World) -> None:
    item = draft(speak_english, headline="")
    assert "Write the headline." in press(speak_english, "officer", item, "submit")
    assert state(item) == ItemState.DRAFT


def test_an_urgent_publication_is_counted_and_checked_afterwards(world: World) -> None:
    item = draft(world)
    press(world, "officer", item, "urgent", reason="زلزله")
    listed = client_of(world, "trusted").get("/desk/urgent/").content.decode()
    assert "افتتاح کارگاه" in listed
    assert "۱۰۰٪" in listed
    press(world, "colleague", item, "check")
    item.refresh_from_db()
    assert item.checked is not None


def test_a_withdrawn_item_keeps_its_reason_on_the_page(world: World) -> None:
    item = published(world)
    assert "نادرست بود" in press(world, "head", item, "withdraw", reason="نادرست بود")
    assert state(item) == ItemState.RETIRED


def test_a_head_puts_an_item_on_top_and_takes_it_down(world: World) -> None:
    item = published(world)
    press(world, "head", item, "feature", on="1")
    item.refresh_from_db()
    assert item.featured is not None
    press(world, "head", item, "feature", on="0")
    item.refresh_from_db()
    assert item.featured is None


def test_what_is_withdrawn_leaves_the_top_of_the_front_page(world: World) -> None:
    item = published(world)
    actions.feature(actor=world.as_("head"), item=item, on=True)
    actions.withdraw(actor=world.as_("trusted"), item=item, reason="نادرست بود")
    item.refresh_from_db()
    assert item.featured is None


def test_the_history_marks_the_words_that_changed(world: World) -> None:
    item = draft(world)
    content = Content(headline="افتتاح نمایشگاه", abstract="خلاصهٔ خبر", topics=["work"])
    actions.edit(actor=world.as_("officer"), item=item, content=content, base_number=1)
    page = client_of(world, "officer").get(f"/desk/items/{item.pk}/").content.decode()
    assert "</span>کارگاه</del>" in page
    assert "</span>نمایشگاه</ins>" in page


def test_other_units_do_not_read_a_correction_before_its_check(world: World) -> None:
    item = actions.publish(actor=world.as_("colleague"), item=submitted(world))
    content = Content(headline="تیتر در راه", abstract="خلاصهٔ خبر", topics=["work"])
    actions.correct(actor=world.as_("officer"), item=item, content=content, base_number=1, note="نام")
    for path in (f"/desk/items/{item.pk}/", "/desk/items/?scope=network", "/desk/"):
        assert "تیتر در راه" not in client_of(world, "trusted").get(path).content.decode()
    assert "تیتر در راه" in client_of(world, "colleague").get(f"/desk/items/{item.pk}/").content.decode()


def test_what_a_correction_changes_stands_above_the_button_that_publishes_it_and_is_told_as_a_correction(
    world: World,
) -> None:
    item = actions.publish(actor=world.as_("colleague"), item=submitted(world))
    content = Content(headline="افتتاح نمایشگاه", abstract="خلاصهٔ خبر", topics=["work"])
    actions.correct(actor=world.as_("officer"), item=item, content=content, base_number=1, note="نام")
    client = client_of(world, "colleague")
    page = client.get(f"/desk/items/{item.pk}/").content.decode()
    assert page.index("</span>نمایشگاه</ins>") < page.index(f"/desk/items/{item.pk}/publish/")
    said = client.post(f"/desk/items/{item.pk}/publish/", follow=True).content.decode()
    assert "اصلاح شد" in said
    assert "منتشر شد." not in said


def test_filters_choose_by_whose_state_and_unit(world: World) -> None:
    draft(world, headline="پیش‌نویس ما")
    submitted(world, headline="در راه بازبینی")
    client = client_of(world, "editor")
    mine = client.get("/desk/items/?scope=mine").content.decode()
    waiting = client.get("/desk/items/?state=submitted&unit=province").content.decode()
    assert "پیش‌نویس ما" not in mine
    assert "در راه بازبینی" in waiting
    assert "پیش‌نویس ما" not in waiting


def test_the_live_script_gets_the_item_without_the_frame(world: World) -> None:
    item = draft(world)
    page = client_of(world, "officer").get(f"/desk/items/{item.pk}/", headers={"X-Requested-With": "live"})
    assert page.content.decode().startswith('<div id="item"')


@pytest.mark.parametrize("path", ["/desk/items/", "/desk/checks/", "/desk/urgent/", "/desk/items/{pk}/"])
def test_a_screen_takes_few_queries_however_much_it_shows(
    world: World, path: str, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(8):
        item = submitted(world, headline=f"خبر {number}")
        if number % 2:
            actions.publish_urgently(actor=world.as_("officer"), item=item, reason="فوری")
    client = client_of(world, "colleague")
    with django_assert_max_num_queries(23):
        assert client.get(path.format(pk=item.pk)).status_code == 200


def test_a_published_item_says_what_is_missing_and_not_what_to_do_before_it(speak_english: World) -> None:
    item = draft(speak_english, "trusted", "trusted", topics=[])
    client = client_of(speak_english, "trusted")
    assert "Before it is published" in client.get(f"/desk/items/{item.pk}/").content.decode()
    actions.publish(actor=speak_english.as_("trusted"), item=item)
    page = client.get(f"/desk/items/{item.pk}/").content.decode()
    assert "Before it is published" not in page
    assert "Still missing" in page


def test_the_history_tells_what_happened_in_whole_verbs(world: World) -> None:
    item = published(world)
    actions.withdraw(actor=world.as_("trusted"), item=item, reason="نادرست بود")
    page = client_of(world, "trusted").get(f"/desk/items/{item.pk}/").content.decode()
    steps = page[page.index('class="timeline"') :]
    assert "<strong>منتشر شد</strong>" in steps
    assert "<strong>پس گرفته شد</strong>" in steps


@pytest.mark.django_db
def test_where_no_unit_is_yet_a_new_item_begins_with_the_first_unit() -> None:
    first = Person.objects.create_user("first", is_administrator=True, language="en")
    client = Client()
    client.force_login(first)
    page = client.get("/desk/items/new/", follow=True)
    assert page.redirect_chain == [("/desk/units/new", 302)]
    assert "Add a unit first" in page.content.decode()
