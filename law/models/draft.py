"""A new sanction decree as an administrator loads it, before and after its publication."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecms.core.constraints import paired
from ecms.core.dated import Bilingual


class DecreeDraft(Bilingual):
    """The rows of the files as text, and what they will become. Amounts in whole VND.

    ``tested_at`` is when its results were last compared with those of the present decree;
    ``published`` once it stands in the catalogue. Taken back, it is a draft again.
    """

    number = models.CharField(_("number"), max_length=40, unique=True)  # 283/2026/NĐ-CP
    valid_from = models.DateField(_("valid from"))
    fine_level_article_vi = models.CharField(_("clause on levels of fines"), max_length=100)
    fine_level_article_en = models.CharField(
        _("clause on levels of fines (English)"), max_length=100
    )
    fine_most = models.BigIntegerField(_("highest fine of the field, individual"))
    fine_most_overseas = models.BigIntegerField(
        _("highest fine of the chapter on work abroad, individual"), null=True, blank=True
    )
    rows = models.JSONField(_("rows"), default=list)
    scopes = models.JSONField(_("scopes of competences"), default=list)
    filename = models.CharField(_("file"), max_length=255)
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    tested_at = models.DateTimeField(_("tested at"), null=True, blank=True)
    tested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip

    class Meta:
        verbose_name = _("draft of a decree")
        verbose_name_plural = _("drafts of decrees")
        ordering = ("-pk",)
        constraints = [paired("created"), paired("tested"), paired("published")]
