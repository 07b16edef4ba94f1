"""The acts of a case under each decree side by side: what would be owed, and which one applies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from law.enums import Party
from law.rules import ActFacts, Frame, Instrument, LawRefusal, Reference, fine_for, frame_for
from violations.models import Act, ViolationCase
from violations.worksheets import acts_of, basis_words, facts_of, language, law_of, law_party


@dataclass(frozen=True)
class Side:
    """One act under one decree. Amounts are whole VND for the party of the case.

    ``refusal`` says why this decree has no fine for it; then there is no frame.
    """

    instrument: str
    applies: bool
    frame: Frame | None = None
    fine: int = 0
    refusal: str = ""

    @property
    def basis(self) -> str:
        """The provision in the language of the page."""
        return basis_words(self.frame.provision.legal_basis) if self.frame else ""


@dataclass(frozen=True)
class Compared:
    """An act with its sides in the order of the decrees."""

    act: Act
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class Total:
    """The fines under one decree, whole VND; ``missing`` acts have no fine in it."""

    instrument: str
    total: int
    missing: int


def compare(case: ViolationCase, *, workers: int | None = None, base: int | None = None,
            party: str = "") -> dict[str, Any]:  # fmt: skip
    """Every act under every decree; ``workers``, ``base`` and ``party`` replace those of the case.

    ``instruments`` are the decrees, ``rows`` the acts, ``totals`` the sums by decree.
    """
    law, acts = law_of(case), acts_of(case)
    facts = facts_of(acts, case.circumstances.all())
    who = Party(party) if party else law_party(case)
    rows = [
        Compared(act, tuple(_side(law, decree, _changed(item, workers, base), act, who)
                            for decree in law.instruments))
        for act, item in zip(acts, facts, strict=True)
    ]  # fmt: skip
    columns = list(zip(*(row.sides for row in rows), strict=True)) if rows else []
    return {
        "instruments": law.instruments,
        "rows": rows,
        "totals": [
            Total(
                decree.code,
                sum(side.fine for side in column),
                sum(side.frame is None for side in column),
            )
            for decree, column in zip(law.instruments, columns, strict=bool(rows))
        ],
    }


def _changed(facts: ActFacts, workers: int | None, base: int | None) -> ActFacts:
    """Only a quantity that the act has is replaced: others are not asked for by its provision."""
    wanted: dict[str, Any] = {}
    if workers is not None and facts.workers is not None:
        wanted["workers"] = workers
    if base is not None and facts.base is not None:
        wanted["base"] = base
    return replace(facts, **wanted)


def _side(law: Reference, decree: Instrument, facts: ActFacts, act: Act, party: Party) -> Side:
    applies = act.provision.instrument.number == decree.code
    try:
        frame = _frame(law, decree, facts, act, party)
    except LawRefusal as refusal:
        return Side(decree.code, applies, refusal=refusal.message(language()))
    return Side(decree.code, applies, frame, fine_for(frame, facts.circumstances))


def _frame(law: Reference, decree: Instrument, facts: ActFacts, act: Act, party: Party) -> Frame:
    """The frame of the act in a decree. Raises LawRefusal where it has none."""
    code = act.provision.code
    group = law.group(decree.code, code)
    if group is None:
        raise LawRefusal("not_in_decree", code=code, instrument=decree.code, on=date_of(act))
    if group.rows[0].valid_from is None:
        raise LawRefusal("deferred", code=code, basis=group.rows[0].legal_basis)
    return frame_for(group, facts, party, decree)


def date_of(act: Act) -> date:
    """The day on which the law of the act hangs: its end, or its discovery while it goes on."""
    return act.ended_on or act.discovered_on
