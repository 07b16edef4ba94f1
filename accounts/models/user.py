"""Accounts: dated, scoped through role grants, idle ones switched off."""

from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.enums import Language, Reach
from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.constraints import ordered
from ecms.core.dated import Dated
from ecms.core.scoping import Scope


class UserManager(DjangoUserManager):  # type: ignore[type-arg]
    """Accounts without Django's staff and superuser flags: rights come from roles alone."""

    def create_user(  # type: ignore[override]
        self, username: str, email: str = "", password: str | None = None, **fields: Any
    ) -> "User":
        """Create an account; without ``password`` it cannot sign in by password yet."""
        user: Any = self.model(
            username=self.model.normalize_username(username),
            email=self.normalize_email(email),
            **fields,
        )
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, *args: Any, **fields: Any) -> Any:
        """Refused: there are no superusers.

        Raises:
            TypeError: always; ``manage.py create_administrator`` makes an administrator.
        """
        raise TypeError("There are no superusers: use manage.py create_administrator.")


class User(AbstractUser, Dated):
    """A person who signs in. ``can()`` and ``scope`` come from the grants in force today."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    is_superuser = False  # no column: nobody stands above the roles
    full_name = models.CharField(_("full name"), max_length=200)
    staff_title = models.CharField(_("job title"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    agency = models.ForeignKey(
        "accounts.Agency",
        verbose_name=_("body"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="staff",
    )
    unit = models.ForeignKey(
        "accounts.Unit",
        verbose_name=_("division"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="staff",
    )
    is_demonstration = models.BooleanField(_("demonstration account"), default=False)
    language = models.CharField(
        _("language of mails"), max_length=5, choices=Language, default=Language.VIETNAMESE
    )
    last_seen_at = models.DateTimeField(_("last seen"), null=True, blank=True)
    retired_reason = models.CharField(_("why switched off"), max_length=200, blank=True)
    # Part of the hash that every session carries: a new number ends all sessions at once.
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    history = HistoricalRecords(
        excluded_fields=["last_seen_at", "last_login", "password", "session_epoch"]
    )

    REQUIRED_FIELDS = ["full_name"]
    objects = UserManager()  # type: ignore[misc]
    in_admin_site = False  # set by ecms.core.admin_site while an admin view runs

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ("username",)
        constraints = [ordered()]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        """The name as it is printed."""
        return self.full_name

    @cached_property
    def _grants(self) -> list:  # type: ignore[type-arg]
        if not self.is_active or not self.is_in_force(clock.today()):
            return []
        return list(
            self.grants.in_force(clock.today()).select_related(
                "role", "agency", "agency__province"
            )
        )

    @cached_property
    def permissions_held(self) -> frozenset[str]:
        """Codes of every permission of the grants in force."""
        return frozenset(code for grant in self._grants for code in grant.role.permissions)

    def can(self, permission: str) -> bool:
        """Whether any role in force includes ``permission``."""
        return str(permission) in self.permissions_held

    @cached_property
    def scope(self) -> Scope:
        """Provinces and bodies in reach."""
        reaching = [grant for grant in self._grants if grant.role.reach != Reach.ADMIN]
        provinces = {g.agency.province for g in reaching if g.agency.province_id}
        return Scope(
            national=any(grant.role.reach == Reach.NATIONAL for grant in reaching),
            province_ids=frozenset(p.successor_id or p.pk for p in provinces),
            agency_ids=frozenset(grant.agency_id for grant in reaching),
        )

    @cached_property
    def needs_second_factor(self) -> bool:
        """Whether a role in force demands MFA (directors, administrators)."""
        return any(grant.role.mfa_required for grant in self._grants)

    @property
    def role_names(self) -> str:
        """Names of the roles in force, for the user menu."""
        return ", ".join(sorted({grant.role.name for grant in self._grants}))

    @property
    def is_staff(self) -> bool:  # type: ignore[override]
        """Whether the administration pages open: by role, not by a flag of its own."""
        return self.can(Permission.ADMIN)

    @property
    def role_label(self) -> str:
        """The roles in force in words, for the head of the page."""
        return self.role_names

    @property
    def unit_label(self) -> str:
        """The body of the first grant in force, for the head of the page."""
        return self._grants[0].agency.name if self._grants else ""

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Django's model permissions: an administrator holds all inside the admin, only there.

        What a ModelAdmin forbids stays forbidden; outside the admin nothing is gained.
        """
        if self.in_admin_site and self.can(Permission.ADMIN):
            return True
        return super().has_perm(perm, obj)

    def has_module_perms(self, app_label: str) -> bool:
        """As ``has_perm``, for a whole application."""
        if self.in_admin_site and self.can(Permission.ADMIN):
            return True
        return super().has_module_perms(app_label)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Sessions die with a new password and with a new ``session_epoch``."""
        return salted_hmac(
            "accounts.User.session",
            f"{self.password}.{self.session_epoch}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()
