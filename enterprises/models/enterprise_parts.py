"""Parts of an enterprise's record: its workforce in figures, its risk, what it is found by."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

SITES_SEARCHED = 50  # sites whose addresses belong to the search text


class WorkforceFigures(models.Model):
    """Heads, insurance and how fresh the list of workers is; heads, VND, days."""

    workers = models.PositiveIntegerField(_("workers"), null=True, blank=True)
    women = models.PositiveIntegerField(_("women"), null=True, blank=True)
    workers_on = models.DateField(_("headcount as of"), null=True, blank=True)
    insured = models.PositiveIntegerField(_("insured workers"), null=True, blank=True)
    insured_on = models.DateField(_("insured workers as of"), null=True, blank=True)
    # Unpaid social insurance in VND, as the insurance authority last stated it.
    arrears = models.BigIntegerField(_("insurance arrears"), null=True, blank=True)
    arrears_on = models.DateField(_("insurance arrears as of"), null=True, blank=True)
    has_union = models.BooleanField(_("has a trade union"), null=True, blank=True)
    # When its list of workers was last brought up to date, and by when it should be next.
    workforce_on = models.DateField(_("workforce as of"), null=True, blank=True)
    workforce_due_on = models.DateField(_("next workforce update due"), null=True, blank=True)

    class Meta:
        abstract = True


class Risk(models.Model):
    """The last visit and the stated score with its reasons [{code, points, fact}]."""

    last_visited_on = models.DateField(_("last visited"), null=True, blank=True)
    risk_score = models.PositiveSmallIntegerField(_("risk score"), null=True, blank=True)
    risk_reasons = models.JSONField(default=list, blank=True)
    risk_on = models.DateField(_("risk score as of"), null=True, blank=True)
    risk_model = models.CharField(
        _("risk model"), max_length=20, blank=True, default="", db_default=""
    )

    class Meta:
        abstract = True


class Searched(models.Model):
    """What an enterprise is found by; ``folded`` is kept by the services that change a part."""

    # Earlier names and codes, one a line, by which it is still found.
    former_names = models.TextField(
        _("former names and codes"), blank=True, default="", db_default=""
    )
    folded = models.TextField(editable=False, default="")  # accent-free text for search

    class Meta:
        abstract = True

    def search_parts(self) -> list[str]:
        """What the enterprise is found by; the name comes first, its open sites last.

        Reads the sites in one statement; services of sites write ``folded`` anew.
        """
        return [*self.own_search_parts(), *self._site_texts()]

    def own_search_parts(self: Any) -> list[str]:
        """The same without the sites: for those who have read them in bulk."""
        ward = self.ward.name_vi if self.ward else ""
        return [
            self.name,
            self.foreign_name,
            self.short_name,
            self.tax_code,
            self.address,
            ward,
            self.representative,
            self.registration_number,
            self.insurance_code,
            self.former_names.replace("\n", " "),
        ]

    def _site_texts(self: Any) -> list[str]:
        """Addresses and wards of open sites; a record that is not stored yet has none."""
        if self.pk is None:
            return []
        found = self.sites.filter(closed_on__isnull=True).order_by("pk")
        rows = found.values_list("address", "ward__name_vi")[:SITES_SEARCHED]
        return [site_text(address, ward) for address, ward in rows]


def site_text(address: str, ward: str | None) -> str:
    """What a site adds to the search text of its enterprise."""
    return f"{address} {ward or ''}".strip()
