"""Imports of employer lists: the job, and its rows in a staging table filled by COPY."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired, state_needs
from ecms.core.dated import Bilingual, Dated, DatedQuerySet
from enterprises.enums import RUNNING_STATES, ImportKind, ImportState, RowVerdict
from enterprises.querysets import ImportJobQuerySet


class ImportSource(Bilingual, Dated):
    """Where lists come from, with the adapter that reads them and its columns.

    ``mapping`` is {folded title: field}: columns that an administrator settled for the source.
    """

    code = models.CharField(_("code"), max_length=30, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=ImportKind)
    province = models.ForeignKey(
        "accounts.Province",
        verbose_name=_("province"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    mapping = models.JSONField(_("columns"), default=dict, blank=True)
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("source of lists")
        verbose_name_plural = _("sources of lists")
        ordering = ("code",)


class ImportJob(models.Model):
    """One file on its way into the register; all or nothing."""

    state = models.CharField(
        _("state"), max_length=12, choices=ImportState, default=ImportState.UPLOADED
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=ImportKind, default=ImportKind.EMPLOYERS
    )
    province = models.ForeignKey(
        "accounts.Province",
        verbose_name=_("province"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    # The employer whose list it is, for lists of workers that one employer sent.
    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        verbose_name=_("enterprise"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # The catalogued source it was sent in under; none where a person named another one.
    origin = models.ForeignKey(
        ImportSource,
        verbose_name=_("catalogued source"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="jobs",
    )
    source = models.CharField(_("source"), max_length=200)
    as_of = models.DateField(_("as of"))
    file = models.FileField(upload_to="imports/%Y/%m/", max_length=300)
    original_name = models.CharField(_("name of the file"), max_length=255)
    sha256 = models.CharField(max_length=64)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    # Where the titles stand, what each column means, and what a person chose; see "columns".
    mapping = models.JSONField(_("columns"), default=dict)
    total = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    warned = models.PositiveIntegerField(_("with warnings"), default=0)
    # Why a file was refused or an import failed: {"code", "params"}; words are made on reading.
    problem = models.JSONField(_("problem"), default=dict, blank=True)
    # What the check and the undo found, {"fields": …, "elsewhere": n, "undo": …}; see "summary".
    summary = models.JSONField(_("summary"), default=dict, blank=True, db_default={})
    cancel_requested = models.BooleanField(default=False)
    heartbeat_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    checked_at = models.DateTimeField(_("checked at"), null=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    finished_at = models.DateTimeField(_("finished at"), null=True)
    undone_at = models.DateTimeField(_("undone at"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ImportJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=("province", "-id"), name="imports_by_province"),
            models.Index(fields=("state", "heartbeat_at"), name="imports_at_work"),
        ]
        constraints = [
            paired("uploaded"),
            paired("confirmed"),
            paired("undone"),
            state_needs("committing_confirmed", ["COMMITTING", "DONE"], "confirmed_at"),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_running(self) -> bool:
        """Whether a worker has it, or will."""
        return self.state in RUNNING_STATES

    @property
    def can_be_mapped(self) -> bool:
        """Whether the columns may still be corrected."""
        return self.state == ImportState.READY or (
            self.state == ImportState.REFUSED and bool(self.mapping.get("columns"))
        )

    @property
    def can_be_read_again(self) -> bool:
        """Whether another encoding may be chosen."""
        return self.state in (ImportState.READY, ImportState.REFUSED)


class ImportRow(models.Model):
    """A row of the file as text, its resolved values, its verdict and reasons.

    ``data`` holds {field: value} for each filled, understood cell (keys of places and sectors
    as numbers); ``reasons`` and ``warnings`` are lists of [code, params]; ``changes`` is
    {field: [old, new]} and stays after the import, so that it can be undone; ``before`` is what
    else the register held then and an undo puts back. ``raw`` is kept of refused rows only.
    """

    job = models.ForeignKey(
        ImportJob, on_delete=models.CASCADE, related_name="rows", db_index=False
    )
    row_number = models.PositiveIntegerField(_("row"))
    raw = models.JSONField(_("as in the file"), default=list)
    tax_code = models.CharField(_("tax code"), max_length=40, blank=True)
    name = models.TextField(_("name"), blank=True)
    data = models.JSONField(default=dict)
    folded = models.TextField(default="")
    risk_score = models.PositiveSmallIntegerField(null=True)
    risk_reasons = models.JSONField(default=list)
    enterprise_id = models.BigIntegerField(null=True)
    verdict = models.CharField(_("verdict"), max_length=8, choices=RowVerdict, blank=True)
    reasons = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    changes = models.JSONField(default=dict)
    before = models.JSONField(default=dict, db_default={})

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ("job", "row_number")
        indexes = [models.Index(fields=("job", "verdict", "row_number"), name="rows_by_verdict")]
        constraints = [
            models.UniqueConstraint(fields=("job", "row_number"), name="one_row_per_line")
        ]

    def __str__(self) -> str:
        return f"{self.job_id}:{self.row_number}"
