"""What the shapes of the API are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from enum import Enum
from typing import Annotated, Any, TypeVar, get_type_hints

from django.db.models import TextChoices
from django.utils import translation
from ninja import Field, Schema
from pydantic import BeforeValidator, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, create_model
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

from hamafza.lib.text.display import display
from hamafza.network.models import Unit

S = TypeVar("S", bound=Schema)


class Strict(Schema):
    """What a caller sends. A field that is not known is refused: it may be a misspelled one."""

    model_config = ConfigDict(extra="forbid")


class OneOf:
    """Marks a text as one of a room's choices: checked, and listed in the description with what each means."""

    def __init__(self, *groups: Mapping[str, Any] | Sequence[str] | type[TextChoices]) -> None:
        self.labels: dict[str, Any] = {}
        for group in groups:
            if isinstance(group, type):
                self.labels |= group.choices
            else:
                self.labels |= group if isinstance(group, Mapping) else dict.fromkeys(group, "")

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.literal_schema(list(self.labels))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        with translation.override("en"):
            said = {value: str(label) for value, label in self.labels.items() if label}
        return {**handler(schema), LABELS: said}


LABELS = "x-enum-descriptions"
NOTHING = {"": "not said"}

Language = Annotated[str, OneOf({"fa": "Persian", "en": "English"})]
WebAddress = Annotated[str, Field(max_length=500, pattern="^(https?://.+)?$")]
Reference = Annotated[int, Field(ge=1, le=2**63 - 1)]


class UnitRef(Schema):
    code: str
    name: str


def unit_ref(unit: Any) -> Any:
    return {"code": unit.code, "name": str(unit)} if isinstance(unit, Unit) else unit


# What is shown of a row that a field of another row names.
Ref = Annotated[UnitRef, BeforeValidator(unit_ref)]
Name = Annotated[str, BeforeValidator(lambda one: one if one is None else str(one))]
FileName = Annotated[str, BeforeValidator(lambda file: getattr(file, "name", file))]
Code = Annotated[str, BeforeValidator(lambda one: getattr(one, "code", one))]
NewsCode = Annotated[int, BeforeValidator(lambda item: getattr(item, "code", item))]


def row(shape: type[Schema], of: object, **more: Any) -> dict[str, Any]:
    """What the shape shows of a row; `more` is what the row does not say by itself."""
    return {name: getattr(of, name) for name in shape.model_fields if name not in more} | more


def put_right(payload: Strict, *names: str) -> dict[str, Any]:
    """The fields of those names, or all, as an action takes them: texts as they are shown, lists as tuples."""
    kinds: dict[type, Callable[[Any], Any]] = {str: display, list: tuple}
    said = payload.dict(include=set(names) or None)
    return {name: kinds.get(type(value), lambda value: value)(value) for name, value in said.items()}


def takes(content: type, *, but: Sequence[str] = ()) -> Callable[[type[S]], type[S]]:
    """The shape also takes what the dataclass of an action takes. What it says of a field itself goes first."""

    def with_fields(shape: type[S]) -> type[S]:
        hints = get_type_hints(content, include_extras=True)
        left = {*but, *shape.model_fields}
        found = {one.name: (hints[one.name], default(one)) for one in fields(content) if one.name not in left}
        return create_model(shape.__name__, __base__=shape, __doc__=shape.__doc__, **found)  # type: ignore[call-overload, no-any-return]

    return with_fields


def default(one: Any) -> Any:
    if one.default_factory is not MISSING:
        return one.default_factory()
    if one.default is MISSING:
        return ...
    return one.default.value if isinstance(one.default, Enum) else one.default


def changes(shape: type[Schema], *, but: Sequence[str]) -> Callable[[type[S]], type[S]]:
    """The shape also takes the fields of another one; what is not sent stays as it is."""

    def with_fields(changed: type[S]) -> type[S]:
        found = {name: optional(one) for name, one in shape.model_fields.items() if name not in but}
        return create_model(changed.__name__, __base__=changed, __doc__=changed.__doc__, **found)  # type: ignore[call-overload, no-any-return]

    return with_fields


def optional(field: FieldInfo) -> tuple[Any, FieldInfo]:
    kind = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
    return kind | None, Field(None, validation_alias=field.validation_alias, description=field.description)  # type: ignore[operator, return-value]
