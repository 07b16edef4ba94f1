"""Workers and their employment: spells, training, shared places, badges."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecms.core.constraints import ordered, paired
from enterprises.enums import ContractKind, IdentityKind, Sex, SharedPlaceKind
from enterprises.querysets import BesideEnterpriseQuerySet, WorkerQuerySet


class Worker(models.Model):
    """A person. The identity number is encrypted; a keyed hash finds it again.

    ``identity`` is ``ecms.core.secrets.encrypt`` of the number, ``identity_hash``
    ``ecms.core.secrets.keyed_hash`` of kind and number. A person without papers has neither.
    """

    identity_kind = models.CharField(
        _("identity paper"), max_length=8, choices=IdentityKind, default=IdentityKind.CITIZEN
    )
    identity = models.BinaryField(null=True)
    identity_hash = models.BinaryField(null=True, unique=True)
    name = models.CharField(_("name"), max_length=200)
    folded = models.CharField(max_length=200, editable=False)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, blank=True)
    nationality = models.CharField(_("nationality"), max_length=2, default="VN")  # ISO 3166
    created_at = models.DateTimeField(_("created at"))

    objects = WorkerQuerySet.as_manager()

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self) -> str:
        return f"#{self.pk}"  # a name has no business in logs and messages


class Spell(models.Model):
    """A worker's time at an enterprise; ``ended_on`` is the last day, empty while it lasts.

    ``province`` repeats the enterprise's, so that scope and partition need no join.
    """

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="spells")
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.PROTECT, related_name="spells"
    )
    site = models.ForeignKey(
        "enterprises.Site",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="spells",
        db_index=False,
    )
    province = models.ForeignKey(
        "accounts.Province", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    started_on = models.DateField(_("since"))
    ended_on = models.DateField(_("until"), null=True, blank=True)
    job_title = models.CharField(_("work"), max_length=150, blank=True)
    contract = models.CharField(_("contract"), max_length=8, choices=ContractKind, blank=True)
    contract_until = models.DateField(_("contract until"), null=True, blank=True)
    is_full_time = models.BooleanField(_("full time"), default=True)
    is_insured = models.BooleanField(_("insured"), null=True, blank=True)
    trained_until = models.DateField(_("safety training valid until"), null=True, blank=True)
    job = models.ForeignKey(
        "enterprises.ImportJob",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
    updated_at = models.DateTimeField(_("updated at"))

    objects = BesideEnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("employment")
        verbose_name_plural = _("employments")
        indexes = [
            models.Index(
                fields=("enterprise", "worker"),
                name="spell_open",
                condition=Q(ended_on__isnull=True),
            ),
            # Who was there in a period: those still there, and those who left since it began.
            # "Since when" selects nothing at an old site; "until when" leaves out its history.
            models.Index(
                fields=("site", "ended_on"),
                include=("started_on", "worker", "province"),
                name="spell_by_site",
                condition=Q(site__isnull=False),
            ),
            models.Index(
                fields=("enterprise", "ended_on"),
                include=("started_on", "worker", "province"),
                name="spell_without_site",
                condition=Q(site__isnull=True),
            ),
        ]
        constraints = [
            ordered("started_on", "ended_on"),
            models.UniqueConstraint(
                fields=("worker", "enterprise", "started_on"), name="spell_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} at {self.enterprise_id}"


class Training(models.Model):
    """Safety training of a worker (OSH Law 84/2015 art. 14; groups 1 to 6)."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="trainings")
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.PROTECT, related_name="+"
    )
    group = models.PositiveSmallIntegerField(_("group"))
    done_on = models.DateField(_("done on"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = BesideEnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        constraints = [
            ordered("done_on", "valid_until"),
            models.UniqueConstraint(
                fields=("worker", "enterprise", "group", "done_on"), name="training_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id}: {self.group}"


class SharedPlace(models.Model):
    """What workers share: a shift of an enterprise, a dormitory, a bus."""

    kind = models.CharField(_("kind"), max_length=8, choices=SharedPlaceKind)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.PROTECT, related_name="shared_places"
    )
    site = models.ForeignKey(
        "enterprises.Site", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    code = models.CharField(_("name or number"), max_length=100)  # shift A, house 3, 60B-123.45
    address = models.CharField(_("address or route"), max_length=300, blank=True)
    ward = models.ForeignKey(
        "accounts.Ward", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    operator = models.CharField(_("owner or operator"), max_length=200, blank=True)
    closed_on = models.DateField(_("until"), null=True, blank=True)

    objects = BesideEnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared place")
        verbose_name_plural = _("shared places")
        ordering = ("kind", "code")
        constraints = [
            models.UniqueConstraint(
                fields=("enterprise", "kind", "code"), name="shared_place_once"
            )
        ]
        # A bus that carries the workers of several enterprises is one bus.
        indexes = [models.Index(fields=("kind", "code"), name="shared_place_by_code")]

    def __str__(self) -> str:
        return self.code


class SharedStay(models.Model):
    """A worker's time in a shared place; ``ended_on`` is the last day."""

    place = models.ForeignKey(
        SharedPlace, on_delete=models.PROTECT, related_name="stays", db_index=False
    )
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="stays")
    started_on = models.DateField(_("since"))
    ended_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("stay in a shared place")
        verbose_name_plural = _("stays in shared places")
        indexes = [
            models.Index(
                fields=("place", "ended_on"),
                include=("started_on", "worker"),
                name="stay_by_place",
            )
        ]
        constraints = [
            ordered("started_on", "ended_on"),
            models.UniqueConstraint(fields=("worker", "place", "started_on"), name="stay_once"),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} in {self.place_id}"


class Badge(models.Model):
    """A QR code of one worker at one enterprise: a random token that says nothing by itself."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="badges")
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.PROTECT, related_name="badges"
    )
    token = models.CharField(max_length=32, unique=True)
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = BesideEnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("badge")
        verbose_name_plural = _("badges")
        constraints = [
            paired("issued"),
            paired("revoked"),
            models.UniqueConstraint(
                fields=("worker", "enterprise"),
                condition=Q(revoked_at__isnull=True),
                name="one_badge_in_use",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
