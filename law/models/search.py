"""How people find an act: the words they say, and the acts that each person keeps at hand."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from law.models.catalogue import Sourced


class Saying(Sourced):
    """Words of inspectors beside those of the catalogue. Accents may be left out when searching.

    ``written``: the same as the catalogue writes it, several with ``|`` between. ``codes``: the
    acts that are usually meant, the likeliest first; they come first in the results.
    """

    said = models.CharField(
        _("what people say"), max_length=100, unique=True,
        help_text=_("In Vietnamese or English, for example: tăng ca, overtime."),
    )  # fmt: skip
    written = models.CharField(
        _("as the catalogue writes it"), max_length=300, blank=True,
        help_text=_("Several with | between. Empty where the words are the same."),
    )  # fmt: skip
    codes = ArrayField(
        models.CharField(max_length=10), verbose_name=_("acts that are meant"), default=list,
        blank=True, help_text=_("Codes with commas between; the likeliest first."),
    )  # fmt: skip
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("saying of inspectors")
        verbose_name_plural = _("sayings of inspectors")
        ordering = ("said",)

    def __str__(self) -> str:
        return self.said


class Favourite(models.Model):
    """An act that a person keeps at hand; by code, so that it outlives a decree."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE,
        related_name="favourite_acts",
    )  # fmt: skip
    code = models.CharField(_("violation code"), max_length=10)
    marked_at = models.DateTimeField(_("marked at"))

    class Meta:
        verbose_name = _("favourite act")
        verbose_name_plural = _("favourite acts")
        ordering = ("code",)
        constraints = [models.UniqueConstraint(fields=("user", "code"), name="favourite_once")]

    def __str__(self) -> str:
        return self.code
