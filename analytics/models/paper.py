"""A report that is signed: numbered, kept, and provable against its cut-off."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from analytics.enums import PaperState, ReportKind
from analytics.period_words import period_words
from analytics.periods import Period
from analytics.querysets import PaperQuerySet
from ecms.core.constraints import paired, state_needs


class Paper(models.Model):
    """A report of a department, or (``province`` empty) of the ministry for the country.

    ``content`` is everything that it says, kept with its hash; ``is_final`` that every month was
    frozen when it was put together. ``submission`` makes a double submit harmless. ``subject`` and
    ``address`` are the question of the explorer that it answers, if it does.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=ReportKind)
    state = models.CharField(
        _("state"), max_length=8, choices=PaperState, default=PaperState.DRAFT
    )
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
    agency = models.ForeignKey(
        "accounts.Agency", verbose_name=_("body"), on_delete=models.PROTECT, related_name="+"
    )
    subject = models.CharField(_("subject of the report"), max_length=200, blank=True)
    address = models.CharField(_("question"), max_length=2000, blank=True)
    remarks = models.TextField(_("remarks and proposals"), blank=True)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    is_final = models.BooleanField(_("all months frozen"))
    as_of = models.DateTimeField(_("figures as of"))
    submission = models.UUIDField(unique=True)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("signed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("signed report")
        verbose_name_plural = _("signed reports")
        ordering = ("-pk",)
        constraints = [
            paired("made"),
            paired("signed"),
            state_needs("signed_report_has_moment", [PaperState.SIGNED], "signed_at"),
            models.CheckConstraint(
                name="signed_report_is_final",
                condition=~models.Q(state=PaperState.SIGNED) | models.Q(is_final=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject or self.get_kind_display()}, {period_words(self.period)}"

    @property
    def period(self) -> Period:
        """The months that it covers."""
        return Period(self.first, self.last)
