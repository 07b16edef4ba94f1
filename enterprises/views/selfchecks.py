"""Self-checks: who owes one, entering one from paper, results, and how they agree with checks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from ecms.audit.services import log_read
from ecms.core import clock
from ecms.core.access import access
from ecms.core.chips import chips_for
from ecms.core.components import Tab
from ecms.core.paging import paginate
from ecms.core.scoping import get_visible_or_404
from ecms.core.text import fold
from enterprises import selectors_selfchecks as selectors
from enterprises.forms.selfchecks import AnswersForm, BeginForm, SelfCheckFilter
from enterprises.models import Enterprise, SelfCheck, SelfCheckForm
from enterprises.presenters_selfchecks import (
    comparison_rows,
    form_words,
    honesty_words,
    owing_row,
)
from enterprises.rules import selfcheck as rules
from enterprises.services import selfchecks
from enterprises.services.selfchecks import SelfCheckRefused
from enterprises.views.loaded import load

TABS = ("owing", "received", "drafts")
SHOWN = 5


# --- Lists ------------------------------------------------------------------------------------
@access(Permission.ENTERPRISE_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Who owes the self-check that is a duty; what was received; drafts."""
    form = SelfCheckFilter(request.GET, user=request.user)
    tab = request.GET.get("tab", TABS[0])
    if tab not in TABS:
        raise Http404
    duty = selectors.duty_form(clock.today())
    page, rows = _owing(request, form, duty) if tab == "owing" else _received(request, form, tab)
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "duty": duty,
        "chips": chips_for(form, request.GET),
        "clear_url": f"{request.path}?tab={tab}",
        "tabs": _tabs(tab),
        "tab": tab,
        "can_enter": request.user.can(Permission.ENTERPRISE_EDIT),
    }
    return render(request, "enterprises/selfcheck_list.html", context)


def _tabs(tab: str) -> list[Tab]:
    url = reverse("enterprises:selfcheck_list")
    words = (("owing", _("Owing one")), ("received", _("Received")), ("drafts", _("Drafts")))
    return [Tab(label, f"{url}?tab={code}", current=code == tab) for code, label in words]


def _owing(
    request: HttpRequest, form: SelfCheckFilter, duty: SelfCheckForm | None
) -> tuple[Any, list[Any]]:
    today = clock.today()
    firms = _narrowed(Enterprise.objects.visible_to(request.user), form, "")
    firms = selectors.owing(firms, duty, on=today) if duty else firms.none()
    rows = firms.select_related("ward", "province").defer("folded", "provenance", "risk_reasons")
    page = paginate(request, rows.order_by("-workers", "-pk"))
    last = selectors.last_done([firm.pk for firm in page], duty) if duty else {}
    return page, [owing_row(firm, last.get(firm.pk), duty, today) for firm in page]


def _received(request: HttpRequest, form: SelfCheckFilter, tab: str) -> tuple[Any, list[Any]]:
    checks = SelfCheck.objects.visible_to(request.user).filter(
        submitted_at__isnull=tab == "drafts"
    )
    rows = _narrowed(checks, form, "enterprise__").select_related(
        "enterprise__province", "form", "recorded_by"
    )
    page = paginate(request, rows.order_by("-done_on", "-pk"))
    return page, [{"check": check, "no": _total(check, "no")} for check in page]


def _total(check: SelfCheck, answer: str) -> int:
    return sum(topic.get(answer, 0) for topic in check.results.values())


def _narrowed(rows: Any, form: SelfCheckFilter, path: str) -> Any:
    wanted = form.cleaned_data if form.is_valid() else {}
    for word in fold(wanted.get("q") or "").split():
        rows = rows.filter(**{f"{path}folded__contains": word})
    if wanted.get("province"):
        rows = rows.filter(**{f"{path}province": wanted["province"]})
    if wanted.get("ward"):
        rows = rows.filter(**{f"{path}ward__in": wanted["ward"].with_predecessors()})
    if wanted.get("workers"):
        rows = rows.filter(**{f"{path}workers__gte": wanted["workers"]})
    return rows.filter(Q(**{f"{path}merged_into__isnull": True}))


# --- Entering one -------------------------------------------------------------------------------
@access(Permission.ENTERPRISE_EDIT)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin one for ``?enterprise=``: which form, which day, how it was received."""
    raw = request.GET.get("enterprise", "")
    if not raw.isdecimal():
        return redirect("enterprises:selfcheck_list")
    firm = load(request, int(raw))
    offered = selectors.forms_in_force(clock.today())
    form = BeginForm(request.POST or None, forms_offered=offered)
    if request.method == "POST" and form.is_valid():
        try:
            check = selfchecks.begin(
                enterprise=firm, form=form.cleaned_data["form"], by=request.user, at=clock.now(),
                done_on=form.cleaned_data["done_on"], source=form.cleaned_data["source"],
            )  # fmt: skip
        except SelfCheckRefused as error:
            form.add_error(error.field or None, str(error.reason))
        else:
            return redirect("enterprises:selfcheck_detail", pk=check.pk)
    words = [(row, form_words(row)) for row in offered]
    context = {"form": form, "firm": firm, "forms": words}
    status = 422 if request.method == "POST" else 200
    return render(request, "enterprises/selfcheck_new.html", context, status=status)


def _load(request: HttpRequest, pk: int) -> SelfCheck:
    source = SelfCheck.objects.select_related(
        "enterprise__province", "form", "recorded_by", "submitted_by"
    )
    return get_visible_or_404(source, request.user, pk=pk)  # type: ignore[no-any-return]


@access(Permission.ENTERPRISE_READ)
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft with its topics, or what was handed in with its results and what followed."""
    check = _load(request, pk)
    topics = selectors.topics_of(check)
    context: dict[str, Any] = {
        "check": check,
        "topics": topics,
        "answered": sum(topic.answered for topic in topics),
        "total": sum(len(topic.lines) for topic in topics),
        "words": form_words(check.form),
        "can_edit": request.user.can(Permission.ENTERPRISE_EDIT) and check.submitted_at is None,
    }
    if check.submitted_at is not None:
        log_read(check.enterprise, by=request.user, at=clock.now())
        found = selectors.comparisons(check.enterprise, request.user)
        own = next(one for one in found if one.check.pk == check.pk)
        context |= {"compared": comparison_rows(own), "honesty": honesty_words(own.honesty)}
    return render(request, "enterprises/selfcheck_detail.html", context)


@access(Permission.ENTERPRISE_EDIT)
@require_http_methods(["GET", "POST"])
def topic(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The questions of one topic of a draft; saved as far as they are answered."""
    check = _load(request, pk)
    topics = selectors.topics_of(check)
    if not 1 <= number <= len(topics):
        raise Http404
    form = AnswersForm(request.POST or None, topic=topics[number - 1])
    if request.method == "POST" and form.is_valid():
        try:
            selfchecks.answer(check, form.given(), by=request.user, at=clock.now())
        except SelfCheckRefused as error:
            form.add_error(None, str(error.reason))
        else:
            if number < len(topics):
                return redirect("enterprises:selfcheck_topic", pk=pk, number=number + 1)
            return redirect("enterprises:selfcheck_detail", pk=pk)
    context = {
        "check": check, "topic": topics[number - 1], "topics": topics, "form": form,
        "previous": number - 1, "is_last": number == len(topics),
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "enterprises/selfcheck_topic.html", context, status=status)


@access(Permission.ENTERPRISE_EDIT)
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a draft in."""
    check = _load(request, pk)
    try:
        selfchecks.submit(check, by=request.user, at=clock.now())
    except SelfCheckRefused as error:
        messages.error(request, str(error.reason))
    else:
        messages.success(request, _("The self-check is on file."))
    return redirect("enterprises:selfcheck_detail", pk=pk)


@access(Permission.ENTERPRISE_EDIT)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    check = _load(request, pk)
    try:
        selfchecks.discard(check, by=request.user, at=clock.now())
    except SelfCheckRefused as error:
        messages.error(request, str(error.reason))
        return redirect("enterprises:selfcheck_detail", pk=pk)
    messages.success(request, _("The draft was thrown away."))
    return redirect("enterprises:detail", pk=check.enterprise_id)


# --- On the dossier -----------------------------------------------------------------------------
@access(Permission.ENTERPRISE_READ)
@require_GET
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The last self-checks, when the next is due, and the figure of honesty."""
    firm = load(request, pk)
    found = selectors.comparisons(firm, request.user)
    today = clock.today()
    duty = selectors.duty_form(today)
    own = SelfCheck.objects.filter(enterprise=firm)
    last = selectors.last_done([firm.pk], duty).get(firm.pk) if duty else None
    context = {
        "firm": firm,
        "found": [{"one": one, "no": _total(one.check, "no"), "yes": _total(one.check, "yes")}
                  for one in found[:SHOWN]],
        "drafts": own.filter(submitted_at=None).select_related("form"),
        "honesty": honesty_words(selectors.honesty(found)),
        "due_on": rules.next_due(last, duty.per_year) if duty and last else None,
        "duty": duty,
        "today": today,
    }  # fmt: skip
    return render(request, "enterprises/selfcheck_panel.html", context)


@access(Permission.ENTERPRISE_READ)
@require_GET
def compared(request: HttpRequest, pk: int) -> HttpResponse:
    """All self-checks of an enterprise beside what inspectors saw after each."""
    firm = load(request, pk)
    log_read(firm, by=request.user, at=clock.now())
    found = selectors.comparisons(firm, request.user)
    context = {
        "firm": firm,
        "checks": [(one, comparison_rows(one), honesty_words(one.honesty)) for one in found],
        "honesty": honesty_words(selectors.honesty(found)),
    }
    return render(request, "enterprises/selfcheck_compared.html", context)
