"""The workers of an act and what is owed to each: by hand or from a list, all rows or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core import clock
from ecms.core.secrets import encrypt, keyed_hash
from ecms.core.text import fold, squeeze
from enterprises.rules import identity as papers
from law.enums import FineType
from law.models import InterestRule
from violations import claim_rules as rules
from violations.models import Act, ClaimTerms, WorkerClaim
from violations.services import acts, tables
from violations.services.refusal import Refusal, allowed, locked

MOST_ROWS = 20_000


class ListRefused(Refusal):
    """Nothing of a list was taken; ``problems`` say why, row by row."""

    def __init__(self, problems: Sequence[rules.Problem]) -> None:
        once = {(item.row, item.code): item for item in reversed(problems)}
        self.problems = sorted(once.values(), key=lambda item: item.row)
        super().__init__(
            _("Nothing was taken from the file. Mend the rows named below and send it again."),
            "upload",
        )


@dataclass(frozen=True)
class Claimed:
    """One worker as a form or a file tells. ``owed`` in whole VND."""

    name: str
    identity: str = ""
    staff_code: str = ""
    owed: int = 0
    owed_on: date | None = None

    def __repr__(self) -> str:
        """Never the data: a traceback or a log line may hold it."""
        return "Claimed(…)"


@dataclass(frozen=True)
class Loaded:
    """What became of the rows of a list."""

    new: int = 0
    changed: int = 0
    same: int = 0


@dataclass
class _Row:
    """A worker ready to be stored, with the number of its row in the file."""

    row: int
    told: Claimed
    paper: papers.Identity | None = None
    problems: list[rules.Problem] = field(default_factory=list)

    @property
    def person(self) -> bytes:
        """The keyed hash under which the worker is known in the case."""
        if self.paper is not None:
            return keyed_hash(self.paper.key)
        return person_key(self.told.name, self.told.staff_code)


def person_key(name: str, staff_code: str) -> bytes:
    """The key of somebody whose identity number is not known."""
    return keyed_hash(f"claim:{fold(name)}:{staff_code.casefold()}")


def identity_key(text: str, *, on: date) -> bytes | None:
    """The key of an identity number as written; None where it is no number."""
    paper = papers.read(text, on=on)
    return None if paper.problem else keyed_hash(paper.key)


def enter(act: Act, told: Claimed, *, by: Any, at: datetime) -> WorkerClaim:
    """Add one worker; the same form sent twice is one worker.

    Raises:
        Refusal: not possible now, no right, no name, or a number that is none.
    """
    row = _judged(0, told, at)
    if row.problems:
        raise Refusal(words_of(row.problems[0]), _FIELDS.get(row.problems[0].code, ""))
    with transaction.atomic():
        _demand(act, by)
        claim, _made = WorkerClaim.objects.update_or_create(
            act=act, person=row.person, defaults=_values(row, act, by, at)
        )
        _logged(act, 1, by=by, at=at)
    return claim


def edit(claim: WorkerClaim, told: Claimed, *, by: Any, at: datetime) -> WorkerClaim:
    """Correct one worker; an empty number keeps the one that is known.

    Raises:
        Refusal: as for :func:`enter`, or the act has this person already.
    """
    row = _judged(0, told, at)
    if row.problems:
        raise Refusal(words_of(row.problems[0]), _FIELDS.get(row.problems[0].code, ""))
    with transaction.atomic():
        _demand(claim.act, by)
        present = WorkerClaim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
        values = _values(row, claim.act, by, at)
        if row.paper is None and present.identity is not None:
            values = {k: v for k, v in values.items() if not k.startswith("identity")}
        else:
            values["person"] = row.person
            others = WorkerClaim.objects.filter(act=claim.act, person=row.person)
            if others.exclude(pk=present.pk).exists():
                raise Refusal(_("The act has this worker already."), "name")
        for name, value in values.items():
            setattr(present, name, value)
        present.save()
        _logged(claim.act, 1, by=by, at=at)
    return present


def remove(claim: WorkerClaim, *, by: Any, at: datetime) -> None:
    """Take a worker off the list. Raises Refusal: not possible now, or sums were received."""
    with transaction.atomic():
        _demand(claim.act, by)
        row = WorkerClaim.objects.select_for_update(of=("self",)).filter(pk=claim.pk).first()
        if row is None:
            return
        if row.recoveries.exists():
            raise Refusal(_("The worker received a sum; the entry stays in the file."))
        row.delete()
        _logged(claim.act, -1, by=by, at=at)


def load(act: Act, upload: Any, *, by: Any, at: datetime) -> Loaded:
    """Take the workers of a spreadsheet; a worker who is there already is brought up to date.

    Raises:
        ListRefused: rows that cannot be taken; then nothing is.
        Refusal: no table, not possible now, or no right.
    """
    found, problems = rules.read_list(read_rows(upload), paid=False)
    rows = [_judged(told.row, _claimed(told), at) for told in found]
    problems += [problem for row in rows for problem in row.problems]
    problems += _twice(row for row in rows if not row.problems)
    if problems:
        raise ListRefused(problems)
    with transaction.atomic():
        _demand(act, by)
        done = _stored(act, rows, by, at)
        _logged(act, len(rows), by=by, at=at)
    return done


def read_rows(upload: Any) -> tables.Numbered:
    """The rows of an uploaded table. Raises Refusal."""
    if upload.size > tables.MOST_BYTES:
        raise Refusal(_("The file is larger than 10 MB."), "upload")
    return tables.rows_of(str(upload.name), b"".join(upload.chunks()), most=MOST_ROWS)


def _claimed(told: rules.Told) -> Claimed:
    return Claimed(told.name, told.identity, told.staff_code, told.amount, told.on)


def _judged(number: int, told: Claimed, at: datetime) -> _Row:
    told = replace(told, name=squeeze(told.name), staff_code=squeeze(told.staff_code))
    row = _Row(number, told)
    today = clock.legal_date(at)
    if told.identity.strip():
        paper = papers.read(told.identity, on=today)
        if paper.problem:
            shown = papers.mask(told.identity.strip())
            row.problems.append(rules.Problem(number, "identity", shown))
        else:
            row.paper = paper
    if not told.name:
        row.problems.append(rules.Problem(number, "no_name"))
    if told.owed_on and told.owed_on > today:
        row.problems.append(rules.Problem(number, "future", f"{told.owed_on:%d/%m/%Y}"))
    if told.owed > rules.MOST:
        row.problems.append(rules.Problem(number, "too_much"))
    return row


def _twice(rows: Iterable[_Row]) -> list[rules.Problem]:
    listed = list(rows)
    counts = Counter(row.person for row in listed)
    return [
        rules.Problem(row.row, "twice", row.told.name) for row in listed if counts[row.person] > 1
    ]


def _stored(act: Act, rows: Sequence[_Row], by: Any, at: datetime) -> Loaded:
    present = {bytes(row.person): row for row in act.claims.select_for_update()}
    fresh, new, changed = [], 0, 0
    for row in rows:
        values = _values(row, act, by, at)
        there = present.get(row.person)
        if there is None:
            fresh.append(WorkerClaim(act=act, person=row.person, **values))
            new += 1
        elif (there.name, there.owed, there.owed_on, there.staff_code) != (
            row.told.name, row.told.owed, row.told.owed_on, row.told.staff_code,
        ):  # fmt: skip
            for name, value in values.items():
                setattr(there, name, value)
            there.save()
            changed += 1
    WorkerClaim.objects.bulk_create(fresh, batch_size=1000)
    return Loaded(new, changed, len(rows) - new - changed)


def _values(row: _Row, act: Act, by: Any, at: datetime) -> dict[str, Any]:
    paper = row.paper
    return {
        "case_id": act.case_id, "name": row.told.name, "folded": fold(row.told.name),
        "staff_code": row.told.staff_code, "identity_kind": paper.kind if paper else "",
        "identity": encrypt(paper.number) if paper else None, "owed": row.told.owed,
        "owed_on": row.told.owed_on, "recorded_at": at, "recorded_by": by,
    }  # fmt: skip


def set_terms(
    act: Act, rule: InterestRule, *, percent: Decimal | None, source: str, by: Any, at: datetime
) -> ClaimTerms:
    """Say how interest on the sums of an act is reckoned; a fixed rate needs no percentage.

    Raises:
        Refusal: not possible now, no right, or a rate that nobody entered or announced.
    """
    if rule.percent is not None:
        percent = rule.percent
    elif percent is None or not 0 < percent <= 100:
        raise Refusal(_("Enter the rate that was announced, in per cent."), "percent")
    elif not source.strip():
        raise Refusal(_("Say who announced the rate, and when."), "source")
    with transaction.atomic():
        _demand(act, by)
        terms, _made = ClaimTerms.objects.update_or_create(
            act=act,
            defaults={"case_id": act.case_id, "rule": rule, "percent": percent,
                      "source": squeeze(source)},
        )  # fmt: skip
        log("violation.claim_terms", act.case, by=by, at=at,
            data={"act": act.pk, "rule": rule.key, "percent": str(percent)})  # fmt: skip
    return terms


def take_over(act: Act, *, by: Any, at: datetime) -> Act:
    """Bring the number of workers, and the base of a percentage, of the list into the act.

    Raises:
        Refusal: the minutes are signed, no right, or the list is empty.
    """
    owed = list(act.claims.values_list("owed", flat=True))
    if not owed:
        raise Refusal(_("The list of workers is empty."))
    provision = act.provision
    base, units = act.base_amount, act.units
    if provision.fine_type == FineType.PERCENT:
        base = sum(owed)
        if not base:
            raise Refusal(_("The list holds no sums; the fine is a percentage of them."))
    if provision.fine_type == FineType.PER_UNIT and provision.scale_unit == "worker":
        units = None  # counted by the workers
    facts = acts.Facts(
        code=provision.code, workers=len(owed), units=units, base_amount=base,
        **{name: getattr(act, name) for name in ("description", "evidence_note", "ongoing",
                                                 "ended_on", "discovered_on")},
    )  # fmt: skip
    return acts.edit(act, facts, by=by, at=at)


def _demand(act: Act, by: Any) -> None:
    allowed(locked(act.case), "list_workers", by)


def _logged(act: Act, rows: int, *, by: Any, at: datetime) -> None:
    data = {"act": act.pk, "rows": rows, "workers": act.claims.count()}
    log("violation.list_workers", act.case, by=by, at=at, data=data)


_FIELDS = {"identity": "identity", "no_name": "name", "future": "owed_on", "too_much": "owed"}
_WORDS = {
    "no_titles": _("No row holds the titles of the columns, for example “Họ và tên”, “CCCD”."),
    "no_rows": _("There is no worker below the titles."),
    "no_name": _("The name of the worker is missing."),
    "identity": _("“%(value)s” is no identity number; give 12 digits, 9 digits or a passport."),
    "amount": _("“%(value)s” is no amount in whole đồng."),
    "too_much": _("The amount is too large for one worker."),
    "day": _("“%(value)s” is no date; write it as 31/12/2026."),
    "future": _("The day %(value)s lies in the future."),
    "twice": _(
        "“%(value)s” stands twice; remove one, or tell them apart by identity number or staff "
        "code."
    ),
    "unknown": _("“%(value)s” is not on the list of this act."),
    "several": _("Several workers are called “%(value)s”; give the number or the staff code."),
    "no_amount": _("The amount received is missing."),
    "no_day": _("The day of the receipt is missing."),
    "over": _("More than is owed: only %(value)s are open."),
}


def words_of(problem: rules.Problem) -> str:
    """A problem of a row in the language of the page."""
    return str(_WORDS[problem.code] % {"value": problem.value})
