"""The class of an accident and who investigates it (Law 84/2015 arts. 34-35; Decree 39/2016).

Pure. A victim counts as dead, seriously injured (at least one injury of Annex II of the decree),
or lightly injured; nothing else decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

FATAL, SERIOUS_MULTI, SERIOUS, MINOR = "FATAL", "SERIOUS_MULTI", "SERIOUS", "MINOR"
GRASSROOTS, COMMUNE, PROVINCIAL, CENTRAL = "GRASSROOTS", "COMMUNE", "PROVINCIAL", "CENTRAL"
DEAD, SERIOUSLY, LIGHTLY = "dead", "seriously", "lightly"
RANK = {GRASSROOTS: 0, COMMUNE: 0, PROVINCIAL: 1, CENTRAL: 2}
# Rows of the table of time limits, by class; another row where expertise is needed.
RULES = {MINOR: 100, SERIOUS: 101, SERIOUS_MULTI: 102, FATAL: 103}
EXPERTISE_RULE = 104
ARTICLES = {
    FATAL: ("Law 84/2015/QH13 Arts 35.2, 35.6d", "khoản 2, điểm d khoản 6 Điều 35"),
    SERIOUS_MULTI: ("Law 84/2015/QH13 Arts 35.2, 35.6c", "khoản 2, điểm c khoản 6 Điều 35"),
    SERIOUS: ("Law 84/2015/QH13 Arts 35.1, 35.6b", "khoản 1, điểm b khoản 6 Điều 35"),
    MINOR: ("Law 84/2015/QH13 Arts 35.1, 35.6a", "khoản 1, điểm a khoản 6 Điều 35"),
}


@dataclass(frozen=True, slots=True)
class Hurt:
    """One victim as the rule sees it: dead or not, and how many injuries of Annex II."""

    is_dead: bool = False
    serious_injuries: int = 0

    @property
    def severity(self) -> str:
        """Dead, seriously or lightly injured."""
        if self.is_dead:
            return DEAD
        return SERIOUSLY if self.serious_injuries else LIGHTLY


@dataclass(frozen=True, slots=True)
class Tally:
    """How many victims are dead, seriously and lightly injured."""

    dead: int = 0
    seriously: int = 0
    lightly: int = 0

    @property
    def victims(self) -> int:
        """All of them."""
        return self.dead + self.seriously + self.lightly


@dataclass(frozen=True, slots=True)
class Verdict:
    """Class, who investigates, and the row of the table of time limits (None: no term)."""

    code: str
    level: str
    rule: int | None
    tally: Tally


def tally(victims: Iterable[Hurt]) -> Tally:
    """Count victims by severity."""
    found = [victim.severity for victim in victims]
    return Tally(found.count(DEAD), found.count(SERIOUSLY), found.count(LIGHTLY))


def merged(known: Tally, said: Tally) -> Tally:
    """Recorded victims, topped up with those a caller spoke of who are not recorded yet.

    Once as many are recorded as were spoken of, only what is recorded counts.
    """
    missing = max(0, said.victims - known.victims)
    dead = min(missing, max(0, said.dead - known.dead))
    seriously = min(missing - dead, max(0, said.seriously - known.seriously))
    return Tally(
        known.dead + dead,
        known.seriously + seriously,
        known.lightly + missing - dead - seriously,
    )


def class_of(counts: Tally) -> str:
    """FATAL from one death on, else by the number of seriously injured."""
    if counts.dead:
        return FATAL
    if counts.seriously >= 2:
        return SERIOUS_MULTI
    return SERIOUS if counts.seriously else MINOR


def judge(
    counts: Tally, *, without_contract: bool = False, expertise: bool = False, level: str = ""
) -> Verdict:
    """Class, investigating body and term.

    ``without_contract``: nobody but the victims employs them (art. 34.1d): the commune makes a
    record where one is seriously hurt, the province investigates the rest. ``level`` keeps a
    higher body that has taken the case over (art. 35.2-35.3). ``expertise`` is technical or
    forensic (art. 35.6d) and is of the provincial and central teams.
    """
    code = class_of(counts)
    lawful = _lawful_level(code, without_contract=without_contract)
    if level and RANK[level] > RANK[lawful]:
        lawful = level
    if lawful == COMMUNE:
        return Verdict(code, COMMUNE, None, counts)
    higher = lawful in (PROVINCIAL, CENTRAL)
    rule = EXPERTISE_RULE if expertise and higher else RULES[code]
    return Verdict(code, lawful, rule, counts)


def _lawful_level(code: str, *, without_contract: bool) -> str:
    if code in (FATAL, SERIOUS_MULTI):
        return PROVINCIAL
    return COMMUNE if without_contract else GRASSROOTS


def may_extend(code: str, *, expertise: bool = False) -> bool:
    """Every class but the minor one, once (art. 35.6)."""
    return code != MINOR or expertise
