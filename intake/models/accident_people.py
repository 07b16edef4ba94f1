"""Persons of an accident: victims, team, statements. Seen only by those who handle it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired
from enterprises.enums import ContractKind, Sex
from intake.enums.accident import MemberRole, Outcome, Speaker
from intake.models.accident import _actor, _maybe
from intake.models.sealed import SealedTextField
from intake.querysets.accident import AccidentFactQuerySet, BesideAccidentQuerySet


def _of(name: str) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        "intake.Accident", verbose_name=_("accident"), on_delete=models.CASCADE, related_name=name
    )


class Victim(models.Model):
    """A person killed or hurt. ``number`` names the person where the name may not appear."""

    accident = _of("victims")
    number = models.PositiveSmallIntegerField(_("number"))
    submission = models.UUIDField(_("submission"), unique=True)
    name = SealedTextField(_("full name"))
    worker = _maybe("enterprises.Worker", _("worker of the register"))
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, blank=True)
    job = models.CharField(_("work"), max_length=150, blank=True)
    occupation = _maybe("intake.AccidentCode", _("occupation group"))
    seniority_months = models.PositiveSmallIntegerField(
        _("months in this work"), null=True, blank=True
    )
    contract = models.CharField(_("contract"), max_length=8, choices=ContractKind, blank=True)
    without_contract = models.BooleanField(_("no labour contract"), default=False)
    trained = models.BooleanField(_("had safety training"), null=True, blank=True)
    trained_on = models.DateField(_("last safety training"), null=True, blank=True)
    injuries = models.ManyToManyField(
        "intake.AccidentCode",
        verbose_name=_("serious injuries (Annex II)"),
        blank=True,
        related_name="+",
    )
    injury_text = models.CharField(_("injuries in words"), max_length=500, blank=True)
    treated_at_place = models.CharField(_("treated at"), max_length=200, blank=True)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome)
    died_on = models.DateField(_("died on"), null=True, blank=True)
    wage = models.BigIntegerField(_("monthly wage"), null=True, blank=True)
    loss = models.PositiveSmallIntegerField(
        _("loss of working capacity in percent"), null=True, blank=True
    )
    loss_on = models.DateField(_("conclusion of the medical council"), null=True, blank=True)
    own_fault = models.BooleanField(_("wholly the worker’s own fault"), default=False)
    days_lost = models.PositiveIntegerField(_("days off work"), null=True, blank=True)
    paid = models.BigIntegerField(_("paid"), null=True, blank=True)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    settled_at = models.DateTimeField(_("payment recorded at"), null=True, blank=True)
    settled_by = _actor()
    history = HistoricalRecords(excluded_fields=["name"])

    objects = BesideAccidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("victim")
        verbose_name_plural = _("victims")
        ordering = ("number",)
        constraints = [
            paired("settled"),
            models.UniqueConstraint(fields=("accident", "number"), name="victim_number"),
            models.CheckConstraint(
                name="victim_dead_with_day",
                condition=Q(outcome="DEAD", died_on__isnull=False)
                | Q(outcome="INJURED", died_on__isnull=True),
            ),
            models.CheckConstraint(
                name="victim_loss_percent", condition=Q(loss__isnull=True) | Q(loss__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.accident.code} #{self.number}"  # a name has no business in logs

    @property
    def province_id(self) -> int:
        """The province of the case, by which due items are scoped."""
        return self.accident.province_id

    @property
    def is_dead(self) -> bool:
        """Died of the accident."""
        return self.outcome == Outcome.DEAD


class TeamMember(models.Model):
    """A member of an investigation team: one of us, or an official of another body."""

    accident = _of("members")
    round = models.PositiveSmallIntegerField(_("investigation number"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    user = _maybe(settings.AUTH_USER_MODEL, _("person"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    role = models.CharField(_("role in the team"), max_length=10, choices=MemberRole)

    objects = AccidentFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of the investigation team")
        verbose_name_plural = _("members of the investigation team")
        ordering = ("round", "order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("accident", "round"),
                condition=Q(role="HEAD"),
                name="one_head_of_investigation",
            ),
            models.CheckConstraint(
                name="investigator_named", condition=Q(user__isnull=False) | ~Q(name="")
            ),
        ]

    def __str__(self) -> str:
        return self.shown

    @property
    def shown(self) -> str:
        """The name to print."""
        return str(self.user) if self.user is not None else self.name


class Statement(models.Model):
    """What a person said, or what the team saw. A protected name is in no document."""

    accident = _of("statements")
    submission = models.UUIDField(_("submission"), unique=True)
    speaker = models.CharField(_("whose statement"), max_length=10, choices=Speaker)
    name = SealedTextField(_("full name"))
    is_protected = models.BooleanField(_("name is protected"), default=False)
    job = models.CharField(_("work or office"), max_length=150, blank=True)
    taken_on = models.DateField(_("taken on"))
    text = SealedTextField(_("what was said"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = _actor(required=True)

    objects = BesideAccidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ("taken_on", "pk")
        constraints = [paired("recorded")]

    def __str__(self) -> str:
        return f"{self.accident.code} / {self.pk}"


class SceneNote(models.Model):
    """What the team noted at the scene."""

    accident = _of("notes")
    submission = models.UUIDField(_("submission"), unique=True)
    noted_on = models.DateField(_("noted on"))
    text = SealedTextField(_("what was found"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = _actor(required=True)

    objects = BesideAccidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("note of the scene")
        verbose_name_plural = _("notes of the scene")
        ordering = ("noted_on", "pk")
        constraints = [paired("recorded")]

    def __str__(self) -> str:
        return f"{self.accident.code} / {self.pk}"


class Dossier(models.Model):
    """The part of the file with persons in it; official papers and evidence hang on it.

    Whoever may read the accident but does not handle it, sees no name through a file either.
    """

    accident = models.OneToOneField(
        "intake.Accident",
        verbose_name=_("accident"),
        on_delete=models.CASCADE,
        related_name="dossier",
    )

    objects = BesideAccidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("accident dossier")
        verbose_name_plural = _("accident dossiers")

    def __str__(self) -> str:
        return str(self.accident)
