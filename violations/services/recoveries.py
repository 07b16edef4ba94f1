"""What each worker received, with its proof; taken back it stays in sight and counts no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core import clock
from ecms.core.formatting import vnd
from ecms.core.text import fold
from ecms.documents import files
from violations import claim_rules as rules
from violations import claims as sums
from violations.models import Act, Recovery, ViolationCase, WorkerClaim
from violations.services import claims
from violations.services.refusal import Refusal, allowed, locked


def record(
    claim: WorkerClaim, amount: int, *, paid_on: date, reference: str, upload: Any = None,
    submission: UUID, by: Any, at: datetime,
) -> Recovery:  # fmt: skip
    """Record a sum that one worker received; the same form sent twice is one sum.

    Raises:
        Refusal: not possible now, no right, no proof, a day that cannot be, more than is owed.
        UploadRefused: a file that is not taken.
    """
    with transaction.atomic():
        case = _entered(claim.case, by)
        if there := Recovery.objects.filter(claim=claim, submission=submission).first():
            return there
        _demand_proof(paid_on, reference, at)
        rest = sums.balance_of(claim, paid_on).rest
        if not 0 < amount <= rest:
            words = _("More than is owed: only %(rest)s are open on that day.")
            raise Refusal(words % {"rest": vnd(rest)}, "amount")
        file = _kept(case, upload, reference, by, at)
        [row] = _written([(claim, amount)], paid_on, reference, file, submission, by, at)
        _logged(case, [row], by=by, at=at)
    return row


def settle(
    act: Act, *, paid_on: date, reference: str, upload: Any = None, submission: UUID, by: Any,
    at: datetime,
) -> list[Recovery]:  # fmt: skip
    """Record that every worker of an act received the whole rest, interest until that day too.

    Raises:
        Refusal: not possible now, no right, no proof, a day that cannot be, or nothing is owed.
        UploadRefused: a file that is not taken.
    """
    with transaction.atomic():
        case = _entered(act.case, by)
        if there := list(Recovery.objects.filter(claim__act=act, submission=submission)):
            return there
        _demand_proof(paid_on, reference, at)
        open_ = [
            (row.claim, row.balance.rest)
            for row in sums.rows_of(act, paid_on) if row.balance.rest
        ]  # fmt: skip
        if not open_:
            raise Refusal(_("Nothing is owed to a worker of this act on that day."), "paid_on")
        file = _kept(case, upload, reference, by, at)
        rows = _written(open_, paid_on, reference, file, submission, by, at)
        _logged(case, rows, by=by, at=at)
    return rows


def load(
    act: Act, upload: Any, *, reference: str, proof: Any = None, submission: UUID, by: Any,
    at: datetime,
) -> list[Recovery]:  # fmt: skip
    """Take the sums received of a spreadsheet: each worker, amount, day; all rows or none.

    ``reference`` and the file ``proof`` prove what a row does not prove itself. The list is read
    and not kept: it may hold identity numbers in clear.

    Raises:
        claims.ListRefused: rows that cannot be taken; then nothing is.
        Refusal: no table, not possible now, or no right.
        UploadRefused: a proof that is not taken.
    """
    told, problems = rules.read_list(claims.read_rows(upload), paid=True)
    with transaction.atomic():
        case = _entered(act.case, by)
        sent = [_one_of(submission, item.row) for item in told]
        if there := list(Recovery.objects.filter(claim__act=act, submission__in=sent)):
            return there
        if not reference.strip():
            raise Refusal(_("Say what proves it."), "reference")
        matched = _matched(act, told, problems, clock.legal_date(at))
        if problems:
            raise claims.ListRefused(problems)
        file = _kept(case, proof, reference, by, at)
        rows = [
            _row(claim, item.amount, item.on, item.reference or reference, file,
                 _one_of(submission, item.row), by, at)
            for item, claim in matched
            if item.on is not None
        ]  # fmt: skip
        Recovery.objects.bulk_create(rows)
        _logged(case, rows, by=by, at=at)
    return rows


def _one_of(submission: UUID, row: int) -> UUID:
    """One key for each row of a list, so that a worker may stand in it several times."""
    return uuid5(submission, str(row))


def _matched(
    act: Act, told: Sequence[rules.Told], problems: list[rules.Problem], today: date
) -> list[tuple[rules.Told, WorkerClaim]]:
    book = _Book(act, today)
    found: list[tuple[rules.Told, WorkerClaim]] = []
    taken: dict[int, int] = {}
    for item in told:
        claim = book.find(item, problems)
        if claim is None or not _is_whole(item, problems, today):
            continue
        rest = book.rest(claim, item.on) - taken.get(claim.pk, 0)
        if item.amount > rest:
            problems.append(rules.Problem(item.row, "over", vnd(max(rest, 0))))
        taken[claim.pk] = taken.get(claim.pk, 0) + item.amount
        found.append((item, claim))
    return found


def _is_whole(item: rules.Told, problems: list[rules.Problem], today: date) -> bool:
    if not item.amount:
        problems.append(rules.Problem(item.row, "no_amount"))
    if item.on is None:
        problems.append(rules.Problem(item.row, "no_day"))
    elif item.on > today:
        problems.append(rules.Problem(item.row, "future", f"{item.on:%d/%m/%Y}"))
    return bool(item.amount) and item.on is not None and item.on <= today


class _Book:
    """The workers of an act, found as a list names them."""

    def __init__(self, act: Act, today: date) -> None:
        self.today = today
        self.rows = {row.claim.pk: row for row in sums.rows_of(act, today)}
        self.persons: dict[bytes, WorkerClaim] = {}
        self.codes: dict[str, list[WorkerClaim]] = {}
        self.names: dict[str, list[WorkerClaim]] = {}
        for row in self.rows.values():
            self.persons[bytes(row.claim.person)] = row.claim
            self.codes.setdefault(row.claim.staff_code.casefold(), []).append(row.claim)
            self.names.setdefault(row.claim.folded, []).append(row.claim)

    def find(self, item: rules.Told, problems: list[rules.Problem]) -> WorkerClaim | None:
        """The one worker that a row means, else None with the reason in ``problems``."""
        if item.identity:
            key = claims.identity_key(item.identity, on=self.today)
            if key is not None and key in self.persons:
                return self.persons[key]
        by_code = self.codes.get(item.staff_code.casefold(), []) if item.staff_code else []
        found = by_code or self.names.get(fold(item.name), [])
        if len(found) == 1:
            return found[0]
        code = "several" if found else "unknown"
        problems.append(rules.Problem(item.row, code, item.name or item.staff_code))
        return None

    def rest(self, claim: WorkerClaim, on: date | None) -> int:
        """What is open for a worker on a day."""
        return self.rows[claim.pk].on(on or self.today).rest


def cancel(recovery: Recovery, *, reason: str, by: Any, at: datetime) -> Recovery:
    """Take a sum back that was recorded in error. Raises Refusal: no reason, not possible now."""
    if not (reason := reason.strip()):
        raise Refusal(_("Give the reason."), "reason")
    with transaction.atomic():
        case = _entered(recovery.case, by)
        row = Recovery.objects.select_for_update(of=("self",)).get(pk=recovery.pk)
        if row.cancelled_at is None:
            row.cancelled_at, row.cancelled_by, row.cancel_reason = at, by, reason
            row.save()
            data = {"recovery": row.pk, "amount": row.amount, "reason": reason}
            log("violation.cancel_recovery", case, by=by, at=at, data=data)
    return row


def restore(
    act: Act, claim: WorkerClaim | None, *, on: date, note: str, by: Any, at: datetime
) -> int:
    """Record that a right other than money was restored (a contract, a book, a job): to one
    worker, or to every one of the act who waits for it. The number of workers.

    Raises:
        Refusal: not possible now, no right, no proof, or a day that lies in the future.
    """
    with transaction.atomic():
        case = _entered(act.case, by)
        _demand_proof(on, note, at, names=("on", "note"))
        rows = act.claims.filter(right_on__isnull=True)
        if claim is not None:
            rows = rows.filter(pk=claim.pk)
        n = rows.update(right_on=on, right_note=note.strip()[:300])
        if n:
            log("violation.restore_right", case, by=by, at=at, data={"act": act.pk, "workers": n})
    return n


def _entered(case: ViolationCase, by: Any) -> ViolationCase:
    fresh = locked(case)
    allowed(fresh, "record_recovery", by)
    return fresh


def _demand_proof(
    on: date, reference: str, at: datetime, names: tuple[str, str] = ("paid_on", "reference")
) -> None:
    if on > clock.legal_date(at):
        raise Refusal(_("The date lies in the future."), names[0])
    if not reference.strip():
        raise Refusal(_("Say what proves it."), names[1])


def _kept(case: ViolationCase, upload: Any, reference: str, by: Any, at: datetime) -> Any:
    if upload is None:
        return None
    return files.store(upload, case, kind="recovery", by=by, at=at, caption=reference[:200])


def _written(
    sums_: Sequence[tuple[WorkerClaim, int]], paid_on: date, reference: str, file: Any,
    submission: UUID, by: Any, at: datetime,
) -> list[Recovery]:  # fmt: skip
    rows = [
        _row(claim, amount, paid_on, reference, file, submission, by, at)
        for claim, amount in sums_
    ]
    return Recovery.objects.bulk_create(rows, batch_size=1000)


def _row(
    claim: WorkerClaim, amount: int, paid_on: date, reference: str, file: Any,
    submission: UUID, by: Any, at: datetime,
) -> Recovery:  # fmt: skip
    return Recovery(
        case_id=claim.case_id, claim=claim, amount=amount, paid_on=paid_on,
        reference=reference.strip()[:200], file=file, submission=submission, recorded_at=at,
        recorded_by=by,
    )  # fmt: skip


def _logged(case: ViolationCase, rows: Sequence[Recovery], *, by: Any, at: datetime) -> None:
    data: Mapping[str, Any] = {"workers": len(rows), "total": sum(row.amount for row in rows)}
    log("violation.record_recovery", case, by=by, at=at, data=dict(data))
