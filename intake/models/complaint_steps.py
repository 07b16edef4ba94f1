"""Columns of a complaint by step; abstract, so that each stays short."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from intake.enums.complaint import (
    Channel,
    ComplaintKind,
    ComplaintLevel,
    ComplaintSubject,
    Handling,
    Outcome,
    Respondent,
    ReturnKind,
    ReturnReason,
    ServiceProof,
)


def actor() -> models.ForeignKey:  # type: ignore[type-arg]
    """Who did a step."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )


def moment(label: object) -> models.DateTimeField:  # type: ignore[type-arg]
    """When a step was done."""
    return models.DateTimeField(label, null=True, blank=True)  # type: ignore[arg-type]


def day(label: object) -> models.DateField:  # type: ignore[type-arg]
    """A legal date that is not known from the start."""
    return models.DateField(label, null=True, blank=True)  # type: ignore[arg-type]


class Received(models.Model):
    """What is written down at the counter; nothing of who complained."""

    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    received_on = models.DateField(_("received on"))
    received_at = models.DateTimeField(_("entered at"))
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    submission = models.UUIDField(unique=True)  # makes a double submit harmless
    is_anonymous = models.BooleanField(_("anonymous"), default=False)
    stays_unknown = models.BooleanField(_("wishes to stay unknown to the employer"), default=True)
    people = models.PositiveIntegerField(_("number of people who complain"), default=1)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        verbose_name=_("enterprise"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    enterprise_text = models.CharField(
        _("enterprise as named, not in the register"), max_length=300, blank=True
    )
    summary = models.TextField(_("summary without names"))
    folded = models.TextField(editable=False)
    topic = models.ForeignKey(
        "law.ViolationTopic",
        verbose_name=_("area of law"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    redacted = models.TextField(_("text without names for the file"), blank=True)
    redacted_at = moment(_("text without names written at"))
    redacted_by = actor()

    class Meta:
        abstract = True


class Classified(models.Model):
    """What it is in law, who settles it, by which clock."""

    kind = models.CharField(_("kind"), max_length=12, choices=ComplaintKind)
    subject = models.CharField(_("field"), max_length=12, choices=ComplaintSubject)
    level = models.CharField(
        _("level"), max_length=8, choices=ComplaintLevel, default=ComplaintLevel.FIRST
    )
    respondent = models.CharField(_("against"), max_length=12, choices=Respondent)
    accused = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("officials it is about"),
        blank=True,
        related_name="+",
    )
    known_on = day(_("decision or act known since"))
    is_remote = models.BooleanField(_("remote area, difficult travel"), default=False)
    classified_at = moment(_("classified at"))
    classified_by = actor()
    competent = models.CharField(_("competent body, code"), max_length=20, blank=True)
    competent_vi = models.CharField(_("competent body in Vietnamese"), max_length=300, blank=True)
    competent_en = models.CharField(_("competent body in English"), max_length=300, blank=True)
    handling = models.CharField(_("handling"), max_length=8, choices=Handling, blank=True)
    clock = models.CharField(_("clock"), max_length=20, blank=True)
    route_basis = models.CharField(_("legal basis of the competence"), max_length=300, blank=True)
    accept_due_on = day(_("acceptance due on"))

    class Meta:
        abstract = True


class Worked(models.Model):
    """Acceptance or return, assignment, verification, clocks."""

    accepted_at = moment(_("accepted at"))
    accepted_by = actor()
    accepted_on = day(_("accepted on"))
    late_excuse = models.TextField(_("why accepted though out of time"), blank=True)
    returned_at = moment(_("returned at"))
    returned_by = actor()
    return_kind = models.CharField(
        _("how returned"), max_length=10, choices=ReturnKind, blank=True
    )
    return_reason = models.CharField(
        _("reason of the return"), max_length=16, choices=ReturnReason, blank=True
    )
    returned_to = models.CharField(_("sent or referred to"), max_length=300, blank=True)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handled by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    assigned_at = moment(_("assigned at"))
    assigned_by = actor()
    settle_due_on = day(_("decision due on"))
    extensions = models.PositiveSmallIntegerField(_("extensions"), default=0)
    extended_at = moment(_("extended at"))
    extended_by = actor()
    extension_reason = models.TextField(_("reason of the extension"), blank=True)
    verified_at = moment(_("verification begun at"))
    verified_by = actor()
    suspended_at = moment(_("suspended at"))
    suspended_by = actor()
    suspended_on = day(_("suspended on"))
    stood_days = models.PositiveSmallIntegerField(_("days the clock stood"), default=0)
    dialogue_at = moment(_("dialogue recorded at"))
    dialogue_by = actor()
    dialogue_on = day(_("date of the dialogue"))
    withdrawn_at = moment(_("withdrawn at"))
    withdrawn_by = actor()
    withdrawn_on = day(_("withdrawn on"))
    reason = models.TextField(_("reason"), blank=True)  # of return, suspension, withdrawal

    class Meta:
        abstract = True


class Settled(models.Model):
    """The draft, the decision and what comes after it."""

    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome, blank=True)
    findings = models.TextField(_("result of the verification"), blank=True)
    conclusion = models.TextField(_("conclusion"), blank=True)
    measures = models.TextField(_("what has to be done"), blank=True)
    drafted_at = moment(_("drafted at"))
    drafted_by = actor()
    decided_at = moment(_("decided at"))
    decided_by = actor()
    decided_on = day(_("date of the decision"))
    decision_number = models.CharField(_("decision number"), max_length=80, blank=True)
    serve_due_on = day(_("sending due on"))
    served_at = moment(_("result sent, recorded at"))
    served_by = actor()
    served_on = day(_("result received on"))
    service_proof = models.CharField(
        _("how delivered"), max_length=8, choices=ServiceProof, blank=True
    )
    effective_due_on = day(_("in legal effect after"))
    effective_at = moment(_("legal effect recorded at"))
    effective_by = actor()
    executed_at = moment(_("executed at"))
    executed_by = actor()
    execution_note = models.TextField(_("how executed"), blank=True)
    closed_at = moment(_("closed at"))
    closed_by = actor()

    class Meta:
        abstract = True


STAMPS = (
    "received", "redacted", "classified", "accepted", "returned", "assigned", "extended",
    "verified", "suspended", "dialogue", "withdrawn", "drafted", "decided", "served",
    "effective", "executed", "closed",
)  # fmt: skip
