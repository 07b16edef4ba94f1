"""The whole law known to the system, indexed for the rules."""

from collections.abc import Iterable
from datetime import date

from ecms.core.calendar import WorkingCalendar
from law.rules.catalogue import (
    AdditionalSanction,
    Competence,
    Deadline,
    Grouped,
    Instrument,
    Provision,
    Remedy,
    group_provisions,
)
from law.rules.errors import InvalidReference, LawRefusal


class Reference:
    """Everything the rules look up; built from ``data/`` or from database rows.

    Raises InvalidReference when the parts contradict each other: brackets with gaps, a code of
    a remedy, sanction or decree that does not exist, overlapping rows for one title or deadline.
    """

    def __init__(
        self,
        *,
        instruments: Iterable[Instrument],
        provisions: Iterable[Provision],
        competence: Iterable[Competence],
        deadlines: Iterable[Deadline],
        remedies: Iterable[Remedy],
        additional: Iterable[AdditionalSanction],
        calendar: WorkingCalendar,
    ) -> None:
        self.instruments = tuple(sorted(instruments, key=lambda item: item.valid_from))
        self.provisions = tuple(provisions)
        self.competence = tuple(competence)
        self.deadlines = tuple(deadlines)
        self.remedies = {item.code: item for item in remedies}
        self.additional = {item.code: item for item in additional}
        self.calendar = calendar
        self._groups = group_provisions(self.provisions)
        self.codes = frozenset(row.code for row in self.provisions)
        self._check()

    def group(self, instrument: str, code: str) -> Grouped | None:
        """Return the rows of one code in one decree, or None."""
        return self._groups.get((instrument, code))

    def instrument(self, code: str) -> Instrument:
        """Return a decree by its code ("283/2026/NĐ-CP")."""
        return next(item for item in self.instruments if item.code == code)

    def deadline(self, key: str, on: date) -> Deadline:
        """Return the time limit in force on the date of its event.

        Raises LawRefusal ``no_deadline`` when the data holds none for that date.
        """
        found = self.find_deadline(key, on)
        if found is None:
            raise LawRefusal("no_deadline", key=key, on=on)
        return found

    def find_deadline(self, key: str, on: date) -> Deadline | None:
        """Return the time limit in force on a date, or None."""
        return next((d for d in self.deadlines if d.key == key and d.in_force(on)), None)

    def _check(self) -> None:
        decrees = {item.code for item in self.instruments}
        for row in self.provisions:
            self._check_provision(row, decrees)
        for remedy in self.remedies.values():
            known = {deadline.key for deadline in self.deadlines}
            if remedy.due_deadline_key and remedy.due_deadline_key not in known:
                raise InvalidReference(f"{remedy.code}: no deadline {remedy.due_deadline_key}")
        _check_overlaps((row.title_code, row.valid_from, row.valid_to) for row in self.competence)
        _check_overlaps((row.key, row.valid_from, row.valid_to) for row in self.deadlines)

    def _check_provision(self, row: Provision, decrees: set[str]) -> None:
        if row.instrument not in decrees:
            raise InvalidReference(f"{row.row_id}: unknown decree {row.instrument}")
        for code in row.remedial_codes:
            if code not in self.remedies:
                raise InvalidReference(f"{row.row_id}: unknown remedy {code}")
        for code in row.additional_codes:
            if code not in self.additional:
                raise InvalidReference(f"{row.row_id}: unknown additional sanction {code}")


def _check_overlaps(periods: Iterable[tuple[str, date, date | None]]) -> None:
    previous: dict[str, date | None] = {}
    for name, start, end in sorted(periods, key=lambda item: (item[0], item[1])):
        if name in previous:
            last = previous[name]
            if last is None or start <= last:
                raise InvalidReference(f"{name}: two rows are in force on {start}")
        previous[name] = end
