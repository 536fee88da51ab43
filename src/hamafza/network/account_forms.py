"""Forms of one's own account: logging in, passwords, profile, and accepting an invitation."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from hamafza.lib.text.bidi import bare
from hamafza.lib.text.digits import to_latin
from hamafza.lib.text.display import display
from hamafza.network.models import Person, Token
from hamafza.network.passwords import HELP
from hamafza.pages import languages
from hamafza.pages.fields import AddressField, BareField, PhoneField

FIRST = {"autofocus": True}
LTR = {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}


def plain(form: forms.Form, **labels: Any) -> None:
    """Labels of our own instead of the library's, and no placeholders: they vanish while one types."""
    for name, label in labels.items():
        form.fields[name].label = label
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class LogIn(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, login=_("User name or e-mail"), password=_("Password"))
        self.fields["login"].widget.attrs.update({**LTR, **FIRST, "autocomplete": "username"})
        self.fields["password"].help_text = ""

    def clean_login(self) -> str:
        self.cleaned_data["login"] = bare(self.cleaned_data["login"])
        return str(super().clean_login())


class ResetPassword(ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = AddressField(widget=self.fields["email"].widget)
        plain(self, email=_("E-mail"))
        self.fields["email"].widget.attrs.update({**LTR, **FIRST})

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Every address gets a letter, so that neither the page nor its timing tells who has an account."""
        if self.users:
            return str(super().save(request, **kwargs))
        email: str = self.cleaned_data["email"]
        get_adapter().send_mail("account/email/unknown_account", email, {"request": request})
        return email


class NewPassword(ResetPasswordKeyForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, password1=_("New password"), password2=_("New password, again"))
        self.fields["password1"].help_text = HELP


class ChangePassword(ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(
            self,
            oldpassword=_("Current password"),
            password1=_("New password"),
            password2=_("New password, again"),
        )
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = HELP


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    password = forms.CharField(
        label=_("Current password"),
        help_text=_("Needed only to change the e-mail. Links for new passwords are sent there."),
        required=False,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password", "dir": "ltr"}),
    )

    class Meta:
        model = Person
        fields = ("name", "name_en", "phone", "language", "email")
        field_classes = {"email": AddressField, "phone": PhoneField}
        widgets = {
            "name": forms.TextInput({"dir": "auto", "autocomplete": "name"}),
            "name_en": forms.TextInput({"dir": "ltr"}),
            "email": forms.EmailInput({**LTR, "autocomplete": "email"}),
            "phone": forms.TextInput({"dir": "ltr", "inputmode": "tel", "autocomplete": "tel"}),
            "language": forms.RadioSelect,
        }

    def clean_name(self) -> str:
        return display(self.cleaned_data["name"])

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        others = Person.objects.exclude(pk=self.instance.pk)
        if email and others.filter(email__iexact=email).exists():
            raise ValidationError(_("Another account has this address."))
        return email

    def clean_password(self) -> str:
        """Whoever changes the address could change the password by it, so they must know the old one."""
        password: str = self.cleaned_data["password"]
        moved = self.cleaned_data.get("email", self.initial["email"]) != self.initial["email"]
        if moved and not self.instance.check_password(password):
            raise ValidationError(_("This is not your current password."))
        return password

    @property
    def address_moves(self) -> bool:
        return bool(self.cleaned_data["email"] != self.initial["email"])

    @property
    def columns(self) -> dict[str, str]:
        """All but the address, which goes its own way: see `addresses`."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name != "email"}


class TokenLabel(forms.Form):
    label = forms.CharField(
        label=_("What is it for?"), max_length=80, widget=forms.TextInput({"dir": "auto"})
    )
    scope = forms.ChoiceField(label=_("What may it do?"), choices=Token.Scope.choices, required=False)
    days = forms.TypedChoiceField(
        label=_("For how long?"),
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("one year"))],
        coerce=int,
        empty_value="90",
        required=False,
    )


class WelcomeForm(forms.Form):
    """What a newly invited person chooses."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "name"}),
    )
    username = BareField(
        label=_("User name"),
        max_length=60,
        help_text=_("Letters, digits and @ . + - _. You log in with this name or with your e-mail."),
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput({**LTR, "autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=HELP,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password", "dir": "ltr"}),
    )
    language = forms.ChoiceField(
        label=capfirst(_("language")), choices=languages.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, email: str = "", **kwargs: Any) -> None:
        self.email = email
        super().__init__(*args, **kwargs)

    def clean_name(self) -> str:
        return display(self.cleaned_data["name"])

    def clean_username(self) -> str:
        username = to_latin(self.cleaned_data["username"])
        if Person.objects.filter(username__iexact=username).exists():
            raise ValidationError(_("This user name is taken."))
        return username

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        someone = Person(username=said.get("username", ""), name=said.get("name", ""), email=self.email)
        if password := said.get("password"):
            try:
                validate_password(password, someone)
            except ValidationError as error:
                self.add_error("password", error)
        return said
