"""Every shipped indicator computed once more, slowly, row by row, from the records alone."""

from collections import defaultdict
from datetime import timedelta
from fractions import Fraction
from math import ceil

from accounts.models import Province, User
from campaigns.models import Target
from ecms.audit.models import AuditEvent
from ecms.notifications.models import DueItem
from enterprises.models import Enterprise
from inspections.models import Finding, Inspection, Visit
from intake.models import Accident, Complaint, Victim
from tests.analytics.recount import local, size
from violations.models import Act, Payment, RemedyOrder, ViolationCase


def share(part, whole):
    return Fraction(100 * part, whole) if whole else None


def quantile(values, part):
    values = sorted(values)
    return Fraction(values[max(ceil(len(values) * part), 1) - 1]) if values else None


def days(pairs):
    return [max((end - start).days, 0) for start, end in pairs]


class Slow:
    """The records of some provinces; ``inside(day)`` tells whether a day is in the period."""

    def __init__(self, period, provinces, today):
        self.period, self.today = period, today
        self.line = {p.pk: p.successor_id or p.pk for p in Province.objects.all()}
        self.provinces = provinces

    def here(self, province_id):
        return self.line.get(province_id) in self.provinces

    def inside(self, day):
        return day is not None and self.period.start <= day <= self.period.end

    # --- Records --------------------------------------------------------------------------
    def inspections(self):
        return [row for row in Inspection.objects.all() if self.here(row.province_id)]

    def cases(self):
        return [row for row in ViolationCase.objects.all() if self.here(row.province_id)]

    def decided(self):
        return [row for row in self.cases() if self.inside(row.decided_on)]

    def visits(self):
        return [v for v in Visit.objects.select_related("inspection__enterprise__sector")
                if v.outcome == "DONE" and self.inside(v.visited_on)
                and self.here(v.inspection.province_id)]  # fmt: skip

    def findings(self):
        return [f for f in Finding.objects.select_related("inspection")
                if f.state == "CONFIRMED" and self.inside(f.discovered_on)
                and self.here(f.inspection.province_id)]  # fmt: skip

    def remedies(self):
        return [r for r in RemedyOrder.objects.select_related("case")
                if self.here(r.case.province_id)]  # fmt: skip

    def accepted(self):
        return [r for r in self.remedies()
                if r.state == "ACCEPTED" and self.inside(local(r.accepted_at))]  # fmt: skip

    def firms(self):
        return [e for e in Enterprise.objects.select_related("sector")
                if e.merged_into_id is None and e.status == "ACTIVE"
                and self.here(e.province_id)]  # fmt: skip

    def complaints(self):
        return [c for c in Complaint.objects.all() if self.here(c.province_id)]

    def settled(self):
        return [c for c in self.complaints() if self.inside(c.decided_on)]

    def accidents(self):
        return [a for a in Accident.objects.all() if a.state != "DISMISSED" and a.finding != "NOT"
                and self.inside(a.occurred_on) and self.here(a.province_id)]  # fmt: skip

    # --- Parts ----------------------------------------------------------------------------
    def again(self, within):
        everything = [f for f in Finding.objects.select_related("inspection")
                      if f.state == "CONFIRMED"]  # fmt: skip
        return sum(
            any(
                e.inspection.enterprise_id == f.inspection.enterprise_id
                and e.violation_code == f.violation_code
                and e.inspection_id != f.inspection_id
                and f.discovered_on - within <= e.discovered_on < f.discovered_on
                for e in everything
            )
            for f in self.findings()
        )

    def kept(self, rows, due, done):
        """How many terms were met, of those that count."""
        met = judged = 0
        for row in rows:
            end = done(row)
            if end is None and due(row) >= self.today:
                continue
            judged += 1
            met += end is not None and end <= due(row)
        return share(met, judged)

    def terms(self, kind=None):
        rows = [d for d in DueItem.objects.all() if d.outcome != "cancelled"
                and self.here(d.province_id) and self.inside(d.due_on)
                and kind in (None, d.kind)]  # fmt: skip
        return self.kept(rows, lambda d: d.due_on, lambda d: local(d.closed_at))

    def remedies_kept(self):
        rows = [r for r in self.remedies() if r.due_on and self.inside(r.due_on)]

        def done(order):
            if order.state != "ACCEPTED":
                return None
            return local(order.submitted_at or order.accepted_at)

        return self.kept(rows, lambda r: r.due_on, done)

    def drawn(self):
        clean = found = 0
        for target in Target.objects.filter(inspection__isnull=False).select_related("inspection"):
            case = target.inspection
            if (
                target.how == "RANDOM"
                and self.inside(case.minutes_signed_on)
                and self.here(case.province_id)
            ):
                bad = Finding.objects.filter(inspection=case, state="CONFIRMED").exists()
                found, clean = found + bad, clean + (not bad)
        return share(clean, clean + found)

    def covered(self, wanted):
        """Enterprises visited, each once in a province, of those at work."""
        seen = {(self.line[v.inspection.province_id], v.inspection.enterprise_id)
                for v in self.visits() if wanted(v.inspection.enterprise)}  # fmt: skip
        return share(len(seen), sum(wanted(firm) for firm in self.firms()))

    def people(self, module=""):
        seen = {
            (self.line.get(e.actor.agency.province_id), e.actor_id)
            for e in AuditEvent.objects.filter(actor__agency__isnull=False).select_related(
                "actor__agency"
            )
            if self.inside(local(e.at)) and self.here(e.actor.agency.province_id)
            and (not module or e.event.split(".")[0] == module)
        }  # fmt: skip
        users = User.objects.filter(is_active=True, agency__isnull=False).select_related("agency")
        return share(len(seen), sum(self.here(u.agency.province_id) for u in users))

    def workers(self):
        return sum(firm.workers or 0 for firm in self.firms())

    def per(self, number, unit):
        return Fraction(unit * number, self.workers()) if self.workers() else None


def letter(firm):
    sector = firm.sector
    if sector is None:
        return ""
    if sector.level == 1 and sector.scheme == "VSIC2025":
        return sector.code
    return next((sign for sign in sector.section_2025 or "" if sign.isalpha()), "")


def fresh(firm, today):
    if firm.workforce_on is None:
        return False
    return firm.workforce_due_on is None or firm.workforce_due_on >= today


def spread(rows, start, end, inside, part=Fraction(1, 2)):
    pairs = [(start(row), end(row)) for row in rows]
    return quantile(days((a, b) for a, b in pairs if a and b and inside(b)), part)


def right(outcome):
    return outcome in ("UPHELD", "PARTLY", "SUBSTANTIATED", "PARTLY_TRUE")


def expected(period, provinces, today):
    """{code of an indicator: exact value or None}."""
    s = Slow(period, provinces, today)
    found, settled, accidents, decided = s.findings(), s.settled(), s.accidents(), s.decided()
    judged = [c for c in settled if c.outcome not in ("", "ANSWERED")]
    acts = [a for a in Act.objects.select_related("case")
            if s.inside(a.case.decided_on) and s.here(a.case.province_id)]  # fmt: skip
    victims = [v for v in Victim.objects.select_related("accident") if v.accident in accidents]
    dead = sum(a.victims_dead for a in accidents)
    hurt = dead + sum(a.victims_serious + a.victims_light for a in accidents)
    current = sum(c.fine_current or 0 for c in decided)
    firms = s.firms()
    counted = defaultdict(lambda: None)
    counted |= {
        "amount_restored": sum(r.amount_restored or 0 for r in s.accepted()),
        "workers_helped": sum(r.workers_helped or 0 for r in s.accepted()),
        "workers_concerned": sum(f.workers or 0 for f in found),
        "remedies_in_time": s.remedies_kept(),
        "repeat_12": share(s.again(timedelta(days=365)), len(found)),
        "repeat_24": share(s.again(timedelta(days=730)), len(found)),
        "random_compliance": s.drawn(),
        "findings_per_visit": Fraction(len(found), len(s.visits())) if s.visits() else None,
        "sanction_share": share(len(acts), len(found)),
        "terms_kept": s.terms(),
        "decision_in_time": s.terms("violation.decision"),
        "conclusion_in_time": s.terms("inspection.conclude"),
        "complaints_in_time": share(
            sum(c.settle_due_on is None or c.decided_on <= c.settle_due_on for c in settled),
            len(settled),
        ),
        "days_to_announce": spread(
            s.inspections(), lambda i: i.decided_on, lambda i: i.announced_on, s.inside
        ),
        "days_to_minutes": spread(
            s.inspections(), lambda i: i.announced_on, lambda i: i.minutes_signed_on, s.inside
        ),
        "days_of_inspection": spread(
            s.inspections(), lambda i: local(i.proposed_at), lambda i: local(i.closed_at), s.inside
        ),
        "days_to_decision": spread(
            s.cases(), lambda c: c.minutes_on, lambda c: c.decided_on, s.inside
        ),
        "days_to_serve": spread(
            s.cases(), lambda c: c.decided_on, lambda c: c.served_on, s.inside
        ),
        "days_of_case_p90": spread(
            s.cases(), lambda c: local(c.opened_at), lambda c: local(c.closed_at), s.inside,
            Fraction(9, 10),
        ),
        "fines_decided": sum(c.fine_decided or 0 for c in decided),
        "fines_current": current,
        "fines_paid": sum(
            p.amount for p in Payment.objects.select_related("case")
            if p.cancelled_at is None and s.inside(p.paid_on) and s.here(p.case.province_id)
        ),
        "collection": share(sum(c.paid_total for c in decided), current),
        "planned": sum(i.ground == "PLAN" and s.inside(i.planned_on) for i in s.inspections()),
        "opened": sum(s.inside(local(i.proposed_at)) for i in s.inspections()),
        "closed": sum(s.inside(local(i.closed_at)) for i in s.inspections()),
        "coverage": s.covered(lambda firm: True),
        "coverage_large": s.covered(lambda firm: size(firm.workers) in ("LARGE", "GIANT")),
        "coverage_manufacturing": s.covered(lambda firm: letter(firm) == "C"),
        "coverage_construction": s.covered(lambda firm: letter(firm) == "F"),
        "sanctions": len(decided),
        "complaints_received": sum(s.inside(c.received_on) for c in s.complaints()),
        "complaints_upheld": share(sum(right(c.outcome) for c in judged), len(judged)),
        "days_to_settle": spread(
            s.complaints(), lambda c: c.accepted_on, lambda c: c.decided_on, s.inside
        ),
        "accidents": len(accidents),
        "accident_frequency": s.per(hurt, 1000),
        "accident_fatality": s.per(dead, 100_000),
        "accident_severity": Fraction(sum(v.days_lost or 0 for v in victims), len(accidents))
        if accidents else None,
        "workforce_fresh": share(sum(fresh(firm, today) for firm in firms), len(firms)),
        "adoption": s.people(),
        "adoption_inspections": s.people("inspection"),
        "adoption_violations": s.people("violation"),
    }  # fmt: skip
    return counted
