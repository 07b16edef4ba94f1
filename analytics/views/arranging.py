"""A dashboard arranged by a person: which parts, in which order, kept under a name."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from analytics.blocks import BLOCKS, chosen
from analytics.enums import SavedKind
from analytics.forms_explorer import SaveForm
from analytics.models import Saved
from analytics.services import saving
from ecms.core import clock
from ecms.core.access import access
from ecms.core.refusal import Refusal


class ArrangeForm(SaveForm):
    """A place for every part; 0 leaves it out."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for place, (code, words) in enumerate(BLOCKS.items(), start=1):
            self.fields[code] = forms.IntegerField(
                label=words, min_value=0, max_value=99, initial=place,
                help_text=gettext_lazy("Place; 0 leaves it out."),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """At least one part."""
        cleaned = super().clean() or {}
        if not self.errors and not self.blocks:
            raise forms.ValidationError(_("Keep at least one part."))
        return cleaned

    @property
    def blocks(self) -> list[str]:
        """The parts in their order."""
        places = {code: self.cleaned_data.get(code) or 0 for code in BLOCKS}
        return sorted((code for code in BLOCKS if places[code]), key=lambda code: places[code])


@access(Permission.DASHBOARD_READ)
@require_http_methods(["GET", "POST"])
def arrange(request: HttpRequest) -> HttpResponse:
    """Order and hide the parts of the dashboard, and keep it with its filters."""
    form = ArrangeForm(request.POST or None, initial={"submission": uuid.uuid4()})
    address = request.GET.urlencode()
    if request.method == "POST" and form.is_valid():
        kept = {key: form.cleaned_data[key] for key in ("title", "submission", "share")}
        try:
            saved = saving.keep(SavedKind.BOARD, address=address, blocks=form.blocks,
                                by=request.user, at=clock.now(), **kept)  # fmt: skip
        except Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal.reason))
        else:
            messages.success(request, _("Kept: %(title)s.") % {"title": saved.title})
            return redirect(f"{reverse('analytics:dashboard')}?{_with(saved)}")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "address": address}
    return render(request, "analytics/arrange.html", context, status=status)


def _with(saved: Saved) -> str:
    return f"{saved.address}&board={saved.pk}" if saved.address else f"board={saved.pk}"


def kept_boards(user: Any) -> list[dict[str, Any]]:
    """Dashboards a person may open, with their addresses."""
    rows = Saved.objects.visible_to(user).of_kind(SavedKind.BOARD).select_related("saved_by")[:20]
    home = reverse("analytics:dashboard")
    return [{"saved": row, "url": f"{home}?{_with(row)}"} for row in rows]


def blocks_of(key: str, boards: list[dict[str, Any]]) -> list[str]:
    """The parts of the dashboard that the address names; all of them without one."""
    saved = next((item["saved"] for item in boards if str(item["saved"].pk) == key), None)
    return chosen(saved.blocks) if saved else list(BLOCKS)
