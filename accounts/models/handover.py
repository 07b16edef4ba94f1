"""The hand-over of a person's work to others, as it was done."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Absence
from accounts.querysets import HandoverQuerySet
from ecms.core.constraints import paired


class Handover(models.Model):
    """Work of ``person`` that went to others in one act; it is written once and never changed.

    ``lines`` is [{"kind", "pk", "label", "to", "name", "outcome", "overruled"}]: what, to whom,
    what is still to be done, and which objection was overruled by ``override_reason``.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person whose work it was"),
        on_delete=models.PROTECT,
        related_name="handovers",
    )
    agency = models.ForeignKey(
        "accounts.Agency", verbose_name=_("body"), on_delete=models.PROTECT, related_name="+"
    )
    absence = models.CharField(_("occasion of the hand-over"), max_length=10, choices=Absence)
    reason = models.CharField(_("reason"), max_length=500)
    override_reason = models.CharField(_("why in spite of objections"), max_length=500, blank=True)
    lines = models.JSONField(_("what was handed over"), default=list)
    successors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("successors"), related_name="+"
    )
    submission = models.UUIDField(unique=True)  # makes a double submit harmless
    done_at = models.DateTimeField(_("handed over at"))
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("hand-over done by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over of work")
        verbose_name_plural = _("hand-overs of work")
        ordering = ("-pk",)
        constraints = [paired("done")]

    def __str__(self) -> str:
        return str(_("Work of %(name)s") % {"name": self.person})
