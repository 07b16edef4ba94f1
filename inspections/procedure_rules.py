"""What a procedure is, and when it may be published: states, steps, terms. Pure: no ORM."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ecms.core.formatting import is_vietnamese
from inspections.enums import FINAL_PHASES, Phase

RECORD = "record"  # the act without a meaning of its own


def localised(name_vi: str, name_en: str) -> str:
    """The name in the language of the page; Vietnamese where there is no English."""
    return name_vi if is_vietnamese() else name_en or name_vi


@dataclass(frozen=True)
class StateSpec:
    """A state and the phase that says what it means."""

    code: str
    name_vi: str
    name_en: str
    phase: str

    @property
    def name(self) -> str:
        """In the language of the page."""
        return localised(self.name_vi, self.name_en)


@dataclass(frozen=True)
class StepSpec:
    """A step: ``act`` of the catalogue from ``sources`` to ``target`` (empty: stays)."""

    act: str
    verb: str
    name_vi: str
    name_en: str
    sources: tuple[str, ...]
    target: str
    actor: str = ""
    document: str = ""
    needs: tuple[str, ...] = ()
    once: bool = False
    primary: bool = False

    @property
    def name(self) -> str:
        """In the language of the page; empty where the act's own words hold."""
        return localised(self.name_vi, self.name_en)


@dataclass(frozen=True)
class TermSpec:
    """How long the step ``verb`` may take from the beginning of ``runs_from``."""

    verb: str
    runs_from: str
    days: int
    reminder: str
    unit: str = "days"
    level: str = ""
    ground: str = ""
    mode: str = ""
    manner: str = ""
    extensions: tuple[int, ...] = ()
    rule: int | None = None
    late: str = "REASON"

    def fits(self, level: str, ground: str, mode: str, manner: str) -> bool:
        """Whether the term is meant for such a case."""
        wanted = ((self.level, level), (self.ground, ground), (self.mode, mode))
        return all(not mine or mine == given for mine, given in wanted) and (
            self.manner in ("", manner)
        )

    @property
    def narrowness(self) -> int:
        """How many conditions it has: the narrower term wins."""
        return sum(bool(part) for part in (self.level, self.ground, self.mode, self.manner))


@dataclass(frozen=True)
class Definition:
    """A whole procedure."""

    code: str
    first: str
    states: tuple[StateSpec, ...]
    steps: tuple[StepSpec, ...]
    terms: tuple[TermSpec, ...] = ()
    _names: dict[str, StateSpec] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        self._names.update({state.code: state for state in self.states})

    def state_name(self, code: str) -> str:
        """The name of a state; its code where the procedure does not know it."""
        return self._names[code].name if code in self._names else code

    def phase(self, code: str) -> str:
        """The phase of a state.

        Raises:
            KeyError: the procedure does not know the state.
        """
        return self._names[code].phase

    def knows(self, code: str) -> bool:
        """Whether the procedure has the state."""
        return code in self._names

    @property
    def final(self) -> frozenset[str]:
        """States of finished cases."""
        return frozenset(s.code for s in self.states if s.phase in FINAL_PHASES)

    @property
    def verbs(self) -> tuple[str, ...]:
        """Every verb once, in the order of the steps."""
        return tuple(dict.fromkeys(step.verb for step in self.steps))

    def step(self, verb: str, state: str) -> StepSpec | None:
        """The step of that name from that state, or any step of that name, or None."""
        rows = [step for step in self.steps if step.verb == verb]
        return next((row for row in rows if state in row.sources), rows[0] if rows else None)

    def after(self, state: str) -> frozenset[str]:
        """States that can follow ``state``, itself included."""
        reached, grown = {state}, True
        while grown:
            more = {s.target for s in self.steps if s.target and set(s.sources) & reached}
            grown, reached = not more <= reached, reached | more
        return frozenset(reached)

    def still_possible(self, verb: str, state: str) -> bool:
        """Whether the step can still be taken in ``state`` or in one that can follow it."""
        ahead = self.after(state)
        return any(step.verb == verb and set(step.sources) & ahead for step in self.steps)

    def terms_for(
        self, verb: str, *, level: str, ground: str, mode: str, manner: str
    ) -> list[TermSpec]:
        """The terms of a step for such a case, one for each state they run from."""
        fitting = [
            term
            for term in self.terms
            if term.verb == verb and term.fits(level, ground, mode, manner)
        ]
        best: dict[str, TermSpec] = {}
        for term in sorted(fitting, key=lambda row: row.narrowness):
            best[term.runs_from] = term
        return list(best.values())


@dataclass(frozen=True)
class Known:
    """What a procedure may refer to.

    ``acts``: act -> (phases it starts from, phases it may lead to; empty: it stays).
    ``deciders``: acts that only the deciding official may take.
    """

    acts: Mapping[str, tuple[Collection[str], Collection[str]]]
    documents: Collection[str]
    reminders: Collection[str]
    rules: Collection[int]


Problem = tuple[str, str]  # what is wrong, as a code; where


def problems(procedure: Definition, known: Known) -> list[Problem]:
    """What forbids publishing: a code and the state, step or term that is concerned."""
    return [
        *_of_states(procedure),
        *_of_steps(procedure, known),
        *_of_terms(procedure, known),
    ]


def _of_states(procedure: Definition) -> Iterator[Problem]:
    if not procedure.knows(procedure.first):
        yield "first", procedure.first
        return
    phases = {state.phase for state in procedure.states}
    if Phase.CLOSED not in phases:
        yield "final", ""
    reached = procedure.after(procedure.first)
    for state in procedure.states:
        if state.code not in reached:
            yield "unreachable", state.code
        if state.phase not in FINAL_PHASES and not procedure.after(state.code) & procedure.final:
            yield "dead-end", state.code


def _of_steps(procedure: Definition, known: Known) -> Iterator[Problem]:
    taken: set[tuple[str, str]] = set()
    for step in procedure.steps:
        states = [*step.sources, *([step.target] if step.target else [])]
        missing = [code for code in states if not procedure.knows(code)]
        if step.act not in known.acts:
            yield "act", step.verb
        elif missing or not step.sources:
            yield "state-unknown", f"{step.verb}: {', '.join(missing) or '–'}"
        else:
            yield from _of_step(procedure, step, known)
            yield from _of_moves(procedure, step, known, taken)


def _of_step(procedure: Definition, step: StepSpec, known: Known) -> Iterator[Problem]:
    if step.act == RECORD and (step.verb == RECORD or not step.name_vi):
        yield "nameless", step.verb
    if step.document and step.document not in known.documents:
        yield "document", f"{step.verb}: {step.document}"
    if set(step.needs) - set(procedure.verbs):
        yield "needs", f"{step.verb}: {', '.join(step.needs)}"


def _of_moves(
    procedure: Definition, step: StepSpec, known: Known, taken: set[tuple[str, str]]
) -> Iterator[Problem]:
    for source in step.sources:
        if (step.verb, source) in taken:
            yield "twice", f"{step.verb}: {source}"
        taken.add((step.verb, source))
        if not _sound(procedure, step, source, known):
            yield "phase", f"{step.verb}: {source} → {step.target or source}"


def _sound(procedure: Definition, step: StepSpec, source: str, known: Known) -> bool:
    """Whether the act may lead from the phase of the source to that of the target."""
    starts, ends = known.acts[step.act]
    before = procedure.phase(source)
    after = procedure.phase(step.target) if step.target else before
    if step.act == RECORD:
        onward = (before, after) in ((Phase.CONCLUDED, Phase.FOLLOW_UP),)
        return before not in FINAL_PHASES and (before == after or onward)
    return before in starts and (after in ends if ends else before == after)


def _of_terms(procedure: Definition, known: Known) -> Iterator[Problem]:
    for term in procedure.terms:
        if term.verb not in procedure.verbs:
            yield "term-step", term.verb
        if not procedure.knows(term.runs_from):
            yield "state-unknown", f"{term.verb}: {term.runs_from}"
        if term.reminder not in known.reminders:
            yield "reminder", f"{term.verb}: {term.reminder or '–'}"
        if term.rule is not None and term.rule not in known.rules:
            yield "row", f"{term.verb}: {term.rule}"


def in_order(procedures: Sequence[Definition]) -> dict[str, StateSpec]:
    """Every state of several procedures once, in order; the first procedure names it."""
    found: dict[str, StateSpec] = {}
    for procedure in procedures:
        for state in procedure.states:
            found.setdefault(state.code, state)
    return found
