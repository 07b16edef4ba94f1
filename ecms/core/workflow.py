"""A small workflow engine: one table of transitions draws the buttons and guards the database.

A :class:`Workflow` is a list of rows (verb, sources, target, permission, guards). ``offers()``
lists what a user may do next, refused ones with their reason; ``advance()`` locks the row,
checks again, writes the new state and its moment and actor, and records an audit event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecms.core.access import ALLOWED, Answer, Refused

Guard = Callable[[Any, Any], Answer]


class WorkflowRefused(Exception):
    """A verb that is not possible now; ``reason`` is in words for the user."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True)
class Transition:
    """One row of a workflow table.

    ``target`` None keeps the state. ``stamp`` names the ``<stamp>_at``/``<stamp>_by`` pair.
    ``guards`` get (thing, user) and answer Allowed or Refused(reason).
    """

    verb: str
    label: str | Promise
    sources: frozenset[str]
    target: str | None
    permission: str
    stamp: str | None = None
    guards: tuple[Guard, ...] = ()
    document: str | None = None
    deadline: str | None = None
    primary: bool = False
    automatic: bool = False  # carried out by another service, draws no button


@dataclass(frozen=True)
class Offer:
    """A transition as one user sees it now."""

    transition: Transition
    answer: Answer

    @property
    def allowed(self) -> bool:
        """Whether the button is live."""
        return bool(self.answer)

    @property
    def reason(self) -> str:
        """Why not; empty when allowed."""
        return "" if self.allowed else str(self.answer.reason)  # type: ignore[union-attr]


@dataclass
class Workflow:
    """A named table of transitions over the ``state`` field of one model."""

    name: str
    states: type[models.TextChoices]
    transitions: tuple[Transition, ...]
    record: Callable[..., Any]
    final: frozenset[str] = frozenset()
    extra_guards: dict[str, list[Guard]] = field(default_factory=dict)

    def __getitem__(self, verb: str) -> Transition:
        for transition in self.transitions:
            if transition.verb == verb:
                return transition
        raise KeyError(f"{self.name} has no verb {verb!r}")

    def table(self, thing: Any) -> Sequence[Transition]:
        """The rows that hold for ``thing``; a workflow whose tables are data overrides it."""
        return self.transitions

    def row(self, thing: Any, verb: str) -> Transition | None:
        """The row of ``verb`` in the present state, or any row of it, or None."""
        rows = [row for row in self.table(thing) if row.verb == verb]
        return next((row for row in rows if thing.state in row.sources), rows[0] if rows else None)

    def state_label(self, thing: Any) -> str:
        """The present state in words."""
        return str(self.states(thing.state).label)

    def event(self, verb: str) -> str:
        """The audit event of a step."""
        return f"{self.name}.{verb}"

    def entering(self, thing: Any, state: str) -> dict[str, Any]:
        """Further fields that are written when ``thing`` comes into ``state``."""
        return {}

    def add_guard(self, verb: str, guard: Guard) -> None:
        """Let a module above forbid ``verb`` (called from its ``apps.ready()``)."""
        self[verb]
        guards = self.extra_guards.setdefault(verb, [])
        if guard not in guards:
            guards.append(guard)

    def answer(self, thing: Any, verb: str, user: Any) -> Answer:
        """Whether ``user`` may do ``verb`` to ``thing`` now, and if not, why."""
        transition = self.row(thing, verb)
        if transition is None:
            return Refused(_("The procedure of this case does not have this step."))
        if thing.state not in transition.sources:
            return Refused(
                _("Not possible in the state “%(state)s”.") % {"state": self.state_label(thing)}
            )
        if not user.can(transition.permission):
            return Refused(_("Your role does not include this step."))
        for guard in (*transition.guards, *self.extra_guards.get(verb, ())):
            answer = guard(thing, user)
            if not answer:
                return answer
        return ALLOWED

    def offers(self, thing: Any, user: Any) -> Iterator[Offer]:
        """The verbs of the present state, each with its answer for ``user``."""
        for transition in self.table(thing):
            if thing.state in transition.sources and not transition.automatic:
                yield Offer(transition, self.answer(thing, transition.verb, user))

    def advance(
        self, thing: Any, verb: str, *, by: Any, at: datetime, note: str = "", note_en: str = "",
        **changes: Any,
    ) -> Any:  # fmt: skip
        """Carry out ``verb`` under a row lock and return the fresh row.

        ``note_en`` is the note for readers in English where the note is a name that has two.
        ``changes`` are further field values written in the same statement. Must run inside
        the calling service's transaction or opens its own.

        Raises:
            WorkflowRefused: the verb is not possible now (state, permission or guard).
        """
        with transaction.atomic():
            # One lock a verb: an act that takes two steps of a case asks twice, and rightly so.
            rows = type(thing)._default_manager.select_for_update(of=("self",))
            (locked,) = rows.filter(pk=thing.pk)
            answer = self.answer(locked, verb, by)
            if isinstance(answer, Refused):
                raise WorkflowRefused(answer.reason)
            transition = self.row(locked, verb)
            assert transition is not None  # noqa: S101 - it was answered with a yes
            before = locked.state
            if transition.target is not None:
                locked.state = transition.target
                changes = {**self.entering(locked, transition.target), **changes}
            if stamp := transition.stamp:
                changes = {f"{stamp}_at": at, f"{stamp}_by": by, **changes}
            for name, value in changes.items():
                setattr(locked, name, value)
            locked.save()
            self.record(
                self.event(verb),
                locked,
                by=by,
                at=at,
                data={"from": before, "to": locked.state, **_given(note=note, note_en=note_en)},
            )
        return locked

    def diagram(self) -> str:
        """The table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2"]
        for transition in self.transitions:
            for source in sorted(transition.sources):
                target = transition.target or source
                lines.append(f"    {source} --> {target}: {transition.verb}")
        lines.extend(f"    {state} --> [*]" for state in sorted(self.final))
        return "\n".join(lines)


def _given(**words: str) -> dict[str, str]:
    """Those that say something."""
    return {name: text for name, text in words.items() if text}
