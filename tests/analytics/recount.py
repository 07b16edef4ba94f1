"""The figures counted once more, row by row in Python, without looking at how ECMS does it."""

from collections import defaultdict
from datetime import date

from django.utils import timezone

from inspections.models import Finding, Inspection, Visit
from violations.models import Act, Payment, RemedyOrder, ViolationCase

FINISHED_INSPECTION = {"REJECTED", "WITHDRAWN", "CLOSED", "TERMINATED"}
FINISHED_CASE = {"CLOSED", "NO_SANCTION", "CANCELLED"}
DUE = {"EXECUTING", "ENFORCEMENT"}  # served, and something is owed


def local(moment):
    return timezone.localtime(moment).date() if moment else None


def month(day):
    return date(day.year, day.month, 1)


def size(workers):
    if workers is None:
        return ""
    for limit, code in ((10, "MICRO"), (100, "SMALL"), (200, "MEDIUM"), (999, "LARGE")):
        if workers <= limit:
            return code
    return "GIANT"


class Count(defaultdict):
    """{(measure, province, month, key, key2): [count, amount]}"""

    def __init__(self):
        super().__init__(lambda: [0, 0])

    def add(self, measure, province, day, key="", key2="", amount=0):
        cell = self[measure, province, month(day) if day else None, key, key2]
        cell[0] += 1
        cell[1] += amount

    def flow(self, measure, province, day, *rest, **more):
        if day:
            self.add(measure, province, day, *rest, **more)


def recount(today):
    counts = Count()
    for row in Inspection.objects.select_related("enterprise__sector"):
        _inspection(counts, row, today)
    for row in ViolationCase.objects.select_related("enterprise__sector", "enterprise__ward"):
        _case(counts, row, today)
    for visit in Visit.objects.select_related("inspection"):
        counts.add("visits", visit.inspection.province_id, visit.visited_on, visit.outcome)
    for row in Finding.objects.select_related("inspection", "provision__topic"):
        _finding(counts, row)
    _execution(counts)
    return {key: tuple(cell) for key, cell in counts.items()}


def _inspection(counts, row, today):
    place, firm = row.province_id, row.enterprise
    key = (firm.sector.section if firm.sector else "", size(firm.workers))
    counts.add("inspections_state", place, None, row.state)
    if row.state not in FINISHED_INSPECTION:
        counts.add("inspections_open", place, None)
    if row.state == "IN_PROGRESS" and row.ends_on < today:
        counts.add("inspections_overdue", place, None)
    counts.flow("inspections_opened", place, local(row.proposed_at), *key)
    counts.flow("inspections_decided", place, row.decided_on, *key)
    counts.flow("inspections_closed", place, local(row.closed_at), *key)
    if row.announced_on and row.minutes_signed_on:
        days = max((row.minutes_signed_on - row.announced_on).days, 0)
        counts.add("days_to_minutes", place, row.minutes_signed_on, f"{days:05}")


def _case(counts, row, today):
    place, firm = row.province_id, row.enterprise
    key = (firm.sector.section if firm.sector else "", size(firm.workers))
    counts.add("cases_state", place, None, row.state)
    if row.state not in FINISHED_CASE:
        counts.add("cases_open", place, None)
    undecided = row.state in ("MINUTES", "SUBMITTED", "TRANSFERRED")
    late = undecided and row.decision_due_on and row.decision_due_on < today
    if late or (row.state in DUE and row.execution_due_on < today):
        counts.add("cases_overdue", place, None)
    if row.state in ("DECIDED", *DUE) and row.paid_total < row.fine_current:
        counts.add("fines_outstanding", place, None, amount=row.fine_current - row.paid_total)
    counts.flow("cases_opened", place, local(row.opened_at), *key)
    counts.flow("cases_by_ward", place, local(row.opened_at), firm.ward.code if firm.ward else "")
    counts.flow("cases_decided", place, row.decided_on, *key)
    counts.flow("fines_decided", place, row.decided_on, *key, amount=row.fine_decided or 0)
    counts.flow("cases_closed", place, local(row.closed_at), *key)
    if row.minutes_on and row.decided_on:
        days = max((row.decided_on - row.minutes_on).days, 0)
        counts.add("days_to_decision", place, row.decided_on, f"{days:05}")


def _finding(counts, row):
    if row.state != "CONFIRMED":
        return
    place, topic = row.inspection.province_id, row.provision.topic.code if row.provision else ""
    counts.add("findings", place, row.discovered_on, topic, row.violation_code)
    counts.add("workers_concerned", place, row.discovered_on, topic, amount=row.workers or 0)


def _execution(counts):
    for act in Act.objects.select_related("case", "provision__topic"):
        counts.flow("acts_decided", act.case.province_id, act.case.decided_on,
                    act.provision.topic.code, act.provision.code, amount=act.fine or 0)  # fmt: skip
    for payment in Payment.objects.select_related("case"):
        counts.add("fines_paid", payment.case.province_id, payment.paid_on, amount=payment.amount)
    for order in RemedyOrder.objects.select_related("case", "remedy"):
        place, code = order.case.province_id, order.remedy.code
        day = order.case.decided_on or local(order.case.closed_at)
        counts.flow("remedies_ordered", place, day, code)
        if order.state == "ACCEPTED":
            done = local(order.accepted_at)
            counts.add("remedies_accepted", place, done, code)
            counts.add("workers_helped", place, done, amount=order.workers_helped or 0)
            counts.add("amount_restored", place, done, amount=order.amount_restored or 0)


def visited(start, end, provinces):
    """Enterprises visited between two days, each once in a province."""
    return len(
        {
            (v.inspection.province_id, v.inspection.enterprise_id)
            for v in Visit.objects.select_related("inspection")
            if v.outcome == "DONE"
            and start <= v.visited_on <= end
            and v.inspection.province_id in provinces
        }
    )
