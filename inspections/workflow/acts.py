"""The catalogue of acts: what steps of procedures are made of. Procedures say when and who."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from accounts.permissions import Permission
from ecms.core.workflow import Guard
from inspections import permissions
from inspections.enums import Actor

Phases = frozenset[str]

WHO: dict[str, tuple[str, Guard]] = {
    Actor.DECIDER: (Permission.INSPECTION_APPROVE, permissions.is_signatory),
    Actor.HEAD: (Permission.INSPECTION_CONDUCT, permissions.is_head),
    Actor.TEAM: (Permission.INSPECTION_CONDUCT, permissions.is_member),
    Actor.PROPOSER: (Permission.INSPECTION_PROPOSE, permissions.is_proposer),
    Actor.BODY: (Permission.INSPECTION_CONDUCT, permissions.of_same_body),
}


@dataclass(frozen=True)
class Act:
    """One act: its words, who usually takes it, and in which phases it makes sense.

    ``sources``: phases it starts from; ``targets``: phases it may lead to (empty: the phase
    stays). ``stamp`` names the ``<stamp>_at``/``<stamp>_by`` pair of the case. ``page`` is the
    name of its own page (``inspections:<page>``); empty: the page of small steps.
    """

    code: str
    label: str | Promise
    actor: str
    sources: Phases
    targets: Phases = frozenset()
    guards: tuple[Guard, ...] = ()
    stamp: str | None = None
    page: str = ""


ACTS: dict[str, Act] = {}


def register(*acts: Act) -> None:
    """Add acts to the catalogue; procedures may use them from then on."""
    ACTS.update({act.code: act for act in acts})
