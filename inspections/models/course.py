"""When each thing happened to a case and who did it: the moments, days and numbers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from inspections.enums import Publication, SignedHow


def _actor() -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )


class CourseOfCase(models.Model):
    """The fields of a case that its steps fill in, in the order of the proceeding."""

    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = _actor()
    decision_number = models.CharField(_("decision number"), max_length=80, blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    notified_at = models.DateTimeField(_("notice sent at"), null=True, blank=True)
    notified_by = _actor()
    plan_text = models.TextField(_("implementation plan"), blank=True)
    plan_sent_at = models.DateTimeField(_("plan sent at"), null=True, blank=True)
    plan_sent_by = _actor()
    plan_approved_at = models.DateTimeField(_("plan approved at"), null=True, blank=True)
    plan_approved_by = _actor()
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("supervision of the team"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    caught_in_act = models.BooleanField(_("begun without announcement"), default=False)
    announced_at = models.DateTimeField(_("announced at"), null=True, blank=True)
    announced_by = _actor()
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    ends_on = models.DateField(_("last day of the check"), null=True, blank=True)
    extended_at = models.DateTimeField(_("extended at"), null=True, blank=True)
    extended_by = _actor()
    extension_reason = models.TextField(_("reason of the extension"), blank=True)
    extension_asked_at = models.DateTimeField(_("extension asked at"), null=True, blank=True)
    extension_asked_by = _actor()
    suspended_at = models.DateTimeField(_("suspended at"), null=True, blank=True)
    suspended_by = _actor()
    suspended_on = models.DateField(_("suspended on"), null=True, blank=True)
    minutes_signed_at = models.DateTimeField(_("minutes signed at"), null=True, blank=True)
    minutes_signed_by = _actor()
    minutes_signed_on = models.DateField(_("date of the minutes"), null=True, blank=True)
    signed_how = models.CharField(
        _("how the subject signed"), max_length=10, choices=SignedHow, blank=True
    )
    signed_names = models.CharField(_("names of those who signed"), max_length=500, blank=True)
    subject_opinion = models.TextField(_("opinion of the subject"), blank=True)
    concluded_at = models.DateTimeField(_("concluded at"), null=True, blank=True)
    concluded_by = _actor()
    concluded_on = models.DateField(_("date of the result"), null=True, blank=True)
    conclusion_number = models.CharField(_("number of the conclusion"), max_length=80, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = _actor()
    published_on = models.DateField(_("published on the portal on"), null=True, blank=True)
    publication = models.CharField(
        _("second form of publication"), max_length=10, choices=Publication, blank=True
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = _actor()
    reopened_at = models.DateTimeField(_("reopened at"), null=True, blank=True)
    reopened_by = _actor()
    ended_early_at = models.DateTimeField(_("ended early at"), null=True, blank=True)
    ended_early_by = _actor()
    reason = models.TextField(_("reason of return, rejection or termination"), blank=True)

    class Meta:
        abstract = True
