"""From a phone to readers: writing, losing the connection, the check, and two people on one item."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image
from playwright.sync_api import Page, expect

HEADLINE = "بیمهٔ کارگران فصلی گسترش یافت"


def picture() -> dict[str, Any]:
    out = BytesIO()
    Image.new("RGB", (900, 600), (80, 140, 120)).save(out, "JPEG")
    return {"name": "عکس.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def test_an_item_goes_from_a_phone_over_a_check_to_readers(log_in: Any, visitor: Page) -> None:
    phone: Page = log_in("officer", width=360)
    phone.goto("/desk/items/new/")
    phone.fill("[name=headline]", HEADLINE)
    phone.fill("[name=abstract]", "شمار بیمه‌شدگان به ۱۲۰ نفر رسید.")
    phone.locator(".ProseMirror[contenteditable]").click()
    phone.keyboard.type("متن خبر در یک بند.")
    phone.locator("#id_topics label").first.click()
    phone.set_input_files("[name=pictures-0-file]", picture())
    phone.fill("[name=pictures-0-alt]", "کارگران در کارگاه")
    phone.click("button[value=submit]")
    phone.wait_for_url("**/desk/items/*/")
    expect(phone.get_by_role("heading", name=HEADLINE)).to_be_visible()
    address = phone.url
    checker: Page = log_in("colleague")
    checker.goto(address)
    checker.click("form[action$='/publish/'] button >> nth=0")
    checker.wait_for_load_state()
    visitor.goto("/")
    expect(visitor.get_by_text(HEADLINE).first).to_be_visible()
    visitor.get_by_text(HEADLINE).first.click()
    expect(visitor.get_by_alt_text("کارگران در کارگاه").first).to_be_visible()
    expect(visitor.get_by_text("متن خبر در یک بند.").first).to_be_visible()


def test_a_half_written_text_survives_a_lost_connection(log_in: Any) -> None:
    page: Page = log_in("officer", width=360)
    page.goto("/desk/items/new/")
    page.context.set_offline(True)
    page.locator("[name=headline]").press_sequentially("متنی که نباید گم شود")
    expect(page.locator("[data-save-sign][data-state=offline]")).to_be_visible(timeout=10000)
    page.context.set_offline(False)
    expect(page.locator("[data-save-sign][data-state=saved]")).to_be_visible(timeout=15000)
    page.goto("/desk/items/new/")
    page.click("[data-restore]")
    page.wait_for_load_state()
    expect(page.locator("[name=headline]")).to_have_value("متنی که نباید گم شود")


def test_two_people_on_one_item_are_told_and_nothing_is_overwritten(log_in: Any) -> None:
    first, second = log_in("officer"), log_in("colleague")
    first.goto("/desk/items/new/")
    first.fill("[name=headline]", "خبر مشترک")
    first.fill("[name=abstract]", "لید نخست")
    first.click("button[value=save]")
    first.wait_for_url("**/desk/items/*/")
    edit = first.url + "edit/"
    first.goto(edit)
    second.goto(edit)
    first.fill("[name=headline]", "تیتر نفر اول")
    first.click("button[value=save]")
    first.wait_for_url("**/desk/items/*/")
    second.fill("[name=headline]", "تیتر نفر دوم")
    second.click("button[value=save]")
    expect(second.locator("#conflict")).to_be_visible()
    expect(second.locator("#conflict")).to_contain_text("اول")
    expect(second.locator("[name=headline]")).to_have_value("تیتر نفر دوم")
    second.click("button[value=save]")
    second.wait_for_url("**/desk/items/*/")
    expect(second.get_by_role("heading", name="تیتر نفر دوم")).to_be_visible()
    expect(second.locator(".timeline > li")).to_have_count(3)
