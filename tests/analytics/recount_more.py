"""What no indicator asks for, counted once more row by row: flaws, claims of workers, submissions.

One entry for each measure: {measure: rows of (province, day or None, key, amount)}.
"""

from collections import defaultdict
from datetime import timedelta

from accounts.models import Province
from enterprises.models import Duplicate, Enterprise
from inspections.models import Finding, Inspection, Visit
from intake.models import Accident, Complaint
from tests.analytics.recount import local, month
from violations.models import Recovery, ViolationCase, WorkerClaim

SETTLED = {"CLOSED", "RETURNED", "WITHDRAWN"}


def unit(thing):
    return thing.unit.code if thing is not None and thing.unit_id else ""


def _register(today):
    firms = [e for e in Enterprise.objects.all()
             if e.status == "ACTIVE" and e.merged_into_id is None]  # fmt: skip
    flaws = {
        "dq_no_workers": lambda e: e.workers is None,
        "dq_no_sector": lambda e: e.sector_id is None,
        "dq_no_ward": lambda e: e.ward_id is None,
        "dq_workforce_late": lambda e: e.workforce_due_on and e.workforce_due_on < today,
        "dq_workers_odd": lambda e: (
            e.workers is not None and (e.workers == 0 or e.workers > 100_000)
        ),
    }
    for measure, wrong in flaws.items():
        yield measure, [(e.province_id, None, "", 0) for e in firms if wrong(e)]
    yield (
        "dq_duplicates",
        [
            (pair.first.province_id, None, "", 0)
            for pair in Duplicate.objects.all()
            if pair.state == "OPEN"
            and not pair.first.merged_into_id
            and not pair.second.merged_into_id
        ],
    )


def _inspections(today):
    def visited(case):
        return any(v.outcome == "DONE" for v in Visit.objects.filter(inspection=case))

    cases = [(case, unit(case)) for case in Inspection.objects.all()]
    there = [(case, key) for case, key in cases if case.mode == "DIRECT" and not visited(case)]
    yield "dq_inspection_silent", [
        (case.province_id, None, key, 0) for case, key in there
        if case.phase == "RUNNING" and case.announced_on
        and (today - case.announced_on).days > 45
    ]  # fmt: skip
    yield (
        "dq_no_visit",
        [(case.province_id, None, key, 0) for case, key in there if case.phase == "CLOSED"],
    )
    yield "dq_inspection_dates", [
        (case.province_id, None, key, 0) for case, key in cases
        if case.announced_on and (
            (case.decided_on and case.announced_on < case.decided_on)
            or (case.minutes_signed_on and case.minutes_signed_on < case.announced_on)
        )
    ]  # fmt: skip
    yield "dq_finding_workers", [
        (f.inspection.province_id, None, unit(f.inspection), 0)
        for f in Finding.objects.all() if f.state == "CONFIRMED" and f.workers is None
    ]  # fmt: skip


def _cases(today):
    cases = [(case, unit(case.officer)) for case in ViolationCase.objects.all()]
    flaws = {
        "dq_not_served": lambda c: c.state == "DECIDED" and c.served_on is None
        and (today - c.decided_on).days > 5,
        "dq_case_dates": lambda c: c.decided_on and c.minutes_on and c.decided_on < c.minutes_on,
        "dq_overpaid": lambda c: c.fine_current is not None and c.paid_total > c.fine_current,
    }  # fmt: skip
    for measure, wrong in flaws.items():
        yield measure, [(c.province_id, None, key, 0) for c, key in cases if wrong(c)]


def _intake(today):
    complaints, accidents = list(Complaint.objects.all()), list(Accident.objects.all())
    accidents = [a for a in accidents if a.state != "DISMISSED" and a.finding != "NOT"]
    yield "complaints_state", [(c.province_id, None, c.state, 0) for c in complaints]
    yield "complaints_returned", [
        (c.province_id, local(c.returned_at), c.return_kind, 0)
        for c in complaints if c.returned_at
    ]  # fmt: skip
    yield "dq_complaint_handler", [
        (c.province_id, None, "", 0) for c in complaints
        if c.state not in SETTLED and c.accepted_on and not c.handler_id
    ]  # fmt: skip
    yield "dq_accident_victims", [
        (a.province_id, None, "", 0) for a in accidents
        if a.victims_dead == a.victims_serious == a.victims_light == 0
    ]  # fmt: skip
    yield "dq_accident_notice", [
        (a.province_id, None, "", 0) for a in accidents
        if a.notice_on and a.notice_on - a.occurred_on > timedelta(days=30)
    ]  # fmt: skip


def _workers(today):
    claims = list(WorkerClaim.objects.all())
    yield "claims_owed", [
        (c.case.province_id, c.case.decided_on, "", c.owed)
        for c in claims if c.owed and c.case.decided_on
    ]  # fmt: skip
    yield "claims_paid", [
        (r.case.province_id, r.paid_on, "", r.amount)
        for r in Recovery.objects.all() if r.cancelled_at is None
    ]  # fmt: skip
    yield (
        "rights_restored",
        [(c.case.province_id, c.right_on, "", 0) for c in claims if c.right_on],
    )


def recount_more(today):
    """{measure: {(province, month, key): (count, amount)}}; a merged province by its successor."""
    line = {p.pk: p.successor_id or p.pk for p in Province.objects.all()}
    answer = {}
    for part in (_register, _inspections, _cases, _intake, _workers):
        for measure, rows in part(today):
            cells = defaultdict(lambda: (0, 0))
            for province, day, key, amount in rows:
                cell = (line[province], month(day) if day else None, key)
                count, total = cells[cell]
                cells[cell] = (count + 1, total + amount)
            answer[measure] = dict(cells)
    return answer
