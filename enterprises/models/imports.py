"""Imports of employer lists: the job, and its rows in a staging table filled by COPY."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecms.core.constraints import paired
from enterprises.enums import ImportState, RowVerdict
from enterprises.querysets import ImportJobQuerySet


class ImportJob(models.Model):
    """One file on its way into the register; all or nothing."""

    state = models.CharField(
        _("state"), max_length=12, choices=ImportState, default=ImportState.UPLOADED
    )
    province = models.ForeignKey(
        "accounts.Province", verbose_name=_("province"), on_delete=models.PROTECT,
        related_name="+",
    )
    source = models.CharField(_("source"), max_length=200)
    as_of = models.DateField(_("as of"))
    file = models.FileField(upload_to="imports/%Y/%m/", max_length=300)
    original_name = models.CharField(_("name of the file"), max_length=255)
    sha256 = models.CharField(max_length=64)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    mapping = models.JSONField(_("columns"), default=dict)
    total = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    message = models.TextField(_("message"), blank=True)
    cancel_requested = models.BooleanField(default=False)
    heartbeat_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    finished_at = models.DateTimeField(_("finished at"), null=True)

    objects = ImportJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-pk",)
        constraints = [paired("uploaded"), paired("confirmed")]

    def __str__(self) -> str:
        return self.original_name


class ImportRow(models.Model):
    """A row of the file as text, its resolved values, its verdict and reasons."""

    job = models.ForeignKey(ImportJob, on_delete=models.CASCADE, related_name="rows")
    row_number = models.PositiveIntegerField(_("row"))
    raw = models.JSONField(_("as in the file"))
    tax_code = models.CharField(_("tax code"), max_length=40, blank=True)
    name = models.TextField(_("name"), blank=True)
    address = models.TextField(_("address"), blank=True)
    ward_text = models.TextField(blank=True)
    sector_text = models.TextField(blank=True)
    workers_text = models.TextField(blank=True)
    workers = models.PositiveIntegerField(null=True)
    ward_id = models.BigIntegerField(null=True)
    sector_id = models.BigIntegerField(null=True)
    enterprise_id = models.BigIntegerField(null=True)
    verdict = models.CharField(_("verdict"), max_length=8, choices=RowVerdict, blank=True)
    reasons = ArrayField(models.TextField(), default=list)
    warnings = ArrayField(models.TextField(), default=list)
    changes = models.JSONField(default=dict)  # {field: [old, new]}

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ("job", "row_number")
        indexes = [
            models.Index(fields=("job", "verdict", "row_number"), name="rows_by_verdict"),
            models.Index(fields=("job", "tax_code"), name="rows_by_tax_code"),
        ]

    def __str__(self) -> str:
        return f"{self.job_id}:{self.row_number}"
