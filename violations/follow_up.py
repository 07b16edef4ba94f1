"""Lists of what must be followed up: payments, measures, the end of the year, signatures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from ecms.core.calendar import add_months
from violations.enforcement_states import EnforcementState, PublicationState
from violations.execution_limit import limit_on
from violations.guards import surcharge_owed
from violations.models import Evasion, RemedyOrder, ViolationCase
from violations.presenters import next_deadline, state_kind
from violations.querysets import ViolationCaseQuerySet
from violations.schedules import rates_of, share_rates
from violations.states import DUE_STATES, CaseState, RemedyState, RulingState
from violations.workflow_after import IN_EXECUTION, WITH_REMEDIES
from violations.worksheets import share_law

SOON = 14  # days in which a measure counts as due
TABS = (
    ("payment", _("Overdue payments")),
    ("remedy", _("Remedial measures due")),
    ("lapse9", _("Lapsing: 9+ months")),
    ("lapse11", _("Lapsing: 11+ months")),
    ("sign", _("Waiting for signature")),
)
MONTHS = {"lapse9": 9, "lapse11": 11}
HOLDER = Coalesce("officer", "opened_by")
TO_DECIDE = (CaseState.SUBMITTED, CaseState.TRANSFERRED)
PROPOSALS = (
    ("rulings", RulingState.PROPOSED),
    ("enforcements", EnforcementState.PROPOSED),
    ("publications", PublicationState.PROPOSED),
)


def rows_of(tab: str, rows: ViolationCaseQuerySet, on: date) -> Any:
    """The cases of one list, the most urgent first."""
    if tab == "remedy":
        measures = RemedyOrder.objects.exclude(state=RemedyState.ACCEPTED).filter(
            due_on__lte=on + timedelta(days=SOON)
        )
        found = rows.running().filter(state__in=WITH_REMEDIES, pk__in=measures.values("case"))
        return found.order_by("execution_due_on", "pk")
    if tab == "sign":
        return _to_sign(rows).order_by("decision_due_on", "pk")
    if tab in MONTHS:
        return lapsing(rows, on, MONTHS[tab]).order_by("counts_from", "pk")
    late = rows.running().filter(state__in=DUE_STATES, execution_due_on__lt=on)
    owing = Q(paid_total__lt=F("fine_current")) | Q(pk__in=_owing_surcharge(late, on))
    return late.filter(owing).order_by("execution_due_on", "pk")


def _owing_surcharge(late: Any, on: date) -> list[int]:
    """Cases whose fine is paid in full, too late, and whose surcharge is still open (art. 78)."""
    paid = late.filter(paid_total__gte=F("fine_current"), paid_total__gt=0)
    found: list[int] = []
    before = None
    for case in paid.prefetch_related("payments", "stays", "rulings__instalments"):
        if before is not None:
            share_rates(case, rates_of(before))
        if surcharge_owed(case, on):
            found.append(case.pk)
        before = case
    return found


def _to_sign(rows: Any) -> Any:
    waiting = Q(state__in=TO_DECIDE)
    for name, state in PROPOSALS:
        model = ViolationCase._meta.get_field(name).related_model
        waiting |= Q(pk__in=model.objects.filter(state=state).values("case"))  # type: ignore[union-attr]
    return rows.filter(waiting)


def lapsing(rows: Any, on: date, months: int) -> Any:
    """Fines owed whose year has run for ``months`` or more and does not stand still (art. 74)."""
    ended = Evasion.objects.filter(case=OuterRef("pk"), ended_on__isnull=False)
    last = Subquery(ended.order_by("-ended_on").values("ended_on")[:1])
    return (
        rows.filter(state__in=IN_EXECUTION, paid_total__lt=F("fine_current"))
        .exclude(pk__in=Evasion.objects.filter(ended_on=None).values("case"))
        .annotate(counts_from=Coalesce(last, F("decided_on")))
        .filter(counts_from__lte=_begun_by(on, months))
    )


def _begun_by(on: date, months: int) -> date:
    """The last day from which ``months`` months are over on ``on``."""
    day = on - timedelta(days=31 * months)
    while add_months(day + timedelta(days=1), months) <= on:
        day += timedelta(days=1)
    return day


def lines(page: Iterable[ViolationCase], tab: str, on: date) -> list[dict[str, Any]]:
    """Rows of a list; statements of SQL do not grow with the rows."""
    found, before = [], None
    for case in page:
        found.append(line(case, tab, on, before))
        before = case
    return found


def line(case: ViolationCase, tab: str, on: date, before: ViolationCase | None) -> dict[str, Any]:
    """One row: who looks after it, what is owed, which day counts. Law and rates that were
    looked up for the row ``before`` are not looked up again."""
    if before is not None and (law := before.__dict__.get("_law")):
        share_law(case, law)
    if before is not None and tab == "payment":
        share_rates(case, rates_of(before))
    due_on = _day(case, tab)
    return {
        "case": case, "kind": state_kind(case.state), "due_on": due_on,
        "holder": case.officer or case.opened_by,
        "surcharge": surcharge_owed(case, on) if tab == "payment" else 0,
        "to_sign": to_sign(case) if tab == "sign" else [],
        "late": (on - due_on).days if due_on and due_on < on else 0,
        "reminded": max((r.written_on for r in case.reminders.all()), default=None),
    }  # fmt: skip


def to_sign(case: ViolationCase) -> list[tuple[Any, str]]:
    """What waits for a signature, and whose where the file names the person."""
    found: list[tuple[Any, str]] = []
    if case.state in TO_DECIDE:
        signatory = case.signatory.user if case.signatory else None
        found.append((_("Sanction decision"), str(signatory) if signatory else ""))
    for name, state in PROPOSALS:
        for row in getattr(case, name).all():
            if row.state == state:
                what = _("Publication") if name == "publications" else row.get_kind_display()
                found.append((what, ""))
    return found


def _day(case: ViolationCase, tab: str) -> date | None:
    if tab in MONTHS:
        return limit_on(case)
    if tab == "remedy":
        days = [row.due_on for row in case.remedies.all()
                if row.due_on and row.state != RemedyState.ACCEPTED]  # fmt: skip
        return min(days, default=None)
    if tab == "payment":
        return case.execution_due_on
    return next_deadline(case)[1]


def with_what_lines_show(rows: Any) -> Any:
    """Reads what :func:`lines` shows with the rows."""
    return rows.select_related(
        "enterprise", "province", "agency", "officer", "opened_by", "inspection__unit",
        "signatory__user",
    ).prefetch_related(
        "evasions", "remedies", "reminders", "stays", "payments", "rulings__instalments",
        "enforcements", "publications",
    )  # fmt: skip


def by_person(rows: Any) -> list[dict[str, Any]]:
    """How many cases of a list each person looks after, the most first."""
    counted = (
        rows.order_by()
        .annotate(holder=HOLDER)
        .values("holder")
        .annotate(n=Count("pk", distinct=True))
        .order_by("-n", "holder")
    )
    people = User.objects.in_bulk([row["holder"] for row in counted])
    return [{"person": people.get(row["holder"]), "n": row["n"]} for row in counted]


def by_unit(rows: Any) -> list[dict[str, Any]]:
    """How many cases of a list each unit has, the most first; none for those without a unit."""
    counted = (
        rows.order_by()
        .filter(inspection__unit__isnull=False)
        .values("inspection__unit")
        .annotate(n=Count("pk", distinct=True))
        .order_by("-n", "inspection__unit")
    )
    units = Unit.objects.in_bulk([row["inspection__unit"] for row in counted])
    return [{"unit": units[row["inspection__unit"]], "n": row["n"]} for row in counted]
