"""One's own account over HTTP: profile, language, keys for programs, accepting an invitation."""

from __future__ import annotations

from allauth.account import views as library
from allauth.core import ratelimit
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from hamafza.network import actions, addresses, invitations, questions, tokens
from hamafza.network.access import standing_of
from hamafza.network.account_forms import ProfileForm, TokenLabel, WelcomeForm
from hamafza.network.errors import HasAccount
from hamafza.network.models import Invitation, Token
from hamafza.pages.asking import ask_first, sure
from hamafza.pages.refusals import Refused

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
YEAR = 365 * 24 * 3600


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    who = standing_of(request)
    if request.POST.get("password") and not ratelimit.consume(
        request, action="change_password", user=request.user
    ):
        limited: HttpResponse = ratelimit.respond_429(request)
        return limited
    form = ProfileForm(request.POST or None, instance=who.person)
    if request.method == "POST" and form.is_valid():
        # The form has already changed its instance, which is not what the database holds.
        actions.change_person(actor=who, person=who.person, **form.columns)
        if form.address_moves:
            addresses.ask(actor=who, email=form.cleaned_data["email"])
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Your profile was saved."))
            if form.address_moves and form.cleaned_data["email"]:
                messages.info(
                    request, _("A letter with a link went to the new address. It counts once you open it.")
                )
        return redirect("profile")
    context = {
        "form": form,
        "who": who,
        "keys": tokens.valid(who.person),
        "key_form": TokenLabel(),
        "new_key": request.session.pop("new_key", None) if request.method == "GET" else None,
    }
    return render(request, "account/profile.html", context)


def log_out(request: HttpRequest) -> HttpResponse:
    """The library's page; what this browser kept of the person's pages goes with them.

    Not its whole storage: the worker that shows notices lives there. Unsent texts are cleared by `forget.js`.
    """
    was_in = request.user.is_authenticated
    response: HttpResponse = library.logout(request)
    if was_in and request.method == "POST" and not request.user.is_authenticated:
        response.headers["Clear-Site-Data"] = '"cache"'
    return response


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def confirm_address(request: HttpRequest, key: str) -> HttpResponse:
    """The page behind the link of the letter; only its person, logged in, can confirm."""
    who = standing_of(request)
    try:
        pk, address = addresses.read(key)
        if request.method == "POST":
            addresses.confirm(actor=who, key=key)
            messages.success(request, _("Your address is confirmed."))
            return redirect("profile")
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("profile")
    if pk != who.person.pk:
        raise Http404
    return keep_private(render(request, "account/confirm_address.html", {"address": address}))


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language from any page: kept with the person, and in a cookie for the log-in page."""
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES):
        raise Http404
    response = redirect(safe_next(request))
    if request.user.is_authenticated:
        who = standing_of(request)
        actions.change_person(actor=who, person=who.person, language=code)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
    return response


def safe_next(request: HttpRequest) -> str:
    """Where the person came from, if that is here."""
    for url in (request.POST.get("next", ""), request.headers.get("Referer", "")):
        if url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure()):
            return url
    return settings.LOGIN_REDIRECT_URL


@login_required
@require_POST
def make_token(request: HttpRequest) -> HttpResponse:
    """A key is shown once: on the next page, and never again."""
    form = TokenLabel(request.POST)
    if form.is_valid():
        person = standing_of(request).person
        request.session["new_key"] = tokens.create_token(
            person,
            form.cleaned_data["label"],
            scope=form.cleaned_data["scope"] or Token.Scope.WRITE,
            days=int(form.cleaned_data["days"]),
        )
    else:
        messages.error(request, _("Say what the key is for."))
    return redirect("profile")


@login_required
@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    person = standing_of(request).person
    token = next((one for one in tokens.valid(person) if one.pk == pk), None)
    if token is not None and not sure(request):
        return ask_first(request, questions.revoke(token))
    if not tokens.revoke(person, pk):
        raise Http404
    messages.success(request, _("The key no longer works."))
    return redirect("profile")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """The page behind the link: join with the account one has, or choose user name and password."""
    invited = known(key)
    if not invitations.usable(invited):
        return over(request)
    account = invitations.account_of(invited)
    form = entry(request, invited)
    if request.method == "POST" and account is None and form.is_valid():
        try:
            return enter(request, invited, form)
        except IntegrityError:
            form.add_error("username", _("This user name is taken."))
        except HasAccount:
            return redirect("invitation", key)
        except Refused:
            return over(request)
    context = {"invitation": invited, "account": account, "form": form, "key": key}
    return keep_private(render(request, "account/invitation.html", context))


@login_required
@require_POST
def join(request: HttpRequest, key: str) -> HttpResponse:
    invited = known(key)
    try:
        invitations.join(actor=standing_of(request), invitation=invited)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("invitation", key)
    messages.success(request, _("Welcome to %(unit)s.") % {"unit": invited.unit})
    return redirect(settings.LOGIN_REDIRECT_URL)


def known(key: str) -> Invitation:
    found = invitations.by_key(key)
    if found is None:
        raise Http404
    return found


def entry(request: HttpRequest, invited: Invitation) -> WelcomeForm:
    initial = {
        "name": invited.name,
        "username": invited.username,
        "language": translation.get_language(),
    }
    return WelcomeForm(
        request.POST if request.method == "POST" else None, email=invited.email, initial=initial
    )


def enter(request: HttpRequest, invited: Invitation, form: WelcomeForm) -> HttpResponse:
    said = form.cleaned_data
    person = invitations.enter(
        invitation=invited,
        username=said["username"],
        password=said["password"],
        name=said["name"],
        language=said["language"],
        proof=request.GET.get("a", ""),
    )
    login(request, person, backend=BACKEND)
    UserSession.objects.create_from_request(request)
    with translation.override(person.language):
        messages.success(request, _("Welcome to %(unit)s.") % {"unit": invited.unit})
    return redirect(settings.LOGIN_REDIRECT_URL)


def over(request: HttpRequest) -> HttpResponse:
    return keep_private(render(request, "account/invitation_over.html", status=410))


def keep_private(response: HttpResponse) -> HttpResponse:
    """The address holds the key: it must not travel elsewhere with a click."""
    response.headers["Referrer-Policy"] = "same-origin"
    return response
