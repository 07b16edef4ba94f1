"""Headcounts, hazards, contacts and flags of an enterprise."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.formatting import legal_date
from ecms.core.scoping import get_visible_or_404
from enterprises import dossier
from enterprises.fact_words import PART_WORDS, flag_words, named_source
from enterprises.forms.people import ContactForm, HeadcountForm
from enterprises.forms.places import EndForm, HazardForm, NoteForm, ReasonForm
from enterprises.models import Contact, EnterpriseHazard, Flag, Headcount
from enterprises.services import facts
from enterprises.services import headcounts as counting
from enterprises.views.loaded import load, load_beside, status_of

SHOWN = 40
PEOPLE = ("recorded_by", "verified_by")


def confirm(request: HttpRequest, **context: Any) -> HttpResponse:
    """The page that asks before something ends."""
    return render(request, "components/confirm_page.html", context, status=status_of(request))


def _may_edit(request: HttpRequest) -> bool:
    return bool(request.user.can(Permission.ENTERPRISE_EDIT))


def _back(name: str, firm: Any) -> str:
    return reverse(f"enterprises:{name}", args=[firm.pk])


# --- Headcounts -----------------------------------------------------------------------------
@access(Permission.ENTERPRISE_READ)
@require_GET
def headcounts(request: HttpRequest, pk: int) -> HttpResponse:
    """People at work over time; who may edit finds the form for another day."""
    firm = load(request, pk)
    return _headcounts(request, firm, HeadcountForm() if _may_edit(request) else None)


@access(Permission.ENTERPRISE_EDIT)
@require_POST
def headcount_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the headcount of a day."""
    firm = load(request, pk)
    form = HeadcountForm(request.POST, before=firm.workers)
    if not form.is_valid():
        return _headcounts(request, firm, form)
    data = form.cleaned_data
    counting.record(
        firm, on=data["on"], numbers=form.numbers, source=data["source"], by=request.user,
        at=clock.now(),
    )  # fmt: skip
    messages.success(request, _("The headcount is on record."))
    return redirect(_back("headcounts", firm))


def _headcounts(request: HttpRequest, firm: Any, form: HeadcountForm | None) -> HttpResponse:
    rows = dossier.stated(firm.headcounts.select_related(*PEOPLE)[:SHOWN])
    context = {
        "firm": firm,
        "form": form,
        "heads": [str(words) for words in PART_WORDS.values()],
        "rows": [(row, _numbers(row.row)) for row in rows],
    }
    return render(request, "enterprises/headcounts.html", context, status=status_of(request))


def _numbers(row: Headcount) -> list[tuple[str, int | None]]:
    return [(str(words), getattr(row, part)) for part, words in PART_WORDS.items()]


@access(Permission.ENTERPRISE_EDIT)
@require_http_methods(["GET", "POST"])
def headcount_remove(request: HttpRequest, pk: int, headcount: int) -> HttpResponse:
    """Take a wrong headcount out, with a reason."""
    firm = load(request, pk)
    row = load_beside(request, Headcount, firm, headcount)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        counting.remove(row, reason=reason, by=request.user, at=clock.now())
        messages.success(request, _("The headcount was removed."))
        return redirect(_back("headcounts", firm))
    words = _("Headcount of %(day)s, %(source)s.")
    return confirm(
        request, title=_("Remove a wrong headcount"), subject=firm.name, form=form, danger=True,
        question=words % {"day": legal_date(row.on), "source": named_source(row.source)},
        consequences=[_("The audit keeps its numbers and your reason.")],
        confirm_label=_("Remove the headcount"), cancel_url=_back("headcounts", firm),
    )  # fmt: skip


# --- Hazards --------------------------------------------------------------------------------
@access(Permission.ENTERPRISE_READ)
@require_GET
def hazards(request: HttpRequest, pk: int) -> HttpResponse:
    """Hazards there are and were; who may edit finds the form for another one."""
    firm = load(request, pk)
    return _hazards(request, firm, HazardForm(firm=firm) if _may_edit(request) else None)


@access(Permission.ENTERPRISE_EDIT)
@require_POST
def hazard_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A hazard of the catalogue is there."""
    firm = load(request, pk)
    form = HazardForm(request.POST, firm=firm)
    if not form.is_valid():
        return _hazards(request, firm, form)
    data = dict(form.cleaned_data)
    facts.add_hazard(firm, data.pop("hazard"), by=request.user, at=clock.now(), **data)
    messages.success(request, _("The hazard is on record."))
    return redirect(_back("hazards", firm))


def _hazards(request: HttpRequest, firm: Any, form: HazardForm | None) -> HttpResponse:
    gone = firm.hazards.filter(gone_on__isnull=False).select_related("hazard", "site", *PEOPLE)
    context = {
        "firm": firm,
        "form": form,
        "rows": dossier.stated(dossier.open_hazards(firm)),
        "gone": dossier.stated(gone.order_by("-gone_on")[:SHOWN]),
    }
    return render(request, "enterprises/hazards.html", context, status=status_of(request))


@access(Permission.ENTERPRISE_EDIT)
@require_http_methods(["GET", "POST"])
def hazard_gone(request: HttpRequest, pk: int, hazard: int) -> HttpResponse:
    """The hazard is no longer there."""
    firm = load(request, pk)
    row = load_beside(request, EnterpriseHazard, firm, hazard)
    form = EndForm(request.POST or None, least=row.on, reason=False)
    if request.method == "POST" and form.is_valid():
        facts.hazard_gone(row, on=form.cleaned_data["on"], by=request.user, at=clock.now())
        messages.success(request, _("The hazard is marked as gone."))
        return redirect(_back("hazards", firm))
    return confirm(
        request, title=_("The hazard is gone"), subject=firm.name, question=row.hazard.name,
        form=form, confirm_label=_("Mark as gone"), cancel_url=_back("hazards", firm),
    )  # fmt: skip


# --- Contacts -------------------------------------------------------------------------------
@access(Permission.ENTERPRISE_READ)
@require_GET
def contacts(request: HttpRequest, pk: int) -> HttpResponse:
    """People to talk to, now and before."""
    firm = load(request, pk)
    rows = dossier.stated(firm.contacts.select_related(*PEOPLE))
    context = {
        "firm": firm,
        "rows": [row for row in rows if row.row.ended_on is None],
        "ended": [row for row in rows if row.row.ended_on is not None],
        "may_edit": _may_edit(request),
    }
    return render(request, "enterprises/contacts.html", context)


@access(Permission.ENTERPRISE_EDIT)
@require_http_methods(["GET", "POST"])
def contact_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A person to talk to."""
    firm = load(request, pk)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        facts.add_contact(firm, data, source=data["source"], by=request.user, at=clock.now())
        messages.success(request, _("The contact is on record."))
        return redirect(_back("contacts", firm))
    context = {"firm": firm, "form": form, "title": _("Add a contact")}
    return render(request, "enterprises/contact_form.html", context, status=status_of(request))


@access(Permission.ENTERPRISE_EDIT)
@require_http_methods(["GET", "POST"])
def contact_edit(request: HttpRequest, pk: int, contact: int) -> HttpResponse:
    """New words for a contact."""
    firm = load(request, pk)
    row = load_beside(request, Contact, firm, contact)
    form = ContactForm(request.POST or None, contact=row)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        facts.correct_contact(row, data, source=data["source"], by=request.user, at=clock.now())
        messages.success(request, _("The contact is on record."))
        return redirect(_back("contacts", firm))
    context = {"firm": firm, "form": form, "title": _("Correct a contact")}
    return render(request, "enterprises/contact_form.html", context, status=status_of(request))


@access(Permission.ENTERPRISE_EDIT)
@require_http_methods(["GET", "POST"])
def contact_end(request: HttpRequest, pk: int, contact: int) -> HttpResponse:
    """The person is no longer the one to talk to."""
    firm = load(request, pk)
    row = load_beside(request, Contact, firm, contact)
    form = EndForm(request.POST or None, reason=False)
    if request.method == "POST" and form.is_valid():
        facts.end_contact(row, on=form.cleaned_data["on"], by=request.user, at=clock.now())
        messages.success(request, _("The contact has ended."))
        return redirect(_back("contacts", firm))
    return confirm(
        request, title=_("End a contact"), subject=firm.name, question=row.name, form=form,
        confirm_label=_("End the contact"), cancel_url=_back("contacts", firm),
    )  # fmt: skip


# --- Flags ----------------------------------------------------------------------------------
@access(Permission.ENTERPRISE_EDIT)
@require_http_methods(["GET", "POST"])
def flag_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle what a machine noticed, with a note of what a person found out."""
    flag = get_visible_or_404(Flag.objects.select_related("enterprise"), request.user, pk=pk)
    firm = flag.enterprise
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        if facts.settle_flag(flag, note=note, by=request.user, at=clock.now()):
            messages.success(request, _("The flag is settled."))
        else:
            messages.info(request, _("Somebody settled this flag before you."))
        return redirect(_back("detail", firm))
    words = f"{flag.get_kind_display()}: {flag_words(flag)}"
    return confirm(
        request, title=_("Settle a flag"), subject=firm.name, question=words, form=form,
        confirm_label=_("Settle the flag"), cancel_url=_back("detail", firm),
    )  # fmt: skip
