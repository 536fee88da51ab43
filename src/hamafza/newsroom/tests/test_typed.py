"""What is typed is put right like what is imported, in the form and over the API; what is no prose stays."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.samples.given import given_json, given_text
from tests.world import World

from hamafza.lib.text.typed import correct_typing, suggestions
from hamafza.network import tokens
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.lead import join
from hamafza.newsroom.markup import clean, plain_text
from hamafza.newsroom.models import Item
from hamafza.newsroom.tests.test_screens import client_of, draft, published
from hamafza.newsroom.typed import in_markup, typed

ROWS = {f"{name}-{part}_FORMS": "0" for name in ("pictures", "evidence") for part in ("TOTAL", "INITIAL")}


def sent(world: World, path: str, unit: str = "trusted", **fields: Any) -> Any:
    said = {"unit": unit, "profile": "news", "language": "fa", "do": "save", **ROWS, **fields}
    said["body"] = join(said.pop("abstract", ""), said["body"])  # the first paragraph is the lead
    return client_of(world, "trusted").post(path, said)


def over_the_api(world: World, path: str, body: dict[str, Any], method: str = "post") -> Any:
    client = Client(headers={"Authorization": f"Bearer {tokens.create_token(world.people['trusted'])}"})
    answer = getattr(client, method)(f"/api/v1{path}", body, content_type="application/json")
    assert answer.status_code in (200, 201), answer.content
    return answer.json()


GLUED = {
    "headline": 'دستگاههای "نو" براي كارگران',
    "abstract": "كتابها , رایگان است",
    "body": "<p>دستگاههای <strong>روابطعمومي</strong></p>",
}
RIGHT = ("دستگاه‌های «نو» برای کارگران", "کتاب‌ها، رایگان است", "دستگاه‌های روابط‌عمومی")


def shown(item: Item) -> tuple[str, str, str]:
    version = item.current
    assert version is not None
    return version.headline, version.abstract, plain_text(version.body)


SPACED = "كارگران می توانند , نمی شود و دستگاه های نو"
JOINED = "کارگران می‌توانند، نمی‌شود و دستگاه‌های نو"


def test_an_affix_after_a_space_is_joined_and_each_joint_is_told(world: World) -> None:
    assert correct_typing(SPACED) == JOINED
    told = {change.before for change in suggestions(SPACED, JOINED) if change.kind == "halfspace"}
    assert told == {"می توانند", "نمی شود", "دستگاه های"}
    sent(world, "/desk/items/new/", headline=SPACED, body=f"<p>{SPACED}</p>")
    assert shown(Item.objects.get())[:2] == (JOINED, JOINED)


def test_a_joint_that_was_refused_stays_refused(world: World) -> None:
    sent(world, "/desk/items/new/", headline=SPACED, body="<p>متن</p>", kept_as_typed="دستگاه های\nمی توانند")
    item = Item.objects.get()
    assert shown(item)[0] == "کارگران می توانند، نمی‌شود و دستگاه های نو"
    edited = f"/desk/items/{item.pk}/edit/"
    sent(world, edited, headline=f"{shown(item)[0]}تر", body="<p>متن</p>", base_number="1")
    item.refresh_from_db()
    assert shown(item)[0] == "کارگران می توانند، نمی‌شود و دستگاه های نوتر"


@pytest.mark.parametrize(
    "text",
    [
        "ماه می سال نو",
        "هوای تر",
        "آن ها",
        "تن ها",
        "مردم ها",
        "علی ام",
        "می example",
        "https://a.ir/می شود-ها",
    ],
)
def test_a_space_stays_where_the_lists_are_not_sure(text: str) -> None:
    assert " " in correct_typing(text)
    assert "\u200c" not in correct_typing(text.split("/")[0])


def test_the_form_puts_headline_lead_and_body_right_alike(world: World) -> None:
    assert sent(world, "/desk/items/new/", **GLUED).status_code == 302
    assert shown(Item.objects.get()) == RIGHT


def test_the_api_puts_the_same_text_right_in_the_same_way(world: World) -> None:
    made = over_the_api(world, "/items", {"unit": "trusted", **GLUED})
    assert (made["headline"], made["abstract"], made["body_text"]) == RIGHT


def test_a_half_space_that_was_taken_back_stays_away_then_and_later(world: World) -> None:
    sent(world, "/desk/items/new/", **GLUED, kept_as_typed="دستگاههای")
    item = Item.objects.get()
    assert shown(item)[0] == "دستگاههای «نو» برای کارگران"
    assert shown(item)[2] == "دستگاههای روابط‌عمومی"
    body = {**GLUED, "headline": "دستگاههای تازه و كتابهای نو", "base_number": "1"}
    sent(world, f"/desk/items/{item.pk}/edit/", **body)
    item.refresh_from_db()
    assert shown(item)[0] == "دستگاههای تازه و کتاب‌های نو"
    item.refresh_from_db()
    change = {"abstract": "لید تازه", "base_version": item.current.number}
    over_the_api(world, f"/items/{item.pk}", change, "patch")
    item.refresh_from_db()
    assert shown(item)[0] == "دستگاههای تازه و کتاب‌های نو"


def test_addresses_and_hashtags_in_a_headline_come_through_the_api_as_typed(world: World) -> None:
    body = {**given_json("14-url-in-headline.json"), "unit": "trusted"}
    assert over_the_api(world, "/items", body)["headline"] == body["headline"]


def test_what_is_no_prose_stays_in_the_body_byte_for_byte() -> None:
    for kept in (
        "https://example.ir/روابطعمومی/دستگاههای?q=كارگران",
        "www.example.ir/كار?a=1&b=2",
        "example.ir/دستگاههای",
        "sara@example.ir",
        "#کووید19",
        "#روابط_عمومي",
        "@كاربر",
        "/news/۶۰۴۵۳/كار",
        "گزارش_دستگاههای.pdf",
        "C:\\كارها\\دستگاههای",
        "`دستگاههای ي`",
    ):
        text = f"ببينيد {kept}، دستگاههای"
        assert correct_typing(text) == f"ببینید {kept}، دستگاه‌های", kept
        body = in_markup(clean(f"<p>ببينيد <em>{kept.replace('&', '&amp;')}</em> كار</p>"), correct_typing)
        assert plain_text(body) == f"ببینید {kept} کار"


def test_code_in_a_body_stays_as_it_is() -> None:
    body = clean("<p>دستگاههای <code>دستگاههای ي</code></p><pre>x  =  كار</pre>")
    assert plain_text(in_markup(body, correct_typing)) == "دستگاه‌های دستگاههای ي\nx  =  كار"


def test_cells_and_blocks_stay_apart(world: World) -> None:
    body = {**given_json("10-table-cells.json"), "unit": "trusted"}
    text = over_the_api(world, "/items", body)["body_text"]
    assert text == "تهران ۱۲ ۳۴\nقم ۵ ۶\nخط سه\nخط چهار"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<div>سال ۳</div><div>۵۰ نفر</div>", "سال ۳\n۵۰ نفر"),
        ("<section><h1>عنوان</h1><p>متن</p>دنباله</section>", "عنوان\nمتن\nدنباله"),
        ("<ul><li><div>یک</div></li><li>دو</li></ul>", "یک\nدو"),
        ("<dl><dt>تلفن</dt><dd>۰۲۱</dd></dl>", "تلفن\n۰۲۱"),
        ("<table><tr><td>۳</td><td><p>۵۰</p></td></tr></table>", "۳\n۵۰"),
        ("<p>در سال ۳<span>۵۰</span> هزار</p>", "در سال ۳۵۰ هزار"),
    ],
)
def test_what_stood_apart_on_the_page_is_not_glued_and_what_touched_is_not_parted(
    body: str, text: str
) -> None:
    assert plain_text(in_markup(clean(body), correct_typing)) == text


@pytest.mark.slow
def test_hostile_markup_costs_no_more_than_its_length() -> None:
    from time import perf_counter

    start = perf_counter()
    for text in (
        '<div "' * 30_000,
        "<td " * 40_000,
        "<p>" + '"' * 150_000,
        "#" * 150_000,
        "/a" * 70_000,
        "a." * 70_000,
    ):
        in_markup(clean(text), correct_typing)
    assert perf_counter() - start < 30


def test_a_correction_of_the_headline_keeps_what_its_form_does_not_show(world: World) -> None:
    body = {**given_json("12-correct-keeps-dateline.json"), "unit": "trusted"}
    item = Item.objects.get(pk=over_the_api(world, "/items", body)["id"])
    page = client_of(world, "trusted").get(f"/desk/items/{item.pk}/correct/")
    initial = page.context["form"].initial
    names = ("headline", "abstract", "body", "profile", "language", "base_number")
    said = {name: initial[name] for name in names} | {"headline": "خبر درست", "note": "نام درست شد"}
    assert sent(world, f"/desk/items/{item.pk}/correct/", **said).status_code == 302
    item.refresh_from_db()
    assert item.current is not None
    assert item.current.headline == "خبر درست"
    assert (item.current.dateline, item.current.urgency) == ("تهران - شبکه", 2)


SUGGEST = "/desk/items/suggest/"


def asked(world: World, **said: Any) -> Any:
    return client_of(world, "officer").post(SUGGEST, json.dumps(said), content_type="application/json")


def test_the_writing_form_is_told_every_change_with_its_place_and_kind(world: World) -> None:
    text = 'كتابها , "نو" و ٤٥'
    said = asked(world, headline=text, body="<p>خوب</p><p><em>دستگاه</em>ها , دستگاههای</p>").json()["fields"]
    assert said["headline"]["text"] == "کتاب‌ها، «نو» و ۴۵"
    changes = said["headline"]["suggestions"]
    assert [one["kind"] for one in changes] == [
        "halfspace",
        "spaces",
        "punctuation",
        "quotes",
        "quotes",
        "digits",
    ]
    assert all(text[one["start"] : one["end"]] == one["before"] for one in changes)
    last = said["body"]["suggestions"][-1]
    assert (last["block"], last["before"], last["after"]) == (1, "دستگاههای", "دستگاه‌های")
    assert plain_text(said["body"]["text"]) == "خوب\nدستگاهها، دستگاه‌های"


def test_what_was_taken_back_is_not_suggested_again_and_english_is_left_alone(world: World) -> None:
    assert (
        asked(world, headline="دستگاههای نو", kept=["دستگاههای"]).json()["fields"]["headline"]["suggestions"]
        == []
    )
    said = asked(world, headline="Figures of 2026, “new”", language="en").json()["fields"]["headline"]
    assert said == {"text": "Figures of 2026, “new”", "suggestions": []}


@pytest.mark.parametrize("body", ["", "[]", "{", '"x"', '{"kept": 5}', "null"])
def test_what_cannot_be_read_is_refused(world: World, body: str) -> None:
    answer = client_of(world, "officer").post(SUGGEST, body, content_type="application/json")
    assert answer.status_code == 400


def test_too_long_a_text_is_refused(world: World) -> None:
    assert asked(world, body="x" * 1_000_000).status_code == 413


HARD = 'دستگاههایكتابيمی "«»,،;?؟ 09۰۹٤٥\u200c#@/.:<>&\n'


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=HARD, max_size=60))
def test_putting_right_again_changes_nothing_and_every_change_has_its_place(text: str) -> None:
    after = correct_typing(text)
    assert correct_typing(after) == after
    found = suggestions(text, after)
    assert all(text[one.start : one.end] == one.before for one in found)
    rebuilt, at = "", 0
    for one in found:
        rebuilt += text[at : one.start] + one.after
        at = one.end
    if text.strip(" ") == text:
        assert rebuilt + text[at:] == after


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<em>",
                "</em>",
                "<li>",
                "<td>",
                "دستگاههای",
                "كتاب",
                '"',
                "۳",
                "۵۰",
                " ",
                "&amp;",
                "<",
                "&lt;",
            ]
        ),
        max_size=14,
    ).map("".join)
)
def test_markup_comes_through_whole(body: str) -> None:
    stood = clean(body)
    after = in_markup(stood, correct_typing)
    assert re.findall("<[^>]*>", after) == re.findall("<[^>]*>", stood)
    assert in_markup(after, correct_typing) == after
    assert [c for c in plain_text(after) if c.isdigit()] == [c for c in plain_text(stood) if c.isdigit()]


def test_nothing_else_of_an_item_is_touched(world: World) -> None:
    item = published(world)
    assert item.current is not None
    before = Content.of(item.current)
    assert typed(before, before=before) == before
    edited = draft(world, headline="دستگاههای نو")
    content = Content.of(edited.current)
    assert (
        actions.edit(actor=world.as_("officer"), item=edited, content=content, base_number=1).current
        == edited.current
    )
    assert given_text("13-url-in-text.txt").count("https://") == 1
