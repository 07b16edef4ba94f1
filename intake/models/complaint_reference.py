"""Competence and clocks of complaints: tables that an administrator keeps, each row dated."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import ordered
from ecms.core.dated import Bilingual, Dated, DatedQuerySet
from intake.enums.complaint import (
    ComplaintKind,
    ComplaintLevel,
    ComplaintSubject,
    Handling,
    Respondent,
    TermStep,
)
from law.models.catalogue import Sourced


class CompetentBody(Bilingual, Dated, Sourced):
    """Who settles, by code and date: also the successor of an office that no longer exists."""

    code = models.CharField(_("code"), max_length=20)
    is_own = models.BooleanField(_("within the department"), default=False)
    title_code = models.CharField(_("title in the competence table"), max_length=40, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("competent body for complaints")
        verbose_name_plural = _("competent bodies for complaints")
        ordering = ("code", "-valid_from")
        constraints = [
            ordered(),
            models.UniqueConstraint(
                fields=("code", "valid_from"), name="one_competent_body_a_day"
            ),
        ]


class ComplaintRoute(Dated, Sourced):
    """Kind x respondent x level x field -> who settles and by which clock; empty means any."""

    kind = models.CharField(_("kind"), max_length=12, choices=ComplaintKind)
    respondent = models.CharField(_("against"), max_length=12, choices=Respondent, blank=True)
    level = models.CharField(_("level"), max_length=8, choices=ComplaintLevel, blank=True)
    subject = models.CharField(_("field"), max_length=12, choices=ComplaintSubject, blank=True)
    competent = models.CharField(_("competent body, code"), max_length=20)
    handling = models.CharField(_("handling"), max_length=8, choices=Handling)
    clock = models.CharField(_("clock"), max_length=20)
    note_vi = models.CharField(_("note in Vietnamese"), max_length=300, blank=True)
    note_en = models.CharField(_("note in English"), max_length=300, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("route of complaints")
        verbose_name_plural = _("routes of complaints")
        ordering = ("kind", "respondent", "level", "subject", "-valid_from")
        constraints = [
            ordered(),
            models.UniqueConstraint(
                fields=("kind", "respondent", "level", "subject", "valid_from"),
                name="one_complaint_route_a_day",
            ),
        ]

    def __str__(self) -> str:
        parts = (self.kind, self.respondent, self.level, self.subject)
        return f"{' / '.join(part or '*' for part in parts)} -> {self.competent}"


class ComplaintTerm(Dated, Sourced):
    """One time limit of a clock: of a row of the table of time limits, or with its own value."""

    clock = models.CharField(_("clock"), max_length=20)
    step = models.CharField(_("step"), max_length=8, choices=TermStep)
    deadline_row = models.PositiveIntegerField(
        _("row of the table of time limits"), null=True, blank=True
    )
    value = models.PositiveSmallIntegerField(_("length"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    extended = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("whole length when extended"),
        default=list, blank=True,
    )  # fmt: skip
    remote = models.PositiveSmallIntegerField(_("length in remote areas"), null=True, blank=True)
    remote_extended = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("whole length when extended, remote areas"), default=list, blank=True,
    )  # fmt: skip
    basis_vi = models.CharField(_("article in Vietnamese"), max_length=200)
    basis_en = models.CharField(_("article in English"), max_length=200, blank=True)
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("time limit of complaints")
        verbose_name_plural = _("time limits of complaints")
        ordering = ("clock", "pk")
        constraints = [
            ordered(),
            models.UniqueConstraint(
                fields=("clock", "step", "valid_from"), name="one_complaint_term_a_day"
            ),
            models.CheckConstraint(
                name="complaint_term_has_length",
                condition=models.Q(deadline_row__isnull=False)
                | models.Q(value__gt=0) & ~models.Q(unit=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock} {self.step}"
