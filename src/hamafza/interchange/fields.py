"""What the shapes of the API are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


class Strict(Schema):
    """What a caller sends. A field that is not known is refused: it may be a misspelled one."""

    model_config = ConfigDict(extra="forbid")


class OneOf:
    """Marks a text as one of a room's choices: checked, and listed in the description of the API."""

    def __init__(self, *groups: Sequence[str]) -> None:
        self.values = [value for group in groups for value in group]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.literal_schema(self.values)


NOTHING: list[str] = [""]  # a choice that was not made

Language = Annotated[str, OneOf(["fa", "en"])]
WebAddress = Annotated[str, Field(max_length=500, pattern="^(https?://.+)?$")]
Reference = Annotated[int, Field(ge=1, le=2**63 - 1)]
