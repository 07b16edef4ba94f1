"""Records that look like one enterprise, and merges that can be undone."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ecms.core.constraints import paired
from enterprises.enums import DuplicateState
from enterprises.querysets import DuplicateQuerySet, MergeQuerySet


class Duplicate(models.Model):
    """Two enterprises that may be one; ``first`` has the lower key.

    ``reasons`` is [{code, points, fact}]; ``score`` their sum, 0 to 100.
    """

    first = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.CASCADE, related_name="duplicates_after"
    )
    second = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.CASCADE, related_name="duplicates_before"
    )
    score = models.PositiveSmallIntegerField(_("score"))
    reasons = models.JSONField(default=list)
    state = models.CharField(
        _("state"), max_length=10, choices=DuplicateState, default=DuplicateState.OPEN
    )
    found_on = models.DateField(_("found on"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = DuplicateQuerySet.as_manager()

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering = ("-score", "pk")
        indexes = [models.Index(fields=("state", "-score"), name="duplicates_to_decide")]
        constraints = [
            paired("decided"),
            models.CheckConstraint(name="duplicate_order", condition=Q(first__lt=F("second"))),
            models.UniqueConstraint(fields=("first", "second"), name="duplicate_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id}/{self.second_id}"


class Merge(models.Model):
    """One enterprise taken up into another, with everything needed to undo it.

    ``moved`` is {"app.Model.field": [keys]}; ``before`` the survivor's and the merged row's
    values before the merge, {"survivor": {...}, "merged": {...}}.
    """

    survivor = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.PROTECT, related_name="merges"
    )
    merged = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.PROTECT, related_name="merged_by"
    )
    reason = models.CharField(_("reason"), max_length=500)
    moved = models.JSONField(default=dict)
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    done_at = models.DateTimeField(_("merged at"))
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ("-pk",)
        constraints = [
            paired("done"),
            paired("undone"),
            models.UniqueConstraint(
                fields=("merged",), condition=Q(undone_at__isnull=True), name="merged_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.survivor_id}"
