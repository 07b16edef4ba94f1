"""Procedures as dated data: states, steps and time limits; a case keeps its version."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from accounts.enums import Level
from ecms.core.constraints import ordered
from ecms.core.dated import Bilingual, Dated, DatedQuerySet
from inspections.enums import Actor, DurationUnit, Ground, Kind, Late, Manner, Mode, Phase
from inspections.procedure_rules import Definition, StateSpec, StepSpec, TermSpec

_published: dict[int, Definition] = {}


class Procedure(Bilingual, Dated):
    """A version of a procedure for one kind of proceeding; a published one does not change.

    ``can_propose`` is off where only cases that were taken over are carried on (2010, 2022 laws).
    """

    code = models.CharField(_("code"), max_length=30)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    regime = models.CharField(_("regime of time limits"), max_length=30)
    legal_basis = models.CharField(_("legal basis"), max_length=300)
    can_propose = models.BooleanField(_("new cases can be proposed"), default=True)
    first_state = models.CharField(_("first state"), max_length=30, default="PROPOSED")
    published_on = models.DateField(_("published on"), null=True, blank=True)
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")
        ordering = ("kind", "valid_from", "version")
        constraints = [
            models.UniqueConstraint(fields=("code", "version"), name="procedure_version"),
            ordered(),
        ]


class ProcedureState(Bilingual):
    """A state of a procedure; its phase says what the rest of the product makes of it."""

    procedure = models.ForeignKey(
        Procedure, verbose_name=_("procedure"), on_delete=models.CASCADE, related_name="states"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    code = models.CharField(_("code"), max_length=30)
    phase = models.CharField(_("phase"), max_length=12, choices=Phase)

    class Meta:
        verbose_name = _("state of a procedure")
        verbose_name_plural = _("states of a procedure")
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(fields=("procedure", "code"), name="state_of_procedure")
        ]


class ProcedureStep(models.Model):
    """A step: an act of the catalogue from some states to another, who takes it, which paper.

    ``act`` "record" is the act without a meaning of its own: the step then has its own code.
    ``needs`` names steps that must have been taken before; ``once`` forbids a second time.
    """

    procedure = models.ForeignKey(
        Procedure, verbose_name=_("procedure"), on_delete=models.CASCADE, related_name="steps"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    act = models.CharField(_("act"), max_length=30)
    code = models.SlugField(_("code of the step"), max_length=30, blank=True)
    name_vi = models.CharField(_("name in Vietnamese"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    sources = ArrayField(models.CharField(max_length=30), verbose_name=_("from the states"))
    target = models.CharField(_("to the state"), max_length=30, blank=True)
    actor = models.CharField(
        _("who takes it"), max_length=10, choices=Actor, blank=True, default=""
    )
    document = models.CharField(_("document"), max_length=30, blank=True)
    needs = ArrayField(
        models.CharField(max_length=30), verbose_name=_("only after"), default=list, blank=True
    )
    once = models.BooleanField(_("only once"), default=False)
    primary = models.BooleanField(_("main way on"), default=False)
    words: str | Promise = ""  # what the procedure calls it, from whoever knows the catalogue

    class Meta:
        verbose_name = _("step of a procedure")
        verbose_name_plural = _("steps of a procedure")
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return str(self.words) or self.verb

    @property
    def verb(self) -> str:
        """The name under which cases know the step."""
        return self.code or self.act


class ProcedureTerm(models.Model):
    """How long a step may take. Empty level, ground, mode or manner: any.

    ``runs_from`` is the state whose beginning starts the term; ``extensions`` the further days
    that may be given, one after the other.
    """

    procedure = models.ForeignKey(
        Procedure, verbose_name=_("procedure"), on_delete=models.CASCADE, related_name="terms"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    verb = models.CharField(_("step"), max_length=30)
    runs_from = models.CharField(_("runs from the beginning of"), max_length=30)
    level = models.CharField(_("level"), max_length=10, choices=Level, blank=True, default="")
    ground = models.CharField(_("ground"), max_length=10, choices=Ground, blank=True, default="")
    mode = models.CharField(_("mode"), max_length=8, choices=Mode, blank=True, default="")
    manner = models.CharField(
        _("carried out by"), max_length=12, choices=Manner, blank=True, default=""
    )
    days = models.PositiveSmallIntegerField(_("length"))
    unit = models.CharField(
        _("unit"), max_length=20, choices=DurationUnit, default=DurationUnit.DAYS
    )
    extensions = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("extensions in days"),
        default=list,
        blank=True,
    )
    rule = models.PositiveIntegerField(_("row of the table of time limits"), null=True, blank=True)
    reminder = models.CharField(_("reminder"), max_length=60, default="inspection.step")
    late = models.CharField(
        pgettext_lazy("policy", "after the last day"),
        max_length=8,
        choices=Late,
        default=Late.REASON,
    )
    words: str | Promise = ""  # what the procedure calls the step

    class Meta:
        verbose_name = _("time limit of a procedure")
        verbose_name_plural = _("time limits of a procedure")
        ordering = ("order", "pk")
        constraints = [
            models.CheckConstraint(name="term_has_length", condition=models.Q(days__gt=0))
        ]

    def __str__(self) -> str:
        return f"{self.words or self.verb}: {self.days} {self.get_unit_display().lower()}"


def definition_of(pk: int) -> Definition:
    """States, steps and terms of a procedure; those of published versions are kept in memory.

    A published version does not change, so the memory of a process cannot be out of date. All of
    them are read at once: a list shows cases of every procedure.
    """
    if pk in _published:
        return _published[pk]
    wanted = Procedure.objects.filter(models.Q(pk=pk) | models.Q(published_on__isnull=False))
    found: Definition | None = None
    for row in wanted.prefetch_related("states", "steps", "terms"):
        definition = read_definition(row)
        if row.published_on is not None:
            _published[row.pk] = definition
        if row.pk == pk:
            found = definition
    if found is None:
        raise Procedure.DoesNotExist(pk)
    return found


def forget_definitions() -> None:
    """After the shipped procedures were loaded anew."""
    _published.clear()


def read_definition(row: Procedure) -> Definition:
    """The procedure as the rules see it."""
    return Definition(
        code=row.code,
        first=row.first_state,
        states=tuple(
            StateSpec(s.code, s.name_vi, s.name_en, s.phase) for s in row.states.all()
        ),
        steps=tuple(
            StepSpec(
                act=s.act, verb=s.verb, name_vi=s.name_vi, name_en=s.name_en,
                sources=tuple(s.sources), target=s.target, actor=s.actor, document=s.document,
                needs=tuple(s.needs), once=s.once, primary=s.primary,
            )
            for s in row.steps.all()
        ),
        terms=tuple(
            TermSpec(
                verb=t.verb, runs_from=t.runs_from, level=t.level, ground=t.ground, mode=t.mode,
                manner=t.manner, days=t.days, unit=t.unit, extensions=tuple(t.extensions),
                rule=t.rule, reminder=t.reminder, late=t.late,
            )
            for t in row.terms.all()
        ),
    )  # fmt: skip
