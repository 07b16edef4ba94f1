"""In which province of the list before 1 July 2025 a ward of today lies."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerArea(models.Model):
    """The old province of a ward of today: no ward of 2025 has parts of two old provinces."""

    ward = models.OneToOneField(
        "accounts.Ward", verbose_name=_("ward"), on_delete=models.CASCADE, related_name="+"
    )
    former = models.ForeignKey(
        "accounts.Province", verbose_name=_("province before 1 July 2025"),
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip

    class Meta:
        verbose_name = _("old province of a ward")
        verbose_name_plural = _("old provinces of wards")

    def __str__(self) -> str:
        return f"{self.ward_id}: {self.former_id}"
