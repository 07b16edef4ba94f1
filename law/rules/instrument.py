"""Which decree applies to an act (Decree 283/2026 art. 67)."""

from datetime import date

from law.rules.catalogue import Grouped, Instrument, Provision
from law.rules.errors import LawRefusal
from law.rules.facts import ActFacts
from law.rules.reference import Reference
from law.rules.wording import Sentence


def law_date(facts: ActFacts, minutes_on: date | None = None) -> date:
    """Return the day whose law applies.

    An act that ended: the day it ended. An act still going on: the last day on which it was
    found going on, that is the date of the minutes, or of the discovery when it is later or when
    there are no minutes yet.
    """
    if not facts.ongoing:
        return facts.counts_from
    return max(facts.counts_from, minutes_on or facts.counts_from)


def instrument_for(reference: Reference, on: date) -> Instrument:
    """Return the decree in force on a day. Raises LawRefusal ``law_too_old`` before the first."""
    found = next((item for item in reference.instruments if item.in_force(on)), None)
    if found is None:
        raise LawRefusal(
            "law_too_old", on=on, first=min(item.valid_from for item in reference.instruments)
        )
    return found


def provisions_for(
    reference: Reference, facts: ActFacts, minutes_on: date | None = None
) -> tuple[Instrument, Grouped]:
    """Return the decree and the rows of the act's code in it.

    The code may carry the decree's number ("283-TL-18"); it must then agree with the dates.
    Raises LawRefusal: unknown code, act not sanctioned by that decree, clause not yet in force.
    """
    on = law_date(facts, minutes_on)
    prefix, code = split_code(facts.code)
    if code not in reference.codes:
        raise LawRefusal("unknown_code", code=facts.code)
    instrument = instrument_for(reference, on)
    if prefix and not instrument.code.startswith(f"{prefix}/"):
        raise LawRefusal("other_decree", code=facts.code, instrument=instrument.code, on=on)
    group = reference.group(instrument.code, code)
    if group is None:
        raise LawRefusal("not_in_decree", code=code, instrument=instrument.code, on=on)
    demand_in_force(group.rows[0], on)
    return instrument, group


def demand_in_force(row: Provision, on: date) -> None:
    """Go on only where the clause itself is in force on a day; it may begin later than its decree.

    Raises LawRefusal: ``deferred`` without a first day, ``not_yet`` before it, ``no_longer``
    after the last one.
    """
    if row.valid_from is None:
        raise LawRefusal("deferred", code=row.code, basis=row.legal_basis)
    params = {"code": row.code, "basis": row.legal_basis, "on": on}
    if on < row.valid_from:
        raise LawRefusal("not_yet", **params, since=row.valid_from)
    if row.valid_to is not None and on > row.valid_to:
        raise LawRefusal("no_longer", **params, until=row.valid_to)


def split_code(code: str) -> tuple[str, str]:
    """Split "283-TL-18" into decree number and code; plain codes have an empty first part."""
    code = code.strip().upper()
    head, dash, rest = code.partition("-")
    return (head, rest) if dash and head.isdigit() else ("", code)


def explain(facts: ActFacts, instrument: Instrument, minutes_on: date | None) -> Sentence:
    """Say why this decree applies."""
    params = {"instrument": instrument.code, "on": law_date(facts, minutes_on)}
    if facts.ongoing:
        return Sentence("law.ongoing", {**params, "since": instrument.valid_from})
    if instrument.valid_to is None:
        return Sentence("law.ended_under", {**params, "since": instrument.valid_from})
    return Sentence("law.ended_before", {**params, "until": instrument.valid_to})
