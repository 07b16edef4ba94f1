"""The page of a complaint, its steps, and the page after its receipt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from ecms.audit.services import log_read
from ecms.core import clock
from ecms.core.access import Refused, access
from ecms.core.formatting import legal_date
from ecms.core.panels import actions_for
from ecms.core.scoping import get_visible_or_404
from ecms.core.workflow import WorkflowRefused
from ecms.documents.files import UploadRefused
from intake import complaint_guards as guards
from intake.enums.complaint import ComplaintLevel, ComplaintState
from intake.forms import complaint as forms
from intake.models import Complaint
from intake.permissions.complaint import may_print_receipt
from intake.presenters import complaint as presenters
from intake.services.complaints import classifying, handling, settling, transferring
from intake.services.complaints.refusal import Refusal
from intake.workflow.complaint import workflow

REFUSALS = (Refusal, WorkflowRefused, UploadRefused)


@dataclass(frozen=True)
class Step:
    """The form of a verb and the service that carries it out."""

    form: type[forms.StepForm]
    service: Callable[..., Any]
    template: str = "intake/complaint_step.html"
    danger: bool = False


STEPS = {
    "classify": Step(forms.ClassifyForm, classifying.classify, "intake/complaint_classify.html"),
    "assign": Step(forms.AssignForm, handling.assign),
    "accept": Step(forms.AcceptForm, handling.accept),
    "return": Step(forms.ReturnForm, handling.return_, danger=True),
    "transfer": Step(forms.TransferForm, transferring.transfer, danger=True),
    "redact": Step(forms.RedactForm, handling.redact),
    "name_enterprise": Step(
        forms.EnterpriseForm, handling.name_enterprise, "intake/complaint_enterprise.html"
    ),
    "verify": Step(forms.ConfirmForm, handling.verify),
    "note": Step(forms.NoteForm, handling.note),
    "dialogue": Step(forms.DialogueForm, handling.dialogue),
    "draft": Step(forms.ResultForm, settling.draft),
    "decide": Step(forms.ResultForm, settling.decide),
    "extend": Step(forms.ReasonForm, handling.extend),
    "suspend": Step(forms.ReasonForm, handling.suspend, danger=True),
    "resume": Step(forms.ConfirmForm, handling.resume),
    "withdraw": Step(forms.WithdrawForm, handling.withdraw, danger=True),
    "serve": Step(forms.ServeForm, settling.serve),
    "take_effect": Step(forms.ConfirmForm, settling.take_effect),
    "execute": Step(forms.ExecuteForm, settling.execute),
    "close": Step(forms.ConfirmForm, settling.close),
}


def load(request: HttpRequest, pk: int) -> Complaint:
    """The complaint, seen through what the user may see. Raises Http404."""
    rows = Complaint.objects.select_related(
        "enterprise", "province", "agency", "handler", "received_by", "topic"
    ).prefetch_related("accused")
    found: Complaint = get_visible_or_404(rows, request.user, pk=pk)
    return found


@access(Permission.COMPLAINT_READ)
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything of one complaint but the person; the reading is logged."""
    complaint = load(request, pk)
    log_read(complaint, by=request.user, at=clock.now())
    label, due_on = presenters.next_deadline(complaint)
    context = {
        "complaint": complaint,
        "kind": presenters.state_kind(complaint.state),
        "deadline_label": label,
        "due_on": due_on,
        "today": clock.today(),
        "actions": [
            *presenters.actions(complaint, request.user),
            *actions_for("complaint", request.user, complaint),
        ],
        "clocks": presenters.legal_clocks(complaint),
        "competent": presenters.competent_name(complaint),
        "basis": presenters.basis(complaint),
        "notes": complaint.notes.select_related("recorded_by"),
        "handed_over": presenters.handed_over(complaint),
        "links": presenters.linked(complaint, request.user),
        "identity": presenters.identity_row(complaint, request.user),
        "papers": presenters.papers(complaint),
        "timeline": presenters.timeline(complaint),
        "is_late": guards.out_of_time(complaint),
        "second_url": _second_url(complaint, request.user),
        "receipt_url": _receipt_url(complaint, request.user),
    }
    return render(request, "intake/complaint_detail.html", context)


def _second_url(complaint: Complaint, user: Any) -> str:
    """Where a second complaint is entered, when one is possible."""
    after = complaint.state in (ComplaintState.DECIDED, ComplaintState.EFFECTIVE)
    first = complaint.level == ComplaintLevel.FIRST and complaint.kind in guards.COMPLAINTS
    if after and first and user.can(Permission.COMPLAINT_EDIT):
        return f"{reverse('intake:complaint_new')}?previous={complaint.pk}"
    return ""


@access(Permission.COMPLAINT_READ)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """One step: its form, or back to the complaint with the reason why not."""
    if verb not in STEPS:
        raise Http404
    complaint, found = load(request, pk), STEPS[verb]
    answer = workflow.answer(complaint, verb, request.user)
    if isinstance(answer, Refused) and request.method == "GET":
        messages.error(request, str(answer.reason))
        return redirect("intake:complaint", complaint.pk)
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = found.form(*data, complaint=complaint, user=request.user)
    if request.method == "POST" and form.is_valid() and _done(request, complaint, found, form):
        messages.success(request, _("Done: %(step)s") % {"step": workflow[verb].label})
        return redirect("intake:complaint", complaint.pk)
    context = {
        "complaint": complaint,
        "form": form,
        "title": workflow[verb].label,
        "danger": found.danger,
        "is_late": guards.out_of_time(complaint),
        "competent": presenters.competent_name(complaint),
        "basis": presenters.basis(complaint),
    }
    return render(request, found.template, context, status=422 if form.is_bound else 200)


def _done(request: HttpRequest, complaint: Complaint, found: Step, form: Any) -> bool:
    arguments, named = form.given()
    try:
        found.service(complaint, *arguments, **named, by=request.user, at=clock.now())
    except REFUSALS as refusal:
        field = getattr(refusal, "field", "") or None
        form.add_error(field if field in form.fields else None, str(refusal.reason))
        return False
    return True


def _receipt_url(complaint: Complaint, user: Any) -> str:
    """Where the receipt is printed, for who may have it."""
    if not may_print_receipt(complaint, user):
        return ""
    return reverse("intake:complaint_receipt", args=[complaint.pk])


@access(Permission.COMPLAINT_READ)
@require_GET
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """After the receipt: number, paper for the person, what happens by when."""
    complaint = load(request, pk)
    day = legal_date(complaint.accept_due_on)
    steps = [
        _("Print the receipt and hand it over: it holds the code for the look-up."),
        _("Classify it; acceptance or refusal is due on %(day)s.") % {"day": day},
    ]
    if complaint.links.exists():
        steps.append(_("Earlier submissions look alike; they are linked on the page."))
    back = reverse("intake:complaint", args=[complaint.pk])
    context = {
        "title": _("Submission received"),
        "reference": complaint.code,
        "next_steps": steps,
        "contact": str(complaint.received_by),
        "pdf_url": _receipt_url(complaint, request.user),
        "links": [(back, _("To the complaint"))],
    }
    return render(request, "components/done_page.html", context)
