"""Month-ends: what a department confirmed, and what was frozen for good."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from analytics.querysets import ConfirmationQuerySet, FrozenQuerySet
from ecms.core.constraints import paired


class Closing(models.Model):
    """A month that was frozen for the whole country; it is never opened again.

    ``as_of`` is the moment until which the figures were right, ``missing`` the codes of provinces
    that had not confirmed the month by then.
    """

    month = models.DateField(_("month"), unique=True)
    closed_at = models.DateTimeField(_("month frozen at"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("frozen by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    as_of = models.DateTimeField(_("figures as of"))
    missing = models.JSONField(default=list)
    cells = models.PositiveIntegerField(_("figures"), default=0)
    # The accidents of the month as Annex XII counts them, without a name; none were kept before.
    accidents = models.JSONField(default=None, null=True, editable=False)

    class Meta:
        verbose_name = _("month-end")
        verbose_name_plural = _("month-ends")
        ordering = ("-month",)
        constraints = [paired("closed")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class FrozenFigure(models.Model):
    """A figure as it was reported: of the month, or (``month`` empty) as things stood then."""

    closing = models.ForeignKey(Closing, on_delete=models.PROTECT, related_name="figures")
    measure = models.CharField(_("measure"), max_length=40)
    province = models.ForeignKey(
        "accounts.Province",
        verbose_name=_("province"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    month = models.DateField(_("month"), null=True)
    key = models.CharField(max_length=60, blank=True)
    key2 = models.CharField(max_length=60, blank=True)
    count = models.BigIntegerField(_("count"))
    amount = models.BigIntegerField(_("amount"), default=0)

    objects = FrozenQuerySet.as_manager()

    class Meta:
        verbose_name = _("frozen figure")
        verbose_name_plural = _("frozen figures")
        indexes = [models.Index(fields=("measure", "month"), name="frozen_lookup")]
        constraints = [
            models.UniqueConstraint(
                fields=("closing", "measure", "province", "month", "key", "key2"),
                name="frozen_identity",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.month} {self.key}: {self.count}"


class Confirmation(models.Model):
    """A department says that its month is complete: it has delivered."""

    month = models.DateField(_("month"))
    province = models.ForeignKey(
        "accounts.Province",
        verbose_name=_("province"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(_("confirmed at"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation of a month")
        verbose_name_plural = _("confirmations of months")
        constraints = [
            paired("confirmed"),
            models.UniqueConstraint(fields=("month", "province"), name="month_confirmed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.province_id}"
