"""What is decided about a sanction decision after it: relief of payment, correction, annulment."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired, state_needs
from violations.models.decided import actor
from violations.querysets import CaseChildQuerySet
from violations.states import RulingKind, RulingState


class Ruling(models.Model):
    """A proposed, issued or refused decision about the sanction decision of ``case``.

    ``fine_before`` and ``fine_after`` keep both penalties of a change, whole VND; ``until`` is
    the last day of a deferral. ``number``, ``signed_as`` and ``delegation`` are of the ruling.
    """

    case = models.ForeignKey(
        "violations.ViolationCase",
        verbose_name=_("case"),
        on_delete=models.PROTECT,
        related_name="rulings",
    )
    challenge = models.ForeignKey(  # whose result it carries out
        "violations.Challenge",
        verbose_name=_("challenge of the decision"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rulings",
    )
    kind = models.CharField(_("kind"), max_length=12, choices=RulingKind)
    state = models.CharField(
        _("state"), max_length=10, choices=RulingState, default=RulingState.PROPOSED
    )
    asked_on = models.DateField(_("asked for on"), null=True, blank=True)
    reason = models.TextField(_("reason and evidence"))
    content = models.TextField(_("what is changed"), blank=True)
    until = models.DateField(_("deferred until"), null=True, blank=True)
    due_before = models.DateField(_("last day before"), null=True, blank=True)
    fine_before = models.BigIntegerField(_("fine before"), null=True, blank=True)
    fine_after = models.BigIntegerField(_("fine after"), null=True, blank=True)
    anew = models.BooleanField(_("a new decision follows"), default=False)
    of_decision = models.CharField(_("number of the sanction decision"), max_length=80)
    of_decided_on = models.DateField(_("date of the sanction decision"))
    submission = models.UUIDField(unique=True)
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = actor()
    decided_on = models.DateField(_("date of the ruling"), null=True, blank=True)
    number = models.CharField(_("number of the ruling"), max_length=80, blank=True)
    signed_as = models.ForeignKey(
        "accounts.Position",
        verbose_name=_("signatory"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    delegation = models.ForeignKey(
        "accounts.Delegation",
        verbose_name=_("delegation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    refusal = models.TextField(_("why it was refused"), blank=True)
    history = HistoricalRecords()

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("ruling on a decision")
        verbose_name_plural = _("rulings on decisions")
        ordering = ("-pk",)
        constraints = [
            paired("proposed"),
            paired("decided"),
            state_needs(
                "issued_ruling_is_signed", [RulingState.ISSUED], "decided_on", "signed_as"
            ),
            models.UniqueConstraint(
                fields=("case", "kind"),
                condition=Q(state=RulingState.PROPOSED),
                name="one_open_ruling_of_a_kind",
            ),
            models.CheckConstraint(
                name="refused_ruling_has_reason",
                condition=~Q(state=RulingState.REFUSED) | ~Q(refusal=""),
            ),
            models.CheckConstraint(
                name="relief_lowers_the_fine",
                condition=~Q(kind=RulingKind.REDUCE) | Q(fine_after__lt=F("fine_before")),
            ),
            models.CheckConstraint(
                name="deferral_has_an_end",
                condition=~Q(kind=RulingKind.DEFER) | Q(until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()


class Instalment(models.Model):
    """One part of a fine that is paid by instalments (LHAV art. 79). Whole VND."""

    ruling = models.ForeignKey(
        Ruling, verbose_name=_("ruling"), on_delete=models.CASCADE, related_name="instalments"
    )
    due_on = models.DateField(_("due on"))
    amount = models.BigIntegerField(_("amount"))

    class Meta:
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        ordering = ("due_on",)
        constraints = [
            models.CheckConstraint(name="instalment_positive", condition=Q(amount__gt=0)),
            models.UniqueConstraint(fields=("ruling", "due_on"), name="one_instalment_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.due_on:%d/%m/%Y} {self.amount}"
