"""Tracing: why it is asked, who had contact, and the list for the investigation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.exports import WRITERS, table_response
from ecms.core.formatting import legal_date, legal_datetime
from ecms.core.paging import Page, paginate
from ecms.core.scoping import get_visible_or_404
from ecms.core.secrets import keyed_hash
from enterprises import selectors_tracing as selectors
from enterprises.forms.tracing import AskSiteForm, AskWorkerForm
from enterprises.models import Enterprise, Tracing, Worker
from enterprises.presenters_tracing import (
    SHARED_WORDS,
    masked_identity,
    period_words,
    shared_words,
)
from enterprises.rules import identity
from enterprises.rules.tracing import KINDS, SITE, WEIGHTS
from enterprises.services import tracing

PER_PAGE = 50
RELATED = ("worker", "enterprise", "site", "asked_by", "province")


@access(Permission.WORKER_TRACE)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Tracings of the user's provinces, newest first."""
    rows = Tracing.objects.visible_to(request.user).select_related("enterprise", "asked_by")
    page = paginate(request, rows.order_by("-pk"))
    today = clock.today()
    context = {
        "page": page,
        "rows": [
            {"it": row, "open": tracing.is_open(row, today), "kinds": shared_words(row.kinds)}
            for row in page
        ],
    }
    return render(request, "enterprises/tracing_list.html", context)


@access(Permission.WORKER_TRACE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask: about ``?worker=``, about ``?enterprise=`` and a day, or about a number typed in."""
    if request.GET.get("enterprise"):
        return _ask_site(request)
    worker = None
    if request.GET.get("worker"):
        worker = get_visible_or_404(Worker, request.user, pk=request.GET["worker"])
    form = AskWorkerForm(request.POST or None, known=worker is not None)
    if request.method == "POST" and form.is_valid():
        about = worker or _by_number(request, form)
        row = about and _asked(request, form, about, None)
        if row:
            return redirect("enterprises:tracing", pk=row.pk)
    context = {"form": form, "worker": worker, "weights": _weights()}
    return _form(request, context)


def _ask_site(request: HttpRequest) -> HttpResponse:
    firm = get_visible_or_404(Enterprise, request.user, pk=request.GET["enterprise"])
    form = AskSiteForm(request.POST or None, enterprise=firm)
    if request.method == "POST" and form.is_valid():
        row = _asked(request, form, None, firm)
        if row:
            return redirect("enterprises:tracing", pk=row.pk)
    return _form(request, {"form": form, "firm": firm})


def _form(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "enterprises/tracing_new.html", context, status=status)


def _by_number(request: HttpRequest, form: AskWorkerForm) -> Worker | None:
    """The worker with the number, within reach; a number out of reach is as unknown."""
    number = identity.read(form.cleaned_data["number"], on=clock.today())
    found = None
    if not number.problem:
        mine = Worker.objects.visible_to(request.user)
        found = mine.filter(identity_hash=keyed_hash(number.key)).first()
    if found is None:
        form.add_error("number", _("No worker of the province has this number."))
    return found


def _asked(
    request: HttpRequest, form: Any, worker: Worker | None, firm: Enterprise | None
) -> Tracing | None:
    data = form.cleaned_data
    wanted = tracing.Wanted(
        data["purpose"], data["reason"], data["started_on"], data["ended_on"],
        tuple(data.get("kinds", (SITE,))),
    )  # fmt: skip
    given = {"submission": data["submission"], "by": request.user, "at": clock.now()}
    try:
        if worker is not None:
            return tracing.ask_about_worker(worker, wanted, **given)
        assert firm is not None  # noqa: S101 - one of the two is given
        return tracing.ask_about_site(firm, data["site"], wanted, **given)
    except tracing.NotPossible as refusal:
        form.add_error(None, _refusal(refusal.args[0]))
        return None


def _refusal(code: str) -> str:
    if code == "not_employed":
        return _("The worker was not employed in your province on these days.")
    return period_words(code)


def _weights() -> list[tuple[Any, int]]:
    return [(SHARED_WORDS[kind], weight) for kind, weight in WEIGHTS.items()]


def _load(request: HttpRequest, pk: int) -> Tracing:
    source = Tracing.objects.select_related(*RELATED)
    return get_visible_or_404(source, request.user, pk=pk)


@access(Permission.WORKER_TRACE)
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The question and, as long as it is open, the contacts, strongest first."""
    row = _load(request, pk)
    context: dict[str, Any] = {
        "row": row,
        "kinds": shared_words(row.kinds),
        "open": tracing.is_open(row, clock.today()),
        "identity": masked_identity(row.worker) if row.worker else "",
    }
    if context["open"]:
        tracing.note_reading(row, by=request.user, at=clock.now())
        context |= _answer(request, row)
    return render(request, "enterprises/tracing.html", context)


def _answer(request: HttpRequest, row: Tracing) -> dict[str, Any]:
    question, scope = selectors.question_of(row), request.user.scope  # type: ignore[union-attr]
    number = _page_number(request)
    answer = selectors.answer(question, scope, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    if not answer.contacts and answer.found:  # beyond the last page
        number = -(-answer.found // PER_PAGE)
        answer = selectors.answer(question, scope, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    people = selectors.people(row, answer.contacts, scope)
    return {
        "answer": answer,
        "page": Page(people, number, PER_PAGE, answer.found, capped=False),
        "rows": [_row(person, row.kinds) for person in people],
        "columns": [SHARED_WORDS[kind] for kind in KINDS if kind in row.kinds],
        "most": selectors.MOST_PER_SPOT,
        "weights": _weights(),
    }


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _row(person: selectors.Person, kinds: list[str]) -> dict[str, Any]:
    days = person.contact.days
    return {
        "person": person,
        "identity": masked_identity(person.worker),
        "days": [(SHARED_WORDS[kind], days.get(kind, 0)) for kind in KINDS if kind in kinds],
    }


@access(Permission.WORKER_TRACE)
@require_POST
def export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """All contacts as a file with the purpose on top."""
    row = _load(request, pk)
    if kind not in WRITERS:
        raise Http404
    try:
        people = tracing.export(row, kind, by=request.user, at=clock.now())
    except tracing.NotPossible:
        messages.warning(
            request, _("The answer is closed; ask anew if the purpose is still there.")
        )
        return redirect("enterprises:tracing", pk=row.pk)
    lines = chain(list(_head(row, request.user)), _lines(people, row.kinds))
    title = [_("Purpose"), row.get_purpose_display()]
    return table_response(kind, f"tracing-{row.pk}", title, lines)


def _head(row: Tracing, user: Any) -> Iterator[list[Any]]:
    """Why these people are listed, before the list."""
    if row.worker is not None:
        yield [_("Contacts of"), row.worker.name, masked_identity(row.worker)]
    yield [_("Enterprise"), row.enterprise.name, row.site.name if row.site else ""]
    yield [_("Reason"), row.reason]
    yield [_("Days"), legal_date(row.started_on), legal_date(row.ended_on)]
    yield [_("Shared"), shared_words(row.kinds)]
    yield [_("Asked by"), str(row.asked_by), legal_datetime(row.asked_at)]
    yield [_("Exported by"), str(user), legal_datetime(clock.now())]
    yield [_("To be used for this purpose only, and destroyed when it is reached.")]
    yield []
    days = [
        _("%(kind)s (days)") % {"kind": SHARED_WORDS[kind]} for kind in KINDS if kind in row.kinds
    ]
    yield [
        _("Worker"), _("Identity paper"), _("Year of birth"), _("Enterprise"), _("Site"),
        _("Work"), _("Shift"), *days, _("Strength"),
    ]  # fmt: skip


def _lines(people: Iterable[selectors.Person], kinds: list[str]) -> Iterator[list[Any]]:
    for person in people:
        worker, spell, days = person.worker, person.spell, person.contact.days
        yield [
            worker.name,
            masked_identity(worker),
            worker.born_on.year if worker.born_on else "",
            spell.enterprise.name if spell else "",
            spell.site.name if spell and spell.site else "",
            spell.job_title if spell else "",
            person.shifts,
            *(days.get(kind, 0) for kind in KINDS if kind in kinds),
            person.contact.strength,
        ]
