"""Reference rows with validity dates: look-ups take the legal date, never "today" by default."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def in_force(on: date, prefix: str = "") -> Q:
    """Rows whose validity covers ``on`` (both ends included); ``prefix`` leads to related ones."""
    start, end = f"{prefix}valid_from", f"{prefix}valid_to"
    started = Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__lte": on})
    return started & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": on}))


class DatedQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Rows in force on a date."""

    def in_force(self, on: date) -> Self:
        """Rows whose validity covers ``on`` (both ends included)."""
        return self.filter(in_force(on))

    def in_force_between(self, first: date, last: date) -> Self:
        """Rows whose validity covers any day from ``first`` to ``last``."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=last)).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=first)
        )


class Dated(models.Model):
    """Validity from and to, both included; empty means open."""

    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """The end does not come before the beginning; said at the field, in plain words."""
        super().clean()
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The last day lies before the first.")})

    def is_in_force(self, on: date) -> bool:
        """Whether the row is valid on the legal date ``on``."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or self.valid_to >= on
        )


class Bilingual(models.Model):
    """A name in Vietnamese and English; the language of the page chooses."""

    name_vi = models.CharField(_("name in Vietnamese"), max_length=500)
    name_en = models.CharField(_("name in English"), max_length=500, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page; Vietnamese where there is no English."""
        from django.utils.translation import get_language

        if (get_language() or "vi").startswith("vi"):
            return self.name_vi
        return self.name_en or self.name_vi
