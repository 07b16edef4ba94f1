"""The administration pages: who enters, and in which order the records stand.

A right decides, not a flag: whoever holds ``ADMINISTER`` enters and, inside, holds every model
permission; what a ``ModelAdmin`` forbids stays forbidden. Modules put their records into groups
with ``register_group`` and their own pages with ``register_page``, in ``apps.ready()``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import update_wrapper
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

ADMINISTER = "admin"  # the value of accounts.permissions.Permission.ADMIN

# Records of third parties that nobody works with: groups (roles stand in their place), second
# factors and addresses (secrets and copies; an act on the account removes a factor).
HIDDEN = frozenset(
    {"auth.Group", "account.EmailAddress", "account.EmailConfirmation", "mfa.Authenticator"}
)


@dataclass
class Group:
    """Records that are kept together, in the order of the work."""

    code: str
    label: str | Promise
    hint: str | Promise
    order: int
    models: list[str] = field(default_factory=list)  # "accounts.User"


@dataclass(frozen=True)
class Page:
    """A page of a module inside the administration, linked from the index.

    ``view`` is called as ``view(request, admin_context, **kwargs)``.
    """

    name: str
    route: str
    view: Callable[..., HttpResponse]
    label: str | Promise = ""
    hint: str | Promise = ""
    order: int = 100


_groups: dict[str, Group] = {}
_pages: dict[str, Page] = {}


def register_group(
    code: str,
    *models: str,
    label: str | Promise = "",
    hint: str | Promise = "",
    order: int = 100,
) -> None:
    """Add records to a group, and the group itself where it is new."""
    group = _groups.setdefault(code, Group(code, label or code, hint, order))
    group.models.extend(name for name in models if name not in group.models)


def register_page(page: Page) -> None:
    """Add a page; its URL is named ``admin:<name>``."""
    _pages[page.name] = page


class EcmsAdminSite(AdminSite):
    """Django's admin under our rights, order and sign-in."""

    site_header = _("ECMS administration")
    site_title = _("ECMS administration")
    index_title = _("Administration")
    site_url = "/"
    empty_value_display = "–"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """As in Django, without the records in ``HIDDEN``."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        shown = [model for model in models if model._meta.label not in HIDDEN]
        super().register(shown, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Whoever may administer the system; asked on every request."""
        user: Any = request.user
        return bool(user.is_authenticated and user.can(ADMINISTER))

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """Guard a view: strangers sign in, others without the right get 403."""
        guarded = super().admin_view(view, cacheable)

        def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            user: Any = request.user
            if user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            user.in_admin_site = True
            return guarded(request, *args, **kwargs)

        inside.access = ADMINISTER  # type: ignore[attr-defined]
        return update_wrapper(inside, view)

    def get_urls(self) -> list[Any]:
        """The pages of the modules before Django's own."""
        pages = [
            path(page.route, self.admin_view(self._page_view(page)), name=page.name)
            for page in _pages.values()
        ]
        return [*pages, *super().get_urls()]

    def _page_view(self, page: Page) -> Callable[..., HttpResponse]:
        def view(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            context = {**self.each_context(request), "title": page.label}
            return page.view(request, context, **kwargs)

        return view

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Also the modules' own pages, for the index."""
        links = [
            {"label": page.label, "hint": page.hint, "url": reverse(f"admin:{page.name}")}
            for page in sorted(_pages.values(), key=lambda page: page.order)
            if page.label and "<" not in page.route
        ]
        return {**super().each_context(request), "own_pages": links}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Records by group; what no group names stands last under its application."""
        apps = super().get_app_list(request, app_label)
        if app_label is not None:
            return apps
        models = {model["model"]._meta.label: model for app in apps for model in app["models"]}
        groups = sorted(_groups.values(), key=lambda group: group.order)
        listed = [self._group(group, models) for group in groups]
        grouped = {name for group in groups for name in group.models}
        rest = [
            {**app, "models": left}
            for app in apps
            if (left := [m for m in app["models"] if m["model"]._meta.label not in grouped])
        ]
        return [group for group in listed if group["models"]] + rest

    def _group(self, group: Group, models: dict[str, Any]) -> dict[str, Any]:
        return {
            "name": group.label,
            "hint": group.hint,
            "app_label": group.code,
            "app_url": f"{reverse('admin:index', current_app=self.name)}#{group.code}",
            "has_module_perms": True,
            "models": [models[name] for name in group.models if name in models],
        }

    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One sign-in for the whole product, with its throttle and second factor."""
        wanted = request.GET.get("next", "")
        safe = url_has_allowed_host_and_scheme(
            wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
        target = wanted if safe else reverse("admin:index")
        if request.user.is_authenticated:
            return redirect(target)
        return redirect_to_login(target, settings.LOGIN_URL)

    def logout(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """As everywhere in the product."""
        return redirect("account_logout")

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """As everywhere in the product."""
        return redirect("account_change_password")
