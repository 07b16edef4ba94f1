"""The worksheet of a case: its rows turned into facts, computed by the rules, shaped for pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import get_language

from law.enums import DecisionRoute, Party
from law.rules import ActFacts, CaseWorksheet, Circumstances, Reference, cite, worksheet
from law.selectors import reference
from violations import case_rules
from violations.models import Act, Circumstance, ViolationCase
from violations.states import CircumstanceKind, ExplanationKind, PartyKind

Json = dict[str, Any]


def language() -> str:
    """The language of the page as the rules know it: vi or en."""
    return "vi" if (get_language() or "vi").startswith("vi") else "en"


def law_of(case: ViolationCase) -> Reference:
    """The law, looked up once for each loaded case: one query however often it is asked."""
    kept = case.__dict__
    if "_law" not in kept:
        kept["_law"] = reference()
    law: Reference = kept["_law"]
    return law


def share_law(case: ViolationCase, law: Reference) -> None:
    """Let ``case`` use a law that was looked up for another row of the same list."""
    case.__dict__["_law"] = law


def basis_words(legal_basis: str) -> str:
    """A legal basis of the catalogue, spelled out in the language of the page."""
    lang = language()
    place, mark, aside = legal_basis.partition(" (")
    words = cite(place, lang)
    return words + mark + aside if lang == "vi" else words


def acts_of(case: ViolationCase) -> list[Act]:
    """The acts that are fined, with what the worksheet and the pages read of them."""
    rows = case.acts.filter(left_out="").order_by("pk")
    return list(rows.select_related("provision__instrument", "provision__topic", "finding"))


def acts_left_out(case: ViolationCase) -> list[Act]:
    """Acts that may not be fined any more, each with its reason (art. 65)."""
    rows = case.acts.exclude(left_out="").order_by("pk")
    return list(rows.select_related("provision__instrument"))


def facts_of(acts: Iterable[Act], circumstances: Iterable[Circumstance]) -> list[ActFacts]:
    """Facts for the rules; a circumstance without an act counts for every act.

    Raises LawRefusal for contradictory or impossible facts.
    """
    listed = list(circumstances)
    return [
        ActFacts(
            code=act.provision.code,
            workers=act.workers,
            units=act.units,
            base=act.base_amount,
            ended_on=act.ended_on,
            ongoing=act.ongoing,
            discovered_on=act.discovered_on,
            circumstances=_counts([c for c in listed if c.act_id in (None, act.pk)]),
        )
        for act in acts
    ]


def _counts(circumstances: list[Circumstance]) -> Circumstances:
    aggravating = sum(c.kind == CircumstanceKind.AGGRAVATING for c in circumstances)
    return Circumstances(aggravating=aggravating, mitigating=len(circumstances) - aggravating)


def route_of(case: ViolationCase, *, explained: bool | None = None) -> DecisionRoute:
    """Which time limit the decision has; ``explained`` spares the query where it is known."""
    if explained is None:
        explained = case.explanations.exclude(kind=ExplanationKind.WAIVED).exists() or verified(
            case
        )
    return case_rules.decision_route(
        complex_case=case.is_complex,
        explained=explained,
        transferred=case.transferred_at is not None,
    )


def verified(case: ViolationCase) -> bool:
    """Whether circumstances are verified after the minutes (art. 59), which takes its time."""
    if case.minutes_at is None:
        return False
    return case.verifications.filter(ordered_at__gte=case.minutes_at).exists()


def law_party(case: ViolationCase) -> Party:
    """The party as the rules know it; somebody unknown is shown the frames of an individual."""
    unknown = case.party == PartyKind.UNIDENTIFIED
    return Party.INDIVIDUAL if unknown else Party(case.party)


def check_is_open(case: ViolationCase, on: date) -> bool:
    """Whether the inspection of the case still runs, so that its team head may sanction
    (Decree 190/2025 art. 11): announced, minutes not signed, last day not passed."""
    inspection = case.inspection
    return (
        inspection is not None
        and inspection.state == "IN_PROGRESS"
        and inspection.ends_on is not None
        and on <= inspection.ends_on
    )


def compute(case: ViolationCase, *, on: date, minutes_on: date | None = None) -> CaseWorksheet:
    """The worksheet of ``case`` for a decision on ``on``; kept on the instance while it lives.

    Raises:
        LawRefusal: the acts cannot be sanctioned as stated; it says why in both languages.
    """
    kept: dict[Any, CaseWorksheet] = case.__dict__.setdefault("_worksheets", {})
    minutes_on = case.minutes_on or minutes_on
    if (on, minutes_on) not in kept:
        found = worksheet(
            law_of(case),
            facts_of(acts_of(case), case.circumstances.all()),
            law_party(case),
            decided_on=on,
            minutes_on=minutes_on,
            route=route_of(case),
            check_open=check_is_open(case, on),
        )
        kept[on, minutes_on] = _with_longer_limitation(case, found)
    return kept[on, minutes_on]


def _with_longer_limitation(case: ViolationCase, sheet: CaseWorksheet) -> CaseWorksheet:
    """A file that a procedural body gave back has a year more (art. 6.1c)."""
    if not case.limitation_extended or case.limitation_ends_on is None:
        return sheet
    ends_on = case.limitation_ends_on
    return replace(
        sheet, limitation_ends_on=ends_on, limitation_expired=sheet.decided_on > ends_on
    )


def fine_of(act: Act, computed: int) -> int:
    """The fine for an act: what the signatory set, else what the rules computed."""
    return computed if act.override_fine is None else act.override_fine


def freeze(sheet: CaseWorksheet, acts: Iterable[Act]) -> Json:
    """The worksheet as stored with a decision: both languages, and the fines as decided."""
    decided = [
        {
            "act": act.pk,
            "computed": item.fine,
            "fine": fine_of(act, item.fine),
            "reason": act.override_reason,
        }
        for act, item in zip(acts, sheet.acts, strict=True)
    ]
    return {
        "vi": sheet.to_dict("vi"),
        "en": sheet.to_dict("en"),
        "decided": decided,
        "total": sum(item["fine"] for item in decided),
        "decided_on": sheet.decided_on.isoformat(),
    }


def for_page(case: ViolationCase, *, on: date) -> Json:
    """The worksheet in the language of the page: the frozen one of a decided case, else fresh.

    Shape of ``CaseWorksheet.to_dict`` with real dates, plus per act ``act`` (the row),
    ``basis`` (cited), ``decided_fine``, ``reason`` and ``expired`` (no fine any more, art. 65: its
    limitation has run out); ``total`` of the fines as they stand; ``only_warnings``;
    ``case_reasoning`` without that of the acts; ``frozen``.
    Raises LawRefusal for a case that cannot be computed.
    """
    acts = acts_of(case)
    frozen = is_frozen(case)
    if frozen:
        kept: Json = case.worksheet or {}
        sheet, gone = _dated(kept[language()]), set()
        fines = {item["act"]: (item["fine"], item["reason"]) for item in kept["decided"]}
    else:
        computed = compute(case, on=on, minutes_on=on)
        sheet, gone = _dated(computed.to_dict(language())), _expired(case, computed, acts)
        fines = {
            act.pk: (fine_of(act, item.fine), act.override_reason)
            for act, item in zip(acts, computed.acts, strict=True)
        }
    for act, row in zip(acts, sheet["acts"], strict=True):
        row["act"], row["basis"] = act, basis_words(row["legal_basis"])
        row["decided_fine"], row["reason"] = fines.get(act.pk, (row["fine"], ""))
        row["expired"] = act.pk in gone
        if row["expired"]:
            row["decided_fine"], row["reason"] = 0, ""
    total = sum(row["decided_fine"] for row in sheet["acts"])
    of_acts = sum(len(row["reasoning"]) for row in sheet["acts"])
    case_reasoning = sheet["reasoning"][of_acts:]  # the sentences of the acts come first
    only_warnings = all(row["warning"] and not row["expired"] for row in sheet["acts"])
    return {**sheet, "total": total, "frozen": frozen, "case_reasoning": case_reasoning,
            "only_warnings": only_warnings}  # fmt: skip


def _expired(case: ViolationCase, sheet: CaseWorksheet, acts: Iterable[Act]) -> set[int]:
    """Acts whose limitation has run out; none while that of the case was made longer."""
    if case.limitation_extended and not sheet.limitation_expired:
        return set()
    pairs = zip(acts, sheet.acts, strict=True)
    return {act.pk for act, item in pairs if item.limitation_expired}


def is_frozen(case: ViolationCase) -> bool:
    """Whether the case carries the worksheet of its decision in full."""
    stored = case.worksheet or {}
    return all(key in stored for key in ("vi", "en", "decided"))


def _dated(value: Any, key: str = "") -> Any:
    """Copy of a JSON value with its ISO dates as dates (keys ``…_on``, ``…_until``)."""
    if isinstance(value, dict):
        if key == "decision_due":
            return {name: _day(item) for name, item in value.items()}
        return {name: _dated(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_dated(item) for item in value]
    return _day(value) if key.endswith(("_on", "_until")) else value


def _day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value
