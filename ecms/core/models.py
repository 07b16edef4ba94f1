"""What the platform remembers of the reference files."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReferenceFile(models.Model):
    """A reference data set as it was last loaded; unchanged files are not loaded again."""

    name = models.CharField(_("data set"), max_length=60, unique=True)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField(_("rows"))
    loaded_at = models.DateTimeField(_("loaded at"))

    class Meta:
        verbose_name = _("reference data set")
        verbose_name_plural = _("reference data sets")

    def __str__(self) -> str:
        return self.name
