"""The accident. Constraints mirror the transition table; the database refuses nonsense."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired, state_needs
from intake.enums.accident import (
    WITH_TEAM,
    AccidentClass,
    AccidentState,
    CallerRole,
    Channel,
    FaultSide,
    Finding,
    TeamLevel,
)
from intake.models.sealed import SealedTextField
from intake.querysets.accident import AccidentQuerySet

S = AccidentState
PAIRS = (
    "received", "team_asked", "decided", "extension_asked", "extended", "referred", "returned",
    "minutes_signed", "announced", "sent", "closed", "ended", "costs",
)  # fmt: skip
PUBLISHED = [S.ANNOUNCED, S.FOLLOW_UP, S.CLOSED]


def _actor(*, required: bool = False) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=not required,
        blank=not required,
        on_delete=models.PROTECT,
        related_name="+",
    )


def _moment(words: Any) -> Any:
    return models.DateTimeField(words, null=True, blank=True)


def _day(words: Any) -> Any:
    return models.DateField(words, null=True, blank=True)


def _count(words: Any) -> Any:
    return models.PositiveIntegerField(words, default=0)


def _money(words: Any) -> Any:
    return models.BigIntegerField(words, null=True, blank=True)


def _to(model: str, words: Any, **options: Any) -> Any:
    settings_ = {"verbose_name": words, "on_delete": models.PROTECT, "related_name": "+"}
    return models.ForeignKey(model, **(settings_ | options))


def _maybe(model: str, words: Any) -> Any:
    return _to(model, words, null=True, blank=True)


CONSTRAINTS: list[models.BaseConstraint] = [
    *(paired(name) for name in PAIRS),
    state_needs("team_needs_day", list(WITH_TEAM), "decided_at", "decided_on"),
    state_needs("police_needs_day", [S.WITH_POLICE], "referred_on"),
    state_needs("minutes_need_day", [S.MINUTES_SIGNED, *PUBLISHED], "minutes_on"),
    state_needs("announced_needs_day", PUBLISHED, "announced_on"),
    state_needs("sent_needs_day", [S.FOLLOW_UP, S.CLOSED], "sent_on"),
    state_needs("closed_needs_moment", [S.CLOSED], "closed_at"),
    models.CheckConstraint(
        name="accident_place_named",
        condition=Q(enterprise__isnull=False) | ~Q(employer=""),
    ),
    models.CheckConstraint(
        name="accident_extended_with_days",
        condition=Q(extended_at__isnull=True, extension_days=0)
        | Q(extended_at__isnull=False, extension_days__gt=0),
    ),
    models.CheckConstraint(name="accident_round", condition=Q(round__gte=1)),
]


class Accident(models.Model):
    """One industrial accident: what happened, who investigates, how far it is.

    ``round`` grows with each new investigation; ``notice_on`` is the day of the notice from which
    the present term runs. Persons (caller, victims, witnesses) are sealed at rest.
    """

    code = models.CharField(_("file number"), max_length=30, unique=True)  # TN-75-2026-00012
    state = models.CharField(_("state"), max_length=16, choices=S, default=S.REPORTED)
    province = _to("accounts.Province", _("province"))
    ward = _maybe("accounts.Ward", _("ward"))
    agency = _to("accounts.Agency", _("body in charge"))
    officer = _maybe(settings.AUTH_USER_MODEL, _("officer in charge"))
    enterprise = _to(
        "enterprises.Enterprise", _("enterprise"), null=True, blank=True, related_name="accidents"
    )
    employer = models.CharField(_("employer as told"), max_length=300, blank=True)
    submission = models.UUIDField(_("submission"), unique=True)  # makes a double submit harmless

    # --- The declaration ---------------------------------------------------------------------
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    caller_role = models.CharField(_("who declared"), max_length=10, choices=CallerRole)
    caller = SealedTextField(_("name of the caller"))
    caller_phone = SealedTextField(_("telephone of the caller"))
    received_at = models.DateTimeField(_("received at"))
    received_by = _actor(required=True)
    notice_on = models.DateField(_("day of the notice"))
    declared_on = _day(_("declared by the employer on"))
    police_told_on = _day(_("police told on"))
    occurred_on = models.DateField(_("day of the accident"))
    occurred_time = models.TimeField(_("hour of the accident"), null=True, blank=True)
    shift_hours = models.PositiveSmallIntegerField(
        _("hours since the shift began"), null=True, blank=True
    )
    place = models.CharField(_("place"), max_length=500)
    workshop = models.CharField(_("workshop, work being done"), max_length=300, blank=True)
    course = models.TextField(_("course of the accident"), blank=True)
    first_cause = models.CharField(_("first idea of the cause"), max_length=500, blank=True)
    measures = models.TextField(_("measures taken"), blank=True)
    said_dead = _count(_("dead, as told"))
    said_serious = _count(_("seriously injured, as told"))
    said_injured = _count(_("injured, as told"))
    is_commuting = models.BooleanField(_("on the way to or from work"), default=False)
    without_contract = models.BooleanField(_("victims work without a contract"), default=False)
    is_incident = models.BooleanField(_("with a serious technical incident"), default=False)

    # --- Class, body, clock ------------------------------------------------------------------
    class_code = models.CharField(_("class"), max_length=14, choices=AccidentClass)
    victims_dead = _count(_("dead"))
    victims_serious = _count(_("seriously injured"))
    victims_light = _count(_("lightly injured"))
    level = models.CharField(_("investigating body"), max_length=10, choices=TeamLevel)
    # A higher body that took the case over, whatever its class (art. 35.2-35.3).
    taken_over = models.CharField(
        _("taken over by"), max_length=10, choices=TeamLevel, blank=True, default=""
    )
    needs_expertise = models.BooleanField(_("technical or forensic expertise"), default=False)
    term_days = models.PositiveSmallIntegerField(_("term in days"), null=True, blank=True)
    term_rule = models.PositiveSmallIntegerField(_("row of time limits"), null=True, blank=True)
    due_on = _day(_("minutes to be announced by"))
    round = models.PositiveSmallIntegerField(_("investigation number"), default=1)

    # --- Steps -------------------------------------------------------------------------------
    team_asked_at = _moment(_("team proposed at"))
    team_asked_by = _actor()
    decided_at = _moment(_("team set up at"))
    decided_by = _actor()
    decided_on = _day(_("date of the decision"))
    decision_number = models.CharField(_("number of the decision"), max_length=80, blank=True)
    extension_asked_at = _moment(_("extension asked at"))
    extension_asked_by = _actor()
    extended_at = _moment(_("extended at"))
    extended_by = _actor()
    extension_days = models.PositiveSmallIntegerField(_("days of the extension"), default=0)
    extension_reason = models.TextField(_("reason of the extension"), blank=True)
    referred_at = _moment(_("handed to the police at"))
    referred_by = _actor()
    referred_on = _day(_("handed to the police on"))
    returned_at = _moment(_("returned by the police at"))
    returned_by = _actor()
    minutes_signed_at = _moment(_("minutes signed at"))
    minutes_signed_by = _actor()
    minutes_on = _day(_("date of the minutes"))
    minutes_number = models.CharField(_("number of the minutes"), max_length=80, blank=True)
    announced_at = _moment(_("announced at"))
    announced_by = _actor()
    announced_on = _day(_("announced on"))
    sent_at = _moment(_("minutes sent at"))
    sent_by = _actor()
    sent_on = _day(_("minutes sent on"))
    closed_at = _moment(_("closed at"))
    closed_by = _actor()
    ended_at = _moment(_("ended otherwise at"))
    ended_by = _actor()
    reason = models.TextField(_("reason of the last step"), blank=True)

    # --- What the investigation found --------------------------------------------------------
    cause = _maybe("intake.AccidentCode", _("main cause"))
    other_causes = models.ManyToManyField(
        "intake.AccidentCode", verbose_name=_("further causes"), blank=True, related_name="+"
    )
    factor = _maybe("intake.AccidentCode", _("injuring factor"))
    finding = models.CharField(_("conclusion"), max_length=14, choices=Finding, blank=True)
    fault = models.CharField(_("fault"), max_length=10, choices=FaultSide, blank=True)
    cause_text = models.TextField(_("causes in words"), blank=True)
    fault_text = models.TextField(_("persons at fault and how to deal with them"), blank=True)
    cost_medical = _money(_("medical costs"))
    cost_wages = _money(_("wages during treatment"))
    cost_benefit = _money(_("compensation and allowances"))
    cost_property = _money(_("damage to property"))
    costs_at = _moment(_("costs recorded at"))
    costs_by = _actor()
    history = HistoricalRecords(excluded_fields=["caller", "caller_phone"])

    objects = AccidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("accident")
        verbose_name_plural = _("accidents")
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=("province", "state", "-id"), name="accident_by_state"),
            models.Index(fields=("province", "occurred_on"), name="accident_by_day"),
            models.Index(fields=("occurred_on",), name="accident_by_day_all"),
            models.Index(fields=("state", "due_on"), name="accident_by_due"),
        ]
        constraints = CONSTRAINTS

    def __str__(self) -> str:
        return f"{self.code} – {self.employer_name}"

    @property
    def employer_name(self) -> str:
        """The enterprise of the register, else what the caller said."""
        return self.enterprise.name if self.enterprise is not None else self.employer

    @property
    def head(self) -> Any:
        """The head of the present team, or None."""
        return next(
            (m for m in self.members.all() if m.role == "HEAD" and m.round == self.round), None
        )
