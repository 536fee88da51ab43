"""The network: units in a tree, people, and the roles that join them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

CODE = RegexValidator(
    r"^[a-z0-9][a-z0-9-]{0,39}$", _("Lowercase Latin letters, digits and hyphens, at most 40.")
)


class Named(models.Model):
    """Something with a code for URLs and a name in each of the network's languages."""

    code = models.CharField(_("code"), max_length=40, unique=True, validators=[CODE])
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name


class Network(models.Model):
    """The one row that says who this federation is."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    about = models.TextField(_("about"), blank=True)
    about_en = models.TextField(_("about, in English"), blank=True)
    contact = models.EmailField(_("contact"), blank=True)
    is_demo = models.BooleanField(_("demo network"), default=False)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="network_is_one_row")]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name


class Region(Named):
    """A province or other part of the country."""

    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "code"]


class Topic(Named):
    """What units write about; `mediatopic` is the IPTC Media Topic it stands nearest to."""

    mediatopic = models.CharField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "code"]


class Unit(Named):
    """A public-relations office or liaison: the one who speaks."""

    class Kind(models.TextChoices):
        CENTRE = "centre", _("centre")
        OFFICE = "office", _("body's office")
        PROVINCE = "province", _("provincial office")
        LIAISON = "liaison", _("liaison")

    class Trust(models.TextChoices):
        AT_ONCE = "at-once", _("publishes without a check")
        ONE_CHECK = "one-check", _("publishes after one check")

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("belongs to")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.OFFICE)
    trust = models.CharField(_("trust"), max_length=10, choices=Trust.choices, default=Trust.ONE_CHECK)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="units")
    topics = models.ManyToManyField(Topic, blank=True, related_name="units")
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Tehran")
    opens = models.TimeField(_("opens at"), default="07:30")
    closes = models.TimeField(_("closes at"), default="15:30")
    # Monday is 0, as in datetime.weekday(); the default is Saturday to Wednesday.
    work_days = models.CharField(_("working days"), max_length=13, default="5,6,0,1,2")
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    active = models.BooleanField(_("active"), default=True)
    sort_key = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["sort_key", "code"]
        indexes: ClassVar = [models.Index(fields=["active", "sort_key"], name="unit_listing")]


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Someone who logs in. What they may do follows from their memberships."""

    username = models.CharField(
        _("user name"), max_length=60, unique=True, validators=[UnicodeUsernameValidator()]
    )
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)  # answered by its person; see `addresses`
    new_email = models.EmailField(blank=True, editable=False)  # not yet answered: counts for nothing
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=[("fa", "فارسی"), ("en", "English")], default="fa"
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_administrator = models.BooleanField(_("administrator"), default=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        ordering: ClassVar = ["username"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["email"], condition=~Q(email=""), name="person_email_is_their_own"
            )
        ]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    def get_full_name(self) -> str:
        return str(self)


class Role(models.TextChoices):
    OFFICER = "officer", _("officer")
    EDITOR = "editor", _("editor")
    HEAD = "head", _("head of unit")
    SECRETARY = "secretary", _("secretary")
    OBSERVER = "observer", _("observer")


class Membership(models.Model):
    """One person's role in one unit."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    since = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "unit", "role"], name="membership_is_said_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_role_display()} · {self.unit}"


class Invitation(models.Model):
    """A link that lets one named person in, once."""

    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=120)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.OFFICER)
    username = models.CharField(_("user name"), max_length=60, blank=True)  # proposed, not reserved
    key_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created = models.DateTimeField(default=timezone.now, editable=False)
    expires = models.DateTimeField()
    accepted_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.email} → {self.unit}"


class Token(models.Model):
    """A key for programs: acts as its person, as far as its scope goes. Only a digest is kept."""

    class Scope(models.TextChoices):
        READ = "read", _("only reads")
        WRITE = "write", _("reads and writes")

    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    label = models.CharField(_("label"), max_length=80, blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)
    expires = models.DateTimeField(null=True, blank=True)
    revoked = models.BooleanField(default=False)
    scope = models.CharField(_("scope"), max_length=10, choices=Scope.choices, default=Scope.WRITE)
    used = models.DateTimeField(_("last used"), null=True, blank=True)

    def __str__(self) -> str:
        return self.label or f"{self.person} {self.pk}"
