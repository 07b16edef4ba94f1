"""A report asked for by a person and made by a worker."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from analytics.enums import UNFINISHED, ReportFormat, ReportState
from analytics.periods import Period
from analytics.querysets import ReportQuerySet
from ecms.core.constraints import paired, state_needs

ERRORS = {
    "rights": _("You may no longer export reports."),
    "error": _("An error occurred three times; the administrators find it in the log."),
    "silent": _("The worker stopped three times before the report was finished."),
}


def _place(job: "ReportJob", filename: str) -> str:
    """The name says nothing about the content; a second attempt writes the same file."""
    return (
        f"reports/{job.requested_at:%Y/%m}/{job.pk}-{job.submission}.{filename.rsplit('.', 1)[-1]}"
    )


class ReportJob(models.Model):
    """``first``/``last`` are first days of months; ``province`` empty means all in reach.

    ``submission`` makes a double submit harmless, ``beat_at`` is the worker's sign of life.
    """

    submission = models.UUIDField()
    state = models.CharField(
        _("state"), max_length=8, choices=ReportState, default=ReportState.WAITING
    )
    format = models.CharField(_("format"), max_length=5, choices=ReportFormat)
    first = models.DateField(_("first month"))
    last = models.DateField(_("last month"))
    province = models.ForeignKey(
        "accounts.Province",
        verbose_name=_("province"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    language = models.CharField(_("language"), max_length=5)
    requested_at = models.DateTimeField(_("asked for at"))
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked for by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    beat_at = models.DateTimeField(null=True, editable=False)
    done_steps = models.PositiveIntegerField(_("steps done"), default=0)
    all_steps = models.PositiveIntegerField(_("steps in all"), default=0)
    as_of = models.DateTimeField(_("figures as of"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    file = models.FileField(upload_to=_place, max_length=300, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ("-pk",)
        indexes = [models.Index(fields=("requested_by", "-id"), name="reports_of_person")]
        constraints = [
            paired("requested"),
            models.UniqueConstraint(
                fields=("requested_by", "submission"), name="report_asked_for_once"
            ),
            state_needs("done_report_is_finished", [ReportState.DONE], "finished_at", "as_of"),
            models.CheckConstraint(
                name="done_report_has_file",
                condition=~models.Q(state=ReportState.DONE) | ~models.Q(file=""),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def period(self) -> Period:
        """The months that the report covers."""
        return Period(self.first, self.last)

    @property
    def file_name(self) -> str:
        """A name for the file a reader saves."""
        place = self.province.code if self.province else "all"
        extension = "zip" if self.format == ReportFormat.CSV else self.format
        return f"ecms-{place}-{self.period.code}.{extension}"

    @property
    def is_running(self) -> bool:
        """Not finished yet."""
        return self.state in UNFINISHED

    @property
    def error_words(self) -> str:
        """Why it failed, in words for the person who asked."""
        return str(ERRORS.get(self.error, ""))
