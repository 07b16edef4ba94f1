"""The file of a case at another body: suspected crime, or a competent person elsewhere."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired
from violations.models.decided import actor
from violations.querysets import CaseChildQuerySet
from violations.states import Whereto


class FileAway(models.Model):
    """The file on its way to another body and back (LHAV arts. 58.5, 62, 63).

    ``papers`` is the list of what was handed over; ``refused_on`` the day of the decision not to
    prosecute, from which the body has five working days to give the file back.
    """

    case = models.ForeignKey(
        "violations.ViolationCase",
        verbose_name=_("case"),
        on_delete=models.CASCADE,
        related_name="files_away",
    )
    whereto = models.CharField(_("why"), max_length=10, choices=Whereto)
    to = models.CharField(_("to which body"), max_length=300)
    reason = models.TextField(_("reason"))
    offence = models.CharField(_("suspected crime, article"), max_length=300, blank=True)
    papers = models.JSONField(_("papers of the file"), default=list, encoder=DjangoJSONEncoder)
    number = models.CharField(_("number"), max_length=80, blank=True)
    sent_on = models.DateField(_("sent on"))
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    handed_on = models.DateField(_("handed over on"), null=True, blank=True)
    receiver = models.CharField(_("who received the file"), max_length=300, blank=True)
    handed_at = models.DateTimeField(_("hand-over recorded at"), null=True, blank=True)
    handed_by = actor()
    refused_on = models.DateField(_("decision not to prosecute of"), null=True, blank=True)
    answer = models.CharField(_("answer: number and content"), max_length=500, blank=True)
    returned_on = models.DateField(_("file came back on"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = actor()
    history = HistoricalRecords()

    objects = CaseChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("file at another body")
        verbose_name_plural = _("files at other bodies")
        ordering = ("pk",)
        constraints = [
            paired("sent"),
            paired("handed"),
            paired("ended"),
            models.UniqueConstraint(
                fields=("case",), condition=Q(ended_at__isnull=True), name="file_away_once"
            ),
            models.CheckConstraint(
                name="file_back_after_sent",
                condition=Q(returned_on__isnull=True) | Q(returned_on__gte=models.F("sent_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_whereto_display()}: {self.to}"
