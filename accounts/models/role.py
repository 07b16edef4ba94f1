"""Roles as data, and their dated grants."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.enums import Reach
from accounts.permissions import Permission
from ecms.core.constraints import ordered
from ecms.core.dated import Bilingual, Dated, DatedQuerySet


class Role(Bilingual):
    """A named list of permissions that a non-programmer can read and change."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    reach = models.CharField(_("reach"), max_length=10, choices=Reach)
    permissions = ArrayField(
        models.CharField(max_length=40, choices=Permission),
        verbose_name=_("permissions"),
        default=list,
    )
    mfa_required = models.BooleanField(_("second factor required"), default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ("code",)


class RoleGrant(Dated):
    """A user holds a role at a body from a day to a day."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="grants",
    )
    role = models.ForeignKey(
        Role, verbose_name=_("role"), on_delete=models.PROTECT, related_name="grants"
    )
    agency = models.ForeignKey(
        "accounts.Agency", verbose_name=_("body"), on_delete=models.PROTECT, related_name="grants"
    )
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("role of a user")
        verbose_name_plural = _("roles of users")
        constraints = [ordered()]

    def __str__(self) -> str:
        return f"{self.user} – {self.role} – {self.agency}"
