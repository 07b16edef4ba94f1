"""What a leader tells somebody to do, by when, and the answers to it."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from campaigns.enums import DirectiveState, Verdict
from campaigns.models.campaign import actor
from campaigns.querysets import DirectiveQuerySet
from ecms.core.constraints import paired, state_needs


class Directive(models.Model):
    """A task with a due date for one person; ``thing`` is the case it is about, if any."""

    agency = models.ForeignKey(
        "accounts.Agency", verbose_name=_("body"), on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("task"), max_length=200)
    text = models.TextField(_("what is wanted"), max_length=4000)
    to = actor(required=True)
    due_on = models.DateField(_("due on"))
    content_type = models.ForeignKey(ContentType, null=True, blank=True, on_delete=models.PROTECT)
    object_id = models.BigIntegerField(null=True, blank=True)
    thing = GenericForeignKey()
    state = models.CharField(
        _("state"), max_length=9, choices=DirectiveState, default=DirectiveState.GIVEN
    )
    given_at = models.DateTimeField(_("given"))
    given_by = actor(required=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = actor()
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    submission = models.UUIDField(_("submission"), unique=True)

    history = HistoricalRecords()
    objects = DirectiveQuerySet.as_manager()

    class Meta:
        verbose_name = _("directive")
        verbose_name_plural = _("directives")
        ordering = ("-pk",)
        constraints = [
            paired("given"),
            paired("ended"),
            state_needs("ended", (DirectiveState.DONE, DirectiveState.WITHDRAWN), "ended_at"),
            models.CheckConstraint(
                name="directive_about_something_or_nothing",
                condition=Q(content_type__isnull=True, object_id__isnull=True)
                | Q(content_type__isnull=False, object_id__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=("to", "state", "due_on"), name="directives_to"),
            models.Index(fields=("agency", "-id"), name="directives_of_body"),
            models.Index(
                fields=("content_type", "object_id"), name="directives_about",
                condition=Q(object_id__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class DirectiveAnswer(models.Model):
    """One answer to a directive, with what the leader said to it."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(_("answer"), max_length=4000)
    sent_at = models.DateTimeField(_("sent"))
    sent_by = actor(required=True)
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict, blank=True)
    judged_at = models.DateTimeField(_("judged"), null=True, blank=True)
    judged_by = actor()
    remark = models.CharField(_("remark"), max_length=1000, blank=True)
    submission = models.UUIDField(_("submission"), unique=True)

    class Meta:
        verbose_name = _("answer to a directive")
        verbose_name_plural = _("answers to directives")
        ordering = ("pk",)
        constraints = [
            paired("sent"),
            paired("judged"),
            models.CheckConstraint(
                name="answer_returned_for_a_reason",
                condition=~Q(verdict=Verdict.RETURNED) | ~Q(remark=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.directive_id}: {self.sent_at:%Y-%m-%d}"
