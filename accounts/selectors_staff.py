"""The staff as alerts see it: who works, who leads whom, who stands in for whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from accounts.models import Delegation, Position, RoleGrant, User
from accounts.permissions import Permission
from ecms.core.dated import in_force


class Roll:
    """All accounts on one day, read in four statements; see ``registry.Staff``.

    The head of a unit assigns the work but does not sign; the director is the head of the body,
    and where no office says who that is, whoever decides on checks there.
    """

    def __init__(self, on: date) -> None:
        people = User.objects.filter(in_force(on), is_active=True)
        self._place = {pk: (agency, unit) for pk, agency, unit in
                       people.values_list("pk", "agency_id", "unit_id")}  # fmt: skip
        self._on = on
        self._assigning: dict[int, set[int]] = defaultdict(set)
        self._deciding: dict[int, set[int]] = defaultdict(set)
        self._administering: set[int] = set()
        self._read_grants()
        heading = Position.objects.in_force(on).filter(is_head=True)
        self._heading: dict[int, set[int]] = defaultdict(set)
        for agency, user in heading.values_list("agency_id", "user_id"):
            self._heading[agency] |= {user} & self._place.keys()

    def _read_grants(self) -> None:
        grants = RoleGrant.objects.in_force(self._on)
        for user, agency, held in grants.values_list("user_id", "agency_id", "role__permissions"):
            if user not in self._place:
                continue
            if Permission.INSPECTION_APPROVE in held:
                self._deciding[agency].add(user)
            elif Permission.INSPECTION_ASSIGN in held:
                self._assigning[agency].add(user)
            if Permission.ADMIN in held:
                self._administering.add(user)

    def in_force(self, people: Iterable[int]) -> set[int]:
        """Those whose accounts are in use."""
        return {pk for pk in people if pk in self._place}

    def heads(self, person: int) -> set[int]:
        """The heads of the own division, else those of the body; nobody heads who decides."""
        agency, unit = self._place.get(person, (None, None))
        if agency is None or person in self._deciding[agency]:
            return set()
        found = self._assigning[agency] - {person}
        own = {pk for pk in found if unit is not None and self._place[pk][1] == unit}
        return own or found

    def colleagues(self, person: int) -> set[int]:
        """Others of the same body."""
        agency, _unit = self._place.get(person, (None, None))
        here = (pk for pk, place in self._place.items() if agency and place[0] == agency)
        return set(here) - {person}

    def directors(self, person: int) -> set[int]:
        """The head of the body, else those who decide there."""
        agency, _unit = self._place.get(person, (None, None))
        return (self._heading[agency] or self._deciding[agency]) if agency is not None else set()

    def deputies(self, person: int) -> set[int]:
        """Holders of delegations that the person has given."""
        rows = Delegation.objects.in_force(self._on).filter(giver__user=person)
        return self.in_force(rows.values_list("holder__user", flat=True))

    def administrators(self) -> set[int]:
        """Who administers the system."""
        return set(self._administering)

    def leaders(self) -> set[int]:
        """Heads of units and of bodies."""
        found: set[int] = set()
        for people in (*self._assigning.values(), *self._heading.values()):
            found |= people
        return found

    def led_by(self, leader: int) -> set[int]:
        """Those of the division for its head, those of the body for its director."""
        return {
            pk
            for pk in self._place
            if pk != leader and leader in self.heads(pk) | self.directors(pk)
        }
