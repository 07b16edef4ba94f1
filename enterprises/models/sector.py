"""Economic sectors; identity is (scheme, code): VSIC 2018 and 2025 side by side."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.dated import Bilingual, Dated, DatedQuerySet
from enterprises.rules.sections import section_letters


class Sector(Bilingual, Dated):
    """A section (level 1) or division (level 2) of the classification."""

    scheme = models.CharField(_("classification"), max_length=10)  # VSIC2018, VSIC2025
    level = models.PositiveSmallIntegerField(_("level"))
    code = models.CharField(_("code"), max_length=5)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    section_2025 = models.CharField(_("section in VSIC 2025"), max_length=40, blank=True)
    source = models.TextField(_("source"), blank=True)
    confidence = models.CharField(_("confidence"), max_length=200, blank=True)

    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ("scheme", "code")
        constraints = [models.UniqueConstraint(fields=("scheme", "code"), name="sector_identity")]

    @property
    def letters(self) -> tuple[str, ...]:
        """Sections of VSIC 2025 in question: several where the division of 2018 was split."""
        return section_letters(
            scheme=self.scheme, level=self.level, code=self.code, mapping=self.section_2025
        )

    @property
    def section(self) -> str:
        """The letter of its section in VSIC 2025; the first where a 2018 division was split."""
        own = self.code if self.level == 1 and self.scheme == "VSIC2025" else ""
        return own or next((mark for mark in self.section_2025 if mark.isalpha()), "")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
