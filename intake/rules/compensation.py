"""What an employer owes a victim (Law 84/2015 arts. 38.4, 38.5, 38.7, 39). Pure, whole VND.

Compensation: 1.5 months' wage for a loss of 5-10 % of working capacity, 0.4 month more for each
further percent up to 80 %, 30 months' wage from 81 % or on death. Allowance, where the accident
was wholly the worker's fault or happened on the way to or from work through somebody else: 40 %
of that. These are the least amounts; an employer may pay more.
"""

from __future__ import annotations

from dataclasses import dataclass

COMPENSATION, ALLOWANCE, NOTHING = "COMPENSATION", "ALLOWANCE", "NOTHING"
LEAST_LOSS = 5
FULL_LOSS = 81
FIRST_TENTHS, STEP_TENTHS, FULL_TENTHS = 15, 4, 300  # tenths of a month's wage
ALLOWANCE_PERCENT = 40


@dataclass(frozen=True, slots=True)
class Claim:
    """The facts of one victim: ``wage`` a month in VND, ``loss`` in percent (None: unknown)."""

    wage: int
    loss: int | None
    is_dead: bool = False
    own_fault: bool = False
    commuting: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the reasoning: a code for its words, with its figures."""

    code: str
    values: tuple[tuple[str, int], ...] = ()

    @property
    def figures(self) -> dict[str, int]:
        """The figures by name."""
        return dict(self.values)


@dataclass(frozen=True, slots=True)
class Owed:
    """The least that is owed: kind, hundredths of a month's wage, VND, and how it was found."""

    kind: str
    month_hundredths: int
    amount: int
    steps: tuple[Step, ...]


class ClaimError(ValueError):
    """Facts that do not allow a computation."""


def tenths_of(loss: int | None, *, is_dead: bool) -> int:
    """Tenths of a month's wage for a loss of capacity, before any allowance.

    Raises:
        ClaimError: no loss is known of a living victim, or it is not a percentage.
    """
    if is_dead:
        return FULL_TENTHS
    if loss is None or not 0 <= loss <= 100:
        raise ClaimError("the loss of working capacity is not known")
    if loss < LEAST_LOSS:
        return 0
    if loss >= FULL_LOSS:
        return FULL_TENTHS
    return FIRST_TENTHS + STEP_TENTHS * max(0, loss - 10)


def owed(claim: Claim) -> Owed:
    """The least amount owed to a victim, rounded up to the next đồng, with its reasoning.

    Raises:
        ClaimError: wage or loss of capacity missing.
    """
    if claim.wage <= 0:
        raise ClaimError("the monthly wage is not known")
    tenths = tenths_of(claim.loss, is_dead=claim.is_dead)
    steps = [_basis(claim, tenths)]
    if not tenths:
        return Owed(NOTHING, 0, 0, tuple(steps))
    reduced = claim.own_fault or claim.commuting
    percent = ALLOWANCE_PERCENT if reduced else 100
    if reduced:
        code = "own_fault" if claim.own_fault else "commuting"
        steps.append(Step(code, (("percent", percent),)))
    amount = -(-claim.wage * tenths * percent // 1000)
    hundredths = tenths * percent // 10
    steps.append(
        Step("amount", (("wage", claim.wage), ("hundredths", hundredths), ("amount", amount)))
    )
    return Owed(ALLOWANCE if reduced else COMPENSATION, hundredths, amount, tuple(steps))


def _basis(claim: Claim, tenths: int) -> Step:
    if claim.is_dead:
        return Step("death", (("tenths", tenths),))
    loss = claim.loss or 0
    if loss < LEAST_LOSS:
        return Step("too_small", (("loss", loss),))
    if loss >= FULL_LOSS:
        return Step("full_loss", (("loss", loss), ("tenths", tenths)))
    if loss <= 10:
        return Step("first_band", (("loss", loss), ("tenths", tenths)))
    return Step("by_percent", (("loss", loss), ("extra", loss - 10), ("tenths", tenths)))
