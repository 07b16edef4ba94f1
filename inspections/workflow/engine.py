"""The workflow of a case: its table is read from the procedure version that the case keeps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from ecms.core.access import ALLOWED, Answer, Refused
from ecms.core.workflow import Guard, Transition, Workflow
from inspections.models import Inspection
from inspections.models.procedure import definition_of
from inspections.procedure_rules import RECORD, Definition, StepSpec
from inspections.selectors import was_taken
from inspections.workflow.acts import ACTS, WHO


def transition_of(procedure: Definition, step: StepSpec) -> Transition:
    """A step of a procedure as a row of the engine."""
    act = ACTS[step.act]
    permission, is_actor = WHO[step.actor or act.actor]
    own: list[Guard] = []
    if step.needs:
        own.append(_after(procedure, step.needs))
    if step.once:
        own.append(_once(step.verb))
    return Transition(
        verb=step.verb,
        label=step.name or act.label,
        sources=frozenset(step.sources),
        target=step.target or None,
        permission=permission,
        stamp=act.stamp,
        guards=(is_actor, *act.guards, *own),
        document=step.document or None,
        deadline=next((t.reminder for t in procedure.terms if t.verb == step.verb), None),
        primary=step.primary,
    )


def _after(procedure: Definition, needs: Sequence[str]) -> Guard:
    def taken_before(inspection: Inspection, user: Any) -> Answer:
        missing = [verb for verb in needs if not was_taken(inspection, verb)]
        if not missing:
            return ALLOWED
        words = [str(label_of(procedure, verb)) for verb in missing]
        return Refused(_("First: %(steps)s.") % {"steps": ", ".join(words)})

    return taken_before


def _once(verb: str) -> Guard:
    def not_taken_yet(inspection: Inspection, user: Any) -> Answer:
        if was_taken(inspection, verb):
            return Refused(_("This was already done; it is possible once."))
        return ALLOWED

    return not_taken_yet


def label_of(procedure: Definition, verb: str) -> Any:
    """What the procedure calls a step."""
    step = procedure.step(verb, "")
    return (step.name or ACTS[step.act].label) if step else verb


@lru_cache(maxsize=64)
def _table(procedure: Definition, language: bool) -> tuple[Transition, ...]:
    return tuple(transition_of(procedure, step) for step in procedure.steps)


class ProcedureWorkflow(Workflow):
    """Reads the table of a case from its procedure; one object for every procedure."""

    def __getitem__(self, verb: str) -> Any:
        """The act of that name (its label, page and usual actor).

        Raises:
            KeyError: no such act.
        """
        return ACTS[verb]

    def table(self, thing: Inspection) -> Sequence[Transition]:
        """The steps of the procedure of the case."""
        return table_of(definition_of(thing.procedure_id))

    def state_label(self, thing: Inspection) -> str:
        """The state as the procedure of the case names it."""
        return thing.get_state_display()

    def event(self, verb: str) -> str:
        """Acts have their own event; the steps that administrators made share one."""
        return f"inspection.{verb if verb in ACTS else RECORD}"

    def entering(self, thing: Inspection, state: str) -> dict[str, Any]:
        """The phase goes with the state."""
        return {"phase": definition_of(thing.procedure_id).phase(state)}


def table_of(procedure: Definition) -> tuple[Transition, ...]:
    """Every row of a procedure, in order, labels in the language of the page."""
    from ecms.core.formatting import is_vietnamese

    return _table(procedure, is_vietnamese())
