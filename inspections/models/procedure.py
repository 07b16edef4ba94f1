"""Procedures as dated data: which law, which regime of deadlines; a case keeps its version."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import ordered
from ecms.core.dated import Bilingual, Dated, DatedQuerySet
from inspections.enums import Kind


class Procedure(Bilingual, Dated):
    """A procedure in force for one kind of proceeding. Durations are days from announcement,
    per level of the deciding body: {"PROVINCE": {"days": 10, "extension": 5, "rule": 12}}."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    regime = models.CharField(_("regime of time limits"), max_length=30)
    legal_basis = models.CharField(_("legal basis"), max_length=300)
    durations = models.JSONField(_("durations"), default=dict)
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")
        ordering = ("kind", "valid_from")
        constraints = [ordered()]
