"""The next act of each case of a list and its last day, in three statements for the whole list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from ecms.notifications import registry as letters
from ecms.notifications.models import DueItem
from inspections.enums import OUTCOME_PHASES, Phase
from inspections.models import Inspection, Requirement
from inspections.selectors import definition
from inspections.workflow import label_of

FOLLOWED = OUTCOME_PHASES[:-1]


class NextStep(NamedTuple):
    """What must happen next, and its last day; None where no clock runs."""

    words: str
    due_on: date | None = None


def next_steps(cases: Iterable[Inspection]) -> dict[int, NextStep]:
    """The next step by key of the case; a finished case has none."""
    rows = list(cases)
    running = _first_due(Inspection, [case.pk for case in rows])
    found = {
        case.pk: NextStep(step_words(case, running[case.pk]), running[case.pk].due_on)
        for case in rows
        if case.pk in running
    }
    followed = [case for case in rows if case.pk not in found and case.phase in FOLLOWED]
    found |= _requirements(followed)
    for case in rows:
        if case.pk not in found and (words := _without_clock(case)):
            found[case.pk] = NextStep(words)
    return found


def step_words(case: Inspection, item: DueItem) -> str:
    """The step that is due as the procedure of the case names it, else the words of the letter."""
    procedure = definition(case)
    term = next((term for term in procedure.terms if term.reminder == item.kind), None)
    return str(label_of(procedure, term.verb) if term else letters.letter(item.kind).title)


def due_verb(case: Inspection, item: DueItem | None) -> str:
    """The act of the procedure that is due; empty where none is."""
    terms = definition(case).terms if item is not None else ()
    return next((term.verb for term in terms if item and term.reminder == item.kind), "")


def _first_due(model: type, keys: Sequence[int]) -> dict[int, DueItem]:
    """The nearest date that does not stand still, by key."""
    items = DueItem.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id__in=keys, closed_at__isnull=True, paused_at__isnull=True,
    )  # fmt: skip
    found: dict[int, DueItem] = {}
    for item in items.order_by("due_on", "pk"):
        found.setdefault(item.object_id, item)
    return found


def _requirements(cases: Sequence[Inspection]) -> dict[int, NextStep]:
    """What the enterprises must still put right; nothing left: the case may be closed."""
    if not cases:
        return {}
    keys = [case.pk for case in cases]
    rows = Requirement.objects.filter(inspection__in=keys).outstanding()
    found: dict[int, NextStep] = {}
    for case, due_on in rows.order_by("due_on", "pk").values_list("inspection", "due_on"):
        found.setdefault(case, NextStep(_("The enterprise must put things right"), due_on))
    return {pk: found.get(pk, NextStep(_("Close the case"))) for pk in keys}


def _without_clock(case: Inspection) -> str:
    """What waits without a term of law."""
    if case.phase == Phase.PREPARING:
        return _("Correct the proposal") if case.reason else _("Decide on the proposal")
    return _("Resume when the reason is over") if case.phase == Phase.PAUSED else ""
