"""The worksheet of a case: from established facts to a fine, its reasons and who may sign."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from law.enums import BodyLevel, DecisionRoute, Party, Power
from law.rules import fine, instrument, terms
from law.rules.competence import Signatory, needed_powers, signatories
from law.rules.errors import LawRefusal
from law.rules.facts import ActFacts
from law.rules.frame import Frame, frame_for
from law.rules.reference import Reference
from law.rules.results import ActWorksheet, CaseWorksheet, RemedyDue
from law.rules.wording import Sentence


def worksheet(
    reference: Reference,
    facts: Iterable[ActFacts],
    party: Party,
    decided_on: date,
    minutes_on: date | None = None,
    *,
    route: DecisionRoute = DecisionRoute.NORMAL,
    body_level: BodyLevel | None = None,
    check_open: bool = True,
) -> CaseWorksheet:
    """Compute a case: every act, the sum, rights, dates and signatories.

    ``decided_on`` decides competence and whether the limitation has passed; terms that run from
    the minutes need ``minutes_on``. ``route`` selects the time limit of the decision. Raises
    LawRefusal with the reason in both languages when an act cannot be sanctioned as stated.
    """
    listed = tuple(facts)
    _check(listed, decided_on, minutes_on)
    acts = tuple(act_worksheet(reference, item, party, decided_on, minutes_on) for item in listed)
    frames = [act.frame for act in acts]
    signers = signatories(
        reference, frames, party, decided_on, body_level=body_level, check_open=check_open
    )
    found = _case(party, acts, decided_on, signers)
    lines = _explain_competence(reference, acts, decided_on, signers)
    if minutes_on is None:
        return replace(found, reasoning=(*found.reasoning, *lines))
    case = terms.case_terms(reference, minutes_on, explanation=found.explanation_right)
    return replace(
        found,
        minutes_on=minutes_on,
        explanation_written_until=case.explanation_written_until,
        hearing_request_until=case.hearing_request_until,
        decision_due=case.decision_due,
        decision_due_on=case.decision_due[route],
        reasoning=(*found.reasoning, *_explain_terms(case, route), *lines),
    )


def _case(
    party: Party,
    acts: tuple[ActWorksheet, ...],
    decided_on: date,
    signers: tuple[Signatory, ...],
) -> CaseWorksheet:
    """Return the case without the terms that run from the minutes."""
    return CaseWorksheet(
        party=party,
        acts=acts,
        decided_on=decided_on,
        minutes_on=None,
        total_fine=sum(act.fine for act in acts),
        explanation_right=any(act.explanation_right for act in acts),
        explanation_written_until=None,
        hearing_request_until=None,
        decision_due={},
        decision_due_on=None,
        limitation_ends_on=min(act.limitation_ends_on for act in acts),
        limitation_expired=any(act.limitation_expired for act in acts),
        signatories=signers,
        reasoning=_explain_total(acts),
    )


def act_worksheet(
    reference: Reference,
    facts: ActFacts,
    party: Party,
    decided_on: date,
    minutes_on: date | None = None,
) -> ActWorksheet:
    """Compute one act. Raises LawRefusal, see :func:`worksheet`."""
    decree, group = instrument.provisions_for(reference, facts, minutes_on)
    frame = frame_for(group, facts, party, decree)
    ends_on = terms.limitation_ends_on(reference, frame.provision, facts)
    explanation = terms.may_explain(reference, frame, party)
    row = frame.provision
    return ActWorksheet(
        facts=facts,
        instrument=decree.code,
        frame=frame,
        fine=fine.fine_for(frame, facts.circumstances),
        explanation_right=explanation,
        limitation_ends_on=ends_on,
        limitation_expired=decided_on > ends_on,
        additional=tuple(reference.additional[code] for code in row.additional_codes),
        remedies=tuple(
            RemedyDue(reference.remedies[code], terms.remedy_due_on(reference, code, decided_on))
            for code in row.remedial_codes
        ),
        reasoning=(
            instrument.explain(facts, decree, minutes_on),
            *frame.reasoning,
            *fine.explain(frame, facts.circumstances, decided_on),
            *_explain_limitation(reference, frame, facts, ends_on, decided_on),
            _explain_explanation(reference, frame, party, explanation=explanation),
            *_explain_cautions(frame),
        ),
    )


def _check(facts: Sequence[ActFacts], decided_on: date, minutes_on: date | None) -> None:
    if not facts:
        raise LawRefusal("no_acts")
    latest = max(item.counts_from for item in facts)
    if minutes_on and minutes_on < latest:
        raise LawRefusal("minutes_before_act", minutes=minutes_on, act=latest)
    before = minutes_on or latest
    if decided_on < before:
        raise LawRefusal("decided_before_minutes", decided=decided_on, minutes=before)


def _explain_limitation(
    reference: Reference, frame: Frame, facts: ActFacts, ends_on: date, decided_on: date
) -> tuple[Sentence, ...]:
    deadline = terms.limitation_deadline(reference, frame.provision, facts)
    params = {
        "value": deadline.value,
        "start": facts.counts_from,
        "end": ends_on,
    }
    found = Sentence(f"limitation.{'ongoing' if facts.ongoing else 'ended'}", params)
    if decided_on <= ends_on:
        return (found,)
    return (found, Sentence("limitation.expired", {"decided": decided_on}))


def _explain_explanation(
    reference: Reference, frame: Frame, party: Party, *, explanation: bool
) -> Sentence:
    threshold = terms.EXPLANATION_FROM[party]
    params = {"max_vnd": frame.maximum, "threshold_vnd": threshold}
    if not explanation:
        return Sentence("explanation.no", params)
    if frame.maximum < threshold:
        return Sentence("explanation.licence", params)
    return Sentence("explanation.yes", params)


def _explain_cautions(frame: Frame) -> tuple[Sentence, ...]:
    row = frame.provision
    criminal = (Sentence("criminal.signs", {}),) if row.criminal_referral else ()
    if row.confidence in ("", "verified"):
        return criminal
    return (*criminal, Sentence("source.unconfirmed", {"confidence": row.confidence}))


def _explain_total(acts: Sequence[ActWorksheet]) -> tuple[Sentence, ...]:
    if len(acts) < 2:
        return ()
    total = sum(act.fine for act in acts)
    return (Sentence("total.sum", {"n": len(acts), "total_vnd": total}),)


def _explain_terms(case: terms.CaseTerms, route: DecisionRoute) -> tuple[Sentence, ...]:
    due = {"minutes": case.minutes_on, "due": case.decision_due[route]}
    decision = Sentence("decision.due", due)
    if case.explanation_written_until is None:
        return (decision,)
    dates = {"written": case.explanation_written_until, "hearing": case.hearing_request_until}
    return (Sentence("explanation.until", dates), decision)


def _explain_competence(
    reference: Reference,
    acts: Sequence[ActWorksheet],
    decided_on: date,
    signers: Sequence[Signatory],
) -> tuple[Sentence, ...]:
    highest = max(act.frame_max for act in acts)
    params = {"max_vnd": highest, "decided": decided_on, "n": len(signers)}
    if not signers:
        none = Sentence("competence.none", params)
        powers = frozenset[Power]().union(*(needed_powers(reference, a.frame) for a in acts))
        expelled = Power.EXPULSION in powers
        return (none, Sentence("competence.expulsion", {})) if expelled else (none,)
    some = Sentence("competence.some", params)
    if any(item.only_during_check for item in signers):
        return (some, Sentence("competence.team_heads", {}))
    return (some,)
