"""Provinces and wards; identity is (scheme, code) because codes were reused in 2025."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.enums import PlaceScheme
from ecms.core.constraints import ordered
from ecms.core.dated import Bilingual, Dated, DatedQuerySet


class ProvinceQuerySet(DatedQuerySet):
    """Provinces of every list; a province that was merged names its successor."""

    def present(self) -> Self:
        """Those that no other has succeeded, by name."""
        return self.filter(successor=None).order_by("name_vi")

    def in_reach(self, user: Any) -> Self:
        """Present provinces whose records ``user`` works with."""
        found = self.present()
        return found if user.scope.national else found.filter(pk__in=user.scope.province_ids)


class Province(Bilingual, Dated):
    """A province or centrally-run city of one scheme, with its successor."""

    scheme = models.CharField(_("list"), max_length=8, choices=PlaceScheme)
    code = models.CharField(_("code"), max_length=2)
    kind_vi = models.CharField(_("type"), max_length=60)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("successor"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
    )
    source = models.TextField(_("source"), blank=True)
    history = HistoricalRecords()

    objects = ProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = _("province")
        verbose_name_plural = _("provinces")
        ordering = ("scheme", "code")
        constraints = [
            models.UniqueConstraint(fields=("scheme", "code"), name="province_identity"),
            ordered(),
        ]

    @property
    def current(self) -> "Province":
        """The province that stands for this one today."""
        return self.successor or self


class Ward(Bilingual, Dated):
    """A commune, ward or special zone of a province of the 2025 list."""

    scheme = models.CharField(_("list"), max_length=8, choices=PlaceScheme)
    code = models.CharField(_("code"), max_length=5)
    kind_vi = models.CharField(_("type"), max_length=60)
    folded = models.CharField(max_length=200, db_index=True, editable=False)
    province = models.ForeignKey(
        Province, verbose_name=_("province"), on_delete=models.PROTECT, related_name="wards"
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("ward")
        verbose_name_plural = _("wards")
        ordering = ("code",)
        constraints = [
            models.UniqueConstraint(fields=("scheme", "code"), name="ward_identity"),
            ordered(),
        ]
