"""Words for the codes of the catalogue, for the administration and its filters."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from law.enums import BodyLevel, FineType, Power, StatedFor

Choices = list[tuple[str, str | Promise]]

FINE_TYPES: Choices = [
    (FineType.FIXED_RANGE, _("One range")),
    (FineType.BRACKET, _("Brackets by number")),
    (FineType.PER_UNIT, _("Per unit, with a cap")),
    (FineType.PERCENT, _("Percentage, with a cap")),
    (FineType.WARNING, pgettext_lazy("sanction", "Warning")),
]
STATED_FOR: Choices = [
    (StatedFor.INDIVIDUAL, _("Individuals")),
    (StatedFor.ORGANISATION, _("Organisations")),
]
MULTIPLIERS: Choices = [
    ("2", _("Twice for organisations")),
    ("1", _("The same for organisations")),
    ("n/a", _("Does not arise")),
]
SEVERITIES: Choices = [
    ("minor", _("Minor")),
    ("moderate", _("Moderate")),
    ("serious", _("Serious")),
    ("very serious", _("Very serious")),
]
SCALES: Choices = [
    ("", _("None")),
    ("workers", _("Workers concerned, as a bracket")),
    ("worker", _("Each worker")),
    ("machines", _("Machines")),
    ("dossier", _("Each dossier")),
    ("SI book", _("Each social insurance book")),
]
LEVELS: Choices = [
    (BodyLevel.MINISTRY, _("Ministry")),
    (BodyLevel.PROVINCE, _("Province")),
    (BodyLevel.DISTRICT, _("District (until 30 June 2025)")),
    (BodyLevel.COMMUNE, _("Commune")),
]
POWERS: Choices = [
    (Power.WARNING, pgettext_lazy("sanction", "Warning")),
    (Power.FINE, pgettext_lazy("sanction", "Fine")),
    (Power.DEPRIVATION, _("Deprivation of a licence")),
    (Power.SUSPENSION, _("Suspension of activities")),
    (Power.CONFISCATION, _("Confiscation")),
    (Power.EXPULSION, _("Expulsion")),
    (Power.REMEDIAL, _("Remedial measures")),
]
CHOICES: dict[str, Choices] = {
    "fine_type": FINE_TYPES,
    "fine_stated_for": STATED_FOR,
    "org_multiplier": MULTIPLIERS,
    "severity": SEVERITIES,
    "scale_unit": SCALES,
    "level": LEVELS,
    "power": POWERS,
}


def words(field: str, code: str) -> str:
    """The words of a code; the code itself where the catalogue holds one of its own."""
    return str(dict(CHOICES[field]).get(code, code))
