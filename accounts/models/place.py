"""Provinces and wards; identity is (scheme, code) because codes were reused in 2025."""

from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
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


class WardQuerySet(DatedQuerySet):
    """Wards of every day; one that was merged names its successor, a divided one has none."""

    def present(self, on: date) -> Self:
        """Those that an address may be in on the day, by name."""
        return self.in_force(on).order_by("name_vi")

    def findable(self, on: date) -> Self:
        """Present ones and divided ones, whose records still name them, by name."""
        return self.filter(Q(successor=None) | Q(valid_to__gte=on)).order_by("name_vi")

    def of(self, province: Any) -> Self:
        """Wards of a province and of those that were merged into it, on any day."""
        return self.filter(Q(province=province) | Q(province__successor=province))


class Ward(Bilingual, Dated):
    """A commune, ward or special zone of the 2025 list, with its successor once it was merged."""

    scheme = models.CharField(_("list"), max_length=8, choices=PlaceScheme)
    code = models.CharField(_("code"), max_length=5)
    kind_vi = models.CharField(_("type"), max_length=60)
    folded = models.CharField(max_length=200, db_index=True, editable=False)
    province = models.ForeignKey(
        Province, verbose_name=_("province"), on_delete=models.PROTECT, related_name="wards"
    )
    successor = models.ForeignKey(
        "self",
        verbose_name=_("successor"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
        help_text=_("The ward that took all of it in; empty where it was divided."),
    )

    objects = WardQuerySet.as_manager()

    class Meta:
        verbose_name = _("ward")
        verbose_name_plural = _("wards")
        ordering = ("code",)
        constraints = [
            models.UniqueConstraint(fields=("scheme", "code"), name="ward_identity"),
            models.CheckConstraint(
                condition=Q(successor=None) | (Q(valid_to__isnull=False) & ~Q(successor=F("id"))),
                name="ward_merged_after_its_last_day",
            ),
            ordered(),
        ]

    def at(self, on: date) -> "Ward | None":
        """The ward that stands for this one on a day; None where it was divided before it."""
        ward, seen = self, {self.pk}
        while ward.valid_to is not None and ward.valid_to < on:
            if ward.successor is None or ward.successor.pk in seen:
                return None
            ward = ward.successor
            seen.add(ward.pk)
        return ward

    def with_predecessors(self) -> list[int]:
        """Keys of this ward and of all that were merged into it, step by step."""
        found, last = [self.pk], [self.pk]
        while last:
            rows = Ward.objects.filter(successor__in=last).exclude(pk__in=found)
            last = list(rows.values_list("pk", flat=True))
            found += last
        return found

    def clean(self) -> None:
        """A merged ward has a last day, and a successor that stands after it where it stood.

        Raises:
            ValidationError: what is wrong, by field.
        """
        super().clean()
        if self.successor is not None:
            self._check_successor(self.successor)
        if self.pk and self.valid_to:
            late = self.predecessors.filter(valid_to__gte=self.valid_to).first()
            if late is not None:
                raise ValidationError(
                    {"valid_to": _("“%(ward)s” was merged into it on a later day.")
                     % {"ward": late.name_vi}}
                )  # fmt: skip

    def _check_successor(self, successor: "Ward") -> None:
        if self.pk and self.pk in _line(successor):
            problem = _("A ward cannot follow itself: this makes a circle.")
        elif successor.province_id not in (self.province_id, self.province.successor_id):
            problem = _("The successor lies in another province.")
        elif self.valid_to is None:
            raise ValidationError({"valid_to": _("Give the last day of the merged ward.")})
        elif successor.valid_to is not None and successor.valid_to <= self.valid_to:
            problem = _("The successor had ended by then; name the one that stands after it.")
        elif successor.valid_from and (successor.valid_from - self.valid_to).days > 1:
            problem = _("The successor begins later than the day after the last day.")
        else:
            return
        raise ValidationError({"successor": problem})


def _line(ward: Ward) -> set[int]:
    """Keys of a ward and of its successors."""
    found: set[int] = set()
    row: Ward | None = ward
    while row is not None and row.pk not in found:
        found.add(row.pk)
        row = row.successor
    return found
