"""What is measured, in words that anyone may read."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from analytics.enums import Direction, MeasureGroup, Unit
from analytics.querysets import MeasureQuerySet
from ecms.core.dated import Bilingual


class Measure(Bilingual):
    """The definition of one measure; how it is computed is in ``analytics.sources``."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    group = models.CharField(_("group"), max_length=12, choices=MeasureGroup)
    order = models.PositiveSmallIntegerField(_("order"))
    unit = models.CharField(_("unit"), max_length=12, choices=Unit)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction)
    definition_vi = models.TextField(_("definition in Vietnamese"))
    definition_en = models.TextField(_("definition in English"))
    date_vi = models.CharField(
        _("date that decides the month, in Vietnamese"), max_length=200, blank=True
    )
    date_en = models.CharField(
        _("date that decides the month, in English"), max_length=200, blank=True
    )
    legal_vi = models.CharField(_("legal source in Vietnamese"), max_length=300, blank=True)
    legal_en = models.CharField(_("legal source in English"), max_length=300, blank=True)
    history = HistoricalRecords()

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ("order",)

    @property
    def definition(self) -> str:
        """What is counted, in the language of the page."""
        return self.definition_vi if _vietnamese() else self.definition_en

    @property
    def date_rule(self) -> str:
        """Which date decides the month; empty for figures of now."""
        return self.date_vi if _vietnamese() else self.date_en

    @property
    def legal_source(self) -> str:
        """Where the law asks for it; empty where it does not."""
        return self.legal_vi if _vietnamese() else self.legal_en

    @property
    def is_stock(self) -> bool:
        """How things stand now, whatever the period."""
        return self.group == MeasureGroup.NOW


def _vietnamese() -> bool:
    return (get_language() or "vi").startswith("vi")
