"""Who may fine how much, by title and date."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import ordered
from ecms.core.dated import Bilingual, Dated, DatedQuerySet
from law.models.catalogue import Sourced


class CompetenceRule(Bilingual, Dated, Sourced):
    """The power of one title in a period. Amounts in whole VND, maximum of the frame."""

    row_key = models.CharField(_("row"), max_length=60, unique=True)
    title_code = models.CharField(_("title code"), max_length=40)
    instrument_number = models.CharField(_("instrument"), max_length=60)
    max_individual = models.BigIntegerField(_("maximum for individuals"))
    max_organisation = models.BigIntegerField(_("maximum for organisations"))
    scope_text = models.TextField(_("matters"), blank=True)
    powers = models.TextField(_("powers"), blank=True)
    only_during_check = models.BooleanField(_("only while the check lasts"), default=False)
    details = models.JSONField(_("normalised scope"), default=dict, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("competence")
        verbose_name_plural = _("competences")
        ordering = ("-max_individual", "title_code")
        constraints = [ordered()]
