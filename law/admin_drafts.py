"""New decrees in the administration: load a file, see what differs, test, publish, take back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.admin_site import Page, register_page
from ecms.core.exports import xlsx_response
from ecms.core.formatting import amount, is_vietnamese
from ecms.core.forms import DateField, TextField, VndField
from ecms.core.refusal import Refusal
from law import draft_publishing, draft_reading, draft_results
from law.models import CompetenceScope, DecreeDraft
from law.rules.catalogue import Provision
from law.selectors import reference

SHOWN = 200
Context = dict[str, Any]


class DecreeForm(forms.Form):
    """The decree and its two files."""

    number = TextField(label=_("Number and symbol"), max_length=40, help_text="283/2026/NĐ-CP")
    name_vi = TextField(label=_("Name in Vietnamese"), max_length=500)
    name_en = TextField(label=_("Name in English"), max_length=500, required=False)
    valid_from = DateField(
        label=_("Takes effect on"),
        help_text=_("The present decree ends the day before. Acts keep the decree of their date."),
    )
    fine_level_article_vi = TextField(label=_("Clause on levels of fines"), max_length=100)
    fine_level_article_en = TextField(
        label=_("Clause on levels of fines (English)"), max_length=100
    )
    fine_most = VndField(label=_("Highest fine of the field, individual"), min_value=1)
    fine_most_overseas = VndField(
        label=_("Highest fine of the chapter on work abroad, individual"), required=False
    )
    upload = forms.FileField(
        label=_("Violations (XLSX or CSV)"),
        help_text=_("Start from the template: it holds the present decree, one row a bracket."),
    )
    scopes = forms.FileField(
        label=_("Scopes of the competences (XLSX or CSV)"), required=False,
        help_text=_("Which title may sanction which provisions; needed for publishing."),
    )  # fmt: skip

    def clean_number(self) -> str:
        """Number, year and kind, as it is cited."""
        text = str(self.cleaned_data["number"]).strip()
        if len(text.split("/")) != 3 or not text.split("/")[0].isdigit():
            raise forms.ValidationError(_("Write it as it is cited, for example 283/2026/NĐ-CP."))
        return text


def drafts(request: HttpRequest, context: Context) -> HttpResponse:
    """The drafts, and the form for the next one."""
    bound = request.method == "POST"
    form = DecreeForm(request.POST if bound else None, request.FILES if bound else None)
    if bound and form.is_valid():
        facts = dict(form.cleaned_data)
        upload, scopes = facts.pop("upload"), facts.pop("scopes")
        try:
            draft = draft_publishing.load(facts, upload, scopes, by=request.user, at=clock.now())
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None,
                           str(refusal.reason))  # fmt: skip
        else:
            return redirect("admin:decree_draft", pk=draft.pk)
    rows = DecreeDraft.objects.select_related("created_by").defer("rows", "scopes")
    return TemplateResponse(
        request, "admin/decree_drafts.html", {**context, "form": form, "drafts": rows},
        status=422 if bound else 200,
    )  # fmt: skip


def draft_page(request: HttpRequest, context: Context, pk: int) -> HttpResponse:
    """One draft: its faults, what differs, the results of known cases; test, publish, withdraw."""
    draft = get_object_or_404(DecreeDraft, pk=pk)
    results: list[draft_results.Compared] = []
    if request.method == "POST":
        step = STEPS.get(request.POST.get("step", ""))
        if step is None:
            raise Http404
        try:
            _seen(draft, request.POST.get("loaded", ""))
            done = step(draft, by=request.user, at=clock.now())
        except Refusal as refusal:
            messages.error(request, str(refusal.reason))
            return redirect("admin:decree_draft", pk=pk)
        if request.POST["step"] != "test":
            messages.success(request, _now("Done. The trail keeps who did it and when."))
            return redirect("admin:decree_draft", pk=pk)
        results = done
        draft.refresh_from_db()
    return TemplateResponse(
        request, "admin/decree_draft.html", {**context, **_shown(draft, results)}
    )


def _seen(draft: DecreeDraft, loaded: str) -> None:
    """The page shows the files as they are now. Raises Refusal: they were loaded again."""
    if loaded != draft.created_at.isoformat():
        raise Refusal(draft_publishing.LOADED_AGAIN)


STEPS: dict[str, Callable[..., Any]] = {
    "test": draft_publishing.test,
    "publish": draft_publishing.publish,
    "withdraw": draft_publishing.withdraw,
}


def _shown(draft: DecreeDraft, results: list[draft_results.Compared]) -> Context:
    rows, faults = draft_reading.provisions(draft)
    _scopes, more = draft_reading.scopes(draft)
    other = [item for item in results if item.differs]
    return {
        "title": draft.number, "draft": draft, "loaded": draft.created_at.isoformat(),
        "faults": faults[:SHOWN], "scope_faults": more,
        "count": len(faults) + len(more),
        "difference": None if faults else _difference(draft, rows),
        "results": [_result(item) for item in other[:SHOWN]], "tested": len(results),
        "other": len(other), "unsigned": sum(_unsigned(item) for item in results),
        "can_withdraw": draft.published_at and draft.valid_from > clock.today(),
    }  # fmt: skip


def _unsigned(item: draft_results.Compared) -> bool:
    return item.after is not None and not item.signers


def _difference(draft: DecreeDraft, rows: list[Provision]) -> Context:
    found = draft_results.difference(draft, rows)
    changed = [
        {"code": item.code, "sides": (_side(item.before), _side(item.after))}
        for item in found.changed[:SHOWN]
    ]
    return {"new": found.new, "gone": found.gone, "changed": changed, "same": found.same,
            "count": len(found.changed)}  # fmt: skip


def _side(rows: tuple[Provision, ...]) -> Context:
    first = rows[0]
    title = first.title_vi if is_vietnamese() else first.title_en or first.title_vi
    codes = " ".join((*first.additional_codes, *first.remedial_codes))
    return {"title": title, "basis": first.legal_basis, "codes": codes,
            "fines": [_fine(row) for row in rows]}  # fmt: skip


def _fine(row: Provision) -> str:
    span = f"{amount(row.fine_min)} – {amount(row.fine_max)}"
    if row.percent_min is not None:
        span = f"{row.percent_min} – {row.percent_max} %"
    bounds = f"{row.bracket_from} – {row.bracket_to or '…'}: " if row.bracket_from else ""
    cap = f" (≤ {amount(row.cap)})" if row.cap else ""
    return f"{bounds}{span}{cap}"


def _result(item: draft_results.Compared) -> Context:
    return {
        "code": item.case.facts.code, "label": item.case.label, "before": item.before,
        "after": item.after, "unsigned": _unsigned(item),
    }  # fmt: skip


def template(request: HttpRequest, context: Context, kind: str) -> Any:
    """The present decree as a file to start from, or the scopes of its competences."""
    if kind not in ("scopes", "violations"):
        raise Http404
    law = reference()
    decree = law.instruments[-1]
    if kind == "scopes":
        scopes = CompetenceScope.objects.filter(instrument_number=decree.code)
        values = scopes.values_list(
            "title_code", "provisions", "max_individual", "max_organisation"
        )
        return xlsx_response("scopes", draft_reading.SCOPE_COLUMNS, values)
    listed = [row for row in law.provisions if row.instrument == decree.code]
    return xlsx_response("violations", draft_reading.TITLES, map(draft_reading.cells_of, listed))


register_page(
    Page(
        "decree_drafts", "decrees/", drafts, _("New decrees"),
        _("Load a decree from a file, compare it, test it, publish it"), 30,
    )
)  # fmt: skip
register_page(Page("decree_draft", "decrees/<int:pk>/", draft_page))
register_page(Page("decree_template", "decrees/template/<str:kind>/", template))
