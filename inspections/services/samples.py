"""Samples of payrolls and time records: kept as tables, checked row by row against the law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ecms.audit.services import log
from ecms.core import clock
from ecms.documents import files
from inspections.models import Finding, Inspection, Sample
from inspections.permissions import can_work
from inspections.services import figures, findings
from inspections.services.refusal import Refusal, demand, locked
from law.rules import limits as limit_rules
from law.rules import samples as rules

KIND = "data"  # CSV is accepted too
MOST_ROWS = 2_000
NAMED = 30  # workers named in the text of a finding; the table of the sample holds all


@dataclass(frozen=True)
class Table:
    """A sample as taken: ``rows`` {"label", "note", "figures"}; money in whole VND.

    ``variants`` by key of a limit: the wage region, protected workers.
    """

    kind: str
    title: str
    period_from: date
    period_to: date
    rows: Sequence[Mapping[str, Any]]
    variants: Mapping[str, str] = field(default_factory=dict)


def record(
    inspection: Inspection, table: Table, *, submission: UUID, by: Any, at: datetime,
    upload: Any = None,
) -> Sample:  # fmt: skip
    """Keep a sample, with the file it was read from; the same ``submission`` keeps it once.

    Raises:
        Refusal: not the team, not running, no rows or too many, a period the wrong way round.
        UploadRefused: the file is not accepted.
    """
    known = Sample.objects.filter(submission=submission, inspection=inspection).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            case = locked(inspection)
            demand(can_work(case, by))
            _check(table, at)
            source = _store(upload, case, table, submission, by=by, at=at) if upload else None
            row = Sample.objects.create(
                inspection=case, kind=table.kind, title=table.title.strip(), source=source,
                period_from=table.period_from, period_to=table.period_to,
                variants=dict(table.variants), rows=[dict(line) for line in table.rows],
                submission=submission, recorded_at=at, recorded_by=by,
            )  # fmt: skip
            data = {"note": row.title, "rows": len(row.rows)}
            log("sample.recorded", case, by=by, at=at, data=data)
    except IntegrityError:
        return Sample.objects.get(submission=submission, inspection=inspection)
    return row


def _store(
    upload: Any, case: Inspection, table: Table, submission: UUID, *, by: Any, at: datetime
) -> Any:
    upload.seek(0)
    return files.store(
        upload, case, kind=KIND, by=by, at=at, caption=table.title,
        client_uuid=uuid5(submission, "file"),
    )  # fmt: skip


def _check(table: Table, at: datetime) -> None:
    if not table.rows:
        raise Refusal(_("The table has no rows with a figure."), field="rows")
    if len(table.rows) > MOST_ROWS:
        words = _("A sample holds at most %(most)d rows; this one has %(n)d.")
        raise Refusal(words % {"most": MOST_ROWS, "n": len(table.rows)}, field="rows")
    if table.period_to < table.period_from:
        raise Refusal(_("The last day is before the first."), field="period_to")
    if table.period_to > clock.legal_date(at):
        raise Refusal(_("The day lies in the future."), field="period_to")


def remove(sample: Sample, *, by: Any, at: datetime) -> None:
    """Take a sample out of the case before the minutes; its draft findings are dropped.

    Raises:
        Refusal: not the team, not running, or a confirmed finding rests on it.
    """
    with transaction.atomic():
        case = locked(Inspection(pk=sample.inspection_id))
        demand(can_work(case, by))
        row = Sample.objects.select_for_update().get(pk=sample.pk)
        if row.removed_at is not None:
            return
        for finding in row.findings.exclude(state="DROPPED"):
            if finding.state == "CONFIRMED":
                words = _("The finding %(code)s rests on this sample; drop it first.")
                raise Refusal(words % {"code": finding.violation_code})
            findings.drop_row(finding, _("The sample was taken out."), by=by, at=at)
        row.removed_at, row.removed_by = at, by
        row.save(update_fields=["removed_at", "removed_by"])
        log("sample.removed", case, by=by, at=at, data={"note": row.title})


# --- Checks ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class Checked:
    """A sample beside the law of its last day. ``unknown`` are the columns without a limit."""

    rows: tuple[rules.Row, ...]
    hits: tuple[rules.Hit, ...]
    proposals: tuple[rules.Proposal, ...]
    limits: Mapping[str, limit_rules.Limit]
    unknown: tuple[str, ...]


def checked(sample: Sample, case: Inspection) -> Checked:
    """Judge every row by the limits in force on the last day of the sample's period."""
    return all_checked([sample], case)[0]


def all_checked(samples: Sequence[Sample], case: Inspection) -> list[Checked]:
    """:func:`checked` for the samples of a case, in as many statements as for one."""
    tables = [(sample, _rows_of(sample)) for sample in samples]
    keys = {rules.CHECKED[column] for _sample, rows in tables for column in _used(rows)}
    days = {sample.period_to for sample in samples}
    offers = figures.offers_by_day(case, keys, days)
    return [_judged(sample, rows, offers[sample.period_to]) for sample, rows in tables]


def _rows_of(sample: Sample) -> tuple[rules.Row, ...]:
    return tuple(
        rules.Row(number, str(line.get("label", "")), line.get("figures", {}))
        for number, line in enumerate(sample.rows, start=1)
    )


def _used(rows: Sequence[rules.Row]) -> set[str]:
    return {column for row in rows for column in row.figures if column in rules.CHECKED}


def _judged(
    sample: Sample, rows: tuple[rules.Row, ...],
    offers: Mapping[str, tuple[list[limit_rules.Limit], str]],
) -> Checked:  # fmt: skip
    used = _used(rows)
    chosen: dict[str, limit_rules.Limit] = {}
    for key in {rules.CHECKED[column] for column in used}:
        offered, likely = offers[key]
        variant = sample.variants.get(key) or likely
        chosen.update((key, limit) for limit in offered if limit.variant == variant)
    found = rules.hits(rows, chosen)
    unknown = tuple(sorted(c for c in used if rules.CHECKED[c] not in chosen))
    return Checked(rows, tuple(found), tuple(rules.proposals(found)), chosen, unknown)


def propose(sample: Sample, code: str, *, by: Any, at: datetime) -> Finding:
    """Draft the finding that the sample leads to, with its workers and sums; once a violation.

    Raises:
        Refusal: not the team, not running, taken out, or no row breaks that limit.
    """
    with transaction.atomic():
        case = sample.inspection
        known = Finding.objects.filter(sample=sample, violation_code=code).first()
        if known is not None:
            return known
        result = checked(sample, case)
        proposal = next((p for p in result.proposals if p.violation_code == code), None)
        if proposal is None or sample.removed_at is not None:
            raise Refusal(_("No row of this sample breaks that limit."))
        facts = findings.Facts(
            code, _text(sample, proposal), ended_on=sample.period_to,
            discovered_on=clock.legal_date(at), workers=proposal.workers,
            evidence_note=sample.title,
        )  # fmt: skip
        finding = findings.add(
            case, facts, submission=uuid5(sample.submission, code), by=by, at=at
        )
        finding.sample = sample
        if sample.source_id:
            finding.files.add(sample.source_id)
        finding.save(update_fields=["sample"])
    return finding


def _text(sample: Sample, proposal: rules.Proposal) -> str:
    """In Vietnamese, because it goes into the minutes: limits, workers, what is missing."""
    compared = [figures.stored(h.verdict, figures.Figure(h.verdict.figure)) for h in proposal.hits]
    named = "; ".join(
        f"{hit.row.label}: {figures.official_unit(hit.verdict.figure, hit.verdict.limit.unit)}"
        for hit in proposal.hits[:NAMED]
    )
    more = len(proposal.hits) - NAMED
    where = (
        f"Qua mẫu “{sample.title}” (từ {sample.period_from:%d/%m/%Y} đến "
        f"{sample.period_to:%d/%m/%Y}, {len(sample.rows)} dòng): {proposal.workers} người lao "
        "động có số liệu không đúng quy định."
    )
    words = [
        where,
        *dict.fromkeys(figures.official_limit(kept) for kept in compared),
        f"Cụ thể: {named}" + (f"; và {more} trường hợp khác." if more > 0 else "."),
    ]
    if proposal.shortfall:
        missing = figures.official_unit(proposal.shortfall, "vnd")
        words.append(f"Tổng số tiền còn thiếu: {missing}.")
    return " ".join(words)


def freeze(case: Inspection, *, at: datetime) -> None:
    """With the minutes, samples stay as they are; a trigger refuses later changes."""
    case.samples.filter(frozen_at=None).update(frozen_at=at)
