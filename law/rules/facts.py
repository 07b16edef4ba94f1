"""What the inspector established: the input of the rules."""

from dataclasses import dataclass
from datetime import date

from law.rules.errors import LawRefusal


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Numbers of aggravating and mitigating circumstances (LHAV arts. 9-10)."""

    aggravating: int = 0
    mitigating: int = 0

    def __post_init__(self) -> None:
        if min(self.aggravating, self.mitigating) < 0:
            raise LawRefusal("negative_circumstances")

    @property
    def net(self) -> int:
        """What is left after one mitigating offsets one aggravating: > 0 aggravating."""
        return self.aggravating - self.mitigating


@dataclass(frozen=True, slots=True)
class ActFacts:
    """One act. Either ``ended_on``, or ``ongoing`` with the day it was ``discovered_on``.

    ``workers``: workers affected; ``units``: machines, dossiers, SI books or workers, as the
    provision counts; ``base``: VND a percentage is taken of. Quantities that a provision does
    not need are ignored. Raises LawRefusal for contradictory or impossible facts.
    """

    code: str
    workers: int | None = None
    units: int | None = None
    base: int | None = None
    ended_on: date | None = None
    ongoing: bool = False
    discovered_on: date | None = None
    circumstances: Circumstances = Circumstances()

    def __post_init__(self) -> None:
        self._check_dates()
        for name in ("workers", "units", "base"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise LawRefusal("quantity_below_one", quantity=name, value=value)

    def _check_dates(self) -> None:
        if self.ongoing:
            if self.ended_on is not None:
                raise LawRefusal("ended_and_ongoing")
            if self.discovered_on is None:
                raise LawRefusal("ongoing_needs_discovery")
        elif self.ended_on is None:
            raise LawRefusal("no_act_date")
        elif self.discovered_on is not None and self.discovered_on < self.ended_on:
            raise LawRefusal("ended_after_discovery", ended=self.ended_on, on=self.discovered_on)

    @property
    def counts_from(self) -> date:
        """Day from which the limitation runs: end of the act, or discovery when it goes on."""
        day = self.discovered_on if self.ongoing else self.ended_on
        assert day is not None  # noqa: S101 - proved by _check_dates
        return day
