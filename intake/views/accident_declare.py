"""Declaring an accident in two minutes, completing it, looking up injuries."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.listing import searched
from enterprises.models import Enterprise
from enterprises.rules import tax_code as tax_codes
from enterprises.selectors import reachable
from intake.enums.accident import CodeKind
from intake.forms.accident import CompleteForm, QuickForm, initial_of
from intake.permissions.accident import can_edit
from intake.selectors.accident import codes, injuries_found
from intake.services.accidents import declaring
from intake.views.accident_case import by_form, carried_out, load_people, refuse


@access(Permission.ACCIDENT_EDIT)
@require_http_methods(["GET", "POST"])
def declare(request: HttpRequest) -> HttpResponse:
    """The quick declaration; ``?enterprise=`` comes from the dossier."""
    firm = reachable(request.POST.get("enterprise") or request.GET.get("enterprise"), request.user)
    initial = {"occurred_on": clock.today(), "notice_on": clock.today(),
               "enterprise": firm.pk if firm else None}  # fmt: skip
    form = QuickForm(request.POST or None, initial=initial)
    agency = request.user.agency
    if request.method == "POST" and form.is_valid() and agency is not None:
        made: list[Any] = []
        if carried_out(form, lambda: made.append(_declared(request, form, firm))):
            return redirect("intake:accident_done", pk=made[0].pk)
    context = {"form": form, "firm": firm, "agency": agency}
    status = 422 if request.method == "POST" else 200
    return render(request, "intake/accident_new.html", context, status=status)


def _declared(request: HttpRequest, form: QuickForm, firm: Enterprise | None) -> Any:
    code = form.cleaned_data["tax_code"]
    return declaring.declare(
        form.declaration(firm or (_by_tax_code(code) if code else None)),
        submission=form.cleaned_data["submission"],
        agency=request.user.agency,
        by=request.user,
        at=clock.now(),
    )


def _by_tax_code(text: str) -> Enterprise:
    """The enterprise with exactly this tax code, wherever it is registered.

    Raises:
        Refusal: no enterprise of the register has it.
    """
    code = tax_codes.read(text).text
    known = Enterprise.objects.filter(tax_code=code, merged_into__isnull=True).first()
    if known is None:
        raise declaring.Refusal(_("No enterprise of the register has it."), "tax_code")
    return known


@access(Permission.ACCIDENT_EDIT)
@require_GET
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """After the declaration: the file number, the class, what happens next."""
    from django.urls import reverse

    from intake.accident_presenters import class_reason, term_words

    accident = load_people(request, pk)
    url = reverse("intake:accident", args=[accident.pk])
    context = {
        "title": _("Accident declared"),
        "reference": accident.code,
        "next_steps": [
            class_reason(accident),
            term_words(accident),
            _("Complete the declaration and record each victim with the injuries; class and term "
              "follow by themselves."),
        ],
        "contact": str(accident.agency),
        "links": [(url, _("Open the file"))],
    }  # fmt: skip
    return render(request, "components/done_page.html", context)


@access(Permission.ACCIDENT_EDIT)
@require_http_methods(["GET", "POST"])
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about the accident that is known by now."""
    accident = load_people(request, pk)
    answer = can_edit(accident, request.user)
    if not answer:
        return refuse(request, answer, accident)
    form = CompleteForm(request.POST or None, initial=initial_of(accident))

    def save(form: Any) -> None:
        firm = accident.enterprise
        code = form.cleaned_data["tax_code"].strip()
        if code and (firm is None or firm.tax_code != code):
            firm = _by_tax_code(code)
        declaring.complete(accident, form.facts(firm), by=request.user, at=clock.now())
        messages.success(request, _("Saved."))

    return by_form(
        request, accident, form, save, title=_("Complete the declaration"), submit=_("Save"),
        back="accident", template="intake/accident_complete.html",
    )  # fmt: skip


@access(Permission.ACCIDENT_READ)
@require_GET
def injuries(request: HttpRequest) -> HttpResponse:
    """The list of serious injuries of Annex II with search, and how sure we are of it."""
    query = searched(request.GET)[:100]
    today = clock.today()
    rows = injuries_found(query, on=today) if query else codes(CodeKind.INJURY, on=today)
    context = {"rows": rows, "query": query}
    return render(request, "intake/accident_injuries.html", context)
