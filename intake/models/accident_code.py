"""Lists of codes: injuries of Annex II, causes and factors of Annex XII, occupations."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.dated import Bilingual, Dated, DatedQuerySet
from intake.enums.accident import CodeKind


class AccidentCode(Bilingual, Dated):
    """One entry; ``group_code`` is the part of the body of an injury, the side of a cause."""

    kind = models.CharField(_("list"), max_length=10, choices=CodeKind)
    code = models.CharField(_("code"), max_length=10)
    group_code = models.CharField(_("group"), max_length=10, blank=True)
    group_vi = models.CharField(_("group in Vietnamese"), max_length=200, blank=True)
    group_en = models.CharField(_("group in English"), max_length=200, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    folded = models.TextField(editable=False, default="")  # accent-free text for search
    source = models.TextField(_("source"), blank=True)
    confidence = models.CharField(_("confidence"), max_length=200, blank=True)
    history = HistoricalRecords(excluded_fields=["folded"])

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("code of accidents")
        verbose_name_plural = _("codes of accidents")
        ordering = ("kind", "order", "code")
        constraints = [
            models.UniqueConstraint(fields=("kind", "code"), name="accident_code_once"),
        ]

    @property
    def group(self) -> str:
        """The name of the group in the language of the page."""
        from django.utils.translation import get_language

        if (get_language() or "vi").startswith("vi"):
            return self.group_vi
        return self.group_en or self.group_vi
