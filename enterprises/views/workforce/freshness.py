"""Who has not updated the list of workers, and letters to remind them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.chips import chips_for
from ecms.core.formatting import grouped
from ecms.core.paging import paginate
from enterprises import selectors_workforce as selectors
from enterprises.documents_workforce import MOST, reminders
from enterprises.forms.workforce import FreshnessFilter
from enterprises.models import Contact, Enterprise
from enterprises.rules import workforce as rules
from enterprises.services.workforce import reminding
from enterprises.wording_workforce import AGE_WORDS

SHOWN = 50
REPLY_WITHIN = timedelta(days=15)  # our practice: time to answer a letter
PILLS = {"never": "neutral", "fresh": "success", "late30": "warning"}


@access(Permission.WORKER_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Employers by the age of their list, overdue first."""
    today = clock.today()
    form = FreshnessFilter(request.GET, user=request.user)
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = selectors.employers(request.user, getattr(chosen.get("province"), "pk", None))
    age = chosen.get("age", "")
    page = paginate(request, selectors.stale(rows, age=age, today=today), SHOWN)
    counted = selectors.ages(rows, today)
    context = {
        "form": form,
        "page": page,
        "rows": _rows(page, today),
        "chips": chips_for(form, request.GET),
        "figures": _figures(counted, request),
        "age": age,
        "national": request.user.scope.national,
        "can_write": request.user.can(Permission.WORKER_EDIT),
        "next_due": rules.next_due(today),
        "basis": rules.legal_basis(),
        "today": today,
        "most": MOST,
    }
    return render(request, "enterprises/workforce_freshness.html", context)


def _rows(page: Any, today: Any) -> list[dict[str, Any]]:
    """Each with a pill for its age and somebody to call."""
    contacts: dict[int, Contact] = {}
    people = Contact.objects.filter(
        enterprise__in=[firm.pk for firm in page], ended_on__isnull=True
    )
    for contact in people.order_by("-pk"):
        contacts[contact.enterprise_id] = contact
    found = []
    for firm in page:
        age = rules.overdue_bucket(firm.workforce_due_on, today)
        found.append(
            {
                "firm": firm, "kind": PILLS.get(age, "danger"), "age": AGE_WORDS[age],
                "contact": contacts.get(firm.pk),
            }
        )  # fmt: skip
    return found


def _figures(counted: dict[str, int], request: HttpRequest) -> list[dict[str, Any]]:
    rest = request.GET.copy()
    rest.pop("page", None)
    found = []
    for age in selectors.AGES:
        rest["age"] = age
        found.append(
            {
                "label": AGE_WORDS[age], "count": grouped(counted[age]),
                "kind": PILLS.get(age, "danger") if counted[age] else "neutral",
                "url": f"?{rest.urlencode()}",
            }
        )  # fmt: skip
    return found


@access(Permission.WORKER_EDIT)
@require_POST
def letters(request: HttpRequest) -> HttpResponse:
    """A PDF with a letter to each chosen employer; the due item of the province is done."""
    chosen = request.POST.getlist("shown" if "all" in request.POST else "firm")
    keys = [int(key) for key in chosen if key.isascii() and key.isdigit()]
    rows = Enterprise.objects.visible_to(request.user).filter(pk__in=keys[:MOST])
    firms = list(rows.select_related("province").order_by("name", "pk"))
    if not firms or request.user.agency is None:
        messages.warning(request, _("Choose at least one enterprise."))
        return redirect("enterprises:workforce_freshness")
    at, today = clock.now(), clock.today()
    pdf = reminders(firms, agency=request.user.agency, on=today, reply_by=today + REPLY_WITHIN)
    reminding.written(firms, by=request.user, at=at)
    response = HttpResponse(pdf, content_type="application/pdf")
    name = f"workforce-reminders-{today:%Y%m%d}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
