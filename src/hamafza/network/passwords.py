"""What a password must not be: the framework's rules, in words of our own that exist in both languages."""

from __future__ import annotations

from django.contrib.auth import password_validation as rules
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

HELP = gettext_lazy("At least 8 characters; no common password, not only digits, not like your name.")


class Long(rules.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return ngettext(
            "The password is too short: at least %(least)s character.",
            "The password is too short: at least %(least)s characters.",
            self.min_length,
        ) % {"least": self.min_length}


class Unlike(rules.UserAttributeSimilarityValidator):
    DEFAULT_USER_ATTRIBUTES = ("username", "name", "name_en", "email")

    def get_error_message(self) -> str:
        return _("The password is too much like your name or address.")


class Uncommon(rules.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("This password is very common; choose another.")


class NotOnlyDigits(rules.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return _("The password has digits only; add some letters.")
