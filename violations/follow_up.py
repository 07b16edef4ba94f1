"""Lists of what must be followed up: payments, measures, the end of the year, signatures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from ecms.core.calendar import add_months
from violations.enforcement_states import EnforcementState, PublicationState
from violations.execution_limit import limit_on
from violations.guards import surcharge_owed
from violations.models import Evasion, Payment, RemedyOrder, ReminderLetter, ViolationCase
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
    payments = Payment.objects.counted().filter(case=OuterRef("pk"))
    paid_late = Exists(payments.filter(paid_on__gt=OuterRef("execution_due_on")))
    moved = Q(rulings__state=RulingState.ISSUED) | Q(stays__isnull=False)
    paid = late.filter(paid_late | moved, paid_total__gte=F("fine_current"), paid_total__gt=0)
    paid = ViolationCase.objects.filter(pk__in=paid.values("pk"))
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
        "reminded": case.reminded_on,  # type: ignore[attr-defined]
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


SHOWN = {
    "payment": ("payments", "stays", "rulings__instalments"),
    "remedy": ("remedies",),
    "lapse9": ("evasions",),
    "lapse11": ("evasions",),
    "sign": ("rulings", "enforcements", "publications", "stays"),
}


def with_what_lines_show(rows: Any, tab: str) -> Any:
    """Reads what :func:`lines` shows with the rows."""
    letters = ReminderLetter.objects.filter(case=OuterRef("pk")).order_by("-written_on")
    return rows.select_related(
        "enterprise", "province", "agency", "officer", "opened_by", "inspection__unit",
        "signatory__user",
    ).prefetch_related(*SHOWN[tab]).annotate(
        reminded_on=Subquery(letters.values("written_on")[:1])
    )  # fmt: skip


@dataclass(frozen=True)
class Shares:
    """How many cases of a list each person looks after and each unit has, the most first."""

    people: list[tuple[User, int]]
    units: list[tuple[Unit, int]]


def shares(rows: Any) -> Shares:
    """Who has how many of ``rows``, in one statement."""
    counted = rows.order_by().values(
        "officer", "officer__full_name", "officer__username", "opened_by",
        "opened_by__full_name", "opened_by__username", "inspection__unit",
        "inspection__unit__name_vi", "inspection__unit__name_en", "province__name_vi",
        "province__name_en",
    ).annotate(n=Count("pk"))  # fmt: skip
    several = len({row["province__name_vi"] for row in counted}) > 1
    people: Counter[User] = Counter()
    units: Counter[Unit] = Counter()
    for row in counted:
        name = "officer" if row["officer"] else "opened_by"
        names = {key: row[f"{name}__{key}"] for key in ("full_name", "username")}
        people[User(pk=row[name], **names)] += row["n"]
        if row["inspection__unit"]:
            units[_unit(row, several)] += row["n"]
    return Shares(people.most_common(), units.most_common())


def _unit(row: Mapping[str, Any], several: bool) -> Unit:
    """The unit of a counted row; units of ``several`` provinces are named alike, so their place
    is told."""
    names = {
        key: f"{row[f'inspection__unit__{key}']} – {row[f'province__{key}']}"
        if several else row[f"inspection__unit__{key}"]
        for key in ("name_vi", "name_en")
    }  # fmt: skip
    return Unit(pk=row["inspection__unit"], **names)
