"""Records that look like one enterprise: the list, two side by side, and the verdict."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.chips import chips_for
from ecms.core.components import Tab
from ecms.core.paging import paginate
from ecms.core.scoping import get_visible_or_404
from ecms.core.text import fold
from enterprises.enums import DuplicateState
from enterprises.forms.merging import DifferentForm, DuplicateFilter, MergeForm, OtherRecordForm
from enterprises.models import Duplicate, Enterprise
from enterprises.presenters_merge import LEFT, RIGHT, compared, hanging, reasons_of, score_kind
from enterprises.services import duplicates, merging
from enterprises.services.merging import MergeRefused
from enterprises.views.loaded import load

TABS = {
    "open": DuplicateState.OPEN,
    "different": DuplicateState.DIFFERENT,
    "merged": DuplicateState.MERGED,
}


@access(Permission.ENTERPRISE_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Pairs in the user's reach, the most alike first."""
    form = DuplicateFilter(request.GET, user=request.user)
    tab = request.GET.get("tab", "open")
    if tab not in TABS:
        raise Http404
    seen = Duplicate.objects.visible_to(request.user)
    rows = seen.open() if tab == "open" else seen.filter(state=TABS[tab])
    page = paginate(request, _narrowed(rows, form).for_list().order_by("-score", "pk"))
    context = {
        "form": form,
        "page": page,
        "rows": [_row(pair) for pair in page],
        "chips": chips_for(form, request.GET),
        "clear_url": f"{request.path}?tab={tab}",
        "tabs": _tabs(seen, tab),
        "tab": tab,
        "national": request.user.scope.national,
    }
    return render(request, "enterprises/duplicate_list.html", context)


def _narrowed(rows: Any, form: DuplicateFilter) -> Any:
    wanted = form.cleaned_data if form.is_valid() else {}
    for word in fold(wanted.get("q") or "").split():
        rows = rows.filter(
            Q(first__folded__contains=word)
            | Q(second__folded__contains=word)
            | Q(first__tax_code__startswith=word)
            | Q(second__tax_code__startswith=word)
        )
    if wanted.get("score"):
        rows = rows.filter(score__gte=int(wanted["score"]))
    if wanted.get("province"):
        place = wanted["province"]
        rows = rows.filter(Q(first__province=place) | Q(second__province=place))
    return rows


def _tabs(seen: Any, tab: str) -> list[Tab]:
    url = reverse("enterprises:duplicate_list")
    words = (
        ("open", _("To be decided"), seen.open()[:1000].count()),
        ("different", _("Different enterprises"), None),
        ("merged", _("Merged"), None),
    )
    return [
        Tab(label, f"{url}?tab={code}", current=code == tab, count=count)
        for code, label, count in words
    ]


def _row(pair: Duplicate) -> dict[str, Any]:
    return {"pair": pair, "kind": score_kind(pair.score), "reasons": reasons_of(pair)[:3]}


# --- Side by side -----------------------------------------------------------------------------
@access(Permission.ENTERPRISE_READ)
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Two records with every fact, differences marked, and what hangs on each."""
    pair = _load(request, pk)
    return _page(request, pair, MergeForm(), DifferentForm())


def _load(request: HttpRequest, pk: int) -> Duplicate:
    sides = [
        f"{side}__{name}"
        for side in ("first", "second")
        for name in ("province", "ward", "sector", "section_2025", "zone", "merged_into")
    ]
    return get_visible_or_404(  # type: ignore[no-any-return]
        Duplicate.objects.select_related("decided_by", *sides), request.user, pk=pk
    )


def _page(
    request: HttpRequest, pair: Duplicate, form: MergeForm, other: DifferentForm, status: int = 200
) -> HttpResponse:
    rows = hanging(pair.first, pair.second)
    heavier = RIGHT if sum(r[2] for r in rows) > sum(r[1] for r in rows) else LEFT
    keep = form["keep"].value() if form.is_bound else heavier
    merge = pair.first.merges.filter(merged=pair.second, undone_at=None).first()
    merge = merge or pair.second.merges.filter(merged=pair.first, undone_at=None).first()
    context = {
        "pair": pair,
        "kind": score_kind(pair.score),
        "reasons": reasons_of(pair),
        "lines": compared(pair.first, pair.second, keep, form.sides if form.is_bound else {}),
        "hanging": rows,
        "keep": keep,
        "form": form,
        "different": other,
        "merge": merge,
        "is_open": pair.state == DuplicateState.OPEN
        and not (pair.first.merged_into_id or pair.second.merged_into_id),
        "can_merge": request.user.can(Permission.ENTERPRISE_MERGE),
    }
    return render(request, "enterprises/duplicate_detail.html", context, status=status)


@access(Permission.ENTERPRISE_MERGE)
@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """One becomes part of the other."""
    pair = _load(request, pk)
    form = MergeForm(request.POST)
    if form.is_valid():
        sides = {LEFT: pair.first, RIGHT: pair.second}
        keep = form.cleaned_data["keep"]
        try:
            done = merging.merge(
                survivor=sides.pop(keep), merged=sides.popitem()[1], choices=form.choices,
                reason=form.cleaned_data["reason"], by=request.user, at=clock.now(),
            )  # fmt: skip
        except MergeRefused as error:
            form.add_error(None, str(error.reason))
        else:
            messages.success(request, _("The two records are one now."))
            return redirect("enterprises:merge_detail", pk=done.pk)
    return _page(request, pair, form, DifferentForm(), status=422)


@access(Permission.ENTERPRISE_MERGE)
@require_POST
def different(request: HttpRequest, pk: int) -> HttpResponse:
    """They are two enterprises; the pair is not proposed again."""
    pair = _load(request, pk)
    form = DifferentForm(request.POST)
    if form.is_valid():
        try:
            duplicates.settle_different(
                pair, note=form.cleaned_data["note"], by=request.user, at=clock.now()
            )
        except MergeRefused as error:
            form.add_error(None, str(error.reason))
        else:
            messages.success(request, _("Noted: these are two enterprises."))
            return redirect("enterprises:duplicate_list")
    return _page(request, pair, MergeForm(), form, status=422)


@access(Permission.ENTERPRISE_MERGE)
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take “different enterprises” back."""
    pair = _load(request, pk)
    try:
        duplicates.reopen(pair, by=request.user, at=clock.now())
    except MergeRefused as error:
        messages.error(request, str(error.reason))
    return redirect("enterprises:duplicate_detail", pk=pair.pk)


# --- Of one enterprise --------------------------------------------------------------------------
@access(Permission.ENTERPRISE_READ)
@require_GET
def of_enterprise(request: HttpRequest) -> HttpResponse:
    """Records like one enterprise, looked for anew on demand, or compared by tax code."""
    raw = request.GET.get("enterprise", "")
    if not raw.isdecimal():
        return redirect("enterprises:duplicate_list")
    return _of_page(request, load(request, int(raw)), OtherRecordForm())


def _of_page(
    request: HttpRequest, firm: Enterprise, form: OtherRecordForm, status: int = 200
) -> HttpResponse:
    pairs = Duplicate.objects.visible_to(request.user).of(firm).for_list().order_by("-score")
    context = {
        "firm": firm,
        "form": form,
        "rows": [{**_row(p), "other": p.second if p.first_id == firm.pk else p.first}
                 for p in pairs[:50]],
        "can_merge": request.user.can(Permission.ENTERPRISE_MERGE),
    }  # fmt: skip
    return render(request, "enterprises/duplicates_of.html", context, status=status)


@access(Permission.ENTERPRISE_MERGE)
@require_POST
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare one record with those like it, now."""
    firm = load(request, pk)
    found = duplicates.find_for(firm, by=request.user, on=clock.today())
    text = ngettext("%(n)s similar record.", "%(n)s similar records.", len(found))
    messages.info(request, text % {"n": len(found)} if found else _("No similar record."))
    return redirect(f"{reverse('enterprises:duplicates_of')}?enterprise={firm.pk}")


@access(Permission.ENTERPRISE_MERGE)
@require_http_methods(["POST"])
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the record with a tax code beside this one."""
    firm = load(request, pk)
    form = OtherRecordForm(request.POST)
    if form.is_valid():
        code = form.cleaned_data["tax_code"]
        other = Enterprise.objects.visible_to(request.user).filter(tax_code=code).first()
        if other is None:
            form.add_error("tax_code", _("No record within your reach has this tax code."))
        else:
            try:
                pair = duplicates.propose(firm, other, by=request.user, at=clock.now())
            except MergeRefused as error:
                form.add_error("tax_code", str(error.reason))
            else:
                return redirect("enterprises:duplicate_detail", pk=pair.pk)
    return _of_page(request, firm, form, status=422)
