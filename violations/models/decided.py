"""What a case carries from its submission on: signatory, decision, service, execution, end."""

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from violations.states import CaseState, ServiceMethod


def actor() -> models.ForeignKey:  # type: ignore[type-arg]
    """Who did a step; paired with its moment."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )


class Decided(models.Model):
    """Abstract: the second half of a violation case."""

    state: Any  # a field of the case

    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    submitted_by = actor()
    signatory = models.ForeignKey(
        "accounts.Position",
        verbose_name=_("signatory"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    transferred_at = models.DateTimeField(_("transferred at"), null=True, blank=True)
    transferred_by = actor()
    transferred_to = models.CharField(_("transferred to"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = actor()
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    delegation = models.ForeignKey(  # the deputy's power, where a deputy signed
        "accounts.Delegation",
        verbose_name=_("delegation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decision_number = models.CharField(_("number of the decision"), max_length=80, blank=True)
    worksheet = models.JSONField(_("worksheet"), null=True, blank=True, encoder=DjangoJSONEncoder)
    fine_decided = models.BigIntegerField(_("fine decided"), null=True, blank=True)
    fine_current = models.BigIntegerField(_("fine owed now"), null=True, blank=True)
    paid_total = models.BigIntegerField(_("paid"), default=0)
    served_at = models.DateTimeField(_("service recorded at"), null=True, blank=True)
    served_by = actor()
    served_on = models.DateField(_("served on"), null=True, blank=True)
    service_method = models.CharField(
        _("method of service"), max_length=12, choices=ServiceMethod, blank=True
    )
    execution_due_on = models.DateField(_("to be executed by"), null=True, blank=True)
    executed_at = models.DateTimeField(_("executed at"), null=True, blank=True)
    executed_by = actor()
    lapsed_at = models.DateTimeField(_("lapse recorded at"), null=True, blank=True)
    lapsed_by = actor()
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = actor()

    class Meta:
        abstract = True

    @property
    def fine_owed(self) -> int:
        """The fine as it stands now, whole VND; a decision that was annulled leaves none."""
        return 0 if self.state == CaseState.NO_SANCTION else self.fine_current or 0

    @property
    def unpaid(self) -> int:
        """What of the fine never came in, whole VND, whether or not it is still owed."""
        return max(self.fine_owed - self.paid_total, 0)

    @property
    def outstanding(self) -> int:
        """What is still owed of the fine, whole VND; nothing of one that lapsed (arts. 74, 75)."""
        return 0 if self.lapsed_at else self.unpaid
