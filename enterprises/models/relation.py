"""Relations between enterprises: parent and branch, group, contractors, labour leasing."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import ordered, paired
from enterprises.enums import RelationKind
from enterprises.models.facts import Stated
from enterprises.querysets import RelationQuerySet


class Relation(Stated):
    """``source_firm`` is the ``kind`` of ``target_firm``: "principal of the contractor" …"""

    source_firm = models.ForeignKey(
        "enterprises.Enterprise",
        verbose_name=_("enterprise"),
        on_delete=models.CASCADE,
        related_name="relations_out",
    )
    target_firm = models.ForeignKey(
        "enterprises.Enterprise",
        verbose_name=_("other enterprise"),
        on_delete=models.CASCADE,
        related_name="relations_in",
    )
    kind = models.CharField(_("relation"), max_length=10, choices=RelationKind)
    started_on = models.DateField(_("since"), null=True, blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    history = HistoricalRecords()

    objects = RelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ("kind", "pk")
        constraints = [
            paired("recorded"),
            paired("verified"),
            ordered("started_on", "ended_on"),
            models.CheckConstraint(
                name="relation_of_two", condition=~Q(source_firm=F("target_firm"))
            ),
            models.UniqueConstraint(
                fields=("source_firm", "target_firm", "kind"),
                condition=Q(ended_on__isnull=True),
                name="relation_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_firm_id} {self.kind} {self.target_firm_id}"
