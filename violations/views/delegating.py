"""Pages of delegated power: what runs, a new delegation, its end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.models import Delegation
from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.paging import paginate
from ecms.core.scoping import get_visible_or_404
from ecms.documents.models import GeneratedDocument
from violations.forms.delegating import DelegationEndForm, DelegationForm
from violations.services import delegating
from violations.services.delegating import KINDS
from violations.views.steps import data_of, saved

LIST = "violations:delegations"


def _rows(user: Any) -> Any:
    rows = Delegation.objects.visible_to(user).filter(kind__in=KINDS)
    return rows.select_related("giver__user", "giver__agency", "holder__user").order_by("-pk")


@access(Permission.VIOLATION_DECIDE)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Delegations of the own bodies, the newest first."""
    today = clock.today()
    page = paginate(request, _rows(request.user))
    papers = GeneratedDocument.objects.filter(
        content_type__app_label="accounts", content_type__model="delegation",
        object_id__in=[row.pk for row in page.items],
    ).order_by("pk")  # fmt: skip
    office = delegating.heads_office(request.user, on=today)
    found: dict[int, list[GeneratedDocument]] = {}
    for paper in papers:
        found.setdefault(paper.object_id, []).append(paper)
    lines = [
        {
            "row": row, "papers": found.get(row.pk, ()), "runs": row.is_in_force(today),
            "later": row.valid_from is not None and row.valid_from > today,
            "can_end": office is not None and office.agency_id == row.giver.agency_id
            and (row.valid_to is None or row.valid_to > today),
        }
        for row in page.items
    ]  # fmt: skip
    context = {"lines": lines, "page": page, "can_give": office is not None}
    return render(request, "violations/delegations.html", context)


@access(Permission.VIOLATION_DECIDE)
def new(request: HttpRequest) -> HttpResponse:
    """The head lets a deputy sign."""
    today = clock.today()
    office = delegating.heads_office(request.user, on=today)
    if office is None:
        messages.error(request, _("Only the head of a body delegates the power of the office."))
        return redirect(LIST)
    deputies = delegating.deputies_of(office, on=today)
    form = DelegationForm(data_of(request)[0], deputies=deputies, initial={"starts_on": today})
    if saved(request, form, lambda: delegating.give(
        office, form.cleaned_data["holder"], form.power(), by=request.user, at=clock.now()
    )):  # fmt: skip
        messages.success(request, _("The delegation was signed."))
        return redirect(LIST)
    return _show(request, form, _("Delegate power to a deputy"), _("Sign and issue"))


@access(Permission.VIOLATION_DECIDE)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The head ends a delegation."""
    row = get_visible_or_404(_rows(request.user), request.user, pk=pk)
    form = DelegationEndForm(data_of(request)[0], initial={"last_on": clock.today()})
    if saved(request, form, lambda: delegating.end(
        row, **form.cleaned_data, by=request.user, at=clock.now()
    )):  # fmt: skip
        messages.success(request, _("The end of the delegation was signed."))
        return redirect(LIST)
    words = f"{row.get_kind_display()}: {row.giver.user} → {row.holder.user}, {row.number}"
    return _show(request, form, _("End the delegation"), _("Sign and issue"), words)


def _show(
    request: HttpRequest, form: Any, title: str, submit: str, intro: str = ""
) -> HttpResponse:
    context = {"form": form, "title": title, "submit": submit, "intro": intro}
    status = 422 if form.is_bound else 200
    return render(request, "violations/delegation.html", context, status=status)
