"""The description of the API: every operation may answer with a problem document, said in one place.

Said at each operation instead, the framework would build models for six statuses of each, which it never
uses, since problems are made by `problems.answer`; they took 8 MB.
"""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from hamafza.interchange.problems import CONTENT_TYPE, TITLES
from hamafza.interchange.schemas import ProblemOut

STATUSES = (401, 403, 404, 409, 422, 429)
PROBLEM = {"schema": {"$ref": f"#/components/schemas/{ProblemOut.__name__}"}}


class DescribedAPI(NinjaAPI):
    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(**options)
        document["components"]["schemas"][ProblemOut.__name__] = ProblemOut.model_json_schema()
        for methods in document["paths"].values():
            for operation in methods.values():
                describe(operation["responses"])
        return document


def describe(responses: dict[Any, Any]) -> None:
    for status in STATUSES:
        responses.setdefault(status, {"description": str(TITLES[status])})
    for status, response in responses.items():
        if int(status) >= 400:
            response["content"] = {CONTENT_TYPE: PROBLEM}
