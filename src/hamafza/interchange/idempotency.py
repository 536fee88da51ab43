"""`Idempotency-Key`: the same request sent again has no second effect and gets the same answer."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Schema

from hamafza.interchange.headers import Versioned, tell
from hamafza.interchange.models import IdempotentRequest
from hamafza.interchange.problems import ApiProblem
from hamafza.interchange.written import JSON, written

KEY_LIMIT = 80


def idempotent(
    operation: Callable[..., Any], shape: type[Schema], *, status: int, made: str
) -> Callable[..., HttpResponse]:
    """Run the operation once per person and key; effect and answer are written in one transaction.

    A refusal is not kept: the caller may mend the cause and send again. The same key with another
    request is refused with 422. `made` is the address of what was made, filled with the answer and the path.
    """

    @functools.wraps(operation)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        def act() -> str:
            return written(shape.model_validate(operation(request, *args, **kwargs)).model_dump())

        text = once(request, status, act)
        body = json.loads(text)
        if made:
            tell(request, location=made.format(**{**kwargs, **body}))
        if issubclass(shape, Versioned):
            tell(request, version=body["version"])
        return HttpResponse(text.encode("utf-8", "replace"), status=status, content_type=JSON)

    wrapper.idempotent = True  # type: ignore[attr-defined]  # the description says so
    return wrapper


def once(request: HttpRequest, status: int, act: Callable[[], str]) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        with transaction.atomic():  # an operation of several steps happens whole or not at all
            return act()
    if len(key) > KEY_LIMIT:
        raise ApiProblem(422, _("The Idempotency-Key is over %(limit)s characters.") % {"limit": KEY_LIMIT})
    mine = {"person": request.user, "key": key}
    if known := IdempotentRequest.objects.filter(**mine).first():
        return replay(request, known)
    try:
        with transaction.atomic():
            row = IdempotentRequest.objects.create(**mine, digest=digest(request), status=status)
            row.body = act()
            row.save(update_fields=["body"])
            return row.body
    except IntegrityError:
        # The same request came twice at once and the other one has won.
        known = IdempotentRequest.objects.filter(**mine).first()
        if known is None:
            raise
        return replay(request, known)


def replay(request: HttpRequest, known: IdempotentRequest) -> str:
    if known.digest != digest(request):
        raise ApiProblem(422, _("This Idempotency-Key was used for another request."))
    tell(request, replayed=True)
    return known.body


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
