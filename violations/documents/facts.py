"""Reading a violation case for its documents: subject, acts, worksheet, circumstances, grounds."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from django.utils import translation

from ecms.core.citation import spelled_out, vietnamese
from ecms.documents.parts import Party, vn_date
from law.enums import TermUnit
from law.rules.errors import LawRefusal
from law.selectors_enforcement import late_percent
from violations import worksheets
from violations.circumstances import listed
from violations.documents.contexts import ActLine, CircumstanceLine, RemedyLine, Treasury
from violations.models import Act, ViolationCase
from violations.states import CircumstanceKind, ExplanationKind, PartyKind
from violations.worksheets import law_of

PARTY_FIELDS = {item.name for item in fields(Party)}
EXPLANATIONS = {
    ExplanationKind.WRITTEN: "Văn bản giải trình",
    ExplanationKind.HEARING: "Văn bản yêu cầu giải trình trực tiếp",
    ExplanationKind.WAIVED: "Văn bản về việc không thực hiện quyền giải trình",
}
UNKNOWN = "Chưa xác định được đối tượng vi phạm"
FIELD = "lao động, bảo hiểm xã hội"


def percent_words(on: date) -> str:
    """0,05%: the rate of a late day as Vietnamese text writes it."""
    return f"{late_percent(on).normalize():f}%".replace(".", ",")


DAYS = {TermUnit.DAYS: "ngày", TermUnit.WORKING_DAYS: "ngày làm việc"}


def term_words(case: ViolationCase, key: str, on: date) -> str:
    """10 ngày, 05 ngày làm việc: a time limit as it stands on a day; empty where none does."""
    found = law_of(case).find_deadline(key, on)
    if found is None or found.unit not in DAYS:
        return ""
    return f"{found.value:02d} {DAYS[found.unit]}"


def subject_of(case: ViolationCase) -> Party:
    """The violator as frozen in the case; the register fills what the case leaves open."""
    if case.party == PartyKind.UNIDENTIFIED:
        return Party(name=UNKNOWN, kind=case.party)
    stored = {key: value for key, value in case.subject.items() if key in PARTY_FIELDS and value}
    enterprise = case.enterprise
    known = {
        "name": enterprise.name,
        "tax_code": enterprise.tax_code,
        "address": enterprise.address,
        "sector": enterprise.sector.name_vi if enterprise.sector else "",
        "representative": enterprise.representative,
        "representative_title": enterprise.representative_title,
        "phone": enterprise.phone,
        "email": enterprise.email,
    }
    return Party(**{**known, "kind": case.party, **stored})


def sheet_of(case: ViolationCase, *, on: date) -> dict[str, Any]:
    """The worksheet in Vietnamese: the frozen one of a decided case, else computed for ``on``.

    Raises LawRefusal for a case that cannot be computed.
    """
    with translation.override("vi"):
        return worksheets.for_page(case, on=on)


def sheet_or_none(case: ViolationCase, *, on: date | None) -> dict[str, Any] | None:
    """The worksheet where the law can be applied yet; minutes are drawn up without it too."""
    if on is None:
        return None
    try:
        return sheet_of(case, on=on)
    except LawRefusal:
        return None


def act_line(act: Act, row: dict[str, Any] | None = None) -> ActLine:
    """An act, with frame, fine and reasoning where a worksheet row is given."""
    row = row or {}
    return ActLine(
        title=spelled_out(act.provision.name_vi),
        description=act.description,
        basis=vietnamese(act.provision.legal_basis),
        evidence=act.evidence_note,
        since=_since(act),
        workers=act.workers,
        base_amount=act.base_amount,
        frame_min=row.get("frame_min", act.frame_min),
        frame_max=row.get("frame_max", act.frame_max),
        fine=row.get("decided_fine", act.fine),
        warning=bool(row.get("warning")),
        reason=row.get("reason") or act.override_reason,
        reasoning=tuple(row.get("reasoning") or ()),
    )


def acts_of(case: ViolationCase) -> tuple[ActLine, ...]:
    """The acts without a computation, as the minutes name them."""
    acts = case.acts.select_related("provision__instrument").order_by("pk")
    return tuple(act_line(act) for act in acts)


def measures_of(case: ViolationCase, sheet: dict[str, Any] | None) -> dict[str, Any]:
    """Circumstances, additional sanctions and remedies: the same fields of three forms."""
    return {
        "aggravating": circumstances_of(case, CircumstanceKind.AGGRAVATING),
        "mitigating": circumstances_of(case, CircumstanceKind.MITIGATING),
        "additional": additional_of(case, sheet),
        "remedies": remedies_of(case, sheet),
    }


def _since(act: Act) -> str:
    if act.ongoing:
        return "hành vi đang tiếp diễn tại thời điểm phát hiện"
    return f"hành vi chấm dứt ngày {act.ended_on:%d/%m/%Y}" if act.ended_on else ""


def acts_from(sheet: dict[str, Any]) -> tuple[ActLine, ...]:
    """The acts of a worksheet in its order."""
    return tuple(act_line(row["act"], row) for row in sheet["acts"])


def circumstances_of(case: ViolationCase, kind: CircumstanceKind) -> tuple[CircumstanceLine, ...]:
    """Circumstances of one kind; one that counts for several acts is said once."""
    found: dict[str, CircumstanceLine] = {}
    for row in case.circumstances.filter(kind=kind):
        known = listed().get(row.code)
        text = known.text_vi if known else row.code
        basis = known.legal_basis if known else ""
        found.setdefault(row.code, CircumstanceLine(text, basis, row.evidence))
    return tuple(found.values())


def remedies_of(case: ViolationCase, sheet: dict[str, Any] | None) -> tuple[RemedyLine, ...]:
    """The measures as ordered; before the decision, those the provisions foresee."""
    ordered = [
        RemedyLine(spelled_out(row.text or row.remedy.name_vi), row.due_on)
        for row in case.remedies.select_related("remedy").order_by("pk")
    ]
    if ordered or sheet is None:
        return tuple(ordered)
    return _foreseen(sheet, "remedial_measures")


def _foreseen(sheet: dict[str, Any], key: str) -> tuple[RemedyLine, ...]:
    lines: dict[str, RemedyLine] = {}
    for row in sheet["acts"]:
        for item in row.get(key) or ():
            line = RemedyLine(spelled_out(item["title"]), item.get("due_on"))
            lines.setdefault(item["code"], line)
    return tuple(lines.values())


def additional_of(case: ViolationCase, sheet: dict[str, Any] | None) -> tuple[str, ...]:
    """Additional sanctions as imposed; before the decision, those the provisions foresee."""
    imposed = tuple(
        spelled_out(act.additional_terms)
        for act in case.acts.order_by("pk")
        if act.additional_terms.strip()
    )
    if imposed or sheet is None or case.decided_on is not None:
        return imposed
    return tuple(line.text for line in _foreseen(sheet, "additional_sanctions"))


def decree_grounds(case: ViolationCase) -> tuple[str, ...]:
    """The sanction decrees that the acts fall under, the newest first, each once."""
    instruments = {
        act.provision.instrument_id: act.provision.instrument
        for act in case.acts.select_related("provision__instrument").order_by("pk")
    }
    ordered = sorted(
        instruments.values(), key=lambda row: row.valid_from or date.min, reverse=True
    )
    return tuple(f"Căn cứ {instrument_words(row)}" for row in ordered)


def instrument_words(instrument: Any) -> str:
    """Nghị định số 283/2026/NĐ-CP ngày 15 tháng 7 năm 2026 của Chính phủ quy định …"""
    signed_on = getattr(instrument, "signed_on", None)
    signed = f" {vn_date(signed_on)}" if signed_on else ""
    kind, _space, rest = instrument.name_vi.partition("Nghị định")
    named = f"Nghị định số {instrument.number}{signed}"
    return named + rest if not kind and rest.strip().startswith("của") else named


def check_ground(case: ViolationCase) -> tuple[str, ...]:
    """The decision on the check in which the violation was found."""
    inspection = case.inspection
    if inspection is None or not inspection.decision_number:
        return ()
    words = (
        f"Căn cứ Quyết định số {inspection.decision_number} {vn_date(inspection.decided_on)} "
        f"của {inspection.agency.name_vi}"
    )
    return (words,)


def case_grounds(case: ViolationCase) -> tuple[str, ...]:
    """The papers of this case: check decision, violation minutes, explanations."""
    found = list(check_ground(case))
    if case.minutes_on is not None:
        number = f" số {case.minutes_number}" if case.minutes_number else ""
        place = f" tại {case.minutes_place}" if case.minutes_place else ""
        found.append(
            f"Căn cứ Biên bản vi phạm hành chính{number} lập {vn_date(case.minutes_on)}{place}"
        )
    found.extend(f"Căn cứ {words}" for words in explanations_of(case))
    return tuple(found)


def explanations_of(case: ViolationCase) -> tuple[str, ...]:
    """What the violator said after the minutes, with the day it came in."""
    name = subject_of(case).name
    return tuple(
        f"{EXPLANATIONS[ExplanationKind(row.kind)]} của {name}, tiếp nhận "
        f"{vn_date(row.received_on)}"
        for row in case.explanations.all()
    )


def treasury_of(agency: Any) -> Treasury:
    """Where fines of this body are paid."""
    return Treasury(agency.treasury_name, agency.treasury_account, agency.treasury_codes)


def subject_word(subject: Party) -> str:
    """Tổ chức, hộ kinh doanh, cá nhân: how the form speaks of the violator."""
    return {"organisation": "tổ chức", "household": "hộ kinh doanh"}.get(subject.kind, "cá nhân")
