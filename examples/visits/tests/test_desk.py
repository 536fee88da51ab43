"""A visit is announced, confirmed by a second person, or called off with a reason."""

import pytest
from django.urls import reverse
from tests.world import World

from examples.visits.actions import VISITS, VisitFacts
from examples.visits.models import Visit
from examples.visits.tests.cast import announced
from hamafza.notices import kinds
from hamafza.notices.making import make
from hamafza.notices.models import Notice
from hamafza.pages.refusals import NotAllowed
from hamafza.wire.models import Event

pytestmark = pytest.mark.usefixtures("positions")
FORM = {"unit": "", "subject": "درمانگاه تازه", "begins": "۱۴۲۰/۰۹/۱۰ ساعت ۱۰:۳۰", "guests": "8"}


def told() -> set[str]:
    """Who was told of what happened last."""
    kinds.discover()
    make(Event.objects.order_by("-pk")[0])
    return set(Notice.objects.values_list("person__username", flat=True))


def test_a_unit_announces_a_visit_by_the_form(world: World) -> None:
    answer = world.client("officer").post("/desk/visits/new/", {**FORM, "unit": world.units["province"].pk})
    visit = Visit.objects.get()
    assert answer.headers["Location"] == reverse("visit", args=[visit.pk])
    assert (visit.state, visit.guests, visit.announced_by.username) == ("announced", 8, "officer")
    assert [step.says for step in visit.steps.all()] == ["بازدید اعلام شد."]


def test_nobody_announces_a_visit_to_another_unit(world: World) -> None:
    with pytest.raises(NotAllowed):
        announced(world, "trusted")
    said = world.client("trusted").post("/desk/visits/new/", {**FORM, "unit": world.units["province"].pk})
    assert said.status_code == 422
    assert not Visit.objects.exists()


def test_a_second_tap_announces_nothing_again(world: World) -> None:
    first = announced(world)
    again = announced(world, begins=first.begins)
    assert again.pk == first.pk
    assert Event.objects.filter(kind="visits.visit.announced").count() == 1


def test_a_second_tap_on_the_form_is_no_mistake(world: World) -> None:
    client, said = world.client("officer"), {**FORM, "unit": world.units["province"].pk}
    places = {client.post("/desk/visits/new/", said).headers["Location"] for _tap in range(2)}
    assert places == {reverse("visit", args=[Visit.objects.get().pk])}


@pytest.mark.parametrize(
    ("who", "state"), [("officer", "announced"), ("colleague", "confirmed"), ("head", "confirmed")]
)
def test_a_second_person_confirms(world: World, who: str, state: str) -> None:
    visit = announced(world)
    world.client(who).post(f"/desk/visits/{visit.pk}/confirm/")
    visit.refresh_from_db()
    assert visit.state == state


def test_nobody_confirms_what_they_announced(world: World) -> None:
    visit = announced(world, "colleague")
    with pytest.raises(NotAllowed):
        VISITS.act("confirm", world.as_("colleague"), visit)
    assert "confirm/" not in world.client("colleague").get(f"/desk/visits/{visit.pk}/").content.decode()


def test_a_visit_is_not_called_off_without_a_reason(world: World) -> None:
    visit, client = announced(world), world.client("officer")
    path = f"/desk/visits/{visit.pk}/call-off/"
    assert "بنویسید چرا" in client.post(path, {"reason": " "}, follow=True).content.decode()
    shown = client.post(path, {"reason": "راه بسته است."}, follow=True).content.decode()
    assert "بازدید لغو شد." in shown
    assert "راه بسته است." in shown


def test_the_list_is_narrowed_chosen_from_and_taken_along(world: World) -> None:
    one, other = announced(world), announced(world, subject="کارگاه")
    head = world.client("head")
    assert "کارگاه" not in head.get("/desk/visits/?q=درمانگاه").content.decode()
    head.post("/desk/visits/", {"do": "confirm", "pick": [one.pk, other.pk]})
    assert set(Visit.objects.values_list("state", flat=True)) == {"confirmed"}
    table = b"".join(head.post("/desk/visits/", {"do": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert table.splitlines()[0].endswith("موضوع بازدید,واحد,زمان بازدید,تعداد خبرنگاران,وضعیت")
    assert "تأییدشده" in table


def test_what_waits_for_me_is_counted_in_the_frame(world: World) -> None:
    announced(world)
    assert '<span class="pip">۱</span>' in world.client("colleague").get("/desk/visits/").content.decode()
    assert '<span class="pip">۱</span>' not in world.client("officer").get("/desk/visits/").content.decode()


def test_what_happens_is_in_the_ledger_for_the_unit_and_all_above_it(world: World) -> None:
    visit = announced(world)
    event = Event.objects.get(kind="visits.visit.announced")
    assert VisitFacts.read(event) == VisitFacts(
        row=visit.pk, unit=visit.unit_id, state="announced", by=world.people["officer"].pk
    )
    above = [world.units[code].pk for code in ("province", "body", "centre")]
    assert event.subject == f"visit:{visit.pk}"
    assert set(event.audiences.split()) == {f"unit:{pk}" for pk in above}


def test_a_new_visit_is_told_to_those_who_may_confirm_it(world: World) -> None:
    announced(world)
    assert told() == {"colleague", "editor", "head"}


def test_what_becomes_of_it_is_told_to_the_unit(world: World) -> None:
    VISITS.act("confirm", world.as_("head"), announced(world))
    assert told() == {"officer", "colleague"}


def test_the_audit_trail_has_words_for_it(world: World) -> None:
    VISITS.act("confirm", world.as_("admin"), announced(world))
    assert "بازدید تأیید شد." in world.client("admin").get("/desk/record/").content.decode()


def test_a_list_of_thirty_visits_costs_as_much_as_one_of_one(
    world: World, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    for number in range(30):
        announced(world, subject=f"بازدید {number}")
    client = world.client("head")
    client.get("/desk/visits/")
    with django_assert_max_num_queries(16):
        client.get("/desk/visits/")
