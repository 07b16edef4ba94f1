"""The law as data: instruments, provisions, competence, deadlines, remedies, sanctions.

Plain frozen dataclasses, checked when made, so that rows from the files under ``data/`` and rows
from the database pass through the same checks. Amounts are whole VND. Constructors raise
InvalidReference (a ValueError) with the reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from law.enums import BodyLevel, FineType, Power, StatedFor, TermUnit
from law.rules.errors import InvalidReference

OVERSEAS = "overseas_workers"  # category of Chapter IV, with a limitation of two years
# Acts that by their nature only an organisation of that kind can commit.
ORGANISATIONS_ONLY = frozenset(
    {
        "public employment service org.",
        "employment service enterprise",
        "employment service org.",
        "labour-leasing enterprise",
        "OSH training organisation",
        "technical inspection organisation",
        "monitoring organisation",
        "OSH assessment organisation",
        "vocational institution",
        "workers organisation at enterprise",
    }
)


def _require(condition: object, reason: str) -> None:
    if not condition:
        raise InvalidReference(reason)


def _check_dates(valid_from: date | None, valid_to: date | None) -> None:
    if valid_from and valid_to:
        _require(valid_from <= valid_to, f"valid_from {valid_from} is after valid_to {valid_to}")


@dataclass(frozen=True, slots=True)
class Instrument:
    """A sanction decree: ``code`` as cited ("283/2026/NĐ-CP"), validity with both ends included.

    ``fine_level_article_*`` is the clause that says for whom amounts are stated and that an
    organisation pays double. ``fine_most`` is the highest fine of the field for an individual
    (LHAV arts. 23-24), ``fine_most_overseas`` that of the chapter on work abroad; an organisation
    may be fined twice as much. None: not known.
    """

    code: str
    title_vi: str
    title_en: str
    valid_from: date
    valid_to: date | None = None
    fine_level_article_vi: str = ""
    fine_level_article_en: str = ""
    fine_most: int | None = None
    fine_most_overseas: int | None = None

    def __post_init__(self) -> None:
        _check_dates(self.valid_from, self.valid_to)
        for most in (self.fine_most, self.fine_most_overseas):
            _require(most is None or most > 0, "the highest fine of the field must be positive")

    def in_force(self, on: date) -> bool:
        """Tell whether the decree is in force on a date."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Provision:
    """One act with one bracket in one decree: a row of ``violations.csv``.

    ``fine_min``/``fine_max``/``cap`` are VND as the decree states them (not doubled), 0 for
    warnings and percentages; ``percent_*`` are per cent of ``percent_of``. ``org_multiplier`` is
    2 (stated for individuals), 1 (stated for organisations) or None (only a person can commit
    the act). ``valid_from`` is None when the clause is deferred and not yet in force.
    """

    row_id: str
    code: str
    instrument: str
    valid_from: date | None
    valid_to: date | None
    article: int
    clause: int
    point: str
    legal_basis: str
    title_vi: str
    title_en: str
    category: str
    severity: str
    violator: str
    stated_for: StatedFor
    org_multiplier: int | None
    fine_type: FineType
    scale_unit: str = ""
    bracket_from: int | None = None
    bracket_to: int | None = None
    fine_min: int = 0
    fine_max: int = 0
    percent_min: Decimal | None = None
    percent_max: Decimal | None = None
    percent_of: str = ""
    cap: int | None = None
    additional_codes: tuple[str, ...] = ()
    remedial_codes: tuple[str, ...] = ()
    criminal_referral: str = ""
    notes: str = ""
    source: str = ""
    confidence: str = ""

    def __post_init__(self) -> None:
        _check_dates(self.valid_from, self.valid_to)
        _require(self.fine_min <= self.fine_max, "the lowest fine is above the highest")
        _require(self.fine_min >= 0, "a fine is negative")
        _require(self.cap is None or self.cap > 0, "the cap must be positive")
        self._check_stated_for()
        getattr(self, f"_check_{self.fine_type.name.lower()}")()

    def _check_stated_for(self) -> None:
        allowed = (1,) if self.stated_for is StatedFor.ORGANISATION else (2, None)
        _require(
            self.org_multiplier in allowed,
            f"multiplier {self.org_multiplier} does not go with a fine stated for an "
            f"{self.stated_for.value}",
        )

    def _check_fixed_range(self) -> None:
        _require(self.fine_max > 0, "a fixed range needs amounts")

    def _check_bracket(self) -> None:
        _require(self.fine_max > 0, "a bracket needs amounts")
        _require(self.scale_unit, "a bracket needs its unit")
        _require(self.bracket_from, "a bracket needs its lower bound")
        _require(
            self.bracket_to is None or (self.bracket_from or 0) <= self.bracket_to,
            "the bracket ends before it begins",
        )

    def _check_per_unit(self) -> None:
        _require(self.fine_max > 0, "a fine per unit needs amounts")
        _require(self.scale_unit, "a fine per unit needs its unit")

    def _check_percent(self) -> None:
        low, high = self.percent_min, self.percent_max
        _require(low is not None and high is not None, "a percentage fine needs percentages")
        _require(low is not None and high is not None and 0 < low <= high, "percentages are odd")
        _require(self.cap and self.percent_of, "a percentage fine needs its base and its cap")

    def _check_warning(self) -> None:
        _require(self.fine_max == 0, "a warning has no amounts")

    @property
    def place(self) -> tuple[int, int, str]:
        """Article, clause and point within the decree."""
        return (self.article, self.clause, self.point)

    @property
    def is_overseas(self) -> bool:
        """Acts of the chapter on work abroad, with a limitation of two years."""
        return self.category == OVERSEAS


@dataclass(frozen=True, slots=True)
class Scope:
    """Provisions of one decree a title may sanction.

    ``provisions`` holds blank-separated places: "8-14" articles, "18.2" a clause, "39.1-4"
    clauses, "19.3c" a point, "19.3c-e" points. Limits, when given, replace those of the title.
    """

    instrument: str
    provisions: str
    max_individual: int | None = None
    max_organisation: int | None = None


@dataclass(frozen=True, slots=True)
class Competence:
    """What one title may impose between two dates, both included. Limits in VND."""

    title_code: str
    title_vi: str
    title_en: str
    level: BodyLevel
    max_individual: int
    max_organisation: int
    powers: frozenset[Power]
    scopes: tuple[Scope, ...]
    valid_from: date
    valid_to: date | None = None
    only_during_check: bool = False
    notes: str = ""
    source: str = ""
    confidence: str = ""

    def __post_init__(self) -> None:
        _check_dates(self.valid_from, self.valid_to)
        _require(self.title_code.replace("_", "").isalnum(), "title_code is not a code")
        _require(0 < self.max_individual <= self.max_organisation, "the limits are odd")
        _require(self.powers, "a title without powers")

    def in_force(self, on: date) -> bool:
        """Tell whether this row applies to a decision dated ``on``."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit with its validity. ``key`` is stable; ``value`` counts ``unit``."""

    key: str
    value: int
    unit: TermUnit
    valid_from: date
    valid_to: date | None = None
    legal_basis: str = ""
    confidence: str = ""

    def __post_init__(self) -> None:
        _check_dates(self.valid_from, self.valid_to)
        _require(self.value > 0, "a time limit must be positive")

    def in_force(self, on: date) -> bool:
        """Tell whether the time limit applies to an event on that date."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Remedy:
    """A remedial measure; ``due_deadline_key`` names its time limit where the law gives one."""

    code: str
    title_vi: str
    title_en: str
    due_deadline_key: str = ""


@dataclass(frozen=True, slots=True)
class AdditionalSanction:
    """An additional sanction and the power a title needs to impose it."""

    code: str
    title_vi: str
    title_en: str
    power: Power


@dataclass(frozen=True, slots=True)
class Grouped:
    """Provisions of one code in one decree, brackets in ascending order."""

    rows: tuple[Provision, ...] = field(default=())

    def __post_init__(self) -> None:
        first = self.rows[0]
        if len(self.rows) == 1 and first.fine_type is not FineType.BRACKET:
            return
        name = f"{first.instrument} {first.code}"
        _require(all(row.fine_type is FineType.BRACKET for row in self.rows), f"{name}: two rows")
        expected: int | None = 1
        for row in self.rows:
            _require(
                expected is not None and row.bracket_from == expected,
                f"{name}: brackets overlap or leave a gap at {row.row_id}",
            )
            expected = None if row.bracket_to is None else row.bracket_to + 1
        _require(expected is None, f"{name}: the last bracket must be open")
        _require(len({row.scale_unit for row in self.rows}) == 1, f"{name}: several units")


def group_provisions(rows: Iterable[Provision]) -> dict[tuple[str, str], Grouped]:
    """Group rows by (instrument, code) and check that brackets neither overlap nor leave gaps."""
    found: dict[tuple[str, str], list[Provision]] = {}
    for row in rows:
        found.setdefault((row.instrument, row.code), []).append(row)
    return {
        key: Grouped(tuple(sorted(group, key=lambda row: row.bracket_from or 0)))
        for key, group in found.items()
    }
