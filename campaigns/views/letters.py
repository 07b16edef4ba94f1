"""Letters before visits: writing, issuing, printing, what came back, those without an answer."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from campaigns import documents_mailing, selectors_mailing
from campaigns.enums import LIVE, Answered, To
from campaigns.filters import meant
from campaigns.forms import ConfirmForm
from campaigns.forms_mailing import AnswerForm, MailingForm
from campaigns.models import Campaign, Mailing, MailingLetter
from campaigns.presenters_mailing import actions, letter_rows, list_rows, sheet, tiles
from campaigns.services import mailing as services
from campaigns.services import posting
from campaigns.tasks import make_letters
from campaigns.views.base import frame, load, worked
from campaigns.workflow import of_own_body
from ecms.core import bulk, clock
from ecms.core.access import access
from ecms.core.components import Tab
from ecms.core.exports import WRITERS, table_response
from ecms.core.listing import export_query
from ecms.core.paging import paginate
from ecms.documents.services import preview
from ecms.documents.views_register import hand_out
from enterprises.models import SelfCheckForm
from inspections.views.case import REFUSALS, blame, status_of

GROUPS = ("silent", *Answered.values, "trouble")


def _load(request: HttpRequest, pk: int, mailing: int) -> tuple[Campaign, Mailing]:
    campaign = load(request, pk)
    rows = Mailing.objects.select_related("form", "prepared_by", "issued_by", "taken_by")
    row = get_object_or_404(rows, pk=mailing, campaign=pk)
    row.campaign = campaign
    return campaign, row


def _may(campaign: Campaign, user: Any, permission: Permission) -> bool:
    own = user.can(permission) and bool(of_own_body(campaign, user))
    return own and campaign.state in LIVE


@access(Permission.INSPECTION_READ)
@require_GET
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """The letters of a campaign, text by text."""
    campaign = load(request, pk)
    rows = list(campaign.mailings.select_related("form"))  # type: ignore[attr-defined]
    context = frame(
        campaign, "letters", rows=list_rows(rows, clock.today()),
        may_write=_may(campaign, request.user, Permission.INSPECTION_ASSIGN),
    )  # fmt: skip
    return render(request, "campaigns/letters.html", context)


# --- Writing ----------------------------------------------------------------------------------
def _form(request: HttpRequest, campaign: Campaign, mailing: Mailing | None = None) -> MailingForm:
    today = clock.today()
    found = meant(campaign.criteria, request.user)
    sizes = {to: selectors_mailing.recipients(campaign, to, found).count() for to in To.values}
    known = SelfCheckForm.objects.in_force(today).filter(published_on__lte=today)
    return MailingForm(
        request.POST or None, campaign=campaign, forms_of=known, sizes=sizes, today=today,
        mailing=mailing,
    )  # fmt: skip


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a letter to many."""
    campaign = load(request, pk)
    form = _form(request, campaign)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.prepare(
                campaign, form.facts(), submission=form.cleaned_data["submission"],
                by=request.user, at=clock.now(),
            )  # fmt: skip
        except REFUSALS as error:
            blame(form, error)
        else:
            return redirect("campaigns:letters_of", pk=pk, mailing=row.pk)
    return _shown(request, campaign, form, _("Write letters"), reverse(
        "campaigns:letters", args=[pk]), _("Save the draft"))  # fmt: skip


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, mailing: int) -> HttpResponse:
    """Other words, until they are issued."""
    campaign, row = _load(request, pk, mailing)
    form = _form(request, campaign, row)
    return _act(
        request, row, form,
        lambda form: services.change(row, form.facts(), by=request.user, at=clock.now()),
        title=_("Change the letters"), submit=_("Save the draft"), done=_("Saved."),
    )  # fmt: skip


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, pk: int, mailing: int) -> HttpResponse:
    """Throw a draft away."""
    _campaign, row = _load(request, pk, mailing)
    return _act(
        request, row, ConfirmForm(request.POST),
        lambda form: services.discard(row, by=request.user, at=clock.now()),
        title=_("Throw the draft away"), submit=_("Throw away"), done=_("The draft is gone."),
        danger=True, back=reverse("campaigns:letters", args=[pk]),
    )  # fmt: skip


def _act(
    request: HttpRequest, row: Mailing, form: Any, do: Any, *, title: str, submit: str, done: str,
    notes: tuple[Any, ...] = (), danger: bool = False, back: str = "",
) -> HttpResponse:  # fmt: skip
    """Show ``form``; when it is valid call ``do(form)`` and go back to the letters."""
    url = reverse("campaigns:letters_of", args=[row.campaign_id, row.pk])
    if worked(request, form, do):
        messages.success(request, done)
        return redirect(back or url)
    return _shown(request, row.campaign, form, title, url, submit, notes=notes, danger=danger)


def _shown(
    request: HttpRequest, campaign: Campaign, form: Any, title: str, url: str, submit: str,
    **extra: Any,
) -> HttpResponse:  # fmt: skip
    context = frame(
        campaign, "letters", form=form, title=title, submit=submit, cancel_url=url, **extra
    )
    return render(request, "campaigns/act.html", context, status=status_of(request))


# --- What came back ---------------------------------------------------------------------------
@access(Permission.INSPECTION_READ)
@require_GET
def detail(request: HttpRequest, pk: int, mailing: int) -> HttpResponse:
    """One text: whom it goes to, how far it is, what came back."""
    campaign, row = _load(request, pk, mailing)
    group = request.GET.get("group", "")
    group = group if group in GROUPS else ""
    page = paginate(request, selectors_mailing.letters_of(row, group, request.user))
    count = selectors_mailing.counts([row]).get(row.pk, selectors_mailing.Tally())
    url = reverse("campaigns:letters_of", args=[pk, mailing])
    today = clock.today()
    context = frame(
        campaign, "letters", mailing=row, count=count, group=group, page=page,
        rows=letter_rows(page, row, today), over=selectors_mailing.is_over(row, today),
        tiles=tiles(row, count, url, today), actions=actions(row, count, request.user, today),
        groups=_groups(url, group, count), export_query=export_query(request.GET), today=today,
        may_record=row.issued_at and _may(campaign, request.user, Permission.INSPECTION_PROPOSE),
    )  # fmt: skip
    return render(request, "campaigns/letters_of.html", context)


def _groups(url: str, group: str, count: selectors_mailing.Tally) -> list[Tab]:
    words = {"": (_("All"), count.letters), "silent": (_("No answer"), count.silent)}
    words |= {code: (str(label), getattr(count, code.lower())) for code, label in Answered.choices}
    words["trouble"] = (_("E-mail came back"), count.trouble)
    return [
        Tab(label, f"{url}?group={code}", code == group, count=number)
        for code, (label, number) in words.items()
    ]


@access(Permission.INSPECTION_PROPOSE)
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, pk: int, mailing: int) -> HttpResponse:
    """The same answer of one or of many ticked letters."""
    _campaign, row = _load(request, pk, mailing)
    keys = request.POST.getlist("letter") or request.GET.getlist("letter")
    chosen = selectors_mailing.chosen_letters(row, keys, request.user)
    if not chosen:
        messages.warning(request, _("Choose at least one letter."))
        return redirect("campaigns:letters_of", pk=pk, mailing=mailing)
    form = AnswerForm(request.POST or None, initial={"on": clock.today()})

    def do(form: AnswerForm) -> None:
        data = form.cleaned_data
        services.record(
            chosen, form.said, on=data["on"], note=data["note"], by=request.user, at=clock.now()
        )

    names = "\n".join(letter.enterprise.name for letter in chosen[:20])
    more = _("and %(n)d more") % {"n": len(chosen) - 20} if len(chosen) > 20 else ""
    url = reverse("campaigns:letters_of", args=[pk, mailing])
    if request.method == "POST" and form.is_valid():
        try:
            do(form)
        except REFUSALS as error:
            blame(form, error)
        else:
            messages.success(request, _("Recorded."))
            return redirect(url)
    context = frame(
        row.campaign, "letters", form=form, title=_("Record what came back"), notes=(names, more),
        submit=_("Record"), cancel_url=url, kept=[("letter", each.pk) for each in chosen],
    )  # fmt: skip
    return render(request, "campaigns/letters_record.html", context, status=status_of(request))


@access(Permission.INSPECTION_READ)
@require_POST
def printed(request: HttpRequest, pk: int, mailing: int) -> HttpResponse:
    """One PDF of the ticked letters, or of all of the group."""
    _campaign, row = _load(request, pk, mailing)
    rows = selectors_mailing.letters_of(row, request.POST.get("group", ""), request.user)
    if "all" not in request.POST:
        chosen = selectors_mailing.chosen_letters(
            row, request.POST.getlist("letter"), request.user
        )
        rows = rows.filter(pk__in=[each.pk for each in chosen])
    keys = [key for key in rows.values_list("document", flat=True) if key]
    if not keys:
        messages.warning(request, _("Choose at least one letter that is on paper already."))
        return redirect("campaigns:letters_of", pk=pk, mailing=mailing)
    return hand_out(request, keys, odd="odd" in request.POST)


@access(Permission.INSPECTION_READ)
@require_GET
def export(request: HttpRequest, pk: int, mailing: int, kind: str) -> HttpResponse:
    """Exactly the rows of the list, as CSV or XLSX."""
    if kind not in WRITERS:
        raise Http404
    campaign, row = _load(request, pk, mailing)
    rows = selectors_mailing.letters_of(row, request.GET.get("group", ""), request.user)
    header, cells = sheet(clock.today())
    return table_response(kind, f"{campaign.code}-letters", header, bulk.stream(rows, cells))


# --- Decisions --------------------------------------------------------------------------------
@access(Permission.INSPECTION_READ)
@require_GET
def sample(request: HttpRequest, pk: int, mailing: int) -> HttpResponse:
    """The letter as the first addressee would get it, marked as a draft."""
    campaign, row = _load(request, pk, mailing)
    first = selectors_mailing.recipients(
        campaign, row.to, meant(campaign.criteria, request.user)
    ).first()
    if first is None:
        messages.warning(request, _("There is nobody to write to. Draw or widen the campaign."))
        return redirect("campaigns:letters_of", pk=pk, mailing=mailing)
    on = clock.today()
    context = documents_mailing.letter(row, first, by=request.user, on=on)
    response = HttpResponse(
        preview(documents_mailing.LETTER, context, on=on), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'inline; filename="{campaign.code}-letter.pdf"'
    return response


@access(Permission.INSPECTION_APPROVE)
@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, pk: int, mailing: int) -> HttpResponse:
    """Sign them all: each gets its number, is stored as PDF and mailed where there is a mail."""
    campaign, row = _load(request, pk, mailing)
    found = meant(campaign.criteria, request.user)

    def do(form: Any) -> None:
        services.issue(row, found, by=request.user, at=clock.now())
        transaction.on_commit(partial(make_letters.delay, row.pk), robust=True)

    rows = selectors_mailing.recipients(campaign, row.to, found)
    count, mails = rows.count(), rows.exclude(mail_to="").count()
    return _act(
        request, row, ConfirmForm(request.POST), do, title=_("Issue the letters"),
        submit=_("Issue the letters"),
        done=_("The letters are being made. Load this page again to see how far it is."),
        notes=(
            _("%(n)d enterprises get a letter of their own with its own number; %(mails)d of them "
              "also by e-mail, the others on paper only.") % {"n": count, "mails": mails},
            _("Afterwards the text does not change any more."),
        ),
    )  # fmt: skip


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def take(request: HttpRequest, pk: int, mailing: int) -> HttpResponse:
    """One click: those without an answer become targets."""
    _campaign, row = _load(request, pk, mailing)
    count = selectors_mailing.to_take(row).count()
    return _act(
        request, row, ConfirmForm(request.POST),
        lambda form: services.take_silent(row, by=request.user, at=clock.now()),
        title=_("Put those without an answer on the list"), submit=_("Put on the list"),
        done=_("They are targets of the campaign now."),
        notes=(_("%(n)d enterprises did not answer and are not on the list of targets yet; each "
                 "is added with the reason.") % {"n": count},),
        back=f"{reverse('campaigns:targets', args=[pk])}?how=SILENT",
    )  # fmt: skip


@access(Permission.INSPECTION_PROPOSE)
@require_POST
def mail_again(request: HttpRequest, pk: int, mailing: int) -> HttpResponse:
    """Try the e-mails once more that came back or were given up."""
    _campaign, row = _load(request, pk, mailing)
    if not of_own_body(row.campaign, request.user):
        raise Http404
    rows = MailingLetter.objects.filter(mailing=row).values_list("pk", flat=True)
    count = posting.send_again(list(rows), at=clock.now())
    messages.success(request, _("E-mails that are tried again: %(n)d.") % {"n": count})
    return redirect("campaigns:letters_of", pk=pk, mailing=mailing)
