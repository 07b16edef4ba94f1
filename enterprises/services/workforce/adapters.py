"""Lists of workers as plug-ins of the import engine: the whole list, and changes only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from ecms.core.clock import legal_date
from ecms.core.formatting import NOTHING
from ecms.core.formatting import legal_date as day_words
from enterprises.enums import ContractKind, ImportKind
from enterprises.models import Enterprise, ImportJob, Site
from enterprises.services.imports.adapters import Adapter, Column, Reader, Tick, Undo
from enterprises.services.workforce import committing, matching, undoing
from enterprises.services.workforce.reading import STAGE, WorkerReader
from enterprises.wording_workforce import (
    COLUMNS,
    EVENT_COLUMNS,
    FIELD_WORDS,
    NOUNS,
    REASON_TITLES,
    ROW_WORDS,
)

MOST_LISTED = 20  # employers that lose most, in the summary


class WorkerList(Adapter):
    """What both kinds have in common: columns, reading, judging, words."""

    stage = STAGE
    sealed = True
    one_employer = True  # or each row with its tax code
    row_words = ROW_WORDS
    reason_titles = REASON_TITLES
    nouns = NOUNS
    permission = Permission.WORKER_EDIT.value
    whole: ClassVar[bool]

    def reader(self, job: ImportJob, fields: list[str]) -> Reader:
        """Rows of one employer where the job names it, else each with its tax code."""
        return WorkerReader(
            fields, as_of=job.as_of, today=legal_date(job.uploaded_at), moves=not self.whole,
            tax_code=job.enterprise.tax_code if job.enterprise else "",
        )  # fmt: skip

    def judge(self, job: ImportJob, total: int, tick: Tick) -> None:
        """Compare with the open employment of the employers named."""
        matching.judge(job, total, tick, whole=self.whole)

    def found(self, job: ImportJob) -> dict[str, Any]:
        """How many arrive, leave and change, and where most would leave."""
        rows = job.rows.exclude(enterprise_id=None)
        left = Q(changes__has_key="ended_on")
        numbers = rows.aggregate(
            employers=Count("enterprise_id", distinct=True),
            gone=Count("pk", filter=Q(data__has_key="gone")),
            left=Count("pk", filter=left),
        )
        most = rows.filter(data__has_key="gone").values("enterprise_id", "tax_code")
        numbers["unlisted"] = 0 if self.whole else employers_without_list(job)
        numbers["most_gone"] = [
            [row["tax_code"], row["n"]]
            for row in most.annotate(n=Count("pk")).order_by("-n", "tax_code")[:MOST_LISTED]
        ]
        return numbers

    def is_stale(self, job: ImportJob) -> bool:
        """Whether employment moved since."""
        return committing.is_stale(job)

    def has_work(self, job: ImportJob) -> bool:
        """A list without changes still says that nothing has changed."""
        return bool(job.new or job.changed or job.unchanged)

    def carry_out(self, job: ImportJob, *, at: datetime, tick: Tick) -> int:
        """Arrivals, departures, moves, changes; headcounts, freshness, flags."""
        return committing.carry_out(job, at=at, tick=tick, whole=self.whole)

    def finish(self, job: ImportJob, written: int) -> None:
        """Fresh statistics after many rows."""
        committing.analyse(written)

    def plan_undo(self, job: ImportJob) -> Undo:
        """What would go and come back."""
        return undoing.plan(job)

    def undo(self, job: ImportJob, *, by: Any, at: datetime, tick: Tick) -> Undo:
        """Employment as it was before."""
        return undoing.carry_out(job, by=by, at=at, tick=tick)

    # --- Words ----------------------------------------------------------------------------
    def facts(self, rows: Iterable[Any]) -> list[list[str]]:
        """The masked number, and what changes or what is known of a new employment."""
        rows = list(rows)
        sites = _sites(rows)
        return [_facts_of(row, sites) for row in rows]

    def words_of(self, name: str) -> str:
        """Also of fields that no column has."""
        return str(FIELD_WORDS.get(name, name))

    def pages(self, job: ImportJob, rows: Iterable[Any]) -> Mapping[int, str]:
        """The workforce pages of the employers."""
        return {
            row.row_number: reverse("enterprises:workforce", args=[row.enterprise_id])
            for row in rows
            if row.enterprise_id
        }


class WholeList(WorkerList):
    """Everybody who works there as of a day; who is not in it has left."""

    kind = ImportKind.WORKERS
    whole = True
    columns = tuple(Column(*column) for column in COLUMNS)
    needs = (("identity", "born_on"), ("name",))


class ChangesOnly(WorkerList):
    """Arrivals, departures, moves and changes; nothing is said of anybody else."""

    kind = ImportKind.MOVES
    whole = False
    columns = tuple(Column(*column) for column in (*EVENT_COLUMNS, *COLUMNS))
    needs = (("identity", "born_on"), ("event", "ended_on", "started_on"))


KINDS = (WholeList(), ChangesOnly())


def _sites(rows: list[Any]) -> dict[int, str]:
    keys = {key for row in rows for key in [row.data.get("site"), *row.changes.get("site", [])]}
    found = Site.objects.filter(pk__in=[key for key in keys if key])
    return dict(found.values_list("pk", "name"))


def _facts_of(row: Any, sites: dict[int, str]) -> list[str]:
    masked = [row.data["masked"]] if row.data.get("masked") else []
    if row.changes:
        return masked + [
            _("%(field)s: %(old)s → %(new)s")
            % {
                "field": FIELD_WORDS.get(field, field),
                "old": _value(field, old, sites),
                "new": _value(field, new, sites),
            }
            for field, (old, new) in row.changes.items()
        ]
    shown = ("born_on", "job_title", "contract", "started_on", "site")
    return masked + [
        _value(name, row.data[name], sites) for name in shown if row.data.get(name) is not None
    ]


def _value(field: str, value: Any, sites: dict[int, str]) -> str:
    """A stored value in words; a dash for nothing."""
    if value in (None, ""):
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field == "site":
        return sites.get(value, str(value))
    if field == "contract":
        return str(ContractKind(value).label)
    if field.endswith(("_on", "_until")):
        return day_words(date.fromisoformat(value))
    return str(value)


def employers_without_list(job: ImportJob) -> int:
    """Employers of a file of changes that never sent a whole list: not counted, not fresh."""
    keys = job.rows.exclude(enterprise_id=None).values("enterprise_id")
    return Enterprise.objects.filter(pk__in=keys, workforce_on__isnull=True).count()
