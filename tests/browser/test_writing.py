"""From a phone to readers: writing, losing the connection, the check, and two people on one item."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import Screen, enter, every_screen
from tests.browser.hands import Hands

HEADLINE = "بیمهٔ کارگران فصلی گسترش یافت"

KEPT_PHOTOS = """() => new Promise((done) => {
  const request = indexedDB.open("hamafza-photos");
  request.onupgradeneeded = () => { request.transaction.abort(); };
  request.onerror = () => done(0);
  request.onsuccess = () => {
    const count = request.result.transaction("photos").objectStore("photos").count();
    count.onsuccess = () => { request.result.close(); done(count.result); };
  };
})"""


def picture(name: str) -> dict[str, Any]:
    out = BytesIO()
    Image.new("RGB", (900, 600), (80, 140, 120)).save(out, "JPEG")
    return {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


@every_screen
def test_an_item_with_pictures_and_evidence_goes_over_a_check_to_readers(
    log_in: Any, visitor: Hands, screen: Screen
) -> None:
    headline = f"{HEADLINE} {screen}"
    officer: Hands = log_in("officer", screen).opens("/desk/items/new/")
    officer.write("headline", headline)
    officer.write("text", "شمار بیمه‌شدگان به ۱۲۰ نفر رسید.\nمتن خبر در یک بند.")
    officer.choose_files("Add pictures", picture("کارگاه"), picture("دفتر"))
    captioned(officer, 0, "کارگران در کارگاه")
    captioned(officer, 1, "دفتر بیمه")
    evidence = officer.at("#evidence")
    evidence.tap("Add evidence")
    evidence.write("address", "https://stats.example.org/insured")
    evidence.write("what it shows", "شمار بیمه‌شدگان")
    assert officer.send("Send for a check") == officer.say("Sent for a check.")
    checker: Hands = log_in("colleague", screen).opens(officer.page.url)
    assert checker.send("Approve and publish") == checker.say("Published.")
    visitor.opens(checker.page.get_by_role("link", name=checker.say("Public page")).get_attribute("href"))
    for words in (headline, "متن خبر در یک بند.", "کارگران در کارگاه", "دفتر بیمه", "شمار بیمه‌شدگان"):
        visitor.sees(words)


def captioned(hands: Hands, number: int, words: str) -> None:
    """Write under a picture that has arrived."""
    row = hands.at(hands.page.locator("[data-rows=pictures] > li").nth(number))
    row.sees("Arrived", seconds=15)
    row.write("caption", words)


@every_screen
def test_faults_are_named_first_also_in_closed_parts_and_lose_no_picture(log_in: Any, screen: Screen) -> None:
    officer: Hands = log_in("officer", screen).opens("/desk/items/new/")
    officer.write("text", "متنی که هنوز تیتر ندارد.")
    officer.choose_files("Add pictures", picture("کارگاه"))
    captioned(officer, 0, "کارگران در کارگاه")
    officer.send("Send for a check")
    officer.sees("Write the headline.", now=True)
    officer.tap(officer.page.locator(".error-summary a[href*=headline]"), in_text=True)
    officer.type("اکنون تیتر دارد")
    address = officer.page.locator("[name=source_url]")
    closed = officer.page.locator("details", has=address)
    officer.tap(closed.locator("summary"))
    officer.write(address, "نشانی نادرست")
    officer.tap(closed.locator("summary"))
    officer.send("Send for a check")
    expect(closed).to_have_attribute("open", "")
    expect(officer.page.locator("[name$=-caption]").first).to_have_value("کارگران در کارگاه")
    officer.tap(officer.page.locator(".error-summary a[href*=source_url]"), in_text=True)
    expect(address).to_be_focused()
    officer.rewrite(address, "https://example.org/source")
    assert officer.send("Send for a check") == officer.say("Sent for a check.")
    expect(officer.page.get_by_alt_text("کارگران در کارگاه")).to_have_count(1)


def test_a_picture_is_as_wide_as_the_text_on_a_phone(log_in: Any) -> None:
    officer: Hands = log_in("officer", width=360).opens("/desk/items/new/")
    officer.write("headline", "عکسی به پهنای متن")
    officer.choose_files("Add pictures", picture("کارگاه"))
    captioned(officer, 0, "کارگران در کارگاه")
    officer.send("Save draft")
    seen, text = (officer.page.locator(f"article {part}").first.bounding_box() for part in ("img", "p"))
    assert seen
    assert text
    assert seen["width"] == text["width"]


def test_a_picture_chosen_while_the_line_is_down_arrives_later(log_in: Any) -> None:
    officer: Hands = log_in("officer", width=360).opens("/desk/items/new/")
    officer.write("headline", "عکسی که دیر رسید")
    officer.page.context.set_offline(True)
    officer.choose_files("Add pictures", picture("کارگاه"))
    officer.at("#pictures").sees("Waits for the connection")
    officer.page.context.set_offline(False)
    captioned(officer, 0, "کارگران در کارگاه")


def test_a_picture_that_never_went_out_is_back_when_the_tab_had_died(log_in: Any) -> None:
    officer: Hands = log_in("officer", width=360).opens("/desk/items/new/")
    context = officer.page.context
    officer.write("headline", "عکسی که با زبانه مرد")
    context.set_offline(True)
    officer.choose_files("Add pictures", picture("کارگاه"))
    row = officer.at("[data-rows=pictures] > li")
    row.sees("Waits for the connection")
    row.write("caption", "کارگران در کارگاه")
    officer.sees("No connection. Your text is kept in this browser.", seconds=10)
    officer.page.close()
    context.set_offline(False)
    again = Hands(context.new_page(), officer.language).opens("/desk/items/new/")
    again.send("Restore it")
    expect(again.field("headline")).to_have_value("عکسی که با زبانه مرد")
    row = again.at("[data-rows=pictures] > li")
    row.sees("Arrived", seconds=15)
    expect(row.field("caption")).to_have_value("کارگران در کارگاه")
    again.send("Save draft")
    expect(again.page.get_by_alt_text("کارگران در کارگاه")).to_have_count(1)
    assert again.page.evaluate(KEPT_PHOTOS) == 0


def test_what_was_typed_right_after_the_last_saving_is_offered_too(log_in: Any) -> None:
    """The server has a text of the same moment, but not the last words of it."""
    officer: Hands = log_in("officer", width=360).opens("/desk/items/new/")
    context = officer.page.context
    officer.write("headline", "نخست")
    officer.sees("Draft saved", seconds=10)
    context.set_offline(True)
    officer.type(" و دوم")
    officer.page.close()
    context.set_offline(False)
    again = Hands(context.new_page(), officer.language).opens("/desk/items/new/")
    again.send("Restore it")
    expect(again.field("headline")).to_have_value("نخست و دوم")


def test_the_next_person_on_a_browser_finds_no_kept_picture(log_in: Any) -> None:
    officer: Hands = log_in("officer", width=360).opens("/desk/items/new/")
    context = officer.page.context
    context.set_offline(True)
    officer.choose_files("Add pictures", picture("کارگاه"))
    officer.at("#pictures").sees("Waits for the connection")
    assert officer.page.evaluate(KEPT_PHOTOS) == 1
    officer.page.close()
    context.set_offline(False)
    context.clear_cookies()  # the session ended; nobody logged out
    colleague = Hands(context.new_page(), officer.language)
    enter(colleague, "colleague")
    assert colleague.page.evaluate(KEPT_PHOTOS) == 0


def test_a_publication_is_scheduled_moved_and_cancelled(log_in: Any, screen: Screen) -> None:
    trusted: Hands = log_in("trusted", screen).opens("/desk/items/new/")
    trusted.write("headline", f"خبر زمان‌دار {screen}")
    trusted.write("text", "متن خبر زمان‌دار.")
    trusted.tap("Publish later")
    trusted.write("time of publication", "فردا ۹")
    trusted.send("Schedule")
    trusted.sees("Save the new time")
    trusted.rewrite("new time of publication", "فردا ۱۰:۳۰")
    trusted.send("Save the new time")
    trusted.sees("۱۰:۳۰" if screen.language == "fa" else "10:30")
    trusted.send("Cancel the schedule")
    trusted.sees(re.compile("لغو شود؟$|^Cancel the schedule of"), now=True)
    trusted.send("Cancel the schedule")
    trusted.sees_no("Save the new time")
    trusted.sees(re.compile("از .+ ۰۹:۰۰ به .+ ۱۰:۳۰|from .+ 09:00 to .+ 10:30"))


def test_a_published_item_is_corrected_and_withdrawn(log_in: Any, screen: Screen) -> None:
    trusted: Hands = log_in("trusted", screen).opens("/desk/items/new/")
    trusted.write("headline", f"خبری با رقم نادرست {screen}")
    trusted.write("text", "شمار طرح‌ها ۱۲ است.")
    assert trusted.send("Publish") == trusted.say("Published.")
    trusted.send("Correct")
    trusted.write("what was corrected", "شمار طرح‌ها درست شد")
    trusted.rewrite("text", "شمار طرح‌ها ۱۱ است.")
    assert trusted.send("Publish the correction") == trusted.say("Corrected. Readers can see what changed.")
    trusted.sees("شمار طرح‌ها ۱۱ است.")
    trusted.tap("Withdraw")
    trusted.write("Reason (readers will see it)", "این طرح آغاز نشده است")
    trusted.send(trusted.page.get_by_role("button", name=trusted.say("Withdraw"), exact=True))
    trusted.sees("این طرح آغاز نشده است")


def test_a_half_written_text_survives_a_lost_connection(log_in: Any) -> None:
    hands: Hands = log_in("officer", width=360)
    hands.opens("/desk/items/new/")
    hands.page.context.set_offline(True)
    hands.write("headline", "متنی که نباید گم شود")
    hands.sees("No connection. Your text is kept in this browser.", seconds=10)
    hands.page.context.set_offline(False)
    hands.sees("Draft saved", seconds=15)
    hands.opens("/desk/items/new/")
    hands.send("Continue writing")
    expect(hands.field("headline")).to_have_value("متنی که نباید گم شود")


def test_what_was_sent_is_not_offered_again_as_an_unfinished_text(log_in: Any) -> None:
    trusted: Hands = log_in("trusted", width=360).opens("/desk/items/new/")
    trusted.write("text", "شمار طرح‌ها ۱۲ است.")
    trusted.send("Publish")
    trusted.sees("Write the headline.", now=True)
    trusted.write("headline", "خبری که رسید و اصلاح شد")
    assert trusted.send("Publish") == trusted.say("Published.")
    trusted.send("Correct")
    trusted.write("what was corrected", "شمار طرح‌ها درست شد")
    assert trusted.send("Publish the correction") == trusted.say("Corrected. Readers can see what changed.")
    trusted.opens("/desk/items/new/")
    trusted.sees("New item")
    trusted.sees_no("This browser has a newer text of yours.")


def test_a_text_whose_sending_never_arrived_is_still_there(log_in: Any) -> None:
    hands: Hands = log_in("officer", width=360).opens("/desk/items/new/")
    page = hands.page
    page.route("**/desk/drafts/**", lambda route: route.abort())
    page.route("**/desk/items/new/", lambda route: route.abort())
    hands.write("headline", "متنی که در راه ماند")
    hands.tap("Save draft")
    expect(page).to_have_url(re.compile("^chrome-error:"))
    page.unroute_all()
    hands.opens("/desk/items/new/")
    hands.send("Restore it")
    expect(hands.field("headline")).to_have_value("متنی که در راه ماند")


def test_two_people_on_one_item_are_told_and_nothing_is_overwritten(log_in: Any) -> None:
    first, second = log_in("officer"), log_in("colleague")
    first.opens("/desk/items/new/")
    first.write("headline", "خبر مشترک")
    first.send("Save draft")
    first.sees("خبر مشترک")
    edit = first.page.url + "edit/"
    first.opens(edit)
    second.opens(edit)
    first.rewrite("headline", "تیتر نفر اول")
    first.send("Save draft")
    first.sees("تیتر نفر اول")
    second.rewrite("headline", "تیتر نفر دوم")
    second.at("#meanwhile").sees(re.compile("نسخهٔ تازه‌تری ذخیره کرد"))  # before it is sent
    second.send("Save draft")
    second.at("#conflict").sees("اول")
    expect(second.field("headline")).to_have_value("تیتر نفر دوم")
    second.send("Save draft")
    second.sees("تیتر نفر دوم")
    expect(second.page.locator(".timeline > li")).to_have_count(3)


def test_a_draft_that_its_writer_deletes_while_another_writes_on_it(log_in: Any, screen: Screen) -> None:
    officer, colleague = log_in("officer", screen), log_in("colleague", screen)
    officer.opens("/desk/items/new/")
    officer.write("headline", f"خبری که حذف می‌شود {screen}")
    officer.send("Save draft")
    watching = log_in("editor", screen).opens(officer.page.url)
    expect(watching.page.locator("[data-live-sign][data-state=live]")).to_be_attached(timeout=15000)
    colleague.opens(officer.page.url + "edit/")
    expect(colleague.page.locator("[data-live-sign][data-state=live]")).to_be_attached(timeout=15000)
    colleague.rewrite("headline", f"نوشتهٔ همکار {screen}")
    officer.send("Delete the draft")
    watching.sees("This draft was deleted")
    colleague.at("#meanwhile").sees(re.compile("این پیش‌نویس را حذف کرد|deleted this draft"))
    expect(colleague.field("headline")).to_have_value(f"نوشتهٔ همکار {screen}")
    colleague.send("Save as a new item")
    colleague.sees(f"نوشتهٔ همکار {screen}")
    expect(colleague.page).to_have_url(re.compile(r"/desk/items/\d+/$"))
