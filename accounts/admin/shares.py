"""Cases shared with one person of another body."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin.forms import ShareForm
from accounts.errors import AccountRefused
from accounts.models import SharedCase
from accounts.services import sharing
from ecms.core import clock
from ecms.core.admin_site import Page, register_page


@admin.register(SharedCase)
class SharedCaseAdmin(admin.ModelAdmin):
    """Who sees which case until when; written by its own page, ended here."""

    list_display = ("label", "user", "until", "reason", "shared_by", "shared_at", "ended_on")
    list_filter = (("ended_on", admin.EmptyFieldListFilter), "until")
    list_select_related = ("user", "shared_by")
    search_fields = ("label", "user__full_name__unaccent", "reason")
    actions = ["take_back"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """By “Share a case” only."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A record of what was decided."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A record of what was decided."""
        return False

    @admin.action(description=gettext_lazy("Take the case back now"))
    def take_back(self, request: HttpRequest, queryset: Any) -> None:
        """End the chosen shares at once."""
        for row in queryset:
            sharing.end(share=row, by=request.user, at=clock.now())
        messages.success(request, _("The cases are taken back."))


def share_case(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Ask for case, person, day and reason."""
    form = ShareForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            row = sharing.share(**form.cleaned_data, by=request.user, at=clock.now())
        except AccountRefused as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            words = {"case": row.label, "person": row.user}
            messages.success(request, _("%(person)s may now read %(case)s.") % words)
            return redirect("admin:accounts_sharedcase_changelist")
    context = {**context, "form": form, "media": form.media}
    return TemplateResponse(request, "admin/share_case.html", context)


register_page(
    Page(
        "share_case", "share-a-case/", share_case, gettext_lazy("Share a case"),
        gettext_lazy("Let one person of another body read one case until a day"), 30,
    )
)  # fmt: skip
