"""The explorer: a free question, its answer as table, chart, map or file; kept, shared, sent."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from analytics.answers import Answer
from analytics.enums import SavedKind
from analytics.forms_explorer import ExplorerForm, QuestionSaveForm
from analytics.models import Saved
from analytics.numbers import as_of
from analytics.services import saving
from analytics.views.indicators import frame
from ecms.core import clock
from ecms.core.access import access
from ecms.core.exports import table_response
from ecms.core.refusal import Refusal
from ecms.core.scoping import get_visible_or_404
from ecms.core.tiles import build_tile_map


def answered(request: HttpRequest) -> tuple[ExplorerForm, Answer | None]:
    """The form of the address, and the answer where something was asked that can be answered."""
    asked = "m" in request.GET
    query = request.GET.copy()
    if not asked:
        query.setdefault("rows", "province" if request.user.scope.national else "month")
        query.setdefault("period", "rolling")
        query.setdefault("view", "table")
    form = ExplorerForm(query, user=request.user, today=clock.today())
    if not asked:
        form.fields["m"].required = False
        return form, None
    if not form.is_valid():
        return form, None
    try:
        return form, Answer(form.question)
    except Refusal as refusal:
        form.add_error(None, str(refusal.reason))
        return form, None


@access(Permission.DASHBOARD_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Ask, look, keep."""
    return _page(request)


def _page(request: HttpRequest, save_form: QuestionSaveForm | None = None) -> HttpResponse:
    """The question of the address with its answer; ``save_form`` comes back to be mended."""
    form, answer = answered(request)
    asked = "m" in request.GET
    context = {
        **frame(form), "answer": answer, "asked": asked, "address": request.GET.urlencode(),
        "view": form.cleaned_data.get("view") or "table" if answer else "table",
        "save_form": save_form or QuestionSaveForm(initial={"submission": uuid.uuid4()}),
        "kept": Saved.objects.visible_to(request.user).of_kind(SavedKind.QUESTION)
        .select_related("saved_by")[:30],
        "may_report": request.user.can(Permission.REPORT_EXPORT),
    }  # fmt: skip
    if answer is not None and answer.map_values:
        context["map"] = build_tile_map(answer.map_values, _map_links(answer), answer.header[0])
    status = 422 if save_form or (asked and answer is None) else 200
    return render(request, "analytics/explorer.html", context, status=status)


def _map_links(answer: Answer) -> dict[str, str]:
    codes = {str(place.pk): place.code for place in answer.words.names.provinces}
    return {codes[row.code]: row.cells[0].url for row in answer.rows
            if row.code in codes and row.cells[0].url}  # fmt: skip


@access(Permission.DASHBOARD_READ)
@require_GET
def file(request: HttpRequest, kind: str) -> HttpResponse:
    """The answer as CSV or XLSX, with the moment of the figures in its name."""
    _form, answer = answered(request)
    if answer is None or kind not in ("csv", "xlsx"):
        raise Http404
    moment = as_of() or clock.now()
    name = f"ecms-explorer-{answer.question.selection.period.code}-{moment:%Y%m%d%H%M}"
    return table_response(kind, name, [answer.head, *answer.header], answer.file_rows())


@access(Permission.DASHBOARD_READ)
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the question of the address under a name."""
    address = request.GET.urlencode()
    back = f"{reverse('analytics:explorer')}?{address}"
    form = QuestionSaveForm(request.POST)
    _asked, answer = answered(request)
    if answer is None or not form.is_valid():
        return _page(request, form)
    kept = {key: form.cleaned_data[key] for key in ("title", "submission", "share", "every")}
    try:
        saving.keep(SavedKind.QUESTION, address=address, by=request.user, at=clock.now(), **kept)
    except Refusal as refusal:
        form.add_error(None, str(refusal.reason))
        return _page(request, form)
    messages.success(request, _("Kept: %(title)s.") % {"title": kept["title"]})
    return redirect(back)


@access(Permission.DASHBOARD_READ)
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete what one kept oneself, after a question."""
    saved = get_visible_or_404(Saved, request.user, pk=pk)
    back = "analytics:explorer" if saved.kind == SavedKind.QUESTION else "analytics:dashboard"
    context: dict[str, Any] = {
        "title": _("Delete “%(title)s”") % {"title": saved.title}, "subject": saved.title,
        "question": _("Delete it for everybody it is shared with?"), "danger": True,
        "confirm_label": _("Delete"), "cancel_url": reverse(back), "consequences": [],
    }  # fmt: skip
    if saved.saved_by_id != request.user.pk:
        raise Http404
    if request.method == "POST":
        saving.forget(saved, by=request.user, at=clock.now())
        messages.success(request, _("Deleted."))
        return redirect(back)
    return render(request, "components/confirm_page.html", context)
