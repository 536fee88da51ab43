"""Items: what a unit says. A head row points to versions that never change."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.network.models import Person, Topic, Unit


class Profile(models.TextChoices):
    NEWS = "news", _("news")
    ACHIEVEMENT = "achievement", _("achievement")
    EXPLAINER = "explainer", _("explainer")
    STATEMENT = "statement", _("statement")
    REPORT = "report", _("report")
    INTERVIEW = "interview", _("interview")
    PHOTO = "photo", _("photo story")
    RESPONSE = "response", _("evidenced response")


class ItemState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("waiting for a check")
    PUBLISHED = "published", _("published")
    RETIRED = "retired", _("withdrawn")


class PubStatus(models.TextChoices):
    USABLE = "usable", _("usable")
    WITHHELD = "withheld", _("withheld")
    CANCELED = "canceled", _("canceled")


class Item(models.Model):
    """The head of an item. Its text is in `current`; what readers see is in `published`."""

    code = models.PositiveIntegerField(_("news code"), unique=True, null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="items")
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.DRAFT)
    pubstatus = models.CharField(max_length=10, choices=PubStatus.choices, default=PubStatus.USABLE)
    current = models.ForeignKey("Version", models.PROTECT, null=True, related_name="+")
    published = models.ForeignKey("Version", models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    submitted = models.DateTimeField(null=True, blank=True)
    check_due = models.DateTimeField(null=True, blank=True)
    overdue_told = models.BooleanField(default=False)
    embargoed = models.DateTimeField(_("embargo until"), null=True, blank=True)
    firstpublished = models.DateTimeField(null=True, blank=True)
    versioncreated = models.DateTimeField(default=timezone.now)
    urgent = models.BooleanField(_("published before its check"), default=False)
    checked = models.DateTimeField(null=True, blank=True)
    withdrawal = models.TextField(_("reason for the withdrawal"), blank=True)
    featured = models.DateTimeField(null=True, blank=True)  # on top of the front page since then
    discarded = models.DateTimeField(null=True, blank=True)  # a draft its writer threw away
    is_demo = models.BooleanField(default=False)
    topics = models.ManyToManyField(Topic, blank=True, related_name="items")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "-firstpublished"], name="item_public_listing"),
            models.Index(fields=["unit", "-firstpublished"], name="item_unit_listing"),
            models.Index(fields=["check_due"], name="item_checks", condition=Q(check_due__isnull=False)),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(code__isnull=False, published__isnull=False),
                name="item_published_has_code_and_version",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code or '–'} {self.current.headline if self.current else ''}"

    @property
    def is_corrected(self) -> bool:
        """Whether readers see something other than the first published version."""
        return bool(self.published and self.published.correction)

    @property
    def overdue(self) -> bool:
        """Whether its check should have come by now."""
        return self.check_due is not None and self.check_due <= timezone.now()

    @property
    def correction_waits(self) -> bool:
        """Published, with a later version that readers do not see yet."""
        return self.state == ItemState.PUBLISHED and self.current_id != self.published_id

    @property
    def is_scheduled(self) -> bool:
        """Cleared for publication, and waiting for its hour: no reader has seen it."""
        return self.state == ItemState.PUBLISHED and self.firstpublished is None

    @property
    def under_embargo(self) -> bool:
        return self.embargoed is not None and self.embargoed > timezone.now()


class Version(models.Model):
    """The whole content of an item at one moment. Never changed, never deleted."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    profile = models.CharField(_("profile"), max_length=12, choices=Profile.choices, default=Profile.NEWS)
    language = models.CharField(_("language"), max_length=2, default="fa")
    kicker = models.CharField(_("kicker"), max_length=200, blank=True)
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    abstract = models.TextField(_("lead"), blank=True)
    body = models.TextField(_("body"), blank=True)
    byline = models.CharField(_("byline"), max_length=200, blank=True)
    dateline = models.CharField(_("dateline"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    ednote = models.TextField(_("note to editors"), blank=True)
    urgency = models.PositiveSmallIntegerField(_("urgency"), default=5)
    # Lists of plain values, so that a version stays whole whatever happens to other rows:
    topics = models.JSONField(default=list, blank=True)  # topic codes
    pictures = models.JSONField(default=list, blank=True)  # {"picture": id, "caption": str, "alt": str}
    evidence = models.JSONField(
        default=list, blank=True
    )  # {"kind", "label", "url"|"file"|"figure", "source"}
    correction = models.TextField(_("what was corrected"), blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "number"], name="version_number_is_its_own")
        ]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("A version is never changed.")
        super().save(*args, **kwargs)


class Transition(models.Model):
    """One change of state: who, when, from which to which, with which version and why."""

    class Step(models.TextChoices):
        CREATE = "create", _("created")
        EDIT = "edit", _("edited")
        SUBMIT = "submit", _("sent for a check")
        RETURN = "return", _("sent back to the author")
        PUBLISH = "publish", pgettext_lazy("step", "published")
        URGENT = "urgent", _("published before its check")
        CHECK = "check", _("checked")
        CORRECT = "correct", pgettext_lazy("step", "corrected")
        WITHDRAW = "withdraw", pgettext_lazy("step", "withdrawn")
        IMPORT = "import", _("imported")
        SCHEDULE = "schedule", pgettext_lazy("step", "scheduled")
        UNSCHEDULE = "unschedule", _("schedule cancelled")
        DISCARD = "discard", _("deleted")
        RESTORE = "restore", _("restored after deletion")

    item = models.ForeignKey(Item, models.PROTECT, related_name="transitions")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    step = models.CharField(max_length=10, choices=Step.choices)
    from_state = models.CharField(max_length=10, choices=ItemState.choices, blank=True)
    to_state = models.CharField(max_length=10, choices=ItemState.choices)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)
    hour_before = models.DateTimeField(null=True, blank=True)  # when it was to be published until this step
    hour = models.DateTimeField(null=True, blank=True)  # when it is to be published since this step

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["step", "-at"], name="transition_by_step")]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.step}"


class Attachment(models.Model):
    """A file given as evidence, kept under its own hash."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    file = models.FileField(upload_to="evidence/%Y/%m")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    created = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class Picture(models.Model):
    """A picture with its sizes. Metadata of the camera is gone, the dimensions are kept."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, db_index=True)
    folder = models.CharField(max_length=120, db_index=True)  # below the media root; <folder>/<width>.webp
    widths = models.JSONField(default=list)  # pixel widths that exist, ascending
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    created = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.folder


class PictureUse(models.Model):
    """That a version shows a picture: who asks by the picture finds it here. What is said of it is the version's."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="picture_uses")
    picture = models.ForeignKey(Picture, models.PROTECT, related_name="uses")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "picture"], name="picture_use_once")
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.picture_id}"


class AttachmentUse(models.Model):
    """That a version gives a file as evidence."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="attachment_uses")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="uses")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "attachment"], name="attachment_use_once")
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.attachment_id}"


class Draft(models.Model):
    """What a person is typing right now: saved again and again, never public, one per person and item."""

    key = models.CharField(max_length=40, unique=True)  # chosen by the form: survives a lost connection
    person = models.ForeignKey(Person, models.CASCADE, related_name="drafts")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    item = models.ForeignKey(Item, models.CASCADE, null=True, blank=True, related_name="drafts")
    base_number = models.PositiveIntegerField(default=0)  # version the person started from
    content = models.JSONField(default=dict)
    created = models.DateTimeField(default=timezone.now)
    updated = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-updated"]

    def __str__(self) -> str:
        return self.key


class RetryKey(models.Model):
    """A key a sender gives with a request, so that a second tap makes no second item."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "key"], name="retry_key_once")]

    def __str__(self) -> str:
        return self.key


class Original(models.Model):
    """The bytes of an imported page, kept for ever as they came."""

    item = models.OneToOneField(Item, models.PROTECT, related_name="original")
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=60)
    charset = models.CharField(max_length=20, default="utf-8")
    filename = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True)
    as_typed = models.JSONField(default=dict)  # headline, abstract, body before letters were put right
    imported = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.filename or self.sha256[:12]


class CodeCounter(models.Model):
    """The last news code given out. Codes are never given twice, even after a withdrawal."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    last = models.PositiveIntegerField(default=60_000)

    def __str__(self) -> str:
        return str(self.last)
