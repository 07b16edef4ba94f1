"""Writing inspections of the former laws that came by list, and taking them out again."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from accounts.models import Agency, User
from accounts.permissions import Permission
from accounts.selectors import holders_of
from ecms.audit.services import log
from ecms.core import clock
from ecms.core.text import fold
from ecms.documents.models import GeneratedDocument, StoredFile
from ecms.notifications.services import due
from enterprises.enums import RowVerdict
from enterprises.models import Enterprise, ImportJob, ImportRow
from inspections.enums import HEADS, Kind, Manner, Phase, TeamRole
from inspections.models import CaseStep, Inspection, Procedure, TeamMember
from inspections.services import progress, takeover
from inspections.services.refusal import Refusal

Key = tuple[int, str, str]  # enterprise, number in small letters, day of the decision (ISO)
VERB = "take_over"
OWN_PARTS = {"CaseStep", "TeamMember"}  # what the import itself writes beside the case


def day(data: Mapping[str, Any], name: str) -> date | None:
    """A day of a row; None where it has none."""
    return date.fromisoformat(data[name]) if data.get(name) else None


def agency_of(job: ImportJob) -> Agency | None:
    """Whose cases they are: the body of whoever sent the list, else the department of the
    province."""
    own: Agency | None = job.uploaded_by.agency
    if own is not None and own.province_id == job.province_id:
        return own
    rows = Agency.objects.filter(province=job.province, level="PROVINCE", is_inspectorate=False)
    found: Agency | None = rows.order_by("pk").first()
    return found


@dataclass
class Ground:
    """What the rows of one list are judged against, read once."""

    agency: Agency | None
    firms: dict[str, Enterprise]
    cases: dict[Key, Inspection]
    people: dict[str, list[User]]
    procedures: dict[date, Procedure | None] = field(default_factory=dict)

    @classmethod
    def of(cls, job: ImportJob, codes: Iterable[str]) -> Ground:
        """For the tax codes of a list."""
        agency = agency_of(job)
        rows = Enterprise.objects.filter(
            province=job.province, tax_code__in=set(codes), merged_into__isnull=True
        )
        firms = {row.tax_code: row for row in rows.select_related("province")}
        cases = Inspection.objects.filter(kind=Kind.LEGACY, agency=agency, enterprise__in=rows)
        known = {
            (case.enterprise_id, case.decision_number.casefold(), str(case.decided_on)): case
            for case in cases
        }
        people: dict[str, list[User]] = defaultdict(list)
        on = clock.legal_date(job.uploaded_at)
        able = holders_of(Permission.INSPECTION_CONDUCT, agency=agency, on=on) if agency else ()
        for person in able:
            for name in (person.username.casefold(), fold(person.full_name)):
                people[name].append(person)
        return cls(agency, firms, known, people)

    def firm_of(self, tax_code: str) -> Enterprise | None:
        """The enterprise of the province with this tax code."""
        return self.firms.get(tax_code)

    def key_of(self, row: ImportRow) -> Key:
        """By what a row is known; its enterprise must be known."""
        number = row.data["decision_number"].casefold()
        return (self.firms[row.tax_code].pk, number, row.data["decided_on"])

    def known(self, row: ImportRow) -> Inspection | None:
        """The case that is there already."""
        return self.cases.get(self.key_of(row))

    def heads(self, name: str) -> list[User]:
        """People of the body by account name or full name, accents aside."""
        return self.people.get(name.casefold()) or self.people.get(fold(name)) or []

    def procedure(self, decided_on: date) -> Procedure | None:
        """The former law of a day, or None."""
        if decided_on not in self.procedures:
            try:
                self.procedures[decided_on] = takeover.procedure_of(decided_on)
            except Refusal:
                self.procedures[decided_on] = None
        return self.procedures[decided_on]

    def judge(self, row: ImportRow, seen: dict[Key, int]) -> None:
        """Verdict, enterprise, reasons and warnings of a row that reads well."""
        firm, decided = self.firm_of(row.tax_code), day(row.data, "decided_on")
        if firm is None or self.agency is None:
            row.reasons.append(["no_body" if self.agency is None else "firm_unknown", {}])
            return
        row.enterprise_id = firm.pk
        if decided is None or self.procedure(decided) is None:
            row.reasons.append(["law_unknown", {}])
            return
        key = self.key_of(row)
        if key in seen:
            row.reasons.append(["duplicate_case", {"row": seen[key]}])
            return
        seen[key] = row.row_number
        self._judge_head(row)
        known = self.known(row) is not None
        row.verdict = RowVerdict.UNCHANGED if known else RowVerdict.NEW

    def _judge_head(self, row: ImportRow) -> None:
        name = row.data["head"]
        found = self.heads(name) if name else []
        goes_on = "concluded_on" not in row.data
        if len(found) > 1:
            problem = ["head_twice", {"value": name}]
        elif name and not found:
            problem = ["head_unknown" if goes_on else "head_gone", {"value": name}]
        else:
            return
        (row.reasons if goes_on else row.warnings).append(problem)


def write(row: ImportRow, ground: Ground, *, job: ImportJob, at: datetime) -> Inspection:
    """The case of a row. ``job.confirmed_by`` stands for it."""
    by, firm, agency = job.confirmed_by, ground.firms[row.tax_code], ground.agency
    decided = day(row.data, "decided_on")
    procedure = ground.procedure(decided) if decided else None
    assert by and decided and procedure and agency  # noqa: S101, PT018 - judged before
    course = _course(row.data, at=at, by=by)
    case = Inspection.objects.create(
        submission=uuid.uuid4(), code=takeover.code_for(firm, decided.year), kind=Kind.LEGACY,
        procedure=procedure, manner=Manner.TEAM, level=agency.level, agency=agency,
        province=firm.province, enterprise=firm, place=firm.address,
        taken_over_from=f"{job.source}, {job.original_name}"[:200],
        proposed_at=at, proposed_by=by, decided_at=at, decided_by=by, decided_on=decided,
        **_facts(row.data, decided), **course,
        **takeover.duration_for(procedure, agency, row.data["ground"], Manner.TEAM),
    )  # fmt: skip
    heads = ground.heads(row.data["head"]) if row.data["head"] else []
    if len(heads) == 1:
        TeamMember.objects.create(
            inspection=case, user=heads[0], role=TeamRole.HEAD, no_conflict=True
        )
    note = f"{job.source}, {row.row_number}"
    CaseStep.objects.create(
        inspection=case, verb=VERB, to_state=case.state, on=decided, note=note,
        facts={"job": job.pk}, taken_at=at, taken_by=by,
    )  # fmt: skip
    log("inspection.taken_over", case, by=by, at=at, data={"note": note})
    progress.refresh_due(case, at=at)
    return case


def _facts(data: Mapping[str, Any], decided: date) -> dict[str, Any]:
    paper = f"Quyết định số {data['decision_number']} ngày {decided:%d/%m/%Y}"
    return {
        "decision_number": data["decision_number"], "ground": data["ground"],
        "ground_detail": data["ground_detail"] or paper,
        "scope": data["scope"] or f"Theo {paper}",
        "period_from": day(data, "period_from") or date(decided.year - 1, 1, 1),
        "period_to": day(data, "period_to") or date(decided.year - 1, 12, 31),
        "planned_on": day(data, "announced_on") or decided,
    }  # fmt: skip


def _course(data: Mapping[str, Any], *, at: datetime, by: Any) -> dict[str, Any]:
    """How far the case is, and the moments that go with it."""
    started, ended = day(data, "announced_on"), day(data, "minutes_on")
    concluded, closed = day(data, "concluded_on"), day(data, "closed_on")
    if concluded is None:
        return {"state": "DECIDED", "phase": Phase.DECIDED}
    facts: dict[str, Any] = {
        "state": "CONCLUDED", "phase": Phase.FOLLOW_UP, "concluded_at": at, "concluded_by": by,
        "concluded_on": concluded, "conclusion_number": data["conclusion_number"],
    }  # fmt: skip
    if started is not None:
        facts |= {"announced_at": at, "announced_by": by, "announced_on": started,
                  "ends_on": ended or concluded}  # fmt: skip
    if ended is not None:
        facts |= {"minutes_signed_at": at, "minutes_signed_by": by, "minutes_signed_on": ended}
    if closed is not None:
        moment = datetime.combine(closed, time.min, tzinfo=timezone.get_default_timezone())
        facts |= {
            "state": "CLOSED", "phase": Phase.CLOSED, "closed_at": moment, "closed_by": by,
        }  # fmt: skip
    return facts


# --- Out again ------------------------------------------------------------------------------
def made_by(job: ImportJob) -> tuple[list[Inspection], list[Inspection]]:
    """The cases of an import: those nobody touched since, and those that live on."""
    cases = list(
        Inspection.objects.filter(steps__verb=VERB, steps__facts__job=job.pk)
        .select_related("enterprise").order_by("pk")
    )  # fmt: skip
    used = _used({case.pk for case in cases})
    return ([case for case in cases if case.pk not in used],
            [case for case in cases if case.pk in used])  # fmt: skip


def _used(keys: set[int]) -> set[int]:
    """Cases that were changed, went a step on, or have anything hanging on them."""
    used = set(
        CaseStep.objects.filter(inspection__in=keys).exclude(verb=VERB)
        .values_list("inspection", flat=True)
    )  # fmt: skip
    used |= set(
        Inspection.history.filter(id__in=keys)
        .exclude(history_type="+")
        .values_list("id", flat=True)
    )
    used |= set(
        TeamMember.objects.filter(inspection__in=keys).exclude(role__in=HEADS)
        .values_list("inspection", flat=True)
    )  # fmt: skip
    for relation in Inspection._meta.related_objects:
        model: Any = relation.related_model
        if model.__name__ in OWN_PARTS and model._meta.app_label == "inspections":
            continue
        name = relation.field.name
        rows = model._base_manager.filter(**{f"{name}__in": keys})
        used |= set(rows.values_list(name, flat=True))
    return used | _with_papers(keys)


def _with_papers(keys: set[int]) -> set[int]:
    kind = ContentType.objects.get_for_model(Inspection)
    found: set[int] = set()
    for model in (GeneratedDocument, StoredFile):
        rows = model._default_manager.filter(content_type=kind, object_id__in=keys)
        found |= set(rows.values_list("object_id", flat=True))
    return found


def remove(cases: Iterable[Inspection], *, by: Any, at: datetime) -> None:
    """Take cases out; the event stays in the log with their number."""
    for case in cases:
        due.drop_all(case, at=at)
        log("inspection.taken_back", case, by=by, at=at, data={"note": case.code})
        case.delete()
