"""Words, colours and rows of the pages of a case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ecms.audit import timeline as trail
from ecms.core import clock
from ecms.core.citation import vietnamese
from ecms.core.components import Action, Clock, Entry, FileRow, Tab, actions_from
from ecms.core.formatting import legal_date
from ecms.documents import files
from ecms.documents.services import of as documents_of
from violations import circumstances, presenters_after
from violations.models import RemedyOrder, ViolationCase
from violations.services import clocks
from violations.states import DUE_STATES, CaseState, PartyKind, RemedyState, RulingState
from violations.workflow import UNDECIDED, workflow
from violations.worksheets import language, share_law

STATE_KINDS = {
    CaseState.DETECTED: "progress",
    CaseState.MINUTES: "info",
    CaseState.SUBMITTED: "waiting",
    CaseState.TRANSFERRED: "waiting",
    CaseState.REFERRED: "waiting",
    CaseState.DECIDED: "info",
    CaseState.EXECUTING: "progress",
    CaseState.ENFORCEMENT: "warning",
    CaseState.EXECUTED: "success",
    CaseState.LAPSED: "neutral",
    CaseState.CLOSED: "success",
    CaseState.NO_SANCTION: "neutral",
    CaseState.CANCELLED: "neutral",
}
REMEDY_KINDS = {
    RemedyState.OPEN: "progress",
    RemedyState.EVIDENCE: "waiting",
    RemedyState.ACCEPTED: "success",
}
RULING_KINDS = {
    RulingState.PROPOSED: "waiting",
    RulingState.ISSUED: "success",
    RulingState.REFUSED: "neutral",
}
PAGES = {  # verb of the table -> page that carries it out
    "sign_minutes": "minutes",
    "record_explanation": "explain",
    "submit": "submit",
    "reassign": "submit",
    "issue": "decision",
    "set_fine": "decision",
    "return": "return",
    "transfer": "transfer",
    "serve": "serve",
    "record_payment": "pay",
    "ask_relief": "rulings",
    "ask_correction": "rulings",
    **presenters_after.PAGES,
    "mark_executed": "executed",
    "close": "close",
    "close_without_sanction": "no_sanction",
    "cancel": "cancel",
    "sanction_on_spot": "on_spot",
}


def state_kind(state: str) -> str:
    """The kind of the pill of a state."""
    return STATE_KINDS[CaseState(state)]


def search_party(party: str) -> str:
    """Whose fines the search of the catalogue shows; a household business pays as a person."""
    return "organisation" if party == PartyKind.ORGANISATION else "individual"


def actions(case: ViolationCase, user: Any, *, after: bool = False) -> list[Action]:
    """What the user may do next; refused steps of the user's own roles with their reason.

    ``after`` chooses the steps of the page of execution, which the page of the case leaves out.
    """
    offers = [
        offer
        for offer in workflow.offers(case, user)
        if offer.transition.verb != "set_fine"
        and (offer.transition.verb in presenters_after.PAGES) == after
        and (offer.allowed or user.can(offer.transition.permission))
    ]
    return actions_from(offers, lambda verb: _page_of(case, verb))


def _page_of(case: ViolationCase, verb: str) -> str:
    if verb in PAGES:
        return reverse(f"violations:{PAGES[verb]}", args=[case.pk])
    return reverse("violations:step", args=[case.pk, verb])


def next_deadline(case: ViolationCase) -> tuple[str, date | None]:
    """What the law expects next and by when; nothing in the last states."""
    if case.state == CaseState.DETECTED:
        return _("Minutes by"), clocks.minutes_due(case)[0]
    if case.state in UNDECIDED:
        return _("Decision by"), case.decision_due_on
    if case.state == CaseState.DECIDED:
        return _("Send by"), clocks.serve_due(case)[0]
    if case.state in DUE_STATES and case.outstanding and not stayed(case):
        return _("Payment by"), case.execution_due_on
    return "", None


def stayed(case: ViolationCase) -> bool:
    """Whether execution stands still by an order, so that nothing is due."""
    return any(row.lifted_on is None for row in case.stays.all())


def lines(cases: Iterable[ViolationCase]) -> list[dict[str, Any]]:
    """Rows of lists; the law is looked up once for all of them."""
    rows, law = [], None
    for case in cases:
        if law is not None:
            share_law(case, law)
        label, due_on = next_deadline(case)
        law = case.__dict__.get("_law", law)
        rows.append(
            {"case": case, "kind": state_kind(case.state), "label": label, "due_on": due_on}
        )
    return rows


def legal_clocks(case: ViolationCase) -> list[Clock]:
    """Every term of the case with its article, done ones too."""
    found = [_minutes_clock(case)]
    if case.minutes_on:
        found += _terms_of_minutes(case)
    elif case.state == CaseState.DETECTED:
        found += _limitation_so_far(case)
    if (ends := clocks.seizure_ends(case)) is not None:
        found.append(Clock(_("Give seized things back"), ends[0], article(ends[1]), "running"))
    if case.decided_on:
        day, basis = clocks.serve_due(case)
        found.append(
            Clock(_("Send the decision"), day, article(basis), _state(bool(case.served_on)))
        )
    if case.execution_due_on:
        paid = not case.unpaid
        lapse, basis = clocks.lapse_on(case)
        ended = "ended" if case.lapsed_at and not paid else ""  # no fine is owed by any day
        found.append(
            Clock(_("Pay the fine"), case.execution_due_on, _("Art. 73, 78 of the Law"),
                  ended or ("paused" if stayed(case) and not paid else _state(paid)))
        )  # fmt: skip
        found.append(
            Clock(_("Time for execution ends"), lapse, article(basis), ended or _state(paid))
        )
    return found


def _minutes_clock(case: ViolationCase) -> Clock:
    day, basis = clocks.minutes_due(case)
    basis = article(basis)
    return Clock(_("Sign the violation minutes"), day, basis, _state(bool(case.minutes_on)))


def _limitation_so_far(case: ViolationCase) -> list[Clock]:
    last = clocks.limitation_so_far(case, on=clock.today())
    return [Clock(_("Limitation ends"), last[0], article(last[1]), "running")] if last else []


def _terms_of_minutes(case: ViolationCase) -> list[Clock]:
    over = case.state not in UNDECIDED
    state = "paused" if case.state == CaseState.REFERRED else _state(over)
    found = []
    if case.explanation_right and case.written_explanation_until:
        received = over or bool(case.explanations.all())
        until = legal_date(case.hearing_request_until)
        found.append(
            Clock(_("Written explanation"),
                  case.explanation_extended_until or case.written_explanation_until,
                  _("Art. 61 of the Law"), _state(received),
                  _("A hearing may be asked for until %(day)s.") % {"day": until})
        )  # fmt: skip
    if case.decision_due_on:
        basis = article(clocks.decision_basis(case))
        found.append(Clock(_("Sanction decision"), case.decision_due_on, basis, state))
    if case.limitation_ends_on:
        found.append(
            Clock(_("Limitation ends"), case.limitation_ends_on, _("Art. 6 of the Law"),
                  state)
        )  # fmt: skip
    return found


def article(basis: str) -> str:
    """A legal basis of the reference data in the language of the page."""
    return vietnamese(basis) if language() == "vi" else basis


def _state(done: bool) -> str:
    return "done" if done else "running"


def timeline(case: ViolationCase) -> list[Entry]:
    """What happened, from the audit trail."""
    return trail.of(case)


def papers(case: ViolationCase) -> list[FileRow]:
    """Official documents and uploaded files."""
    rows = [
        FileRow(
            name=f"{document.title} {document.reference}".strip(),
            url=reverse("documents:download", args=[document.pk]),
            about_url=reverse("documents:detail", args=[document.pk]),
            size=document.size,
            meta=legal_date(document.issued_on),
            mark=document.form_code,
        )
        for document in documents_of(case)
    ]
    return rows + [
        FileRow(
            name=item.original_name,
            url=reverse("documents:file", args=[item.pk]),
            size=item.size,
            meta=item.caption,
        )
        for item in files.of(case)
    ]


def circumstance_rows(case: ViolationCase) -> list[dict[str, Any]]:
    """Circumstances with the words of the law."""
    return [
        {"row": row, "listed": circumstances.listed().get(row.code)}
        for row in case.circumstances.select_related("act__provision")
    ]


def ruling_rows(case: ViolationCase) -> list[dict[str, Any]]:
    """Rulings on the decision, the newest first."""
    rows = case.rulings.select_related("signed_as__user", "proposed_by")
    return [{"row": row, "kind": RULING_KINDS[RulingState(row.state)]} for row in rows]


def remedy_rows(case: ViolationCase, user: Any) -> list[dict[str, Any]]:
    """Ordered measures and what the user may do with each."""
    record = bool(workflow.answer(case, "record_remedy", user)) if case.pk else False
    accept = bool(workflow.answer(case, "accept_remedy", user))
    return [
        {
            "row": row,
            "kind": REMEDY_KINDS[RemedyState(row.state)],
            "record": record and row.state != RemedyState.ACCEPTED,
            "accept": accept and _may_judge(row, user),
        }
        for row in case.remedies.select_related("act__provision", "submitted_by", "accepted_by")
    ]


def _may_judge(row: RemedyOrder, user: Any) -> bool:
    return row.state == RemedyState.EVIDENCE and row.submitted_by_id != user.pk


def tabs(case: ViolationCase, here: str) -> list[Tab]:
    """The parts of a case."""
    parts = [("detail", _("Case")), ("worksheet", _("Fine worksheet")),
             ("what_if", _("Both decrees")), ("workers", _("Workers affected"))]  # fmt: skip
    if case.decided_on is not None:
        parts += [("ledger", _("Ledger")), ("execution", _("Execution"))]
    return [
        Tab(label, reverse(f"violations:{name}", args=[case.pk]), current=name == here)
        for name, label in parts
    ]
