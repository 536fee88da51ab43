"""A unit says what hinders it in half a minute, and sees who said the same."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.world import World

from hamafza.network.models import Unit
from hamafza.notices import kinds
from hamafza.notices.making import make
from hamafza.notices.models import Notice
from hamafza.problems import actions, likeness, queries
from hamafza.problems.actions import UnitWords
from hamafza.problems.events import ProblemFacts
from hamafza.problems.models import Problem
from hamafza.problems.tests.cast import TITLE, join, reported, shared
from hamafza.wire.models import Event

pytestmark = pytest.mark.usefixtures("positions")
ALIKE = "مجوز عکاسی در کارگاه ها خیلی دير می رسد"  # other letters, no half-spaces
FORM = {"title": TITLE, "kind": "bureaucracy", "cost": "دو روز", "do": "report"}


def form(world: World, unit: str, **said: str) -> dict[str, object]:
    return {**FORM, "unit": world.units[unit].pk, **said}


def told() -> set[str]:
    """Who was told of what happened last."""
    kinds.discover()
    Notice.objects.all().delete()
    make(Event.objects.order_by("-pk")[0])
    return set(Notice.objects.values_list("person__username", flat=True))


def test_a_problem_is_reported_by_the_form(world: World) -> None:
    answer = world.client("officer").post("/desk/problems/new/", form(world, "province"))
    problem = Problem.objects.get()
    assert answer.headers["Location"] == reverse("problem", args=[problem.pk])
    assert (problem.state, problem.voices.get().cost) == ("open", "دو روز")


def test_a_second_tap_reports_nothing_again(world: World) -> None:
    client = world.client("officer")
    for _tap in range(2):
        client.post("/desk/problems/new/", form(world, "province", shown=str(one_or_none())))
    assert Problem.objects.count() == 1


def one_or_none() -> int:
    found = Problem.objects.first()
    return found.pk if found else 0


def test_another_text_under_the_same_line_is_told_and_kept(world: World) -> None:
    known = reported(world)
    said = form(world, "province", cost="سه روز", shown=str(known.pk))
    answer = world.client("officer").post("/desk/problems/new/", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "سه روز" in page
    assert "پیش‌تر" in page


def test_what_other_units_said_is_shown_while_writing(world: World) -> None:
    shared(world)
    page = world.client("trusted").post("/desk/problems/alike/", {"title": ALIKE}).content.decode()
    assert TITLE in page
    assert "۳ واحد" in page
    assert (
        TITLE
        not in world.client("trusted").post("/desk/problems/alike/", {"title": "دوربین"}).content.decode()
    )


def test_what_is_alike_is_shown_before_another_problem_is_made(world: World) -> None:
    known, client = reported(world), world.client("trusted")
    said = form(world, "trusted", title=ALIKE)
    page = client.post("/desk/problems/new/", said).content.decode()
    assert TITLE in page
    assert Problem.objects.count() == 1
    assert client.post("/desk/problems/new/", {**said, "shown": str(known.pk)}).status_code == 302
    assert Problem.objects.count() == 2


def test_joining_from_the_form_is_one_tap_and_what_was_typed_stands_beside(world: World) -> None:
    known = reported(world)
    said = form(world, "trusted", title=ALIKE, do=f"join:{known.pk}", cost="")
    answer = world.client("trusted").post("/desk/problems/new/", said, follow=True)
    page = answer.content.decode()
    assert Problem.objects.count() == 1
    assert "دیر می‌رسد" in page
    assert known.voices.get(unit=world.units["trusted"]).words.startswith("مجوز عکاسی")
    assert "۲ واحد" in page


def test_joining_from_the_page_is_one_tap(world: World) -> None:
    known, unit = reported(world), world.units["trusted"]
    client = world.client("trusted")
    path = reverse("problem-join", args=[known.pk, unit.pk])
    assert path in client.get(f"/desk/problems/{known.pk}/").content.decode()
    assert "پیوست" in client.post(path, follow=True).content.decode()
    assert path not in client.get(f"/desk/problems/{known.pk}/").content.decode()


def test_own_words_are_changed_on_the_page_and_a_mistake_keeps_them(world: World) -> None:
    known, unit = reported(world), world.units["province"]
    client, path = world.client("officer"), f"/desk/problems/{known.pk}/tell/{unit.pk}/"
    empty = {f"unit-{unit.pk}-words": "در سه کارگاه", f"unit-{unit.pk}-cost": ""}
    answer = client.post(path, empty)
    assert answer.status_code == 422
    assert "در سه کارگاه" in answer.content.decode()
    client.post(path, {**empty, f"unit-{unit.pk}-cost": "سه روز"})
    assert known.voices.get().cost == "سه روز"


def test_buttons_are_there_for_those_whose_step_it_is(world: World) -> None:
    known = reported(world)
    for who, seen in {"officer": False, "editor": True, "head": True, "trusted": False}.items():
        page = world.client(who).get(f"/desk/problems/{known.pk}/").content.decode()
        assert ("/take-up/" in page) is seen


def test_a_refusal_without_a_reason_says_what_is_missing(world: World) -> None:
    known, client = reported(world), world.client("head")
    page = client.post(f"/desk/problems/{known.pk}/refuse/", {"reason": ""}, follow=True).content.decode()
    assert "بنویسید چرا" in page
    client.post(f"/desk/problems/{known.pk}/refuse/", {"reason": "بودجه‌ای در کار نیست"})
    known.refresh_from_db()
    assert known.state == "refused"


def test_the_list_is_narrowed_chosen_from_and_taken_along(world: World) -> None:
    one = reported(world)
    other = reported(world, "trusted", "trusted", title="دوربین نداریم", kind="equipment")
    head = world.client("head")
    assert "دوربین" not in head.get("/desk/problems/?q=عکاسی").content.decode()
    assert "دوربین" in head.get("/desk/problems/?kind=equipment").content.decode()
    mine = world.client("officer").get("/desk/problems/?whose=ours").content.decode()
    assert TITLE in mine
    assert "دوربین" not in mine
    head.post("/desk/problems/", {"do": "take-up", "pick": [one.pk, other.pk]})
    assert set(Problem.objects.values_list("state", flat=True)) == {"taken-up"}
    table = b"".join(head.post("/desk/problems/", {"do": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert "دو روز برای هر گزارش" in table
    assert len(table.splitlines()) == 3


def test_what_waits_for_a_head_is_counted_in_the_frame(world: World) -> None:
    reported(world)
    for who, seen in {"head": True, "editor": True, "officer": False}.items():
        page = world.client(who).get("/desk/problems/").content.decode()
        assert ('<span class="pip">۱</span>' in page) is seen, who


def test_who_is_told(world: World) -> None:
    problem = reported(world)
    assert told() == {"editor"}
    join(world, problem, "editor", "body")
    assert told() == {"officer", "colleague"}
    join(world, problem, "trusted", "trusted")
    assert told() == {"editor", "head"}
    actions.act(actor=world.as_("head"), problem=problem, step="take-up")
    assert told() == {"officer", "colleague", "editor", "trusted"}


def test_the_event_says_facts_and_no_words(world: World) -> None:
    problem = shared(world)
    event = Event.objects.get(kind="problems.problem.shared")
    facts = ProblemFacts.read(event)
    assert facts.units == [world.units[code].pk for code in ("province", "body", "trusted")]
    assert (facts.problem, facts.topic, facts.state) == (problem.pk, "bureaucracy", "open")
    assert "عکاسی" not in event.payload


def test_a_period_of_a_unit_and_the_share_that_was_solved(world: World) -> None:
    since = timezone.now()
    problem = shared(world)
    reported(world, title="دوربین نداریم")
    actions.act(actor=world.as_("head"), problem=problem, step="take-up")
    actions.act(actor=world.as_("head"), problem=problem, step="solve", reason="مجوز داده شد")
    until = timezone.now()
    assert list(queries.of_unit(world.units["trusted"], since, until)) == [problem]
    assert queries.solved(since, until).percent == 50
    assert queries.solved(since, until, world.units["trusted"]).percent == 100
    assert queries.solved(until, until).percent is None


def test_likeness_reads_few_rows_however_many_problems_there_are(
    world: World, django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]
    unit, actor = world.units["province"], world.as_("officer")
    for number in range(40):
        said = UnitWords(cost="ساعت‌ها", words=f"دستگاه شمارهٔ {number} از کار افتاده است")
        actions.report(actor=actor, unit=unit, kind="equipment", title=f"خرابی دستگاه {number}", said=said)
    known = reported(world)
    with django_assert_num_queries(3):
        assert [one.problem.pk for one in likeness.find_alike(ALIKE)] == [known.pk]


def test_a_list_of_thirty_problems_costs_as_much_as_one_of_one(
    world: World, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    for number in range(30):
        reported(world, title=f"مشکل {number}")
    client = world.client("head")
    client.get("/desk/problems/")
    with django_assert_max_num_queries(16):
        client.get("/desk/problems/")


def test_a_page_of_many_voices_costs_as_much_as_one_of_one(
    world: World, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    problem = reported(world)
    for number in range(20):
        one = Unit.objects.create(code=f"n{number}", name=f"واحد {number}", parent=world.units["centre"])
        actions.join(actor=world.as_("admin"), problem=problem, unit=one)
    client = world.client("officer")
    client.get(f"/desk/problems/{problem.pk}/")
    with django_assert_max_num_queries(18):
        client.get(f"/desk/problems/{problem.pk}/")


@pytest.mark.parametrize("pk", ["", "x", "99999999999999999999999999", "-1", "۱۲"])
def test_joining_what_does_not_exist_is_no_fault(world: World, pk: str) -> None:
    said = form(world, "trusted", title=ALIKE, do=f"join:{pk}")
    assert world.client("trusted").post("/desk/problems/new/", said).status_code in {302, 404}


def test_what_was_written_beside_a_refused_button_stands_there_again(world: World) -> None:
    known, client = reported(world), world.client("head")
    path = f"/desk/problems/{known.pk}/pass-on/"
    for authority, sentence in (("", "نام ببرید"), ("سازمان " * 200, "کوتاهش کنید")):
        answer = client.post(path, {"authority": authority, "reason": "ردیف بودجه می‌خواهد"})
        page = answer.content.decode()
        assert (answer.status_code, sentence in page, "ردیف بودجه می‌خواهد</textarea>" in page) == (
            422,
            True,
            True,
        )
    known.refresh_from_db()
    assert known.state == "open"
