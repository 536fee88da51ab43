"""Who gets what on every address of this room: role → status of a bare request."""

from __future__ import annotations

from hamafza.network.tests.permissions import Row, anyone_in, row

# {notice} is one of the officer's; {device} is the officer's; {token} ends the officer's letters.
ROWS: list[Row] = [
    anyone_in("GET", "/desk/notices/"),
    anyone_in("GET", "/desk/notices/?page=x"),
    anyone_in("POST", "/desk/notices/", 405),
    anyone_in("GET", "/desk/notices/count/"),
    anyone_in("POST", "/desk/notices/seen", 302),
    anyone_in("GET", "/desk/notices/seen", 405),
    anyone_in("POST", "/desk/notices/delivered", 204),
    anyone_in("GET", "/desk/notices/delivered", 405),
    row("GET", "/desk/notices/{notice}/", anonymous=302, officer=302, otherwise=404),
    anyone_in("GET", "/desk/notices/999999/", 404),
    row("GET", "/desk/notices/{tapped}/tap/", anonymous=302, officer=200, otherwise=404),
    row("POST", "/desk/notices/{tapped}/tap/", anonymous=302, officer=200, otherwise=404),
    row("PUT", "/desk/notices/{tapped}/tap/", anonymous=302, otherwise=405),
    anyone_in("POST", "/desk/notices/{notice}/tap/", 404),
    anyone_in("GET", "/desk/notices/settings/"),
    anyone_in("POST", "/desk/notices/settings/", 302),
    anyone_in("POST", "/desk/notices/devices", 400),
    anyone_in("GET", "/desk/notices/devices", 405),
    anyone_in("POST", "/desk/notices/devices/off", 400),
    row("POST", "/desk/notices/devices/{device}/remove", anonymous=302, officer=302, otherwise=404),
    row("GET", "/desk/notices/worker.js", otherwise=200),
    row("GET", "/desk/notices/app.webmanifest", otherwise=200),
    row("GET", "/desk/notices/unsubscribe/{token}/", otherwise=200),
    row("POST", "/desk/notices/unsubscribe/{token}/", otherwise=200),
    row("PUT", "/desk/notices/unsubscribe/{token}/", otherwise=405),
    row("GET", "/desk/notices/unsubscribe/forged/", otherwise=404),
]
