"""Who may sign: dated positions with a competence title, and delegations."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.enums import DelegationKind, SignatureForm
from accounts.querysets import DelegationQuerySet
from ecms.core.constraints import ordered
from ecms.core.dated import Dated, DatedQuerySet


class Position(Dated):
    """A person holds an office of a body; ``title_code`` is its title in the competence table."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="positions",
    )
    agency = models.ForeignKey(
        "accounts.Agency",
        verbose_name=_("body"),
        on_delete=models.PROTECT,
        related_name="positions",
    )
    title_code = models.CharField(_("title in the competence table"), max_length=40, blank=True)
    title_vi = models.CharField(_("title on documents"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    is_head = models.BooleanField(_("heads the body"), default=False)
    is_deputy = models.BooleanField(_("deputy of the head"), default=False)
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        constraints = [ordered()]

    def __str__(self) -> str:
        return f"{self.title_vi} – {self.user}"


class Delegation(Dated):
    """The head lets a deputy sign, by a numbered decision and for stated matters."""

    kind = models.CharField(_("kind"), max_length=12, choices=DelegationKind)
    giver = models.ForeignKey(
        Position, verbose_name=_("delegated by"), on_delete=models.PROTECT, related_name="given"
    )
    holder = models.ForeignKey(
        Position, verbose_name=_("delegated to"), on_delete=models.PROTECT, related_name="held"
    )
    form = models.CharField(
        _("form of signature"),
        max_length=4,
        choices=SignatureForm,
        default=SignatureForm.KT,
        blank=True,
    )
    number = models.CharField(_("number of the decision"), max_length=60)
    decided_on = models.DateField(_("date of the decision"))
    matters = models.CharField(_("matters"), max_length=300, blank=True)
    history = HistoricalRecords()

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            ordered(),
            models.CheckConstraint(
                name="delegation_is_dated", condition=Q(valid_from__isnull=False)
            ),
            models.CheckConstraint(name="delegation_to_another", condition=~Q(giver=F("holder"))),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.decided_on:%d/%m/%Y})"
