"""What a case of the world needs on its way to the decision."""

from accounts.models import Delegation
from tests.factories import NOW, TODAY
from violations.services import exhibits


def tell(world, case):
    """An exhibit of a case that is not decided yet."""
    thing = exhibits.Thing(name="Sổ lương", quantity="01 quyển", taken_on=TODAY)
    return {
        "exhibit": exhibits.note(case, thing, by=world.inspector, at=NOW).pk,
        "delegation": _delegation(world).pk,
    }


def _delegation(world):
    """The director lets the deputy order enforcement."""
    giver = world.director.positions.get()
    holder = world.people["deputy.dongnai"].positions.get()
    return Delegation.objects.create(
        kind="ENFORCEMENT", giver=giver, holder=holder, number="3/QĐ-GQXP", decided_on=TODAY,
        valid_from=TODAY,
    )  # fmt: skip
