"""Signed reports: choose, read, remark, sign, take along."""

from __future__ import annotations

import uuid
import zipfile
from tempfile import TemporaryFile
from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from analytics.contents import Content, read
from analytics.documents_papers import draft_pdf
from analytics.enums import PaperState, ReportKind
from analytics.forms import PeriodForm
from analytics.models import Paper
from analytics.period_words import period_words
from analytics.rights import may_sign
from analytics.services import papers
from ecms.audit.services import log_read
from ecms.core import clock, replica
from ecms.core.access import access
from ecms.core.exports import csv_lines, write_workbook
from ecms.core.formatting import legal_datetime
from ecms.core.forms import TextField
from ecms.core.paging import paginate
from ecms.core.refusal import Refusal
from ecms.core.scoping import get_visible_or_404
from ecms.documents.models import DocumentState, GeneratedDocument
from ecms.documents.services.reading import latest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PaperForm(PeriodForm):
    """Which report, of which months and province."""

    kind = forms.ChoiceField(label=gettext_lazy("Report"), choices=ReportKind)
    subject = TextField(
        label=gettext_lazy("Subject of the report"), required=False, max_length=200,
        help_text=gettext_lazy("What was asked and by whom; it becomes the title."),
    )  # fmt: skip
    question = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A question needs the words and the figures that were asked for."""
        cleaned = super().clean()
        if cleaned.get("kind") == ReportKind.QUESTION:
            if not cleaned.get("question"):
                self.add_error("kind", _("Ask in the explorer first; its answer leads here."))
            elif not cleaned.get("subject"):
                self.add_error("subject", _("Say what was asked."))
        else:
            cleaned["subject"] = cleaned["question"] = ""
        return cleaned


class RemarkForm(forms.Form):
    """What the official says about the figures."""

    remarks = TextField(
        label=gettext_lazy("Remarks and proposals"), required=False, max_length=10_000,
        widget=forms.Textarea,
    )  # fmt: skip


@access(Permission.REPORT_EXPORT)
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Make a report; the ones that exist below."""
    query = request.POST or request.GET.copy()
    if request.method == "GET":
        query["submission"] = str(uuid.uuid4())
        query.setdefault("kind", ReportKind.RESULTS)
    form = PaperForm(query, user=request.user, today=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            paper = papers.make(form.selection, form.cleaned_data["kind"],
                                submission=form.cleaned_data["submission"], by=request.user,
                                subject=form.cleaned_data["subject"],
                                address=form.cleaned_data["question"], at=clock.now())  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            return redirect("analytics:paper", pk=paper.pk)
    rows = Paper.objects.visible_to(request.user).select_related("province", "signed_by")
    page = paginate(request, rows.defer("content"))
    context = {"form": form, "page": page}
    status = 422 if request.method == "POST" else 200
    return render(request, "analytics/papers.html", context, status=status)


def _paper(request: HttpRequest, pk: int) -> tuple[Paper, Content]:
    paper = get_visible_or_404(
        Paper.objects.select_related("province", "agency", "made_by", "signed_by"),
        request.user, pk=pk,
    )  # fmt: skip
    return paper, read(paper.content)


def _document(paper: Paper) -> GeneratedDocument | None:
    found = latest(paper, "BC-TH", "")
    return found if found is not None and found.state == DocumentState.ISSUED else None


@access(Permission.REPORT_EXPORT)
@require_http_methods(["GET", "POST"])
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it reads; the remarks while it is a draft."""
    paper, content = _paper(request, pk)
    form = RemarkForm(request.POST or None, initial={"remarks": paper.remarks})
    if request.method == "POST" and form.is_valid():
        try:
            papers.remark(paper, form.cleaned_data["remarks"], by=request.user, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            return redirect("analytics:paper", pk=paper.pk)
    context = {
        "paper": paper, "content": content, "form": form, "document": _document(paper),
        "period": period_words(paper.period), "may_sign": may_sign(request.user),
        "is_draft": paper.state == PaperState.DRAFT, "lag": replica.words(),
        "proof": papers.still_true(paper, request.user) if "recount" in request.GET else None,
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "analytics/paper.html", context, status=status)


@access(Permission.REPORT_EXPORT)
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Number and sign it, after a question."""
    paper, _content = _paper(request, pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            papers.sign(paper, by=request.user, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            return redirect("analytics:paper", pk=paper.pk)
    context = {
        "title": _("Sign the report"), "subject": str(paper), "form": form,
        "question": _("Sign and number this report?"), "confirm_label": _("Sign the report"),
        "consequences": [_("It gets the next number of your body and is kept for good.")],
        "cancel_url": reverse("analytics:paper", args=[paper.pk]),
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "components/confirm_page.html", context, status=status)


@access(Permission.REPORT_EXPORT)
@require_GET
def file(request: HttpRequest, pk: int, kind: str) -> HttpResponse | FileResponse:
    """The report as PDF (a draft until it is signed), XLSX or CSV in a ZIP."""
    paper, content = _paper(request, pk)
    log_read(paper, by=request.user, at=clock.now(), purpose=f"paper.{kind}")
    if kind == "pdf":
        if (document := _document(paper)) is not None:
            return redirect("documents:download", pk=document.pk)
        with translation.override("vi"):
            pdf = draft_pdf(paper, content, on=clock.today())
        return HttpResponse(pdf, content_type="application/pdf")
    target: Any = TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    with translation.override("vi"):
        _write(kind, target, content, _facts(paper))
    target.seek(0)
    name = f"ecms-{paper.kind.lower()}-{paper.period.code}.{'zip' if kind == 'csv' else kind}"
    media = "application/zip" if kind == "csv" else XLSX
    return FileResponse(target, as_attachment=True, filename=name, content_type=media)


def _facts(paper: Paper) -> list[list[str]]:
    """What the files say of the report itself."""
    document = _document(paper)
    rows = [
        [_("Status"), str(paper.get_state_display())],
        [_("Number"), document.reference if document else ""],
        [_("Signed"), f"{paper.signed_by}, {legal_datetime(paper.signed_at)}" if document else ""],
        [_("Figures as of"), legal_datetime(paper.as_of)],
        [_("Hash of the content"), paper.sha256],
        [_("Remarks and proposals"), paper.remarks],
    ]
    return [row for row in rows if row[1]]


def _write(kind: str, target: Any, content: Content, facts: list[list[str]]) -> None:
    if kind == "xlsx":
        write_workbook(target, content.sheets(facts))
    elif kind == "csv":
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, (_title, header, rows) in enumerate(content.sheets(facts), start=1):
                with archive.open(f"{number:02}.csv", "w") as part:
                    for piece in csv_lines(header, rows):
                        part.write(piece)
    else:
        raise Http404
