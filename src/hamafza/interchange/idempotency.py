"""`Idempotency-Key`: the same request sent again has no second effect and gets the same answer."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Status

from hamafza.interchange.headers import tell
from hamafza.interchange.models import IdempotentRequest
from hamafza.interchange.problems import Problem

Operation = Callable[..., tuple[int, dict[str, Any]]]
KEY_LIMIT = 80


def idempotent(operation: Operation | None = None, *, at: str = "") -> Callable[..., Any]:
    """Run the operation once per person and key; effect and answer are written in one transaction.

    A refusal is not kept: the caller may mend the cause and send again. The same key with another
    request is refused with 422. `at` is the address of what was made, filled with the answer and the path.
    """
    if operation is None:
        return functools.partial(idempotent, at=at)

    @functools.wraps(operation)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        status, body = once(operation, request, *args, **kwargs)
        if at:
            tell(request, location=at.format(**{**kwargs, **body}))
        return Status(status, body)

    wrapper.idempotent = True  # type: ignore[attr-defined]  # the description says so
    return wrapper


def once(operation: Operation, request: HttpRequest, *args: Any, **kwargs: Any) -> tuple[int, dict[str, Any]]:
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        with transaction.atomic():  # an operation of several steps happens whole or not at all
            return operation(request, *args, **kwargs)
    if len(key) > KEY_LIMIT:
        raise Problem(422, _("The Idempotency-Key is over %(limit)s characters.") % {"limit": KEY_LIMIT})
    mine = {"person": request.user, "key": key}
    if known := IdempotentRequest.objects.filter(**mine).first():
        return replay(request, known)
    try:
        with transaction.atomic():
            row = IdempotentRequest.objects.create(**mine, digest=digest(request))
            status, body = operation(request, *args, **kwargs)
            row.status, row.body = status, json.dumps(body, cls=DjangoJSONEncoder, ensure_ascii=False)
            row.save(update_fields=["status", "body"])
            return status, body
    except IntegrityError:
        # The same request came twice at once and the other one has won.
        known = IdempotentRequest.objects.filter(**mine).first()
        if known is None:
            raise
        return replay(request, known)


def replay(request: HttpRequest, known: IdempotentRequest) -> tuple[int, dict[str, Any]]:
    if known.digest != digest(request):
        raise Problem(422, _("This Idempotency-Key was used for another request."))
    body = json.loads(known.body)
    tell(request, replayed=True, version=body.get("version"))
    return known.status, body


def digest(request: HttpRequest) -> str:
    line = f"{request.method} {request.get_full_path()}\n".encode()
    if request.content_type != "multipart/form-data":
        return hashlib.sha256(line + request.body).hexdigest()
    whole = hashlib.sha256(line + request.POST.urlencode().encode())  # the body itself has been read
    for name in sorted(request.FILES):
        for upload in request.FILES.getlist(name):
            whole.update(f"{name}\n{upload.name}\n".encode())
            whole.update(upload.read())
            upload.seek(0)
    return whole.hexdigest()
