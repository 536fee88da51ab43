"""What is wrong with a field of a request, in the caller's language. Pydantic says it in English only."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# By pydantic's type of error; `ctx` fills the blanks.
MESSAGES: dict[str, Promise] = {
    "missing": _("This field is required."),
    "extra_forbidden": _("There is no such field here."),
    "string_type": _("This must be text."),
    "string_too_short": _("At least %(min_length)s characters are needed."),
    "string_too_long": _("At most %(max_length)s characters are allowed."),
    "string_pattern_mismatch": _("This does not have the right format."),
    "int_type": _("This must be a whole number."),
    "int_parsing": _("This must be a whole number."),
    "int_from_float": _("This must be a whole number."),
    "float_type": _("This must be a number."),
    "float_parsing": _("This must be a number."),
    "bool_type": _("This must be true or false."),
    "bool_parsing": _("This must be true or false."),
    "list_type": _("This must be a list."),
    "too_long": _("At most %(max_length)s entries are allowed."),
    "too_short": _("At least %(min_length)s entries are needed."),
    "dict_type": _("This must be an object with fields."),
    "model_type": _("This must be an object with fields."),
    "model_attributes_type": _("This must be an object with fields."),
    "greater_than_equal": _("This must be at least %(ge)s."),
    "greater_than": _("This must be more than %(gt)s."),
    "less_than_equal": _("This must be at most %(le)s."),
    "less_than": _("This must be less than %(lt)s."),
    "datetime_parsing": _("This must be a date and time such as 2026-11-24T10:30:00Z."),
    "datetime_from_date_parsing": _("This must be a date and time such as 2026-11-24T10:30:00Z."),
    "datetime_type": _("This must be a date and time such as 2026-11-24T10:30:00Z."),
    "timezone_aware": _("The time needs a time zone."),
    "date_parsing": _("This must be a date such as 2026-11-24."),
    "date_from_datetime_parsing": _("This must be a date such as 2026-11-24."),
    "uuid_parsing": _("This must be a UUID."),
    "enum": _("One of these is needed: %(expected)s."),
    "literal_error": _("One of these is needed: %(expected)s."),
    "url_parsing": _("This must be a web address."),
    "url_scheme": _("This must be a web address."),
    "json_invalid": _("The body is not JSON."),
}
UNFIT = _("This value is not accepted.")


def message(error: dict[str, Any]) -> str:
    """One error of pydantic's list as a sentence. A value refused by a check of ours says its own reason."""
    if error["type"] == "value_error":
        return str(error.get("ctx", {}).get("error") or UNFIT)
    try:
        return str(str(MESSAGES.get(error["type"], UNFIT)) % error.get("ctx", {}))
    except (KeyError, TypeError):
        return str(UNFIT)
