"""When and how far the payment of a fine may be deferred, reduced or split (LHAV arts. 76-79)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import ordered
from ecms.core.dated import Dated, DatedQuerySet
from law.models.catalogue import Sourced


class ReliefKind(models.TextChoices):
    """What a violator may ask for who cannot pay at once."""

    DEFER = "DEFER", _("Deferral of the fine")
    REDUCE = "REDUCE", _("Reduction of or exemption from the rest of the fine")
    INSTALMENTS = "INSTALMENTS", _("Payment by instalments")


class ReliefParty(models.TextChoices):
    """For whom the amount is stated; a household business counts as an individual."""

    INDIVIDUAL = "individual", _("Individual")
    ORGANISATION = "organisation", _("Organisation")


class ReliefRule(Dated, Sourced):
    """The bounds of one relief for one kind of party. Amounts in whole VND; empty: no bound."""

    kind = models.CharField(_("relief"), max_length=12, choices=ReliefKind)
    party = models.CharField(_("party"), max_length=12, choices=ReliefParty)
    fine_least = models.BigIntegerField(_("fine of at least"))
    months_most = models.PositiveSmallIntegerField(_("months at most"), null=True, blank=True)
    parts_most = models.PositiveSmallIntegerField(_("instalments at most"), null=True, blank=True)
    first_percent_least = models.PositiveSmallIntegerField(
        _("first instalment, per cent at least"), null=True, blank=True
    )
    legal_basis_vi = models.CharField(_("legal basis in Vietnamese"), max_length=300)
    legal_basis_en = models.CharField(_("legal basis in English"), max_length=300, blank=True)
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("relief of payment")
        verbose_name_plural = _("reliefs of payment")
        ordering = ("kind", "party", "valid_from")
        constraints = [
            ordered(),
            models.UniqueConstraint(fields=("kind", "party", "valid_from"), name="relief_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.get_party_display()}"
