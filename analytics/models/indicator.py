"""Key performance indicators as data: versioned definitions that anyone may read."""

from __future__ import annotations

from fractions import Fraction

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from analytics.enums import Direction, IndicatorGroup, IndicatorUnit
from analytics.formulas import Formula, FormulaError, parse
from analytics.querysets import IndicatorQuerySet
from analytics.telling import told
from ecms.core.constraints import ordered
from ecms.core.dated import Bilingual, Dated


class Indicator(Bilingual, Dated):
    """One version of an indicator. What was reported under a version keeps its meaning: a formula
    in force is never changed, a new version follows it."""

    code = models.SlugField(_("code"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    group = models.CharField(_("group"), max_length=12, choices=IndicatorGroup)
    order = models.PositiveSmallIntegerField(_("order"))
    formula = models.CharField(
        _("formula"), max_length=500,
        help_text=_(
            "count, sum, median or p90 of a measure, narrowed by key and key2; rate(part, whole); "
            "+ - * / and brackets."
        ),
    )  # fmt: skip
    unit = models.CharField(_("unit"), max_length=12, choices=IndicatorUnit)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction)
    target = models.DecimalField(
        _("target"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    with_interval = models.BooleanField(_("with its interval"), default=False)
    description_vi = models.TextField(_("definition in Vietnamese"))
    description_en = models.TextField(_("definition in English"))
    owner_vi = models.CharField(_("owner in Vietnamese"), max_length=200)
    owner_en = models.CharField(_("owner in English"), max_length=200)
    legal_vi = models.CharField(_("legal source in Vietnamese"), max_length=300, blank=True)
    legal_en = models.CharField(_("legal source in English"), max_length=300, blank=True)
    sdg = models.CharField(_("indicator of the SDGs"), max_length=20, blank=True)
    history = HistoricalRecords()

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ("order", "code", "version")
        constraints = [
            models.UniqueConstraint(fields=("code", "version"), name="indicator_version"),
            models.CheckConstraint(
                name="indicator_version_from_one", condition=Q(version__gte=1)
            ),
            models.CheckConstraint(
                name="later_version_begins",
                condition=Q(version=1) | Q(valid_from__isnull=False),
            ),
            ordered(),
        ]  # fmt: skip

    @property
    def parsed(self) -> Formula:
        """The formula as it was read.

        Raises:
            FormulaError: stored text that is no formula.
        """
        return parse(self.formula)

    @property
    def description(self) -> str:
        """The definition in the language of the page."""
        return self.description_vi if _vietnamese() else self.description_en

    @property
    def owner(self) -> str:
        """Who answers for it."""
        return self.owner_vi if _vietnamese() else self.owner_en

    @property
    def target_words(self) -> str:
        """The target with its direction; empty where there is none."""
        if self.target is None:
            return ""
        sign = "≤" if self.direction == Direction.DOWN else "≥"
        return f"{sign} {told(Fraction(self.target), self.unit)}"

    @property
    def legal_source(self) -> str:
        """Where the law asks for it; empty where it does not."""
        return self.legal_vi if _vietnamese() else self.legal_en

    def clean(self) -> None:
        """The formula reads and names known measures; versions do not overlap.

        Raises:
            ValidationError: what is wrong, by field.
        """
        super().clean()
        try:
            check_terms(parse(self.formula))
        except FormulaError as error:
            message = _("The formula cannot be read: %(problem)s") % {"problem": error}
            raise ValidationError({"formula": message}) from error
        if self.with_interval and not self.formula.strip().startswith("rate("):
            raise ValidationError({"with_interval": _("Only a rate has an interval.")})
        self._check_versions()

    def _check_versions(self) -> None:
        others = Indicator.objects.filter(code=self.code).exclude(pk=self.pk)
        ends = Q(valid_to__isnull=True) | Q(valid_to__gte=self.valid_from or F("valid_from"))
        begins = Q(valid_from__isnull=True) | Q(valid_from__lte=self.valid_to or F("valid_from"))
        clash = others.filter(ends, begins).first()
        if clash is not None:
            message = _("Version %(version)s is in force on some of these days; end it first.")
            raise ValidationError({"valid_from": message % {"version": clash.version}})


def check_terms(formula: Formula) -> None:
    """Every term names a measure that is computed, and dimensions that it has.

    Raises:
        FormulaError: the first term that does not.
    """
    from analytics.source import NONE
    from analytics.sources import BY_MEASURE

    for term in formula.terms:
        source = BY_MEASURE.get(term.measure)
        if source is None:
            raise FormulaError(f"“{term.measure}” is not a measure")
        if term.part in ("median", "p90") and not source.is_spread:
            raise FormulaError(f"{term.part} needs a measure of days, not {term.measure}")
        if (term.keys and (source.key is NONE or source.entity)) or (
            term.keys2 and source.key2 is NONE
        ):
            raise FormulaError(f"{term.measure} cannot be narrowed like this")


def _vietnamese() -> bool:
    return (get_language() or "vi").startswith("vi")
