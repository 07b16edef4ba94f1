"""One case shared with one person of another body, until a day."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecms.core.constraints import paired


class SharedCase(models.Model):
    """Why and until when a person may see a case outside their own scope.

    The right itself is an object permission of guardian, which the scoping of the case reads;
    this row says who gave it and takes it back after ``until``.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="shared_cases",
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.BigIntegerField()
    thing = GenericForeignKey()
    permission = models.CharField(max_length=100)  # inspections.share_inspection
    label = models.CharField(_("case"), max_length=300)
    until = models.DateField(_("until (included)"))
    reason = models.CharField(_("reason"), max_length=300)
    shared_at = models.DateTimeField(_("shared at"))
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("shared by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        verbose_name = _("shared case")
        verbose_name_plural = _("shared cases")
        ordering = ("-shared_at",)
        constraints = [
            paired("shared"),
            models.UniqueConstraint(
                fields=("user", "content_type", "object_id", "permission"),
                condition=models.Q(ended_on__isnull=True),
                name="one_open_share",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} – {self.user}"
