"""Reading a page of another site: first shown, then taken as a draft."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hamafza.lib.formats.page import PageError
from hamafza.lib.text.diff import diff
from hamafza.network.access import standing_of
from hamafza.newsroom.errors import CodeTaken
from hamafza.newsroom.forms import PageForm
from hamafza.newsroom.importing import import_page, preview
from hamafza.newsroom.manuscript import own_unit
from hamafza.newsroom.unreadable import page_sentence


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def read_page(request: HttpRequest) -> HttpResponse:
    """Read a page of another site: first shown, then taken as a draft."""
    actor = standing_of(request)
    if not (actor.is_administrator or actor.writes_for):
        raise Http404
    form = PageForm(request.POST or None, request.FILES or None, actor=actor)
    if request.method == "GET" or not form.is_valid():
        if request.method == "GET":
            form = PageForm(actor=actor, initial={"unit": own_unit(actor)})
        return render(
            request, "newsroom/page.html", {"form": form}, status=200 if request.method == "GET" else 422
        )
    data, name = form.page()
    try:
        if request.POST.get("do") == "take":
            item = import_page(actor=actor, unit=form.cleaned_data["unit"], data=data, filename=name)
            messages.success(request, _("The page was saved as a draft."))
            return redirect("item", pk=item.pk)
        page = preview(data, name)
    except PageError as error:
        form.add_error(None, page_sentence(error.key))
        return render(request, "newsroom/page.html", {"form": form}, status=422)
    except CodeTaken:
        form.add_error(None, _("This news code belongs to another item."))
        return render(request, "newsroom/page.html", {"form": form}, status=409)
    changes = diff(" ".join(page.as_typed.body), " ".join(page.body))
    context = {"form": form, "page": page, "changes": changes, "text": data.decode("utf-8", "replace")}
    return render(request, "newsroom/page.html", context)
