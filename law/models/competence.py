"""Who may fine how much, by title and date."""

from django.contrib.postgres.fields import ArrayField
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
    level = models.CharField(_("level"), max_length=20)
    scope_text = models.TextField(_("matters"), blank=True)
    powers = models.TextField(_("powers"), blank=True)
    power_codes = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("codes of the powers"),
        default=list,
        blank=True,
    )
    only_during_check = models.BooleanField(_("only while the check lasts"), default=False)
    notes = models.TextField(_("notes"), blank=True)
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("competence")
        verbose_name_plural = _("competences")
        ordering = ("-max_individual", "title_code")
        constraints = [ordered()]


class CompetenceScope(Sourced):
    """Provisions of one decree that a title may sanction; own limits replace the title's."""

    title_code = models.CharField(_("title code"), max_length=40)
    instrument_number = models.CharField(_("instrument"), max_length=60)
    provisions = models.CharField(_("provisions"), max_length=300)
    max_individual = models.BigIntegerField(_("maximum for individuals"), null=True, blank=True)
    max_organisation = models.BigIntegerField(
        _("maximum for organisations"), null=True, blank=True
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("scope of a competence")
        verbose_name_plural = _("scopes of competences")
        ordering = ("title_code", "instrument_number", "provisions")
        constraints = [
            models.UniqueConstraint(
                fields=("title_code", "instrument_number", "provisions"), name="scope_identity"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title_code}: {self.instrument_number} {self.provisions}"
