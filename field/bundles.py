"""What a device gets of a case: the dossier as it was, and the live part that changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Max

from ecms.core import clock
from ecms.core.access import Refused
from ecms.documents import files
from ecms.notifications.services import due
from enterprises.briefs import parts_for
from field.drafts import minutes_text
from field.models import Checkout
from inspections.enums import FindingState, Phase
from inspections.models import (
    Answer,
    CaseQuestion,
    Finding,
    Inspection,
    Interview,
    TeamMember,
    Visit,
)
from inspections.permissions import can_work, membership
from inspections.presenters import clocks
from inspections.rules import reading
from inspections.selectors import violation_titles
from inspections.services import evidence, findings
from law.models import AnswerType

FINDING_FIELDS = (
    "description", "ongoing", "ended_on", "discovered_on", "workers", "units", "base_amount",
    "evidence_note",
)  # fmt: skip


def bundle(checkout: Checkout, *, by: Any, at: datetime) -> dict[str, Any]:
    """Everything of a check-out: the frozen parts as stored, the live part as it is now."""
    return {
        "checkout": head_of(checkout, at),
        **checkout.dossier,
        "blueprint": checkout.blueprint.content,
        "live": live(checkout.inspection, by=by, at=at),
    }


def head_of(checkout: Checkout, at: datetime) -> dict[str, Any]:
    """The check-out itself."""
    return {
        "id": str(checkout.key),
        "case": checkout.inspection_id,
        "state": checkout.state(at),
        "taken_at": checkout.taken_at,
        "expires_at": checkout.valid_until,
        "finished_at": checkout.finished_at,
    }


# --- Frozen -------------------------------------------------------------------------------
def frozen(case: Inspection, *, by: Any, at: datetime) -> dict[str, Any]:
    """The case and the dossier of its enterprise at the moment of the check-out."""
    parts = parts_for(by, case.enterprise)
    sections = [{"code": p.code, "title": p.label, "lines": p.lines} for p in parts]
    return {"case": _case(case, by), "dossier": {"made_at": at, "sections": sections}}


def _case(case: Inspection, by: Any) -> dict[str, Any]:
    firm = case.enterprise
    own = membership(case, by)
    return {
        "id": case.pk, "code": case.code, "kind": case.kind,
        "kind_words": case.get_kind_display(), "ground_detail": case.ground_detail,
        "scope": case.scope, "period_from": case.period_from, "period_to": case.period_to,
        "planned_on": case.planned_on, "place": case.place, "agency": case.agency.name,
        "decision": {"number": case.decision_number, "on": case.decided_on},
        "announced_on": case.announced_on, "ends_on": case.ends_on,
        "role": own.role if own else "",
        "team": [_member(row, by) for row in case.team.select_related("user")],
        "enterprise": {
            "name": firm.name, "tax_code": firm.tax_code, "address": firm.address,
            "representative": firm.representative, "phone": firm.phone,
            "representative_title": firm.representative_title, "workers": firm.workers,
            "sector": str(firm.sector) if firm.sector else "",
        },
    }  # fmt: skip


def _member(row: TeamMember, by: Any) -> dict[str, Any]:
    return {
        "id": row.user_id, "name": str(row.user), "role": row.role,
        "role_words": row.get_role_display(), "task": row.task, "me": row.user_id == by.pk,
    }  # fmt: skip


# --- Live ---------------------------------------------------------------------------------
def live(case: Inspection, *, by: Any, at: datetime) -> dict[str, Any]:
    """What others may have changed meanwhile; ``stamp`` changes with it."""
    today = clock.legal_date(at)
    return {
        "stamp": stamps([case.pk])[case.pk],
        **standing(case, by),
        "clock": _clock(case, today),
        "answers": [answer_row(row) for row in _answers(case)],
        "findings": finding_rows(case.findings.exclude(state=FindingState.DROPPED), on=today),
        "visits": [visit_row(row) for row in case.visits.order_by("pk")],
        "interviews": [
            {"number": row.number, "held_on": row.held_on, "work": row.work}
            for row in case.interviews.defer("name", "id_number", "phone")
        ],
        "files": _files(case),
        "minutes": minutes_text(case, on=today) if case.phase == Phase.RUNNING else None,
    }


def standing(case: Inspection, by: Any) -> dict[str, Any]:
    """Where the case stands and whether ``by`` may still work on it, with the reason if not."""
    answer = can_work(case, by)
    return {
        "phase": case.phase,
        "phase_words": case.get_state_display(),
        "frozen": case.minutes_signed_at is not None,
        "on_team": membership(case, by) is not None,
        "may_work": bool(answer),
        "reason": str(answer.reason) if isinstance(answer, Refused) else "",
    }


def stamps(cases: Iterable[int]) -> dict[int, str]:
    """For each case a mark that changes whenever anything that devices get of it changes."""
    keys = list(cases)
    seen: dict[int, list[Any]] = {key: [] for key in keys}
    sources = (
        (Inspection.history.model, "id"), (Answer.history.model, "inspection_id"),
        (Finding.history.model, "inspection_id"), (Visit.history.model, "inspection_id"),
        (TeamMember.history.model, "inspection_id"),
    )  # fmt: skip
    for model, path in sources:
        rows = model.objects.filter(**{f"{path}__in": keys}).values_list(path)
        for key, last in rows.annotate(last=Max("history_id")):
            seen[key].append((model.__name__, last))
    for model in (Interview, CaseQuestion):
        rows = model.objects.filter(inspection__in=keys).values_list("inspection_id")
        for key, last in rows.annotate(last=Max("pk")):
            seen[key].append((model.__name__, last))
    return {key: mark(parts) for key, parts in seen.items()}


def mark(thing: Any) -> str:
    """A short hash of something that travels as JSON."""
    text = json.dumps(thing, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _clock(case: Inspection, today: date) -> list[dict[str, Any]]:
    return [
        {"label": row.label, "due_on": row.due_on, "basis": row.article, "state": row.state,
         "note": row.note}
        for row in clocks(case, due.of(case), today)
    ]  # fmt: skip


def _files(case: Inspection) -> list[dict[str, Any]]:
    through: Any = CaseQuestion.files.through
    linked = through.objects.filter(casequestion__inspection=case)
    places = dict(linked.values_list("storedfile_id", "casequestion__question__code"))
    rows = files.of(case).filter(kind__in=(evidence.KIND, evidence.LATE))
    return [
        {
            "id": row.pk, "name": row.original_name, "caption": row.caption, "size": row.size,
            "question": places.get(row.pk), "original_sha256": row.original_sha256,
            "at": row.uploaded_at,
        }
        for row in rows
    ]  # fmt: skip


# --- Rows ---------------------------------------------------------------------------------
def _answers(case: Inspection) -> Any:
    return case.answers.select_related("question", "answered_by").order_by("question__code")


def answer_row(row: Answer) -> dict[str, Any]:
    """A stored answer as a device gives it back: the fields of the command, who and when."""
    return {
        **given_of(row.question.answer_type, row.value, row.details, row.note),
        "question": row.question.code, "stored": row.value,
        "reading": reading(row.question.answer_type, row.value), "version": row.version,
        "who": str(row.answered_by), "at": row.answered_at,
    }  # fmt: skip


def given_of(kind: str, value: str, details: dict[str, Any], note: str) -> dict[str, Any]:
    """What somebody must have given for a stored answer to come out."""
    counted = kind in (AnswerType.NUMBER, AnswerType.MONEY) and value.isdecimal()
    number = int(value) if counted and int(value) else details.get("workers")
    has_figure = "limit" in details
    parts = kind == AnswerType.NUMBERS
    return {
        "value": reading(kind, value) if counted else "" if parts and details else value,
        "number": number,
        "figure": details.get("figure") if has_figure else None,
        "variant": details.get("variant", "") if has_figure else "",
        "on": (details.get("on") or None) if has_figure else None,
        "parts": dict(details) if parts else {},
        "note": note,
    }


def finding_rows(rows: Any, *, on: date) -> list[dict[str, Any]]:
    """Findings as they travel; the version is that of their history."""
    found = list(rows.select_related("provision", "answer__question"))
    keys = [row.pk for row in found]
    history = Finding.history.model.objects.filter(id__in=keys).values_list("id")
    versions = dict(history.annotate(last=Max("history_id")))
    titles = violation_titles({row.violation_code for row in found}, on=on)
    return [finding_row(row, versions.get(row.pk, 0), titles) for row in found]


def finding_row(row: Finding, version: int, titles: dict[str, str]) -> dict[str, Any]:
    """One finding."""
    return {
        "id": row.pk, "key": str(row.submission) if row.submission else None,
        "question": row.answer.question.code if row.answer else None, "state": row.state,
        "code": row.violation_code, "title": titles.get(row.violation_code, ""),
        **{name: getattr(row, name) for name in FINDING_FIELDS},
        "missing": findings.problems_of(row), "version": version,
    }  # fmt: skip


def visit_row(row: Visit) -> dict[str, Any]:
    """One visit."""
    return {
        "id": row.pk, "key": str(row.submission) if row.submission else None,
        "visited_on": row.visited_on, "outcome": row.outcome,
        "outcome_words": row.get_outcome_display(), "place": row.place, "met": row.met,
        "workers_present": row.workers_present, "note": row.note,
    }  # fmt: skip
