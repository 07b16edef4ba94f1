"""A draft beside the present decree: what differs, and what known cases would cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from law.enums import FineType, Party
from law.models import DecreeDraft
from law.rules import ActFacts, Instrument, LawRefusal, Reference, fine_for, frame_for, signatories
from law.rules.catalogue import Grouped, Provision, Scope, group_provisions
from law.selectors import reference

COMPARED = ("title_vi", "title_en", "article", "clause", "point", "stated_for", "org_multiplier",
            "fine_type", "scale_unit", "bracket_from", "bracket_to", "fine_min", "fine_max",
            "percent_min", "percent_max", "percent_of", "cap", "additional_codes",
            "remedial_codes", "criminal_referral")  # fmt: skip
assert set(COMPARED) <= {field.name for field in fields(Provision)}  # noqa: S101


@dataclass(frozen=True)
class Changed:
    """A code in both decrees: the rows of each side and the names of what differs."""

    code: str
    before: tuple[Provision, ...]
    after: tuple[Provision, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """The draft beside the decree that it replaces."""

    new: list[Provision]
    gone: list[Provision]
    changed: list[Changed]
    same: int


@dataclass(frozen=True)
class Golden:
    """A case whose result is compared: where it comes from, its facts, its party."""

    label: str
    facts: ActFacts
    party: Party


@dataclass(frozen=True)
class Compared:
    """A case under both: fines in VND, or why there is none; ``signers`` under the draft."""

    case: Golden
    before: int | None
    after: int | None
    why_before: LawRefusal | None
    why_after: LawRefusal | None
    signers: int

    @property
    def differs(self) -> bool:
        """Another fine, or a fine on one side only."""
        return self.before != self.after


_past: list[Callable[[], Iterable[Golden]]] = []


def register_cases(provider: Callable[[], Iterable[Golden]]) -> None:
    """A module above offers past cases; called in ``apps.ready()``."""
    _past.append(provider)


def replaced(law: Reference, draft: DecreeDraft) -> Instrument | None:
    """The decree in force the day before, the draft itself left out."""
    day = draft.valid_from - timedelta(days=1)
    others = (item for item in law.instruments if item.code != draft.number)
    return next((item for item in others if item.in_force(day)), None)


def _groups(law: Reference, decree: Instrument | None) -> dict[str, Grouped]:
    if decree is None:
        return {}
    rows = [row for row in law.provisions if row.instrument == decree.code]
    return {code: group for (_decree, code), group in group_provisions(rows).items()}


def difference(draft: DecreeDraft, rows: list[Provision]) -> Difference:
    """What is new, gone and changed, by the code of the act."""
    law = reference()
    before = _groups(law, replaced(law, draft))
    after = {code: group for (_n, code), group in group_provisions(rows).items()}
    both = sorted(before.keys() & after.keys())
    changed = [
        Changed(code, before[code].rows, after[code].rows, names)
        for code in both
        if (names := _names(before[code], after[code]))
    ]
    return Difference(
        [after[code].rows[0] for code in sorted(after.keys() - before.keys())],
        [before[code].rows[0] for code in sorted(before.keys() - after.keys())],
        changed, len(both) - len(changed),
    )  # fmt: skip


def _names(before: Grouped, after: Grouped) -> tuple[str, ...]:
    if len(before.rows) != len(after.rows):
        return ("brackets",)
    return tuple(
        name for name in COMPARED
        if any(_plain(getattr(a, name)) != _plain(getattr(b, name))
               for a, b in zip(before.rows, after.rows, strict=True))
    )  # fmt: skip


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, tuple) else value


def with_draft(
    draft: DecreeDraft, rows: list[Provision], scopes: list[tuple[str, Scope]]
) -> Reference:
    """The whole law as it would be. Raises InvalidReference."""
    law = reference()
    old = replaced(law, draft)
    cut = [replace(item, valid_to=draft.valid_from - timedelta(days=1)) if item is old else item
           for item in law.instruments if item.code != draft.number]  # fmt: skip
    competence = [
        replace(row, scopes=(*(s for s in row.scopes if s.instrument != draft.number),
                             *(s for code, s in scopes if code == row.title_code)))
        for row in law.competence
    ]  # fmt: skip
    kept = [row for row in law.provisions if row.instrument != draft.number]
    return Reference(
        instruments=[*cut, instrument_of(draft)], provisions=[*kept, *rows],
        competence=competence, deadlines=law.deadlines, remedies=law.remedies.values(),
        additional=law.additional.values(), calendar=law.calendar,
    )  # fmt: skip


def instrument_of(draft: DecreeDraft) -> Instrument:
    """The decree of a draft for the rules."""
    return Instrument(
        code=draft.number, title_vi=draft.name_vi, title_en=draft.name_en,
        valid_from=draft.valid_from, fine_level_article_vi=draft.fine_level_article_vi,
        fine_level_article_en=draft.fine_level_article_en, fine_most=draft.fine_most,
        fine_most_overseas=draft.fine_most_overseas,
    )  # fmt: skip


def compare(
    draft: DecreeDraft, rows: list[Provision], scopes: list[tuple[str, Scope]]
) -> list[Compared]:
    """Past cases, and one case of every act in either decree, under both."""
    law = with_draft(draft, rows, scopes)
    old, new = replaced(law, draft), law.instrument(draft.number)
    cases = [*(case for provider in _past for case in provider()), *_of_acts(law, old, new)]
    return [_compared(law, old, new, case, draft) for case in cases]


def _of_acts(law: Reference, old: Instrument | None, new: Instrument) -> list[Golden]:
    decrees = [item.code for item in (old, new) if item is not None]
    heads: dict[str, Provision] = {}
    for row in law.provisions:
        if row.instrument in decrees:
            heads.setdefault(row.code, row)
    return [Golden("", _facts(row), _party(row)) for _code, row in sorted(heads.items())]


def _party(row: Provision) -> Party:
    return Party.INDIVIDUAL if row.org_multiplier is None else Party.ORGANISATION


def _facts(row: Provision) -> ActFacts:
    """One worker, one unit, one hundred million: whatever the provision counts."""
    base = 100_000_000 if row.fine_type is FineType.PERCENT else None
    return ActFacts(row.code, workers=1, units=1, base=base, ended_on=row.valid_from or date.min)


def _compared(
    law: Reference, old: Instrument | None, new: Instrument, case: Golden, draft: DecreeDraft
) -> Compared:
    before, why_before, _none = _result(law, old, case, draft)
    after, why_after, signers = _result(law, new, case, draft)
    return Compared(case, before, after, why_before, why_after, signers)


def _result(
    law: Reference, decree: Instrument | None, case: Golden, draft: DecreeDraft
) -> tuple[int | None, LawRefusal | None, int]:
    try:
        group = law.group(decree.code, case.facts.code) if decree else None
        if decree is None or group is None or group.rows[0].valid_from is None:
            return None, None, 0
        frame = frame_for(group, case.facts, case.party, decree)
    except LawRefusal as refusal:
        return None, refusal, 0
    who = signatories(law, [frame], case.party, draft.valid_from)
    return fine_for(frame, case.facts.circumstances), None, len(who)
