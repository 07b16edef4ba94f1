"""What a case of the world needs on its way to the decision."""

from tests.factories import NOW, TODAY
from violations.services import exhibits


def tell(world, case):
    """An exhibit of a case that is not decided yet."""
    thing = exhibits.Thing(name="Sổ lương", quantity="01 quyển", taken_on=TODAY)
    return {"exhibit": exhibits.note(case, thing, by=world.inspector, at=NOW).pk}
