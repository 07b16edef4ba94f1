"""Inspections of the former laws from a spreadsheet, as a kind of import.

A row is known by body, enterprise, number and day of the decision; a case that is there already
is left as it is. Finished cases come in as closed, concluded ones without a last day stay in
follow-up, and those without a conclusion go on under their law (Law 84/2025/QH15 art. 64), with
the head whom the row names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.formatting import legal_date
from enterprises.enums import ImportKind, RowVerdict
from enterprises.models import ImportJob, ImportRow
from enterprises.services.imports import stage
from enterprises.services.imports.adapters import Adapter, Column, Reader, Tick, Undo
from inspections.services import old_case_writing as writing
from inspections.services.old_case_rows import DAYS, OldCaseReader
from inspections.services.takeover import LAST_DECISION

CHUNK = 200
COLUMNS = (
    Column("tax_code", _("Tax code"), r"ma so thue|mst|ma so doanh nghiep|ma dn|tax code"),
    Column("decision_number", _("Number of the decision"),
           r"so quyet dinh|so qd|quyet dinh so|decision number", unless=r"ngay|date"),
    Column("decided_on", _("Date of the decision"),
           r"ngay quyet dinh|ngay qd|ngay ra quyet dinh|date of the decision|decided"),
    Column("conclusion_number", _("Number of the conclusion"),
           r"so ket luan|so kl|ket luan so|conclusion number", unless=r"ngay|date"),
    Column("concluded_on", _("Date of the conclusion"),
           r"ngay ket luan|ngay kl|date of the conclusion|concluded"),
    Column("announced_on", _("Announced on"), r"ngay cong bo|ngay bat dau|announced|started"),
    Column("minutes_on", _("Date of the minutes"),
           r"ngay bien ban|ngay ket thuc thanh tra|minutes|fieldwork ended"),
    Column("closed_on", _("Closed on"), r"ngay ket thuc ho so|ngay dong|ngay luu|closed"),
    Column("period_from", _("Period checked from"), r"thoi ky tu|tu ngay|period from"),
    Column("period_to", _("Period checked to"), r"thoi ky den|den ngay|period to"),
    Column("head", _("Head of the team"), r"truong doan|thanh tra vien|head"),
    Column("ground_detail", _("Ground in detail"), r"can cu|ground in detail"),
    Column("ground", _("Ground"), r"hinh thuc|loai|ground|kind"),
    Column("scope", _("Scope and content"), r"noi dung|pham vi|scope|content"),
    Column("name", _("Name"), r"ten|doanh nghiep|don vi|doi tuong|enterprise|name"),
)  # fmt: skip


class OldCases(Adapter):
    """One inspection a row."""

    kind = ImportKind.CASES
    columns = COLUMNS
    needs = (("tax_code",), ("decision_number",), ("decided_on",))
    row_words: ClassVar[Mapping[str, Any]] = {
        "decision_missing": _("The number of the decision is missing."),
        "decided_on_missing": _("The date of the decision is missing."),
        "law_of_today": _(
            "Decided after 30/06/2025: such a case is proposed here, not taken over."
        ),
        "no_body": _("No body of the province stands for its inspections."),
        "law_unknown": _("On this day no inspection could be decided under a former law."),
        "firm_unknown": _("No enterprise of the province has this tax code. Register it first."),
        "day_unknown": _("%(field)s: “%(value)s” is not a date. Write 31/12/2024."),
        "day_to_come_case": _("%(field)s: %(value)s lies in the future."),
        "days_backwards": _("%(field)s lies before %(before)s."),
        "ground_unknown": _("“%(value)s” is no ground. Write by plan, ad hoc or by order."),
        "text_too_long": _("%(field)s is longer than %(limit)s letters."),
        "closed_without_conclusion": _("Closed, but without a date of the conclusion."),
        "followed_without": _("%(field)s is missing; a case in follow-up needs it."),
        "head_missing": _("A case without a conclusion goes on: name the head of its team."),
        "head_unknown": _(
            "“%(value)s” is nobody of this body who may inspect; a case that goes on needs a head."
        ),
        "head_gone": _("“%(value)s” has no account here; the case comes in without a team."),
        "head_twice": _("“%(value)s” is the name of several people; write the account name."),
        "duplicate_case": _("The same decision stands in row %(row)s of this file."),
        "still_followed": _("No last day: the case stays in follow-up until it is closed."),
        "period_assumed": _("Period checked not stated: the year before the decision is written."),
        "conclusion_without_number": _("The number of the conclusion is missing."),
        "changed_since": _("Somebody went on with the case; it stays."),
    }
    reason_titles: ClassVar[Mapping[str, Any]] = {
        "decision_missing": _("Decision without a number"),
        "decided_on_missing": _("Decision without a date"),
        "law_of_today": _("Decided under the law of today"),
        "no_body": _("No body"),
        "law_unknown": _("Decided before the former laws"),
        "firm_unknown": _("Enterprise not registered"),
        "day_unknown": _("Date not understood"),
        "day_to_come_case": _("Date in the future"),
        "days_backwards": _("Dates in the wrong order"),
        "ground_unknown": _("Ground not understood"),
        "text_too_long": _("Text too long"),
        "closed_without_conclusion": _("Closed without a conclusion"),
        "followed_without": _("Follow-up without its dates"),
        "head_missing": _("Open case without a head"),
        "head_unknown": _("Head without an account"),
        "head_twice": _("Head not clear"),
        "duplicate_case": _("Twice in the file"),
    }
    nouns: ClassVar[Mapping[str, Any]] = {}

    def reader(self, job: ImportJob, fields: list[str]) -> Reader:
        """Days later than the upload are mistakes."""
        today = clock.legal_date(job.uploaded_at)
        return OldCaseReader(fields, today=today, last_decision=LAST_DECISION)

    def judge(self, job: ImportJob, total: int, tick: Tick) -> None:
        """Compare with the register, the people of the body and the cases that are there."""
        staged = stage.rows()
        ground = writing.Ground.of(job, {row["tax_code"] for row in staged})
        seen: dict[writing.Key, int] = {}
        rows = [self._judged(job, row, ground, seen) for row in staged]
        ImportRow.objects.bulk_create(rows, batch_size=2_000)
        tick(total)

    def _judged(
        self, job: ImportJob, staged: dict[str, Any], ground: writing.Ground,
        seen: dict[writing.Key, int],
    ) -> ImportRow:  # fmt: skip
        data = staged["data"]
        row = ImportRow(
            job=job, row_number=staged["row_number"], tax_code=staged["tax_code"][:40],
            name=staged["name"], data=data, warnings=list(staged["warnings"]),
            reasons=list(staged["reasons"]),
        )  # fmt: skip
        if not row.reasons:
            ground.judge(row, seen)
        if row.reasons:
            row.verdict = RowVerdict.REFUSED
            row.raw = staged["raw"].split(stage.SEPARATOR)
        return row

    def is_stale(self, job: ImportJob) -> bool:
        """Whether one of the cases came in meanwhile, or an enterprise went."""
        rows = list(job.rows.filter(verdict=RowVerdict.NEW))
        ground = writing.Ground.of(job, {row.tax_code for row in rows})
        return any(
            ground.firm_of(row.tax_code) is None or ground.known(row) is not None for row in rows
        )

    def carry_out(self, job: ImportJob, *, at: datetime, tick: Tick) -> int:
        """The cases in, each with a file number of its own and where it came from."""
        rows = list(job.rows.filter(verdict=RowVerdict.NEW))
        ground = writing.Ground.of(job, {row.tax_code for row in rows})
        for number, row in enumerate(rows, start=1):
            case = writing.write(row, ground, job=job, at=at)
            row.before = {"case": case.pk}
            if number % CHUNK == 0:
                tick(number)
        ImportRow.objects.bulk_update(rows, ["before"], batch_size=2_000)
        tick(len(rows))
        return len(rows)

    def plan_undo(self, job: ImportJob) -> Undo:
        """Which cases would go, and which stay because somebody went on with them."""
        return self._undo(job)

    def undo(self, job: ImportJob, *, by: Any, at: datetime, tick: Tick) -> Undo:
        """Out again, as far as nobody touched them."""
        result = self._undo(job, by=by, at=at)
        tick(result.removed)
        return result

    def _undo(self, job: ImportJob, *, by: Any = None, at: datetime | None = None) -> Undo:
        result = Undo()
        untouched, touched = writing.made_by(job)
        for case in touched:
            url = reverse("inspections:detail", args=[case.pk])
            result.keep(str(case), url, "changed_since")
        result.removed = len(untouched)
        if at is not None:
            writing.remove(untouched, by=by, at=at)
        return result

    # --- Words --------------------------------------------------------------------------------
    def facts(self, rows: Iterable[Any]) -> list[list[str]]:
        """Decision, conclusion and head in a line each."""
        return [_facts_of(row.data) for row in rows]

    def pages(self, job: ImportJob, rows: Iterable[Any]) -> Mapping[int, str]:
        """The cases that came in, else the dossiers of the enterprises."""
        return {
            row.row_number: reverse("inspections:detail", args=[row.before["case"]])
            if row.before.get("case")
            else reverse("enterprises:detail", args=[row.enterprise_id])
            for row in rows
            if row.enterprise_id
        }


def _facts_of(data: Mapping[str, Any]) -> list[str]:
    days = {name: legal_date(writing.day(data, name)) for name in DAYS if name in data}
    lines = [f"{data['decision_number']}, {days.get('decided_on', '')}".strip(", ")]
    if "concluded_on" in days:
        words = _now("conclusion %(number)s of %(day)s")
        lines.append(words % {"number": data["conclusion_number"] or "–",
                              "day": days["concluded_on"]})  # fmt: skip
    else:
        lines.append(_now("goes on"))
    return [*lines, *([data["head"]] if data["head"] else [])]
