"""What search and facets know beforehand: words of the register, counts of the whole register.

Both are made anew by a job (``enterprises.services.figures``) and can be thrown away.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from enterprises.querysets import FacetCountQuerySet


class SearchWord(models.Model):
    """A word of letters in the search text of ``rows`` enterprises; slips are mended with it."""

    word = models.CharField(primary_key=True, max_length=24, db_collation="C")
    rows = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("word of the register")
        verbose_name_plural = _("words of the register")

    def __str__(self) -> str:
        return self.word


class FacetCount(models.Model):
    """How many enterprises of ``province`` have ``value`` in a facet; for unfiltered lists.

    ``value`` is what the filter of that name takes.
    """

    province = models.ForeignKey(
        "accounts.Province", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    facet = models.CharField(max_length=12)
    value = models.CharField(max_length=20)
    rows = models.PositiveIntegerField()

    objects = FacetCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("count of a facet")
        verbose_name_plural = _("counts of facets")
        constraints = [
            models.UniqueConstraint(fields=("province", "facet", "value"), name="facet_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.facet} {self.value}: {self.rows}"
