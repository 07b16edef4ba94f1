"""Month-ends: who has confirmed, what is frozen, what was corrected since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from analytics.corrections import corrections
from analytics.coverage import months
from analytics.delivery import undelivered
from analytics.models import Figure
from analytics.numbers import as_of
from analytics.period_words import month_words
from analytics.periods import Period, read_month, shift
from analytics.rights import may_close, may_confirm
from analytics.services import closing
from ecms.core import clock, replica
from ecms.core.access import access
from ecms.core.forms import TextField
from ecms.core.refusal import Refusal

SHOWN_MONTHS = 13


class NoteForm(forms.Form):
    """A word on what is special about the month."""

    note = TextField(label=gettext_lazy("Note"), required=False, max_length=500)


def _shown(until: str) -> Period:
    """Thirteen months up to the one asked for, at most the present one."""
    present = clock.today().replace(day=1)
    last = min(_month(until), present) if until else present
    return Period(shift(last, 1 - SHOWN_MONTHS), last)


def _neighbours(period: Period) -> dict[str, date | None]:
    """The last months of the pages before and after; None where there is nothing."""
    present = clock.today().replace(day=1)
    told = Figure.objects.filter(month__lt=period.first).exists()
    return {
        "earlier": shift(period.first, -1) if told else None,
        "later": min(shift(period.last, SHOWN_MONTHS), present)
        if period.last < present else None,
    }  # fmt: skip


@access(Permission.DASHBOARD_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Thirteen months (``until`` the last of them) and what changed after they were frozen."""
    period = _shown(request.GET.get("until", ""))
    rows = months(request.user, period)[::-1]
    context = {
        "months": rows, "corrections": corrections(request.user, period), "as_of": as_of(),
        "lag": replica.words(),
        "may_confirm": bool(may_confirm(request.user)), "may_close": bool(may_close(request.user)),
        "national": request.user.scope.national, **_neighbours(period),
    }  # fmt: skip
    return render(request, "analytics/months.html", context)


@access(Permission.REPORT_EXPORT)
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, month: str) -> HttpResponse:
    """The head of a department confirms its month."""
    return _step(request, month, closing.confirm, _("Confirm %(month)s"), [
        _("The figures of the month are complete as far as your department knows."),
        _("Later corrections stay possible; once the month is frozen they appear as corrections."),
    ])  # fmt: skip


@access(Permission.REPORT_EXPORT)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, month: str) -> HttpResponse:
    """The ministry freezes a month."""
    missing = [place.name for place in undelivered(_month(month))]
    said = (
        _("Not confirmed yet: %(names)s.") % {"names": ", ".join(missing)}
        if missing
        else _("Every department has confirmed it.")
    )
    return _step(
        request, month, lambda m, *, note, by, at: closing.close(m, by=by, at=at),
        _("Freeze %(month)s"),
        [said, _("What is reported stays reported; this cannot be undone.")],
    )  # fmt: skip


def _month(code: str) -> date:
    try:
        return read_month(code)
    except ValueError as error:
        raise Http404 from error


def _step(
    request: HttpRequest, code: str, verb: Callable[..., Any], title: str, consequences: list[str]
) -> HttpResponse:
    month = _month(code)
    form = NoteForm(request.POST if request.method == "POST" else None)
    words = title % {"month": month_words(month)}
    if request.method == "POST" and form.is_valid():
        try:
            verb(month, note=form.cleaned_data["note"], by=request.user, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("Done: %(what)s.") % {"what": words})
            return redirect("analytics:months")
    context = {
        "title": words, "subject": _("Month-ends"), "question": f"{words}?",
        "consequences": consequences, "form": form, "confirm_label": words,
        "cancel_url": reverse("analytics:months"),
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "components/confirm_page.html", context, status=status)
