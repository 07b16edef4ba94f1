"""Number books, generated documents and stored files; each hangs on a scoped row."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecms.core.constraints import paired
from ecms.documents import registry


class NumberBook(models.Model):
    """The last number taken per issuing body, kind of document and year; no gaps."""

    issuer = models.CharField(_("issuing body"), max_length=40)
    kind = models.CharField(_("kind"), max_length=40)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("number book")
        verbose_name_plural = _("number books")
        constraints = [
            models.UniqueConstraint(fields=("issuer", "kind", "year"), name="one_book_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.kind} {self.year}: {self.last}"


class DocumentState(models.TextChoices):
    """Life of a generated document."""

    DRAFT = "DRAFT", _("Draft")
    ISSUED = "ISSUED", _("Issued")
    REPLACED = "REPLACED", _("Replaced by a newer version")
    CANCELLED = "CANCELLED", _("Cancelled")


class GeneratedDocument(models.Model):
    """A file made from case data; once issued its bytes never change."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.BigIntegerField()
    thing = GenericForeignKey()
    form_code = models.CharField(_("form"), max_length=40)  # MBB01, MQD02, QD-KT …
    title = models.CharField(_("title"), max_length=300)
    state = models.CharField(
        _("state"), max_length=12, choices=DocumentState, default=DocumentState.DRAFT
    )
    occasion = models.CharField(_("occasion"), max_length=40, blank=True)  # two of one form
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    reason = models.TextField(_("reason of the replacement or cancellation"), blank=True)
    previous = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    issuer = models.CharField(_("issuing body"), max_length=40)
    number = models.PositiveIntegerField(_("number"), null=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True)
    reference = models.CharField(_("number and symbol"), max_length=80, blank=True)
    issued_on = models.DateField(_("date"), null=True)
    signer_name = models.CharField(_("signed by"), max_length=200, blank=True)
    signer_title = models.CharField(_("title of the signatory"), max_length=300, blank=True)
    context = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    html = models.TextField(default="")  # the text as printed
    corrections = models.JSONField(default=list)  # [[wrong words, right words] …]
    template = models.CharField(max_length=200)
    file = models.FileField(upload_to="documents/%Y/%m/", max_length=300)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    verify_code = models.CharField(_("verification code"), max_length=20, unique=True)
    created_at = models.DateTimeField(_("made at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField(_("issued at"), null=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("-pk",)
        indexes = [models.Index(fields=("content_type", "object_id"), name="documents_of_thing")]
        constraints = [
            paired("created"),
            paired("issued"),
            models.UniqueConstraint(
                fields=("issuer", "form_code", "year", "number"),
                condition=models.Q(number__isnull=False) & models.Q(version=1),
                name="number_taken_once",
            ),
            models.UniqueConstraint(
                fields=("content_type", "object_id", "form_code", "occasion"),
                condition=models.Q(state=DocumentState.ISSUED),
                name="one_in_force",
            ),
            models.CheckConstraint(
                name="issued_document_complete",
                condition=models.Q(state=DocumentState.DRAFT)
                | models.Q(issued_on__isnull=False, issued_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_code} {self.reference}".strip()

    @property
    def label(self) -> str:
        """What the pages call it."""
        return registry.label(self.form_code, self.title)

    @property
    def file_name(self) -> str:
        """A name for the file a reader saves: QD-KT 05-QĐ-SNV.pdf."""
        reference = self.reference.replace("/", "-")
        version = f" v{self.version}" if self.version > 1 else ""
        return f"{self.form_code} {reference}{version}".strip() + ".pdf"


class StoredFile(models.Model):
    """An uploaded file hanging on a case: type by content, hash at upload, never overwritten."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.BigIntegerField()
    thing = GenericForeignKey()
    kind = models.CharField(_("kind"), max_length=30)  # photo, document, receipt, remedy …
    file = models.FileField(upload_to="files/%Y/%m/", max_length=300)
    preview = models.FileField(upload_to="previews/%Y/%m/", max_length=300, blank=True)
    original_name = models.CharField(_("name of the file"), max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    original_sha256 = models.CharField(max_length=64)
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    taken_at = models.DateTimeField(_("taken at"), null=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    client_uuid = models.UUIDField(null=True, unique=True)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    frozen_at = models.DateTimeField(_("frozen at"), null=True)
    removed_at = models.DateTimeField(_("removed at"), null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ("pk",)
        indexes = [models.Index(fields=("content_type", "object_id"), name="files_of_thing")]
        constraints = [paired("uploaded"), paired("removed")]

    def __str__(self) -> str:
        return self.original_name


class ExportState(models.TextChoices):
    """Life of an export."""

    WAITING = "WAITING", pgettext_lazy("export", "Waiting")
    RUNNING = "RUNNING", pgettext_lazy("export", "Being written")
    DONE = "DONE", pgettext_lazy("export", "Ready")
    CANCELLED = "CANCELLED", pgettext_lazy("export", "Cancelled")
    FAILED = "FAILED", pgettext_lazy("export", "Failed")


class ExportJob(models.Model):
    """A list that a worker writes into a file: exactly what its owner saw, and no more.

    ``exporter`` is a name of ``ecms.documents.exporting``; ``query`` the filters of the list.
    """

    exporter = models.CharField(max_length=60)
    query = models.CharField(max_length=2000, blank=True)
    kind = models.CharField(_("kind"), max_length=5)  # csv, xlsx
    language = models.CharField(max_length=10, default="vi")
    state = models.CharField(
        _("state"), max_length=10, choices=ExportState, default=ExportState.WAITING
    )
    rows = models.PositiveIntegerField(_("rows written"), default=0)
    total = models.PositiveIntegerField(_("rows"), null=True)
    file = models.FileField(upload_to="exports/%Y/%m/", max_length=300, blank=True)
    name = models.CharField(_("name of the file"), max_length=200)
    problem = models.CharField(max_length=200, blank=True)
    cancel_requested = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    finished_at = models.DateTimeField(_("finished at"), null=True)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ("-pk",)
        indexes = [models.Index(fields=("state", "heartbeat_at"), name="exports_at_work")]
        constraints = [paired("asked")]

    def __str__(self) -> str:
        return self.name
