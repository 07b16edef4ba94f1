"""Pre-aggregated figures, refreshed outside of requests."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from analytics.querysets import FigureQuerySet


class Figure(models.Model):
    """A count and a sum per measure, province, month and up to two further dimensions.

    Amounts are whole VND. ``key`` and ``key2`` hold the value of the measure's dimensions
    (state, area of law, sector section …), empty where it has none.
    """

    measure = models.CharField(_("measure"), max_length=40)
    province = models.ForeignKey(
        "accounts.Province",
        verbose_name=_("province"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    month = models.DateField(_("month"), null=True)  # first day; empty for a stock figure
    key = models.CharField(max_length=60, blank=True)
    key2 = models.CharField(max_length=60, blank=True)
    count = models.BigIntegerField(_("count"))
    amount = models.BigIntegerField(_("amount"), default=0)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.UniqueConstraint(
                fields=("measure", "province", "month", "key", "key2"),
                name="figure_identity",
                nulls_distinct=False,
            )
        ]
        indexes = [
            # The sums of a dashboard are read from here alone, whatever the reach.
            models.Index(
                fields=("measure", "month"),
                include=("province", "key", "key2", "count", "amount"),
                name="figure_by_month",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.month} {self.key}: {self.count}"


class Refresh(models.Model):
    """When the figures were computed, and until when nothing has changed since.

    ``day`` is the legal date for which "overdue" was answered.
    """

    refreshed_at = models.DateTimeField(_("computed at"))
    checked_at = models.DateTimeField(_("correct as of"))
    seconds = models.FloatField(_("seconds"))
    day = models.DateField(_("legal date"))

    class Meta:
        verbose_name = _("refresh of the figures")
        verbose_name_plural = _("refreshes of the figures")
        get_latest_by = "refreshed_at"

    def __str__(self) -> str:
        return f"{self.refreshed_at:%Y-%m-%d %H:%M:%S}"


class Change(models.Model):
    """A note that rows of a source table changed, in one province or (empty) anywhere.

    Triggers write it with the change itself (``analytics/migrations/0002_changes.py``); the next
    refresh takes it.
    """

    table_name = models.CharField(_("table"), max_length=63)
    province = models.ForeignKey(
        "accounts.Province",
        verbose_name=_("province"),
        null=True,
        db_constraint=False,  # a note must never be the reason why a change is refused
        on_delete=models.DO_NOTHING,
        related_name="+",
    )

    class Meta:
        verbose_name = _("change not yet counted")
        verbose_name_plural = _("changes not yet counted")

    def __str__(self) -> str:
        return f"{self.table_name} {self.province_id or '*'}"
