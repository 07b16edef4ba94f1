"""Orders, referrals and originals of a case on one page; the steps of a referral."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.components import Action
from ecms.core.scoping import get_visible_or_404
from inspections.forms.aftermath import (
    GiveBackForm,
    OriginalForm,
    ReceiptForm,
    ReferralForm,
    ReplyForm,
)
from inspections.models import HeldOriginal, Inspection, Referral
from inspections.permissions_followup import can_answer_referral, can_hold, can_refer, can_stop
from inspections.presenters_followup import REFERRAL_KINDS, STOP_KINDS
from inspections.services import originals, referrals
from inspections.states_followup import ReferralState, StopState
from inspections.views.acting import act
from inspections.views.case import frame, load


@access(Permission.INSPECTION_READ)
@require_GET
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """What else hangs on the case: stop-work orders, referrals, originals."""
    inspection = load(request, pk)
    context = frame(
        inspection,
        "aftermath",
        orders=[(row, STOP_KINDS[StopState(row.state)]) for row in inspection.stop_orders.all()],
        referrals=[
            (row, REFERRAL_KINDS[ReferralState(row.state)]) for row in inspection.referrals.all()
        ],
        originals=inspection.originals.all(),
        actions=_actions(request, inspection),
    )
    return render(request, "inspections/aftermath.html", context)


def _actions(request: HttpRequest, inspection: Inspection) -> list[Action]:
    offers = (
        (
            can_stop,
            _("Stop work: danger"),
            "stop_order_new",
            "exclamation-octagon",
            True,
        ),
        (can_refer, _("Refer to another body"), "referral_new", "send", False),
        (can_hold, _("Note an original taken along"), "originals", "folder2-open", False),
    )
    return [
        Action(
            words, reverse(f"inspections:{name}", args=[inspection.pk]), danger=danger, icon=icon
        )
        for may, words, name, icon, danger in offers
        if may(inspection, request.user)
    ]


# --- Referrals ------------------------------------------------------------------------------
@access(Permission.INSPECTION_APPROVE)
@require_http_methods(["GET", "POST"])
def referral_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a matter to the inspectorate, the police or another body, by letter."""
    inspection = load(request, pk)
    form = ReferralForm(request.POST or None, inspection=inspection, on=clock.today())
    return act(
        request, inspection, form,
        lambda form: referrals.send(
            inspection, form.matter_of, submission=form.cleaned_data["submission"],
            by=request.user, at=clock.now(),
        ),
        back=lambda made: reverse("inspections:referral", args=[pk, made.pk]), tab="aftermath",
        title=_("Refer to another body"), submit=_("Sign the referral letter"),
        done=_("The letter is signed; its answer is now expected."),
    )  # fmt: skip


def _referral(request: HttpRequest, pk: int, referral: int) -> Referral:
    source = Referral.objects.select_related(
        "sent_by", "returned_by", "inspection"
    ).prefetch_related("files", "findings")
    row: Referral = get_visible_or_404(source, request.user, pk=referral, inspection=pk)
    return row


@access(Permission.INSPECTION_READ)
@require_GET
def referral(request: HttpRequest, pk: int, referral: int) -> HttpResponse:
    """What went where, the receipt, the answer and what continues here."""
    inspection, row = load(request, pk), _referral(request, pk, referral)
    answered = row.state == ReferralState.RETURNED
    may = not answered and bool(can_answer_referral(inspection, request.user))
    context = frame(
        inspection,
        "aftermath",
        referral=row,
        kind=REFERRAL_KINDS[ReferralState(row.state)],
        papers=[line for line in row.papers.splitlines() if line.strip()],
        can_answer=may,
        can_confirm=may and row.state == ReferralState.SENT,
    )
    return render(request, "inspections/referral.html", context)


@access(Permission.INSPECTION_READ)
@require_http_methods(["GET", "POST"])
def referral_confirm(request: HttpRequest, pk: int, referral: int) -> HttpResponse:
    """The other body has the file."""
    inspection, row = load(request, pk), _referral(request, pk, referral)
    return act(
        request, inspection, ReceiptForm(request.POST or None, initial={"on": clock.today()}),
        lambda form: referrals.confirm(row, by=request.user, at=clock.now(), **form.cleaned_data),
        back=reverse("inspections:referral", args=[pk, referral]), tab="aftermath",
        title=_("Receipt of the referral"), submit=_("Record"), done=_("The receipt is recorded."),
        subject=row.body,
    )  # fmt: skip


@access(Permission.INSPECTION_READ)
@require_http_methods(["GET", "POST"])
def referral_answer(request: HttpRequest, pk: int, referral: int) -> HttpResponse:
    """The other body has answered, or the file came back."""
    inspection, row = load(request, pk), _referral(request, pk, referral)
    form = ReplyForm(request.POST or None, initial={"answered_on": clock.today()})
    return act(
        request, inspection, form,
        lambda form: referrals.answer(row, form.reply, by=request.user, at=clock.now()),
        back=reverse("inspections:referral", args=[pk, referral]), tab="aftermath",
        title=_("Answer to the referral"), submit=_("Record"), done=_("The answer is recorded."),
        subject=row.body,
    )  # fmt: skip


# --- Originals ------------------------------------------------------------------------------
@access(Permission.INSPECTION_CONDUCT)
@require_http_methods(["GET", "POST"])
def originals_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Originals that the team took along; a new one is noted here."""
    inspection = load(request, pk)
    form = OriginalForm(request.POST or None, initial={"taken_on": clock.today()})
    return act(
        request, inspection, form,
        lambda form: originals.take(inspection, by=request.user, at=clock.now(),
                                    **form.cleaned_data),
        back=reverse("inspections:aftermath", args=[pk]), tab="aftermath",
        title=_("Note an original taken along"), submit=_("Record"),
        done=_("Noted. It must be given back before the case closes."),
    )  # fmt: skip


@access(Permission.INSPECTION_CONDUCT)
@require_http_methods(["GET", "POST"])
def original_back(request: HttpRequest, pk: int, original: int) -> HttpResponse:
    """An original is with the enterprise again."""
    inspection = load(request, pk)
    row = get_visible_or_404(HeldOriginal, request.user, pk=original, inspection=pk)
    form = GiveBackForm(request.POST or None, initial={"on": clock.today()})
    return act(
        request, inspection, form,
        lambda form: originals.give_back(row, by=request.user, at=clock.now(),
                                         **form.cleaned_data),
        back=reverse("inspections:aftermath", args=[pk]), tab="aftermath",
        title=_("Give an original back"), submit=_("Record"), done=_("Its return is recorded."),
        subject=row.name,
    )  # fmt: skip
