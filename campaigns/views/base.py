"""What every page of a campaign shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from campaigns.models import Campaign
from campaigns.presenters import state_kind, tabs
from ecms.core.scoping import get_visible_or_404
from inspections.views.acting import carry_out
from inspections.views.case import status_of

RELATED = (
    "agency",
    "province",
    "checklist",
    "item__plan",
    "tool__objective__issue",
    "proposed_by",
    "approved_by",
    "closed_by",
)


def load(request: HttpRequest, pk: int) -> Campaign:
    """The campaign through what the user may see; 404 otherwise."""
    row: Campaign = get_visible_or_404(
        Campaign.objects.select_related(*RELATED), request.user, pk=pk
    )
    return row


def frame(campaign: Campaign, current: str, **extra: Any) -> dict[str, Any]:
    """Context of a page of the campaign."""
    return {
        "campaign": campaign,
        "pill_kind": state_kind(campaign),
        "tabs": tabs(campaign, current),
        **extra,
    }


def worked(
    request: HttpRequest, form: Any, do: Callable[[Any], Any], *, file_field: str = "files"
) -> bool:
    """Whether the form came whole and ``do(form)`` did it; a refusal stands in the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    carry_out(form, lambda: do(form), file_field=file_field)
    return not form.errors


def act(
    request: HttpRequest, campaign: Campaign, form: Any, do: Callable[[Any], Any], *, title: Any,
    submit: Any, done: Any, notes: tuple[Any, ...] = (), danger: bool = False,
    back: str = "detail",
) -> HttpResponse:  # fmt: skip
    """Show ``form``; when it is valid call ``do(form)`` and go back. Refusals go into the form."""
    url = reverse(f"campaigns:{back}", args=[campaign.pk])
    if worked(request, form, do):
        messages.success(request, done)
        return redirect(url)
    context = frame(
        campaign, back, form=form, title=title, submit=submit, notes=notes, danger=danger,
        cancel_url=url,
    )  # fmt: skip
    return render(request, "campaigns/act.html", context, status=status_of(request))
