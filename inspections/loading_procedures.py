"""The shipped procedures: states, steps and terms from ``data/procedure*.csv``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accounts.enums import Level
from ecms.core.datafile import DATA_DIR, Row, read_rows
from ecms.core.reference import Outcome, sync
from inspections.enums import Actor, DurationUnit, Ground, Kind, Late, Manner, Mode, Phase
from inspections.models import Procedure, ProcedureState, ProcedureStep, ProcedureTerm
from inspections.models.procedure import forget_definitions, read_definition
from inspections.procedure_rules import Definition, StateSpec, StepSpec, TermSpec

FILES = (
    "procedures.csv", "procedure_states.csv", "procedure_steps.csv", "procedure_terms.csv",
)  # fmt: skip
TERM_FIELDS = "verb runs_from level ground mode manner days unit rule reminder late"
KEY = ("procedure", "version")
YES_NO = ("yes", "no", "")


def load_procedures() -> Outcome:
    """The procedures with their parts.

    Parts of a version are written once; later only those that the files add or change, as long
    as nobody worked on the procedure by hand.
    """
    columns = ("code", "version", "kind", "regime", "can_propose", "first_state")
    rows = list(read_rows(DATA_DIR / FILES[0], columns))
    outcome = sync(Procedure, ("code", "version"), (_procedure(row) for row in rows))
    kept = set(outcome.kept)
    parts = shipped_parts()
    for procedure in Procedure.objects.all():
        mine = parts.get((procedure.code, procedure.version))
        if mine is not None and str(procedure) not in kept:
            _write(procedure, mine)
    forget_definitions()
    return outcome


def _procedure(row: Row) -> dict[str, Any]:
    return {
        "code": row.required("code"), "version": row.integer("version"),
        "kind": row.choice("kind", Kind.values), "regime": row.required("regime"),
        "name_vi": row.required("name_vi"), "name_en": row.text("name_en"),
        "legal_basis": row.required("legal_basis"),
        "can_propose": row.choice("can_propose", YES_NO) == "yes",
        "first_state": row.required("first_state"), "valid_from": row.day("valid_from"),
        "valid_to": row.day("valid_to"), "published_on": row.day("valid_from"),
    }  # fmt: skip


Parts = tuple[tuple[StateSpec, ...], tuple[StepSpec, ...], tuple[TermSpec, ...]]


def shipped_parts() -> dict[tuple[str, int], Parts]:
    """States, steps and terms of every shipped version, read from the files alone."""
    columns = ((*KEY, "code", "phase"), (*KEY, "act", "sources"), (*KEY, "verb", "runs_from"))
    files = [
        read_rows(DATA_DIR / name, need) for name, need in zip(FILES[1:], columns, strict=True)
    ]
    found: dict[tuple[str, int], tuple[list[Any], list[Any], list[Any]]] = {}
    for place, (rows, make) in enumerate(zip(files, (_state, _step, _term), strict=True)):
        for row in rows:
            key = (row.required("procedure"), row.integer("version") or 0)
            found.setdefault(key, ([], [], []))[place].append(make(row))
    return {key: (tuple(a), tuple(b), tuple(c)) for key, (a, b, c) in found.items()}


def shipped() -> list[Definition]:
    """Every shipped procedure as the rules see it, without the database."""
    parts = shipped_parts()
    rows = read_rows(DATA_DIR / FILES[0], ("code", "version", "first_state"))
    return [
        Definition(row.required("code"), row.required("first_state"),
                   *parts[row.required("code"), row.integer("version") or 0])
        for row in rows
    ]  # fmt: skip


def _state(row: Row) -> StateSpec:
    return StateSpec(
        row.required("code"), row.required("name_vi"), row.text("name_en"),
        row.choice("phase", Phase.values),
    )  # fmt: skip


def _step(row: Row) -> StepSpec:
    return StepSpec(
        act=row.required("act"), verb=row.text("code") or row.required("act"),
        name_vi=row.text("name_vi"), name_en=row.text("name_en"), sources=row.words("sources"),
        target=row.text("target"), actor=row.choice("actor", ("", *Actor.values)),
        document=row.text("document"), needs=row.words("needs"),
        once=row.choice("once", YES_NO) == "yes", primary=row.choice("primary", YES_NO) == "yes",
    )  # fmt: skip


def _term(row: Row) -> TermSpec:
    return TermSpec(
        verb=row.required("verb"), runs_from=row.required("runs_from"),
        level=row.choice("level", ("", *Level.values)),
        ground=row.choice("ground", ("", *Ground.values)),
        mode=row.choice("mode", ("", *Mode.values)),
        manner=row.choice("manner", ("", *Manner.values)), days=row.integer("days") or 0,
        unit=row.choice("unit", DurationUnit.values),
        extensions=tuple(int(part) for part in row.words("extensions")),
        rule=row.integer("deadline_row"), reminder=row.required("reminder"),
        late=row.choice("late", Late.values),
    )  # fmt: skip


def _write(procedure: Procedure, parts: Parts) -> None:
    """Replace the parts of a procedure where they differ from the files."""
    states, steps, terms = parts
    present = read_definition(procedure)
    if (present.states, present.steps, present.terms) == parts:
        return
    procedure.states.all().delete()
    procedure.steps.all().delete()
    procedure.terms.all().delete()
    write_parts(procedure, states, steps, terms)


def write_parts(
    procedure: Procedure,
    states: Iterable[StateSpec],
    steps: Iterable[StepSpec],
    terms: Iterable[TermSpec],
) -> None:
    """Write the parts of a procedure that has none yet."""
    ProcedureState.objects.bulk_create(
        ProcedureState(
            procedure=procedure, order=order * 10, **_fields(state, "code name_vi name_en phase")
        )
        for order, state in enumerate(states, start=1)
    )
    ProcedureStep.objects.bulk_create(
        ProcedureStep(
            procedure=procedure, order=order * 10, code=step.verb if step.verb != step.act else "",
            sources=list(step.sources), needs=list(step.needs),
            **_fields(step, "act name_vi name_en target actor document once primary"),
        )
        for order, step in enumerate(steps, start=1)
    )  # fmt: skip
    ProcedureTerm.objects.bulk_create(
        ProcedureTerm(
            procedure=procedure, order=order * 10, extensions=list(term.extensions),
            **_fields(term, TERM_FIELDS),
        )
        for order, term in enumerate(terms, start=1)
    )  # fmt: skip


def _fields(spec: Any, names: str) -> dict[str, Any]:
    return {name: getattr(spec, name) for name in names.split()}
