"""Who gets what of the centre's call to the province over the API."""

from __future__ import annotations

# method, path, status by role; {call} is that call.
ROWS = [
    ("GET", "/calls", {"outsider": 200, "officer": 200, "admin": 200}),
    ("POST", "/calls", {"outsider": 422, "head": 422}),
    ("POST", "/calls/preview", {"outsider": 422, "head": 422}),
    ("POST", "/calls/hand-over", {"outsider": 422, "officer": 422}),
    ("GET", "/calls/rules", {"outsider": 404, "observer": 200, "officer": 200, "admin": 200}),
    ("POST", "/calls/rules", {"outsider": 422, "head": 422, "admin": 422}),
    ("GET", "/calls/{call}", {"outsider": 404, "trusted": 404, "observer": 200, "editor": 200, "admin": 200}),
    ("GET", "/calls/{call}/answers", {"outsider": 404, "trusted": 404, "officer": 200, "secretary": 200}),
    ("POST", "/calls/{call}/answer", {"outsider": 422, "officer": 422}),
    ("POST", "/calls/{call}/answers/province/confirm", {"outsider": 404, "trusted": 404, "officer": 403}),
    ("POST", "/calls/{call}/answers/trusted/confirm", {"officer": 404, "head": 404}),
    ("POST", "/calls/{call}/answers/province/return", {"outsider": 404, "officer": 422, "head": 422}),
    ("POST", "/calls/{call}/extend", {"outsider": 422, "officer": 422, "head": 422}),
    ("POST", "/calls/{call}/cancel", {"outsider": 404, "trusted": 404, "officer": 403, "head": 422}),
    ("POST", "/calls/{call}/remind", {"outsider": 404, "trusted": 404, "observer": 403, "officer": 403}),
    ("POST", "/calls/{call}/close", {"outsider": 404, "trusted": 404, "observer": 403, "officer": 403}),
]
