"""Who gets what of the province's incident, reported by the fund, over the API."""

from __future__ import annotations

# method, path, status by role; {incident} is being verified.
ROWS = [
    ("GET", "/incidents", {"outsider": 200, "officer": 200, "admin": 200}),
    ("POST", "/incidents", {"outsider": 422, "officer": 422}),
    ("GET", "/incidents/limits", {"outsider": 404, "observer": 200, "officer": 200, "admin": 200}),
    ("POST", "/incidents/limits", {"outsider": 422, "head": 422, "admin": 422}),
    (
        "GET",
        "/incidents/{incident}",
        {"outsider": 404, "secretary": 404, "observer": 200, "trusted": 200, "head": 200},
    ),
    ("GET", "/incidents/{incident}/transitions", {"outsider": 404, "observer": 200, "admin": 200}),
    ("GET", "/incidents/{incident}/room", {"outsider": 404, "observer": 200, "editor": 200}),
    ("POST", "/incidents/{incident}/people", {"outsider": 422, "officer": 422}),
    ("POST", "/incidents/{incident}/evidence-file", {"outsider": 422, "officer": 422}),
    ("POST", "/incidents/{incident}/triage", {"outsider": 422, "officer": 422}),
    ("POST", "/incidents/{incident}/steps", {"outsider": 422, "officer": 422}),
    ("POST", "/incidents/{incident}/merge", {"outsider": 422, "head": 422}),
    ("POST", "/incidents/{incident}/holding", {"outsider": 422, "officer": 422}),
    ("POST", "/incidents/{incident}/evidence", {"outsider": 422, "officer": 422}),
    ("POST", "/incidents/{incident}/evidence/999999/check", {"outsider": 404, "officer": 404}),
    ("POST", "/incidents/{incident}/facts/facts", {"outsider": 422, "officer": 422}),
    ("POST", "/incidents/{incident}/response", {"outsider": 422, "officer": 422}),
    ("POST", "/incidents/{incident}/help", {"outsider": 422, "officer": 422}),
    ("POST", "/incidents/{incident}/offers/body/take", {"outsider": 404, "officer": 404}),
    ("POST", "/incidents/{incident}/helps/body/release", {"outsider": 404, "officer": 404}),
    ("POST", "/incidents/{incident}/pack", {"outsider": 422, "officer": 422}),
    ("POST", "/incidents/{incident}/situation", {"outsider": 422, "officer": 422}),
    ("POST", "/incidents/{incident}/spread", {"outsider": 422, "officer": 422}),
    ("POST", "/incidents/{incident}/review", {"outsider": 422, "officer": 422}),
    ("POST", "/incidents/{incident}/explainers", {"outsider": 422, "officer": 422}),
    ("POST", "/incidents/{incident}/voices", {"outsider": 422, "officer": 422}),
]
