"""Plain links that share an item: they work without JavaScript and load nothing from anybody."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ShareWay:
    key: str
    label: str | Promise
    url: str


def ways(title: str, url: str) -> list[ShareWay]:
    """Where an item can be sent: by SMS and by the messengers and networks its readers use."""
    both = urlencode({"url": url, "text": title}, quote_via=quote)
    text = quote(f"{title}\n{url}", safe="")
    return [
        ShareWay("sms", _("SMS"), f"sms:?&body={text}"),
        ShareWay("bale", _("Bale"), f"https://ble.ir/share/url?{both}"),
        ShareWay("eitaa", _("Eitaa"), f"https://eitaa.com/share/url?{both}"),
        ShareWay("telegram", _("Telegram"), f"https://t.me/share/url?{both}"),
        ShareWay("whatsapp", _("WhatsApp"), f"https://wa.me/?text={text}"),
        ShareWay("x", _("X (Twitter)"), f"https://twitter.com/intent/tweet?{both}"),
        ShareWay(
            "facebook",
            _("Facebook"),
            f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': url}, quote_via=quote)}",
        ),
        ShareWay("mail", _("E-mail"), f"mailto:?subject={quote(title, safe='')}&body={text}"),
    ]
