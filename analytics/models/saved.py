"""What a person arranged and keeps: a dashboard, or a question to the figures."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from analytics.enums import Every, SavedKind, Share
from analytics.querysets import SavedQuerySet
from ecms.core.constraints import paired


class Saved(models.Model):
    """A dashboard or a question. It holds no figure: whoever opens it reads those in reach.

    ``address`` is the query of the page, ``blocks`` the parts of a dashboard in their order.
    ``next_on`` is the day of the next letter, ``submission`` makes a double submit harmless.
    """

    kind = models.CharField(_("kind"), max_length=8, choices=SavedKind)
    title = models.CharField(_("title"), max_length=120)
    address = models.CharField(_("filters"), max_length=2000, blank=True)
    blocks = models.JSONField(_("parts"), default=list, blank=True)
    share = models.CharField(_("shared with"), max_length=4, choices=Share, default=Share.OWN)
    every = models.CharField(_("sent"), max_length=5, choices=Every, blank=True)
    next_on = models.DateField(_("next letter"), null=True, blank=True)
    agency = models.ForeignKey(
        "accounts.Agency", verbose_name=_("body"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    submission = models.UUIDField()
    saved_at = models.DateTimeField(_("saved at"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("saved by"), on_delete=models.CASCADE,
        related_name="+",
    )  # fmt: skip

    objects = SavedQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved dashboard or question")
        verbose_name_plural = _("saved dashboards and questions")
        ordering = ("title", "pk")
        constraints = [
            paired("saved"),
            models.UniqueConstraint(fields=("saved_by", "submission"), name="saved_once"),
            models.CheckConstraint(
                name="letter_has_its_day", condition=Q(every="") | Q(next_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title
