"""Roles, and the page that shows all of them beside all permissions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import HistoryAdmin
from accounts.admin.forms import RoleForm
from accounts.models import Role
from accounts.permissions import by_module
from accounts.roles import ROLES
from ecms.core.admin_site import Page, register_page


@admin.register(Role)
class RoleAdmin(HistoryAdmin):
    """What a role may do; changes apply with the next page its holders open."""

    form = RoleForm
    list_display = ("name", "code", "reach", "mfa_required", "permission_count", "holders")
    search_fields = ("code", "name_vi", "name_en")
    fieldsets = (
        (None, {"fields": ("code", "name_vi", "name_en", "reach", "mfa_required")}),
        (_("What it may do"), {"fields": ("permissions",), "classes": ("ec-permissions",)}),
    )

    @admin.display(description=_("role"), ordering="name_vi")
    def name(self, role: Role) -> str:
        """In the language of the page."""
        return role.name

    @admin.display(description=_("permissions"))
    def permission_count(self, role: Role) -> int:
        """How many."""
        return len(role.permissions)

    @admin.display(description=_("holders"))
    def holders(self, role: Any) -> int:
        """Accounts in use that were given the role."""
        return int(role.holder_count)

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the number of holders."""
        active = Q(grants__user__is_active=True)
        count = Count("grants__user", filter=active, distinct=True)
        return super().get_queryset(request).annotate(holder_count=count)

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The form knows who edits."""
        form: type[forms.ModelForm] = super().get_form(request, obj, **kwargs)
        return type(form.__name__, (form,), {"actor": request.user})

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Shipped roles stay: the product names them."""
        shipped = {spec.code for spec in ROLES}
        return obj is not None and obj.code not in shipped

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The code of a role is its identity."""
        return ("code",) if obj else ()


def matrix(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Every role beside every permission, on one screen."""
    roles = list(Role.objects.all())
    rows = [
        (heading, [(p, [p.value in role.permissions for role in roles]) for p in permissions])
        for heading, permissions in by_module()
    ]
    context = {**context, "roles": roles, "rows": rows}
    return TemplateResponse(request, "admin/roles_matrix.html", context)


register_page(
    Page(
        "roles_matrix", "roles/matrix/", matrix, _("Who may do what"),
        _("All roles and permissions on one screen"), 20,
    )
)  # fmt: skip
