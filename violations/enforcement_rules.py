"""What each measure of enforcement needs and how each of its steps goes on, as tables."""

from __future__ import annotations

from dataclasses import dataclass

from law.models import MeasureKind as M
from violations.enforcement_states import ACTIVE, InquiryKind
from violations.enforcement_states import EnforcementState as S
from violations.enforcement_states import StepKind as K

MONEY = (M.SALARY, M.ACCOUNT, M.DISTRAINT, M.THIRD_PARTY)
ORDER_TERMS = {  # days for the order from the day on which the information came in
    M.SALARY: "ENFORCE_SALARY",
    M.ACCOUNT: "ENFORCE_ACCOUNT",
    M.DISTRAINT: "ENFORCE_DISTRAINT",
}
SOURCES = {  # whose answer about the means a measure rests on
    M.SALARY: InquiryKind.EMPLOYER,
    M.ACCOUNT: InquiryKind.BANK,
    M.DISTRAINT: InquiryKind.REGISTRY,
    M.THIRD_PARTY: InquiryKind.THIRD_PARTY,
}
MINUTES_FORMS = {
    M.SALARY: "MBB11",
    M.ACCOUNT: "MBB11",
    M.THIRD_PARTY: "MBB11",
    M.DISTRAINT: "MBB12",
    M.REMEDY: "MBB14",
}
ROUNDS_MOST = 3  # rounds of verification (Decree 296/2025 art. 47)


@dataclass(frozen=True)
class Rule:
    """One step: from which states, to which (None: it stays), for which measures, by whom.

    ``directs`` steps are decisions of the office with power; ``asks`` names the fields that
    must be filled beside the date.
    """

    kind: K
    sources: tuple[str, ...]
    target: str | None = None
    measures: tuple[str, ...] = tuple(M.values)
    directs: bool = False
    asks: tuple[str, ...] = ("text",)
    paper: str = ""


RULES = {
    rule.kind: rule
    for rule in (
        Rule(K.SEND, (S.ORDERED,), S.RUNNING, asks=("names",)),
        Rule(K.NOT_TAKEN, (S.ORDERED,), S.RUNNING, asks=("text", "names"), paper="MBB07"),
        Rule(K.NOTICE, (S.RUNNING,), measures=(M.DISTRAINT,)),
        Rule(K.POLICE, (S.ORDERED, S.RUNNING), measures=(M.DISTRAINT, M.REMEDY)),
        Rule(K.FREEZE, (S.RUNNING,), measures=(M.ACCOUNT,), asks=("amount",)),
        Rule(K.DISTRAIN, (S.RUNNING,), measures=(M.DISTRAINT,), directs=True, paper="MQD13"),
        Rule(K.MINUTES, (S.RUNNING,), asks=("text", "names"), paper="minutes"),
        Rule(K.HANDOVER, (S.RUNNING,), measures=(M.DISTRAINT,), asks=("text", "names"),
             paper="MBB13"),
        Rule(K.COLLECT, (S.RUNNING,), measures=MONEY, asks=("amount", "reference")),
        Rule(K.COST, ACTIVE, asks=("amount", "text")),
        Rule(K.COST_PAID, (*ACTIVE, S.DONE, S.ENDED), asks=("amount", "reference")),
        Rule(K.SUSPEND, (S.ORDERED, S.RUNNING), S.SUSPENDED, directs=True, paper="QD-TDC"),
        Rule(K.RESUME, (S.SUSPENDED,), S.RUNNING, directs=True, paper="QD-TTC"),
        Rule(K.NOT_YET, (S.RUNNING,), S.NOT_YET, directs=True, paper="QD-CCDK"),
        Rule(K.VERIFY, (S.NOT_YET,), S.RUNNING, asks=("text", "outcome")),
        Rule(K.FINISH, (S.RUNNING,), S.DONE),
        Rule(K.END, ACTIVE, S.ENDED, directs=True, paper="QD-DCC"),
    )
}  # fmt: skip


def steps_for(kind: str, state: str) -> list[Rule]:
    """The steps that a measure of ``kind`` may take in ``state``, in the order of the table."""
    return [r for r in RULES.values() if state in r.sources and kind in r.measures]
