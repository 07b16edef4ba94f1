"""People: opened in one form, changed with roles and offices beside them, never deleted."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin import user_pages
from accounts.admin.base import CatalogueAdmin, PlainRelations
from accounts.admin.filters import InForceFilter, RoleFilter
from accounts.admin.forms import GrantFormSet, OpenAccountForm, PositionForm
from accounts.models import Position, RoleGrant, User
from accounts.resources import UserResource
from accounts.services import users
from ecms.core import clock


class GrantInline(PlainRelations, admin.TabularInline):
    """Roles of the person; one ends by its date."""

    model = RoleGrant
    formset = GrantFormSet
    extra = 0
    can_delete = False
    fields = ("role", "agency", "valid_from", "valid_to")
    autocomplete_fields = ("agency",)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The formset knows who edits."""
        formset = super().get_formset(request, obj, **kwargs)
        return type(formset.__name__, (formset,), {"actor": request.user})


class PositionInline(PlainRelations, admin.StackedInline):
    """Offices of the person; one ends by its date."""

    model = Position
    form = PositionForm
    extra = 0
    can_delete = False
    fields = (
        ("agency", "title_vi"),
        "title_code",
        ("is_head", "is_deputy"),
        ("valid_from", "valid_to"),
    )
    autocomplete_fields = ("agency",)


ADD_FIELDSETS = (
    (_("Person"), {"fields": ("username", "full_name", "email", "phone", "staff_title")}),
    (_("Role"), {"fields": ("role", "agency", "unit", "valid_from", "valid_to"),
                 "description": _("Leave “valid from” empty to begin today.")}),
    (_("Office that signs, if any"), {"fields": ("office", "title_vi", "title_code")}),
)  # fmt: skip
CHANGE_FIELDSETS = (
    (_("Person"), {"fields": ("username", "full_name", "email", "phone", "staff_title", "agency",
                              "unit", "language")}),
    (_("Account"), {"fields": ("valid_from", "valid_to", "state", "last_seen_at", "last_login",
                               "date_joined", "is_demonstration")}),
)  # fmt: skip


@admin.register(User)
class UserAdmin(CatalogueAdmin):
    """Accounts. Rights come from the roles below, never from a flag."""

    resource_classes = [UserResource]
    audit_prefix = "account"
    change_form_template = "admin/accounts/user/change_form.html"
    list_display = ("full_name", "state", "roles", "agency", "username", "last_seen_at")
    list_display_links = ("full_name", "username")
    list_filter = ("is_active", InForceFilter, RoleFilter, "agency", "is_demonstration")
    list_select_related = ("agency",)
    list_per_page = 50
    search_fields = ("full_name__unaccent", "username", "email", "staff_title__unaccent")
    autocomplete_fields = ("agency", "unit")
    readonly_fields = ("state", "last_seen_at", "last_login", "date_joined", "is_demonstration")
    ordering = ("full_name",)
    date_hierarchy = None

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        """In force today."""
        today = clock.today()
        return ", ".join(g.role.name for g in user.grants.all() if g.is_in_force(today)) or "–"

    @admin.display(description=_("state"))
    def state(self, user: User) -> str:
        """In use or not, and why, as a mark with words."""
        if not user.is_active:
            why = gettext(user.retired_reason) if user.retired_reason else ""
            mark = '<span class="ec-mark ec-off">{}</span> {}'
            return format_html(mark, gettext("Switched off"), why)
        if not user.is_in_force(clock.today()):
            return format_html(
                '<span class="ec-mark ec-off">{}</span>', gettext("Out of its dates")
            )
        return format_html('<span class="ec-mark ec-on">{}</span>', gettext("In use"))

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the roles of each row."""
        return super().get_queryset(request).prefetch_related("grants__role")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Files name people: accounts are switched off instead."""
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """One form to open an account, another to change it."""
        return CHANGE_FIELDSETS if obj else ADD_FIELDSETS

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """The form that opens an account has the fields of its post."""
        if obj is None:
            kwargs["form"] = OpenAccountForm
            kwargs["fields"] = [
                name for name in flatten_fieldsets(ADD_FIELDSETS) if name in OPEN_MODEL_FIELDS
            ]
        return super().get_form(request, obj, change=change, **kwargs)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """Roles and offices once the account is there."""
        return [GrantInline, PositionInline] if obj else []

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Open a new account through its service."""
        if change:
            super().save_model(request, obj, form, change)
        else:
            users.open_account(user=obj, post=form.post(), by=request.user, at=clock.now())

    def response_add(
        self, request: HttpRequest, obj: User, post_url_continue: Any = None
    ) -> HttpResponse:
        """Next: the link by which the person sets a password."""
        super().response_add(request, obj, post_url_continue)
        return HttpResponseRedirect(reverse("admin:accounts_user_link", args=[obj.pk]))

    def get_urls(self) -> list[URLPattern]:
        """The acts of one account, each a page of its own."""
        wrap = self.admin_site.admin_view
        acts = [
            path(f"<int:pk>/{act.path}/", wrap(act.view(self)), name=f"accounts_user_{act.name}")
            for act in user_pages.ACTS
        ]
        return [*acts, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """With the acts that this account allows."""
        user = self.get_object(request, object_id)
        acts = [
            {"label": act.label, "url": reverse(f"admin:accounts_user_{act.name}", args=[user.pk])}
            for act in user_pages.ACTS
            if user is not None and act.fits(user)
        ]
        extra = {**(extra_context or {}), "acts": acts}
        return super().change_view(request, object_id, form_url, extra)


OPEN_MODEL_FIELDS = frozenset(OpenAccountForm.Meta.fields) | {"staff_title"}
